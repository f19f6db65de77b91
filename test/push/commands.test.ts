import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiServer, type ServerOptions } from '../api-server/server.ts';
import { type Ran, type RunOptions, run as runCommand } from './command.ts';

// The commands plan, push and pull as people call them.
let server: ApiServer;
let folder = '';

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-deploy-')));
  server = await ApiServer.start();
});

afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function restart(options: ServerOptions): Promise<void> {
  await server.stop();
  server = await ApiServer.start(options);
}

function run(args: readonly string[], options: Partial<RunOptions> = {}): Promise<Ran> {
  return runCommand(args, { cwd: folder, server, ...options });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

function backups(): readonly string[] {
  const path = join(folder, '.hmslint/backups');
  return existsSync(path) ? readdirSync(path).map((name) => `.hmslint/backups/${name}`) : [];
}

const plain = 'name: webinar\nroles:\n  host: { priority: 1 }\n';

/** The plan of one file in JSON: its exit code and its first document. */
async function planned(args: readonly string[], options?: Partial<RunOptions>) {
  const { status, stdout, stderr } = await run(['plan', '--format', 'json', ...args], options);
  const value = stdout === '' ? { documents: [] } : JSON.parse(stdout);
  return { status, stderr, stdout, all: value, document: value.documents[0] ?? {} };
}

async function changes(args: readonly string[], options?: Partial<RunOptions>): Promise<readonly string[]> {
  const { document } = await planned(args, options);
  return document.changes.map(({ pointer, action }: { pointer: string; action: string }) => `${action} ${pointer}`);
}

describe('before anything is sent', () => {
  it.each<[string, readonly string[], RegExp]>([
    ['an unknown option', ['push', '--yess', 'a.yaml'], /unknown option `--yess`, did you mean `--yes`/],
    ['no file', ['push', '--yes'], /lacks its files/],
    ['a file that is not there', ['plan', 'b.yaml'], /no such file/],
    ['an unknown format', ['plan', '--format', 'xml', 'a.yaml'], /unknown format `xml`/],
    ['a secret as an argument', ['push', '--token', 's3cret-token', 'a.yaml'], /unknown option `--token`/],
    ['a pointer that is none', ['push', '--allow-delete', 'viewer', 'a.yaml'], /takes a pointer/],
    ['standard input', ['plan', '-'], /takes files/],
    ['a role without one', ['plan', '--role', 'x', '--template', 't', 'a.yaml'], /there is no role document/],
    ['a role twice', ['plan', '--role', 'x', '--template', 't', 'r1.yaml', 'r2.yaml'], /names one role/],
    ['a role without its template', ['plan', 'r1.yaml'], /is a part of a template: `--template ID-OR-NAME`/],
    ['a broken plan', ['push', '--plan', 'a.yaml'], /is no plan that `hmslint plan -o` wrote/],
    ['a plan over something else', ['plan', '-o', 'a.yaml', 'a.yaml'], /is there already, and is no plan/],
    ['a timeout that is none', ['plan', '--timeout', 'soon', 'a.yaml'], /takes seconds/],
    ['a mistyped command', ['pusch', 'a.yaml'], /did you mean `push`/],
  ])('%s is refused', async (_, args, words) => {
    write('a.yaml', plain);
    write('r1.yaml', 'name: a\npriority: 1\nmaxPeerCount: 2\n');
    write('r2.yaml', 'name: b\npriority: 1\nmaxPeerCount: 2\n');
    const { status, stdout, stderr } = await run(args);
    expect(stderr + stdout).toMatch(words);
    expect(status).toBe(2);
    expect(server.log).toEqual([]);
    expect(stderr + stdout).not.toContain('s3cret-token');
  });

  it.each<[string, { readonly [name: string]: string }, RegExp]>([
    ['nobody to sign in', { HMS_MANAGEMENT_TOKEN: '' }, /nothing to sign in with/],
    ['http to somewhere else', { HMS_API_URL: 'http://api.example.com/v2' }, /must begin with `https:/],
  ])('%s is refused', async (_, env, words) => {
    write('a.yaml', plain);
    for (const command of ['plan', 'push']) {
      const { status, stderr } = await run([command, 'a.yaml'], { env });
      expect(stderr).toMatch(words);
      expect(status).toBe(2);
    }
    expect((await run(['pull', 'webinar'], { env })).status).toBe(2);
    expect(server.log).toEqual([]);
  });

  it('a template without name and id is refused', async () => {
    write('a.yaml', 'roles: { host: {} }\n');
    const { status, stderr } = await run(['push', '--yes', 'a.yaml']);
    expect(stderr).toContain('nothing says which template `a.yaml` is');
    expect([status, server.log]).toEqual([4, []]);
  });
});

describe('lint errors', () => {
  beforeEach(() => {
    server.store.create({ name: 'webinar', roles: { host: { priority: 1 } } });
    write('a.yaml', 'name: webinar\nroles:\n  host: { priority: 9 }\n');
  });

  it('are shown by plan, with the difference', async () => {
    const { status, stdout, stderr } = await run(['plan', '--exit-code', 'a.yaml']);
    expect(status).toBe(1);
    expect(stdout).toContain('error role-priority');
    expect(stdout).toContain('~ /roles/host/priority: 1 → 9');
    expect(stderr).toContain('push would refuse');
    expect(server.writes).toEqual([]);
  });

  it.each([[[]], [['--fail-on', 'never']], [['--only', 'rtmp-url']], [['--baseline', 'known.json']]])(
    'stop a push, whatever is said: %j',
    async (options) => {
      const { status, stdout } = await run(['push', '--yes', ...options, 'a.yaml']);
      expect(status).toBe(1);
      expect(stdout).toContain('error role-priority');
      expect(server.writes).toEqual([]);
    },
  );

  it('that are suppressed with a reason do not', async () => {
    write(
      'a.yaml',
      `name: webinar
roles:
  host:
    # hmslint-ignore-next-line role-priority -- as in version 1
    priority: 9
`,
    );
    expect((await run(['push', '--yes', 'a.yaml'])).status).toBe(0);
    expect(server.store.all[0]?.roles.host).toMatchObject({ priority: 9 });
  });

  it('of broken syntax leave nothing to compare, and are shown', async () => {
    write('a.json', '{ "name": "webinar" "roles": {} }');
    write('b.yaml', 'name: [\n');
    for (const file of ['a.json', 'b.yaml']) {
      const { status, stdout } = await run(['plan', file]);
      expect(stdout).toContain('error syntax');
      expect(status).toBe(1);
      expect((await run(['push', '--yes', file])).status).toBe(1);
    }
    expect(server.writes).toEqual([]);
  });
});

describe('variables', () => {
  const upload = (credentials: string) => `name: webinar
settings:
  recording:
    upload: { type: s3, location: "\${BUCKET}", prefix: x, credentials: ${credentials} }
`;

  it.each<[string, string, RegExp]>([
    ['not set', upload('{ key: "${K}", secretKey: "${MISSING}" }'), /the variable `MISSING` is not set/],
    ['set to nothing', upload('{ key: "${K}", secretKey: "${EMPTY}" }'), /the variable `EMPTY` is not set/],
    ['in a name', 'name: ${K}\n', /`\$\{K\}` may not stand here/],
    ['that sign in, in a name', 'name: ${HMS_SECRET}\n', /`\$\{HMS_SECRET\}` is filled in nowhere/],
    ['that sign in, in a role', 'name: a\nroles: { host: { name: "${HMS_ACCESS_KEY}" } }\n', /is filled in nowhere/],
    [
      'that sign in, as a storage key',
      upload('{ key: "${HMS_ACCESS_KEY}", secretKey: "${K}" }'),
      /is filled in nowhere/,
    ],
    ['that sign in, in other letters', upload('{ key: "${hms_secret}", secretKey: "${K}" }'), /is filled in nowhere/],
    [
      'that sign in, in an address',
      'name: a\ndestinations: { rtmpDestinations: { r: { name: r, rtmpUrls: ["rtmp://h/a/${HMS_MANAGEMENT_TOKEN}"] } } }\n',
      /is filled in nowhere/,
    ],
    ['behind an alias', 'x-a: &a ${HMS_SECRET}\nname: *a\n', /is filled in nowhere/],
    ['as the name of a role', 'name: a\nroles: { "${K}": {} }\n', /no variable may stand in a name/],
    ['that are misspelt', upload('{ key: "${K", secretKey: "${K}" }'), /a variable is written `\$\{NAME\}`/],
    [
      'that make an address wrong',
      'name: a\ndestinations: { rtmpDestinations: { r: { name: r, rtmpUrls: ["${K}"] } } }\n',
      /breaks `rtmp-url`/,
    ],
    ['in the id', 'id: ${K}\nname: a\n', /may not stand here/],
  ])('%s are refused before anything is sent', async (_, text, words) => {
    write('a.yaml', text);
    const env = {
      K: 'value-of-k',
      BUCKET: 'b',
      EMPTY: '',
      HMS_SECRET: 'hush-hush-hush',
      HMS_ACCESS_KEY: 'access-key-1',
    };
    for (const args of [['plan'], ['push', '--yes']]) {
      const { status, stdout, stderr } = await run([...args, 'a.yaml'], { env });
      expect(stdout + stderr).toMatch(words);
      expect(status).toBe(2);
      expect(stdout + stderr).not.toMatch(/hush-hush|value-of-k|access-key-1|test-token/);
    }
    expect(server.log).toEqual([]);
  });

  it('that the configuration lists are filled in anywhere, and shown nowhere', async () => {
    write('hmslint.config.yaml', 'variables: [STAGE, REGION]\n');
    write('a.yaml', 'name: webinar-${STAGE}\nroles: { host: {} }\nsettings: { region: "${REGION}" }\n');
    const env = { STAGE: 'production-eu', REGION: 'eu' };
    expect((await run(['a.yaml'])).status).toBe(0);
    const broken = await run(['push', '--yes', 'a.yaml'], { env: { ...env, STAGE: 'production_#' } });
    expect(broken.stderr).toContain('with its variables filled in, this breaks `template-name`');
    expect([broken.status, server.log]).toEqual([2, []]);
    const pushed = await run(['push', '--yes', 'a.yaml'], { env });
    expect(pushed.status, pushed.stderr).toBe(0);
    expect(server.store.all[0]?.name).toBe('webinar-production-eu');
    const plan = await planned(['a.yaml'], { env });
    expect(plan.document).toMatchObject({ action: 'none', template: { name: 'webinar-${STAGE}' } });
    expect(pushed.stdout + pushed.stderr + plan.stdout).not.toContain('production-eu');
    for (const path of readdirSync(join(folder, '.hmslint'), { recursive: true, encoding: 'utf8' })) {
      if (statSync(join(folder, '.hmslint', path)).isFile())
        expect(read(`.hmslint/${path}`)).not.toContain('production-eu');
    }
  });

  it('are not looked for in what is the author’s own', async () => {
    write('a.yaml', 'x-note: "${NOT_SET} and ${HMS_SECRET}"\nname: webinar\nroles: { host: {} }\n');
    expect((await run(['push', '--yes', 'a.yaml'])).status).toBe(0);
    expect(server.writes[0]?.body).not.toHaveProperty('x-note');
  });
});

describe('which template is meant', () => {
  it('its id in the file says, else the configuration, else the name', async () => {
    const first = server.store.create({ name: 'webinar', roles: { host: { priority: 1 } } });
    const other = server.store.create({ name: 'other', roles: { host: { priority: 1 } } });
    write('by-name.yaml', plain);
    write('by-id.yaml', `id: ${other.id}\nname: other\n`);
    write('listed.yaml', 'roles:\n  host: { priority: 1 }\n');
    write('hmslint.config.yaml', `templates: { listed.yaml: ${other.id} }\n`);
    const plans = await Promise.all(['by-name.yaml', 'by-id.yaml', 'listed.yaml'].map((file) => planned([file])));
    expect(plans.map(({ document }) => [document.template.id, document.by])).toEqual([
      [first.id, 'name'],
      [other.id, 'id'],
      [other.id, 'configuration'],
    ]);
  });

  it('is refused where two have the name, or two files mean one', async () => {
    server.store.create({ name: 'webinar', roles: {} });
    const twin = server.store.create({ name: 'twin', roles: {} });
    twin.name = 'webinar';
    write('a.yaml', plain);
    write('b.yaml', 'name: same\nroles: { x: {} }\n');
    write('c/b.yaml', 'name: same\nroles: { y: {} }\n');
    const several = await run(['push', '--yes', 'a.yaml']);
    expect(several.stderr).toContain('2 templates are called `webinar`');
    const shared = await run(['push', '--yes', '--rule', 'duplicate-template-name=off', 'b.yaml', 'c/b.yaml']);
    expect(shared.stderr).toContain('`b.yaml` and `c/b.yaml` mean the same template');
    expect([several.status, shared.status, server.writes]).toEqual([4, 4, []]);
  });

  it('is refused where an id is not there, and nothing is made in its place', async () => {
    write('a.yaml', 'id: "000000000000000000000000"\nname: webinar\n');
    const { status, stderr } = await run(['push', '--yes', 'a.yaml']);
    expect(stderr).toContain('it answered 404 (template not found)');
    expect([status, server.writes]).toEqual([2, []]);
  });

  it('is refused where a template would take the name of another', async () => {
    const { id } = server.store.create({ name: 'webinar', roles: {} });
    server.store.create({ name: 'taken', roles: {} });
    write('a.yaml', `id: ${id}\nname: taken\nroles: {}\n`);
    const { status, stderr } = await run(['push', '--yes', 'a.yaml']);
    expect(stderr).toContain('renames its template to `taken`, which another template');
    expect([status, server.writes]).toEqual([4, []]);
  });

  it('is found on later pages', async () => {
    await restart({ pageSize: 10 });
    for (let index = 0; index < 34; index++) server.store.create({ name: `t${index}` });
    const { id } = server.store.create({ name: 'webinar', roles: { host: { priority: 1 } } });
    write('a.yaml', plain);
    expect((await planned(['a.yaml'])).document.template.id).toBe(id);
  });

  it('`--template` says for a part of one', async () => {
    const { id } = server.store.create({ name: 'webinar', roles: { host: {}, 'a/b': {} } });
    write('role.yaml', '# hmslint-kind role\nname: a/b\npriority: 4\n');
    write('settings.yaml', 'region: eu\nroomState: { enabled: false }\n');
    write('destinations.yaml', 'hlsDestinations: { main: { name: main } }\n');
    write('recordings.yaml', '- name: default\n  role: host\n  trackRecording: { enabled: true }\n');
    for (const template of ['webinar', id]) {
      for (const part of ['role', 'settings', 'destinations', 'recordings']) {
        const { status, stderr } = await run(['push', '--yes', '--template', template, `${part}.yaml`]);
        expect(status, stderr).toBe(0);
      }
    }
    expect(server.writes.map(({ path }) => path)).toEqual([
      `/templates/${id}/roles/a%2Fb`,
      `/templates/${id}/settings`,
      `/templates/${id}/destinations`,
      `/templates/${id}/recordings`,
    ]);
    expect(server.store.all[0]?.roles['a/b']).toMatchObject({ priority: 4 });
    expect(server.store.all[0]?.settings.region).toBe('eu');
    const misspelt = await run(['plan', '--template', 'webniar', 'role.yaml']);
    expect(misspelt.stderr).toContain('did you mean `webinar`?');
    expect(misspelt.status).toBe(2);
  });

  it('a role that another name is given is renamed, if that is allowed', async () => {
    server.store.create({ name: 'webinar', roles: { host: {}, viewer: {} } });
    write('role.yaml', '# hmslint-kind role\nname: speaker\npriority: 4\n');
    const args = ['push', '--yes', '--template', 'webinar', '--role', 'host', 'role.yaml'];
    const refused = await run(args);
    expect(refused.stdout).toContain('the role `host` is renamed to `speaker`');
    expect(refused.stderr).toContain('`--allow-delete-role host`');
    expect([refused.status, server.writes]).toEqual([4, []]);
    const renamed = await run([...args, '--allow-delete-role', 'host']);
    expect(renamed.status, renamed.stderr).toBe(0);
    expect(Object.keys(server.store.all[0]?.roles ?? {}).sort()).toEqual(['speaker', 'viewer']);
  });
});

describe('what is sent', () => {
  it('keeps what the file leaves out at its top, and what hmslint does not know', async () => {
    server.store.create({
      name: 'webinar',
      roles: { host: { priority: 1, future: { a: 1 } } },
      settings: { region: 'eu', newThing: [1] },
      destinations: { hlsDestinations: { main: { name: 'main' } } },
      plugins: { whiteboard: { permissions: { admin: ['host'] } } },
      beta: { x: 1 },
    });
    write('a.yaml', 'name: webinar\nroles:\n  host: { priority: 2 }\n');
    const { document } = await planned(['a.yaml']);
    expect(document.carried).toEqual(['/roles/host/future', '/beta']);
    expect(document.kept).toEqual(['/settings', '/destinations', '/plugins']);
    expect((await run(['push', '--yes', 'a.yaml'])).status).toBe(0);
    const [stored] = server.store.all;
    expect(stored).toMatchObject({
      roles: { host: { priority: 2, future: { a: 1 } } },
      settings: { region: 'eu', newThing: [1] },
      destinations: { hlsDestinations: { main: { name: 'main' } } },
      others: { plugins: { whiteboard: { permissions: { admin: ['host'] } } }, beta: { x: 1 } },
    });
    expect(server.writes[0]?.body).not.toHaveProperty('settings.roomState.messageInterval');
  });

  it('says what is unchanged explicitly, and nothing that the API sets', async () => {
    server.store.create({ name: 'webinar', roles: { host: {} } });
    write(
      'a.yaml',
      'x-own: 1\n$schema: https://example.com\nname: webinar\nroles:\n  host: { priority: 2 }\nsettings: {}\n',
    );
    expect((await run(['push', '--yes', 'a.yaml'])).status).toBe(0);
    const body: unknown = server.writes[0]?.body;
    expect(body).toMatchObject({
      roles: {
        host: {
          name: 'host',
          publishParams: { video: { bitRate: 300, width: 480 } },
          permissions: { hlsStreaming: true },
          maxPeerCount: 0,
        },
      },
      settings: { region: 'in' },
    });
    expect(Object.keys(Object(body)).sort()).toEqual(['destinations', 'name', 'roles', 'settings']);
  });

  it('empties what is empty in the file, if that is allowed', async () => {
    server.store.create({ name: 'webinar', roles: {}, destinations: { hlsDestinations: { a: {}, b: {} } } });
    write('a.yaml', 'name: webinar\ndestinations: {}\n');
    const refused = await run(['push', '--yes', 'a.yaml']);
    expect(refused.status).toBe(4);
    expect(refused.stderr).toContain(
      '`--allow-delete /destinations/hlsDestinations/a` `--allow-delete /destinations/hlsDestinations/b`',
    );
    const one = await run(['push', '--yes', 'a.yaml', '--allow-delete', '/destinations/hlsDestinations/a']);
    expect([one.status, server.writes]).toEqual([4, []]);
    const all = await run(['push', '--yes', 'a.yaml', '--allow-delete', '/destinations/hlsDestinations']);
    expect(all.status, all.stderr).toBe(0);
    expect(server.store.all[0]?.destinations).toEqual({ hlsDestinations: {} });
  });

  it.each([
    ['settings: { region: in }', '/settings/recording'],
    ['settings: { recording: null }', '/settings/recording'],
    ['settings: { recording: {} }', '/settings/recording'],
    ['plugins: {}', '/plugins/whiteboard'],
  ])('%s needs to be allowed', async (text, pointer) => {
    server.store.create({
      name: 'webinar',
      settings: { recording: { upload: { type: 's3', location: 'b', prefix: 'p' } } },
      plugins: { whiteboard: { permissions: { admin: ['a'], writer: ['a'] } } },
      roles: { a: {} },
    });
    write('a.yaml', `name: webinar\n${text}\n`);
    const refused = await run(['push', '--yes', 'a.yaml']);
    expect(refused.stderr).toContain(`\`--allow-delete ${pointer}\``);
    expect([refused.status, server.writes]).toEqual([4, []]);
    const allowed = await run(['push', '--yes', 'a.yaml', '--allow-delete', pointer]);
    expect(allowed.status, allowed.stderr).toBe(0);
    expect(await changes(['a.yaml'])).toEqual([]);
  });

  it('is nothing where nothing changes', async () => {
    server.store.create({ name: 'webinar', roles: { host: { priority: 1 } } });
    write('a.yaml', plain);
    const { status, stderr } = await run(['push', 'a.yaml']);
    expect([status, server.writes, backups()]).toEqual([0, [], []]);
    expect(stderr).toContain('nothing was sent');
  });

  it('is refused where a secret is to stay that the API masks', async () => {
    await restart({ masking: 'stars' });
    const upload = { type: 's3', location: 'b', prefix: 'p', credentials: { key: 'AKIA', secretKey: 'real-secret' } };
    server.store.create({ name: 'webinar', roles: { host: {} }, settings: { recording: { upload } } });
    write('a.yaml', 'name: webinar\nroles:\n  host: { priority: 3 }\n');
    const plan = await run(['plan', 'a.yaml']);
    expect(plan.stdout).toContain('push refuses: `/settings/recording/upload/credentials/key`');
    const { status, stderr } = await run(['push', '--yes', 'a.yaml']);
    expect(stderr).toContain('the API masks it, and sending the mask would destroy it');
    expect([status, server.writes]).toEqual([4, []]);
    write(
      'a.yaml',
      `${read('a.yaml')}settings:
  recording:
    upload: { type: s3, location: b, prefix: p, credentials: { key: "\${K}", secretKey: "\${S}" } }
`,
    );
    const env = { K: 'AKIA', S: 'real-secret' };
    const { document } = await planned(['a.yaml'], { env });
    expect(document.notCompared).toHaveLength(2);
    expect((await run(['push', '--yes', 'a.yaml'], { env })).status).toBe(0);
    expect(server.store.all[0]?.settings).toMatchObject({ recording: { upload } });
  });
});

describe('secrets that the API does not show', () => {
  const file = `name: webinar
settings:
  recording:
    upload: { type: s3, location: b, prefix: p, credentials: { key: "\${K}", secretKey: "\${S}" } }
`;
  const env = { K: 'AKIA', S: 'new-secret' };

  beforeEach(async () => {
    await restart({ masking: 'stars' });
    const upload = { type: 's3', location: 'b', prefix: 'p', credentials: { key: 'AKIA', secretKey: 'old-secret' } };
    server.store.create({ name: 'webinar', roles: {}, settings: { recording: { upload } } });
    write('a.yaml', file);
  });

  it('are written where that is asked for', async () => {
    const plain = await run(['push', '--yes', 'a.yaml'], { env });
    expect([plain.status, server.writes]).toEqual([0, []]);
    expect(plain.stdout).toContain('not compared, because the API does not show it');
    const { status, stderr } = await run(['push', '--yes', '--rewrite', 'a.yaml'], { env });
    expect(status, stderr).toBe(0);
    expect(server.store.all[0]?.settings).toMatchObject({
      recording: { upload: { credentials: { secretKey: 'new-secret' } } },
    });
  });

  it('leave it open whether a lost write was done, and that is said', async () => {
    server.fail({ on: { method: 'POST' }, trouble: { kind: 'reset', when: 'before' } });
    const { status, stderr } = await run(['push', '--yes', '--rewrite', 'a.yaml'], { env });
    expect(stderr).toContain('is not known: the connection broke; nothing but secrets was to change');
    expect([status, server.writes.length]).toEqual([5, 1]);
    server.rest();
    const next = await run(['push', '--yes', '--rewrite', 'a.yaml'], { env });
    expect(next.stderr).toContain(
      'may have been written: nothing but secrets was to change, which cannot be told apart',
    );
    expect(next.status).toBe(0);
  });

  it('are told of where they would go', async () => {
    write('a.yaml', 'name: webinar\nsettings: { recording: { upload: { type: s3, location: b, prefix: p } } }\n');
    const { stdout } = await run(['plan', 'a.yaml'], { env });
    expect(stdout).toContain('! the storage of recordings loses its credentials');
  });
});

it('what the API counts up by itself is sent along, and is no difference', async () => {
  const { id } = server.store.create({
    name: 'webinar',
    roles: { host: { priority: 1 } },
    revision: 1,
    created_at: 'x',
  });
  write('a.yaml', 'name: webinar\nroles:\n  host: { priority: 2 }\n');
  server.fail({
    on: { method: 'GET', path: '^/templates/.', nth: 3 },
    trouble: {
      kind: 'meanwhile',
      method: 'POST',
      path: `/templates/${id}`,
      body: { name: 'webinar', roles: { host: { priority: 2 } }, settings: {}, revision: 2, created_at: 'y' },
    },
  });
  const { status, stderr } = await run(['push', '--yes', 'a.yaml']);
  expect(status, stderr).toBe(0);
  expect(server.writes[0]?.body).toMatchObject({ revision: 1 });
  expect(server.writes[0]?.body).not.toHaveProperty('created_at');
});

describe('a plan that is kept', () => {
  beforeEach(async () => {
    server.store.create({ name: 'webinar', roles: { host: { priority: 1 } } });
    write('a.yaml', 'name: webinar\nroles:\n  host: { priority: 2 }\n');
    const { status, stderr } = await run(['plan', 'a.yaml', '-o', 'plan.json']);
    expect(status, stderr).toBe(0);
  });

  it('is done as it is', async () => {
    expect(statSync(join(folder, 'plan.json')).mode & 0o777).toBe(0o600);
    const refused = await run(['push', '--plan', 'plan.json']);
    expect([refused.status, server.writes]).toEqual([4, []]);
    const { status, stderr } = await run(['push', '--yes', '--plan', 'plan.json']);
    expect(status, stderr).toBe(0);
    expect(server.writes).toHaveLength(1);
    expect(server.store.all[0]?.roles.host).toMatchObject({ priority: 2 });
  });

  it.each<[string, () => void]>([
    ['the file', () => write('a.yaml', 'name: webinar\nroles:\n  host: { priority: 3 }\n')],
    ['a comment in the file', () => write('a.yaml', `# new\n${read('a.yaml')}`)],
    [
      'the template',
      () => void server.store.update(server.store.all[0]?.id ?? '', { roles: { host: { priority: 5 } }, settings: {} }),
    ],
    [
      'the template, to what the file says',
      () => void server.store.update(server.store.all[0]?.id ?? '', { roles: { host: { priority: 2 } }, settings: {} }),
    ],
    ['the plan', () => write('plan.json', read('plan.json').replace('"new": 2', '"new": 4'))],
  ])('is refused where %s has changed since', async (_, change) => {
    change();
    const { status, stderr } = await run(['push', '--yes', '--plan', 'plan.json']);
    expect(stderr).toContain('since this was planned: nothing was written');
    expect([status, server.writes]).toEqual([4, []]);
  });

  it('goes where it was planned for', async () => {
    const { status, stderr } = await run(['push', '--yes', '--plan', 'plan.json', '--template', 'other']);
    expect([status, stderr]).toEqual([2, expect.stringContaining('`--plan` says where it goes')]);
    write('b.yaml', plain);
    const other = await run(['push', '--yes', '--plan', 'plan.json', 'b.yaml']);
    expect([other.status, other.stderr]).toEqual([2, expect.stringContaining('the plan is for `a.yaml`')]);
    expect(server.writes).toEqual([]);
  });
});

describe('backups', () => {
  const upload = {
    type: 's3',
    location: 'my-bucket',
    prefix: 'p',
    credentials: { key: 'AKIA12345678', secretKey: 'sk-12345678' },
  };
  const live = {
    name: 'webinar',
    roles: { host: { priority: 1 }, 'it’s': { priority: 4 } },
    settings: { region: 'eu', recording: { upload } },
    destinations: { rtmpDestinations: { yt: { name: 'yt', rtmpUrls: ['rtmp://a.example/live/key-12345678'] } } },
  };
  const file = `name: webinar
roles:
  host: { priority: 2 }
settings:
  region: eu
  recording:
    upload:
      { type: s3, location: "\${BUCKET}", prefix: p, credentials: { key: "\${K}", secretKey: "\${OTHER}" } }
`;
  const env = { BUCKET: 'my-bucket', K: 'AKIA12345678', OTHER: 'another-secret' };

  it('hold what was there, secrets as variables, for nobody else, and restore it', async () => {
    const { id } = server.store.create(live);
    write('a.yaml', file);
    const pushed = await run(['push', '--yes', '--allow-delete-role', 'it’s', 'a.yaml'], { env });
    expect(pushed.status, pushed.stderr).toBe(0);
    const [path = ''] = backups();
    expect(statSync(join(folder, path)).mode & 0o777).toBe(0o600);
    expect(read('.hmslint/.gitignore')).toBe('*\n');
    const text = read(path);
    for (const secret of ['AKIA12345678', 'sk-12345678', 'key-12345678', 'another-secret', 'my-bucket']) {
      expect(text).not.toContain(secret);
    }
    // What the file names already keeps its name; what has another value now does not.
    expect(text).toContain('location: ${BUCKET}');
    expect(text).toContain('key: ${K}');
    expect(text).not.toContain('${OTHER}');
    expect(pushed.stderr).toContain(path);
    const values = { ...env, WEBINAR_RECORDING_SECRET_KEY: 'sk-12345678', WEBINAR_RTMP_YT_STREAM_KEY: 'key-12345678' };
    const restored = await run(['push', '--yes', path], { env: values });
    expect(restored.status, restored.stderr).toBe(0);
    expect(server.store.find(id)).toMatchObject(live);
  });

  it('restore also what lint would refuse', async () => {
    const odd = {
      name: 'webinar',
      roles: { host: { priority: 0, publishParams: { screen: { height: 1086 } }, future: 1 } },
    };
    const { id } = server.store.create(odd);
    write('a.yaml', 'name: webinar\nroles:\n  host: { priority: 2, publishParams: { screen: { height: 720 } } }\n');
    expect((await run(['push', '--yes', 'a.yaml'])).status).toBe(0);
    const restored = await run(['push', '--yes', backups()[0] ?? '']);
    expect(restored.status, restored.stderr).toBe(0);
    expect(server.store.find(id).roles).toMatchObject(odd.roles);
  });

  it('of a role say how it is restored', async () => {
    server.store.create(live);
    write('role.yaml', '# hmslint-kind role\nname: it’s\npriority: 5\n');
    expect((await run(['push', '--yes', '--template', 'webinar', 'role.yaml'])).status).toBe(0);
    const [path = ''] = backups();
    const [, command = ''] = /restore it with: hmslint (.*)/.exec(read(path)) ?? [];
    const args = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, inner, word]) => inner ?? word ?? '');
    const restored = await run([...args, '--yes']);
    expect(restored.status, restored.stderr).toBe(0);
    expect(server.store.all[0]?.roles['it’s']).toMatchObject({ priority: 4 });
  });

  it('are not written through a link, and nothing is pushed then', async () => {
    server.store.create(live);
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync('elsewhere', join(folder, '.hmslint'));
    write('a.yaml', 'name: webinar\nroles:\n  host: { priority: 2 }\n  it’s: {}\n');
    const { status, stderr } = await run(['push', '--yes', 'a.yaml']);
    expect(stderr).toContain('must be a folder of its own');
    expect([status, server.writes, readdirSync(join(folder, 'elsewhere'))]).toEqual([4, [], []]);
  });

  it.skipIf(process.getuid?.() === 0)('that cannot be written stop the push', async () => {
    server.store.create(live);
    write('a.yaml', 'name: webinar\nroles:\n  host: { priority: 2 }\n  it’s: {}\n');
    chmodSync(folder, 0o500);
    const { status, stderr } = await run(['push', '--yes', 'a.yaml']);
    chmodSync(folder, 0o700);
    expect(stderr).toContain('cannot write to `.hmslint`');
    expect([status, server.writes]).toEqual([4, []]);
  });
});

it('a template that the API does not show is told with its file', async () => {
  server.store.create({ name: 'webinar', roles: { host: { priority: 1 } } });
  const { id } = server.store.create({ name: 'other', roles: { host: { priority: 1 } } });
  write('a.yaml', plain);
  write('b.yaml', plain.replace('webinar', 'other'));
  const path = `/templates/${id}`;
  server.fail({ on: { method: 'GET', path: `${path}$` }, trouble: { kind: 'status', status: 403, message: 'no' } });
  const { status, stderr } = await run(['plan', 'a.yaml', 'b.yaml']);
  expect(stderr).toContain(`\`b.yaml\` cannot be planned: cannot read \`${path}\` from the API: `);
  expect([status, server.writes]).toEqual([2, []]);
});

it('what an interrupted push did is told to who asks at the same address only', async () => {
  server.store.create({ name: 'webinar', roles: { host: { priority: 1 } } });
  write('a.yaml', 'name: webinar\nroles:\n  host: { priority: 2 }\n');
  await run(['push', '--yes', 'a.yaml'], {
    started: ({ pid = 0 }) => server.fail({ on: { method: 'POST' }, trouble: { kind: 'kill', pid, when: 'after' } }),
  });
  server.rest();
  const elsewhere = await ApiServer.start();
  elsewhere.store.create({ name: 'webinar', roles: { host: { priority: 2 } } });
  const other = await run(['push', '--yes', 'a.yaml'], { server: elsewhere });
  await elsewhere.stop();
  expect([other.status, other.stderr]).toEqual([0, expect.not.stringContaining('did not end')]);
  const plan = await run(['plan', 'a.yaml']);
  expect(plan.stderr).toContain('`a.yaml` was written: the server has it as it was meant; what it was before is in');
  const same = await run(['push', '--yes', 'a.yaml']);
  expect(same.stderr).toContain('`a.yaml` was written: ');
  expect((await run(['plan', 'a.yaml'])).stderr).not.toContain('did not end');
});

it('a push beside one that is under way is refused, and lets its journal be', async () => {
  server.store.create({ name: 'webinar', roles: { host: { priority: 1 } } });
  server.store.create({ name: 'other', roles: { host: { priority: 1 } } });
  write('a.yaml', 'name: webinar\nroles:\n  host: { priority: 2 }\n');
  write('b.yaml', 'name: webinar\nroles:\n  host: { priority: 3 }\n');
  write('c.yaml', 'name: other\nroles:\n  host: { priority: 3 }\n');
  server.fail({ on: { method: 'POST' }, trouble: { kind: 'hang', when: 'before' } });
  let first: ChildProcess | undefined;
  const ended = run(['push', '--yes', 'a.yaml'], { started: (child) => (first = child) });
  await expect.poll(() => server.writes.length, { timeout: 60_000 }).toBe(1);
  server.rest();
  expect((await run(['plan', 'b.yaml'])).stderr).toMatch(
    new RegExp(`a push that began .* is under way: process ${first?.pid}, which keeps \`.hmslint/journal/`),
  );
  const second = await run(['push', '--yes', 'b.yaml']);
  expect([second.status, server.writes]).toEqual([4, []]);
  expect(second.stderr).toContain('another push writes to the template of `b.yaml`');
  expect(readdirSync(join(folder, '.hmslint/journal')).length).toBe(1);
  // Another template is nobody's business.
  expect((await run(['push', '--yes', 'c.yaml'])).status).toBe(0);
  expect(readdirSync(join(folder, '.hmslint/journal')).length).toBe(1);
  first?.kill('SIGKILL');
  await ended;
  const third = await run(['push', '--yes', 'b.yaml']);
  expect(third.stderr).toContain('did not end: `a.yaml`');
  expect(third.status).toBe(0);
  expect(readdirSync(join(folder, '.hmslint/journal'))).toEqual([]);
});

describe('a complaint of the API', () => {
  it('is shown at the place in the file that it names', async () => {
    server.store.create({ name: 'webinar', roles: { host: { priority: 1 } } });
    write('a.yaml', 'name: webinar\nroles:\n  host:\n    priority: 2\n');
    const details = ['Invalid body param: roles.host.priority must be odd \u001b[31m'];
    server.fail({
      on: { method: 'POST' },
      trouble: { kind: 'status', status: 400, message: 'Invalid body param', details },
    });
    const { status, stderr } = await run(['push', '--yes', 'a.yaml']);
    expect(status).toBe(4);
    expect(stderr).toContain(
      'a.yaml:4:5 error api: the API says: Invalid body param: Invalid body param: roles.host.priority must be odd \\u001b[31m',
    );
    expect(stderr).toContain('nothing of it was written');
  });
});
