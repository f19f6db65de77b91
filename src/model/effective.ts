import type { Kind } from '../diagnostic.ts';
import { setOwn } from '../document.ts';
import { type Field, fieldAt, type SchemaPlace, schemaPlace } from '../fields.ts';
import { below, type Pointer } from '../pointer.ts';
import { known } from '../sound.ts';

/** How a value in effect is known: the document says it, else the documentation does, else answers of the API were seen to have it. */
export type Origin = 'written' | 'documented' | 'observed';

/** What stands where a document says nothing. */
export interface Default {
  readonly value: string | number | boolean | null;
  readonly origin: 'documented' | 'observed';
  /** What the documentation says instead; absent where it says the same, or nothing. */
  readonly documented?: string | number | boolean;
  /** Whether answers of the API were seen to leave it out, although it is documented. */
  readonly isUnanswered: boolean;
}

/** A document with every default filled in. */
export interface EffectiveDocument {
  readonly kind: Kind;
  /** All that is written stays as it is, in its order, also what the schema rejects; what is filled in stands behind it. */
  readonly value: unknown;
  /** What was filled in, by its pointer in `value`, in the order of `value`. Every other value is written. */
  readonly filled: ReadonlyMap<Pointer, Default>;
  /** The objects that stand there only to hold what was filled in. */
  readonly created: ReadonlySet<Pointer>;
}

/** A value in effect. */
export interface Effective<T> {
  readonly value: T;
  readonly origin: Origin;
  /** What the documentation says instead; only where the origin is `observed`. */
  readonly documented?: T;
  /** Where it stands, or would stand, seen from the role or the document that it belongs to. */
  readonly pointer: Pointer;
}

/**
 * Fills every default into a document of a kind: below the objects that are there, and below those that the API was seen to
 * make. Throws for no value; takes time in proportion to its size.
 */
export function effective(kind: Kind, value: unknown): EffectiveDocument {
  const filled = new Map<Pointer, Default>();
  const created = new Set<Pointer>();
  return { kind, value: fill(value, schemaPlace(kind), '', filled, created), filled, created };
}

/** What stands at a place of a document of a kind that says nothing there; `undefined` where nobody knows. Conditions are not looked at. */
export function defaultAt(kind: Kind, pointer: Pointer): Default | undefined {
  const field = fieldAt(kind, pointer);
  return field === undefined ? undefined : defaultOf(field);
}

/**
 * A value of a role in effect, `pointer` being its place from the role: what `read` gives, else the default. `undefined` where
 * the schema rejected something that it reads, or there is no default.
 */
export function inEffect<T extends string | number>(
  read: () => T | undefined,
  pointer: Pointer,
  isMeant: (value: unknown) => value is T,
): Effective<T> | undefined {
  const found = known(() => ({ written: read() }));
  if (found === undefined) return undefined;
  if (found.written !== undefined) return { value: found.written, origin: 'written', pointer };
  const standing = defaultOfRole(pointer);
  if (standing === undefined || !isMeant(standing.value)) return undefined;
  const { value, origin, documented } = standing;
  return { value, origin, ...(isMeant(documented) && { documented }), pointer };
}

/** Asked for the same few places of each role, of which there may be thousands. */
const defaultsOfRole = new Map<Pointer, Default | undefined>();

function defaultOfRole(pointer: Pointer): Default | undefined {
  if (!defaultsOfRole.has(pointer)) defaultsOfRole.set(pointer, defaultAt('role', pointer));
  return defaultsOfRole.get(pointer);
}

/** Whether a value is a number, for {@link inEffect}. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** Whether a value is text, for {@link inEffect}. */
export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function defaultOf({ default: documented, observedDefault, isUnanswered }: Field): Default | undefined {
  if (observedDefault !== undefined) {
    const differs = documented !== undefined && documented !== observedDefault;
    return { value: observedDefault, origin: 'observed', ...(differs && { documented }), isUnanswered: false };
  }
  return documented === undefined ? undefined : { value: documented, origin: 'documented', isUnanswered };
}

function fill(
  value: unknown,
  place: SchemaPlace,
  pointer: Pointer,
  filled: Map<Pointer, Default>,
  created: Set<Pointer>,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const isList = Array.isArray(value);
  // What has another type than the schema allows is not what its defaults are for.
  if (!place.field.types.includes(isList ? 'array' : 'object') || !place.hasDefaults) return value;
  const whole: object = isList ? [] : {};
  for (const [name, entry] of Object.entries(value)) {
    const inner = place.below(name);
    setOwn(whole, name, inner === undefined ? entry : fill(entry, inner, below(pointer, name), filled, created));
  }
  if (isList) return whole;
  for (const name of place.field.names) {
    const inner = place.below(name);
    if (inner === undefined || Object.hasOwn(value, name) || inner.field.deprecated) continue;
    const innerPointer = below(pointer, name);
    const standing = hasDefault(inner.field, value) ? defaultOf(inner.field) : undefined;
    if (standing !== undefined) {
      filled.set(innerPointer, standing);
      setOwn(whole, name, standing.value);
    } else if (inner.field.isCreated) {
      created.add(innerPointer);
      setOwn(whole, name, fill({}, inner, innerPointer, filled, created));
    }
  }
  return whole;
}

function hasDefault({ defaultUnless }: Field, owner: object): boolean {
  if (defaultUnless === undefined) return true;
  const [name, value] = defaultUnless;
  return !Object.hasOwn(owner, name) || Reflect.get(owner, name) !== value;
}
