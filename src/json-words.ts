import type { Fix, Range } from './diagnostic.ts';

/** One word of text that is almost JSON. `value` is what a string, number or keyword spells. */
export interface Token {
  readonly kind: 'string' | 'scalar' | 'word' | '{' | '}' | '[' | ']' | ',' | ':' | 'end';
  readonly range: Range;
  readonly value?: unknown;
  /** Whether what it spells cannot be known, so that it is left out of the value. */
  readonly lost?: true;
}

const quotes: Readonly<Record<string, string>> = { "'": "'", '`': '`', '“': '”', '”': '”', '‘': '’', '’': '’' };
const words: ReadonlyMap<string, { readonly value: unknown; readonly json: string }> = new Map([
  ['True', { value: true, json: 'true' }],
  ['TRUE', { value: true, json: 'true' }],
  ['False', { value: false, json: 'false' }],
  ['FALSE', { value: false, json: 'false' }],
  ['None', { value: null, json: 'null' }],
  ['Null', { value: null, json: 'null' }],
  ['NULL', { value: null, json: 'null' }],
  ['undefined', { value: null, json: 'null' }],
]);

/** What is told of a word that JSON does not have. */
interface WordProblem {
  readonly range: Range;
  readonly message: string;
  readonly fix?: Fix;
  /** Whether it leaves something out of the value. */
  readonly lost?: true;
}

/** The words of text that is almost JSON, one by one: other quotes, other notations and comments are told, and understood. */
export class Words {
  readonly #text: string;
  readonly #tell: (problem: WordProblem) => void;
  /** Up to where words were read. */
  #offset = 0;

  constructor(text: string, tell: (problem: WordProblem) => void) {
    this.#text = text;
    this.#tell = tell;
  }

  /** Passes over all that is left. */
  skip(): void {
    this.#offset = this.#text.length;
  }

  /** The next word; at the end of the text, `end` for ever. */
  next(): Token {
    for (;;) {
      const space = this.#match(/[ \t\r\n]+/y);
      if (space !== undefined) continue;
      const start = this.#offset;
      const first = this.#text.charAt(start);
      if (first === '') return { kind: 'end', range: { start, end: start } };
      const range = { start, end: start + 1 };
      if (isPunctuation(first)) {
        this.#offset++;
        return { kind: first, range };
      }
      const token = first === '"' ? this.#string() : this.#irregular(range);
      if (token !== undefined) return token;
    }
  }

  /** Takes what `pattern`, a sticky one, matches at the offset. */
  #match(pattern: RegExp): Range | undefined {
    const start = this.#offset;
    pattern.lastIndex = start;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#offset = start + match[0].length;
    return { start, end: this.#offset };
  }

  #comment(range: Range): void {
    const message = 'JSON has no comments: remove it, or write the document as YAML';
    this.#report(range, message, { title: 'remove the comment', safe: false, edits: [{ range, text: '' }] });
  }

  #string(): Token {
    const start = this.#offset;
    // By hand, as a pattern with escapes in it runs out of memory where there are millions.
    let end = start + 1;
    while (end < this.#text.length && !'"\r\n'.includes(this.#text.charAt(end))) {
      const isEscape = this.#text.charAt(end) === '\\' && !/[\r\n]/.test(this.#text.charAt(end + 1));
      end += isEscape ? 2 : 1;
    }
    const isClosed = this.#text.charAt(end) === '"';
    const range = { start, end: Math.min(isClosed ? end + 1 : end, this.#text.length) };
    this.#offset = range.end;
    const text = this.#text.slice(range.start, range.end);
    if (!isClosed) {
      this.#lose(range, 'the closing double quote is missing on this line');
      return { kind: 'string', range, value: text.slice(1), lost: true };
    }
    const sound = parsed(text);
    if (sound !== undefined) return { kind: 'string', range, value: sound };
    const escaped = text.replaceAll(/\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1));
    const mended = parsed(escaped);
    if (mended !== undefined) {
      this.#report(range, 'a control character inside the quotes: write it as an escape, like `\\t`', {
        title: 'write it as an escape',
        safe: true,
        edits: [{ range, text: escaped }],
      });
      return { kind: 'string', range, value: mended };
    }
    this.#report(range, 'a backslash escape that JSON does not know: write `\\\\` for a backslash');
    return { kind: 'string', range, value: text.slice(1, -1) };
  }

  /** What JSON has no word for: other quotes, `#` comments, bare words, and numbers in another notation. */
  #irregular({ start }: Range): Token | undefined {
    const first = this.#text.charAt(start);
    const comment = this.#match(/#[^\r\n]*|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/y);
    if (comment !== undefined) {
      this.#comment(comment);
      return undefined;
    }
    const space = this.#match(/[\s\uFEFF]+/y);
    if (space !== undefined) {
      const code = (this.#text.codePointAt(start) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      this.#report(space, `JSON does not take U+${code} as white space: write a plain space`, {
        title: 'write a plain space',
        safe: true,
        edits: [{ range: space, text: ' ' }],
      });
      return undefined;
    }
    const closing = Object.hasOwn(quotes, first) ? quotes[first] : undefined;
    if (closing !== undefined) return this.#quoted(start, closing);
    if (first === ';') return { kind: 'word', range: { start, end: ++this.#offset }, value: first };
    while (this.#match(/[^\s,:;{}[\]"]+/y) !== undefined) {
      // The braces of `${NAME}` belong to the word.
      if (this.#text.charAt(this.#offset - 1) === '$') this.#match(/\{\w*\}/y);
    }
    return this.#word({ start, end: this.#offset });
  }

  #quoted(start: number, closing: string): Token {
    const lineEnd = endOfLine(this.#text, start);
    let end = start + 1;
    while (end < lineEnd && this.#text.charAt(end) !== closing) end += this.#text.charAt(end) === '\\' ? 2 : 1;
    const range = { start, end: Math.min(end + 1, lineEnd) };
    this.#offset = range.end;
    if (end >= lineEnd && this.#text.slice(start + 1).trim() === '') {
      // The end of what a shell was given.
      this.#offset = start + 1;
      return { kind: 'word', range: { start, end: start + 1 }, value: this.#text.charAt(start) };
    }
    if (end >= lineEnd) {
      this.#lose(range, `the closing quote is missing on this line, and JSON needs double quotes`);
      return { kind: 'string', range, value: '', lost: true };
    }
    const value = unescaped(this.#text.slice(start + 1, end));
    this.#report(range, `JSON needs double quotes, found ${this.#text.charAt(start)}`, {
      title: 'put it in double quotes',
      safe: true,
      edits: [{ range, text: JSON.stringify(value) }],
    });
    return { kind: 'string', range, value };
  }

  #word(range: Range): Token {
    const word = this.#text.slice(range.start, range.end);
    const sound = parsed(word);
    if (sound !== undefined) return { kind: 'scalar', range, value: sound };
    const known = words.get(word);
    if (known !== undefined) {
      this.#report(range, `\`${word}\` is not JSON: write \`${known.json}\``, {
        title: `write ${known.json}`,
        safe: true,
        edits: [{ range, text: known.json }],
      });
      return { kind: 'scalar', range, value: known.value };
    }
    if (/^[-+.]?\d/.test(word) || /^[-+]?(?:NaN|Infinity)$/.test(word)) {
      this.#lose(range, `${show(this.#text, range)} is not a number that JSON can spell`);
      return { kind: 'scalar', range, lost: true };
    }
    return { kind: 'word', range, value: word };
  }

  #report(range: Range, message: string, fix?: Fix): void {
    this.#tell(fix === undefined ? { range, message } : { range, message, fix });
  }

  #lose(range: Range, message: string): void {
    this.#tell({ range, message, lost: true });
  }
}

/** A stretch of the text as it is quoted in a message. */
export function show(text: string, { start, end }: Range): string {
  const shown = text.slice(start, Math.min(end, start + 40));
  return end > start ? `\`${shown}${end - start > 40 ? '…' : ''}\`` : 'the end of the text';
}

function isPunctuation(character: string): character is '{' | '}' | '[' | ']' | ',' | ':' {
  return character !== '' && '{}[],:'.includes(character);
}

/** What a word of JSON spells, and `undefined` if it is none. */
function parsed(word: string): unknown {
  try {
    return JSON.parse(word);
  } catch {
    return undefined;
  }
}

/** What text between other quotes spells: the escapes are those of JSON, and one for the quote itself. */
function unescaped(text: string): string {
  const json = text.replaceAll(/\\([\s\S])|"/g, (match, escaped) => {
    if (match === '"') return '\\"';
    return escaped === "'" || escaped === '`' ? escaped : match;
  });
  const sound = parsed(`"${json}"`);
  return typeof sound === 'string' ? sound : text.replaceAll(/\\([\s\S])/g, '$1');
}

function endOfLine(text: string, offset: number): number {
  const lineEnd = /[\r\n]/g;
  lineEnd.lastIndex = offset;
  return lineEnd.exec(text)?.index ?? text.length;
}
