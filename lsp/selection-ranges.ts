import { type SelectionRange, SelectionRangeRequest } from 'vscode-languageserver-protocol';
import type { Range } from '../src/diagnostic.ts';
import { documentFeature } from './feature.ts';
import type { OpenDocument } from './open-document.ts';
import { placeAt } from './places.ts';
import { wayTo } from './written.ts';

/** What a selection grows to: the word, the value, the property, and what that stands in. */
export const selectionRanges = documentFeature(SelectionRangeRequest.type, {
  capabilities: { selectionRangeProvider: true },
  needs: ['positions'],
  otherwise: null,
  answer: (open, { positions }) => positions.map((position) => selectionAt(open, open.positions.offset(position))),
});

/** The ranges around an offset, each in the next. */
export function selectionAt(open: OpenDocument, offset: number): SelectionRange {
  let selection: SelectionRange | undefined;
  for (const range of rangesAt(open, offset).toReversed()) {
    selection = { range: open.positions.range(range), ...(selection !== undefined && { parent: selection }) };
  }
  return selection ?? { range: open.positions.range({ start: offset, end: offset }) };
}

/** From the innermost to the whole text; each is larger than the one before. */
function rangesAt(open: OpenDocument, offset: number): readonly Range[] {
  const { text } = open;
  const ranges: Range[] = [];
  const add = (range: Range | undefined) => {
    const last = ranges.at(-1);
    if (range === undefined || range.start > offset || offset > range.end) return;
    const isLarger = last === undefined || (range.start <= last.start && last.end <= range.end);
    if (isLarger && (last === undefined || range.end - range.start > last.end - last.start)) ranges.push(range);
  };
  const document = open.documentAt(offset);
  const place = document === undefined ? undefined : placeAt(document, offset);
  if (document !== undefined && place !== undefined) {
    const { key, value } = place.location;
    const written = place.part === 'key' ? key : value;
    add(withoutQuotes(text, written));
    if (place.part === 'key') add(key);
    for (const { location } of wayTo(document, place.pointer).toReversed()) {
      add(withoutBrackets(text, location.value));
      add(location.value);
      if (location.key !== undefined) {
        add({
          start: Math.min(location.key.start, location.value.start),
          end: Math.max(location.key.end, location.value.end),
        });
      }
    }
  }
  if (open.documents.length > 1) add(document?.range);
  add({ start: 0, end: text.length });
  return ranges;
}

function withoutQuotes(text: string, range: Range | undefined): Range | undefined {
  const isQuoted = range !== undefined && /["']/.test(text[range.start] ?? '') && range.end - range.start > 2;
  return isQuoted && text[range.end - 1] === text[range.start] ? inside(range) : undefined;
}

function withoutBrackets(text: string, range: Range): Range | undefined {
  const pair = `${text[range.start] ?? ''}${text[range.end - 1] ?? ''}`;
  return range.end - range.start > 2 && (pair === '{}' || pair === '[]') ? inside(range) : undefined;
}

function inside({ start, end }: Range): Range {
  return { start: start + 1, end: end - 1 };
}
