import {
  type Connection,
  createConnection,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  type InitializeParams,
  MessageType,
  type ServerCapabilities,
  ShowDocumentRequest,
  ShowMessageNotification,
  ShowMessageRequest,
  StreamMessageWriter,
  TextDocumentSyncKind,
  type WorkspaceFolder,
} from 'vscode-languageserver/node';
import { isConfigFile } from '../src/config/find.ts';
import { version } from '../src/version.ts';
import { answered } from './answer.ts';
import { type Client, readClient } from './client.ts';
import { Delivery } from './delivery.ts';
import type { Answering, Screen } from './feature.ts';
import { features } from './features.ts';
import { Gate, WatchedReader } from './gate.ts';
import { pathOf, uriOf } from './uris.ts';
import { own } from './values.ts';
import { Workspace } from './workspace.ts';

/** Speaks the language server protocol on standard input and output until the client says `exit`, or is gone. */
export function serve(): void {
  const writer = new StreamMessageWriter(process.stdout);
  const gate = new Gate(writer, new Map(features.map(({ method, needs }) => [method, needs])));
  const reader = new WatchedReader(process.stdin, (message) => gate.receive(message));
  const connection = createConnection(reader, writer, { messageStrategy: gate });
  const leave = () => process.exit(gate.isShutDown ? 0 : 1);
  reader.onClose(leave);
  process.stdin.on('end', leave);
  process.stdout.on('error', leave);
  reader.onError((error) => gate.complain(error));
  connection.onInitialize((params) => {
    const client = readClient(params.capabilities, params.initializationOptions);
    const server = new Server(connection, gate, client);
    return server.start(params);
  });
  connection.listen();
}

/** What goes on after a client said who it is. */
class Server {
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #workspace: Workspace;
  readonly #delivery: Delivery;
  #generation = 0;

  constructor(connection: Connection, gate: Gate, client: Client) {
    this.#connection = connection;
    this.#client = client;
    this.#workspace = new Workspace(client);
    this.#delivery = new Delivery(
      { client, workspace: this.#workspace },
      {
        publish: (params) => this.#send(connection.sendDiagnostics(params)),
        refresh: () => {
          if (client.refreshesDiagnostics) this.#send(connection.sendRequest(DiagnosticRefreshRequest.type));
        },
        isBehind: () => gate.isBehind,
        isOver: () => gate.isShutDown,
      },
    );
  }

  /** Begins to answer, and says what. */
  start(params: InitializeParams) {
    this.#workspace.setFolders(foldersOf(params));
    this.#workspace.setSettings(undefined, params.initializationOptions);
    this.#listen();
    const capabilities: ServerCapabilities = {
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    };
    for (const feature of features) Object.assign(capabilities, feature.capabilities(this.#client));
    return { capabilities, serverInfo: { name: 'hmslint', version } };
  }

  #listen(): void {
    const connection = this.#connection;
    const workspace = this.#workspace;
    const answering: Answering = {
      client: this.#client,
      workspace,
      delivery: this.#delivery,
      screen: this.#screen(),
      answer: answered,
    };
    for (const feature of features) feature.listen(connection, answering);
    connection.onInitialized(() => this.#send(this.#begin()));
    connection.onDidOpenTextDocument(({ textDocument }) => {
      workspace.open(textDocument);
      this.#look();
    });
    connection.onDidChangeTextDocument(({ textDocument, contentChanges }) => {
      workspace.change(textDocument.uri, textDocument.version, contentChanges);
      this.#look();
    });
    connection.onDidSaveTextDocument(() => {
      // Nobody says whether a configuration has changed: it is read again.
      if (!this.#client.watchesFiles) workspace.changed();
      this.#look();
    });
    connection.onDidCloseTextDocument(({ textDocument }) => {
      workspace.close(textDocument.uri);
      this.#delivery.closed(textDocument.uri);
      this.#look();
    });
    connection.onDidChangeConfiguration(({ settings }: { readonly settings: unknown }) => {
      if (this.#client.settings) this.#send(this.#askSettings());
      else this.#workspace.setSettings(undefined, own(settings, 'hmslint') ?? settings);
      this.#look();
    });
    connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event }) => {
      workspace.changeFolders(event.removed, event.added);
      if (this.#client.settings) this.#send(this.#askSettings());
      this.#look();
    });
    connection.onDidChangeWatchedFiles(({ changes }) => {
      if (changes.some(({ uri }) => !/\.(?:json|ya?ml)$/i.test(uri) || isConfiguration(uri))) workspace.changed();
      workspace.unopened.forget();
      this.#look();
    });
  }

  /** How people are shown and asked things. */
  #screen(): Screen {
    const connection = this.#connection;
    return {
      show: async (uri) => {
        await connection.sendRequest(ShowDocumentRequest.type, { uri, takeFocus: false });
      },
      tell: (message) =>
        this.#send(connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message })),
      ask: async (message, action) => {
        const actions = [{ title: action }, { title: 'Cancel' }];
        const taken = await connection.sendRequest(ShowMessageRequest.type, {
          type: MessageType.Warning,
          message,
          actions,
        });
        return own(taken, 'title') === action;
      },
    };
  }

  /** What takes the client's help, and what else may wait. */
  async #begin(): Promise<void> {
    const { watchesSettings, watchesFiles, settings } = this.#client;
    const watching: Promise<unknown>[] = [];
    if (watchesSettings) {
      watching.push(this.#connection.client.register(DidChangeConfigurationNotification.type, { section: 'hmslint' }));
    }
    if (watchesFiles) {
      const watchers = watched.map((globPattern) => ({ globPattern }));
      watching.push(this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
    }
    if (settings) watching.push(this.#askSettings());
    this.#look();
    await Promise.allSettled(watching);
  }

  async #askSettings(): Promise<void> {
    const { folders } = this.#workspace;
    const section = 'hmslint';
    const [general, ...own]: unknown[] = await this.#connection.workspace.getConfiguration([
      { section },
      ...folders.map(({ uri }) => ({ scopeUri: uri, section })),
    ]);
    this.#workspace.setSettings(undefined, general);
    for (const [index, { uri }] of folders.entries()) this.#workspace.setSettings(uri, own[index]);
    this.#look();
  }

  /** After anything happened: looks at the files beside the open ones, and tells the client what is found now. */
  #look(): void {
    const { generation } = this.#workspace;
    if (generation === this.#generation) this.#delivery.schedule();
    else this.#delivery.scheduleRefresh();
    this.#generation = generation;
    this.#send(
      this.#workspace.unopened.scan().then((hasLooked) => {
        if (!hasLooked) return;
        this.#workspace.scanned();
        this.#delivery.schedule();
      }),
    );
  }

  /** Lets go of something that is under way; a client that refuses it, or is gone, has had its say. */
  #send(sent: Promise<unknown>): void {
    sent.catch((error: unknown) => {
      if (process.env.HMSLINT_DEBUG !== undefined) console.error(error);
    });
  }
}

/** The files that the client is asked to watch. */
const watched = ['**/*.{json,yaml,yml}', '**/.gitignore'];

function isConfiguration(uri: string): boolean {
  const path = pathOf(uri);
  return path !== undefined && isConfigFile(path);
}

/** The folders of a workspace; older clients know one. */
function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): readonly WorkspaceFolder[] {
  if (workspaceFolders !== undefined && workspaceFolders !== null) return workspaceFolders;
  if (rootUri !== undefined && rootUri !== null) return [{ uri: rootUri, name: rootUri }];
  return rootPath === undefined || rootPath === null ? [] : [{ uri: uriOf(rootPath), name: rootPath }];
}
