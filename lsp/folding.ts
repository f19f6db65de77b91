import { type FoldingRange, FoldingRangeKind, FoldingRangeRequest } from 'vscode-languageserver-protocol';
import type { Range } from '../src/diagnostic.ts';
import type { Document } from '../src/document.ts';
import { lastStep } from '../src/pointer.ts';
import { documentFeature } from './feature.ts';
import type { OpenDocument } from './open-document.ts';
import { containersIn } from './written.ts';

/** Objects, lists and comments of several lines can be folded. */
export const folding = documentFeature(FoldingRangeRequest.type, {
  capabilities: { foldingRangeProvider: true },
  otherwise: null,
  answer: (open, _, { client }) => foldsOf(open, client.mostFolds),
});

/** What folds in a text, by lines, in its order; of more than `most` the largest. */
export function foldsOf(open: OpenDocument, most: number): FoldingRange[] {
  const folds = new Map<number, FoldingRange>();
  for (const document of open.documents) {
    for (const range of rangesIn(document)) add(folds, range, open);
  }
  for (const range of comments(open)) add(folds, range, open, FoldingRangeKind.Comment);
  const all = [...folds.values()];
  const kept = all.length <= most ? all : all.toSorted((a, b) => lines(b) - lines(a)).slice(0, Math.max(0, most));
  return kept.sort((a, b) => a.startLine - b.startLine);
}

function lines({ startLine, endLine }: FoldingRange): number {
  return endLine - startLine;
}

/** Of what begins on one line, the largest folds. */
function add(
  folds: Map<number, FoldingRange>,
  range: Range,
  { positions }: OpenDocument,
  kind?: FoldingRangeKind,
): void {
  const startLine = positions.at(range.start).line;
  const endLine = positions.at(range.end).line;
  const known = folds.get(startLine);
  if (endLine <= startLine || (known !== undefined && known.endLine >= endLine)) return;
  folds.set(startLine, { startLine, endLine, ...(kind !== undefined && { kind }) });
}

function* rangesIn(document: Document): Iterable<Range> {
  const { text } = document;
  for (const { pointer, location } of containersIn(document)) {
    const { key, value } = location;
    const isBlock = text[value.start] !== '{' && text[value.start] !== '[';
    // A block at the top is all of the document: to fold it is to fold what is first in it.
    if (isBlock && lastStep(pointer) === undefined) continue;
    const end = behindText(text, value.end);
    // The line of a bracket that closes stays.
    const closing = /(?:\r\n?|\n)[ \t]*[\]}]$/.exec(text.slice(Math.max(value.start, end - 1000), end));
    yield { start: (key ?? value).start, end: isBlock || closing === null ? end : end - closing[0].length };
  }
}

/** The end of what is written before an offset. */
function behindText(text: string, offset: number): number {
  let end = offset;
  while (end > 0 && /\s/.test(text[end - 1] ?? '')) end--;
  return end;
}

/** Comments on lines of their own that follow each other. */
function* comments({ documents, text }: OpenDocument): Iterable<Range> {
  if (documents[0]?.syntax !== 'yaml' || !text.includes('#')) return;
  for (const { index, 0: found } of text.matchAll(/^[ \t]*#[^\r\n]*(?:(?:\r\n?|\n)[ \t]*#[^\r\n]*)+/gm)) {
    yield { start: index, end: index + found.length };
  }
}
