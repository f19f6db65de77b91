import type { Kind, Range } from '../src/diagnostic.ts';
import type { Document, Location } from '../src/document.ts';
import { below, type Pointer, parent } from '../src/pointer.ts';
import { anchorsIn } from './aliases.ts';
import { kindsIn } from './kinds.ts';
import type { OpenDocument } from './open-document.ts';
import { type Shape, shapeOf } from './shapes.ts';
import { isObject, own } from './values.ts';

/** A name that means something, and all that is written of it in one document. */
export interface Name extends Meaning {
  /** In the order of the text. Each place in the text stands in it once. */
  readonly mentions: readonly Mention[];
  /** Every place of the value where it stands: aliases and merge keys bring what is written once to several. */
  readonly places: readonly Place[];
}

/** What a name is the name of. */
export interface Meaning {
  readonly of: 'role' | 'destination' | 'anchor';
  readonly text: string;
  /** The map of destinations that it belongs to: the same name in another one is another. Empty for the rest. */
  readonly map: Pointer;
}

/** A place in the text where a name is written, or an alias that stands for it. */
export interface Mention {
  /** With its quotes, or the sign of an anchor or alias. */
  readonly range: Range;
  /** Without them. */
  readonly inside: Range;
  /** The key of a role or destination, its own `name`, a use of it; or an alias of any of these. */
  readonly as: 'key' | 'name' | 'use' | 'alias';
  /** Where it stands in the value; the root for anchors. */
  readonly pointer: Pointer;
}

/** A place of the value. */
export interface Place {
  readonly pointer: Pointer;
  readonly part: 'key' | 'value';
}

/** Whether a mention makes the name, rather than use it. */
export function isDeclaration({ as }: Mention): boolean {
  return as === 'key' || as === 'name';
}

/** All names of one document. */
export class Names {
  /** Anchors, then roles and destinations in the order of the value. */
  readonly all: readonly Name[];
  readonly #byMeaning: ReadonlyMap<string, Name>;

  constructor(document: Document, kind: Kind | undefined) {
    const found = new Finder(document).find(kind);
    this.#byMeaning = found;
    this.all = [...anchorsIn(document), ...found.values()];
  }

  /** The name that is written at an offset, or right before it. */
  at(offset: number): { readonly name: Name; readonly mention: Mention } | undefined {
    for (const name of this.all) {
      for (const mention of name.mentions) {
        const { start, end } = mention.range;
        // An alias shows the name of an anchor.
        if (start <= offset && offset <= end && mention.as !== 'alias') return { name, mention };
      }
    }
    return undefined;
  }

  /** A role or destination. */
  get(meaning: Meaning): Name | undefined {
    return this.#byMeaning.get(keyOf(meaning));
  }
}

/** Goes through a value along the shape of its kind. */
class Finder {
  readonly #document: Document;
  readonly #found = new Map<string, Meaning & { readonly mentions: Mention[]; readonly places: Place[] }>();

  constructor(document: Document) {
    this.#document = document;
  }

  find(kind: Kind | undefined): ReadonlyMap<string, Name> {
    if (kind === undefined) return new Map();
    const { value } = this.#document;
    const name = kind === 'role' ? own(value, 'name') : undefined;
    if (typeof name === 'string') this.#add(role(name), { pointer: '/name', part: 'value' }, 'name');
    const shape = shapeOf(kind);
    if (shape !== undefined) this.#walk(value, '', shape);
    return new Map([...this.#found].map(([key, found]) => [key, { ...found, mentions: eachOnce(found.mentions) }]));
  }

  #walk(value: unknown, pointer: Pointer, shape: Shape): void {
    if (typeof value === 'string' && shape.role === 'value') {
      this.#add(role(value), { pointer, part: 'value' }, 'use');
    } else if (Array.isArray(value)) {
      if (shape.entries === undefined) return;
      for (const [index, entry] of value.entries()) this.#walk(entry, below(pointer, index), shape.entries);
    } else if (isObject(value)) {
      for (const [name, inner] of Object.entries(value)) {
        const at = below(pointer, name);
        if (shape.role === 'names') this.#add(role(name), { pointer: at, part: 'key' }, 'use');
        if (shape.isMapOfNamed) this.#addNamed(name, inner, pointer);
        const next = shape.properties.get(name) ?? shape.values;
        if (next !== undefined) this.#walk(inner, at, next);
      }
    }
  }

  /** Adds something in a map of named things: the key, and the name inside if it is the same. */
  #addNamed(key: string, value: unknown, map: Pointer): void {
    const meaning: Meaning = map === '/roles' ? role(key) : { of: 'destination', text: key, map };
    const pointer = below(map, key);
    this.#add(meaning, { pointer, part: 'key' }, 'key');
    if (own(value, 'name') === key) this.#add(meaning, { pointer: below(pointer, 'name'), part: 'value' }, 'name');
  }

  #add(meaning: Meaning, place: Place, as: 'key' | 'name' | 'use'): void {
    const key = keyOf(meaning);
    const found = this.#found.get(key) ?? { ...meaning, mentions: [], places: [] };
    this.#found.set(key, found);
    found.places.push(place);
    const { pointer, part } = place;
    const location = this.#document.locate(pointer);
    if (location === undefined) return;
    const written = part === 'key' ? (location.keyOrigin ?? location.key) : (location.origin ?? location.value);
    const alias = part === 'key' ? undefined : aliasAt(this.#document, pointer, location);
    for (const [range, how] of [[written, as] as const, [alias, 'alias'] as const]) {
      if (range !== undefined) found.mentions.push(this.#mention(range, how, pointer));
    }
  }

  #mention(range: Range, as: Mention['as'], pointer: Pointer): Mention {
    const { start, end } = range;
    const { text } = this.#document;
    const first = text[start];
    if (as === 'alias') return { range, inside: { start: start + 1, end }, as, pointer };
    const isQuoted = (first === '"' || first === "'") && end - start > 1 && text[end - 1] === first;
    return { range, inside: isQuoted ? { start: start + 1, end: end - 1 } : range, as, pointer };
  }
}

function role(text: string): Meaning {
  return { of: 'role', text, map: '' };
}

/** The alias that stands at a pointer itself, and not further up. */
function aliasAt(document: Document, pointer: Pointer, { value, key, origin }: Location): Range | undefined {
  if (origin === undefined || key?.start === value.start) return undefined;
  const above = document.locate(parent(pointer) ?? '');
  return above?.origin === undefined ? value : undefined;
}

/** Mentions in order; of several at one place the one that says most. */
function eachOnce(mentions: readonly Mention[]): readonly Mention[] {
  const weight = { key: 0, name: 1, use: 2, alias: 3 };
  const sorted = mentions.toSorted((a, b) => a.range.start - b.range.start || weight[a.as] - weight[b.as]);
  return sorted.filter(({ range }, index) => range.start !== sorted[index - 1]?.range.start);
}

function keyOf({ of, map, text }: Meaning): string {
  return `${of} ${map} ${text}`;
}

const kept = new WeakMap<Document, Names>();

/** The names in one of the documents of a text. */
export function namesIn(open: OpenDocument, document: Document): Names {
  let names = kept.get(document);
  if (names === undefined) {
    names = new Names(document, kindsIn(open).get(document));
    kept.set(document, names);
  }
  return names;
}

/** The name that is written at an offset, and the document that it stands in. */
export function nameAt(open: OpenDocument, offset: number) {
  if (kindsIn(open).size === 0) return undefined;
  const document = open.documentAt(offset);
  const found = document === undefined ? undefined : namesIn(open, document).at(offset);
  return document === undefined || found === undefined ? undefined : { ...found, document };
}
