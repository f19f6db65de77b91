import type { Range, TextEdit } from '../diagnostic.ts';
import type { Document } from '../document.ts';
import type { BlockEntry, BlockLayout, Layout } from '../layout.ts';
import { commentEnd, lineEnd, lineStart, newlineEnd, newlineOf } from './lines.ts';
import {
  type BlockStyle,
  blockEntry,
  blockProperty,
  blockText,
  blockValue,
  type Content,
  isFull,
  isScalar,
  Moved,
  yamlScalar,
} from './spell.ts';

/** How a YAML document indents its blocks. */
export function blockStyle({ text }: Document): BlockStyle {
  const nested = /^( *)[^\s#-][^\n]*:[ \t]*\r?\n( +)[^\s#-]/m.exec(text);
  const step = (nested?.[2]?.length ?? 0) - (nested?.[1]?.length ?? 0);
  return { unit: step > 0 ? ' '.repeat(step) : '  ', newline: newlineOf(text) };
}

/**
 * The edits that take entries, by their index, from a block, and add properties or entries at its end. `owner` is the entry whose
 * value the block is. A comment behind an entry goes with it; those on lines of their own stay.
 */
export function* blockEdits(
  document: Document,
  layout: BlockLayout,
  owner: BlockEntry | undefined,
  style: BlockStyle,
  removed: ReadonlySet<number>,
  added: ReadonlyMap<string, Content>,
): Iterable<TextEdit> {
  const { text } = document;
  const { entries, column } = layout;
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined) return;
  const isList = isListEntry(text, first);
  const written = Array.from(added, ([name, value]) =>
    isList ? blockEntry(value, style, column) : blockProperty(name, value, style, column),
  );
  if (removed.size === entries.length) {
    const ownLine = owner !== undefined && lineStart(text, first.range.start) > owner.lead;
    if (added.size === 0 && ownLine) {
      yield { range: { start: owner.lead, end: owner.lead }, text: emptyOf(text, first) };
      for (const entry of entries) yield withoutLines(document, entry, column);
      return;
    }
    const place = { start: first.range.start, end: blockEnd(document, first, column) };
    const instead = written.length > 0 ? written.join(style.newline + ' '.repeat(column)) : emptyOf(text, first).trim();
    yield { range: place, text: instead };
    for (const entry of entries.slice(1)) yield withoutLines(document, entry, column);
    return;
  }
  yield* removals(document, layout, removed);
  if (written.length === 0) return;
  const end = behindComments(text, lineEnd(text, last.range.end), column);
  const place = newlineEnd(text, end);
  const lines = written.map((line) => ' '.repeat(column) + line).join(style.newline);
  const lastGone = removed.has(entries.length - 1) && blockEnd(document, last, column) === end;
  yield {
    range: { start: place, end: place },
    text: place > end ? lines + style.newline : lastGone ? lines : style.newline + lines,
  };
}

function emptyOf(text: string, first: BlockEntry): string {
  return isListEntry(text, first) ? ' []' : ' {}';
}

function isListEntry(text: string, { range, behind }: BlockEntry): boolean {
  return text[range.start] === '-' && behind === range.start + 1;
}

function* removals(
  document: Document,
  { entries, column }: BlockLayout,
  removed: ReadonlySet<number>,
): Iterable<TextEdit> {
  const { text } = document;
  let index = 0;
  const [first] = entries;
  if (first !== undefined && removed.has(0) && !beginsLine(text, first)) {
    // Before it stands a dash: what follows moves up to that.
    let end = first.range.start;
    for (let entry = entries[index]; entry !== undefined && removed.has(index); entry = entries[index]) {
      if (/[^ \t\r\n]/.test(text.slice(end, entry.range.start))) break;
      end = blockEnd(document, entry, column);
      index++;
    }
    end += /^[ \t\r\n]*/.exec(text.slice(end))?.[0].length ?? 0;
    yield { range: { start: first.range.start, end }, text: '' };
  }
  for (; index < entries.length; index++) {
    const entry = entries[index];
    if (entry !== undefined && removed.has(index)) yield withoutLines(document, entry, column);
  }
}

function beginsLine(text: string, { range }: BlockEntry): boolean {
  return /^[ \t]*$/.test(text.slice(lineStart(text, range.start), range.start));
}

function withoutLines(document: Document, entry: BlockEntry, column: number): TextEdit {
  const { text } = document;
  const end = newlineEnd(text, blockEnd(document, entry, column));
  return { range: { start: lineStart(text, entry.range.start), end }, text: '' };
}

/**
 * The end of an entry of a block whose entries begin in `column`: behind the comment on its last line and, if it has several
 * lines, behind those right below that are indented deeper than it.
 */
export function blockEnd(document: Document, { range, behind }: BlockEntry, column: number): number {
  const { text } = document;
  const end = commentEnd(document, range.end);
  return text.slice(behind, range.end).includes('\n') ? behindComments(text, end, column) : end;
}

/** The end of the last of the comment lines below `offset` that are indented by more than `column` spaces. */
function behindComments(text: string, offset: number, column: number): number {
  const comment = /\r?\n( *)#[^\r\n]*/y;
  let end = offset;
  for (;;) {
    comment.lastIndex = end;
    const match = comment.exec(text);
    if (match === null || (match[1]?.length ?? 0) <= column) return end;
    end = comment.lastIndex;
  }
}

/**
 * The edits that put a value where that of `entry` stands, whose holder's entries begin in `column`. `place` is the old
 * value, `undefined` if none is written, and `old` its layout.
 */
export function* blockReplacement(
  document: Document,
  entry: BlockEntry,
  column: number,
  place: Range | undefined,
  old: Layout | undefined,
  content: Content,
  style: BlockStyle,
): Iterable<TextEdit> {
  const { text } = document;
  const inList = isListEntry(text, entry);
  if (content instanceof Moved) {
    const moved = blockValue(content, style, column);
    const end = /^\r?\n/.test(moved) ? commentEnd(document, entry.range.end) : entry.range.end;
    yield { range: { start: entry.behind, end: entry.range.end }, text: end > entry.range.end ? '' : moved };
    if (end > entry.range.end) yield { range: { start: end, end }, text: moved };
    return;
  }
  const ownLine = place !== undefined && lineStart(text, place.start) > entry.lead;
  if (!isFull(content)) {
    const before = place === undefined ? '' : text.slice(place.start, place.end);
    const spelled = isScalar(content) ? yamlScalar(content, before, false) : JSON.stringify(content);
    if (place === undefined) {
      yield { range: { start: entry.lead, end: entry.lead }, text: ` ${spelled}` };
    } else if (old?.style === 'block' && ownLine) {
      yield { range: { start: entry.lead, end: entry.lead }, text: ` ${spelled}` };
      yield withoutLines(document, { ...entry, range: { start: place.start, end: entry.range.end } }, column);
    } else {
      yield { range: { start: place.start, end: entry.range.end }, text: spelled };
    }
    return;
  }
  const inner = column + (inList ? 2 : style.unit.length);
  if (old?.style === 'block' && place !== undefined) {
    const deep = old.column > column ? old.column : Array.isArray(content) && ownLine ? old.column : inner;
    const start = deep === old.column ? place.start : lineStart(text, place.start);
    const indent = deep === old.column ? '' : ' '.repeat(deep);
    yield { range: { start, end: entry.range.end }, text: indent + blockText(content, style, deep) };
    return;
  }
  const end = commentEnd(document, entry.range.end);
  const block = blockText(content, style, inner);
  if (inList && entry.lead === entry.behind && text.slice(entry.range.end, end).trim() === '') {
    yield { range: { start: entry.lead, end }, text: ` ${block}` };
    return;
  }
  yield { range: { start: entry.lead, end: entry.range.end }, text: '' };
  yield { range: { start: end, end }, text: style.newline + ' '.repeat(inner) + block };
}
