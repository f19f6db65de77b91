import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Range } from './diagnostic.ts';
import type { Location } from './document.ts';
import { type Pointer, steps } from './pointer.ts';

/** Finds the places of pointers, by walking the nodes from the root. */
export class Places {
  readonly #text: string;
  readonly #root: Node | null;
  readonly #targets: ReadonlyMap<Node, Node>;
  readonly #entries = new Map<YAMLMap, ReadonlyMap<string, Entry>>();

  constructor(text: string, root: Node | null, targets: ReadonlyMap<Node, Node>) {
    this.#text = text;
    this.#root = root;
    this.#targets = targets;
  }

  locate(pointer: Pointer): Location | undefined {
    let node: Node | undefined = this.#root ?? undefined;
    let key: Range | undefined;
    /** Where the name itself is written. */
    let written: Range | undefined;
    /** The alias or merge key through which the rest was reached. */
    let through: Range | undefined;
    for (const step of steps(pointer)) {
      const map: Node | undefined = this.#target(node);
      if (node !== map && node !== undefined) through ??= writtenRange(this.#text, node);
      if (isMap(map)) {
        const found = this.#entriesOf(map).get(step);
        if (found === undefined) return undefined;
        if (found.merge !== undefined) through ??= writtenRange(this.#text, found.merge);
        written = keyRange(this.#text, found.pair.key);
        key = through ?? written;
        node = isNode(found.pair.value) ? found.pair.value : undefined;
      } else if (isSeq(map) && /^\d+$/.test(step) && Number(step) < map.items.length) {
        const item: unknown = map.items[Number(step)];
        key = undefined;
        written = undefined;
        node = isNode(item) ? item : undefined;
      } else {
        return undefined;
      }
    }
    const value = this.#target(node);
    const own = this.#visible(value, value === node ? written : undefined);
    if (node !== undefined && value !== node) through ??= writtenRange(this.#text, node);
    if (through === undefined) return { value: own, ...(key !== undefined && { key }) };
    return {
      value: through,
      ...(key !== undefined && { key }),
      origin: own,
      ...(written !== undefined && key !== written && { keyOrigin: written }),
    };
  }

  /** Where a value is written; one of which nothing is written stands at its key, its anchor, or the dash before it. */
  #visible(value: Node | undefined, key: Range | undefined): Range {
    const own = value === undefined ? undefined : writtenRange(this.#text, value);
    if (own !== undefined && own.end > own.start) return own;
    if (key !== undefined) return key;
    const mark = isAlias(value) || value?.anchor === undefined ? '-' : `&${value.anchor}`;
    const start = own === undefined || own.start === 0 ? -1 : this.#text.lastIndexOf(mark, own.start - 1);
    return start < 0 ? { start: 0, end: Math.min(1, this.#text.length) } : { start, end: start + mark.length };
  }

  #target(node: Node | undefined): Node | undefined {
    return node === undefined ? undefined : (this.#targets.get(node) ?? node);
  }

  #entriesOf(map: YAMLMap): ReadonlyMap<string, Entry> {
    const found = this.#entries.get(map);
    if (found !== undefined) return found;
    const entries = new Map<string, Entry>();
    for (const pair of map.items) {
      const name = isMerge(pair) ? undefined : nameOf(pair);
      if (name !== undefined) entries.set(name, { pair });
    }
    for (const merge of map.items) {
      for (const merged of isMerge(merge) ? mergedMaps(merge, this.#targets) : []) {
        for (const [name, { pair }] of merged === undefined ? [] : this.#entriesOf(merged)) {
          if (!entries.has(name)) entries.set(name, { pair, merge: merge.key });
        }
      }
    }
    this.#entries.set(map, entries);
    return entries;
  }
}

/** A name of a map: the pair that is written, and the merge key that brings it, if one does. */
interface Entry {
  readonly pair: Pair;
  readonly merge?: unknown;
}

export function isNode(value: unknown): value is Node {
  return isScalar(value) || isAlias(value) || isCollection(value);
}

export function nameOf({ key }: Pair): string | undefined {
  return isScalar(key) ? String(key.value ?? '') : undefined;
}

export function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

/** The maps that a merge key brings; `undefined` for what is none. */
export function* mergedMaps({ value }: Pair, targets: ReadonlyMap<Node, Node>): Iterable<YAMLMap | undefined> {
  const target = isNode(value) ? (targets.get(value) ?? value) : undefined;
  if (isAlias(target)) return;
  for (const item of isSeq(target) ? target.items : [target]) {
    const map = isNode(item) ? (targets.get(item) ?? item) : undefined;
    if (!isAlias(map)) yield isMap(map) ? map : undefined;
  }
}

/** Where a node is written: without its anchor and tag, and without the line ends behind it. */
function writtenRange(text: string, node: unknown): Range {
  if (!isNode(node) || node.range === undefined || node.range === null) return { start: 0, end: 0 };
  const [start, end] = node.range;
  if (isCollection(node) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    const inner = isPair(last) ? (isNode(last.value) && hasText(last.value) ? last.value : last.key) : last;
    const isDash = isScalar(inner) && isSeq(node) && !hasText(inner) && inner.anchor === undefined;
    const { start: innerStart, end: written } = writtenRange(text, inner);
    // Behind a dash nothing may stand but spaces.
    const innerEnd = isDash && inner.tag === undefined ? text.lastIndexOf('-', innerStart - 1) + 1 : written;
    return { start, end: innerEnd > start ? innerEnd : end };
  }
  if (isScalar(node) && node.type?.startsWith('BLOCK') === true) {
    return { start, end: start + text.slice(start, end).trimEnd().length };
  }
  return { start, end };
}

/** Where a name is written; one of which nothing is written stands at its colon, or at what stands before. */
export function keyRange(text: string, node: unknown): Range {
  const range = writtenRange(text, node);
  if (range.end > range.start) return range;
  let colon = range.start;
  while (/\s/.test(text.charAt(colon))) colon++;
  if (text.charAt(colon) === ':') return { start: colon, end: colon + 1 };
  let start = range.start;
  while (start > 0 && !/\S/.test(text.charAt(start))) start--;
  return { start, end: Math.min(start + 1, text.length) };
}

function hasText({ range }: Node): boolean {
  return range !== undefined && range !== null && range[1] > range[0];
}
