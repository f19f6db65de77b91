import { firstColumns, widthOf } from '../columns.ts';

/** What stands between two columns of a table. */
const gap = 2;

/** The narrowest that a table's first column becomes. */
const narrowest = 12;

/** A row of a table: names what it is about, and says it in cells. */
export interface Row {
  /** Gives the name in at most so many columns of the terminal. */
  readonly label: (room: number) => string;
  readonly cells: readonly string[];
}

/** A text that fills at most so many columns, with `…` where something of it is left out. */
export function cut(text: string, room: number): string {
  return widthOf(text) <= room ? text : `${firstColumns(text, Math.max(0, room - 1))}…`;
}

/** A text, with spaces behind it up to so many columns. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

/** The rows of a table in at most so many columns; `undefined` if they have no room. The first row is the head. */
export function table(
  head: Row,
  rows: readonly Row[],
  room: number,
  paint: (cell: string, text: string) => string,
): readonly string[] | undefined {
  const all = [head, ...rows];
  const widths = head.cells.map((_, index) => Math.max(...all.map(({ cells }) => widthOf(cells[index] ?? ''))));
  const left = room - widths.reduce((sum, width) => sum + width + gap, 0);
  if (left < narrowest) return undefined;
  const longest = Math.max(...all.map(({ label }) => widthOf(label(left))));
  return all.map(({ label, cells }, index) => {
    const parts = cells.map((cell, column) => {
      const wide = padded(cell, widths[column] ?? 0);
      return index === 0 ? wide : paint(cell, wide);
    });
    return [padded(label(longest), longest), ...parts].join(' '.repeat(gap)).trimEnd();
  });
}

/** Words in lines of at most so many columns; the second and further ones are indented. What is longer than a line is cut. */
export function wrapped(text: string, room: number, indent: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of text.split(' ')) {
    const limit = room - (lines.length === 0 ? 0 : indent);
    const wordWidth = widthOf(word);
    if (width > 0 && width + 1 + wordWidth > limit) {
      lines.push(line);
      line = '';
      width = 0;
    }
    const own = room - (lines.length === 0 ? 0 : indent);
    const fitting = wordWidth > own ? cut(word, own) : word;
    line = width === 0 ? fitting : `${line} ${fitting}`;
    width = widthOf(line);
  }
  lines.push(line);
  return lines.map((each, index) => (index === 0 ? each : ' '.repeat(indent) + each));
}
