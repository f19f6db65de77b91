import { maxDepth, setOwn } from './document.ts';
import { PlainNode } from './yaml-plain-places.ts';

/**
 * Reads the YAML that most templates are written in: one document of block maps and lists, whose other values stand on one
 * line each. Gives what it spells, and `undefined` for all else: other notations, and whatever looks broken.
 */
export function readPlainYaml(text: string): { readonly value: unknown } | undefined {
  if (unusual.test(text)) return undefined;
  try {
    return { value: new PlainReader(text).read() };
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/**
 * Reads a text once more that {@link readPlainYaml} could read, for where everything stands. Throws if it is another one.
 */
export function readPlainPlaces(text: string): PlainNode {
  const reader = new PlainReader(text, true);
  reader.read();
  const { node } = reader;
  if (node === undefined) throw new NotPlain();
  return node;
}

/** Characters whose meaning depends on the parser: all controls but line ends, and other signs for the end of a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const unusual = /[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)/;

class NotPlain extends Error {}

/** How deep lists and maps may stand in each other, less than is read at all, so that the limit is tested in one place. */
const plainDepth = maxDepth - 10;

/** How many values aliases may copy: far below what is read at all. */
const maxCopied = 20_000;

/** Longer names need a question mark. */
const longestName = 1000;

const space = 0x20;
const newline = 0x0a;
const carriageReturn = 0x0d;
const hash = 0x23;
const colon = 0x3a;
const comma = 0x2c;
const dash = 0x2d;
const doubleQuote = 0x22;
const singleQuote = 0x27;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const ampersand = 0x26;
const asterisk = 0x2a;

/** What no text without quotes begins with here, though YAML allows some of it. */
const indicators = new Set([...'?:,[]{}#&*!|>\'"%@`'].map((character) => character.charCodeAt(0)));

/** What ends a value in brackets. */
const flowIndicators = new Set([comma, openBracket, closeBracket, openBrace, closeBrace, colon]);

class PlainReader {
  readonly #text: string;
  /** Where the next unread content begins, and in which column. */
  #offset = 0;
  #column = 0;
  readonly #anchors = new Map<string, unknown>();
  #copied = 0;
  /** Whether places are kept. */
  readonly #keeps: boolean;
  /** The place of the value that was read last; absent where nothing was written. */
  #node: PlainNode | undefined;
  readonly #anchorNodes = new Map<string, PlainNode>();

  constructor(text: string, keeps = false) {
    this.#text = text;
    this.#keeps = keeps;
  }

  /** The place of what was read, if places are kept. */
  get node(): PlainNode | undefined {
    return this.#node;
  }

  read(): unknown {
    this.#nextContent();
    // The document may be marked as one.
    if (this.#column === 0 && this.#text.startsWith('---', this.#offset)) {
      this.#offset += 3;
      this.#skipSpaces();
      if (!this.#isLineEnd()) throw new NotPlain();
      this.#nextContent();
    }
    if (this.#column !== 0) throw new NotPlain();
    const value = this.#block(0, 0);
    if (this.#offset < this.#text.length) throw new NotPlain();
    return value;
  }

  /** Goes on to the next line with content: `#column` is -1 at the end of the text. */
  #nextContent(): void {
    const text = this.#text;
    let start = this.#offset;
    if (start > 0 && text.charCodeAt(start - 1) !== newline) start = this.#lineEnd(start) + 1;
    for (;;) {
      let offset = start;
      while (text.charCodeAt(offset) === space) offset++;
      if (offset >= text.length) {
        this.#offset = text.length;
        this.#column = -1;
        return;
      }
      const code = text.charCodeAt(offset);
      if (code !== newline && code !== carriageReturn && code !== hash) {
        this.#offset = offset;
        this.#column = offset - start;
        return;
      }
      start = this.#lineEnd(offset) + 1;
    }
  }

  #lineEnd(offset: number): number {
    const end = this.#text.indexOf('\n', offset);
    return end < 0 ? this.#text.length : end;
  }

  /** The list or map whose first entry stands at the present place, in `column`. */
  #block(column: number, depth: number): unknown {
    if (depth > plainDepth) throw new NotPlain();
    return this.#isEntry() ? this.#list(column, depth) : this.#map(column, depth);
  }

  /** Whether a dash and a space, or the end of the line, stand at the present place. */
  #isEntry(): boolean {
    return this.#text.charCodeAt(this.#offset) === dash && this.#isGap(this.#offset + 1);
  }

  #isGap(offset: number): boolean {
    const code = this.#text.charCodeAt(offset);
    return code === space || code === newline || code === carriageReturn || offset >= this.#text.length;
  }

  #list(column: number, depth: number): unknown[] {
    const list: unknown[] = [];
    const node = this.#keeps ? new PlainNode('list', this.#offset, this.#offset) : undefined;
    do {
      const start = this.#offset;
      this.#node = undefined;
      this.#offset++;
      this.#skipSpaces();
      if (this.#isLineEnd()) {
        list.push(this.#below(column, false, depth));
      } else {
        // What stands behind the dash stands in its own column.
        const inner = column + this.#offset - start;
        list.push(
          this.#isEntry() || this.#isName() ? this.#block(inner, depth + 1) : this.#value(column, false, depth),
        );
      }
      node?.addItem(this.#node ?? new PlainNode('scalar', start, start + 1));
    } while (this.#column === column && this.#isEntry());
    this.#node = node;
    return list;
  }

  #map(column: number, depth: number): object {
    const map: Record<string, unknown> = {};
    let count = 0;
    const node = this.#keeps ? new PlainNode('map', this.#offset, this.#offset) : undefined;
    do {
      const start = this.#offset;
      const name = this.#name();
      const end = this.#offset - 1;
      this.#node = undefined;
      if (name === '<<') throw new NotPlain();
      count++;
      this.#skipSpaces();
      const value = this.#isLineEnd() ? this.#below(column, true, depth) : this.#value(column, true, depth);
      if (node === undefined) setQuickly(map, name, value);
      else node.addNamed(name, start, end, this.#node);
    } while (this.#column === column && !this.#isEntry());
    // Asking at the end whether a name stands there twice takes less time than asking at each.
    if (node === undefined && Object.keys(map).length < count) throw new NotPlain();
    this.#node = node;
    return map;
  }

  /** What stands on the lines below a name or a dash in `column`. */
  #below(column: number, isNamed: boolean, depth: number): unknown {
    this.#nextContent();
    // A list may stand in the column of its name.
    if (this.#column > column || (isNamed && this.#column === column && this.#isEntry())) {
      return this.#block(this.#column, depth + 1);
    }
    return null;
  }

  /** Whether a name and its colon stand at the present place: without quotes, only what looks like one is looked at. */
  #isName(): boolean {
    const code = this.#text.charCodeAt(this.#offset);
    if (code === doubleQuote || code === singleQuote) {
      const end = this.#quotedEnd(this.#offset);
      return this.#text.charCodeAt(end) === colon && this.#isGap(end + 1);
    }
    return !indicators.has(code) && this.#plainNameEnd() !== undefined;
  }

  /** Where the colon behind a name without quotes stands on this line. */
  #plainNameEnd(): number | undefined {
    const text = this.#text;
    for (let offset = this.#offset; ; offset++) {
      const code = text.charCodeAt(offset);
      if (code === colon && this.#isGap(offset + 1)) return offset;
      if (code === newline || code === carriageReturn || offset >= text.length) return undefined;
      if (code === hash && text.charCodeAt(offset - 1) === space) return undefined;
    }
  }

  /** Reads a name and its colon. */
  #name(): string {
    const start = this.#offset;
    if (this.#column === 0 && /^(?:---|\.\.\.)/.test(this.#text.slice(start, start + 3))) throw new NotPlain();
    const code = this.#text.charCodeAt(start);
    if (code === doubleQuote || code === singleQuote) {
      const name = this.#quoted();
      if (this.#text.charCodeAt(this.#offset) !== colon || !this.#isGap(this.#offset + 1)) throw new NotPlain();
      if (this.#offset - start > longestName) throw new NotPlain();
      this.#offset++;
      return name;
    }
    const end = indicators.has(code) || this.#isEntry() ? undefined : this.#plainNameEnd();
    if (end === undefined || end === start || end - start > longestName) throw new NotPlain();
    if (this.#text.charCodeAt(end - 1) === space) throw new NotPlain();
    this.#offset = end + 1;
    return this.#text.slice(start, end);
  }

  /**
   * Reads a value that begins on the line of its name or dash, and goes on to the next line with content. That stands no
   * deeper than `column`: there the value would go on.
   */
  #value(column: number, isNamed: boolean, depth: number): unknown {
    const value = this.#line(column, isNamed, depth);
    if (value.isBelow) return value.value;
    this.#skipSpaces();
    if (!this.#isLineEnd()) throw new NotPlain();
    this.#nextContent();
    return value.value;
  }

  /** Reads a value; `isBelow` if it stood on the lines after this one. */
  #line(column: number, isNamed: boolean, depth: number): { readonly value: unknown; readonly isBelow: boolean } {
    switch (this.#text.charCodeAt(this.#offset)) {
      case ampersand:
        return this.#anchored(column, isNamed, depth);
      case asterisk:
        return { value: this.#alias(), isBelow: false };
      case openBracket:
      case openBrace:
        return { value: this.#flow(depth + 1), isBelow: false };
      default:
        return { value: this.#scalar(false), isBelow: false };
    }
  }

  /** Reads a value with an anchor before it. */
  #anchored(column: number, isNamed: boolean, depth: number): { readonly value: unknown; readonly isBelow: boolean } {
    this.#offset++;
    const name = this.#anchorName();
    this.#skipSpaces();
    const isBelow = this.#isLineEnd();
    if (!isBelow && indicatesNode.has(this.#text.charCodeAt(this.#offset))) throw new NotPlain();
    const value = isBelow ? this.#below(column, isNamed, depth) : this.#line(column, isNamed, depth).value;
    // Another value of this name is told from this one by what stands above.
    if (value === null || this.#anchors.has(name)) throw new NotPlain();
    this.#anchors.set(name, value);
    if (this.#node !== undefined) this.#anchorNodes.set(name, this.#node);
    return { value, isBelow };
  }

  #alias(): unknown {
    const start = this.#offset;
    this.#offset++;
    const name = this.#anchorName();
    if (!this.#anchors.has(name)) throw new NotPlain();
    const target = this.#anchorNodes.get(name);
    if (target !== undefined) this.#node = new PlainNode('alias', start, this.#offset, target);
    return this.#copy(this.#anchors.get(name));
  }

  #anchorName(): string {
    const start = this.#offset;
    while (/[\w-]/.test(this.#text.charAt(this.#offset))) this.#offset++;
    if (this.#offset === start || !this.#isGap(this.#offset)) throw new NotPlain();
    return this.#text.slice(start, this.#offset);
  }

  /** Each use of an alias has a value of its own: each object stands at one place only. */
  #copy(value: unknown): unknown {
    if (++this.#copied > maxCopied) throw new NotPlain();
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((entry: unknown) => this.#copy(entry));
    const copy = {};
    for (const [name, entry] of Object.entries(value)) setOwn(copy, name, this.#copy(entry));
    return copy;
  }

  /** Reads a list or map in brackets, which ends on this line. */
  #flow(depth: number): unknown {
    if (depth > plainDepth) throw new NotPlain();
    const isList = this.#text.charCodeAt(this.#offset) === openBracket;
    const close = isList ? closeBracket : closeBrace;
    const list: unknown[] = [];
    const map: Record<string, unknown> = {};
    const start = this.#offset;
    const node = this.#keeps ? new PlainNode(isList ? 'list' : 'map', start, start) : undefined;
    this.#offset++;
    this.#skipSpaces();
    while (this.#text.charCodeAt(this.#offset) !== close) {
      if (isList) {
        list.push(this.#flowValue(depth));
        if (this.#node !== undefined) node?.addItem(this.#node);
      } else {
        this.#flowPair(map, depth, node);
      }
      this.#skipSpaces();
      const code = this.#text.charCodeAt(this.#offset);
      if (code !== comma && code !== close) throw new NotPlain();
      if (code === comma) {
        this.#offset++;
        this.#skipSpaces();
      }
    }
    this.#offset++;
    if (node !== undefined) {
      node.end = this.#offset;
      this.#node = node;
    }
    return isList ? list : map;
  }

  #flowPair(map: Record<string, unknown>, depth: number, node: PlainNode | undefined): void {
    const start = this.#offset;
    const code = this.#text.charCodeAt(start);
    const isQuoted = code === doubleQuote || code === singleQuote;
    const name = isQuoted ? this.#quoted() : this.#flowText();
    if (this.#text.charCodeAt(this.#offset) !== colon || this.#text.charCodeAt(this.#offset + 1) !== space) {
      throw new NotPlain();
    }
    if (name === '<<' || Object.hasOwn(map, name) || this.#offset - start > longestName) throw new NotPlain();
    const end = this.#offset;
    this.#offset++;
    this.#skipSpaces();
    const value = this.#flowValue(depth);
    if (node === undefined) setQuickly(map, name, value);
    else node.addNamed(name, start, end, this.#node);
  }

  #flowValue(depth: number): unknown {
    const code = this.#text.charCodeAt(this.#offset);
    if (code === openBracket || code === openBrace) return this.#flow(depth + 1);
    return this.#scalar(true);
  }

  /** Reads text between quotes, which end on this line. */
  #quoted(): string {
    const start = this.#offset;
    this.#offset = this.#quotedEnd(start);
    const inner = this.#text.slice(start + 1, this.#offset - 1);
    if (this.#text.charCodeAt(start) === singleQuote) return inner.replaceAll("''", "'");
    if (!inner.includes('\\')) return inner;
    // These escapes mean the same in JSON.
    if (/\\(?!["\\/bfnrt]|u[\da-fA-F]{4})/.test(inner.replaceAll('\\\\', ''))) throw new NotPlain();
    return String(JSON.parse(`"${inner}"`));
  }

  /** Where text in quotes ends, behind the quote. */
  #quotedEnd(start: number): number {
    const text = this.#text;
    const quote = text.charCodeAt(start);
    for (let offset = start + 1; ; offset++) {
      const code = text.charCodeAt(offset);
      if (code === newline || offset >= text.length) throw new NotPlain();
      if (quote === doubleQuote && code === 0x5c) offset++;
      else if (code === quote) {
        if (quote === doubleQuote || text.charCodeAt(offset + 1) !== singleQuote) return offset + 1;
        offset++;
      }
    }
  }

  /** Reads text, a number or a word, in quotes or without. */
  #scalar(inFlow: boolean): unknown {
    const start = this.#offset;
    const code = this.#text.charCodeAt(start);
    const isQuoted = code === doubleQuote || code === singleQuote;
    const text = isQuoted ? this.#quoted() : inFlow ? this.#flowText() : this.#blockText();
    if (!this.#keeps) return isQuoted ? text : meaning(text);
    this.#node = new PlainNode('scalar', start, this.#offset);
    return text;
  }

  #blockText(): string {
    const text = this.#text;
    const start = this.#offset;
    this.#expectPlainStart();
    let offset = start;
    for (; offset < text.length; offset++) {
      const code = text.charCodeAt(offset);
      if (code === newline) break;
      if (code === hash && text.charCodeAt(offset - 1) === space) break;
      if (code === colon && this.#isGap(offset + 1)) throw new NotPlain();
    }
    return this.#taken(start, offset);
  }

  #flowText(): string {
    const text = this.#text;
    const start = this.#offset;
    this.#expectPlainStart();
    // A dash alone is no text in brackets.
    if (text.charCodeAt(start) === dash && flowIndicators.has(text.charCodeAt(start + 1))) throw new NotPlain();
    let offset = start;
    for (; offset < text.length; offset++) {
      const code = text.charCodeAt(offset);
      if (code === comma || code === closeBracket || code === closeBrace || code === colon) break;
      if (code === newline || code === hash || code === openBracket || code === openBrace) throw new NotPlain();
    }
    const taken = this.#taken(start, offset);
    // Spaces before a colon, and colons within a text, are left to others.
    if (text.charCodeAt(offset) === colon && this.#offset < offset) throw new NotPlain();
    return taken;
  }

  /** The text up to an offset, without the spaces at its end. */
  #taken(start: number, offset: number): string {
    let end = offset;
    while (
      end > start &&
      (this.#text.charCodeAt(end - 1) === space || this.#text.charCodeAt(end - 1) === carriageReturn)
    ) {
      end--;
    }
    if (end === start) throw new NotPlain();
    this.#offset = end;
    return this.#text.slice(start, end);
  }

  #expectPlainStart(): void {
    if (indicators.has(this.#text.charCodeAt(this.#offset)) || this.#isEntry()) throw new NotPlain();
  }

  #skipSpaces(): void {
    while (this.#text.charCodeAt(this.#offset) === space) this.#offset++;
  }

  /** Whether nothing but a comment follows on this line. */
  #isLineEnd(): boolean {
    const code = this.#text.charCodeAt(this.#offset);
    if (code === hash) return this.#text.charCodeAt(this.#offset - 1) === space;
    return code === newline || code === carriageReturn || this.#offset >= this.#text.length;
  }
}

/** Sets a name, which for most takes less time than in an object of any kind. */
function setQuickly(map: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') setOwn(map, name, value);
  else map[name] = value;
}

/** What cannot follow an anchor on its line here: another anchor, or an alias. */
const indicatesNode = new Set([ampersand, asterisk]);

/** What a text without quotes spells in the core schema of YAML 1.2. */
function meaning(text: string): unknown {
  switch (text) {
    case 'true':
    case 'True':
    case 'TRUE':
      return true;
    case 'false':
    case 'False':
    case 'FALSE':
      return false;
    case 'null':
    case 'Null':
    case 'NULL':
    case '~':
      return null;
  }
  if (!/^[-+.\d]/.test(text)) return text;
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  if (/^-?\d{1,9}\.\d{1,6}$/.test(text)) return Number(text);
  // Other spellings of numbers are rare.
  if (/^[-+]?(?:\.?\d[\d.]*(?:e[-+]?\d+)?|0o[0-7]+|0x[\da-f]+|\.(?:inf|nan))$/i.test(text)) throw new NotPlain();
  return text;
}
