import { type MarkupContent, MarkupKind } from 'vscode-languageserver-protocol';
import { visible } from '../src/visible.ts';

/** A piece of a paragraph: our own Markdown, or text of an author, which means nothing but itself. */
export type Piece = string | { readonly name: string } | { readonly said: string };

/** A paragraph, or the line of a list. */
export type Paragraph = readonly Piece[];

/** What an editor shows beside a text: paragraphs, and lists of lines. */
export type Passage = Paragraph | { readonly lines: readonly Paragraph[] };

/** Passages as the protocol says them, in a format that the client shows. */
export function markup(passages: readonly Passage[], kind: MarkupKind): MarkupContent {
  const value = passages.map((passage) => ('lines' in passage ? list(passage.lines, kind) : text(passage, kind)));
  return { kind, value: value.join('\n\n') };
}

function list(lines: readonly Paragraph[], kind: MarkupKind): string {
  return lines.map((line) => `- ${text(line, kind)}`).join('\n');
}

function text(paragraph: Paragraph, kind: MarkupKind): string {
  return paragraph.map((piece) => pieceText(piece, kind)).join('');
}

function pieceText(piece: Piece, kind: MarkupKind): string {
  if (typeof piece === 'string') return kind === MarkupKind.Markdown ? piece : piece.replaceAll('**', '');
  if ('name' in piece) return kind === MarkupKind.Markdown ? code(piece.name) : `\`${shownName(piece.name)}\``;
  return kind === MarkupKind.Markdown ? literal(visible(piece.said)) : visible(piece.said);
}

/** Names with what is between them: `a`, `b` and 3 more. */
export function namesInPieces(names: readonly string[]): Paragraph {
  const most = names.length > mostNames + 1 ? mostNames : names.length;
  const pieces = names.slice(0, most).flatMap((name, index): Piece[] => (index === 0 ? [{ name }] : [', ', { name }]));
  return most === names.length ? pieces : [...pieces, ` and ${names.length - most} more`];
}

/** Of more names the rest is counted. */
const mostNames = 12;

/** A name as people are shown it: on one line, not longer than they read. */
export function shownName(name: string): string {
  const seen = visible(name);
  const cut = seen.length <= longest ? seen : `${Array.from(seen).slice(0, longest).join('')}…`;
  return cut === '' ? '""' : cut;
}

const longest = 80;

/** A name between as many backticks as it takes for nothing in it to mean anything. */
function code(name: string): string {
  const shown = shownName(name);
  const runs = shown.match(/`+/g) ?? [];
  const fence = '`'.repeat(runs.reduce((most, { length }) => Math.max(most, length), 0) + 1);
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return fence + pad + shown + pad + fence;
}

/** Text in which nothing is Markdown, HTML or a link. */
function literal(said: string): string {
  return said.replaceAll(/[!-/:-@[-`{-~]/g, '\\$&');
}
