import type { Kind } from '../src/diagnostic.ts';
import { type Document, type Location, valueAt } from '../src/document.ts';
import { type Field, type SchemaPlace, schemaPlace } from '../src/fields.ts';
import { below, type Pointer } from '../src/pointer.ts';

/** A place of a document, and where it is written. */
export interface Written {
  readonly pointer: Pointer;
  readonly value: unknown;
  readonly location: Location;
}

/** The objects and lists of a document, each where it is written itself: what aliases and merge keys bring is left out. */
export function* containersIn(document: Document): Iterable<Written> {
  for (const written of placesFrom(document, { pointer: '', value: document.value })) {
    if (typeof written.value === 'object' && written.value !== null) yield written;
  }
}

/** The places of a document that the schema of its kind knows, with what that says of them. */
export function* fieldsIn(document: Document, kind: Kind): Iterable<Written & { readonly field: Field }> {
  const schema = schemaPlace(kind);
  for (const { place, ...written } of placesFrom(document, { pointer: '', value: document.value }, schema)) {
    if (place !== undefined) yield { ...written, field: place.field };
  }
}

interface Found extends Written {
  readonly place: SchemaPlace | undefined;
}

function* placesFrom(
  document: Document,
  { pointer, value }: { readonly pointer: Pointer; readonly value: unknown },
  place?: SchemaPlace,
): Iterable<Found> {
  const location = document.locate(pointer);
  if (location === undefined || value === undefined) return;
  if (location.origin === undefined) yield { pointer, value, location, place };
  // Written elsewhere: there it is found as well.
  if (location.origin !== undefined || typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    yield* placesFrom(document, { pointer: below(pointer, name), value: inner }, place?.below(name));
  }
}

/** The places on the way to a pointer, from the root to itself; those that are not written are left out. */
export function wayTo(document: Document, pointer: Pointer): readonly Written[] {
  const found: Written[] = [];
  for (let end = 0; end <= pointer.length; end++) {
    if (end < pointer.length && pointer[end] !== '/') continue;
    const at = pointer.slice(0, end);
    const location = document.locate(at);
    if (location !== undefined) found.push({ pointer: at, value: valueAt(document, at), location });
  }
  return found;
}
