import type { Range } from './diagnostic.ts';

/** How an object or a list is written. */
export type Layout = FlowLayout | BlockLayout;

/** Between brackets, as all of JSON is. */
export interface FlowLayout {
  readonly style: 'flow';
  /** With the brackets. */
  readonly range: Range;
  readonly entries: readonly FlowEntry[];
}

/** One property or list entry between brackets. */
export interface FlowEntry {
  /** From its key, or its value's anchor, to the end of its value. */
  readonly range: Range;
  /** The offset of the comma behind it. */
  readonly comma?: number;
}

/** On lines of its own, as most of YAML is. */
export interface BlockLayout {
  readonly style: 'block';
  readonly range: Range;
  /** The column, from 0, in which its entries begin. */
  readonly column: number;
  readonly entries: readonly BlockEntry[];
}

/** One property or list entry of a block. */
export interface BlockEntry {
  /** From its key or dash to the end of its value, without a comment behind it. */
  readonly range: Range;
  /** The offset behind its colon or dash. */
  readonly behind: number;
  /** The offset behind its colon or dash and the value's anchor and tag. */
  readonly lead: number;
}

/** The layout of the JSON object or list at `range`; `undefined` where another value stands there. Comments are passed over. */
export function jsonLayout(text: string, range: Range): FlowLayout | undefined {
  const { start, end } = range;
  if (text[start] !== '{' && text[start] !== '[') return undefined;
  const entries: { range: { start: number; end: number }; comma?: number }[] = [];
  let entry: { start: number; end: number } | undefined;
  let depth = 0;
  const word =
    /\s+|#[^\r\n]*|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:[^"\\\r\n]|\\.)*"?|'(?:[^'\\\r\n]|\\.)*'?|[[\]{},]|[^\s[\]{},"'#/]+|[\s\S]/y;
  word.lastIndex = start + 1;
  for (let match = word.exec(text); match !== null && match.index < end; match = word.exec(text)) {
    const found = match[0];
    if (/^(?:\s|#|\/[/*])/.test(found)) continue;
    if (depth === 0 && (found === '}' || found === ']')) break;
    if (depth === 0 && found === ',') {
      if (entry !== undefined) entries.push({ range: entry, comma: match.index });
      entry = undefined;
      continue;
    }
    if (found === '{' || found === '[') depth++;
    if (found === '}' || found === ']') depth--;
    entry ??= { start: match.index, end: word.lastIndex };
    entry.end = word.lastIndex;
  }
  if (entry !== undefined) entries.push({ range: entry });
  return { style: 'flow', range, entries };
}
