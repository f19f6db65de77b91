/** Which requests a fault is for; all that it names must fit. */
export interface Occasion {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** A regular expression that the path must match, such as `^/templates$`. */
  readonly path?: string;
  /** Which of the requests that fit, from 1; absent: every one. */
  readonly nth?: number;
  /** How many requests it meets from there on; absent: one where `nth` is given, else all. */
  readonly times?: number;
}

/** What goes wrong. */
export type Trouble =
  /** Answers with a status; after the effect if `applies`. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message?: string;
      readonly details?: readonly string[];
      readonly headers?: { readonly [name: string]: string };
      /** Text instead of the API's own envelope. */
      readonly text?: string;
      readonly applies?: boolean;
    }
  /** Breaks the connection without an answer. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** Never answers. */
  | { readonly kind: 'hang'; readonly when: 'before' | 'after' }
  /** Answers rightly, a few bytes at a time. */
  | { readonly kind: 'slow'; readonly bytes: number; readonly everyMs: number }
  /** Breaks the connection in the midst of the answer. */
  | { readonly kind: 'half' }
  /** Answers 200 with something else. */
  | { readonly kind: 'text'; readonly text: string }
  /** Answers with more than anybody wants to read, in JSON. */
  | { readonly kind: 'endless' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** Ends another process. */
  | { readonly kind: 'kill'; readonly pid: number; readonly when: 'before' | 'after' }
  /** Somebody else writes before the request is looked at. */
  | { readonly kind: 'meanwhile'; readonly method: string; readonly path: string; readonly body?: unknown }
  | { readonly kind: 'wait'; readonly ms: number };

export interface Fault {
  readonly on: Occasion;
  readonly trouble: Trouble;
}

/** The faults that are on, each with how many requests it has seen. */
export class Faults {
  #all: { readonly fault: Fault; seen: number }[] = [];

  add(...faults: readonly Fault[]): void {
    this.#all.push(...faults.map((fault) => ({ fault, seen: 0 })));
  }

  clear(): void {
    this.#all = [];
  }

  /** What goes wrong with this request, in the order in which it was asked for. */
  meet(method: string, path: string): readonly Trouble[] {
    const met: Trouble[] = [];
    for (const entry of this.#all) {
      const { on, trouble } = entry.fault;
      if (on.method !== undefined && on.method !== method) continue;
      if (on.path !== undefined && !new RegExp(on.path).test(path)) continue;
      entry.seen++;
      const first = on.nth ?? 1;
      const times = on.times ?? (on.nth === undefined ? Number.POSITIVE_INFINITY : 1);
      if (entry.seen >= first && entry.seen < first + times) met.push(trouble);
    }
    return met;
  }
}
