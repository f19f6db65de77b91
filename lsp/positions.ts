import type { Position, Range as ProtocolRange, TextEdit as ProtocolTextEdit } from 'vscode-languageserver-protocol';
import type { Range, TextEdit } from '../src/diagnostic.ts';
import { Lines } from '../src/lines.ts';

const byteOrderMark = '\u{feff}';

/** Tells offsets of a text without its byte order mark from the protocol's places, and back: UTF-16 units, lines from 0. */
export class Positions {
  readonly #lines: Lines;
  /** How many units the byte order mark takes on the first line: the editor counts it. */
  readonly #mark: number;

  /** `marked` is the text as the editor has it. */
  constructor(marked: string) {
    this.#mark = marked.startsWith(byteOrderMark) ? 1 : 0;
    this.#lines = new Lines(marked.slice(this.#mark));
  }

  /** The place of an offset, which is taken to the nearest one in the text. */
  at(offset: number): Position {
    const { line, column } = this.#lines.position(offset);
    return { line: line - 1, character: column - 1 + (line === 1 ? this.#mark : 0) };
  }

  /** The offset of a place, which is taken to the nearest one on its line, or to the end of the text. */
  offset({ line, character }: Position): number {
    if (line < 0) return 0;
    const number = Math.min(line, this.#lines.count - 1) + 1;
    const start = this.#lines.start(number);
    const end = this.#lines.end(number);
    if (line >= this.#lines.count) return end;
    return Math.min(Math.max(start, start + character - (number === 1 ? this.#mark : 0)), end);
  }

  /** A range of offsets as the protocol says it. */
  range({ start, end }: Range): ProtocolRange {
    return { start: this.at(start), end: this.at(end) };
  }

  /** A range of the protocol as offsets, the lesser one first. */
  offsets({ start, end }: ProtocolRange): Range {
    const one = this.offset(start);
    const other = this.offset(end);
    return { start: Math.min(one, other), end: Math.max(one, other) };
  }

  /** Edits as the protocol says them. */
  edits(edits: readonly TextEdit[]): ProtocolTextEdit[] {
    return edits.map(({ range, text }) => ({ range: this.range(range), newText: text }));
  }
}
