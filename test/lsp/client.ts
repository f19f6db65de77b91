import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  ApplyWorkspaceEditRequest,
  type ClientCapabilities,
  ConfigurationRequest,
  createProtocolConnection,
  type DataCallback,
  type Diagnostic,
  DiagnosticRefreshRequest,
  DiagnosticTag,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type Disposable,
  DocumentDiagnosticRequest,
  ExitNotification,
  type FileChangeType,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type Message,
  type ProtocolConnection,
  type ProtocolRequestType,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  RegistrationRequest,
  ShowDocumentRequest,
  ShowMessageNotification,
  ShowMessageRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type TextDocumentContentChangeEvent,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { Protocol } from './protocol.ts';

const builtCommand = [fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url)), 'lsp', '--stdio'];

/** What most editors can do. */
const usual: ClientCapabilities = {
  workspace: {
    applyEdit: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    publishDiagnostics: {
      relatedInformation: true,
      versionSupport: true,
      codeDescriptionSupport: true,
      dataSupport: true,
      tagSupport: { valueSet: [DiagnosticTag.Unnecessary, DiagnosticTag.Deprecated] },
    },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'refactor', 'source'] } },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
    },
  },
};

/** An editor that is sent diagnostics. */
export const pushing: ClientCapabilities = usual;

/** An editor that asks for diagnostics. */
export const pulling: ClientCapabilities = {
  ...usual,
  textDocument: { ...usual.textDocument, diagnostic: { dynamicRegistration: false, relatedDocumentSupport: true } },
};

/** What an editor is like. */
interface Options {
  readonly capabilities?: ClientCapabilities;
  /** Files of the workspace folder, by their paths in it. */
  readonly files?: { readonly [path: string]: string };
  /** Whether the folder is opened as a workspace folder; it is unless this says no. */
  readonly hasFolder?: boolean;
  /** The settings below `hmslint`. */
  readonly settings?: unknown;
  /** Options of the Node that runs the server. */
  readonly nodeOptions?: readonly string[];
  /** The program to run and its arguments, for Node; the built command unless this says another. */
  readonly program?: readonly string[];
  /** Variables of the server’s environment, beside those of this process. */
  readonly env?: { readonly [name: string]: string };
  /** What the editor says of itself besides its capabilities. */
  readonly initializationOptions?: object;
  /** Whether what is said wrong on purpose counts. */
  readonly isLax?: boolean;
}

/** A scripted editor, with the built server as a process of its own. All that they say is held against the protocol's types. */
export class Editor {
  /** The workspace folder. */
  readonly folder: string;
  readonly process: ChildProcess;
  readonly connection: ProtocolConnection;
  readonly protocol = new Protocol();
  /** What was published of each document, in order. */
  readonly published = new Map<string, PublishDiagnosticsParams[]>();
  /** What the server wanted the editor to change. */
  readonly applied: WorkspaceEdit[] = [];
  /** How often the server asked to be asked again. */
  refreshes = 0;
  /** The documents that the server wanted to be shown, as they were then. */
  readonly shown: { readonly uri: string; readonly text: string }[] = [];
  /** What the server told or asked people. */
  readonly told: string[] = [];
  /** Which of the actions that it is asked for whoever sits before the editor takes. */
  choose: (actions: readonly string[]) => string | undefined | Promise<string | undefined> = () => undefined;
  settings: unknown;
  readonly #pulls: boolean;
  readonly #versions = new Map<string, number>();
  readonly #waiting = new Set<() => void>();
  readonly #exited: Promise<number | null>;
  #initialized: InitializeResult | undefined;

  private constructor(options: Options) {
    const { capabilities = pushing, files = {}, settings = null, nodeOptions = [], program = builtCommand } = options;
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-lsp-')));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.#pulls = capabilities.textDocument?.diagnostic !== undefined;
    this.settings = settings;
    const child = spawn(process.execPath, [...nodeOptions, ...program], {
      cwd: this.folder,
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.process = child;
    this.#exited = new Promise((resolve) => child.once('exit', resolve));
    child.once('exit', () => this.#wake());
    // What the server does not read any more is its own affair.
    child.stdin.on('error', () => {});
    const see = (sender: 'client' | 'server', message: Message) => this.protocol.see(sender, message);
    this.connection = createProtocolConnection(
      new SeenReader(child.stdout, (message) => see('server', message)),
      new SeenWriter(child.stdin, (message) => see('client', message)),
    );
    this.#answer();
    this.connection.listen();
  }

  /** Starts a server and initializes it. */
  static async start(options: Options = {}): Promise<Editor> {
    const editor = new Editor(options);
    const { capabilities = pushing, hasFolder = true, initializationOptions } = options;
    const uri = pathToFileURL(editor.folder).href;
    editor.#initialized = await editor.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: hasFolder ? uri : null,
      capabilities,
      ...(initializationOptions !== undefined && { initializationOptions }),
      workspaceFolders: hasFolder ? [{ uri, name: 'test' }] : null,
    });
    await editor.connection.sendNotification(InitializedNotification.type, {});
    return editor;
  }

  /** Starts a server and says nothing to it. */
  static startOnly(options: Options = {}): Editor {
    return new Editor(options);
  }

  /** What the server said of itself. */
  get initialized(): InitializeResult {
    if (this.#initialized === undefined) throw new Error('the server is not initialized');
    return this.#initialized;
  }

  /** The URI of a file in the folder. */
  uri(path: string): string {
    return /^[a-z][\w+.-]+:/.test(path) ? path : pathToFileURL(join(this.folder, path)).href;
  }

  /** Writes a file into the folder, without a word to the server. */
  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Tells the server that files were made, changed or removed. */
  async tell(type: FileChangeType, ...paths: readonly string[]): Promise<void> {
    const changes = paths.map((path) => ({ uri: this.uri(path), type }));
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }

  /** Opens a document; gives its URI. */
  async open(path: string, text: string, languageId = path.endsWith('json') ? 'json' : 'yaml'): Promise<string> {
    const uri = this.uri(path);
    this.#versions.set(uri, 1);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
    return uri;
  }

  /** Edits a document: puts a whole new text there, or edits one after the other. */
  async change(uri: string, change: string | readonly TextDocumentContentChangeEvent[]): Promise<void> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges: typeof change === 'string' ? [{ text: change }] : [...change],
    });
  }

  async close(uri: string): Promise<void> {
    this.#versions.delete(uri);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** What is found in a document at its present version: as it is published, or as the server answers. */
  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    if (this.#pulls) {
      const report = await this.request(DocumentDiagnosticRequest.type, { textDocument: { uri } });
      if (report.kind !== 'full') throw new Error('nothing was asked before that could be unchanged');
      return report.items;
    }
    const version = this.#versions.get(uri);
    await this.until(() => this.published.get(uri)?.at(-1)?.version === version);
    return this.published.get(uri)?.at(-1)?.diagnostics ?? [];
  }

  /** Asks the server. */
  request<P, R, PR, E, RO>(type: ProtocolRequestType<P, R, PR, E, RO>, params: NoInfer<P>): Promise<R> {
    return this.connection.sendRequest<R>(type.method, params);
  }

  /** Waits until something is so, which may be after any message of the server. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      if (this.process.exitCode !== null || this.process.signalCode !== null) throw new Error('the server has ended');
      await new Promise<void>((resolve) => {
        this.#waiting.add(resolve);
      });
    }
  }

  /** Ends the server as the protocol says and removes the folder. Throws where something was said that the types do not allow. */
  async stop(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const code = await this.exited();
    const wrong = [
      ...this.protocol.violations,
      ...this.protocol.unanswered.map((method) => `never answered: ${method}`),
    ];
    if (wrong.length > 0) throw new Error(wrong.join('\n'));
    return code;
  }

  /** The exit code of the server, when it has ended; the folder is removed. */
  async exited(): Promise<number | null> {
    const code = await this.#exited;
    this.connection.dispose();
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }

  #answer(): void {
    const { connection } = this;
    connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      const known = this.published.get(params.uri);
      if (known === undefined) this.published.set(params.uri, [params]);
      else known.push(params);
      this.#wake();
    });
    connection.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => this.settings));
    connection.onRequest(RegistrationRequest.type, () => undefined);
    connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes++;
      this.#wake();
    });
    connection.onRequest(ShowDocumentRequest.type, ({ uri }) => {
      this.shown.push({ uri, text: readFileSync(fileURLToPath(uri), 'utf8') });
      return { success: true };
    });
    connection.onNotification(ShowMessageNotification.type, ({ message }) => {
      this.told.push(message);
      this.#wake();
    });
    connection.onRequest(ShowMessageRequest.type, async ({ message, actions = [] }) => {
      this.told.push(message);
      this.#wake();
      const title = await this.choose(actions.map((action) => action.title));
      return title === undefined ? null : { title };
    });
    connection.onRequest(ApplyWorkspaceEditRequest.type, ({ edit }) => {
      this.applied.push(edit);
      return { applied: true };
    });
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

class SeenReader extends StreamMessageReader {
  readonly #see: (message: Message) => void;

  constructor(input: NodeJS.ReadableStream, see: (message: Message) => void) {
    super(input);
    this.#see = see;
  }

  override listen(callback: DataCallback): Disposable {
    return super.listen((message) => {
      this.#see(message);
      callback(message);
    });
  }
}

class SeenWriter extends StreamMessageWriter {
  readonly #see: (message: Message) => void;

  constructor(output: NodeJS.WritableStream, see: (message: Message) => void) {
    super(output);
    this.#see = see;
  }

  override write(message: Message): Promise<void> {
    // What is not sent, such as a property that is undefined, is not seen.
    this.#see(JSON.parse(JSON.stringify(message)));
    return super.write(message);
  }
}
