import type { Range } from './diagnostic.ts';

/** Stretches of one text, to be asked often what meets them. */
export class Ranges {
  /** In order, without overlap. */
  readonly #sorted: readonly Range[];

  constructor(ranges: Iterable<Range>) {
    const sorted: { start: number; end: number }[] = [];
    for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
      const last = sorted.at(-1);
      if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
      else sorted.push({ start, end });
    }
    this.#sorted = sorted;
  }

  /** Whether one of them and `range` have a part of the text in common. */
  meet(range: Range): boolean {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const own = this.#sorted[middle];
      if (own !== undefined && own.end <= range.start) low = middle + 1;
      else high = middle;
    }
    const first = this.#sorted[low];
    return first !== undefined && first.start < range.end;
  }
}
