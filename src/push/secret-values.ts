import { visible } from '../visible.ts';

/** Shorter ones stand in half of all words: they are kept out of sight where they are written, not looked for. */
const shortest = 3;

/** Shorter ones are looked for as whole words only. */
const long = 8;

/** Values that nothing may show, and what is shown in their place. They are looked for in whatever is written. */
export class SecretValues {
  readonly #shown = new Map<string, string>();
  #pattern: RegExp | undefined;

  /** Keeps a value from being shown; `as` stands in its place, such as `${NAME}`. */
  add(value: string, as = '•••'): void {
    if (value.length < shortest) return;
    for (const spelled of spellings(value)) {
      // What people wrote themselves says more than dots.
      const known = this.#shown.get(spelled);
      if (known === undefined || known === '•••') this.#shown.set(spelled, as);
    }
    this.#pattern = undefined;
  }

  /** A text in which variables stand for what they were filled in with; other values stay. */
  asVariables(text: string): string {
    return this.#replace(text, (found, shown) => (shown.startsWith('${') ? shown : found));
  }

  /** A text without the values. */
  hide(text: string): string {
    return this.#replace(text, (_, shown) => shown);
  }

  #replace(text: string, by: (found: string, shown: string) => string): string {
    if (this.#shown.size === 0) return text;
    this.#pattern ??= patternOf(this.#shown.keys());
    return text.replace(this.#pattern, (found) => by(found, this.#shown.get(found) ?? '•••'));
  }
}

/** How a value may be written: as it is, in JSON, in an address, and with what a terminal obeys spelled out. */
function spellings(value: string): ReadonlySet<string> {
  const json = JSON.stringify(value).slice(1, -1);
  return new Set([value, json, visible(value), ...inAddress(value)]);
}

function inAddress(value: string): readonly string[] {
  try {
    return [encodeURIComponent(value)];
  } catch {
    // A half of a surrogate pair stands in no address.
    return [];
  }
}

/** Longer ones first: one may begin with another. */
function patternOf(values: Iterable<string>): RegExp {
  const all = [...values].sort((a, b) => b.length - a.length);
  return new RegExp(all.map((value) => (value.length < long ? wholeWord(value) : literal(value))).join('|'), 'g');
}

function wholeWord(value: string): string {
  return `${/^\w/.test(value) ? '\\b' : ''}${literal(value)}${/\w$/.test(value) ? '\\b' : ''}`;
}

function literal(value: string): string {
  return value.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
