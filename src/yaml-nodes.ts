import {
  Composer,
  type CST,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  Parser,
  type Document as YamlDocument,
} from 'yaml';
import type { Range } from './diagnostic.ts';
import {
  brokenDocument,
  type Document,
  depthExceeded,
  emptyText,
  maxDepth,
  setOwn,
  type TextProblem,
} from './document.ts';
import { below, type Pointer } from './pointer.ts';
import { Ranges } from './ranges.ts';
import { YamlLayouts } from './yaml-layout.ts';
import { isMerge, isNode, keyRange, mergedMaps, nameOf, Places } from './yaml-places.ts';
import { type Mend, mendsOf, textProblems } from './yaml-problems.ts';

/** How many values the aliases of one document may come to, beyond what is written out: 162 roles that share all they have need 20,000. */
const maxAliased = 200_000;

/** How many characters of broken text are read again to see what stands behind the broken places. */
const mendBudget = 300_000;

/** Reads any YAML 1.2 text by the nodes that a parser makes of it. The documents are read again by `read`. */
export function readYamlNodes(text: string, read: Document['read']): readonly Document[] {
  let composed = compose(text);
  if ('tooDeep' in composed) return [brokenDocument(text, 'yaml', depthExceeded(composed.tooDeep), read)];
  const mends: Mend[] = [];
  let readable = text;
  for (let left = mendBudget; left > 0; left -= text.length) {
    const found = composed.documents.flatMap((document) => mendsOf(readable, document));
    if (found.length === 0) break;
    readable = mended(readable, found);
    const again = compose(readable);
    if ('tooDeep' in again) break;
    composed = again;
    for (const mend of found) mends.push(mend);
  }
  mends.sort((a, b) => a.offset - b.offset);
  const last = composed.documents.at(-1);
  const documents: Document[] = [];
  let next = 0;
  for (const [index, document] of composed.documents.entries()) {
    const first = next;
    while (next < mends.length && (document === last || (mends[next]?.offset ?? 0) < document.range[1])) next++;
    const own = mends.slice(first, next);
    if (own.length > 0 || !isEmpty(document)) documents.push(new Reader(text, document, index, own).document(read));
  }
  return documents.length > 0 ? documents : [brokenDocument(text, 'yaml', emptyText(text), read)];
}

/** All documents of a stream, empty ones included, or where they nest too deep. */
function compose(text: string): { readonly documents: readonly Parsed[] } | { readonly tooDeep: Range } {
  const { tokens, tooDeep } = tokensOf(text);
  if (tooDeep !== undefined) return { tooDeep };
  const composer = new Composer({
    // Keys that stand twice are found here: yaml compares each with each.
    uniqueKeys: false,
    prettyErrors: false,
    stringKeys: true,
    logLevel: 'silent',
    // Also where a directive asks for YAML 1.1, whose dates and sets are nothing that JSON can spell.
    schema: 'core',
    resolveKnownTags: false,
  });
  return { documents: [...composer.compose(tokens)] };
}

/** The text with other characters at the broken places: what stands behind them keeps its offset. */
function mended(text: string, mends: readonly Mend[]): string {
  let readable = '';
  let end = 0;
  for (const { offset, by } of mends.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < end) continue;
    readable += text.slice(end, offset) + by;
    end = offset + 1;
  }
  return readable + text.slice(end);
}

/**
 * What the parser makes of text, or where it nests deeper than is read. That is looked at while it parses: some documents
 * nested a few hundred deep would end the whole process when they are composed.
 */
function tokensOf(text: string): { readonly tokens: readonly CST.Token[]; readonly tooDeep?: Range } {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const source of new Lexer().lex(text)) {
    const start = parser.offset;
    for (const token of parser.next(source)) tokens.push(token);
    if (parser.stack.length > maxDepth && parser.stack.filter(isOpenCollection).length > maxDepth) {
      return { tokens: [], tooDeep: { start, end: Math.max(parser.offset, start + 1) } };
    }
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens };
}

function isOpenCollection({ type }: CST.Token): boolean {
  return type === 'block-map' || type === 'block-seq' || type === 'flow-collection';
}

type Parsed = YamlDocument.Parsed;

function isEmpty({ contents, errors }: Parsed): boolean {
  if (errors.length > 0) return false;
  if (contents === null) return true;
  const isNothing = isScalar(contents) && contents.type === 'PLAIN' && contents.source === '';
  return isNothing && contents.anchor === undefined;
}

class Reader {
  readonly #text: string;
  readonly #document: Parsed;
  readonly #index: number;
  readonly #mends: readonly Mend[];
  /** The characters that were taken for others: what they stand in is not known. */
  readonly #mended: Ranges;
  readonly #problems: TextProblem[] = [];
  readonly #targets = new Map<Node, Node>();
  /** How many more values aliases may make. */
  #budget = maxAliased;
  #tooMany = false;
  /** Where syntax problems begin. */
  readonly #broken = new Set<number>();
  #partial = false;

  constructor(text: string, document: Parsed, index: number, mends: readonly Mend[]) {
    this.#text = text;
    this.#document = document;
    this.#index = index;
    this.#mends = mends;
    this.#mended = new Ranges(mends.map(({ offset }) => ({ start: offset, end: offset + 1 })));
  }

  /** The document, which is read again by `read`. */
  document(read: Document['read']): Document {
    const text = this.#text;
    const [start, end] = this.#document.range;
    for (const problem of textProblems(text, this.#document, this.#mends)) {
      this.#problems.push(problem);
      this.#broken.add(problem.range.start);
    }
    this.#partial = this.#problems.length > 0;
    const contents: Node | null = this.#document.contents;
    let value: unknown;
    if (contents !== null) {
      this.#resolveAliases(contents, new Map(), new Set());
      value = this.#value(contents, '', false, 0);
      if (this.#tooMany) value = undefined;
    }
    const places = new Places(text, contents, this.#targets);
    const layouts = new YamlLayouts(text, start);
    return {
      text,
      syntax: 'yaml',
      index: this.#index,
      range: { start, end },
      value,
      problems: this.#problems,
      partial: this.#partial,
      locate: (pointer) => places.locate(pointer),
      layout(pointer) {
        const location = places.locate(pointer);
        return location === undefined || location.origin !== undefined ? undefined : layouts.at(location.value.start);
      },
      read,
    };
  }

  /** Finds what each alias stands for: the last node above it that carries the anchor. */
  #resolveAliases(node: Node, anchors: Map<string, Node>, open: Set<Node>): void {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      const name = `\`*${node.source}\``;
      if (target === undefined)
        this.#lose(node, `${name} names no anchor above it: write \`&${node.source}\` where the value stands`);
      else if (open.has(target)) this.#lose(node, `${name} stands inside the value that it names: it would never end`);
      else this.#targets.set(node, target);
      return;
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (!isCollection(node)) return;
    open.add(node);
    for (const item of node.items) {
      if (!isPair(item)) {
        if (isNode(item)) this.#resolveAliases(item, anchors, open);
        continue;
      }
      if (isNode(item.key)) this.#resolveAliases(item.key, anchors, open);
      if (isNode(item.value)) this.#resolveAliases(item.value, anchors, open);
    }
    open.delete(node);
  }

  /** What a node spells. Each use of an alias makes its own value, so that each object stands at one pointer. */
  #value(node: Node, pointer: Pointer, aliased: boolean, depth: number): unknown {
    if (aliased && (this.#tooMany || this.#budget-- <= 0 || depth > maxDepth)) {
      this.#tooMany = true;
      return undefined;
    }
    if (isAlias(node)) {
      const target = this.#targets.get(node);
      if (target === undefined) return undefined;
      return aliased ? this.#value(target, pointer, true, depth) : this.#aliasedValue(target, pointer, depth, node);
    }
    if (isScalar(node)) {
      const [start, end] = node.range ?? [0, 0];
      return this.#mended.meet({ start, end }) ? undefined : node.value;
    }
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        // `[a: 1]` is a list of one-pair maps.
        if (isPair(item)) return this.#map([item], below(pointer, index), aliased, depth + 1);
        // What an alias does not bring keeps its place, as the other entries keep their indices.
        return isNode(item) ? (this.#value(item, below(pointer, index), aliased, depth + 1) ?? null) : null;
      });
    }
    return isMap(node) ? this.#map(node.items, pointer, aliased, depth) : undefined;
  }

  /** What a node spells that is used at `use`, which is reported if it comes to too much. */
  #aliasedValue(node: Node, pointer: Pointer, depth: number, use: unknown): unknown {
    const before = this.#tooMany;
    const value = this.#value(node, pointer, true, depth);
    if (this.#tooMany && !before) this.#lose(use, tooManyAliased);
    return value;
  }

  #map(pairs: readonly Pair[], pointer: Pointer, aliased: boolean, depth: number): object {
    const object = {};
    const written = new Map<string, Pair>();
    const firsts = new Map<string, Pair>();
    for (const pair of pairs) {
      if (isMerge(pair)) continue;
      const name = nameOf(pair);
      if (name === undefined) continue;
      const first = firsts.get(name);
      if (first === undefined) firsts.set(name, pair);
      else if (!aliased) this.#duplicate(name, first, pair, pointer);
      written.set(name, pair);
    }
    for (const [name, pair] of written) {
      const value = isNode(pair.value) ? this.#value(pair.value, below(pointer, name), aliased, depth + 1) : null;
      if (value !== undefined) setOwn(object, name, value);
    }
    for (const pair of pairs) if (isMerge(pair)) this.#merge(object, pair, pointer, aliased, depth);
    return object;
  }

  /** Adds what `<<` brings and what is not written out; of several maps the first one counts. */
  #merge(object: object, pair: Pair, pointer: Pointer, aliased: boolean, depth: number): void {
    for (const map of mergedMaps(pair, this.#targets)) {
      if (map === undefined) {
        if (!aliased) this.#lose(pair.key, '`<<` takes a map, or a list of maps, to merge');
        continue;
      }
      // One level deeper, so that a chain of merges has an end.
      const merged = aliased
        ? this.#value(map, pointer, true, depth + 1)
        : this.#aliasedValue(map, pointer, depth + 1, pair.key);
      if (typeof merged !== 'object' || merged === null) continue;
      for (const [name, value] of Object.entries(merged)) if (!Object.hasOwn(object, name)) setOwn(object, name, value);
    }
  }

  #duplicate(name: string, first: Pair, later: Pair, pointer: Pointer): void {
    this.#problems.push({
      rule: 'duplicate-key',
      range: keyRange(this.#text, later.key),
      pointer: below(pointer, name),
      message: `${name === '' ? 'an empty name' : `\`${name}\``} stands more than once in one map: only the last one counts`,
      related: { message: 'the first one', range: keyRange(this.#text, first.key) },
    });
  }

  #lose(node: unknown, message: string): void {
    this.#partial = true;
    const range = keyRange(this.#text, node);
    // The parser may have stumbled over the same place.
    if (this.#broken.has(range.start)) return;
    this.#broken.add(range.start);
    this.#problems.push({ rule: 'syntax', range, pointer: '', message });
  }
}

const tooManyAliased = `aliases come to more than ${maxAliased} values, or nest more than ${maxDepth} deep: write fewer of them inside each other`;
