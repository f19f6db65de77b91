import type { Position, Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol/node';
import { Positions } from '../../lsp/positions.ts';
import { applyEdits, inOrder } from '../../src/edit.ts';

/** The place of a word in a text: of the first one, or of a later one. */
export function placeOf(text: string, word: string, turn = 0): Position {
  return new Positions(text).at(offsetOf(text, word, turn));
}

/** The offset of a word in a text without its byte order mark. */
function offsetOf(text: string, word: string, turn: number): number {
  const plain = text.replace(/^\ufeff/, '');
  let offset = plain.indexOf(word);
  for (let count = 0; count < turn; count++) offset = plain.indexOf(word, offset + 1);
  if (offset < 0) throw new Error(`${word} does not stand there ${turn + 1} times`);
  return offset;
}

/** What stands in ranges of a text, each with its line, from 1. */
export function wordsAt(text: string, ranges: Iterable<Range>): string[] {
  const positions = new Positions(text);
  return Array.from(ranges, (range) => {
    const { start, end } = positions.offsets(range);
    return `${range.start.line + 1} ${text.replace(/^\ufeff/, '').slice(start, end)}`;
  });
}

/** The text after the edits of a document. */
export function afterEdit(text: string, uri: string, edit: WorkspaceEdit | null): string {
  const edits: TextEdit[] = [...(edit?.changes?.[uri] ?? [])];
  for (const change of edit?.documentChanges ?? []) {
    if (!('textDocument' in change) || change.textDocument.uri !== uri) throw new Error('another document is changed');
    for (const each of change.edits) if ('newText' in each) edits.push(each);
  }
  const positions = new Positions(text);
  const ordered = inOrder(edits.map(({ range, newText }) => ({ range: positions.offsets(range), text: newText })));
  if (ordered === undefined) throw new Error('edits overlap');
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  return mark + applyEdits(text.slice(mark.length), ordered);
}
