/** A word of a text that is being written: quoted or plain. */
export interface Word {
  readonly start: number;
  readonly end: number;
  /** What it spells, without the mark of the cursor. */
  readonly text: string;
  readonly quote: '"' | "'" | undefined;
  readonly isClosed: boolean;
  readonly hasCursor: boolean;
}

/** A text with a mark where the cursor is, so that there is always a word at the cursor. */
export class MarkedText {
  /** With the mark. Offsets behind the cursor are one more than in the text itself. */
  readonly text: string;
  readonly cursor: number;
  readonly syntax: 'json' | 'yaml';
  readonly #hasReturns: boolean;
  #line = { start: 0, end: -1 };

  constructor(text: string, cursor: number, syntax: 'json' | 'yaml') {
    this.text = text.slice(0, cursor) + mark + text.slice(cursor);
    this.cursor = cursor;
    this.syntax = syntax;
    this.#hasReturns = text.includes('\r');
  }

  isMark(offset: number): boolean {
    return offset === this.cursor;
  }

  /** The offset behind white space, but not behind the end of the line. */
  behindSpace(offset: number): number {
    let end = offset;
    while (this.text[end] === ' ' || this.text[end] === '\t') end++;
    return end;
  }

  /** The end of the line, before its line end. */
  lineEnd(offset: number): number {
    // A line may be all of a long text, and is asked for at each of its words.
    if (this.#line.start <= offset && offset <= this.#line.end) return this.#line.end;
    const newline = this.text.indexOf('\n', offset);
    let end = newline < 0 ? this.text.length : newline;
    if (this.#hasReturns) {
      const first = this.text.slice(offset, end).indexOf('\r');
      if (first >= 0) end = offset + first;
    }
    this.#line = { start: offset, end };
    return end;
  }

  /** The offset behind the line end that stands at `offset`. */
  nextLine(offset: number): number {
    return this.text.startsWith('\r\n', offset) ? offset + 2 : Math.min(offset + 1, this.text.length);
  }

  /** Whether a comment begins there. */
  isComment(offset: number): boolean {
    const { text, syntax } = this;
    if (text[offset] === '#') return offset === 0 || /[\s,[\]{}]/.test(text[offset - 1] ?? '');
    return syntax === 'json' && text[offset] === '/' && (text[offset + 1] === '/' || text[offset + 1] === '*');
  }

  /** The end of the comment that begins there. */
  commentEnd(offset: number): number {
    if (!this.text.startsWith('/*', offset)) return this.lineEnd(offset);
    const end = this.text.indexOf('*/', offset + 2);
    return end < 0 ? this.text.length : end + 2;
  }

  /** Whether a colon there ends a key: one within a plain word does not. */
  isSeparator(offset: number): boolean {
    if (this.text[offset] !== ':') return false;
    if (this.syntax === 'json' || this.isMark(offset + 1)) return true;
    const next = this.text[offset + 1];
    return next === undefined || /[\s,[\]{}]/.test(next);
  }

  /** Whether a colon stands behind white space there. */
  hasColonBehind(offset: number): boolean {
    return this.text[this.behindSpace(offset)] === ':';
  }

  /**
   * The quoted word that begins there. One in which the cursor stands ends on its line: where no quote ends it, or one that
   * must be the beginning of the next word, it is taken to end at the cursor.
   */
  quoted(start: number, mayGoOn: (line: number) => boolean): Word {
    const quote = this.text[start] === "'" ? "'" : '"';
    const line = this.lineEnd(start);
    let end = this.#closing(start + 1, line, quote);
    const isOnLine = end !== undefined;
    if (end === undefined && this.syntax === 'yaml' && !this.#holds(start, line)) {
      end = this.#closingBelow(line, quote, mayGoOn);
    }
    if (end !== undefined && isOnLine && this.#holds(start, end) && !this.#mayEnd(end)) end = undefined;
    if (end !== undefined) return this.#word(start, end, quote, true);
    return this.#word(start, this.#holds(start, line) ? this.#behindName(this.cursor + 1, line) : line, quote, false);
  }

  /** The plain word that begins there: to the end of the line or, between brackets, to what ends it there. */
  plain(start: number, isInFlow: boolean): Word {
    const line = this.lineEnd(start);
    const written = this.text.slice(start, line);
    let end = line;
    for (const { index, 0: found } of written.matchAll(isInFlow ? stopsInFlow[this.syntax] : stopsInBlock)) {
      const at = start + index;
      const isStop = found === ':' ? index > 0 && this.isSeparator(at) : found !== '#' || this.#beginsComment(at);
      if (!isStop) continue;
      end = at;
      break;
    }
    if (end === start) end = Math.min(start + 1, line);
    while (end > start + 1 && /[ \t]/.test(this.text[end - 1] ?? '')) end--;
    return this.#word(start, end, undefined, true);
  }

  #beginsComment(offset: number): boolean {
    return this.text[offset] === '#' && /[ \t]/.test(this.text[offset - 1] ?? '');
  }

  /** The offset behind the quote that ends a word before `limit`. */
  #closing(from: number, limit: number, quote: string): number | undefined {
    for (let offset = from; offset < limit; offset++) {
      const unit = this.text[offset];
      if (unit === '\\' && quote === '"') offset += this.isMark(offset + 1) ? 2 : 1;
      else if (unit === quote) {
        if (quote === '"' || this.text[offset + 1] !== quote) return offset + 1;
        offset++;
      }
    }
    return undefined;
  }

  #closingBelow(from: number, quote: string, mayGoOn: (line: number) => boolean): number | undefined {
    for (let line = this.nextLine(from); line < this.text.length && mayGoOn(line); ) {
      const end = this.lineEnd(line);
      const closing = this.#closing(line, end, quote);
      if (closing !== undefined) return closing;
      if (this.#holds(line, end)) return undefined;
      line = this.nextLine(end);
    }
    return undefined;
  }

  /** Whether what follows a quoted word may stand there. */
  #mayEnd(end: number): boolean {
    const behind = this.behindSpace(end);
    const next = this.text[behind];
    return next === undefined || /[:,\]}\r\n#/]/.test(next);
  }

  #behindName(from: number, limit: number): number {
    let end = from;
    while (end < limit && /[\w-]/.test(this.text[end] ?? '')) end++;
    return end;
  }

  #holds(start: number, end: number): boolean {
    return start <= this.cursor && this.cursor < end;
  }

  #word(start: number, end: number, quote: Word['quote'], isClosed: boolean): Word {
    const hasCursor = this.#holds(start, end);
    const written = this.text.slice(start, end);
    const plain = hasCursor ? written.slice(0, this.cursor - start) + written.slice(this.cursor - start + 1) : written;
    return { start, end, text: spelled(plain, quote, isClosed), quote, isClosed, hasCursor };
  }
}

/** What may end a plain word. */
const stopsInBlock = /[:#]/g;
const stopsInFlow = { yaml: /[:#,[\]{}]/g, json: /[:#,[\]{}"' \t]/g };

/** No text of people holds it. */
const mark = '\u{f8ff}';

function spelled(written: string, quote: Word['quote'], isClosed: boolean): string {
  if (quote === undefined) return written;
  const inside = written.slice(1, isClosed ? -1 : undefined);
  if (quote === "'") return inside.replaceAll("''", "'");
  if (!inside.includes('\\')) return inside;
  try {
    return String(JSON.parse(`"${inside}"`));
  } catch {
    return inside;
  }
}
