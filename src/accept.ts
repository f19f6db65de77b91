import type { Destinations, Plugins, Role, Settings, Template } from '../schemas/generated/types.ts';
import type { Kind } from './diagnostic.ts';
import { setOwn } from './document.ts';
import { below, type Pointer, parent } from './pointer.ts';
import type { Place } from './rule.ts';
import { type Policy, type Sound, type Text, trap } from './sound.ts';

/** What the schema did not accept of a document. */
export interface Rejections {
  /** The values that are not what their type says. */
  readonly values: ReadonlySet<Pointer>;
  /** The properties that should be there, by the pointer of their owner. */
  readonly missing: ReadonlyMap<Pointer, readonly string[]>;
  /** The properties that no schema knows. */
  readonly unknown: ReadonlySet<Pointer>;
}

/** A document as rules see it, and the way back from their places to pointers. */
export interface Accepted {
  readonly sound: Sound;
  /** The pointer of a place that a rule named. Throws if the place is not in the document: a bug in the rule. */
  pointerOf(place: Place): Pointer;
}

/** Gives rules the part of a document that the schema accepted, and the policy. What holds no rejections is not copied. */
export function accept(kind: Kind, root: object, rejections: Rejections, policy?: Policy): Accepted {
  const pointers = new Pointers(root);
  const holders = holdersOf(rejections);
  const value = copy(root, '', { ...rejections, holders }, pointers);
  return {
    sound: soundOf(kind, value, policy, (isMeant) => textsOf(root, rejections.unknown, isMeant)),
    pointerOf: ({ object, step }) => {
      const pointer = pointers.of(object);
      return step === undefined ? pointer : below(pointer, step);
    },
  };
}

/** Where each object stands; the document is walked when the first problem asks. */
class Pointers {
  readonly #root: object;
  readonly #pointers = new Map<object, Pointer>();
  #walked = false;

  constructor(root: object) {
    this.#root = root;
  }

  add(object: object, pointer: Pointer): void {
    this.#pointers.set(object, pointer);
  }

  of(object: object): Pointer {
    if (!this.#pointers.has(object) && !this.#walked) {
      this.#walked = true;
      this.#walk(this.#root, '');
    }
    const pointer = this.#pointers.get(object);
    if (pointer === undefined) throw new Error('a rule named a place that is not in the document');
    return pointer;
  }

  #walk(value: unknown, pointer: Pointer): void {
    if (typeof value !== 'object' || value === null) return;
    this.#pointers.set(value, pointer);
    for (const [name, entry] of Object.entries(value)) this.#walk(entry, below(pointer, name));
  }
}

/** The pointers of all objects and lists in which something was rejected, however deep. */
function holdersOf({ values, missing, unknown }: Rejections): ReadonlySet<Pointer> {
  const holders = new Set<Pointer>();
  const add = (start: Pointer | undefined) => {
    for (let holder = start; holder !== undefined && !holders.has(holder); holder = parent(holder)) holders.add(holder);
  };
  for (const pointer of values) add(parent(pointer));
  for (const owner of missing.keys()) add(owner);
  for (const pointer of unknown) add(parent(pointer));
  return holders;
}

/** The value without what was rejected; itself where nothing was. */
function copy(
  value: object,
  pointer: Pointer,
  rejections: Rejections & { readonly holders: ReadonlySet<Pointer> },
  pointers: Pointers,
): object {
  if (!rejections.holders.has(pointer)) return value;
  const sound: object = Array.isArray(value) ? [] : {};
  pointers.add(sound, pointer);
  for (const [name, entry] of Object.entries(value)) {
    const place = below(pointer, name);
    if (rejections.values.has(place)) trap(sound, name, false);
    else if (typeof entry !== 'object' || entry === null) setOwn(sound, name, entry);
    else if (!rejections.unknown.has(place)) setOwn(sound, name, copy(entry, place, rejections, pointers));
  }
  for (const name of rejections.missing.get(pointer) ?? []) trap(sound, name, true);
  return sound;
}

/** All of `value` that can be read has the type that the schema says. */
function soundOf(kind: Kind, value: object, policy: Policy | undefined, texts: Sound['texts']): Sound {
  const base = { kind, root: value, policy, texts };
  switch (kind) {
    case 'template': {
      const template: Template = value;
      return {
        ...base,
        template,
        get settings(): Settings | undefined {
          return template.settings;
        },
        get destinations(): Destinations | undefined {
          return template.destinations;
        },
        get plugins(): Plugins | undefined {
          return template.plugins;
        },
      };
    }
    case 'role':
      return { ...base, role: value satisfies Role };
    case 'settings':
      return { ...base, settings: value satisfies Settings };
    case 'destinations':
      return { ...base, destinations: value satisfies Destinations };
    case 'recordings':
      return { ...base, recordings: Array.isArray(value) ? value : [] };
  }
}

/** The texts of a document that pass a test, without what no schema knows and what is the author's own. */
function textsOf(root: object, unknown: ReadonlySet<Pointer>, isMeant: (text: string) => boolean): Text[] {
  const found: Text[] = [];
  // A list and calls instead of generators inside each other, which would hand every text up through all levels.
  const search = (object: object, pointer: Pointer, owner: string | undefined) => {
    const isList = Array.isArray(object);
    for (const name in object) {
      const entry: unknown = Reflect.get(object, name);
      const isName = !isList && isMeant(name);
      const isText = typeof entry === 'string' && isMeant(entry);
      const isHolder = typeof entry === 'object' && entry !== null;
      if (!isName && !isText && !isHolder) continue;
      const place = unknown.size > 0 ? below(pointer, name) : '';
      if (unknown.has(place) || (object === root && isAuthorsOwn(name))) continue;
      if (isName || isText) {
        const at = { object, step: isList ? Number(name) : name, ...(owner !== undefined && { owner }) };
        if (isName) found.push({ ...at, text: name, part: 'key' });
        if (isText) found.push({ ...at, text: entry, part: 'value' });
      }
      if (isHolder) search(entry, place, isList ? undefined : name);
    }
  };
  search(root, '', undefined);
  return found;
}

/** Whether a property at the top belongs to the author alone: `x-…`, where anchors live, and `$schema`. */
function isAuthorsOwn(name: string): boolean {
  return name.startsWith('x-') || name === '$schema';
}
