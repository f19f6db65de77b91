import type { Range } from './diagnostic.ts';
import { Mask } from './mask.ts';
import type { Secrets } from './secrets.ts';

/** The lines of a text without its secrets, which are looked for when the first line is asked for. */
export class MaskedLines {
  readonly #text: string;
  readonly #secrets: Secrets;
  #mask: Mask | undefined;

  constructor(text: string, secrets: Secrets) {
    this.#text = text;
    this.#secrets = secrets;
  }

  /** The line of an offset without its indentation: all that tells one broken line of YAML from another. */
  lineAt(offset: number): string {
    this.#mask ??= new Mask(this.#text, this.#secrets.ranges);
    const { start, end } = lineAround(this.#text, offset);
    // How long a secret is must not tell either.
    return this.#mask
      .slice(start, Math.min(end, start + longestLine))
      .replaceAll(/•+/g, '•')
      .trim();
  }
}

/** In UTF-16 units: how much of a broken line tells it from others. */
const longestLine = 1000;

/** The line of an offset, with its line end. */
export function lineAround(text: string, offset: number): Range {
  const end = text.indexOf('\n', offset);
  return {
    start: offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1,
    end: (end < 0 ? text.length : end) + 1,
  };
}
