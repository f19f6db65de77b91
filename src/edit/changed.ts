import type { Change, Json } from '../change.ts';
import type { Document, Location } from '../document.ts';
import { below, type Pointer, parent, steps } from '../pointer.ts';

/** A value that can be changed in place: what an object, a list or anything else holds. */
interface Box {
  content: Map<string, Box> | Box[] | { readonly scalar: unknown };
}

/** A value after changes, to be compared with what edited text spells. */
export class Changed {
  readonly #root: Box;
  readonly #removed: ReadonlySet<Box>;

  private constructor(root: Box, removed: ReadonlySet<Box>) {
    this.#root = root;
    this.#removed = removed;
  }

  /**
   * Changes a copy of `value`. All pointers are those of `value` as it was. `undefined` if the changes do not fit it:
   * nothing stands at a pointer, a name is taken, or two changes contradict each other.
   */
  static from(value: unknown, changes: readonly Change[]): Changed | undefined {
    const root = boxed(value);
    const removed = new Set<Box>();
    const named: {
      readonly map: Map<string, Box>;
      readonly name: string;
      readonly box: Box;
      readonly replaces: boolean;
    }[] = [];
    const replaced: { readonly box: Box; readonly value: Json }[] = [];
    const appended: { readonly list: Box[]; readonly index: string; readonly box: Box }[] = [];
    for (const change of changes) {
      if ('replace' in change) {
        const box = find(root, change.replace);
        if (box === undefined) return undefined;
        replaced.push({ box, value: change.value });
      } else if ('add' in change) {
        const holder = find(root, change.add)?.content;
        const box = boxed(change.value);
        if (holder instanceof Map) named.push({ map: holder, name: change.name, box, replaces: false });
        else if (Array.isArray(holder)) appended.push({ list: holder, index: change.name, box });
        else return undefined;
      } else if ('rename' in change) {
        const place = placeOf(root, change.rename);
        if (!(place?.holder instanceof Map)) return undefined;
        named.push({ map: place.holder, name: change.to, box: place.box, replaces: false });
        removed.add(place.box);
      } else {
        const place = placeOf(root, 'remove' in change ? change.remove : change.move);
        if (place === undefined || removed.has(place.box)) return undefined;
        removed.add(place.box);
        if ('move' in change) {
          const map = makeMap(root, change.into);
          if (map === undefined || !(place.holder instanceof Map)) return undefined;
          named.push({ map, name: change.name, box: place.box, replaces: true });
        }
      }
    }
    for (const { box } of replaced) if (removed.has(box) && !named.some((name) => name.box === box)) return undefined;
    for (const { box, value } of replaced) box.content = boxed(value).content;
    for (const { map, name, box, replaces } of named) {
      const earlier = map.get(name);
      if (earlier !== undefined && !removed.has(earlier) && !replaces) return undefined;
      // The same box under a new name: it is removed only from where it was.
      map.set(name, { content: box.content });
    }
    for (const { list, index, box } of appended) {
      if (index !== String(list.length)) return undefined;
      list.push(box);
    }
    return new Changed(root, removed);
  }

  /** Whether `value` is the changed value; the order of names does not count. */
  equals(value: unknown): boolean {
    return this.#same(this.#root, value);
  }

  #same({ content }: Box, value: unknown): boolean {
    if (content instanceof Map) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
      let count = 0;
      const values = new Map<string, unknown>(Object.entries(value));
      for (const [name, box] of content) {
        if (this.#removed.has(box)) continue;
        count++;
        if (!values.has(name) || !this.#same(box, values.get(name))) return false;
      }
      return count === values.size;
    }
    if (Array.isArray(content)) {
      const kept = content.filter((box) => !this.#removed.has(box));
      return (
        Array.isArray(value) &&
        value.length === kept.length &&
        kept.every((box, index) => this.#same(box, value[index]))
      );
    }
    return content.scalar === value || Object.is(content.scalar, value);
  }
}

function boxed(value: unknown): Box {
  if (Array.isArray(value)) return { content: value.map(boxed) };
  if (typeof value !== 'object' || value === null) return { content: { scalar: value } };
  return { content: new Map(Object.entries(value).map(([name, inner]) => [name, boxed(inner)])) };
}

function inner({ content }: Box, step: string): Box | undefined {
  if (content instanceof Map) return content.get(step);
  return Array.isArray(content) && /^\d+$/.test(step) ? content[Number(step)] : undefined;
}

function find(root: Box, pointer: Pointer): Box | undefined {
  let box: Box | undefined = root;
  for (const step of steps(pointer)) box = box === undefined ? undefined : inner(box, step);
  return box;
}

function placeOf(root: Box, pointer: Pointer): { readonly holder: Box['content']; readonly box: Box } | undefined {
  const above = parent(pointer);
  const holder = above === undefined ? undefined : find(root, above);
  const box = find(root, pointer);
  return holder === undefined || box === undefined ? undefined : { holder: holder.content, box };
}

/** The object at a pointer; objects that are missing on the way are made. */
function makeMap(root: Box, pointer: Pointer): Map<string, Box> | undefined {
  let box = root;
  for (const step of steps(pointer)) {
    let next = inner(box, step);
    if (next === undefined) {
      if (!(box.content instanceof Map)) return undefined;
      next = { content: new Map() };
      box.content.set(step, next);
    }
    box = next;
  }
  return box.content instanceof Map ? box.content : undefined;
}

/**
 * The changes together with what they do wherever an alias or a merge key brings a changed place once more. `undefined`
 * where a change would not reach such a place as it is.
 */
export function withUses(document: Document, changes: readonly Change[]): readonly Change[] {
  const uses = new Uses(document);
  return changes.flatMap((change): Change[] => {
    if ('replace' in change)
      return [change, ...uses.ofValue(change.replace).map((replace) => ({ ...change, replace }))];
    if ('rename' in change) return [change, ...uses.ofEntry(change.rename).map((rename) => ({ ...change, rename }))];
    if ('remove' in change) return [change, ...uses.ofEntry(change.remove).map((remove) => ({ remove }))];
    if ('add' in change) return [change, ...uses.ofObject(change.add).map((add) => ({ ...change, add }))];
    const from = parent(change.move) ?? '';
    if (change.into !== from && !change.into.startsWith(`${from}/`)) return [change];
    return [
      change,
      ...uses.ofEntry(change.move).map((move) => ({
        ...change,
        move,
        into: `${parent(move) ?? ''}${change.into.slice(from.length)}`,
      })),
    ];
  });
}

/** Where a document's aliases and merge keys bring what is written elsewhere. */
class Uses {
  readonly #document: Document;
  readonly #byOrigin = new Map<
    string,
    { readonly pointer: Pointer; readonly entry: boolean; readonly merged: boolean }[]
  >();

  constructor(document: Document) {
    this.#document = document;
    this.#collect('', document.value, false);
  }

  /** The pointers at which the value at `pointer` stands once more. */
  ofValue(pointer: Pointer): Pointer[] {
    return this.#at(pointer).map((use) => use.pointer);
  }

  /** Those at which it stands once more together with its name. */
  ofEntry(pointer: Pointer): Pointer[] {
    return this.#at(pointer)
      .filter(({ entry }) => entry)
      .map((use) => use.pointer);
  }

  /** The objects that show what is added to the object at `pointer`. */
  ofObject(pointer: Pointer): Pointer[] {
    const objects = new Set(this.ofValue(pointer));
    const { value } = valueAt(this.#document.value, pointer);
    for (const name of typeof value === 'object' && value !== null ? Object.keys(value) : []) {
      for (const use of this.#at(below(pointer, name))) if (use.merged) objects.add(parent(use.pointer) ?? '');
    }
    return [...objects];
  }

  #at(pointer: Pointer): { readonly pointer: Pointer; readonly entry: boolean; readonly merged: boolean }[] {
    const place = this.#document.locate(pointer)?.value;
    return place === undefined ? [] : (this.#byOrigin.get(`${place.start}:${place.end}`) ?? []);
  }

  #collect(pointer: Pointer, value: unknown, inAlias: boolean): void {
    const location: Location | undefined = this.#document.locate(pointer);
    const origin = location?.origin;
    if (origin !== undefined) {
      const id = `${origin.start}:${origin.end}`;
      // What a merge key or an alias above brings is shown at that key or alias, name and value.
      const merged = !inAlias && location?.key?.start === location?.value.start;
      const uses = this.#byOrigin.get(id);
      const use = { pointer, entry: inAlias || merged, merged };
      if (uses === undefined) this.#byOrigin.set(id, [use]);
      else uses.push(use);
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [name, child] of Object.entries(value)) this.#collect(below(pointer, name), child, origin !== undefined);
  }
}

/** What stands at a pointer in a plain value; nothing where `found` is false. */
export function valueAt(root: unknown, pointer: Pointer): { readonly found: boolean; readonly value?: unknown } {
  let value: unknown = root;
  for (const step of steps(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return { found: false };
    value = Reflect.get(value, step);
  }
  return { found: true, value };
}
