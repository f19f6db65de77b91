import { firstColumns, widthOf } from '../columns.ts';

/** How the columns of a table stand. */
export interface Spacing {
  /** How many columns of the terminal stand between them. */
  readonly gap: number;
  /** How many the first one has at least, if its names are that long. */
  readonly narrowest: number;
}

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

/** The rows of a table in at most so many columns; the first is the head. `undefined` if they have no room, or names were cut until two are the same. */
export function table(
  head: Row,
  rows: readonly Row[],
  room: number,
  paint: (cell: string) => string,
  { gap, narrowest }: Spacing = { gap: 2, narrowest: 12 },
): readonly string[] | undefined {
  const all = [head, ...rows];
  const widths = head.cells.map((_, index) => Math.max(...all.map(({ cells }) => widthOf(cells[index] ?? ''))));
  const left = room - widths.reduce((sum, width) => sum + width + gap, 0);
  if (left < narrowest && (left < 1 || all.some(({ label }) => widthOf(label(narrowest)) > left))) return undefined;
  const labels = all.map(({ label }) => label(left));
  // What cannot be told apart says nothing.
  if (new Set(labels).size < labels.length) return undefined;
  const longest = Math.max(...labels.map(widthOf));
  return all.map(({ cells }, index) => {
    const parts = cells.map((cell, column) => {
      const space = ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell)));
      return (index === 0 ? cell : paint(cell)) + space;
    });
    return [padded(labels[index] ?? '', longest), ...parts].join(' '.repeat(gap)).trimEnd();
  });
}

/** A text in lines of at most so many columns; the second and further ones are indented. A word that is longer than a line is cut. */
export function wrapped(text: string, room: number, indent: number): readonly string[] {
  return filled(text.split(' '), room, indent);
}

/** Lines of at most so many columns, filled with parts that are not parted. */
export function filled(parts: readonly string[], room: number, indent: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let left = room;
  for (const part of parts) {
    const width = widthOf(part);
    if (line !== '' && width >= left) {
      lines.push(line);
      line = '';
      left = room - indent;
    }
    const own = line === '' ? cut(part, left) : ` ${part}`;
    line += own;
    left -= widthOf(own);
  }
  lines.push(line);
  return lines.map((each, index) => (index === 0 ? each : ' '.repeat(indent) + each));
}
