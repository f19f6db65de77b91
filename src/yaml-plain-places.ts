import type { Range } from './diagnostic.ts';
import type { Location } from './document.ts';
import { type Pointer, steps } from './pointer.ts';
import type { PlainNode } from './yaml-plain.ts';

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
    const { names, items } = node.target ?? node;
    const entry = names?.get(step);
    const next = entry?.node ?? (/^\d+$/.test(step) ? items?.[Number(step)] : undefined);
    if (next === undefined) return undefined;
    written = entry?.key;
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
