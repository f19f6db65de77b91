import { statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { isConfigFile } from '../src/config/find.ts';
import { walk } from '../src/walk.ts';
import { diagnosticsOf, type Found } from './diagnostics.ts';
import type { Around } from './feature.ts';
import type { EntriesUsed, OpenDocument } from './open-document.ts';
import { groupedByName, type NamedTemplate, type TemplatesByName } from './template-names.ts';
import { uriOf } from './uris.ts';
import type { Folder } from './workspace.ts';

/** What is kept of a file that no editor has open: not its text. */
interface Entry {
  /** Changes whenever the file does, or what holds for it. */
  readonly stamp: string;
  readonly folder: Folder;
  readonly names: readonly NamedTemplate[];
  readonly entries: EntriesUsed | undefined;
  /** What was found in it by itself; absent where it is none of ours. */
  readonly found: Found | undefined;
}

/** The JSON and YAML files in the workspace folders that no editor has open, but for those that git ignores. */
export class UnopenedFiles {
  readonly #around: Around;
  readonly #entries = new Map<string, Entry>();
  /** By folder; gathered anew when a file was looked at. */
  readonly #names = new Map<string, TemplatesByName>();
  #scanning: Promise<void> | undefined;
  #isStale = true;
  #generation = -1;

  constructor(around: Around) {
    this.#around = around;
  }

  /** Is told that files may have been changed, made or removed. */
  forget(): void {
    this.#isStale = true;
  }

  /**
   * Looks at the files again that may have changed, one after the other, and lets other work be done in between. Gives
   * whether there was anything to do.
   */
  async scan(): Promise<boolean> {
    if (this.isFresh) return false;
    this.#scanning ??= this.#untilFresh().finally(() => {
      this.#scanning = undefined;
    });
    await this.#scanning;
    return true;
  }

  /** The templates of one name in a folder's files, open ones included, sorted by path. */
  named(folder: Folder | undefined, name: string): readonly NamedTemplate[] {
    if (folder === undefined) return [];
    let known = this.#names.get(folder.path);
    if (known === undefined) {
      const own = [...this.#entries.values()].filter((entry) => entry.folder.path === folder.path);
      known = groupedByName(own.flatMap(({ names }) => names));
      this.#names.set(folder.path, known);
    }
    return known.get(name) ?? [];
  }

  /** Whether all files were looked at as they are now, as far as anybody said. */
  get isFresh(): boolean {
    return !this.#isStale && this.#scanning === undefined && this.#generation === this.#around.workspace.generation;
  }

  /** How the entries of configurations fared in each file, open ones included; absent where it could not be read. */
  *entriesUsed(): Iterable<readonly [path: string, entries: EntriesUsed | undefined]> {
    for (const [path, { entries }] of this.#entries) yield [path, entries];
  }

  /** What is found in each file that is ours, by its URI; as of the last scan. */
  *found(): Iterable<readonly [uri: string, found: Found]> {
    const { workspace } = this.#around;
    for (const [path, { found, names }] of this.#entries) {
      if (found === undefined || workspace.holds(uriOf(path))) continue;
      // What the other files make of it, they may change.
      const isUpToOthers = isConfigFile(path) || workspace.hasNamesakes(path, names);
      const open = isUpToOthers ? workspace.fileAt(path) : undefined;
      yield [uriOf(path), open === undefined ? found : diagnosticsOf(open, this.#around)];
    }
  }

  async #untilFresh(): Promise<void> {
    const { workspace } = this.#around;
    while (this.#isStale || this.#generation !== workspace.generation) {
      this.#isStale = false;
      this.#generation = workspace.generation;
      await this.#scanOnce();
    }
  }

  async #scanOnce(): Promise<void> {
    const { workspace } = this.#around;
    const seen = new Set<string>();
    for (const folder of workspace.folders) {
      for (const path of filesIn(folder)) {
        seen.add(path);
        if (workspace.folderOf(path) !== folder) continue;
        const stamp = this.#stampOf(path);
        if (stamp === this.#entries.get(path)?.stamp) continue;
        this.#entries.set(path, this.#entry(path, stamp, folder));
        this.#names.clear();
        await setImmediate();
        // What was found by now is found again.
        if (this.#generation !== workspace.generation) return;
      }
    }
    for (const path of this.#entries.keys()) if (!seen.has(path)) this.#entries.delete(path);
    this.#names.clear();
  }

  #entry(path: string, stamp: string, folder: Folder): Entry {
    const open = this.#around.workspace.fileAt(path);
    if (open === undefined) return { stamp, folder, names: [], entries: undefined, found: undefined };
    return { stamp, folder, names: placed(open), entries: open.entries, found: foundIn(open, this.#around) };
  }

  #stampOf(path: string): string {
    const stats = statSync(path, { throwIfNoEntry: false });
    return `${stats?.mtimeMs} ${stats?.size} ${this.#generation}`;
  }
}

function foundIn(open: OpenDocument, around: Around): Found | undefined {
  return open.report === undefined ? undefined : diagnosticsOf(open, around);
}

/** The named templates of a document without the means to look for their places, which hold the text. */
function placed(open: OpenDocument): readonly NamedTemplate[] {
  return open.names.map(({ name, path, document, range }) => ({
    name,
    path,
    ...(document !== undefined && { document }),
    range,
  }));
}

function filesIn({ path }: Folder): readonly string[] {
  try {
    return walk(path).files.map((file) => file.path);
  } catch {
    // The folder is gone, or nobody may look into it.
    return [];
  }
}
