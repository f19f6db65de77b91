import type { Measure } from '../findings.ts';

/** Takes the time of a run, phase by phase and rule by rule, in milliseconds. */
export class Timing {
  readonly #start = performance.now();
  readonly #phases = new Map<string, number>();
  readonly #parts = new Map<string, number>();
  #before = this.#start;

  /** What the engine measures: the schema, every rule, and the proof of fixes. */
  readonly measure: Measure = (what, work) => {
    const start = performance.now();
    try {
      return work();
    } finally {
      this.#parts.set(what, (this.#parts.get(what) ?? 0) + performance.now() - start);
    }
  };

  /** Ends a phase: all the time since the last one ended is its own. */
  end(phase: string): void {
    const now = performance.now();
    this.#phases.set(phase, (this.#phases.get(phase) ?? 0) + now - this.#before);
    this.#before = now;
  }

  /** The times as a table, phases in their order and what the engine does the slowest first. */
  table(): string {
    const rows: [string, number][] = [];
    for (const [phase, spent] of this.#phases) {
      rows.push([phase, spent]);
      if (phase !== 'lint') continue;
      const parts = [...this.#parts].sort(([, a], [, b]) => b - a);
      for (const [part, time] of parts) rows.push([`  ${part}`, time]);
    }
    const total = performance.now() - this.#start;
    rows.push(['total', total]);
    const widest = Math.max(...rows.map(([name]) => name.length));
    return rows
      .map(([name, spent]) => {
        const share = total === 0 ? 0 : (100 * spent) / total;
        return `${name.padEnd(widest)}  ${spent.toFixed(1).padStart(9)} ms  ${share.toFixed(1).padStart(5)} %\n`;
      })
      .join('');
  }
}
