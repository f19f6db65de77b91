import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiServer, type ServerOptions } from './api-server/server.ts';

// What the tests of plan, push and pull are tried against: it must overwrite, fill in and fail as it says.
let server: ApiServer;

beforeEach(async () => {
  server = await ApiServer.start();
});

afterEach(async () => {
  await server.stop();
});

async function restart(options: ServerOptions): Promise<void> {
  await server.stop();
  server = await ApiServer.start(options);
}

/** A request, and what came of it; an error where there was no whole answer. */
async function ask(method: string, path: string, body?: unknown, token = 'test-token') {
  const response = await fetch(server.url + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(2000),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

async function createdId(body: unknown): Promise<string> {
  return (await ask('POST', '/templates', body)).body.id;
}

describe('the templates', () => {
  it('are created with defaults, under a name of their own or one that is made up', async () => {
    const { status, body } = await ask('POST', '/templates', { name: 'a', roles: { guest: {} } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'a',
      roles: { guest: { name: 'guest', priority: 1 } },
      settings: { region: 'in' },
    });
    expect(body._id).toBe(body.id);
    const nameless = await ask('POST', '/templates', { roles: {} });
    expect(nameless.body.name).toMatch(/^auto-/);
  });

  it('are overwritten where the name exists', async () => {
    const id = await createdId({ name: 'a', roles: { guest: {}, host: {} }, plugins: { whiteboard: {} } });
    const { body } = await ask('POST', '/templates', { name: 'a', roles: { viewer: {} } });
    expect(body.id).toBe(id);
    expect(Object.keys(body.roles)).toEqual(['viewer']);
    expect(body.plugins).toBeUndefined();
    expect(server.store.all).toHaveLength(1);
  });

  it('lose on update what is not sent, refuse what must be sent, and the name of another', async () => {
    const id = await createdId({ name: 'a', roles: { guest: {} }, destinations: { hlsDestinations: { x: {} } } });
    await createdId({ name: 'b' });
    const { body } = await ask('POST', `/templates/${id}`, { roles: { guest: {} }, settings: {} });
    expect(body).toMatchObject({ name: 'a', destinations: {} });
    expect((await ask('POST', `/templates/${id}`, { roles: {} })).status).toBe(400);
    const taken = await ask('POST', `/templates/${id}`, { name: 'b', roles: {}, settings: {} });
    expect(taken).toMatchObject({ status: 400, body: { message: 'overwrite error' } });
    expect((await ask('GET', '/templates/nobody')).status).toBe(404);
  });

  it('come in pages', async () => {
    for (let index = 0; index < 25; index++) server.store.create({ name: `t${index}` });
    const names: string[] = [];
    let start = '';
    for (let page = 0; page < 10; page++) {
      const { body } = await ask('GET', `/templates?limit=10${start}`);
      names.push(...body.data.map(({ name }: { name: string }) => name));
      if (body.last === undefined) break;
      start = `&start=${body.last}`;
    }
    expect(names).toEqual(Array.from({ length: 25 }, (_, index) => `t${index}`));
  });

  it('have roles, settings, destinations and recordings of their own', async () => {
    const id = await createdId({ name: 'a', roles: { guest: {}, host: {} } });
    const path = `/templates/${id}`;
    expect((await ask('POST', `${path}/roles/${encodeURIComponent('a/b')}`, { priority: 2 })).body).toMatchObject({
      name: 'a/b',
      priority: 2,
      permissions: { hlsStreaming: true },
    });
    expect((await ask('POST', `${path}/roles/guest`, { name: 'host' })).status).toBe(400);
    expect((await ask('POST', `${path}/roles/guest`, { name: 'viewer' })).status).toBe(200);
    expect(Object.keys((await ask('GET', path)).body.roles)).toEqual(['host', 'a/b', 'viewer']);
    expect((await ask('DELETE', `${path}/roles/host`)).status).toBe(204);
    expect((await ask('DELETE', `${path}/roles/host`)).status).toBe(404);
    expect((await ask('POST', `${path}/settings`, { roomState: { messageInterval: 0 } })).status).toBe(400);
    expect((await ask('POST', `${path}/settings`, { region: 'eu' })).body).toMatchObject({
      region: 'eu',
      recording: null,
    });
    expect((await ask('POST', `${path}/destinations`, {})).body).toEqual({});
    expect((await ask('GET', `${path}/recordings`)).status).toBe(404);
    expect((await ask('POST', `${path}/recordings`, [{ name: 'a', role: 'b' }])).status).toBe(200);
    expect((await ask('POST', `${path}/recordings`, [])).status).toBe(400);
  });
});

describe('answers', () => {
  const upload = {
    type: 's3',
    location: 'bucket',
    credentials: { key: 'AKIA', secretKey: 'hush' },
  };

  it('are for those who may ask', async () => {
    expect((await ask('GET', '/templates', undefined, 'wrong')).status).toBe(401);
    await restart({ account: { accessKey: 'key', secret: 'secret' } });
    expect((await ask('GET', '/templates', undefined, 'a.b.c')).status).toBe(401);
  });

  it.each(['stars', 'absent'] as const)('hide secrets as %s', async (masking) => {
    await restart({ masking });
    const rtmpUrls = ['rtmp://host/live/stream-key'];
    const { body } = await ask('POST', '/templates', {
      name: 'a',
      settings: { recording: { upload } },
      destinations: { rtmpDestinations: { r: { rtmpUrls } } },
    });
    expect(JSON.stringify(body)).not.toMatch(/hush|stream-key|AKIA/);
    expect(body.settings.recording.upload.location).toBe('bucket');
  });

  it('leave out what is empty', async () => {
    await restart({ isTerse: true });
    const role = { publishParams: { allowed: [] }, permissions: { mute: false, hlsStreaming: false } };
    const { body } = await ask('POST', '/templates', { name: 'a', roles: { guest: role } });
    expect(body.roles.guest.publishParams.allowed).toBeUndefined();
    expect(body.roles.guest.permissions).toMatchObject({ hlsStreaming: false });
    expect(body.roles.guest.permissions.mute).toBeUndefined();
  });
});

describe('faults', () => {
  const write = () => ask('POST', '/templates', { name: 'a' });
  const count = () => server.store.all.length;

  it('are met by the requests that they are for', async () => {
    server.fail({
      on: { method: 'GET', path: '^/templates$', nth: 2, times: 2 },
      trouble: { kind: 'status', status: 500 },
    });
    const statuses: number[] = [];
    for (let index = 0; index < 4; index++) statuses.push((await ask('GET', '/templates')).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect(server.log.map(({ status }) => status)).toEqual(statuses);
  });

  it.each([
    ['before', false, 0],
    ['after', true, 1],
  ] as const)('answer 500 %s the effect', async (_, applies, expected) => {
    server.fail({ on: { method: 'POST' }, trouble: { kind: 'status', status: 500, applies } });
    expect((await write()).status).toBe(500);
    expect(count()).toBe(expected);
  });

  it.each([
    ['reset', 'before', 0],
    ['reset', 'after', 1],
    ['hang', 'before', 0],
    ['hang', 'after', 1],
  ] as const)('%s %s the effect', async (kind, when, expected) => {
    server.fail({ on: { method: 'POST' }, trouble: { kind, when } });
    await expect(write()).rejects.toThrow();
    expect(count()).toBe(expected);
  });

  it('answer by half, with other text, slowly, with too much, or elsewhere', async () => {
    server.fail({ on: { nth: 1 }, trouble: { kind: 'half' } });
    await expect(write()).rejects.toThrow();
    server.rest();
    server.fail({ on: {}, trouble: { kind: 'text', text: 'oops' } });
    await expect(write()).rejects.toThrow(SyntaxError);
    server.rest();
    server.fail({ on: {}, trouble: { kind: 'slow', bytes: 1, everyMs: 50 } });
    await expect(write()).rejects.toThrow();
    server.rest();
    server.fail({ on: {}, trouble: { kind: 'redirect', to: 'http://127.0.0.1:9/' } });
    expect((await ask('GET', '/templates').catch(() => ({ status: 307 }))).status).toBe(307);
  });

  it('let somebody else write first', async () => {
    const id = await createdId({ name: 'a' });
    const body = { roles: { intruder: {} }, settings: {} };
    server.fail({
      on: { method: 'GET', nth: 1 },
      trouble: { kind: 'meanwhile', method: 'POST', path: `/templates/${id}`, body },
    });
    expect(Object.keys((await ask('GET', `/templates/${id}`)).body.roles)).toEqual(['intruder']);
  });
});

it('runs as a process of its own', async () => {
  const path = fileURLToPath(new URL('api-server/process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { url } = JSON.parse((await lines.next()).value ?? '');
  child.stdin.write('{"template":{"name":"a"}}\n');
  const { id } = JSON.parse((await lines.next()).value ?? '');
  const response = await fetch(`${url}/templates/${id}`, { headers: { authorization: 'Bearer test-token' } });
  expect(await response.json()).toMatchObject({ name: 'a' });
  child.stdin.write('"end"\n');
  expect((await once(child, 'exit'))[0]).toBe(0);
});
