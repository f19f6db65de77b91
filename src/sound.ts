import type { Destinations, Plugins, Recordings, Role, Settings, Template } from '../schemas/generated/types.ts';
import type { Kind } from './diagnostic.ts';

/**
 * What rules read: the parts of a document that the schema accepted, so that the generated types are true of it.
 * What the schema rejected, or found missing, throws {@link Rejected} when it is read; it still exists by name.
 */
export interface Sound {
  readonly kind: Kind;
  /** The document itself, for places at its root. */
  readonly root: object;
  /** The document, where it is a template. */
  readonly template?: Template;
  /** The document, where it is one role. */
  readonly role?: Role;
  /** The template's settings, or the document where it is settings. */
  readonly settings?: Settings | undefined;
  /** The template's destinations, or the document where it is destinations. */
  readonly destinations?: Destinations | undefined;
  /** The template's plugins. */
  readonly plugins?: Plugins | undefined;
  /** The document, where it is recordings. */
  readonly recordings?: Recordings;
  readonly policy?: Policy | undefined;
  /** The texts of the document (names and values) that pass a test, also of what the schema rejected, without what no schema knows. */
  texts(isMeant: (text: string) => boolean): Iterable<Text>;
}

/** What the configuration says of permissions: which roles may hold them. One that it does not name may be held by any role. */
export type Policy = { readonly [name in keyof NonNullable<Role['permissions']>]?: readonly string[] };

/** A text of a document: a name, or a value. */
export interface Text {
  readonly text: string;
  readonly object: object;
  readonly step: string | number;
  readonly part: 'key' | 'value';
  /** The name under which the object itself stands; absent for the document and for an entry of a list. */
  readonly owner?: string;
}

/** Thrown when a rule reads a part that the schema rejected. The engine ends that one check; rules never catch it. */
export class Rejected extends Error {
  override name = 'Rejected';
}

/** The objects and lists some of whose properties are traps. */
const trapped = new WeakSet<object>();

/** Makes reading a property throw {@link Rejected}. One that the schema rejected still exists by name, a missing one does not. */
export function trap(object: object, name: string, isMissing: boolean): void {
  trapped.add(object);
  Object.defineProperty(object, name, {
    enumerable: !isMissing,
    get() {
      throw new Rejected(name);
    },
  });
}

/** The entries of a map that the schema accepted. */
export function entries<T>(map: { readonly [name: string]: T } | undefined): readonly (readonly [string, T])[] {
  if (map === undefined) return [];
  const found: [string, T][] = [];
  const isWhole = !trapped.has(map);
  for (const name of Object.keys(map)) {
    const value = isWhole ? map[name] : accepted(map, name);
    if (value !== undefined) found.push([name, value]);
  }
  return found;
}

/** The entries of a list that the schema accepted, each with its index. */
export function items<T>(list: readonly T[] | undefined): readonly (readonly [number, T])[] {
  if (list === undefined) return [];
  const found: [number, T][] = [];
  const isWhole = !trapped.has(list);
  for (let index = 0; index < list.length; index++) {
    const value = isWhole ? list[index] : accepted(list, index);
    if (value !== undefined) found.push([index, value]);
  }
  return found;
}

/** What `read` gives, or `undefined` where the schema rejected something that it reads. */
export function known<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Rejected) return undefined;
    throw error;
  }
}

/** A question to a document whose answer is kept until another one is asked: many rules ask it, and all ask of the same document. */
export function kept<T>(answer: (sound: Sound) => T): (sound: Sound) => T {
  let last: { readonly sound: Sound; readonly answer: T } | undefined;
  return (sound) => {
    if (last?.sound !== sound) last = { sound, answer: answer(sound) };
    return last.answer;
  };
}

function accepted<T extends object, K extends keyof T>(object: T, step: K): T[K] | undefined {
  const property = Object.getOwnPropertyDescriptor(object, step);
  return property === undefined || property.get !== undefined ? undefined : object[step];
}
