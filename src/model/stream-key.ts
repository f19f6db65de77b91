import type { Range } from '../diagnostic.ts';

const variable = /\$\{[A-Za-z_][A-Za-z0-9_]*\}/;
const address = /^rtmps?:\/\/[^/?]+\/+[^/?]*(?<path>[^?]*)(?<query>.*)$/dis;
const flag = /^(?:\d{0,5}|true|false|yes|no)$/i;

/**
 * Where an RTMP address spells its stream key: what follows the application's path segment, or the query where nothing
 * follows. `undefined` if it spells none, or `${NAME}` stands there.
 */
export function streamKeyIn(url: string): Range | undefined {
  const match = address.exec(url);
  const [pathStart] = match?.indices?.groups?.path ?? [];
  const { path = '', query = '' } = match?.groups ?? {};
  if (pathStart === undefined) return undefined;
  const key = path.search(/[^/]/);
  if (key >= 0) return variable.test(path) ? undefined : { start: pathStart + key, end: url.length };
  return holdsKey(query) ? { start: pathStart + path.length + 1, end: url.length } : undefined;
}

/** Short numbers and flags, as in `?backup=1`, are no keys. */
function holdsKey(query: string): boolean {
  return query
    .slice(1)
    .split('&')
    .some((parameter) => {
      const value = parameter.slice(parameter.indexOf('=') + 1);
      return !variable.test(value) && !flag.test(value);
    });
}
