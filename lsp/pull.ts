import {
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  type FullDocumentDiagnosticReport,
  type UnchangedDocumentDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol';
import type { Client } from './client.ts';
import { type Found, nothingFound } from './diagnostics.ts';
import { workspaceFeature } from './feature.ts';
import { keyOf } from './uris.ts';

/** What the client asks of one document, open or not. */
export const documentDiagnostics = workspaceFeature(DocumentDiagnosticRequest.type, {
  capabilities: ({ pullsDiagnostics }: Client) =>
    pullsDiagnostics
      ? { diagnosticProvider: { identifier: 'hmslint', interFileDependencies: true, workspaceDiagnostics: true } }
      : {},
  needs: ['textDocument'],
  async answer({ textDocument, previousResultId }, { delivery, workspace }) {
    await delivery.settled();
    const open = workspace.document(textDocument.uri);
    return report(open === undefined ? nothingFound : delivery.pulled(open), previousResultId);
  },
});

/** What the client asks of all files that it has not open. */
export const workspaceDiagnostics = workspaceFeature(WorkspaceDiagnosticRequest.type, {
  capabilities: {},
  needs: ['previousResultIds'],
  async answer({ previousResultIds }, { client, workspace }) {
    // Nobody says whether files have changed: they are looked at.
    if (!client.watchesFiles) workspace.unopened.forget();
    await workspace.unopened.scan();
    const before = new Map(previousResultIds.map(({ uri, value }) => [keyOf(uri), value]));
    const items: WorkspaceDocumentDiagnosticReport[] = [];
    for (const [uri, found] of workspace.unopened.found()) {
      items.push({ ...report(found, before.get(keyOf(uri))), uri, version: null });
      before.delete(keyOf(uri));
    }
    // What is gone, or passed over now, has none.
    for (const { uri, value } of previousResultIds) {
      if (before.has(keyOf(uri)) && !workspace.holds(uri))
        items.push({ ...report(nothingFound, value), uri, version: null });
    }
    return { items };
  },
});

function report(
  { items, resultId }: Found,
  previousResultId: string | undefined,
): FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport {
  if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...items] };
}
