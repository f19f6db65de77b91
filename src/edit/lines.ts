import type { Document } from '../document.ts';

/** The offset at which the line of `offset` begins. */
export function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset of the line end at or after `offset`: of the `\r` in `\r\n`. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** The offset behind the line end that stands at `offset`. */
export function newlineEnd(text: string, offset: number): number {
  if (text.startsWith('\r\n', offset)) return offset + 2;
  return text[offset] === '\n' ? offset + 1 : offset;
}

/** The white space with which the line of `offset` begins. */
export function lineIndent(text: string, offset: number): string {
  const start = lineStart(text, offset);
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return text.slice(start, end);
}

/** The line end that the text uses. */
export function newlineOf(text: string): string {
  return text[text.indexOf('\n') - 1] === '\r' ? '\r\n' : '\n';
}

/** The end of the comment that stands behind `offset` on its line; `offset` itself if there is none, else white space included. */
export function commentEnd({ text, syntax }: Document, offset: number): number {
  const comment =
    syntax === 'yaml'
      ? /[ \t]+#[^\r\n]*|[ \t]+(?=[\r\n]|$)/y
      : /[ \t]*(?:#[^\r\n]*|\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)|[ \t]+(?=[\r\n]|$)/y;
  comment.lastIndex = offset;
  return comment.test(text) ? comment.lastIndex : offset;
}
