import { type Location as ProtocolLocation, ReferencesRequest } from 'vscode-languageserver-protocol';
import { documentFeature } from './feature.ts';
import { isDeclaration, nameAt } from './names.ts';
import type { OpenDocument } from './open-document.ts';

/** All mentions of a role, a destination or an anchor. */
export const references = documentFeature(ReferencesRequest.type, {
  capabilities: { referencesProvider: true },
  needs: ['position', 'context'],
  otherwise: null,
  answer: (open, { position, context }) =>
    referencesAt(open, open.positions.offset(position), context.includeDeclaration === true),
});

/** The mentions of the name at an offset, in the order of the text; `null` if none stands there. */
export function referencesAt(open: OpenDocument, offset: number, withDeclarations: boolean): ProtocolLocation[] | null {
  const found = nameAt(open, offset);
  if (found === undefined) return null;
  return found.name.mentions
    .filter((mention) => withDeclarations || !isDeclaration(mention))
    .map(({ inside }) => ({ uri: open.uri, range: open.positions.range(inside) }));
}
