import type { Json } from '../change.ts';
import { setOwn } from '../document.ts';
import { type Pointer, pointerTo, type Step } from '../pointer.ts';
import { eachSecret, isSecretIn } from '../secret-places.ts';

/** An object as documents and answers have it: each of its names is an own one. */
export interface Properties {
  readonly [name: string]: unknown;
}

/** Whether a value has names. */
export function isProperties(value: unknown): value is Properties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands under a name of a value; `undefined` if nothing does. */
export function own(value: unknown, name: string): unknown {
  return isProperties(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** What stands at a path of a value; `undefined` if nothing does. */
export function ownAt(value: unknown, path: readonly Step[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = Reflect.get(found, step);
  }
  return found;
}

/** An object of entries, whatever their names. */
export function propertiesOf(entries: Iterable<readonly [string, unknown]>): Properties {
  const made: Properties = {};
  for (const [name, value] of entries) setOwn(made, name, value);
  return made;
}

/** A value whose leaves are others: texts, numbers and what else holds nothing. `path` is only good while `change` runs. */
export function mapLeaves(value: unknown, change: (leaf: unknown, path: readonly Step[]) => unknown): unknown {
  const path: Step[] = [];
  const map = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null) return change(part, path);
    const entries = Object.entries(part).map(([name, inner]): [string, unknown] => {
      path.push(name);
      const mapped: [string, unknown] = [name, map(inner)];
      path.pop();
      return mapped;
    });
    return Array.isArray(part) ? entries.map(([, inner]) => inner) : propertiesOf(entries);
  };
  return map(value);
}

/** A value whose secrets are others: `replace` gets a secret, and where it stands. */
export function mapSecrets(value: unknown, replace: (secret: string, path: readonly Step[]) => string): unknown {
  const found = new Map<Pointer, string>();
  eachSecret(value, (path, text, parts) => {
    let replaced = '';
    let end = 0;
    for (const part of parts ?? [{ start: 0, end: text.length }]) {
      replaced += text.slice(end, part.start) + replace(text.slice(part.start, part.end), path);
      end = part.end;
    }
    found.set(pointerTo(path), replaced + text.slice(end));
  });
  if (found.size === 0) return value;
  return mapLeaves(value, (leaf, path) => found.get(pointerTo(path)) ?? leaf);
}

/** Whether a value says nothing: the zeros that answers of the API carry, or leave out. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
}

/** Whether two values are the same: the order of names does not count, nor that of texts in a list. */
export function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b);
}

/** JSON that is the same for values that are the same. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    const all = value.map(canonicalJson);
    return `[${(value.every((entry) => typeof entry === 'string') ? all.toSorted() : all).join()}]`;
  }
  if (!isProperties(value)) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${entries
    .map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`)
    .toSorted()
    .join()}}`;
}

/** A value as JSON has it. What JSON cannot spell becomes null. */
export function toJson(value: unknown): Json {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object') return null;
  const made: { [name: string]: Json } = {};
  for (const [name, inner] of Object.entries(value)) if (inner !== undefined) setOwn(made, name, toJson(inner));
  return made;
}

/** Whether what stands at the end of a path of a value is secret, whatever it says. */
export function isSecretAt(root: unknown, path: readonly Step[]): boolean {
  let holder = root;
  for (const step of path) {
    if (typeof holder !== 'object' || holder === null) return false;
    if (isSecretIn(holder, String(step))) return true;
    holder = Object.hasOwn(holder, step) ? Reflect.get(holder, step) : undefined;
  }
  return false;
}
