import type { Kind } from '../src/diagnostic.ts';
import type { Document } from '../src/document.ts';
import { maxSize } from '../src/files.ts';
import { readDirectives } from '../src/ignore.ts';
import { kindsOf } from '../src/kinds.ts';
import type { OpenDocument } from './open-document.ts';

/** The kind of each document of a text: a file may hold several. Documents that the API does not know are left out. */
export function kindsIn(open: OpenDocument): ReadonlyMap<Document, Kind> {
  const known = kept.get(open);
  if (known !== undefined) return known;
  // What is not linted for its size is not read either.
  if (open.markedText.length > maxSize) return new Map();
  const { file } = open;
  const kindOf = kindsOf(file, readDirectives(file.text, file.comments, new Set()), file.settings?.kind);
  const kinds = new Map<Document, Kind>();
  for (const document of file.documents) {
    const recognised = kindOf(document);
    if (recognised !== undefined && (recognised.certain || file.named)) kinds.set(document, recognised.kind);
  }
  kept.set(open, kinds);
  return kinds;
}

const kept = new WeakMap<OpenDocument, ReadonlyMap<Document, Kind>>();
