import type { ClientCapabilities } from 'vscode-languageserver-protocol/node';
import { Editor, pushing } from './client.ts';

/** Editors that several tests of a file share, one for each list of capabilities: a server takes long to start. */
export class KeptEditors {
  readonly #editors = new Map<ClientCapabilities, Promise<Editor>>();

  /** The editor with these capabilities; it is started when it is first asked for. */
  of(capabilities: ClientCapabilities = pushing): Promise<Editor> {
    const known = this.#editors.get(capabilities);
    if (known !== undefined) return known;
    const started = Editor.start({ capabilities });
    this.#editors.set(capabilities, started);
    return started;
  }

  /** Ends them all; gives their exit codes. */
  async stop(): Promise<readonly (number | null)[]> {
    const editors = await Promise.all(this.#editors.values());
    this.#editors.clear();
    return Promise.all(editors.map((editor) => editor.stop()));
  }
}
