import {
  type DocumentSymbol,
  DocumentSymbolRequest,
  type SymbolInformation,
  SymbolKind,
} from 'vscode-languageserver-protocol';
import { valueAt } from '../src/document.ts';
import { documentFeature } from './feature.ts';
import { kindsIn } from './kinds.ts';
import type { OpenDocument } from './open-document.ts';
import { outlineOf, type Part, shown } from './outline.ts';

/** The outline of a document: roles with their tracks, destinations by kind. */
export const documentSymbols = documentFeature(DocumentSymbolRequest.type, {
  capabilities: { documentSymbolProvider: { label: 'hmslint' } },
  otherwise: null,
  answer: (open, _, { client }) => (client.nestedSymbols ? symbolsOf(open) : flatSymbols(open)),
});

/** The outline of all documents of a text; of several each is a part by itself. */
function partsOf(open: OpenDocument): readonly Part[] {
  const kinds = kindsIn(open);
  if (kinds.size === 0) return [];
  return open.documents.flatMap((document): readonly Part[] => {
    const kind = kinds.get(document);
    if (kind === undefined) return [];
    const parts = outlineOf(document, kind);
    const root = document.locate('')?.value;
    if (open.documents.length === 1 || kind === 'role' || root === undefined) return parts;
    const name = valueAt(document, '/name');
    const selection = document.locate('/name')?.value ?? { start: root.start, end: root.start };
    const label = typeof name === 'string' ? shown(name) : `${kind} ${document.index + 1}`;
    return [{ name: label, detail: kind, kind: SymbolKind.Module, range: root, selection, parts }];
  });
}

/** The outline of a document, parts inside each other. */
export function symbolsOf(open: OpenDocument): DocumentSymbol[] {
  return partsOf(open).map((part) => nested(part, open));
}

function nested({ name, detail, kind, range, selection, parts }: Part, open: OpenDocument): DocumentSymbol {
  return {
    name,
    ...(detail !== '' && { detail }),
    kind,
    range: open.positions.range(range),
    selectionRange: open.positions.range(selection),
    ...(parts.length > 0 && { children: parts.map((part) => nested(part, open)) }),
  };
}

/** The same as a list, each part with the name of what it stands in. */
export function flatSymbols(open: OpenDocument): SymbolInformation[] {
  return partsOf(open).flatMap((part) => [...listedIn(part, undefined, open)]);
}

function* listedIn(
  { name, kind, range, parts }: Part,
  holder: string | undefined,
  open: OpenDocument,
): Iterable<SymbolInformation> {
  const location = { uri: open.uri, range: open.positions.range(range) };
  yield { name, kind, location, ...(holder !== undefined && { containerName: holder }) };
  for (const part of parts) yield* listedIn(part, name, open);
}
