import type { Kind } from '../src/diagnostic.ts';
import { fieldAt } from '../src/fields.ts';
import { below, type Pointer } from '../src/pointer.ts';

/** Where in a kind of document names stand that mean something: what the schema says of roles and of the author's own maps. */
export interface Shape {
  /** Whether the value, or each name in it, is that of a role. */
  readonly role?: 'value' | 'names';
  /** Whether it is a map of things that the author named, which say their name once more inside. */
  readonly isMapOfNamed: boolean;
  readonly properties: ReadonlyMap<string, Shape>;
  /** Of what stands under the author's own names. */
  readonly values?: Shape;
  /** Of the entries of a list. */
  readonly entries?: Shape;
}

/** The shape of a kind of document; what holds no names is left out of it. */
export function shapeOf(kind: Kind): Shape | undefined {
  if (!shapes.has(kind)) shapes.set(kind, makeShape(kind, ''));
  return shapes.get(kind);
}

const shapes = new Map<Kind, Shape | undefined>();

function makeShape(kind: Kind, pointer: Pointer): Shape | undefined {
  const field = fieldAt(kind, pointer);
  if (field === undefined) return undefined;
  const properties = new Map<string, Shape>();
  for (const name of field.names) {
    const inner = makeShape(kind, below(pointer, name));
    if (inner !== undefined) properties.set(name, inner);
  }
  const value = field.isMap ? fieldAt(kind, below(pointer, anyName)) : undefined;
  const values = field.isMap ? makeShape(kind, below(pointer, anyName)) : undefined;
  const entries = field.isMap || !field.types.includes('array') ? undefined : makeShape(kind, below(pointer, 0));
  const isMapOfNamed = value?.names.includes('name') === true;
  const role = field.roleReference;
  const holdsNames = role !== undefined || isMapOfNamed || properties.size > 0 || values !== undefined;
  if (!holdsNames && entries === undefined) return undefined;
  return {
    ...(role !== undefined && { role }),
    isMapOfNamed,
    properties,
    ...(values !== undefined && { values }),
    ...(entries !== undefined && { entries }),
  };
}

/** A name that no schema knows. */
const anyName = '';
