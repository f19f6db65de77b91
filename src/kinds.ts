import type { Kind } from './diagnostic.ts';
import type { Document } from './document.ts';
import type { Directives } from './ignore.ts';
import { type Recognition, recognise } from './kind.ts';

/**
 * Gives a function that tells the kinds of a file's documents, to be asked in their order: the kind that was given, else what
 * a comment says, else what the content says; `undefined` if it is none that the API knows.
 */
export function kindsOf(
  file: { readonly text: string; readonly documents: readonly Document[] },
  { kinds }: Pick<Directives, 'kinds'>,
  given: Kind | undefined,
): (document: Document) => Recognition | undefined {
  let next = 0;
  return (document) => {
    if (given !== undefined) return { kind: given, certain: true };
    // A comment counts for the document in which, or before which, it stands; at the very end for the last one.
    const end = document === file.documents.at(-1) ? file.text.length : document.range.end;
    let found: Kind | undefined;
    for (; (kinds[next]?.range.start ?? end) < end; next++) found ??= kinds[next]?.kind;
    if (found !== undefined) return { kind: found, certain: true };
    return document.value === undefined ? undefined : recognise(document.value, document.partial);
  };
}
