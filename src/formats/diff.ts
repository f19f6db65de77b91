import { diffArrays } from 'diff';
import pc from 'picocolors';
import type { Range } from '../diagnostic.ts';
import { Mask } from '../mask.ts';
import { visible } from '../visible.ts';
import { commandMark, unlikeCommand } from './commands.ts';

/** A text, and where secrets stand in it. */
export interface Version {
  readonly text: string;
  readonly secrets: readonly Range[];
}

/** A file that would be changed. */
export interface ChangedFile {
  readonly path: string;
  readonly before: Version;
  readonly after: Version;
}

interface Line {
  readonly sign: ' ' | '-' | '+';
  /** With its line end, if it has one. */
  readonly text: string;
}

/** Lines that are shown together: changed ones and their neighbours. */
interface Hunk {
  /** How many lines of each version stand before it. */
  readonly skipped: Lengths;
  readonly lines: readonly Line[];
}

interface Lengths {
  readonly before: number;
  readonly after: number;
}

type Colors = ReturnType<typeof pc.createColors>;

/** How many unchanged lines are shown around a change. */
const context = 3;

/**
 * How many lines may differ between two that are surely the same for the shortest difference to be looked for, which takes
 * the square of it.
 */
const mostEdits = 256;

/**
 * What would be changed as a unified diff, which `git apply` and `patch -p1` take; but for lines with secrets, which are
 * masked, and with what a terminal or GitHub's runner would obey, which is spelled out. Tabs and the carriage returns of line
 * ends stay. A file in which only secrets change is left out.
 */
export function unifiedDiff(files: readonly ChangedFile[], options: { readonly colors: boolean }): string {
  const colors = pc.createColors(options.colors);
  return files.flatMap((file) => fileRows(file, colors)).join('');
}

function fileRows({ path, before, after }: ChangedFile, colors: Colors): string[] {
  const hunks = hunksOf(compared(linesOf(before), linesOf(after)));
  if (hunks.length === 0) return [];
  const heads = [`--- ${named('a', path)}`, `+++ ${named('b', path)}`].map((head) => `${colors.bold(head)}\n`);
  return [...heads, ...hunks.flatMap((hunk) => hunkRows(hunk, colors))];
}

function linesOf({ text, secrets }: Version): string[] {
  const masked = secrets.length === 0 ? text : new Mask(text, secrets).slice(0, text.length);
  return masked === '' ? [] : masked.split(/(?<=\n)/);
}

/** All lines of both versions, in an order that fits both. */
function compared(before: readonly string[], after: readonly string[]): Line[] {
  const lines: Line[] = [];
  let done: Lengths = { before: 0, after: 0 };
  for (const anchor of [...anchors(before, after), { before: before.length, after: after.length }]) {
    for (const line of between(before.slice(done.before, anchor.before), after.slice(done.after, anchor.after)))
      lines.push(line);
    const same = before[anchor.before];
    if (same !== undefined) lines.push({ sign: ' ', text: same });
    done = { before: anchor.before + 1, after: anchor.after + 1 };
  }
  return lines;
}

function between(before: string[], after: string[]): Line[] {
  if (before.length === 0 || after.length === 0) return replaced(before, after);
  const changes = diffArrays(before, after, { maxEditLength: mostEdits });
  if (changes === undefined) return replaced(before, after);
  return changes.flatMap(({ added, removed, value }) => signed(added ? '+' : removed ? '-' : ' ', value));
}

function replaced(before: readonly string[], after: readonly string[]): Line[] {
  return [...signed('-', before), ...signed('+', after)];
}

function signed(sign: Line['sign'], texts: readonly string[]): Line[] {
  return texts.map((text) => ({ sign, text }));
}

interface Run extends Lengths {
  readonly previous: Run | undefined;
}

/** Where lines stand that both versions have exactly once: as many as are in the same order in both. */
function anchors(before: readonly string[], after: readonly string[]): Lengths[] {
  const places = single(after);
  /** For each length, the run of that length whose end leaves the most room. */
  const runs: Run[] = [];
  for (const [text, index] of single(before)) {
    const place = places.get(text);
    if (place === undefined) continue;
    const length = lengthBefore(runs, place);
    runs[length] = { before: index, after: place, previous: runs[length - 1] };
  }
  const found: Lengths[] = [];
  for (let run = runs.at(-1); run !== undefined; run = run.previous) found.push(run);
  return found.reverse();
}

/** The length of the longest run that ends before a place. */
function lengthBefore(runs: readonly Run[], place: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.after ?? place) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The lines that stand once in a text, in order, and where. */
function single(lines: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  const repeated = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (places.has(line)) repeated.add(line);
    places.set(line, index);
  }
  for (const line of repeated) places.delete(line);
  return places;
}

function hunksOf(lines: readonly Line[]): Hunk[] {
  const hunks: Hunk[] = [];
  let skipped: Lengths = { before: 0, after: 0 };
  let done = 0;
  for (const { start, end } of stretches(lines)) {
    skipped = plus(skipped, lengths(lines.slice(done, start)));
    const shown = lines.slice(start, end);
    hunks.push({ skipped, lines: shown });
    skipped = plus(skipped, lengths(shown));
    done = end;
  }
  return hunks;
}

/** Changed lines and their neighbours, in stretches that do not touch. */
function stretches(lines: readonly Line[]): Range[] {
  const found: { start: number; end: number }[] = [];
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue;
    const start = Math.max(0, index - context);
    const end = Math.min(lines.length, index + context + 1);
    const last = found.at(-1);
    if (last !== undefined && start <= last.end) last.end = end;
    else found.push({ start, end });
  }
  return found;
}

function lengths(lines: readonly Line[]): Lengths {
  const count = (other: Line['sign']) => lines.reduce((sum, { sign }) => sum + (sign === other ? 0 : 1), 0);
  return { before: count('+'), after: count('-') };
}

function plus(a: Lengths, b: Lengths): Lengths {
  return { before: a.before + b.before, after: a.after + b.after };
}

function hunkRows({ skipped, lines }: Hunk, colors: Colors): string[] {
  const shown = lengths(lines);
  const head = `@@ -${span(skipped.before, shown.before)} +${span(skipped.after, shown.after)} @@`;
  return [`${colors.cyan(head)}\n`, ...lines.map((line) => row(line, colors))];
}

/** A stretch of lines as the format says it: an empty one is named after the line before it. */
function span(skipped: number, count: number): string {
  const start = count === 0 ? skipped : skipped + 1;
  return count === 1 ? String(start) : `${start},${count}`;
}

function row({ sign, text }: Line, colors: Colors): string {
  const [end = ''] = /\r?\n?$/.exec(text) ?? [];
  const content = text
    .slice(0, text.length - end.length)
    .split('\t')
    .map(visible)
    .join('\t');
  const painted = paint(sign, colors)(unlikeCommand(sign + content));
  // As git does it, a colour ends before the line end.
  return painted + end + (end.endsWith('\n') ? '' : '\n\\ No newline at end of file\n');
}

function paint(sign: Line['sign'], colors: Colors): (text: string) => string {
  switch (sign) {
    case '+':
      return colors.green;
    case '-':
      return colors.red;
    case ' ':
      return String;
  }
}

/**
 * A path as git writes it: in quotes where it must be, and with a tab behind one with spaces, so that its end is seen; but in
 * quotes also where it ends with a space, which `patch` takes for none of it.
 */
function named(side: 'a' | 'b', path: string): string {
  const whole = path.startsWith('/') ? side + path : `${side}/${path}`;
  if (/["\\]| $/.test(whole) || unlikeCommand(visible(whole)) !== whole) return quoted(whole);
  return whole.includes(' ') ? `${whole}\t` : whole;
}

const letters: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
]);

function quoted(path: string): string {
  const bytes = Array.from(new TextEncoder().encode(path), (byte) => {
    const character = String.fromCharCode(byte);
    return letters.get(character) ?? (/[ -~]/.test(character) ? character : `\\${byte.toString(8).padStart(3, '0')}`);
  });
  return `"${bytes.join('').replace(commandMark, '#\\043')}"`;
}
