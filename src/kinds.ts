import type { Kind } from './diagnostic.ts';
import type { Document } from './document.ts';
import type { Directives } from './ignore.ts';
import { type Recognition, recognise } from './kind.ts';
import type { ReadFile } from './lint.ts';

/** Gives a function that tells the kinds of a file's documents, to be asked in their order. `given` is the kind that somebody said. */
export function kindsOf(
  file: ReadFile,
  directives: Directives,
  given: Kind | undefined,
): (document: Document) => Recognition | undefined {
  let next = 0;
  return (document) => {
    if (given !== undefined) return { kind: given, certain: true };
    // A comment counts for the document in which, or before which, it stands; at the very end for the last one.
    const end = document === file.documents.at(-1) ? file.text.length : document.range.end;
    let found: Kind | undefined;
    for (; (directives.kinds[next]?.range.start ?? end) < end; next++) found ??= directives.kinds[next]?.kind;
    if (found !== undefined) return { kind: found, certain: true };
    return document.value === undefined ? undefined : recognise(document.value, document.partial);
  };
}
