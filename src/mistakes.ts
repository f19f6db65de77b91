import { type Document, locate } from './document.ts';
import type { Pointer } from './pointer.ts';
import type { Understood } from './understand.ts';

/** A mistake that keeps something out of what a document means. */
export interface Mistake {
  readonly rule: string;
  readonly pointer: Pointer;
  /** It may spell a secret. */
  readonly message: string;
  readonly offset: number;
}

/** All that keeps something out of what a document means: broken syntax, and what the schema rejected; in the order of the text. */
export function mistakesIn(document: Document, { leftOut }: Understood): readonly Mistake[] {
  return [
    ...document.problems.map(({ rule, pointer, message, range }) => ({ rule, pointer, message, offset: range.start })),
    ...leftOut.map(({ rule, pointer, message, part }) => {
      const { key, value } = locate(document, pointer);
      return { rule, pointer, message, offset: (part === 'key' ? (key ?? value) : value).start };
    }),
  ].sort((a, b) => a.offset - b.offset);
}
