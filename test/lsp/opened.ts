import { OpenDocument } from '../../lsp/open-document.ts';
import type { Kind } from '../../src/diagnostic.ts';

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
      unusedEntries: () => [],
    },
  );
}
