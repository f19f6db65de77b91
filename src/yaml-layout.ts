import { type CST, Parser } from 'yaml';
import type { BlockEntry, FlowEntry, Layout } from './layout.ts';

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;
type Item = Collection['items'][number];

/** Finds how the objects and lists of one document of a YAML stream are written. The text is parsed when first asked. */
export class YamlLayouts {
  readonly #text: string;
  readonly #documentStart: number;
  #root: CST.Token | undefined;

  /** `documentStart` is the offset at which the document begins. */
  constructor(text: string, documentStart: number) {
    this.#text = text;
    this.#documentStart = documentStart;
  }

  /** The layout of the object or list that begins at `offset`, and `undefined` if none does. */
  at(offset: number): Layout | undefined {
    this.#root ??= documentAt(this.#text, this.#documentStart);
    let token = this.#root;
    while (isCollection(token) && token.offset !== offset) token = valueAround(token, offset);
    return isCollection(token) ? this.#layout(token) : undefined;
  }

  #layout(token: Collection): Layout {
    const start = token.offset;
    const range = { start, end: endOf(token) ?? start };
    if (token.type === 'flow-collection') {
      const entries: FlowEntry[] = [];
      for (const item of token.items) {
        const comma = item.start.find(({ type }) => type === 'comma');
        const last = entries.at(-1);
        if (comma !== undefined && last !== undefined) entries[entries.length - 1] = { ...last, comma: comma.offset };
        const own = rangeOf(item);
        if (own !== undefined) entries.push({ range: own });
      }
      return { style: 'flow', range, entries };
    }
    const entries: BlockEntry[] = [];
    for (const item of token.items) {
      const own = rangeOf(item);
      if (own === undefined) continue;
      const before = token.type === 'block-seq' ? item.start : (item.sep ?? []);
      const mark = before.find(({ type }) => type === 'map-value-ind' || type === 'seq-item-ind');
      const behind = mark === undefined ? own.end : mark.offset + 1;
      entries.push({ range: own, behind, lead: Math.max(behind, lastEnd(before) ?? behind) });
    }
    const column = start - this.#text.lastIndexOf('\n', start - 1) - 1;
    return { style: 'block', range, column, entries };
  }
}

function documentAt(text: string, start: number): CST.Token | undefined {
  for (const token of new Parser().parse(text)) {
    if (token.type === 'document' && token.offset === start) return token.value;
  }
  return undefined;
}

function isCollection(token: CST.Token | null | undefined): token is Collection {
  return token?.type === 'block-map' || token?.type === 'block-seq' || token?.type === 'flow-collection';
}

/** The value of the last item that begins at or before `offset`. */
function valueAround(token: Collection, offset: number): CST.Token | undefined {
  let found: CST.Token | undefined;
  for (const { value } of token.items) {
    if (value === undefined || value === null || value.offset > offset) continue;
    found = value;
  }
  return found;
}

/** Where an item is written, and `undefined` for one that is only white space, comments and commas. */
function rangeOf(item: Item): { start: number; end: number } | undefined {
  const first = firstOf(item);
  if (first === undefined) return undefined;
  const ends = [lastEnd(item.start), endOf(item.key), lastEnd(item.sep ?? []), endOf(item.value)];
  return { start: first.offset, end: Math.max(first.offset, ...ends.map((end) => end ?? 0)) };
}

function firstOf({ start, key, sep, value }: Item): CST.Token | undefined {
  return start.find(isWritten) ?? key ?? sep?.find(isWritten) ?? value ?? undefined;
}

function isWritten({ type }: CST.SourceToken): boolean {
  return type !== 'space' && type !== 'newline' && type !== 'comment' && type !== 'comma';
}

function lastEnd(tokens: readonly CST.SourceToken[]): number | undefined {
  const last = tokens.findLast(isWritten);
  return last === undefined ? undefined : last.offset + last.source.length;
}

/** The end of what a token writes, without the white space and comments behind it. */
function endOf(token: CST.Token | null | undefined): number | undefined {
  if (token === undefined || token === null) return undefined;
  if (token.type === 'block-map' || token.type === 'block-seq') {
    const last = token.items.findLast((item) => firstOf(item) !== undefined);
    return last === undefined ? token.offset : rangeOf(last)?.end;
  }
  if (token.type === 'flow-collection') return lastEnd(token.end) ?? token.offset + 1;
  if (token.type === 'block-scalar') {
    const props = token.props.filter((part) => 'source' in part);
    const header = props.find(({ type }) => type === 'block-scalar-header');
    const last = props.at(-1);
    const start = last === undefined ? token.offset : last.offset + last.source.length;
    const length = token.source.trimEnd().length;
    return length === 0 && header !== undefined ? header.offset + header.source.length : start + length;
  }
  return 'source' in token ? token.offset + token.source.length : token.offset;
}
