import type { Document } from './document.ts';
import { type Pointer, steps } from './pointer.ts';

/** Makes the fingerprints of one file's findings: the same for a finding that moves, another for each of several. */
export class Fingerprints {
  readonly #counts = new Map<string, number>();

  /** The fingerprint of a finding of `rule` at `pointer`. `args` are what else tells it apart, never a secret. */
  of(document: Document, rule: string, pointer: Pointer, args: readonly unknown[]): string {
    const parts = args.filter((arg) => typeof arg !== 'object' || arg === null);
    const identity = JSON.stringify([rule, structure(document, pointer), parts]);
    const count = this.#counts.get(identity) ?? 0;
    this.#counts.set(identity, count + 1);
    return hash(count === 0 ? identity : `${identity} ${count}`);
  }
}

/** The names on the way to a pointer; an entry of a list goes by its own name where it has one, since its index changes when others do. */
function structure(document: Document, pointer: Pointer): readonly (string | number)[] {
  let value: unknown = document.value;
  return steps(pointer).map((step) => {
    const isEntry = Array.isArray(value);
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined;
    return isEntry ? entryName(value, step) : step;
  });
}

function entryName(entry: unknown, index: string): string | number {
  if (typeof entry === 'object' && entry !== null) {
    for (const name of ['rid', 'name', 'title']) {
      const own: unknown = Object.hasOwn(entry, name) ? Reflect.get(entry, name) : undefined;
      if (typeof own === 'string') return `[${own}]`;
    }
  }
  // The values of lists are in the arguments, if they are no secrets.
  return typeof entry === 'object' || typeof entry === 'undefined' ? Number(index) : '[]';
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
