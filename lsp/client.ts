import {
  type ClientCapabilities,
  CompletionItemTag,
  type DiagnosticsCapabilities,
  type DiagnosticTag,
  InsertTextMode,
  MarkupKind,
  ResourceOperationKind,
} from 'vscode-languageserver-protocol';
import { own } from './values.ts';

/** What the client can do, as far as the server does something else where it cannot. */
export interface Client {
  /** All that it declared. */
  readonly capabilities: ClientCapabilities;
  /** Whether it asks for diagnostics: else they are sent to it. Never both: editors show them twice. */
  readonly pullsDiagnostics: boolean;
  /** Whether it can be told to ask again. */
  readonly refreshesDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly tags: ReadonlySet<DiagnosticTag>;
  readonly codeDescriptions: boolean;
  /** Whether it shows code actions, and not only commands. */
  readonly codeActions: boolean;
  /** Whether it asks for the edit of a code action when somebody takes it. */
  readonly resolvesEdits: boolean;
  /** Whether edits can say which version of a document they are for. */
  readonly documentChanges: boolean;
  /** Whether edits can create files. */
  readonly createsFiles: boolean;
  /** Whether edits can hold places to fill in. */
  readonly snippetEdits: boolean;
  /** Whether it takes a definition together with what was clicked on. */
  readonly definitionLinks: boolean;
  /** Whether it asks what would be renamed before it asks for a new name. */
  readonly preparesRename: boolean;
  /** Whether it shows symbols inside each other. */
  readonly nestedSymbols: boolean;
  /** How what is said of a place is written. */
  readonly hoverFormat: MarkupKind;
  /** How what is said of a proposal is written. */
  readonly completionFormat: MarkupKind;
  /** Whether proposals can hold places to fill in. */
  readonly snippets: boolean;
  /** Whether it lets people choose between inserting a proposal and putting it in the place of a word. */
  readonly insertsOrReplaces: boolean;
  /** Whether it can be told not to indent what a proposal puts in. */
  readonly insertsAsIs: boolean;
  /** Whether it strikes proposals through that are deprecated. */
  readonly deprecatedProposals: boolean;
  /** The most that folds. */
  readonly mostFolds: number;
  /** The commands for which it shows what the server answers. */
  readonly commands: ReadonlySet<string>;
  /** Whether it can be asked for its settings. */
  readonly settings: boolean;
  /** Whether it can be told to say when its settings changed. */
  readonly watchesSettings: boolean;
  /** Whether it can be told to watch files. */
  readonly watchesFiles: boolean;
  readonly workspaceFolders: boolean;
  /** Whether it opens documents when it is asked to. */
  readonly showsDocuments: boolean;
  /** Whether what acts outside of the editor may run: it may not in a folder of which the client said that nobody trusts it. */
  readonly isTrusted: boolean;
}

/** Reads what a client declared. */
export function readClient(capabilities: ClientCapabilities, initializationOptions?: unknown): Client {
  const { textDocument, workspace } = capabilities;
  const pull = textDocument?.diagnostic;
  const shown: DiagnosticsCapabilities = { ...textDocument?.publishDiagnostics, ...pull };
  const edits = workspace?.workspaceEdit;
  return {
    capabilities,
    pullsDiagnostics: pull !== undefined && pull !== null,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    relatedInformation: shown.relatedInformation === true,
    tags: new Set(shown.tagSupport?.valueSet ?? []),
    codeDescriptions: shown.codeDescriptionSupport === true,
    codeActions: textDocument?.codeAction?.codeActionLiteralSupport !== undefined,
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties?.includes('edit') === true,
    documentChanges: edits?.documentChanges === true,
    createsFiles:
      edits?.documentChanges === true && edits.resourceOperations?.includes(ResourceOperationKind.Create) === true,
    snippetEdits: edits?.snippetEditSupport === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    preparesRename: textDocument?.rename?.prepareSupport === true,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    hoverFormat: formatOf(textDocument?.hover?.contentFormat),
    completionFormat: formatOf(textDocument?.completion?.completionItem?.documentationFormat),
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
    insertsOrReplaces: textDocument?.completion?.completionItem?.insertReplaceSupport === true,
    insertsAsIs:
      textDocument?.completion?.completionItem?.insertTextModeSupport?.valueSet?.includes(InsertTextMode.asIs) === true,
    deprecatedProposals:
      textDocument?.completion?.completionItem?.tagSupport?.valueSet?.includes(CompletionItemTag.Deprecated) === true,
    mostFolds: textDocument?.foldingRange?.rangeLimit ?? Number.POSITIVE_INFINITY,
    commands: new Set(commandsIn(capabilities.experimental)),
    settings: workspace?.configuration === true,
    watchesSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    showsDocuments: capabilities.window?.showDocument?.support === true,
    isTrusted: own(initializationOptions, 'isTrusted') !== false,
  };
}

/** Markdown, for all who show it. */
function formatOf(formats: readonly MarkupKind[] | undefined): MarkupKind {
  return Array.isArray(formats) && formats.includes(MarkupKind.Markdown) ? MarkupKind.Markdown : MarkupKind.PlainText;
}

/** The commands that a client declares as `experimental.commands.commands`, as others do for other servers. */
function commandsIn(experimental: unknown): readonly string[] {
  const commands = own(own(experimental, 'commands'), 'commands');
  return Array.isArray(commands) ? commands.filter((each) => typeof each === 'string') : [];
}
