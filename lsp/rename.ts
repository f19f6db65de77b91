import {
  LSPErrorCodes,
  PrepareRenameRequest,
  type PrepareRenameResult,
  RenameRequest,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import type { Client } from './client.ts';
import { documentFeature } from './feature.ts';
import { LastRenames } from './last-renames.ts';
import { nameAt } from './names.ts';
import type { OpenDocument } from './open-document.ts';
import { refusal, rename } from './renaming.ts';
import type { Workspace } from './workspace.ts';
import { workspaceEdit } from './workspace-edit.ts';

/** What would be renamed. */
export const prepareRename = documentFeature(PrepareRenameRequest.type, {
  capabilities: {},
  needs: ['position'],
  otherwise: null,
  answer: (open, { position }) => renamedAt(open, open.positions.offset(position)),
});

/** Renames a role, a destination or an anchor wherever its document mentions it. */
export const renames = documentFeature(RenameRequest.type, {
  capabilities: ({ preparesRename }: Client) => ({
    renameProvider: preparesRename ? { prepareProvider: true } : true,
  }),
  needs: ['position', 'newName'],
  otherwise: null,
  answer: (open, { position, newName }, { client, workspace }) =>
    renameAt(open, open.positions.offset(position), newName, client, lastRenames(workspace)),
});

/** The name at an offset that can be renamed; `null` if none stands there. Throws where it cannot be. */
export function renamedAt(open: OpenDocument, offset: number): PrepareRenameResult | null {
  const found = nameAt(open, offset);
  if (found === undefined) return null;
  const refused = refusal(found.name, found.document);
  if (refused !== undefined) throw refuse(refused);
  return { range: open.positions.range(found.mention.inside), placeholder: found.name.text };
}

/** The edit that renames what stands at an offset; `null` if that is its name already. Throws where it cannot be done. */
export function renameAt(
  open: OpenDocument,
  offset: number,
  to: string,
  client: Client,
  last: LastRenames,
): WorkspaceEdit | null {
  const found = nameAt(open, offset);
  if (found === undefined) throw refuse('no role, destination or anchor stands here');
  const { name, document } = found;
  if (name.text === to) return null;
  const inverse = last.inverse(open, document.index, name, to);
  const renaming = inverse === undefined ? rename(open, document, name, to) : { edits: inverse };
  if ('refused' in renaming) throw refuse(renaming.refused);
  last.remember(open, document.index, name, to, renaming.edits);
  return workspaceEdit(client, [{ open, edits: renaming.edits }]);
}

function lastRenames(workspace: Workspace): LastRenames {
  const known = kept.get(workspace);
  if (known !== undefined) return known;
  const made = new LastRenames();
  kept.set(workspace, made);
  return made;
}

const kept = new WeakMap<Workspace, LastRenames>();

function refuse(why: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, why);
}
