import type { Destinations, Plugins, Role, Settings, Template } from '../schemas/generated/types.ts';
import type { Kind } from './diagnostic.ts';
import { setOwn } from './document.ts';
import { below, type Pointer } from './pointer.ts';
import type { Place } from './rule.ts';
import { Rejected, type Sound, type Text } from './sound.ts';

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

/** Gives rules the part of a document that the schema accepted. A document without rejections is not copied. */
export function accept(kind: Kind, root: object, rejections: Rejections): Accepted {
  const pointers = new Pointers(root);
  const clean = rejections.values.size + rejections.missing.size + rejections.unknown.size === 0;
  const value = clean ? root : copy(root, '', rejections, pointers);
  return {
    sound: soundOf(kind, value, () => textsOf(root, rejections.unknown)),
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

function copy(value: object, pointer: Pointer, rejections: Rejections, pointers: Pointers): object {
  const sound: object = Array.isArray(value) ? [] : {};
  pointers.add(sound, pointer);
  for (const [name, entry] of Object.entries(value)) {
    const place = below(pointer, name);
    if (rejections.values.has(place)) trap(sound, name, true);
    else if (typeof entry !== 'object' || entry === null) setOwn(sound, name, entry);
    else if (!rejections.unknown.has(place)) setOwn(sound, name, copy(entry, place, rejections, pointers));
  }
  for (const name of rejections.missing.get(pointer) ?? []) trap(sound, name, false);
  return sound;
}

/** Makes reading a property throw. A rejected one still exists by name, a missing one does not. */
function trap(object: object, name: string, enumerable: boolean): void {
  Object.defineProperty(object, name, {
    enumerable,
    get() {
      throw new Rejected(name);
    },
  });
}

/** All of `value` that can be read has the type that the schema says. */
function soundOf(kind: Kind, value: object, texts: () => Iterable<Text>): Sound {
  const base = { kind, root: value, texts };
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

/** All texts of a document, without what no schema knows and what is the author's own. */
function* textsOf(root: object, unknown: ReadonlySet<Pointer>): Iterable<Text> {
  // Generators inside each other would hand every text up through all levels.
  const open: Opened[] = [openedAt(root, '')];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const { object, pointer, names, owner } = top;
    const name = names[top.next++];
    if (name === undefined) {
      open.pop();
      continue;
    }
    const place = unknown.size > 0 ? below(pointer, name) : '';
    if (unknown.has(place) || (open.length === 1 && isAuthorsOwn(name))) continue;
    const isList = Array.isArray(object);
    const entry: unknown = Reflect.get(object, name);
    const text = { object, step: isList ? Number(name) : name, ...(owner !== undefined && { owner }) };
    if (!isList) yield { ...text, text: name, part: 'key' };
    if (typeof entry === 'string') yield { ...text, text: entry, part: 'value' };
    else if (typeof entry === 'object' && entry !== null) open.push(openedAt(entry, place, isList ? undefined : name));
  }
}

/** An object or list whose texts are being told. */
interface Opened {
  readonly object: object;
  readonly pointer: Pointer;
  readonly names: readonly string[];
  next: number;
  /** The name under which it stands; absent for the document and for an entry of a list. */
  readonly owner?: string;
}

function openedAt(object: object, pointer: Pointer, owner?: string): Opened {
  return { object, pointer, names: Object.keys(object), next: 0, ...(owner !== undefined && { owner }) };
}

/** Whether a property at the top belongs to the author alone: `x-…`, where anchors live, and `$schema`. */
function isAuthorsOwn(name: string): boolean {
  return name.startsWith('x-') || name === '$schema';
}
