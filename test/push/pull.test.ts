import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ApiServer, type ServerOptions } from '../api-server/server.ts';
import { type Ran, type RunOptions, run as runCommand } from './command.ts';

// hmslint pull, as people call it.
let server: ApiServer;
let folder = '';

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-pull-')));
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
  writeFileSync(join(folder, path), text);
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

const upload = {
  type: 's3',
  location: 'b',
  prefix: 'p',
  credentials: { key: 'AKIA12345678', secretKey: 'sk-12345678' },
};
const live = {
  name: 'webinar',
  roles: { viewer: { priority: 3 }, host: { priority: 1 } },
  settings: { region: 'eu', recording: { upload } },
  destinations: { rtmpDestinations: { yt: { name: 'yt', rtmpUrls: ['rtmp://a.example/live/key-12345678'] } } },
};

describe('one template', () => {
  it.each(['webinar', 'by id'])('is found by its name and its id (%s)', async (wanted) => {
    const { id } = server.store.create(live);
    const { status, stdout } = await run(['pull', wanted === 'by id' ? id : wanted]);
    expect(status).toBe(0);
    expect(stdout).toContain(`# pulled from the template \`webinar\` (${id})\n`);
    const value = parse(stdout);
    expect(Object.keys(value)).toEqual(['name', 'roles', 'settings', 'destinations']);
    expect(Object.keys(value.roles)).toEqual(['host', 'viewer']);
    expect(value.settings.recording.upload.credentials).toEqual({
      key: '${WEBINAR_RECORDING_KEY}',
      secretKey: '${WEBINAR_RECORDING_SECRET_KEY}',
    });
    expect(value.destinations.rtmpDestinations.yt.rtmpUrls).toEqual([
      'rtmp://a.example/live/${WEBINAR_RTMP_YT_STREAM_KEY}',
    ]);
    expect(stdout).not.toMatch(/12345678/);
    expect(server.writes).toEqual([]);
  });

  it('is written in JSON too, the same every time, and lints clean', async () => {
    server.store.create(live);
    const { status, stderr } = await run(['pull', 'webinar', '-o', 'a.json']);
    expect(status, stderr).toBe(0);
    expect(stderr).toContain('plan and push need the variables WEBINAR_RECORDING_KEY, ');
    expect(stderr).toContain('messageInterval is 0');
    const text = read('a.json');
    expect(JSON.parse(text).settings.roomState).not.toHaveProperty('messageInterval');
    expect((await run(['pull', 'webinar', '-o', 'a.json', '--force'])).status).toBe(0);
    expect(read('a.json')).toBe(text);
    expect((await run(['a.json', '--max-warnings', '0'])).status).toBe(0);
  });

  it('is written over nothing without being told to', async () => {
    server.store.create(live);
    write('a.yaml', 'mine');
    symlinkSync('nowhere', join(folder, 'link.yaml'));
    const refused = await run(['pull', 'webinar', '-o', 'a.yaml']);
    expect([refused.status, read('a.yaml'), server.log.length]).toEqual([4, 'mine', 0]);
    expect(refused.stderr).toContain('`--force` to write over');
    const linked = await run(['pull', 'webinar', '-o', 'link.yaml']);
    expect([linked.status, existsSync(join(folder, 'nowhere'))]).toEqual([2, false]);
    expect((await run(['pull', 'webinar', '-o', 'a.yaml', '--force'])).status).toBe(0);
    expect(read('a.yaml')).toContain('name: webinar');
  });

  it.each<[readonly string[], RegExp]>([
    [['pull'], /lacks the template/],
    [['pull', 'webinar', '--all', '-o', 'x'], /give no name/],
    [['pull', '--all'], /needs a folder/],
    [['pull', 'webinar', '-o', 'x.txt'], /must end with/],
    [['pull', 'webinar', '--force'], /are for files/],
    [['pull', 'webinar', '-o', 'a.yaml', '--force', '--update'], /contradict each other/],
    [['pull', 'a', 'b'], /too many arguments/],
    [['pull', 'webinar', '--al'], /unknown option `--al`, did you mean `--all`/],
  ])('%j is refused', async (args, words) => {
    const { status, stderr } = await run(args);
    expect(stderr).toMatch(words);
    expect([status, server.log]).toEqual([2, []]);
  });

  it('is refused where it cannot be told which one is meant, or where it is not there', async () => {
    const { id } = server.store.create({ name: 'webinar', roles: {} });
    server.store.create({ name: id, roles: {} });
    const missing = await run(['pull', 'webniar']);
    expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining('did you mean `webinar`?')]);
    const several = await run(['pull', id]);
    expect([several.status, several.stderr]).toEqual([4, expect.stringContaining('means more than one template')]);
    const nowhere = await run(['pull', 'webinar', '-o', 'no/such/a.yaml']);
    expect([nowhere.status, nowhere.stderr]).toEqual([2, expect.stringContaining('`no/such` is not there')]);
  });

  it('leaves out what hmslint does not know, and says so', async () => {
    server.store.create({ name: 'webinar', roles: { host: { future: 1 } }, beta: { x: 1 } });
    const { stdout } = await run(['pull', 'webinar']);
    expect(parse(stdout)).not.toHaveProperty('beta');
    expect(stdout).toContain('sent along by push: /roles/host/future, /beta');
  });

  it('has variables also where the API masks secrets', async () => {
    await restart({ masking: 'stars' });
    server.store.create(live);
    const { stdout } = await run(['pull', 'webinar']);
    expect(stdout).toContain('key: ${WEBINAR_RECORDING_KEY}');
    expect(stdout).toContain('rtmp://a.example/live/${WEBINAR_RTMP_YT_STREAM_KEY}');
    expect(stdout).not.toContain('**');
  });
});

describe('all templates', () => {
  it('are written to files that stay in the folder, whatever they are called', async () => {
    const names = [
      'webinar',
      'Webinar',
      '../../escape',
      '/etc/passwd',
      'con',
      '..',
      'a:b*c?',
      'x'.repeat(300),
      '🙂',
      '.hidden',
      'trailing. ',
    ];
    for (const name of names) server.store.create({ name, roles: { host: {} } });
    const { status, stderr } = await run(['pull', '--all', '-o', 'out/all']);
    expect(status, stderr).toBe(0);
    const files = readdirSync(join(folder, 'out/all'));
    expect(files).toHaveLength(names.length);
    expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(names.length);
    for (const file of files) expect(file).toMatch(/^[A-Za-z0-9_][A-Za-z0-9 ._-]*\.yaml$/);
    expect(readdirSync(folder)).toEqual(['out']);
    const pulled = files.map((file) => parse(read(`out/all/${file}`)).name);
    expect(pulled.sort()).toEqual(names.sort());
  });

  it('are written all or none, where some are there', async () => {
    for (const name of ['a', 'b', 'c']) server.store.create({ name, roles: {} });
    mkdirSync(join(folder, 'out'));
    write('out/b.yaml', 'mine');
    const { status, stderr } = await run(['pull', '--all', '-o', 'out']);
    expect(stderr).toContain('already there: `out/b.yaml`');
    expect([status, readdirSync(join(folder, 'out')), read('out/b.yaml')]).toEqual([4, ['b.yaml'], 'mine']);
  });
});

describe('into a file that is there', () => {
  const file = `# the webinar of the sales team
name: webinar   # do not rename
roles:
  viewer:
    priority: 3   # below the host
  host: { priority: 2 }
settings:
  region: eu
  recording:
    upload: { type: s3, location: b, prefix: p, credentials: { key: "\${K}", secretKey: "\${S}" } }
destinations:
  rtmpDestinations:
    yt: { name: yt, rtmpUrls: ["rtmp://a.example/live/\${STREAM}"] }
`;
  const env = { K: 'AKIA12345678', S: 'sk-12345678', STREAM: 'key-12345678' };

  it('only what differs is changed: comments and variables stay', async () => {
    server.store.create(live);
    write('a.yaml', file);
    const { status, stderr } = await run(['pull', 'webinar', '-o', 'a.yaml', '--update']);
    expect(status, stderr).toBe(0);
    expect(read('a.yaml')).toBe(file.replace('host: { priority: 2 }', 'host: { priority: 1 }'));
    const plan = await run(['plan', '--exit-code', 'a.yaml'], { env });
    expect(plan.status, plan.stdout).toBe(0);
    const again = await run(['pull', 'webinar', '-o', 'a.yaml', '--update']);
    expect(again.stderr).toContain('says already what the server has');
  });

  it('what is new, gone, or deeper than what is there comes along', async () => {
    server.store.create({
      ...live,
      roles: {
        host: {
          priority: 1,
          permissions: { endRoom: true },
          publishParams: { allowed: ['audio'], video: { bitRate: 900 } },
        },
        'a/b~c': { priority: 2 },
      },
      settings: { region: 'us', roomState: { enabled: true, messageInterval: 10 } },
      plugins: { whiteboard: { permissions: { admin: ['host'], writer: ['host'] } } },
    });
    write('a.yaml', file);
    const { status, stderr } = await run(['pull', 'webinar', '-o', 'a.yaml', '--update']);
    expect(status, stderr).toBe(0);
    const text = read('a.yaml');
    expect(text).toContain('# the webinar of the sales team\nname: webinar   # do not rename\n');
    expect(text).not.toContain('viewer');
    expect(parse(text)).toMatchObject({
      roles: { 'a/b~c': {} },
      settings: { region: 'us', roomState: { messageInterval: 10 } },
    });
    const plan = await run(['plan', '--exit-code', 'a.yaml'], { env });
    expect(plan.status, plan.stdout + plan.stderr).toBe(0);
  });

  it('keeps line ends, byte order mark and JSON', async () => {
    server.store.create(live);
    write('a.yaml', `\u{feff}${file.replaceAll('\n', '\r\n')}`);
    expect((await run(['pull', 'webinar', '-o', 'a.yaml', '--update'])).status).toBe(0);
    expect(read('a.yaml')).toBe(`\u{feff}${file.replaceAll('\n', '\r\n').replace('priority: 2', 'priority: 1')}`);
    write(
      'a.json',
      '{\n\t"name": "webinar",\n\t"roles": { "host": { "priority": 4 }, "viewer": { "priority": 3 } }\n}\n',
    );
    expect((await run(['pull', 'webinar', '-o', 'a.json', '--update'])).status).toBe(0);
    expect(read('a.json')).toBe(
      '{\n\t"name": "webinar",\n\t"roles": { "host": { "priority": 1 }, "viewer": { "priority": 3 } }\n}\n',
    );
  });

  it.each(['name: [\n', 'name: a\n---\nname: b\n'])(
    'is refused where it cannot be changed safely: %j',
    async (text) => {
      server.store.create(live);
      write('a.yaml', text);
      const { status, stderr } = await run(['pull', 'webinar', '-o', 'a.yaml', '--update']);
      expect(stderr).toContain('must be one document without syntax errors');
      expect([status, read('a.yaml')]).toEqual([2, text]);
    },
  );
});
