import type { Kind } from '../src/diagnostic.ts';
import type { Document } from '../src/document.ts';
import { readDirectives } from '../src/ignore.ts';
import { kindsOf } from '../src/kinds.ts';
import type { OpenDocument } from './open-document.ts';

/** The kind of each document of a text: a file may hold several. Documents that the API does not know are left out. */
export function kindsIn(open: OpenDocument): ReadonlyMap<Document, Kind> {
  const known = kept.get(open);
  if (known !== undefined) return known;
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
