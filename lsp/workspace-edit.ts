import type {
  CreateFile,
  TextEdit as ProtocolTextEdit,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import type { TextEdit } from '../src/diagnostic.ts';
import type { Client } from './client.ts';
import type { OpenDocument } from './open-document.ts';

/** Edits of one document, in offsets of its text. */
export interface Edited {
  readonly open: OpenDocument;
  readonly edits: readonly TextEdit[];
}

/** Edits of documents as the protocol says them: for their versions, where the client knows such. */
export function workspaceEdit({ documentChanges }: Client, edited: readonly Edited[]): WorkspaceEdit {
  if (documentChanges) return { documentChanges: edited.map(documentEdit) };
  const changes: { [uri: string]: ProtocolTextEdit[] } = {};
  for (const { open, edits } of edited) changes[open.uri] = open.positions.edits(edits);
  return { changes };
}

/** Makes a file with a text, which must not be there yet; for clients that can. */
export function fileCreation(uri: string, text: string): WorkspaceEdit {
  const start = { line: 0, character: 0 };
  const create: CreateFile = { kind: 'create', uri, options: { ignoreIfExists: true } };
  const fill: TextDocumentEdit = {
    textDocument: { uri, version: null },
    edits: [{ range: { start, end: start }, newText: text }],
  };
  return { documentChanges: [create, fill] };
}

function documentEdit({ open, edits }: Edited): TextDocumentEdit {
  return { textDocument: { uri: open.uri, version: open.version }, edits: open.positions.edits(edits) };
}
