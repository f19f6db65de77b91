import {
  DefinitionRequest,
  type LocationLink,
  type Location as ProtocolLocation,
} from 'vscode-languageserver-protocol';
import type { Client } from './client.ts';
import { documentFeature } from './feature.ts';
import { isDeclaration, nameAt } from './names.ts';
import type { OpenDocument } from './open-document.ts';

/** From a use of a role, a destination or an anchor to the place that makes it. */
export const definition = documentFeature(DefinitionRequest.type, {
  capabilities: { definitionProvider: true },
  needs: ['position'],
  otherwise: null,
  answer: (open, { position }, { client }) => definitionAt(open, open.positions.offset(position), client),
});

/** Where the name at an offset is made: its key or, where it has none, what says it. `null` if nothing makes it. */
export function definitionAt(
  open: OpenDocument,
  offset: number,
  { definitionLinks }: Pick<Client, 'definitionLinks'>,
): ProtocolLocation[] | LocationLink[] | null {
  const found = nameAt(open, offset);
  if (found === undefined) return null;
  const { positions, uri } = open;
  const declarations = found.name.mentions.filter(isDeclaration);
  const keys = declarations.filter(({ as }) => as === 'key');
  const targets = (keys.length > 0 ? keys : declarations).map(({ inside }) => positions.range(inside));
  if (targets.length === 0) return null;
  if (!definitionLinks) return targets.map((range) => ({ uri, range }));
  const originSelectionRange = positions.range(found.mention.inside);
  return targets.map((range) => ({
    originSelectionRange,
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}
