import type { PublishDiagnosticsParams } from 'vscode-languageserver-protocol';
import { diagnosticsOf, type Found } from './diagnostics.ts';
import type { Around } from './feature.ts';
import type { OpenDocument } from './open-document.ts';
import { keyOf } from './uris.ts';

/** How diagnostics go to the client. */
export interface Outlet {
  publish(params: PublishDiagnosticsParams): void;
  /** Asks the client to ask again. */
  refresh(): void;
  /** Whether messages have arrived that are not handled yet. */
  isBehind(): boolean;
  /** Whether the client wants to hear no more. */
  isOver(): boolean;
}

/** What the client was last told of a document. */
interface Told {
  readonly resultId: string;
  readonly version: number | null;
}

/**
 * Sees to it that the client knows what is found: sends it, or tells the client to ask again where it asks by itself. Waits
 * for nothing but messages that have arrived already, so that of many edits only the last is linted.
 */
export class Delivery {
  readonly #around: Around;
  readonly #outlet: Outlet;
  readonly #told = new Map<string, Told>();
  readonly #kept = new WeakMap<OpenDocument, { readonly of: OpenDocument['report']; readonly found: Found }>();
  #isScheduled = false;
  #wantsRefresh = false;

  constructor(around: Around, outlet: Outlet) {
    this.#around = around;
    this.#outlet = outlet;
  }

  /** Is told that something else may be found now. */
  schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#run());
  }

  /** Is told that all unopened files may be found in another state. */
  scheduleRefresh(): void {
    this.#wantsRefresh = true;
    this.schedule();
  }

  /** Is told that the client closed a document, which then has no diagnostics. */
  closed(uri: string): void {
    const wasTold = this.#told.delete(keyOf(uri));
    if (wasTold && !this.#around.client.pullsDiagnostics) this.#outlet.publish({ uri, diagnostics: [] });
    this.schedule();
  }

  /** What is found in a document that the client asks about. */
  pulled(open: OpenDocument): Found {
    const found = this.#found(open);
    if (open.version !== null) this.#told.set(keyOf(open.uri), { resultId: found.resultId, version: open.version });
    return found;
  }

  /** Is there when no message is waiting: what was asked before an edit is answered as of after it. */
  async settled(): Promise<void> {
    do await new Promise((resolve) => setImmediate(resolve));
    while (this.#outlet.isBehind());
  }

  /** Kept as long as the same was found, which other documents may change. */
  #found(open: OpenDocument): Found {
    const kept = this.#kept.get(open);
    if (kept !== undefined && kept.of === open.report) return kept.found;
    const found = diagnosticsOf(open, this.#around);
    this.#kept.set(open, { of: open.report, found });
    return found;
  }

  #run(): void {
    if (this.#outlet.isBehind()) {
      setImmediate(() => this.#run());
      return;
    }
    this.#isScheduled = false;
    if (this.#outlet.isOver()) return;
    if (this.#around.client.pullsDiagnostics) this.#refresh();
    else this.#publish();
  }

  #publish(): void {
    for (const open of this.#around.workspace.documents) {
      const key = keyOf(open.uri);
      const told = this.#told.get(key);
      const { items, resultId } = this.#found(open);
      if (told?.resultId === resultId && told.version === open.version) continue;
      this.#told.set(key, { resultId, version: open.version });
      const { version } = open;
      this.#outlet.publish({ uri: open.uri, ...(version !== null && { version }), diagnostics: [...items] });
    }
  }

  /** The client asks about a document that was edited by itself; about the others it has to be told. */
  #refresh(): void {
    const isOld = this.#around.workspace.documents.some((open) => {
      const told = this.#told.get(keyOf(open.uri));
      if (told === undefined || told.version !== open.version) return false;
      return told.resultId !== this.#found(open).resultId;
    });
    if (isOld || this.#wantsRefresh) this.#outlet.refresh();
    this.#wantsRefresh = false;
  }
}
