import type { Diagnostic } from './diagnostic.ts';
import type { Document } from './document.ts';
import { type Pointer, steps } from './pointer.ts';

/**
 * The fingerprint of a finding of `rule` at `pointer`: the same wherever the finding moves to. `args` are what else tells
 * it apart from others of the rule at its place: never a secret, and nothing that changes with other parts of the document.
 */
export function fingerprint(document: Document, rule: string, pointer: Pointer, args: readonly unknown[]): string {
  return hash(JSON.stringify([rule, structure(document, pointer), args]));
}

/** The findings of one file, each with a fingerprint of its own: of equal ones the second is told by being the second. */
export function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const counts = new Map<string, number>();
  return diagnostics.map((diagnostic) => {
    const { fingerprint } = diagnostic;
    const count = counts.get(fingerprint) ?? 0;
    counts.set(fingerprint, count + 1);
    return count === 0 ? diagnostic : { ...diagnostic, fingerprint: hash(`${fingerprint} ${count}`) };
  });
}

/** The names on the way to a pointer; an entry of a list goes by its own name where it has one, since its index changes when others do. */
function structure(document: Document, pointer: Pointer): readonly string[] {
  let value: unknown = document.value;
  return steps(pointer).map((step) => {
    const isEntry = Array.isArray(value);
    value = own(value, step);
    return isEntry ? `[${entryName(value)}]` : step;
  });
}

/** What an entry of a list is called: by its name, or its size. The values of lists are in the arguments, if they are no secrets. */
function entryName(entry: unknown): string {
  for (const name of ['rid', 'name', 'title', 'role']) {
    const text = own(entry, name);
    if (typeof text === 'string') return text;
  }
  const [width, height] = ['width', 'height'].map((side) => own(entry, side));
  return typeof width === 'number' || typeof height === 'number' ? `${String(width)}x${String(height)}` : '';
}

function own(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** FNV-1a over the UTF-16 units, twice with other beginnings: 16 hexadecimal digits. It tells findings apart, and protects nothing. */
export function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
