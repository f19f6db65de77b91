import { EnvHttpProxyAgent, fetch } from 'undici';
import type { Fetch } from './client.ts';
import type { Proxies } from './connection.ts';

/**
 * A `fetch` that goes through proxies. Both it and the agent come from one package: the platform's own `fetch` takes
 * only agents of the version that it was built with.
 */
export function fetchThrough({ http, https, without }: Proxies): Fetch {
  const dispatcher = new EnvHttpProxyAgent({ httpProxy: http, httpsProxy: https, noProxy: without });
  return (url, init) => fetch(url, { ...init, dispatcher });
}
