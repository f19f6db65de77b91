import { bare, isObject } from './json.ts';

/** How secrets are shown in answers: as they are, as asterisks, or not at all. */
export type Masking = 'none' | 'stars' | 'absent';

const secretNames = new Set(['key', 'secretKey', 'secret']);

/** An answer with its secrets masked. */
export function masked(answer: unknown, masking: Masking): unknown {
  return masking === 'none' ? answer : mask(answer, masking, false);
}

function mask(value: unknown, masking: Masking, isSecret: boolean): unknown {
  if (typeof value === 'string') return isSecret ? '********' : withoutStreamKey(value);
  if (Array.isArray(value)) return value.map((entry) => mask(entry, masking, false));
  if (!isObject(value)) return value;
  const inCredentials = Object.keys(value).some((name) => name === 'secretKey' || name === 'secret');
  return bare(
    Object.entries(value)
      .filter(([name]) => !(masking === 'absent' && name === 'credentials'))
      .map(([name, inner]) => [name, mask(inner, masking, inCredentials && secretNames.has(name))]),
  );
}

function withoutStreamKey(url: string): string {
  return url.replace(/^(rtmps?:\/\/[^/]+\/[^/]+\/).+$/s, '$1********');
}

/** An answer as some are seen: without empty lists of tracks and without permissions that are false. */
export function terse(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(terse);
  if (!isObject(answer)) return answer;
  return bare(
    Object.entries(answer)
      .filter(([name, value]) => !(name === 'allowed' && Array.isArray(value) && value.length === 0))
      .map(([name, value]) => [name, name === 'permissions' ? grantedOnly(value) : terse(value)]),
  );
}

function grantedOnly(permissions: unknown): unknown {
  if (!isObject(permissions)) return permissions;
  const alwaysThere = ['rtmpStreaming', 'hlsStreaming', 'browserRecording', 'sendRoomState'];
  return bare(Object.entries(permissions).filter(([name, granted]) => granted !== false || alwaysThere.includes(name)));
}
