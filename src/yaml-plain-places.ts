import type { Range } from './diagnostic.ts';
import type { Location } from './document.ts';
import { type Pointer, steps } from './pointer.ts';

/** Where a value stands, and what is in it. */
export class PlainNode {
  readonly start: number;
  end: number;
  readonly kind: 'map' | 'list' | 'scalar' | 'alias';
  readonly children: PlainNode[];
  /** What an alias stands for. */
  readonly target: PlainNode | undefined;
  /** The name of an entry of a map, and where it stands. */
  name: string | undefined;
  keyStart = 0;
  keyEnd = 0;
  #byName: Map<string, PlainNode> | undefined;

  constructor(kind: PlainNode['kind'], start: number, end: number, target?: PlainNode) {
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.children = kind === 'map' || kind === 'list' ? [] : none;
    this.target = target;
  }

  /** Adds an entry to a list. */
  addItem(item: PlainNode): void {
    this.children.push(item);
    this.end = item.end;
  }

  /** Adds an entry to a map. One of which no value is written stands at its name. */
  addNamed(name: string, keyStart: number, keyEnd: number, value: PlainNode | undefined): void {
    const node = value ?? new PlainNode('scalar', keyStart, keyEnd);
    node.name = name;
    node.keyStart = keyStart;
    node.keyEnd = keyEnd;
    this.children.push(node);
    this.end = node.end;
  }

  /** What stands under a name or an index. */
  child(step: string): PlainNode | undefined {
    if (this.kind === 'list') return /^\d+$/.test(step) ? this.children[Number(step)] : undefined;
    if (this.children.length < few) return this.children.find(({ name }) => name === step);
    this.#byName ??= new Map(this.children.map((child) => [child.name ?? '', child]));
    return this.#byName.get(step);
  }
}

const none: PlainNode[] = [];

/** As many names are looked through one after the other. */
const few = 12;

/** Where a pointer stands below a root; `undefined` if nothing does. */
export function locatePlain(root: PlainNode, pointer: Pointer): Location | undefined {
  let node = root;
  let key: Range | undefined;
  /** Where the name itself is written. */
  let written: Range | undefined;
  /** The alias through which the rest was reached. */
  let through: Range | undefined;
  for (const step of steps(pointer)) {
    if (node.target !== undefined) through ??= rangeOf(node);
    const holder = node.target ?? node;
    const next = holder.child(step);
    if (next === undefined) return undefined;
    written = holder.kind === 'map' ? { start: next.keyStart, end: next.keyEnd } : undefined;
    key = written === undefined ? undefined : (through ?? written);
    node = next;
  }
  const value = rangeOf(node.target ?? node);
  if (node.target !== undefined) through ??= rangeOf(node);
  if (through === undefined) return { value, ...(key !== undefined && { key }) };
  return {
    value: through,
    ...(key !== undefined && { key }),
    origin: value,
    ...(written !== undefined && key !== written && { keyOrigin: written }),
  };
}

function rangeOf({ start, end }: PlainNode): Range {
  return { start, end };
}
