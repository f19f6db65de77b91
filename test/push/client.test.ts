import { createServer } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerOf } from '../../src/push/answer.ts';
import { Api, pathOf } from '../../src/push/api.ts';
import { Client, longestBusy } from '../../src/push/client.ts';
import { connectionFrom, type Environment } from '../../src/push/connection.ts';
import { SecretValues } from '../../src/push/secret-values.ts';
import type { Trouble } from '../api-server/faults.ts';
import { ApiServer, type ServerOptions } from '../api-server/server.ts';

const token = 'test-token';
let server: ApiServer;
let pauses: number[];

beforeEach(async () => {
  server = await ApiServer.start();
  pauses = [];
});

afterEach(async () => {
  await server.stop();
});

async function restart(options: ServerOptions): Promise<void> {
  await server.stop();
  server = await ApiServer.start(options);
}

function client(environment: Environment = {}, timeout = 5000): Client {
  const secrets = new SecretValues();
  const connection = connectionFrom({ HMS_API_URL: server.url, HMS_MANAGEMENT_TOKEN: token, ...environment }, secrets);
  return new Client(connection, secrets, {
    timeout,
    wait: async (milliseconds) => {
      pauses.push(milliseconds);
    },
  });
}

const error = (status: number, more: Partial<Extract<Trouble, { kind: 'status' }>> = {}): Trouble => ({
  kind: 'status',
  status,
  ...more,
});

describe('a read', () => {
  it.each<[string, Trouble]>([
    ['500', error(500)],
    ['503 of something before the API', error(503, { text: '<html>' })],
    ['429', error(429)],
    ['a reset', { kind: 'reset', when: 'before' }],
    ['half an answer', { kind: 'half' }],
    ['no JSON', { kind: 'text', text: '{"data":' }],
  ])('is tried again after %s', async (_, trouble) => {
    server.fail({ on: { nth: 1, times: 3 }, trouble });
    expect(await client().read('/templates')).toMatchObject({ data: [] });
    expect(server.log).toHaveLength(4);
    expect(pauses).toHaveLength(3);
    expect(pauses.every((pause, index) => pause >= 250 * 2 ** index && pause <= 500 * 2 ** index)).toBe(true);
  });

  it('gives up at last, and says why', async () => {
    server.fail({ on: {}, trouble: error(500, { message: 'boom', details: ['a', 'b'] }) });
    await expect(client().read('/templates')).rejects.toThrow(
      'cannot read `/templates` from the API: it answered 500 (boom: a: b)',
    );
    expect(server.log).toHaveLength(4);
  });

  it.each([
    [400, 'it answered 400 (no)'],
    [401, 'it answered 401 (no): check `HMS_MANAGEMENT_TOKEN`'],
    [403, 'it answered 403 (no): who signs in may not do this'],
    [404, 'it answered 404 (no): there is nothing of that name'],
  ])('is not tried again after %i', async (status, words) => {
    server.fail({ on: {}, trouble: error(status, { message: 'no' }) });
    await expect(client().read('/templates')).rejects.toThrow(words);
    expect(server.log).toHaveLength(1);
  });

  it('waits for as long as the API asks, in seconds or until a date, and not for ever', async () => {
    server.fail({ on: { nth: 1 }, trouble: error(429, { headers: { 'retry-after': '7' } }) });
    const date = new Date(Date.now() + 20_000).toUTCString();
    server.fail({ on: { nth: 2 }, trouble: error(429, { headers: { 'retry-after': date } }) });
    await client().read('/templates');
    expect(pauses[0]).toBe(7000);
    expect(pauses[1]).toBeGreaterThan(10_000);
    expect(pauses[1]).toBeLessThanOrEqual(20_000);
    server.rest();
    server.fail({ on: {}, trouble: error(429, { headers: { 'retry-after': String(longestBusy) } }) });
    await expect(client().read('/templates')).rejects.toThrow('it asks to wait for 60000 seconds');
    expect(server.log).toHaveLength(1);
  });

  it.each<[string, Trouble]>([
    ['hangs', { kind: 'hang', when: 'before' }],
    ['dribbles', { kind: 'slow', bytes: 1, everyMs: 50 }],
  ])('ends in time where the API %s', async (_, trouble) => {
    server.fail({ on: {}, trouble });
    await expect(client({}, 300).read('/templates')).rejects.toThrow('there was no whole answer within 0.3 seconds');
    expect(server.log).toHaveLength(2);
  });

  it('takes no end of an answer, and none that nests without end', async () => {
    server.fail({ on: { times: 4, nth: 1 }, trouble: { kind: 'endless' } });
    await expect(client().read('/templates')).rejects.toThrow('its answer is larger than 50 MB');
    server.rest();
    server.fail({ on: {}, trouble: { kind: 'text', text: '['.repeat(200_000) + ']'.repeat(200_000) } });
    await expect(client().read('/templates')).rejects.toThrow(/nests deeper|is no JSON/);
  });

  it('follows nobody elsewhere', async () => {
    server.fail({ on: {}, trouble: { kind: 'redirect', to: `${server.url}/templates?limit=20` } });
    await expect(client().read('/templates')).rejects.toThrow('it redirects to another address, which is not followed');
    expect(server.log).toHaveLength(1);
  });

  it('says where nothing listens', async () => {
    const one = client();
    await server.stop();
    await expect(one.read('/templates')).rejects.toThrow('nothing listens at its address');
    server = await ApiServer.start();
  });

  it('shows neither what signs in nor what a terminal obeys', async () => {
    server.fail({ on: {}, trouble: error(400, { message: `bad ${token}\u001b[31m`, details: ['x'.repeat(5000)] }) });
    const message = await client()
      .read('/templates')
      .catch((problem: Error) => problem.message);
    expect(message).toContain('bad •••\\u001b[31m');
    expect(message).not.toContain(token);
    expect(String(message).length).toBeLessThan(700);
  });
});

describe('a write', () => {
  const write = (timeout?: number) => client({}, timeout).write('/templates', { name: 'a' });

  it('is done once, whatever comes of it', async () => {
    const cases: [Trouble, object][] = [
      [error(500, { applies: true }), { kind: 'unknown', words: 'it answered 500 (Something went wrong)' }],
      [
        { kind: 'reset', when: 'after' },
        { kind: 'unknown', words: 'the connection broke' },
      ],
      [{ kind: 'half' }, { kind: 'unknown', words: 'the connection broke' }],
      [
        { kind: 'text', text: 'ok' },
        { kind: 'unknown', words: 'its answer is no JSON' },
      ],
      [error(400, { message: 'no', details: ['name'] }), { kind: 'refused', status: 400, own: ['no', 'name'] }],
      [error(429, { headers: { 'retry-after': '3' } }), { kind: 'busy', after: 3000 }],
    ];
    for (const [trouble, expected] of cases) {
      server.rest();
      server.fail({ on: {}, trouble });
      expect(await write()).toMatchObject(expected);
      expect(server.log).toHaveLength(1);
    }
    expect(pauses).toEqual([]);
  });

  it('is unknown where no answer comes', async () => {
    server.fail({ on: {}, trouble: { kind: 'hang', when: 'after' } });
    expect(await write(300)).toMatchObject({ kind: 'unknown', words: 'there was no whole answer within 0.3 seconds' });
    expect(server.store.all).toHaveLength(1);
  });

  it('is unsent where nothing listens', async () => {
    const one = client();
    await server.stop();
    expect(await one.write('/templates', {})).toEqual({ kind: 'unsent', words: 'nothing listens at its address' });
    server = await ApiServer.start();
  });
});

describe('the list of templates', () => {
  it('has those of all pages', async () => {
    await restart({ pageSize: 7 });
    for (let index = 0; index < 50; index++) server.store.create({ name: `t${index}` });
    const names = (await new Api(client()).templates()).map(({ name }) => name);
    expect(names).toEqual(Array.from({ length: 50 }, (_, index) => `t${index}`));
  });

  it('ends where the API never says so', async () => {
    const page = (ids: string[]) => JSON.stringify({ data: ids.map((id) => ({ id, name: id })), last: 'x' });
    server.fail({ on: {}, trouble: { kind: 'text', text: page(['a', 'b']) } });
    expect(await new Api(client()).templates()).toHaveLength(2);
    expect(server.log).toHaveLength(2);
  });

  it.each(['[]', '{}', '{"data":[{"name":"a"}]}', '{"data":[null]}', 'null', '{"data":[{"id":7}]}'])(
    'is refused as %s',
    async (text) => {
      server.fail({ on: {}, trouble: { kind: 'text', text } });
      await expect(new Api(client()).templates()).rejects.toThrow(/the API/);
    },
  );
});

describe('signing in', () => {
  it('signs with key and secret', async () => {
    await restart({ account: { accessKey: 'the-key', secret: 'the-secret' } });
    const environment = { HMS_MANAGEMENT_TOKEN: '', HMS_ACCESS_KEY: 'the-key', HMS_SECRET: 'the-secret' };
    expect(await client(environment).read('/templates')).toMatchObject({ data: [] });
    await expect(client({ ...environment, HMS_SECRET: 'other' }).read('/templates')).rejects.toThrow('wrong signature');
  });
});

describe('addresses', () => {
  const path = (role: string) => pathOf({ kind: 'role', template: 'id', role });

  it('hold any name that an address can', () => {
    expect(path('a/b?c#d%')).toBe('/templates/id/roles/a%2Fb%3Fc%23d%25');
    expect(path('__proto__')).toBe('/templates/id/roles/__proto__');
    expect(path('…')).toBe('/templates/id/roles/%E2%80%A6');
  });

  it.each(['', '.', '..', '\ud800'])('refuse %j, which would end elsewhere', (role) => {
    expect(() => path(role)).toThrow('the API has no address for a role called');
  });
});

describe('a proxy', () => {
  const tunnels: string[] = [];
  const proxy = createServer();
  let address = '';

  beforeEach(async () => {
    tunnels.length = 0;
    proxy.removeAllListeners('connect').on('connect', (request, socket) => {
      tunnels.push(request.url ?? '');
      const [host = '', port] = (request.url ?? '').split(':');
      const target = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(target).pipe(socket);
      });
      socket.on('error', () => target.destroy());
      target.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const bound = proxy.address();
    address = `http://user:proxy-password@127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
  });

  afterEach(async () => {
    proxy.closeAllConnections();
    await new Promise((resolve) => proxy.close(resolve));
  });

  it.each(['http_proxy', 'HTTP_PROXY'])('that %s names is gone through', async (name) => {
    expect(await client({ [name]: address }).read('/templates')).toMatchObject({ data: [] });
    expect(tunnels).toEqual([new URL(server.url).host]);
  });

  it('is passed by for hosts that are to be reached without', async () => {
    await client({ http_proxy: address, no_proxy: '127.0.0.1' }).read('/templates');
    expect(tunnels).toEqual([]);
  });

  it('that is elsewhere gets nothing that is meant for this machine and not encrypted', async () => {
    expect(await client({ http_proxy: 'http://192.0.2.1:3128' }).read('/templates')).toMatchObject({ data: [] });
  });

  it('that refuses is told of, without its password', async () => {
    proxy.removeAllListeners('connect').on('connect', (_, socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    });
    const message = await client({ http_proxy: address })
      .read('/templates')
      .catch((problem: Error) => problem.message);
    expect(message).toContain('the proxy answered 407');
    expect(message).not.toContain('proxy-password');
  });
});

describe('a connection that fails', () => {
  const failed = (code: string, syscall?: string) => {
    const cause = Object.assign(new Error('no'), { code, ...(syscall !== undefined && { syscall }) });
    return answerOf(Promise.reject(new TypeError('fetch failed', { cause })), 1000, (text) => text);
  };

  it.each([
    ['unsent', 'ECONNREFUSED', 'connect'],
    ['unsent', 'EHOSTUNREACH', 'connect'],
    ['unsent', 'ENOTFOUND', 'getaddrinfo'],
    ['unsent', 'CERT_HAS_EXPIRED', undefined],
    ['unknown', 'EHOSTUNREACH', 'read'],
    ['unknown', 'ENETUNREACH', 'write'],
    ['unknown', 'ECONNRESET', 'read'],
    ['unknown', 'ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC', undefined],
    ['unknown', 'EANYTHING', undefined],
  ])('is %s: %s in %s', async (kind, code, syscall) => {
    expect((await failed(code, syscall)).kind).toBe(kind);
  });
});
