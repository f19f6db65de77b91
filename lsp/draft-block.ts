import type { Draft } from './draft.ts';
import { readFlow } from './draft-flow.ts';
import type { Word } from './draft-words.ts';

/** Reads a YAML document line by line: what the indentation says counts, whatever is broken. */
export function readBlock(draft: Draft): void {
  new Block(draft).read();
}

class Block {
  readonly #draft: Draft;
  /** Whether something nests too deep to go on. */
  #isOver = false;

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  read(): void {
    const { marked } = this.#draft;
    for (let line = 0; line < marked.text.length && !this.#isOver; ) {
      const first = marked.behindSpace(line);
      const end = marked.lineEnd(first);
      if (first === end || marked.isComment(first) || this.#isMarker(line)) {
        line = marked.nextLine(end);
        continue;
      }
      const behind = this.#node(first, first - line, line);
      // Brackets may end in a line of which there is more: that is passed over.
      const isLineStart = behind > first && /[\r\n]/.test(marked.text[behind - 1] ?? '');
      line = isLineStart ? behind : marked.nextLine(marked.lineEnd(behind));
    }
  }

  #isMarker(line: number): boolean {
    return /^(?:---|\.\.\.|%)/.test(this.#draft.marked.text.slice(line, line + 3));
  }

  /** Reads what begins at an offset in a column. Gives the offset behind it: on its last line, or at the beginning of the next. */
  #node(start: number, column: number, line: number): number {
    const { marked } = this.#draft;
    if (this.#isDash(start)) return this.#entry(start, column, line);
    const missing = this.#closeTo(column, false);
    const explicit = /^\? +/.exec(marked.text.slice(start, start + 20));
    const offset = this.#behindProperties(start + (explicit?.[0].length ?? 0));
    if (offset === marked.lineEnd(offset)) return offset;
    const unit = marked.text[offset];
    if (unit === ':' && marked.isSeparator(offset)) return this.#value(offset + 1, column, line);
    const key = this.#key(offset);
    if (key !== undefined) {
      if (!this.#openMap(column)) return marked.text.length;
      this.#draft.name(key, true);
      return this.#value(marked.behindSpace(key.end) + 1, column, line);
    }
    if (unit === '{' || unit === '[') return readFlow(this.#draft, offset, column - 1);
    const word = this.#scalar(offset, column);
    this.#word(word, column, missing);
    return word.end;
  }

  #isDash(offset: number): boolean {
    const { marked } = this.#draft;
    if (marked.text[offset] !== '-') return false;
    const next = marked.text[offset + 1];
    return next === undefined || /\s/.test(next) || marked.isMark(offset + 1);
  }

  #entry(start: number, column: number, line: number): number {
    const draft = this.#draft;
    const { marked } = draft;
    this.#closeTo(column, true);
    const { top } = draft;
    if (top?.column === column && top.kind === 'map' && top.isGuess) {
      // The word in it was an entry whose dash is missing.
      top.kind = 'list';
      top.isGuess = false;
      top.index = 1;
    } else if (top?.kind === 'list' && top.style === 'block' && top.column === column) {
      top.index++;
    } else if (!draft.open('list', 'block', column)) return this.#end();
    const list = draft.top;
    if (list !== undefined) list.hasValue = false;
    const offset = marked.behindSpace(start + 1);
    if (offset === marked.lineEnd(offset) || marked.isComment(offset)) return offset;
    if (marked.isMark(start + 1)) {
      const word = marked.plain(offset, false);
      draft.value(word, 'either', ' ');
      return word.end;
    }
    return this.#node(offset, offset - line, line);
  }

  /** What stands behind a colon. */
  #value(start: number, column: number, line: number): number {
    const draft = this.#draft;
    const { marked } = draft;
    const offset = this.#behindProperties(start);
    const end = marked.lineEnd(offset);
    if (offset === end || marked.isComment(offset)) return offset;
    if (draft.top !== undefined) draft.top.hasValue = true;
    const unit = marked.text[offset];
    if (/^[|>][-+\d]*[ \t]*(?:#.*)?$/.test(marked.text.slice(offset, end))) return this.#behindLines(end, column);
    if (unit === '{' || unit === '[') return readFlow(draft, offset, column);
    // `a: - b` is broken, and `- b` is being written.
    if (this.#isDash(offset) && !marked.isMark(offset + 1)) return this.#entry(offset, offset - line, line);
    const word = this.#scalar(offset, column);
    draft.value(word, 'value', marked.text[offset - 1] === ':' ? ' ' : '');
    return word.end;
  }

  /** A word on a line of its own. */
  #word(word: Word, column: number, missing: boolean): void {
    const draft = this.#draft;
    const { top } = draft;
    if (missing && top !== undefined) {
      top.index++;
      draft.value(word, 'value', '- ');
    } else if (top?.kind === 'map' && top.column === column && top.style === 'block') draft.name(word, false);
    else if (top === undefined || !top.hasValue) {
      // Half of a name, or all of a value.
      const { next } = draft;
      draft.value(word, 'either');
      if (!draft.open('map', 'block', column, true)) this.#end();
      else if (!word.hasCursor) draft.name(word, false);
      else if (draft.found?.pointer === next) draft.found.begun = draft.top;
    }
  }

  #openMap(column: number): boolean {
    const { top } = this.#draft;
    if (top?.kind === 'map' && top.style === 'block' && top.column === column) {
      top.isGuess = false;
      return true;
    }
    return this.#draft.open('map', 'block', column) || this.#end() < 0;
  }

  /**
   * Closes what the indentation ends. Gives whether an entry of a list in this column is left open although no dash stands
   * here, and nothing else begins in this column.
   */
  #closeTo(column: number, isDash: boolean): boolean {
    const { frames } = this.#draft;
    for (let top = frames.at(-1); top !== undefined && top.column > column; top = frames.at(-1)) frames.pop();
    const top = frames.at(-1);
    if (isDash || top?.kind !== 'list' || top.column !== column) return false;
    const below = frames.at(-2);
    if (below === undefined || below.column !== column) return true;
    frames.pop();
    return false;
  }

  /** The name that begins there, if a colon ends it. */
  #key(offset: number): Word | undefined {
    const { marked } = this.#draft;
    const unit = marked.text[offset];
    if (unit === '"' || unit === "'") {
      const word = marked.quoted(offset, () => false);
      return marked.isSeparator(marked.behindSpace(word.end)) ? word : undefined;
    }
    if (unit === '{' || unit === '[') return undefined;
    const word = marked.plain(offset, false);
    return marked.isSeparator(marked.behindSpace(word.end)) ? word : undefined;
  }

  #scalar(offset: number, column: number): Word {
    const { marked } = this.#draft;
    const unit = marked.text[offset];
    if (unit !== '"' && unit !== "'") return marked.plain(offset, false);
    return marked.quoted(offset, (line) => {
      const first = marked.behindSpace(line);
      return first === marked.lineEnd(first) || first - line > column;
    });
  }

  /** The offset behind an anchor and a tag. */
  #behindProperties(start: number): number {
    const { marked } = this.#draft;
    let offset = marked.behindSpace(start);
    while (marked.text[offset] === '&' || marked.text[offset] === '!') {
      let end = offset;
      while (end < marked.text.length && !/\s/.test(marked.text[end] ?? '')) end++;
      if (marked.cursor >= offset && marked.cursor <= end) return marked.lineEnd(offset);
      offset = marked.behindSpace(end);
    }
    return offset;
  }

  /** The beginning of the first line below that is not indented deeper than a column. */
  #behindLines(end: number, column: number): number {
    const { marked } = this.#draft;
    let line = marked.nextLine(end);
    while (line < marked.text.length) {
      const first = marked.behindSpace(line);
      const isBlank = first === marked.lineEnd(first);
      if (!isBlank && first - line <= column) return line;
      line = marked.nextLine(marked.lineEnd(first));
    }
    return line;
  }

  #end(): number {
    this.#isOver = true;
    return this.#draft.marked.text.length;
  }
}
