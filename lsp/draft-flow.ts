import type { Draft, Frame } from './draft.ts';
import type { Word } from './draft-words.ts';

/** What was read last in an object or list between brackets. */
type State = 'nothing' | 'name' | 'colon' | 'value';

/**
 * Reads what stands between brackets, from the first one. Gives the offset behind it: behind the bracket that closes it or,
 * where none does, at the beginning of the line that must be outside, because it begins in `column` or before.
 */
export function readFlow(draft: Draft, start: number, column: number): number {
  return new Flow(draft, column).read(start);
}

class Flow {
  readonly #draft: Draft;
  /** What is open outside stays open. */
  readonly #outside: number;
  readonly #column: number;
  readonly #states: State[] = [];
  /** Where the last word or bracket ended. */
  #end = 0;

  constructor(draft: Draft, column: number) {
    this.#draft = draft;
    this.#outside = draft.frames.length;
    this.#column = column;
  }

  read(start: number): number {
    const { marked } = this.#draft;
    let offset = start;
    while (offset < marked.text.length) {
      const unit = marked.text[offset] ?? '';
      if (unit === '\n' || unit === '\r') {
        offset = marked.nextLine(offset);
        if (this.#isOutside(offset)) break;
      } else if (unit === ' ' || unit === '\t') offset++;
      else if (marked.isComment(offset)) offset = marked.commentEnd(offset);
      else if (unit === '{' || unit === '[') {
        if (!this.#open(unit === '{' ? 'map' : 'list')) return marked.text.length;
        this.#end = ++offset;
      } else if (unit === '}' || unit === ']') {
        this.#close(unit === '}' ? 'map' : 'list');
        this.#end = ++offset;
        if (this.#draft.frames.length <= this.#outside) return offset;
      } else if (unit === ',') {
        this.#comma();
        offset++;
      } else if (unit === ':' && this.#isColon(offset)) {
        this.#colon();
        offset++;
      } else {
        const isQuoted = unit === '"' || (unit === "'" && marked.syntax === 'yaml');
        const word = isQuoted ? marked.quoted(offset, (line) => !this.#isOutside(line)) : marked.plain(offset, true);
        this.#take(word);
        this.#end = offset = word.end;
      }
    }
    this.#draft.frames.length = this.#outside;
    return offset;
  }

  get #state(): State {
    return this.#states.at(-1) ?? 'nothing';
  }

  set #state(state: State) {
    this.#states[this.#states.length - 1] = state;
  }

  #open(kind: Frame['kind']): boolean {
    if (this.#state === 'value') this.#follow();
    const isOpen = this.#draft.open(kind, 'flow', this.#column);
    if (this.#states.length > 0) this.#state = 'value';
    this.#states.push('nothing');
    return isOpen;
  }

  /** Closes the innermost of a kind, and what was left open in it; a bracket that closes nothing is passed over. */
  #close(kind: Frame['kind']): void {
    const { frames } = this.#draft;
    const index = frames.findLastIndex((frame, index) => frame.kind === kind && index >= this.#outside);
    if (index < 0) return;
    frames.length = index;
    this.#states.length = index - this.#outside;
  }

  #comma(): void {
    const { top } = this.#draft;
    if (top?.kind === 'list' && this.#state !== 'nothing') top.index++;
    if (top !== undefined) top.hasValue = false;
    this.#state = 'nothing';
  }

  #isColon(offset: number): boolean {
    return this.#state === 'name' || this.#draft.marked.isSeparator(offset);
  }

  #colon(): void {
    const { found, top } = this.#draft;
    if (top?.kind !== 'map' || this.#state !== 'name') return;
    if (found?.part === 'key' && found.frame === top && top.key === found.word.text) found.hasColon = true;
    this.#state = 'colon';
  }

  /** What follows the cursor without a comma needs one. */
  #follow(): void {
    const { found, top } = this.#draft;
    if (found !== undefined && found.frame === top && this.#end === found.word.end) found.needsComma = true;
  }

  #take(word: Word): void {
    const draft = this.#draft;
    const { top, marked } = draft;
    if (top === undefined) return;
    const state = this.#state;
    const commaAt = state === 'value' ? this.#end : undefined;
    if (top.kind === 'list') {
      // A word right behind another value is still being written.
      if (state === 'value' && this.#end === word.start) return;
      if (state === 'value') {
        this.#follow();
        top.index++;
      }
      draft.value(word, 'value', '', commaAt);
      this.#state = 'value';
      return;
    }
    if (state === 'colon') {
      draft.value(word, 'value', marked.text[word.start - 1] === ':' && marked.syntax === 'yaml' ? ' ' : '');
      this.#state = 'value';
    } else if (state === 'name' && !marked.hasColonBehind(word.end)) {
      draft.value(word, 'value', ': ');
      this.#state = 'value';
    } else {
      if (state === 'value' && this.#end === word.start) return;
      if (state !== 'nothing') this.#follow();
      draft.name(word, false, commaAt);
      this.#state = 'name';
    }
  }

  /** Whether a line must stand outside of the brackets. */
  #isOutside(line: number): boolean {
    const { marked } = this.#draft;
    if (this.#column < 0) return false;
    const first = marked.behindSpace(line);
    const end = marked.lineEnd(first);
    if (first === end || first - line > this.#column) return false;
    const text = marked.text.slice(first, end);
    return /^-(?:\s|$)|^(?:"[^"]*"|'[^']*'|[^\s{}[\],"'#][^{}[\],#]*):(?:\s|$)/.test(text);
  }
}
