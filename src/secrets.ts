import type { Range } from './diagnostic.ts';
import { type Document, setOwn } from './document.ts';
import { below, type Pointer, pointerTo, type Step } from './pointer.ts';
import { Ranges } from './ranges.ts';
import { addressSecrets, eachSecret, isLiteral, isSecretName } from './secret-places.ts';

/** The secrets that a file spells: storage credentials and stream keys. `${NAME}` and text left from a sample are none. */
export class Secrets {
  /** What holds them, until somebody asks: nothing is shown of a clean file. */
  #in: Known | Spelling;

  constructor(file: Spelling) {
    this.#in = file;
  }

  /** Looks for them now, and lets go of the file. */
  find(): this {
    this.#in = this.#found;
    return this;
  }

  /** Where they stand, in order; one that is used through aliases, only once. */
  get ranges(): readonly Range[] {
    return this.#found.ranges;
  }

  /** Whether a part of a secret stands in a range. */
  meet(range: Range): boolean {
    return this.#found.all.meet(range);
  }

  /**
   * A message about the file without the secrets that it spells, nor beginnings of them before a `…`. Short ones are looked
   * for only in what it quotes in backticks: the rest are our own words.
   */
  mask(message: string): string {
    const { spelled, long } = this.#found;
    return long.mask(message.replaceAll(/`[^`]*`/g, (quoted) => spelled.mask(quoted)));
  }

  get #found(): Known {
    const known = 'ranges' in this.#in ? this.#in : secretsIn(this.#in);
    this.#in = known;
    return known;
  }
}

/** A text, and all documents that it holds. */
export interface Spelling {
  readonly text: string;
  readonly documents: readonly Document[];
}

/** What is known of a file's secrets. */
interface Known {
  readonly ranges: readonly Range[];
  readonly all: Ranges;
  readonly spelled: Spelled;
  readonly long: Spelled;
}

function secretsIn({ text, documents }: Spelling): Known {
  const found = new Map<string, Secret>();
  // Most files hold none, and need not be walked. A name may be written with escapes.
  if (/credentials|secret|rtmp|\\/i.test(text)) {
    // Of names that stand twice only one has its value in the document.
    const isBroken = documents.some(({ problems }) => problems.length > 0);
    for (const secret of isBroken ? secretsInLines(text) : []) found.set(`${secret.start} ${secret.end}`, secret);
    for (const document of documents) {
      collect(document, (secret) => found.set(`${secret.start} ${secret.end}`, secret));
    }
  }
  const secrets = [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end);
  const ranges = secrets.map(({ start, end }) => ({ start, end }));
  const texts = secrets.flatMap(({ start, end, value }) => [text.slice(start, end), value]);
  return {
    ranges,
    all: new Ranges(ranges),
    spelled: new Spelled(texts),
    long: new Spelled(texts.filter(({ length }) => length >= long)),
  };
}

/** A secret of this many characters stands in no words of ours. */
const long = 8;

interface Secret extends Range {
  /** What is spelled there, escapes resolved. */
  readonly value: string;
}

/** Finds the secrets in a document, and where they are written. */
function collect(document: Document, add: (secret: Secret) => void): void {
  eachSecret(document.value, (path, text, parts) => {
    written(document, path, text, (whole) => {
      // Written with escapes, it is hidden as a whole.
      const isPlain = document.text.slice(whole.start, whole.end) === text;
      if (parts === undefined) return add(whole);
      for (const { start, end } of parts) {
        const value = text.slice(start, end);
        add(isPlain ? { start: whole.start + start, end: whole.start + end, value } : { ...whole, value });
      }
    });
  });
}

/** A copy of a value in which every secret is `•••`; itself where there is none. Masked once more it stays the same. */
export function masked(value: unknown): unknown {
  const hidden = new Map<Pointer, string>();
  eachSecret(value, (path, text, parts) => {
    let shown = parts === undefined ? '•••' : text;
    for (const { start, end } of parts?.toReversed() ?? []) shown = `${shown.slice(0, start)}•••${shown.slice(end)}`;
    hidden.set(pointerTo(path), shown);
  });
  return hidden.size === 0 ? value : replaced(value, '', hidden);
}

function replaced(value: unknown, pointer: Pointer, texts: ReadonlyMap<Pointer, string>): unknown {
  const text = texts.get(pointer);
  if (text !== undefined) return text;
  if (typeof value !== 'object' || value === null) return value;
  const copy: object = Array.isArray(value) ? [] : {};
  for (const [name, entry] of Object.entries(value)) setOwn(copy, name, replaced(entry, below(pointer, name), texts));
  return copy;
}

/** Where a value is written, without its quotes, or the first line of a block scalar. */
function written(document: Document, path: readonly Step[], value: string, add: (secret: Secret) => void): void {
  const location = document.locate(pointerTo(path));
  if (location === undefined) return;
  const { start, end } = location.origin ?? location.value;
  const text = document.text.slice(start, end);
  const header = /^[|>][^\r\n]*(?:\r?\n[ \t]*)+/.exec(text)?.[0].length;
  const quotes = text.length > 1 && /^["'`“”‘’]/.test(text) && /["'`“”‘’]$/.test(text) ? 1 : 0;
  const range = { start: start + (header ?? quotes), end: end - (header === undefined ? quotes : 0) };
  if (range.end > range.start) add({ ...range, value });
}

/** Secrets that a parser may have lost in broken text. */
function* secretsInLines(text: string): Iterable<Secret> {
  for (const match of text.matchAll(/\b(\w+)["'`]?[ \t]*[:=][ \t]*/g)) {
    const name = match[1] ?? '';
    if (name !== 'key' && !isSecretName(name)) continue;
    const { start, end } = valueInLine(text, match.index + match[0].length);
    const value = text.slice(start, end);
    if (isLiteral(value)) yield { start, end, value };
  }
  for (const { 0: url, index } of text.matchAll(/rtmps?:\/\/[^\s"'`]+/gi)) {
    for (const { start, end } of addressSecrets(url)) {
      yield { start: index + start, end: index + end, value: url.slice(start, end) };
    }
  }
}

/** What stands behind a colon: up to the closing quote, or the next comma or bracket. */
function valueInLine(text: string, offset: number): Range {
  const quote = text.charAt(offset);
  const isQuoted = quote === '"' || quote === "'" || quote === '`';
  const start = isQuoted ? offset + 1 : offset;
  const ends = isQuoted ? `${quote}\r\n` : ',{}[]\r\n';
  let end = start;
  while (end < text.length && !ends.includes(text.charAt(end))) end += isQuoted && text.charAt(end) === '\\' ? 2 : 1;
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

/** Shorter ones stand in half of all words. */
const shortest = 3;

/** Texts that are looked for in others. Sorted, so that a file with thousands of secrets stays quick. */
class Spelled {
  readonly #sorted: readonly string[];
  /** For each, the index of the longest other one that it begins with, and -1 if there is none. */
  readonly #beginnings: readonly number[];

  constructor(texts: Iterable<string>) {
    this.#sorted = [...new Set(texts)].filter(({ length }) => length >= shortest).sort();
    const beginnings: number[] = [];
    for (const [index, text] of this.#sorted.entries()) {
      let before = index - 1;
      while (before >= 0 && !text.startsWith(this.#sorted[before] ?? '')) before = beginnings[before] ?? -1;
      beginnings.push(before);
    }
    this.#beginnings = beginnings;
  }

  mask(words: string): string {
    if (this.#sorted.length === 0) return words;
    let masked = '';
    let shown = 0;
    let cut = words.indexOf('…');
    for (let start = 0; start + shortest <= words.length; start++) {
      if (cut >= 0 && cut < start) cut = words.indexOf('…', start);
      const end = start + this.#lengthAt(words.slice(start), cut - start);
      if (end === start) continue;
      masked += `${words.slice(shown, start)}•••`;
      shown = end;
      start = end - 1;
    }
    return masked + words.slice(shown);
  }

  /** How many characters `rest` begins with that are one of the texts, or the beginning of one that is cut off at `cut`. */
  #lengthAt(rest: string, cut: number): number {
    const after = this.#countUpTo(rest);
    // What begins the rest stands before it, and all between begin with it too.
    let index = after - 1;
    while (index >= 0 && !rest.startsWith(this.#sorted[index] ?? '')) index = this.#beginnings[index] ?? -1;
    if (index >= 0) return this.#sorted[index]?.length ?? 0;
    if (cut < shortest) return 0;
    const beginning = rest.slice(0, cut);
    const next = this.#sorted[this.#countUpTo(beginning)];
    return next?.startsWith(beginning) === true ? cut : 0;
  }

  /** How many of the texts stand in order before `text`, itself included. */
  #countUpTo(text: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle] ?? '') <= text) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
