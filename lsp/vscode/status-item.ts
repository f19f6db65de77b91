import { type Disposable, LanguageStatusSeverity, languages, workspace } from 'vscode';
import { State } from 'vscode-languageclient/node';

/** The documents that the server is told of; it looks into them to see which are of the 100ms API. */
export const documentSelector: readonly { readonly language: string; readonly scheme: string }[] = [
  'yaml',
  'json',
  'jsonc',
].flatMap((language) => ['file', 'untitled'].map((scheme) => ({ language, scheme })));

/** What the editor's status says of the server, beside the language of a document. */
export class StatusItem implements Disposable {
  readonly #item = languages.createLanguageStatusItem('hmslint', documentSelector);

  constructor() {
    this.#item.name = 'hmslint';
    this.show(State.Starting, undefined);
  }

  /** Tells how the server does, and which version it is once it has said so. */
  show(state: State, version: string | undefined): void {
    const item = this.#item;
    item.busy = state === State.Starting;
    item.text = version === undefined ? 'hmslint' : `hmslint ${version}`;
    if (state === State.Running || state === State.Starting) {
      item.severity = LanguageStatusSeverity.Information;
      item.detail = state === State.Starting ? 'starting' : workspace.isTrusted ? 'running' : 'in a restricted folder';
      item.command = { command: 'hmslint.showOutput', title: 'Show output' };
    } else {
      item.severity = LanguageStatusSeverity.Error;
      item.detail = state === State.StartFailed ? 'could not be started' : 'stopped';
      item.command = { command: 'hmslint.restart', title: 'Restart' };
    }
  }

  dispose(): void {
    this.#item.dispose();
  }
}
