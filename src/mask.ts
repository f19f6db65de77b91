import type { Range } from './diagnostic.ts';

/** A text whose secrets are not shown: each of their UTF-16 units is a `•`, so that offsets stay as they are. */
export class Mask {
  readonly #text: string;
  /** In order, without overlap. */
  readonly #secrets: readonly Range[];
  #byLength: ReadonlyMap<number, ReadonlySet<string>> | undefined;

  constructor(text: string, secrets: readonly Range[]) {
    this.#text = text;
    this.#secrets = merged(secrets);
  }

  /** A part of the text, masked. */
  slice(start: number, end: number): string {
    let shown = '';
    let offset = start;
    for (let index = this.#firstAfter(start); index < this.#secrets.length; index++) {
      const secret = this.#secrets[index];
      if (secret === undefined || secret.start >= end) break;
      shown += this.#text.slice(offset, Math.max(secret.start, offset));
      const hiddenEnd = Math.min(secret.end, end);
      shown += hidden(this.#text.slice(Math.max(secret.start, offset), hiddenEnd));
      offset = hiddenEnd;
    }
    return shown + this.#text.slice(offset, end);
  }

  /** Whether another text, such as a fix's, spells one of the secrets. */
  isIn(text: string): boolean {
    this.#byLength ??= byLength(this.#secrets.map(({ start, end }) => bare(this.#text.slice(start, end))));
    for (const [length, secrets] of this.#byLength) {
      for (let start = 0; start + length <= text.length; start++) {
        if (secrets.has(text.slice(start, start + length))) return true;
      }
    }
    return false;
  }

  /** The index of the first secret that ends after `offset`. */
  #firstAfter(offset: number): number {
    let low = 0;
    let high = this.#secrets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const secret = this.#secrets[middle];
      if (secret !== undefined && secret.end <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function hidden(text: string): string {
  return text.replace(/[^\r\n]/g, '•');
}

/** Shorter ones say nothing: nearly every text would spell them. */
const shortest = 3;

/** A value without the quotes it is written in: a fix may write it in others. */
function bare(value: string): string {
  return value.trim().replace(/^(["'])(.*)\1$/s, '$2');
}

/** Looking for all secrets of one length at once keeps a file with thousands of them quick. */
function byLength(secrets: readonly string[]): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  for (const secret of secrets) {
    if (secret.length < shortest) continue;
    const same = found.get(secret.length);
    if (same === undefined) found.set(secret.length, new Set([secret]));
    else same.add(secret);
  }
  return found;
}

function merged(ranges: readonly Range[]): Range[] {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}
