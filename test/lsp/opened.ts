import { OpenDocument } from '../../lsp/open-document.ts';
import type { Kind, TextEdit } from '../../src/diagnostic.ts';
import { applyEdits } from '../../src/edit.ts';

/** A document as the server has it at one version, with nothing around it. */
export function opened(path: string, text: string, kind?: Kind): OpenDocument {
  return new OpenDocument(
    { uri: `file:///${path}`, path, languageId: '', version: 1, text },
    {
      settings: kind === undefined ? undefined : { kind, severities: new Map(), ignored: [] },
      isPassedOver: false,
      severities: new Map(),
      mistake: undefined,
      wasOurs: true,
      namesakes: () => [],
    },
  );
}

/** The same document after edits, at the same place and of the same kind. */
export function edited(open: OpenDocument, edits: readonly TextEdit[]): OpenDocument {
  return opened(open.path, applyEdits(open.text, edits), open.kind);
}
