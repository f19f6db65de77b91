import type { Fix, Range } from './diagnostic.ts';
import type { Layout } from './layout.ts';
import { type Pointer, steps } from './pointer.ts';

/** Where a pointer stands in the text. */
export interface Location {
  /** The key, with its quotes; absent for a list's entry and the root. */
  readonly key?: Range;
  /** The value, with its quotes or brackets; for what is reached through a YAML alias, that alias; through a merge key, the `<<`. */
  readonly value: Range;
  /** Where the value itself stands, if it is reached through an alias or a merge key. */
  readonly origin?: Range;
  /** Where the key itself stands, if an alias or a merge key brings it. */
  readonly keyOrigin?: Range;
}

/** Something a parser stumbled over. */
export interface TextProblem {
  readonly rule: 'syntax' | 'duplicate-key';
  readonly range: Range;
  readonly pointer: Pointer;
  readonly message: string;
  readonly related?: { readonly message: string; readonly range: Range };
  readonly fix?: Fix;
}

/** A comment, without its `#`. */
export interface Comment {
  readonly text: string;
  /** From the `#` to the end of the comment. */
  readonly range: Range;
}

/** Text, the value it spells, and for every pointer the place it occupies. */
export interface Document {
  /** The whole file's text without a byte order mark; documents of one YAML stream share it. */
  readonly text: string;
  readonly syntax: 'json' | 'yaml';
  /** Which of the file's YAML documents it is, from 0. */
  readonly index: number;
  /** The part of the text that is this document: the whole of it for JSON. */
  readonly range: Range;
  /** What the text spells, as `JSON.parse` would give it: a name like `__proto__` is an own property. Every object in it stands at one pointer only. */
  readonly value: unknown;
  readonly problems: readonly TextProblem[];
  /** Whether broken syntax hid a part of the document, so that nothing can be said of what is missing. */
  readonly partial: boolean;
  /** Where `pointer` stands. Places are found only when asked for. `undefined` if nothing stands there. */
  locate(pointer: Pointer): Location | undefined;
  /** How the object or list at `pointer` is written; `undefined` for other values and for what an alias or a merge key brings. */
  layout(pointer: Pointer): Layout | undefined;
  /** Reads other text as this document was read: to prove that an edit does what it should. */
  read(text: string): readonly Document[];
}

/** How deep objects and lists may stand in each other. A template needs nine levels; the parsers' own stacks end near 4,000. */
export const maxDepth = 100;

/** What is said of text that nests deeper than {@link maxDepth}. */
export function depthExceeded(range: Range): TextProblem {
  return {
    rule: 'syntax',
    range,
    pointer: '',
    message: `objects and lists stand in each other more than ${maxDepth} deep`,
  };
}

/** A document of which nothing could be read but what is wrong with it. */
export function brokenDocument(
  text: string,
  syntax: Document['syntax'],
  problem: TextProblem,
  read: Document['read'],
): Document {
  return {
    text,
    syntax,
    index: 0,
    range: { start: 0, end: text.length },
    value: undefined,
    problems: [problem],
    partial: true,
    locate: (pointer) => (pointer === '' ? { value: { start: 0, end: text.length } } : undefined),
    layout: () => undefined,
    read,
  };
}

/** What is said of text without any content. */
export function emptyText(text: string): TextProblem {
  return {
    rule: 'syntax',
    range: { start: 0, end: Math.min(1, text.length) },
    pointer: '',
    message: 'the file is empty: a template is an object, at least `{}`',
  };
}

/** Sets a name on an object as `JSON.parse` does: `__proto__` is a name like any other. */
export function setOwn(object: object, name: string, value: unknown): void {
  // Defining takes longer than setting, which comes to the same for other names.
  if (name !== '__proto__') Reflect.set(object, name, value);
  else Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
}

/** How a file is read: JSON by its name's ending or, where the name says nothing, by its first character; else YAML. */
export function syntaxOf(path: string, text: string): Document['syntax'] {
  if (/\.json[c5]?$/i.test(path)) return 'json';
  if (/\.ya?ml$/i.test(path)) return 'yaml';
  return /^\s*[[{]/.test(text) ? 'json' : 'yaml';
}

/** What stands at a pointer of a document; `undefined` if nothing does. */
export function valueAt({ value }: Document, pointer: Pointer): unknown {
  let found: unknown = value;
  for (const step of steps(pointer)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = Reflect.get(found, step);
  }
  return found;
}

/** Where a pointer stands. Throws if nothing does: a bug in the rule that named the place. */
export function locate(document: Document, pointer: Pointer): Location {
  const location = document.locate(pointer);
  if (location === undefined) throw new Error(`nothing stands at ${pointer}`);
  return location;
}
