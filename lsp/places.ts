import { type Document, type Location, valueAt } from '../src/document.ts';
import { below, type Pointer } from '../src/pointer.ts';

/** What of a document an offset stands on. */
export interface PlaceAt {
  readonly pointer: Pointer;
  /** Whether on the key, or on or in the value. */
  readonly part: 'key' | 'value';
  readonly location: Location;
}

/**
 * The innermost place of a document that an offset stands on or touches; `undefined` outside of it. What an alias brings
 * counts as the alias; what a merge key brings is not looked into.
 */
export function placeAt(document: Document, offset: number): PlaceAt | undefined {
  const root = document.locate('');
  if (root === undefined || document.value === undefined) return undefined;
  let place: PlaceAt = { pointer: '', part: 'value', location: root };
  if (!touches(root.value, offset)) return undefined;
  for (;;) {
    const inner = innerPlace(document, place.pointer, offset);
    if (inner === undefined) return place;
    place = inner;
    if (place.part === 'key' || place.location.origin !== undefined) return place;
  }
}

function innerPlace(document: Document, pointer: Pointer, offset: number): PlaceAt | undefined {
  const holder = valueAt(document, pointer);
  if (typeof holder !== 'object' || holder === null) return undefined;
  let behindKey: PlaceAt | undefined;
  for (const name of Object.keys(holder)) {
    const child = below(pointer, name);
    const location = document.locate(child);
    if (location === undefined) continue;
    const { key, value } = location;
    // A merge key brings it: it is written elsewhere.
    if (key !== undefined && key.start === value.start && location.origin !== undefined) continue;
    if (key !== undefined && touches(key, offset)) return { pointer: child, part: 'key', location };
    if (touches(value, offset)) behindKey = { pointer: child, part: 'value', location };
    else if (key !== undefined && key.end < offset && offset < value.start) {
      behindKey ??= { pointer: child, part: 'value', location };
    }
  }
  return behindKey;
}

function touches({ start, end }: { readonly start: number; readonly end: number }, offset: number): boolean {
  return start <= offset && offset <= end;
}
