import type { Range } from '../src/diagnostic.ts';
import { below, type Pointer } from '../src/pointer.ts';
import { readBlock } from './draft-block.ts';
import { readFlow } from './draft-flow.ts';
import { MarkedText, type Word } from './draft-words.ts';

/** An object or a list that is being written. */
export interface Frame {
  kind: 'map' | 'list';
  readonly style: 'block' | 'flow';
  /** The column of its entries in a block, from 0. */
  readonly column: number;
  readonly pointer: Pointer;
  /** Its names, or the words in it, but for the one at the cursor. */
  readonly names: Set<string>;
  /** Which entry of a list is next, or being written. */
  index: number;
  /** The name whose value is next. */
  key: string | undefined;
  /** Whether that value is merged into the object itself. */
  isMerge: boolean;
  /** Whether something stands there already. */
  hasValue: boolean;
  /** Whether a name in it stands in double quotes. */
  hasQuotedNames: boolean;
  /** Whether it may as well be a list: only one word is known of it. */
  isGuess: boolean;
}

/** The place in a text at which somebody writes, as far as it can be made out of what may be broken. */
export interface Cursor {
  /** Of the object whose name it is; else of the value itself. */
  readonly pointer: Pointer;
  /** `either`: a value, or the first name of the object that is to be the value. */
  readonly part: 'key' | 'value' | 'either';
  /** What it stands in; absent for the root. */
  readonly frame: Frame | undefined;
  /** The object whose first name it may be. */
  readonly begun: Frame | undefined;
  /** What is written of the word, with its quotes. */
  readonly word: Range;
  readonly quote: '"' | "'" | undefined;
  readonly isClosed: boolean;
  /** What it spells before the cursor. */
  readonly typed: string;
  /** Whether a colon stands behind it. */
  readonly hasColon: boolean;
  /** What has to stand before it and does not. */
  readonly lead: '' | ' ' | ': ' | '- ';
  /** Where a comma is missing before it. */
  readonly commaAt: number | undefined;
  /** Whether a comma has to be put behind it. */
  readonly needsComma: boolean;
  /** The column of the word, from 0. */
  readonly column: number;
}

/** What was found, while the rest of the text is read. */
export interface Finding {
  readonly pointer: Pointer;
  readonly part: Cursor['part'];
  readonly frame: Frame | undefined;
  begun: Frame | undefined;
  readonly word: Word;
  hasColon: boolean;
  readonly lead: Cursor['lead'];
  readonly commaAt: number | undefined;
  needsComma: boolean;
}

/** Deeper than this nothing is proposed. */
const deepest = 60;

/** A text while it is read: what is open, and what was found at the cursor. */
export class Draft {
  readonly marked: MarkedText;
  readonly frames: Frame[] = [];
  /** The names of the roles. */
  readonly roles = new Set<string>();
  found: Finding | undefined;

  constructor(marked: MarkedText) {
    this.marked = marked;
  }

  get top(): Frame | undefined {
    return this.frames.at(-1);
  }

  /** Where the next value stands that is not a name. */
  get next(): Pointer {
    const { top } = this;
    if (top === undefined) return '';
    if (top.kind === 'list') return below(top.pointer, top.index);
    return top.isMerge ? top.pointer : below(top.pointer, top.key ?? '');
  }

  /** Opens an object or a list where the next value stands. Gives `false` where that is too deep. */
  open(kind: Frame['kind'], style: Frame['style'], column: number, isGuess = false): boolean {
    if (this.frames.length >= deepest) return false;
    const pointer = this.next;
    if (this.top !== undefined) this.top.hasValue = true;
    const names = kind === 'map' && pointer === '/roles' ? this.roles : new Set<string>();
    this.frames.push({
      kind,
      style,
      column,
      pointer,
      names,
      index: 0,
      key: undefined,
      isMerge: false,
      hasValue: false,
      hasQuotedNames: false,
      isGuess,
    });
    return true;
  }

  /** Takes in a name of the object that is open. */
  name(word: Word, hasColon: boolean, commaAt?: number): void {
    const { top } = this;
    if (top === undefined) return;
    top.key = word.text;
    top.isMerge = word.text === '<<' && word.quote === undefined && this.marked.syntax === 'yaml';
    top.hasValue = false;
    if (word.hasCursor) {
      this.found = {
        pointer: top.pointer,
        part: 'key',
        frame: top,
        begun: undefined,
        word,
        hasColon,
        lead: '',
        commaAt,
        needsComma: false,
      };
      return;
    }
    top.names.add(word.text);
    if (word.quote === '"') top.hasQuotedNames = true;
  }

  /** Takes in a value that is a word. */
  value(word: Word, part: 'value' | 'either', lead: Cursor['lead'] = '', commaAt?: number): void {
    const { top, next } = this;
    if (top !== undefined) top.hasValue = true;
    if (word.hasCursor) {
      const common = { hasColon: false, needsComma: false, begun: undefined };
      this.found = { ...common, pointer: next, part, frame: top, word, lead, commaAt };
    } else if (top?.kind === 'list') top.names.add(word.text);
  }
}

/** What is known of a text at a cursor. */
export interface DraftAt {
  /** `undefined` where nobody writes names or values: in a comment, in text of several lines. */
  readonly cursor: Cursor | undefined;
  /** The names of the roles in the same document. */
  readonly roles: ReadonlySet<string>;
}

/** Makes out where in a text somebody writes. `range` is the document that the cursor stands in. Takes time in proportion to its length. */
export function draftAt(text: string, range: Range, offset: number, syntax: 'json' | 'yaml'): DraftAt {
  const marked = new MarkedText(text.slice(range.start, range.end), offset - range.start, syntax);
  const draft = new Draft(marked);
  if (syntax === 'yaml') readBlock(draft);
  else readJson(draft);
  return {
    cursor: draft.found === undefined ? undefined : cursorOf(draft.found, marked, range.start),
    roles: draft.roles,
  };
}

function readJson(draft: Draft): void {
  const { marked } = draft;
  let offset = 0;
  while (offset < marked.text.length) {
    if (/\s/.test(marked.text[offset] ?? '')) offset++;
    else if (marked.isComment(offset)) offset = marked.commentEnd(offset);
    else break;
  }
  const first = marked.text[offset];
  if (first === '{' || first === '[') readFlow(draft, offset, -1);
  else if (first === '"')
    draft.value(
      marked.quoted(offset, () => false),
      'either',
    );
  else if (first !== undefined) draft.value(marked.plain(offset, true), 'either');
}

function cursorOf(found: Finding, marked: MarkedText, base: number): Cursor {
  const { word, commaAt, ...rest } = found;
  const { cursor, text } = marked;
  /** Offsets in the text itself: without the mark, and in the whole of it. */
  const placed = (offset: number) => base + (offset > cursor ? offset - 1 : offset);
  const lineStart = Math.max(text.lastIndexOf('\n', word.start - 1), text.lastIndexOf('\r', word.start - 1)) + 1;
  return {
    ...rest,
    word: { start: placed(word.start), end: placed(word.end) },
    quote: word.quote,
    isClosed: word.isClosed,
    typed: text.slice(word.start + (word.quote === undefined ? 0 : 1), cursor),
    commaAt: commaAt === undefined ? undefined : placed(commaAt),
    column: word.start - (word.start === 0 ? 0 : lineStart),
  };
}
