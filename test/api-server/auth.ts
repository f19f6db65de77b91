import { createHmac, timingSafeEqual } from 'node:crypto';
import { isObject } from './json.ts';

/** Whose requests are answered. */
export interface Account {
  /** A token that is taken as it is. */
  readonly token?: string;
  /** The key and the secret that others are signed with. */
  readonly accessKey?: string;
  readonly secret?: string;
}

/** What is wrong with a request's authorization; `undefined` if nothing is. */
export function authMistake(header: string | undefined, account: Account): string | undefined {
  const [, token] = /^Bearer (.+)$/.exec(header ?? '') ?? [];
  if (token === undefined) return 'no bearer token';
  if (token === account.token) return undefined;
  if (account.secret === undefined) return 'unknown token';
  const [head = '', body = '', signature = '', ...rest] = token.split('.');
  if (rest.length > 0) return 'not three parts';
  const expected = createHmac('sha256', account.secret).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'wrong signature';
  const header2 = read(head);
  const claims = read(body);
  if (!isObject(header2) || header2.alg !== 'HS256') return 'not HS256';
  if (!isObject(claims)) return 'no claims';
  return claimMistake(claims, account.accessKey);
}

function claimMistake(claims: { readonly [name: string]: unknown }, accessKey: string | undefined): string | undefined {
  const { access_key, type, version, jti, iat, nbf, exp } = claims;
  if (access_key !== accessKey) return 'wrong access_key';
  if (type !== 'management') return 'wrong type';
  if (version !== 2) return 'wrong version';
  if (typeof jti !== 'string' || jti === '') return 'no jti';
  if (typeof iat !== 'number' || typeof nbf !== 'number' || typeof exp !== 'number') return 'a time is missing';
  const now = Date.now() / 1000;
  if (nbf > now || exp < now) return 'not valid now';
  if (exp - iat > 3600) return 'valid for too long';
  return undefined;
}

function read(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
