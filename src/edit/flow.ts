import type { TextEdit } from '../diagnostic.ts';
import type { Document } from '../document.ts';
import type { FlowEntry, FlowLayout } from '../layout.ts';
import { type Pointer, parent } from '../pointer.ts';
import { commentEnd, lineEnd, lineIndent, lineStart, newlineEnd, newlineOf } from './lines.ts';
import { type Content, type FlowStyle, flowProperty, flowText } from './spell.ts';

/** How what is added to the object or list at a pointer, or put in its place, is written between brackets. */
export function flowStyle(document: Document, pointer: Pointer, layout: FlowLayout | undefined): FlowStyle {
  const { text } = document;
  const newline = newlineOf(text);
  const first = layout?.entries[0];
  if (layout === undefined || first === undefined) {
    const above = parent(pointer);
    const holder = above === undefined ? undefined : document.layout(above);
    if (above === undefined || holder?.style !== 'flow' || holder.entries.length === 0) {
      const json = document.syntax === 'json';
      return { json, lines: false, indent: '', unit: '  ', newline, colon: ': ', gap: ' ' };
    }
    const style = flowStyle(document, above, holder);
    return { ...style, indent: style.indent + style.unit };
  }
  const { start } = layout.range;
  const json = document.syntax === 'json' || text[first.range.start] === '"';
  const lines = lineStart(text, first.range.start) > start;
  const indent = lines ? lineIndent(text, first.range.start) : '';
  const outside = lineIndent(text, start);
  const unit = indent.length > outside.length && indent.startsWith(outside) ? indent.slice(outside.length) : '  ';
  const colon = json ? colonAt(text, start) : ': ';
  return { json, lines, indent, unit, newline, colon, gap: gapOf(text, layout, colon) };
}

function colonAt(text: string, start: number): string {
  const pattern = /"([ \t]*:[ \t]*)/g;
  pattern.lastIndex = start;
  return pattern.exec(text)?.[1] ?? ': ';
}

function gapOf(text: string, { entries }: FlowLayout, colon: string): string {
  const [first, second] = entries;
  const gap = first?.comma === undefined ? undefined : text.slice(first.comma + 1, second?.range.start ?? 0);
  return gap !== undefined && second !== undefined && /^[ \t]*$/.test(gap) ? gap : colon.endsWith(' ') ? ' ' : '';
}

/** The edits that take entries, by their index, from between brackets, and add properties or entries at the end. */
export function* flowEdits(
  document: Document,
  layout: FlowLayout,
  style: FlowStyle,
  removed: ReadonlySet<number>,
  added: ReadonlyMap<string, Content>,
): Iterable<TextEdit> {
  const { text } = document;
  const { range, entries } = layout;
  const separator = style.lines ? `,${style.newline}${style.indent}` : `,${style.gap}`;
  const isList = text[range.start] === '[';
  const written = Array.from(added, ([name, value]) =>
    isList ? flowText(value, style, style.indent) : flowProperty(name, value, style, style.indent),
  ).join(separator);
  const last = entries.at(-1);
  if (last === undefined) {
    const line = style.newline + style.indent;
    const outside = style.newline + style.indent.slice(0, style.indent.length - style.unit.length);
    const inside = { start: range.start + 1, end: range.end - 1 };
    if (text.slice(inside.start, inside.end).trim() !== '')
      yield { range: { start: inside.start, end: inside.start }, text: written };
    else yield { range: inside, text: style.lines ? line + written + outside : written };
    return;
  }
  if (added.size > 0) {
    if (removed.has(entries.length - 1)) {
      // What comes stands where what goes stood: no comma changes.
      yield { range: last.range, text: written };
    } else {
      const end = last.comma === undefined ? last.range.end : last.comma + 1;
      if (last.comma === undefined) yield { range: { start: end, end }, text: ',' };
      const place = style.lines ? commentEnd(document, end) : end;
      const comma = last.comma === undefined ? '' : ',';
      yield { range: { start: place, end: place }, text: separator.slice(1) + written + comma };
    }
    for (const [index, entry] of entries.entries()) {
      if (removed.has(index) && entry !== last) yield withoutEntry(document, layout, entry);
    }
    return;
  }
  yield* removals(document, layout, removed);
}

function* removals(document: Document, layout: FlowLayout, removed: ReadonlySet<number>): Iterable<TextEdit> {
  const { text } = document;
  const { entries, range } = layout;
  const lastKept = entries.findLastIndex((_, index) => !removed.has(index));
  for (const [index, entry] of entries.entries()) {
    if (index < lastKept && removed.has(index)) yield withoutEntry(document, layout, entry);
  }
  const tail = entries.slice(lastKept + 1);
  const final = tail.at(-1);
  if (final === undefined) return;
  const finalEnd = final.comma === undefined ? final.range.end : final.comma + 1;
  const kept = entries[lastKept];
  if (kept === undefined && isBare(text, range.start + 1, range.end - 1, tail)) {
    yield { range: { start: range.start + 1, end: range.end - 1 }, text: '' };
    return;
  }
  // A comma behind the last entry is a habit of its author: then the one before keeps its own.
  const comma = kept?.comma === undefined ? undefined : { start: kept.comma, end: kept.comma + 1 };
  const start = comma === undefined ? undefined : final.comma === undefined ? comma.start : comma.end;
  if (comma !== undefined && start !== undefined && isBare(text, comma.end, finalEnd, tail)) {
    const ownLine = lineStart(text, final.range.start) > comma.end;
    const end = ownLine ? commentEnd(document, finalEnd) : finalEnd;
    yield { range: { start, end }, text: '' };
    return;
  }
  if (comma !== undefined && start === comma.start) yield { range: comma, text: '' };
  for (const entry of tail) yield withoutEntry(document, layout, entry);
}

/** Whether a stretch of text holds entries, commas and white space only. */
function isBare(text: string, start: number, end: number, entries: readonly FlowEntry[]): boolean {
  let offset = start;
  for (const { range } of entries) {
    if (!/^[\s,]*$/.test(text.slice(offset, range.start))) return false;
    offset = range.end;
  }
  return /^[\s,]*$/.test(text.slice(offset, end));
}

/** Takes an entry and its comma: with its lines and the comment behind it, if nothing else stands on them. */
function withoutEntry(document: Document, layout: FlowLayout, entry: FlowEntry): TextEdit {
  const { text } = document;
  const { start } = entry.range;
  const end = entry.comma === undefined ? entry.range.end : entry.comma + 1;
  const before = lineStart(text, start);
  const behind = commentEnd(document, end);
  const first = before > layout.range.start && text.slice(before, start).trim() === '';
  if (first && lineEnd(text, behind) === behind)
    return { range: { start: before, end: newlineEnd(text, behind) }, text: '' };
  const space = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  if (first || behind === end) return { range: { start, end: end + space }, text: '' };
  const outer = text.slice(before, start);
  return { range: { start: start - (outer.length - outer.trimEnd().length), end }, text: '' };
}
