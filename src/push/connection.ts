import type { SecretValues } from './secret-values.ts';
import { Stop } from './stop.ts';
import type { SignedToken } from './token.ts';

/** Variables as a process has them. */
export interface Environment {
  readonly [name: string]: string | undefined;
}

/** Where the API is, and how to sign in. */
export interface Connection {
  /** The address that paths are put behind, without a slash at its end. */
  readonly base: string;
  /** The proxies that requests go through; absent where there are none. */
  readonly proxies?: Proxies;
  /** A token that is good for the next request. */
  token(): Promise<string>;
}

/** The proxies for both kinds of address, and the hosts that are reached without; empty where there is none. */
export interface Proxies {
  readonly http: string;
  readonly https: string;
  readonly without: string;
}

/** Where the API is if nobody says: the server of its OpenAPI description. */
const usualBase = 'https://api.100ms.live/v2';

/** In seconds: a token that ends sooner is replaced. */
const margin = 60;

/**
 * Reads from the environment where the API is and how to sign in; what signs in is added to the secrets. Throws a `Stop`
 * where something is missing or wrong, before anything is sent.
 */
export function connectionFrom(environment: Environment, secrets: SecretValues): Connection {
  const value = (name: string) => environment[name]?.trim() ?? '';
  const base = readBase(value('HMS_API_URL') || usualBase);
  const proxies = proxiesFor(base, environment);
  learnSignIn(environment, secrets);
  const token = tokenFrom(value, secrets);
  return { base: base.href.replace(/\/+$/, ''), ...(proxies !== undefined && { proxies }), token };
}

/** Tells the secrets what signs in, before anything of a run is shown. */
export function learnSignIn(environment: Environment, secrets: SecretValues): void {
  for (const name of ['HMS_MANAGEMENT_TOKEN', 'HMS_ACCESS_KEY', 'HMS_SECRET']) {
    secrets.add(environment[name]?.trim() ?? '');
  }
}

function tokenFrom(value: (name: string) => string, secrets: SecretValues): () => Promise<string> {
  const given = value('HMS_MANAGEMENT_TOKEN');
  const accessKey = value('HMS_ACCESS_KEY');
  const secret = value('HMS_SECRET');
  if (given !== '') {
    if (/[^!-~]/.test(given)) throw new Stop(2, '`HMS_MANAGEMENT_TOKEN` holds characters that no token has');
    return async () => given;
  }
  if (accessKey === '' && secret === '') {
    throw new Stop(
      2,
      'nothing to sign in with: set `HMS_MANAGEMENT_TOKEN`, or `HMS_ACCESS_KEY` and `HMS_SECRET`, in the environment',
    );
  }
  if (accessKey === '' || secret === '') {
    const [there, missing] = secret === '' ? ['HMS_ACCESS_KEY', 'HMS_SECRET'] : ['HMS_SECRET', 'HMS_ACCESS_KEY'];
    throw new Stop(2, `\`${there}\` is set and \`${missing}\` is not: a token is signed with both`);
  }
  let signed: SignedToken | undefined;
  return async () => {
    const now = Date.now() / 1000;
    if (signed === undefined || signed.expires - margin < now) {
      const { signToken } = await import('./token.ts');
      signed = await signToken(accessKey, secret, now);
      secrets.add(signed.token);
    }
    return signed.token;
  };
}

function readBase(text: string): URL {
  const wrong = (why: string) => new Stop(2, `\`HMS_API_URL\` ${why}`);
  if (!URL.canParse(text)) throw wrong('is no address such as `https://api.100ms.live/v2`');
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw wrong('holds a name or a password, which it may not');
  if (url.search !== '' || url.hash !== '') throw wrong('must end with its path: nothing may stand behind `?` or `#`');
  if (url.protocol === 'https:') return url;
  if (url.protocol !== 'http:') throw wrong('must begin with `https://`');
  if (!isLoopback(url)) {
    throw wrong('must begin with `https://`: without encryption only this machine itself may be asked');
  }
  return url;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}

/** What goes to this machine without encryption must not leave it by way of a proxy. */
function proxiesFor(base: URL, environment: Environment): Proxies | undefined {
  const value = (name: string) => (environment[name] || environment[name.toUpperCase()] || '').trim();
  const [http, https] = [value('http_proxy'), value('https_proxy')];
  const used = base.protocol === 'https:' ? https || http : http;
  if (used === '') return undefined;
  const url = URL.canParse(used) ? new URL(used) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Stop(2, 'the proxy that the environment names has no address such as `http://proxy:3128`');
  }
  if (base.protocol === 'http:' && !isLoopback(url)) return undefined;
  return { http, https: https || http, without: value('no_proxy') };
}
