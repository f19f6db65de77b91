import pc from 'picocolors';
import type { Diagnostic, FileReport, Range, Related, Report, Severity } from '../diagnostic.ts';
import { Lines } from '../lines.ts';
import { Mask } from '../mask.ts';
import { visible } from '../visible.ts';
import { firstColumns, lastColumns, widthOf } from './columns.ts';
import { harmless, unlikeCommandBehind } from './commands.ts';
import { summary, summaryLine } from './summary.ts';

type Colors = ReturnType<typeof pc.createColors>;

/** How many columns of a line are shown; a longer one is cropped around the range. */
const widest = 100;

/** How many columns stay before the range when the beginning of a line is cropped. */
const before = 40;

const tabWidth = 4;

/** How many related places are shown of one finding. */
const mostRelated = 8;

const cropped = '…';

/** The report for people: a code frame for each finding, and a last line with the counts. */
export function pretty(report: Report, options: { readonly colors: boolean }): string {
  const colors = pc.createColors(options.colors);
  const files = new Map(report.files.map((file) => [file.path, file]));
  const frames = new Map<string, Frames>();
  const framesOf = (path: string): Frames => {
    let found = frames.get(path);
    if (found === undefined) {
      const file = files.get(path);
      if (file === undefined) throw new Error('a diagnostic names a file that is not in the report');
      found = new Frames(file, colors);
      frames.set(path, found);
    }
    return found;
  };
  const parts: string[] = [];
  for (const file of report.files) {
    if (file.error !== undefined) {
      parts.push(`${colors.bold(harmless(file.path))} ${colors.red('error')}: ${harmless(file.error)}\n\n`);
    }
    for (const diagnostic of file.diagnostics) parts.push(`${finding(diagnostic, file, framesOf, colors)}\n\n`);
  }
  parts.push(`${lastLine(report, colors)}\n`);
  return parts.join('');
}

function finding(diagnostic: Diagnostic, file: FileReport, framesOf: (path: string) => Frames, colors: Colors): string {
  const own = framesOf(file.path);
  const { rule, severity, message, range, related, fix } = diagnostic;
  const paint = severityColor(severity, colors);
  const lines = [
    `${colors.bold(own.place(range))} ${paint(severity)} ${colors.bold(harmless(rule))}: ${harmless(message)}`,
    ...own.frame(range, paint, true),
  ];
  for (const other of related.slice(0, mostRelated))
    lines.push(...note(other, framesOf(other.path ?? file.path), colors));
  if (related.length > mostRelated)
    lines.push(`  ${colors.cyan('note')}: and ${related.length - mostRelated} more places`);
  if (fix !== undefined) lines.push(`  ${colors.green(fix.safe ? 'fix' : 'fix (unsafe)')}: ${harmless(fix.title)}`);
  return lines.join('\n');
}

function note({ message, range }: Related, frames: Frames, colors: Colors): string[] {
  return [
    `  ${colors.cyan('note')}: ${frames.place(range)} ${harmless(message)}`,
    ...frames.frame(range, colors.cyan, false),
  ];
}

function lastLine(report: Report, colors: Colors): string {
  const { errors, warnings } = summary(report);
  const line = summaryLine(report);
  if (errors > 0 || report.files.some((file) => file.error !== undefined)) return colors.red(line);
  return warnings > 0 ? colors.yellow(line) : colors.green(line);
}

function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return colors.red;
    case 'warning':
      return colors.yellow;
    case 'info':
      return colors.blue;
  }
}

/** The places of one file, as people see them. */
class Frames {
  readonly #path: string;
  readonly #lines: Lines;
  readonly #mask: Mask;
  readonly #text: string;
  readonly #colors: Colors;

  constructor(file: FileReport, colors: Colors) {
    this.#path = harmless(file.path);
    this.#text = file.text;
    this.#lines = new Lines(file.text);
    this.#mask = new Mask(file.text, file.secrets);
    this.#colors = colors;
  }

  /** `path:line:column`, which terminals and editors can follow. */
  place(range: Range): string {
    const { line, column } = this.#lines.position(range.start);
    return `${this.#path}:${line}:${column}`;
  }

  /** The line at which a range begins with the range underlined and, `withContext`, the line before it. */
  frame(range: Range, paint: (text: string) => string, withContext: boolean): string[] {
    const { line } = this.#lines.position(range.start);
    const last = this.#lines.position(Math.max(range.start, range.end - 1)).line;
    const { shown, indent, length, isCut } = this.#underlined(line, range);
    const gutter = Math.max(3, String(line).length + 2);
    const rows: string[] = [];
    if (withContext && !isCut && line > 1 && this.#lines.text(line - 1).trim() !== '') {
      rows.push(this.#row(String(line - 1), gutter, this.#opening(line - 1)));
    }
    rows.push(this.#row(String(line), gutter, shown));
    const until = last > line ? ` ${cropped} to line ${last}` : '';
    rows.push(this.#row('', gutter, `${' '.repeat(indent)}${paint('^'.repeat(length) + until)}`));
    return rows;
  }

  #row(number: string, gutter: number, text: string): string {
    return `${this.#colors.dim(`${number.padStart(gutter)} |`)} ${text}`.trimEnd();
  }

  /** The beginning of a line. */
  #opening(line: number): string {
    const start = this.#lines.start(line);
    const end = this.#lines.end(line);
    const row = new Row(widest);
    row.add(this.#mask.slice(start, Math.min(end, start + 2 * widest)));
    return row.end(end > start + 2 * widest);
  }

  /** A line, cropped around a range; and how many columns stand before and under the range. */
  #underlined(line: number, range: Range): { shown: string; indent: number; length: number; isCut: boolean } {
    const lineStart = this.#lines.start(line);
    const lineEnd = this.#lines.end(line);
    const start = Math.min(range.start, lineEnd);
    const end = Math.min(Math.max(range.end, start), lineEnd);
    // A line of a megabyte is looked at only near the range, and a range longer than what is shown not to its end.
    const from = this.#whole(Math.max(lineStart, start - widest));
    const to = this.#whole(Math.min(lineEnd, start + 2 * widest));
    const prefix = new Row(Number.POSITIVE_INFINITY);
    prefix.add(this.#mask.slice(from, start));
    const isCut = from > lineStart || prefix.width > widest - before;
    const row = new Row(widest);
    row.add(isCut ? cropped + lastColumns(prefix.end(false), before) : prefix.end(false));
    const indent = row.width;
    row.add(this.#mask.slice(start, Math.min(end, to)));
    const length = Math.max(1, row.width - indent);
    if (end < to) row.add(this.#mask.slice(end, to));
    return { shown: row.end(to < lineEnd), indent, length, isCut };
  }

  /** An offset that does not part the two halves of a character. */
  #whole(offset: number): number {
    const unit = this.#text.charCodeAt(offset);
    return unit >= 0xdc00 && unit <= 0xdfff ? offset - 1 : offset;
  }
}

/** A row of the terminal that is filled from the left, up to a number of columns. */
class Row {
  /** Columns filled. */
  width = 0;
  readonly #limit: number;
  #text = '';
  #isFull = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Adds what has room: tabs as spaces up to the next stop, and what a terminal or a log would obey or hide spelled out. */
  add(text: string): void {
    for (const piece of text.split(/(\t)/)) {
      if (this.#isFull || piece === '') continue;
      if (piece === '\t') this.#addPiece(' '.repeat(tabWidth - (this.width % tabWidth)));
      else this.#addPiece(unlikeCommandBehind(this.#text, visible(piece)));
    }
  }

  /** The row's text, with `…` behind it if something is left out. */
  end(isCut: boolean): string {
    return this.#isFull || isCut ? this.#text + cropped : this.#text;
  }

  #addPiece(piece: string): void {
    const room = this.#limit - this.width;
    const width = widthOf(piece);
    if (width <= room) {
      this.#text += piece;
      this.width += width;
      return;
    }
    this.#isFull = true;
    const fitting = firstColumns(piece, room);
    this.#text += fitting;
    this.width += widthOf(fitting);
  }
}
