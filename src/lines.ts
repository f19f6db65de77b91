/** A place in a text as people count: line and column from 1, the column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The lines of a text, ended by `\n`, `\r\n` or `\r`: finds the line of an offset, and the text of a line. */
export class Lines {
  readonly #text: string;
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    this.#starts = starts(text);
  }

  /** How many lines there are: at least one; a line end at the very end begins one more, which is empty. */
  get count(): number {
    return this.#starts.length;
  }

  /** The line and column of an offset, which is taken to the nearest place in the text. */
  position(offset: number): Position {
    const inside = Math.min(Math.max(offset, 0), this.#text.length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#start(middle) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: inside - this.#start(low) + 1 };
  }

  /** The offset at which a line begins, lines counted from 1. */
  start(line: number): number {
    return this.#start(line - 1);
  }

  /** The offset at which a line's text ends, before its line end. */
  end(line: number): number {
    let end = line < this.#starts.length ? this.#start(line) : this.#text.length;
    if (line < this.#starts.length) {
      end -= 1;
      if (this.#text[end] === '\n' && end > this.#start(line - 1) && this.#text[end - 1] === '\r') end -= 1;
    }
    return end;
  }

  /** A line's text without its line end. */
  text(line: number): string {
    return this.#text.slice(this.start(line), this.end(line));
  }

  #start(index: number): number {
    const start = this.#starts[index];
    if (start === undefined) throw new RangeError(`the text has no line ${index + 1}`);
    return start;
  }
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

function starts(text: string): number[] {
  const found = [0];
  if (!text.includes('\r')) {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) found.push(end + 1);
    return found;
  }
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset);
    if (unit === lineFeed || (unit === carriageReturn && text.charCodeAt(offset + 1) !== lineFeed)) {
      found.push(offset + 1);
    }
  }
  return found;
}
