import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiServer } from '../api-server/server.ts';
import { type Ran, type RunOptions, run as runCommand } from './command.ts';

// What plan, push and pull write: no secret in any of it, and nothing that a terminal, Markdown or a workflow obeys.
let server: ApiServer;
let folder = '';

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-outputs-')));
});

afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

function run(args: readonly string[], options: Partial<RunOptions> = {}): Promise<Ran> {
  return runCommand(args, { cwd: folder, server, ...options });
}

function write(path: string, text: string): void {
  writeFileSync(join(folder, path), text);
}

/** All that was written below the folder, but the named files. */
function writtenFiles(own: readonly string[]): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => !own.includes(path) && statSync(join(folder, path)).isFile())
    .map((path) => `${path}\n${readFileSync(join(folder, path), 'utf8')}`)
    .join('\n');
}

describe('secrets', () => {
  const secrets = {
    accessKey: 'planted-access-key-01',
    secret: 'planted-secret-02',
    key: 'planted-storage-key-03',
    secretKey: 'planted storage "secret" /04',
    stream: 'planted-stream-key-05',
    literal: 'planted-literal-06',
    liveKey: 'planted-live-key-07',
    liveSecret: 'planted-live-secret-08',
    liveStream: 'planted-live-stream-09',
    bucket: 'planted-bucket-10',
    password: 'planted-password-11',
  };
  const parts = Object.values(secrets).flatMap((value) => [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
  ]);
  const env = {
    HMS_MANAGEMENT_TOKEN: '',
    HMS_ACCESS_KEY: secrets.accessKey,
    HMS_SECRET: secrets.secret,
    KEY: secrets.key,
    SECRET_KEY: secrets.secretKey,
    STREAM: secrets.stream,
    BUCKET: secrets.bucket,
    HMSLINT_DEBUG: '1',
  };
  const file = `name: webinar
roles:
  host: { priority: 2 }
settings:
  recording:
    upload:
      type: s3
      location: "\${BUCKET}"
      prefix: p
      credentials: { key: "\${KEY}", secretKey: "\${SECRET_KEY}" }
destinations:
  rtmpDestinations:
    a: { name: a, rtmpUrls: ["rtmp://h.example/live/\${STREAM}", "rtmp://h.example/live/${secrets.literal}"] }
`;

  beforeEach(async () => {
    server = await ApiServer.start({ account: { accessKey: secrets.accessKey, secret: secrets.secret } });
    const credentials = { key: secrets.liveKey, secretKey: secrets.liveSecret };
    server.store.create({
      name: 'webinar',
      roles: { host: { priority: 1 } },
      settings: { recording: { upload: { type: 's3', location: secrets.bucket, prefix: 'q', credentials } } },
      destinations: {
        rtmpDestinations: {
          a: { name: 'a', rtmpUrls: [`rtmp://me:${secrets.password}@h.example/live/${secrets.liveStream}`] },
        },
      },
    });
    write('a.yaml', file);
  });

  function expectNone(text: string): void {
    for (const part of parts) expect(text.includes(part), `${part} in ${text}`).toBe(false);
    expect(text).not.toMatch(/eyJ[\w-]+\./);
  }

  it('are in nothing that is written, whatever happens', async () => {
    const echo = `bad ${Object.values(secrets).join(' ')}`;
    const outputs: string[] = [];
    const go = async (args: readonly string[], expected: number) => {
      const { status, stdout, stderr } = await run(args, { env });
      expect(status, args.join(' ') + stdout + stderr).toBe(expected);
      outputs.push(stdout, stderr);
    };
    for (const format of ['pretty', 'json', 'markdown']) await go(['plan', '--format', format, 'a.yaml'], 0);
    await go(['plan', 'a.yaml', '-o', 'plan.json'], 0);
    // The API says in its error messages what it was sent, and a request is lost.
    server.fail({
      on: { method: 'POST', nth: 1 },
      trouble: { kind: 'status', status: 400, message: echo, details: [echo] },
    });
    await go(['push', '--yes', 'a.yaml'], 4);
    server.rest();
    server.fail({ on: { method: 'POST' }, trouble: { kind: 'status', status: 500, message: echo } });
    await go(['push', '--yes', '--timeout', '5', 'a.yaml'], 5);
    server.rest();
    server.fail({
      on: { method: 'GET', path: 'templates/.', nth: 4 },
      trouble: { kind: 'status', status: 401, message: echo },
    });
    await go(['push', '--yes', 'a.yaml'], 5);
    server.rest();
    await go(['push', '--yes', 'a.yaml'], 0);
    await go(['plan', '--exit-code', 'a.yaml'], 0);
    for (const text of outputs.splice(0)) expectNone(text);
    expectNone(writtenFiles(['a.yaml']));
    // The name of a bucket is no secret of the server's: pull, which fills in nothing, writes it.
    parts.splice(parts.indexOf(secrets.bucket), 3);
    await go(['pull', 'webinar'], 0);
    await go(['pull', 'webinar', '-o', 'b.yaml'], 0);
    await go(['pull', '--all', '-o', 'all'], 0);
    await go(['pull', 'webinar', '-o', 'a.yaml', '--update'], 0);
    server.fail({ on: {}, trouble: { kind: 'status', status: 403, message: echo } });
    await go(['plan', 'a.yaml'], 2);
    for (const text of outputs) expectNone(text);
    expectNone(writtenFiles(['a.yaml']));
  });

  it('are in no file that an interrupted push leaves', async () => {
    await run(['push', '--yes', 'a.yaml'], {
      env,
      started: ({ pid = 0 }) => server.fail({ on: { method: 'POST' }, trouble: { kind: 'kill', pid, when: 'after' } }),
    });
    const left = writtenFiles(['a.yaml']);
    expect(left).toContain('journal/');
    expectNone(left);
    server.rest();
    const { status, stdout, stderr } = await run(['push', '--yes', 'a.yaml'], { env });
    expect(stderr).toContain('`a.yaml` was written: ');
    expect(status).toBe(0);
    expectNone(stdout + stderr);
  });
});

describe('hostile names', () => {
  const names = [
    '::error::x',
    '\u001b[31mred\u0007',
    '@everyone',
    'a <img src=x onerror=alert(1)>',
    '`code` ``more``',
    'a|b',
    'line\n::warning::break',
    '[link](https://example.com)',
    '__proto__',
    'toString',
    'a/b',
    '~',
    '',
    '🙂',
    '\u202eevil',
    'x'.repeat(10_000),
  ];

  it('do no harm in any format, and are planned and pushed like others', async () => {
    server = await ApiServer.start();
    const role = (priority: number) => ({ priority, publishParams: { allowed: ['audio'] } });
    const rolesOf = (priority: number) => Object.fromEntries(names.map((name) => [name, role(priority)]));
    const roles = JSON.parse(JSON.stringify(rolesOf(1)).replace('"__proto__"', '"__proto__"'));
    server.store.create({
      name: 'webinar',
      roles: JSON.parse(JSON.stringify({ ...roles, gone: {}, '@gone\n::error::': {} })),
    });
    write(
      'a.json',
      JSON.stringify({
        name: 'webinar',
        roles: rolesOf(2),
        destinations: { hlsDestinations: { '@h\u001b': { name: '@h\u001b' } } },
      }),
    );
    const pretty = await run(['plan', 'a.json']);
    const json = await run(['plan', '--format', 'json', 'a.json']);
    const markdown = await run(['plan', '--format', 'markdown', 'a.json']);
    for (const { status, stdout } of [pretty, json, markdown]) {
      expect(status).toBe(0);
      expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202e/u);
      expect(stdout).not.toMatch(/^\s*::/m);
    }
    const { documents } = JSON.parse(json.stdout);
    expect(documents[0].changes.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['/roles/__proto__/priority', '/roles/a~1b/priority', '/roles//priority', '/roles/gone']),
    );
    // In Markdown all of it stands in code.
    for (const line of markdown.stdout.split('\n')) {
      const bare = line.replaceAll(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
      expect(bare).not.toMatch(/[@<>[\]|]/);
    }
    const allowed = ['--allow-delete-role', 'gone', '--allow-delete-role', '@gone\n::error::'];
    const pushed = await run(['push', '--yes', ...allowed, 'a.json']);
    expect(pushed.status, pushed.stderr).toBe(0);
    const stored = server.store.all[0]?.roles ?? {};
    expect(Object.keys(stored).sort()).toEqual([...names].sort());
    expect((await run(['plan', '--exit-code', 'a.json'])).status).toBe(0);
  });
});
