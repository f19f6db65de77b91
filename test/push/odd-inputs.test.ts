import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiServer } from '../api-server/server.ts';
import { type Ran, type RunOptions, run as runCommand } from './command.ts';

// What people do by mistake, and what servers answer that nobody expects.
let server: ApiServer;
let folder = '';

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-odd-')));
  server = await ApiServer.start();
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

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

it('a backup takes away again what was not there before', async () => {
  const { id } = server.store.create({ name: 'webinar', roles: { host: {} } });
  write(
    'a.yaml',
    'name: webinar\nroles: { host: {} }\nplugins: { whiteboard: { permissions: { admin: [host], writer: [host] } } }\n',
  );
  expect((await run(['push', '--yes', 'a.yaml'])).status).toBe(0);
  expect(server.store.find(id).others).toHaveProperty('plugins.whiteboard');
  const backup = join('.hmslint/backups', readdirSync(join(folder, '.hmslint/backups'))[0] ?? '');
  const refused = await run(['push', '--yes', backup]);
  expect(refused.stderr).toContain('--allow-delete /plugins/whiteboard');
  expect(refused.status).toBe(4);
  const { status, stderr } = await run(['push', '--yes', '--allow-delete', '/plugins/whiteboard', backup]);
  expect(status, stderr).toBe(0);
  expect(server.store.find(id).others).not.toHaveProperty('plugins.whiteboard');
});

it('a backup of destinations takes away a kind of them again', async () => {
  const { id } = server.store.create({ name: 'webinar', roles: { host: {} } });
  server.store.find(id).destinations = {};
  write('d.yaml', 'rtmpDestinations: { r: { name: r, rtmpUrls: [] } }\n');
  expect((await run(['push', '--yes', '--template', 'webinar', 'd.yaml'])).status).toBe(0);
  const backup = join('.hmslint/backups', readdirSync(join(folder, '.hmslint/backups'))[0] ?? '');
  const allowed = ['--allow-delete', '/destinations/rtmpDestinations/r'];
  const { status, stderr } = await run(['push', '--yes', '--template', 'webinar', ...allowed, backup]);
  expect(status, stderr).toBe(0);
  expect(server.store.find(id).destinations).not.toHaveProperty('rtmpDestinations.r');
});

describe('pull --update changes nothing', () => {
  it.each([
    ['a role', 'name: host\npriority: 2\nmaxPeerCount: 5\n', 'is a document of the kind `role`'],
    ['a role by its comment', '# hmslint-kind role\nname: host\n', 'is a document of the kind `role`'],
    ['something else', 'services: { web: { image: x } }\n', 'holds no template'],
    ['another template', 'id: 6324661c4da877930beaecaa\nname: other\nroles: {}\n', 'is another template'],
  ])('of %s', async (_, text, words) => {
    server.store.create({ name: 'webinar', roles: { host: {} } });
    write('a.yaml', text);
    const { status, stderr } = await run(['pull', 'webinar', '-o', 'a.yaml', '--update']);
    expect(stderr).toContain(words);
    expect(status).toBe(4);
    expect(read('a.yaml')).toBe(text);
  });
});

describe('a role', () => {
  it.each(['guest', '__proto__', 'constructor', 'a/b', '😀'])(
    'that is made and says no name is called as it is addressed: %s',
    async (role) => {
      const { id } = server.store.create({ name: 'webinar', roles: { host: {} } });
      write('r.yaml', 'priority: 2\nmaxPeerCount: 5\n');
      const args = ['--template', 'webinar', '--role', role, 'r.yaml'];
      const { status, stderr } = await run(['push', '--yes', ...args]);
      expect(status, stderr).toBe(0);
      expect(Object.keys(server.store.find(id).roles)).toContain(role);
      expect((await run(['plan', '--exit-code', ...args])).status).toBe(0);
    },
  );

  it('that is not there is not renamed over another', async () => {
    server.store.create({ name: 'webinar', roles: { host: {} } });
    write('r.yaml', 'name: host\npriority: 2\nmaxPeerCount: 5\n');
    const { status, stderr } = await run(['push', '--yes', '--template', 'webinar', '--role', 'hots', 'r.yaml']);
    expect(stderr).toContain('there is no role `hots` that could be renamed to `host`');
    expect(status).toBe(4);
    expect(server.writes).toEqual([]);
  });

  it('that is suppressed into nothing needs to be allowed as one that goes', async () => {
    server.store.create({
      name: 'webinar',
      roles: { host: {}, viewer: {} },
      destinations: { rtmpDestinations: { r: { name: 'r', rtmpUrls: [] } } },
    });
    write(
      'a.yaml',
      '# hmslint-ignore-file schema/type -- to see\nname: webinar\nroles: { host: {}, viewer: null }\ndestinations: { rtmpDestinations: { r: null } }\n',
    );
    const { status, stderr } = await run(['push', '--yes', 'a.yaml']);
    expect(stderr).toContain('--allow-delete-role viewer');
    expect(stderr).toContain('--allow-delete /destinations/rtmpDestinations/r');
    expect(status).toBe(4);
    expect(server.writes).toEqual([]);
  });
});

it('two files that are to have one name are refused before anything is written', async () => {
  const { id } = server.store.create({ name: 'webinar', roles: { host: {} } });
  write('a.yaml', 'name: fresh\nroles: { host: {} }\n');
  write('b.yaml', `id: ${id}\nname: fresh\nroles: { host: {} }\n`);
  const { status, stderr } = await run(['push', '--yes', 'a.yaml', 'b.yaml']);
  expect(stderr).toContain('`a.yaml` and `b.yaml` mean the same template of `fresh`');
  expect(status).toBe(4);
  expect(server.writes).toEqual([]);
});

it.each(['pretty', 'json', 'markdown'])('what signs in is not shown where a file spells it: %s', async (format) => {
  server.store.create({ name: 'webinar', roles: { host: {} } });
  write('a.yaml', 'name: webinar\nroles: { host: {} }\nsettings: { region: hush-hush-1 }\n');
  const env = { HMS_SECRET: 'hush-hush-1' };
  for (const args of [['plan'], ['push', '--yes']]) {
    const { status, stdout, stderr } = await run([...args, '--format', format, 'a.yaml'], { env });
    expect(status).toBe(1);
    expect(stdout + stderr).toContain('schema/enum');
    expect(stdout + stderr).not.toContain('hush-hush-1');
  }
});

describe('an answer that leads elsewhere', () => {
  it.each([
    [true, 0, 'was pushed'],
    [false, 4, 'nothing of it was written'],
  ])('is not taken for no effect: %s', async (applies, code, words) => {
    const { id } = server.store.create({ name: 'webinar', roles: { host: { priority: 2 } } });
    write('a.yaml', 'name: webinar\nroles: { host: { priority: 3 } }\n');
    const headers = { location: 'http://127.0.0.1:9/' };
    server.fail({ on: { method: 'POST' }, trouble: { kind: 'status', status: 303, headers, applies } });
    const { status, stderr } = await run(['push', '--yes', 'a.yaml']);
    expect(stderr).toContain(words);
    expect(status).toBe(code);
    expect(server.store.find(id).roles).toHaveProperty('host.priority', applies ? 3 : 2);
    expect(server.writes).toHaveLength(1);
  });
});

it('a pause without end is not waited for, however it is written', async () => {
  server.store.create({ name: 'webinar', roles: { host: {} } });
  write('a.yaml', 'name: webinar\nroles: { host: {} }\n');
  const headers = { 'retry-after': '99999999999999' };
  server.fail({ on: {}, trouble: { kind: 'status', status: 429, headers } });
  const { status, stderr } = await run(['plan', 'a.yaml']);
  expect(stderr).toContain('it asks to wait for');
  expect(status).toBe(2);
  expect(server.log).toHaveLength(1);
});
