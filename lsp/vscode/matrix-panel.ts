import { type Disposable, type Uri, ViewColumn, type WebviewPanel, window, workspace } from 'vscode';

/** The panel that shows who hears and sees whom in a template: one, for the template that was asked about last. */
export class MatrixPanel implements Disposable {
  #panel: WebviewPanel | undefined;

  /** Shows a page, which has no scripts and loads nothing, beside the document that it is about. */
  show(html: string, uri: Uri): void {
    this.#panel ??= this.#create();
    this.#panel.title = `Who hears whom: ${workspace.asRelativePath(uri)}`;
    this.#panel.webview.html = html;
    this.#panel.reveal(undefined, true);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #create(): WebviewPanel {
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const options = { enableScripts: false, localResourceRoots: [], enableFindWidget: true };
    const panel = window.createWebviewPanel('hmslint.matrix', 'Who hears whom', place, options);
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    return panel;
  }
}
