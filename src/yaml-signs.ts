import { Lexer } from 'yaml';
import type { Range } from './diagnostic.ts';
import type { Comment } from './document.ts';

/** The comments of YAML text; what looks like one inside a string is none. */
export function yamlComments(text: string): Comment[] {
  const comments: Comment[] = [];
  for (const { source, offset } of signs(text)) {
    if (!source.startsWith('#')) continue;
    const end = offset + source.trimEnd().length;
    comments.push({ text: source.slice(1).trim(), range: { start: offset, end } });
  }
  return comments;
}

/** A name that YAML gives to a value, or one by which it uses such a value. */
export interface Anchor {
  /** `anchor` for `&name`, `alias` for `*name`. */
  readonly is: 'anchor' | 'alias';
  readonly name: string;
  /** With the sign before the name. */
  readonly range: Range;
}

/** The anchors and aliases of YAML text, in order; what looks like one inside a string is none. */
export function yamlAnchors(text: string): Anchor[] {
  const anchors: Anchor[] = [];
  for (const { source, offset } of signs(text)) {
    if (!/^[&*]/.test(source)) continue;
    const is = source.startsWith('&') ? 'anchor' : 'alias';
    anchors.push({ is, name: source.slice(1), range: { start: offset, end: offset + source.length } });
  }
  return anchors;
}

/** What the text consists of, but for its strings. */
function* signs(text: string): Iterable<{ readonly source: string; readonly offset: number }> {
  let offset = 0;
  let isText = false;
  for (const source of new Lexer().lex(text)) {
    // The marks that the lexer adds for its parser take no room; behind the last of these a string follows as it is.
    if (!isText && (source === '\u{2}' || source === '\u{18}')) continue;
    if (!isText && source === '\u{1f}') {
      isText = true;
      continue;
    }
    if (!isText) yield { source, offset };
    offset += source.length;
    isText = false;
  }
}
