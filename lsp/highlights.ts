import {
  type DocumentHighlight,
  DocumentHighlightKind,
  DocumentHighlightRequest,
} from 'vscode-languageserver-protocol';
import { documentFeature } from './feature.ts';
import { isDeclaration, nameAt } from './names.ts';
import type { OpenDocument } from './open-document.ts';

/** All mentions of the name under the cursor in the same document: what makes it is written, the rest is read. */
export const highlights = documentFeature(DocumentHighlightRequest.type, {
  capabilities: { documentHighlightProvider: true },
  needs: ['position'],
  otherwise: null,
  answer: (open, { position }) => highlightsAt(open, open.positions.offset(position)),
});

/** What is highlighted for the name at an offset; `null` if none stands there. */
export function highlightsAt(open: OpenDocument, offset: number): DocumentHighlight[] | null {
  const found = nameAt(open, offset);
  if (found === undefined) return null;
  return found.name.mentions.map((mention) => ({
    range: open.positions.range(mention.inside),
    kind: isDeclaration(mention) ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}
