import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';

/** In seconds: how long a token is good for. */
const lifetime = 600;

/** In seconds: clocks differ, and a token from the future is refused. */
const earlier = 30;

/** A management token for the API, and until when it is good. */
export interface SignedToken {
  readonly token: string;
  /** In seconds since 1970. */
  readonly expires: number;
}

/** Signs a management token (HS256) that is good for ten minutes; `now` in seconds since 1970. */
export async function signToken(accessKey: string, secret: string, now: number): Promise<SignedToken> {
  const begins = Math.floor(now) - earlier;
  const expires = Math.floor(now) + lifetime;
  const token = await new SignJWT({ access_key: accessKey, type: 'management', version: 2 })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setJti(randomUUID())
    .setIssuedAt(begins)
    .setNotBefore(begins)
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(secret));
  return { token, expires };
}
