import type { Document } from '../src/document.ts';
import { below, type Pointer } from '../src/pointer.ts';
import type { Place } from './names.ts';
import { isObject, own } from './values.ts';

/**
 * Where one name became another in one of several documents. `undefined` if anything else is different, in it or in the
 * others, or if more is broken than before.
 */
export function renamedPlaces(
  before: readonly Document[],
  after: readonly Document[],
  index: number,
  from: string,
  to: string,
): readonly Place[] | undefined {
  if (before.length !== after.length) return undefined;
  const places: Place[] = [];
  for (const [order, then] of before.entries()) {
    const now = after[order];
    if (now === undefined || now.index !== then.index || now.problems.length > then.problems.length) return undefined;
    const comparison = then.index === index ? new Comparison(from, to) : new Comparison('', '');
    if (now.partial !== then.partial || !comparison.areSame(then.value, now.value, '')) return undefined;
    places.push(...comparison.places);
  }
  return places;
}

/** Compares values, in which one name may have become another. */
class Comparison {
  readonly places: Place[] = [];
  readonly #from: string;
  readonly #to: string;

  constructor(from: string, to: string) {
    this.#from = from;
    this.#to = to;
  }

  areSame(before: unknown, after: unknown, pointer: Pointer): boolean {
    if (Array.isArray(before)) {
      return (
        Array.isArray(after) &&
        after.length === before.length &&
        before.every((entry, index) => this.areSame(entry, after[index], below(pointer, index)))
      );
    }
    if (isObject(before)) return isObject(after) && this.#areSameObjects(before, after, pointer);
    if (Object.is(before, after)) return true;
    if (before !== this.#from || after !== this.#to) return false;
    this.places.push({ pointer, part: 'value' });
    return true;
  }

  #areSameObjects(before: object, after: object, pointer: Pointer): boolean {
    const entries = Object.entries(before);
    if (Object.keys(after).length !== entries.length) return false;
    return entries.every(([name, value]) => {
      const at = below(pointer, name);
      if (Object.hasOwn(after, name)) return this.areSame(value, own(after, name), at);
      if (name !== this.#from || !Object.hasOwn(after, this.#to) || Object.hasOwn(before, this.#to)) return false;
      this.places.push({ pointer: at, part: 'key' });
      return this.areSame(value, own(after, this.#to), at);
    });
  }
}
