import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type SymbolInformation, SymbolKind, WorkspaceSymbolRequest } from 'vscode-languageserver-protocol';
import { flatSymbols } from './document-symbols.ts';
import { workspaceFeature } from './feature.ts';
import type { OpenDocument } from './open-document.ts';
import type { Workspace } from './workspace.ts';

/** Roles, tracks and destinations of all documents of the API in the workspace, open or not, whose names fit what somebody typed. */
export const workspaceSymbols = workspaceFeature(WorkspaceSymbolRequest.type, {
  capabilities: { workspaceSymbolProvider: true },
  needs: ['query'],
  async answer({ query }, { client, workspace }, token) {
    // Nobody says whether files have changed: they are looked at.
    if (!client.watchesFiles) workspace.unopened.forget();
    await workspace.unopened.scan();
    const all = workspace.documents.filter(({ isOurs }) => isOurs).flatMap(listed);
    const files = unopenedSymbols(workspace);
    const uris = new Set(Array.from(workspace.unopened.found(), ([uri]) => uri));
    for (const uri of uris) {
      all.push(...files.of(uri, workspace));
      await setImmediate();
      if (token.isCancellationRequested) return [];
    }
    files.keep(uris);
    return fitting(all, query);
  },
});

/** What fits a query, the best first: its letters stand in the name in their order, whatever stands between them. */
function fitting(symbols: readonly SymbolInformation[], query: string): SymbolInformation[] {
  const wanted = query.toLowerCase();
  const ranked = symbols.map((symbol) => ({ symbol, rank: rankOf(symbol.name.toLowerCase(), wanted) }));
  const found = ranked.filter(({ rank }) => rank < none);
  return found.sort((a, b) => a.rank - b.rank).map(({ symbol }) => symbol);
}

const none = 4;

/** From 0 for the name itself; what does not fit gets `none`. */
function rankOf(name: string, wanted: string): number {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.includes(wanted)) return 2;
  let at = 0;
  for (const letter of wanted.replaceAll(/\s/g, '')) {
    at = name.indexOf(letter, at) + letter.length;
    if (at < letter.length) return none;
  }
  return 3;
}

/** The symbols of a document; a group of destinations only says where these belong. */
function listed(open: OpenDocument): SymbolInformation[] {
  return flatSymbols(open).filter(({ kind }) => kind !== SymbolKind.Namespace);
}

/** The symbols of files that no editor has open, as long as these stay as they are. */
class UnopenedSymbols {
  readonly #byUri = new Map<string, { readonly stamp: string; readonly symbols: readonly SymbolInformation[] }>();

  of(uri: string, workspace: Workspace): readonly SymbolInformation[] {
    const open = workspace.document(uri);
    if (open === undefined) return [];
    const hash = createHash('sha1').update(open.markedText, 'utf16le').digest('hex');
    const stamp = `${hash} ${workspace.generation}`;
    const known = this.#byUri.get(uri);
    if (known?.stamp === stamp) return known.symbols;
    const symbols = listed(open);
    this.#byUri.set(uri, { stamp, symbols });
    return symbols;
  }

  /** Lets go of all other files. */
  keep(uris: ReadonlySet<string>): void {
    for (const uri of this.#byUri.keys()) if (!uris.has(uri)) this.#byUri.delete(uri);
  }
}

function unopenedSymbols(workspace: Workspace): UnopenedSymbols {
  const known = kept.get(workspace);
  if (known !== undefined) return known;
  const made = new UnopenedSymbols();
  kept.set(workspace, made);
  return made;
}

const kept = new WeakMap<Workspace, UnopenedSymbols>();
