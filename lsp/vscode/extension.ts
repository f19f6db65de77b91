import { commands, type ExtensionContext, ProgressLocation, Uri, window, workspace } from 'vscode';
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
/** What acts outside the editor, and what is shown while it does: never for a folder that nobody trusts. */
const trustedCommands: ReadonlyMap<string, string> = new Map([
  ['hmslint.plan', 'hmslint plans'],
  ['hmslint.push', 'hmslint plans and pushes'],
]);

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
      void commands.executeCommand('setContext', 'hmslint.isRunning', isOffered);
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
        const uri = typeof args[0] === 'string' ? Uri.parse(args[0]) : window.activeTextEditor?.document.uri;
        if (uri === undefined) return undefined;
        const run = (): Promise<unknown> => next(command, [uri.toString(), ...args.slice(1)]);
        const title = trustedCommands.get(command);
        if (title !== undefined) return deploy(title, run);
        const answer = await run();
        if (command === matrixCommand && typeof answer === 'string') panel.show(answer, uri);
        return undefined;
      },
      window: {
        async showDocument(params, token, next) {
          const uri = Uri.parse(params.uri);
          if (!/\/plan of [^/]+\.md$/.test(uri.path)) return next(params, token);
          await commands.executeCommand('markdown.showPreviewToSide', uri);
          return { success: true };
        },
      },
    },
  };
}

/** Runs what acts outside the editor, and says in words why it did not. */
async function deploy(title: string, run: () => Promise<unknown>): Promise<void> {
  if (!workspace.isTrusted) {
    void window.showWarningMessage('hmslint plans and pushes only in a folder that you trust.');
    return;
  }
  try {
    await window.withProgress({ location: ProgressLocation.Window, title }, run);
  } catch (error) {
    void window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}
