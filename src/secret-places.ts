import type { Range } from './diagnostic.ts';
import { streamKeyIn } from './model/stream-key.ts';
import type { Step } from './pointer.ts';

/**
 * Is told of a secret: where it stands (only while it is called), the text there, and which parts of the text are secret;
 * all of it where `parts` is absent.
 */
export type SecretVisitor = (path: readonly Step[], text: string, parts: readonly Range[] | undefined) => void;

/** Finds the secrets in a value: storage credentials and stream keys. `${NAME}`, masks and text left from a sample are none. */
export function eachSecret(value: unknown, visit: SecretVisitor): void {
  walk(value, [], false, visit);
}

/** Finds the secrets in what stands at a path: all of it is secret, or what names and addresses say. */
function walk(value: unknown, path: Step[], isSecret: boolean, visit: SecretVisitor): void {
  if (typeof value === 'object' && value !== null) {
    for (const [name, entry] of Object.entries(value)) {
      path.push(name);
      walk(entry, path, isSecret || isSecretIn(value, name), visit);
      path.pop();
    }
  } else if (isSecret) {
    const text = String(value);
    if (typeof value !== 'boolean' && value !== null && isLiteral(text)) visit(path, text, undefined);
  } else if (typeof value === 'string' && /^rtmps?:/i.test(value)) {
    const parts = [...addressSecrets(value)];
    if (parts.length > 0) visit(path, value, parts);
  }
}

/** Whether all that stands under a name of an object is secret. A key beside a secret belongs to it, whatever the two are kept in. */
export function isSecretIn(object: object, name: string): boolean {
  if (Array.isArray(object)) return false;
  if (isSecretName(name, Reflect.get(object, name))) return true;
  return name === 'key' && Object.entries(object).some(([other, entry]) => isSecretName(other, entry));
}

/** Whether what stands under a name is secret. An object is not, but for credentials: a role may have any name. */
export function isSecretName(name: string, value?: unknown): boolean {
  if (name === 'credentials') return true;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return !isObject && /secret(?:[-_]?(?:access[-_]?)?key)?$/i.test(name);
}

/** Where an RTMP address spells its stream key, and a password before its host. */
export function* addressSecrets(url: string): Iterable<Range> {
  const [start, end] = /^rtmps?:\/\/[^/@\s:]*:([^/@\s]+)@/di.exec(url)?.indices?.[1] ?? [0, 0];
  if (isLiteral(url.slice(start, end))) yield { start, end };
  const key = streamKeyIn(url);
  if (key !== undefined && isLiteral(url.slice(key.start, key.end))) yield key;
}

/** Whether a text says something, and is more than variables, what stands for one in a sample, and masks. */
export function isLiteral(text: string): boolean {
  return text.replaceAll(/\$\{\w+\}|<[^<>]*>|[*•]+/g, '').trim() !== '';
}
