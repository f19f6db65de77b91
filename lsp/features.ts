import { codeActionEdit, codeActions } from './code-actions.ts';
import { codeLenses } from './code-lenses.ts';
import { executeCommand } from './commands.ts';
import { completion } from './completion.ts';
import { definition } from './definition.ts';
import { documentSymbols } from './document-symbols.ts';
import type { Feature } from './feature.ts';
import { folding } from './folding.ts';
import { highlights } from './highlights.ts';
import { hover } from './hover.ts';
import { inlayHints } from './inlay-hints.ts';
import { linkedEditing } from './linked-editing.ts';
import { documentDiagnostics, workspaceDiagnostics } from './pull.ts';
import { references } from './references.ts';
import { prepareRename, renames } from './rename.ts';
import { selectionRanges } from './selection-ranges.ts';
import { semanticTokens, semanticTokensInRange } from './semantic-tokens.ts';
import { workspaceSymbols } from './workspace-symbols.ts';

/** All requests that the server answers. A new feature is a file, and a line here. */
export const features: readonly Feature[] = [
  documentDiagnostics,
  workspaceDiagnostics,
  codeActions,
  codeActionEdit,
  definition,
  references,
  highlights,
  linkedEditing,
  prepareRename,
  renames,
  documentSymbols,
  workspaceSymbols,
  completion,
  hover,
  inlayHints,
  codeLenses,
  executeCommand,
  folding,
  selectionRanges,
  semanticTokens,
  semanticTokensInRange,
];
