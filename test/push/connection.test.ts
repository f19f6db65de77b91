import { describe, expect, it } from 'vitest';
import { connectionFrom, type Environment } from '../../src/push/connection.ts';
import { SecretValues } from '../../src/push/secret-values.ts';
import { signToken } from '../../src/push/token.ts';
import { authMistake } from '../api-server/auth.ts';

const pair = { HMS_ACCESS_KEY: 'the-key', HMS_SECRET: 'the-secret' };

function connect(environment: Environment) {
  return connectionFrom(environment, new SecretValues());
}

describe('the address of the API', () => {
  const base = (HMS_API_URL: string) => connect({ ...pair, HMS_API_URL }).base;

  it('is the documented one, if nobody says', () => {
    expect(connect(pair).base).toBe('https://api.100ms.live/v2');
  });

  it.each([
    ['https://api.example.com/v2/', 'https://api.example.com/v2'],
    ['https://api.example.com', 'https://api.example.com'],
    ['http://127.0.0.1:8080/v2', 'http://127.0.0.1:8080/v2'],
    ['http://127.9.9.9', 'http://127.9.9.9'],
    ['http://localhost:1', 'http://localhost:1'],
    ['http://[::1]:1/', 'http://[::1]:1'],
    [' https://a.b ', 'https://a.b'],
  ])('%s is taken', (given, taken) => {
    expect(base(given)).toBe(taken);
  });

  it.each([
    ['http://api.example.com', 'must begin with `https://`: without encryption only this machine itself may be asked'],
    [
      'http://localhost.example.com',
      'must begin with `https://`: without encryption only this machine itself may be asked',
    ],
    [
      'http://127.0.0.1.example.com',
      'must begin with `https://`: without encryption only this machine itself may be asked',
    ],
    ['http://0.0.0.0', 'must begin with `https://`: without encryption only this machine itself may be asked'],
    ['ftp://127.0.0.1', 'must begin with `https://`'],
    ['file:///etc/passwd', 'must begin with `https://`'],
    ['https://me:hush@api.example.com', 'holds a name or a password'],
    ['https://api.example.com?token=hush', 'must end with its path'],
    ['https://api.example.com#hush', 'must end with its path'],
    ['api.example.com', 'is no address'],
    ['://hush', 'is no address'],
  ])('%s is refused', (given, words) => {
    expect(() => base(given)).toThrow(`\`HMS_API_URL\` ${words}`);
    expect(() => base(given)).not.toThrow('hush');
  });
});

describe('signing in', () => {
  it.each([
    [{}, 'set `HMS_MANAGEMENT_TOKEN`, or `HMS_ACCESS_KEY` and `HMS_SECRET`'],
    [{ HMS_ACCESS_KEY: 'a' }, '`HMS_ACCESS_KEY` is set and `HMS_SECRET` is not'],
    [{ HMS_SECRET: 'a', HMS_ACCESS_KEY: '' }, '`HMS_SECRET` is set and `HMS_ACCESS_KEY` is not'],
    [{ HMS_MANAGEMENT_TOKEN: 'a\r\nX-Other: b' }, '`HMS_MANAGEMENT_TOKEN` holds characters that no token has'],
    [{ HMS_MANAGEMENT_TOKEN: 'tokén' }, '`HMS_MANAGEMENT_TOKEN` holds characters that no token has'],
  ])('%j is refused', (environment, words) => {
    expect(() => connect(environment)).toThrow(words);
  });

  it('takes a token as it is, without the space around it', async () => {
    expect(await connect({ ...pair, HMS_MANAGEMENT_TOKEN: ' token\n' }).token()).toBe('token');
  });

  it('signs a token with the claims that the API wants, good for minutes', async () => {
    const { token, expires } = await signToken('the-key', 'the-secret', Date.now() / 1000);
    expect(authMistake(`Bearer ${token}`, { accessKey: 'the-key', secret: 'the-secret' })).toBeUndefined();
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(Object.keys(claims).sort()).toEqual(['access_key', 'exp', 'iat', 'jti', 'nbf', 'type', 'version']);
    expect(claims.exp).toBe(expires);
    expect(claims.exp - claims.nbf).toBeLessThan(3600);
    expect((await signToken('the-key', 'the-secret', 0)).token).not.toBe(token);
  });

  it('signs once for many requests', async () => {
    const connection = connect(pair);
    expect(await connection.token()).toBe(await connection.token());
  });

  it('keeps what signs in from being shown', async () => {
    const secrets = new SecretValues();
    const token = await connectionFrom(pair, secrets).token();
    expect(secrets.hide(`the-key the-secret ${token}`)).toBe('••• ••• •••');
  });
});

describe('a proxy', () => {
  it('without an address is refused, and not shown', () => {
    expect(() => connect({ ...pair, https_proxy: 'me:hush@proxy' })).toThrow('the proxy that the environment names');
    expect(() => connect({ ...pair, https_proxy: 'me:hush@proxy' })).not.toThrow('hush');
  });

  it('for one kind of address serves the other as well where that is safe', () => {
    expect(connect({ ...pair, HTTP_PROXY: 'http://proxy:1' }).proxies?.https).toBe('http://proxy:1');
    expect(connect({ ...pair, https_proxy: 'http://proxy:1', HTTPS_PROXY: 'http://other:1' }).proxies?.https).toBe(
      'http://proxy:1',
    );
    expect(connect(pair).proxies).toBeUndefined();
  });
});
