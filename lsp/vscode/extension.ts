import { commands, type ExtensionContext, Uri, window, workspace } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  State,
  type StaticFeature,
  TransportKind,
} from 'vscode-languageclient/node';
import { MatrixPanel } from './matrix-panel.ts';
import { documentSelector, StatusItem } from './status-item.ts';

const matrixCommand = 'hmslint.matrix';
/** What acts outside the editor: never for a folder that nobody trusts. */
const trustedCommands: ReadonlySet<string> = new Set(['hmslint.plan', 'hmslint.push']);

let running: LanguageClient | undefined;

/** Starts the language server; VS Code calls it when a document is opened that may be a template. */
export async function activate(context: ExtensionContext): Promise<void> {
  const panel = new MatrixPanel();
  const module = context.asAbsolutePath('dist/server.cjs');
  const run = { module, transport: TransportKind.stdio };
  const client = new LanguageClient('hmslint', 'hmslint', { run, debug: run }, optionsOf(panel));
  client.registerFeature(shownCommands);
  running = client;
  const status = new StatusItem();
  context.subscriptions.push(
    panel,
    status,
    client.onDidChangeState(({ newState }) => {
      status.show(newState, client.initializeResult?.serverInfo?.version);
      const offered = client.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
      const isOffered = newState === State.Running && offered.includes(matrixCommand);
      void commands.executeCommand('setContext', 'hmslint.offersMatrix', isOffered);
    }),
    commands.registerCommand('hmslint.restart', () => restart(client)),
    commands.registerCommand('hmslint.showOutput', () => client.outputChannel.show(true)),
    // The server is told when it starts.
    workspace.onDidGrantWorkspaceTrust(() => restart(client)),
  );
  await client.start();
}

/** Ends the language server; VS Code calls it when the window is closed or the extension is switched off. */
export async function deactivate(): Promise<void> {
  await running?.stop();
}

async function restart(client: LanguageClient): Promise<void> {
  try {
    if (client.isRunning()) await client.restart();
    else await client.start();
  } catch (error) {
    client.error('hmslint could not be started again', error, 'force');
  }
}

/** Tells the server which of its commands have an answer that is shown here: their lenses can be clicked. */
const shownCommands: StaticFeature = {
  fillClientCapabilities(capabilities) {
    capabilities.experimental = { commands: { commands: [matrixCommand] } };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

function optionsOf(panel: MatrixPanel): LanguageClientOptions {
  return {
    documentSelector: [...documentSelector],
    initializationOptions: () => ({
      ...workspace.getConfiguration().get<object>('hmslint'),
      isTrusted: workspace.isTrusted,
    }),
    middleware: {
      async executeCommand(command, args: unknown[], next) {
        if (trustedCommands.has(command) && !workspace.isTrusted) {
          void window.showWarningMessage('hmslint plans and pushes only in a folder that you trust.');
          return undefined;
        }
        if (command !== matrixCommand) return next(command, args);
        const uri = typeof args[0] === 'string' ? Uri.parse(args[0]) : window.activeTextEditor?.document.uri;
        if (uri === undefined) return undefined;
        const html: unknown = await next(command, [uri.toString(), ...args.slice(1)]);
        if (typeof html === 'string') panel.show(html, uri);
        return undefined;
      },
    },
  };
}
