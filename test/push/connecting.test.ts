import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createProxy, request } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiServer } from '../api-server/server.ts';
import { run } from './command.ts';

// The built command, over TLS and through proxies; what it loads for that is in files of its own.
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-connecting-')));
const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
const made = spawnSync('openssl', [
  ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
  ...['-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate],
]);
const hasCertificate = made.status === 0;

let server: ApiServer;
const tunnels: string[] = [];
const proxy = createProxy();
let proxyUrl = '';

beforeAll(async () => {
  proxy.on('connect', (asked, socket) => {
    tunnels.push(asked.url ?? '');
    const [host = '', port] = (asked.url ?? '').split(':');
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(target).pipe(socket);
    });
    socket.on('error', () => target.destroy());
    target.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  proxyUrl = `http://127.0.0.1:${portOf(proxy.address())}`;
});

afterAll(async () => {
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  tunnels.length = 0;
  server = await ApiServer.start({ account: { token: 'test-token', accessKey: 'key', secret: 'signing-secret' } });
  server.store.create({ name: 'webinar', roles: { host: {} } });
});

afterEach(async () => {
  await server.stop();
});

function portOf(address: unknown): number {
  return typeof address === 'object' && address !== null ? Number(Reflect.get(address, 'port')) : 0;
}

it('signs in with key and secret', async () => {
  const env = { HMS_MANAGEMENT_TOKEN: '', HMS_ACCESS_KEY: 'key', HMS_SECRET: 'signing-secret' };
  const { status, stderr } = await run(['pull', 'webinar'], { cwd: folder, server, env });
  expect(status, stderr).toBe(0);
  const wrong = await run(['pull', 'webinar'], { cwd: folder, server, env: { ...env, HMS_SECRET: 'another-secret' } });
  expect(wrong.stderr).toContain(
    'it answered 401 (Token validation error: wrong signature): check `HMS_MANAGEMENT_TOKEN`',
  );
  expect(wrong.status).toBe(2);
});

it('goes through a proxy that the environment names', async () => {
  const { status, stderr } = await run(['pull', 'webinar'], { cwd: folder, server, env: { http_proxy: proxyUrl } });
  expect(status, stderr).toBe(0);
  expect(new Set(tunnels)).toEqual(new Set([new URL(server.url).host]));
});

describe.skipIf(!hasCertificate)('over TLS', () => {
  /** A server with a certificate of its own, which hands on to the one without. */
  async function withTls(work: (url: string) => Promise<void>): Promise<void> {
    const secure = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (asked, answer) => {
      const { method, url = '', headers } = asked;
      const target = new URL(server.url);
      const handed = request({ host: target.hostname, port: target.port, method, path: url, headers }, (given) => {
        answer.writeHead(given.statusCode ?? 500, given.headers);
        given.pipe(answer);
      });
      asked.pipe(handed);
    });
    await new Promise<void>((resolve) => secure.listen(0, 'localhost', resolve));
    try {
      await work(`https://localhost:${portOf(secure.address())}/v2`);
    } finally {
      secure.closeAllConnections();
      await new Promise((resolve) => secure.close(resolve));
    }
  }

  it.each([false, true])('a certificate must be trusted (through a proxy: %s)', async (isProxied) => {
    await withTls(async (url) => {
      const base = { HMS_API_URL: url, ...(isProxied && { https_proxy: proxyUrl }) };
      const refused = await run(['pull', 'webinar'], { cwd: folder, server, env: base });
      expect(refused.stderr).toContain('its certificate is not accepted (DEPTH_ZERO_SELF_SIGNED_CERT)');
      expect(refused.status).toBe(2);
      const trusting = { ...base, NODE_EXTRA_CA_CERTS: certificate };
      const { status, stderr } = await run(['pull', 'webinar'], { cwd: folder, server, env: trusting });
      expect(status, stderr).toBe(0);
      expect(tunnels.length > 0).toBe(isProxied);
    });
  });
});

it('leaves a folder that lint does not look into', async () => {
  writeFileSync(join(folder, 'a.yaml'), 'name: webinar\nroles:\n  host: { priority: 2 }\n');
  expect((await run(['push', '--yes', 'a.yaml'], { cwd: folder, server })).status).toBe(0);
  const { stdout } = await run(['--format', 'json', '.'], { cwd: folder });
  expect(JSON.parse(stdout).files.map(({ path }: { path: string }) => path)).toEqual(['a.yaml']);
});
