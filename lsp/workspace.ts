import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import type {
  Location,
  TextDocumentContentChangeEvent,
  TextDocumentItem,
  WorkspaceFolder,
} from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { rules } from '../rules/index.ts';
import { isConfigFile } from '../src/config/find.ts';
import type { Diagnostic, Range } from '../src/diagnostic.ts';
import { type Reading, readFile } from '../src/files.ts';
import type { Client } from './client.ts';
import { Configurations } from './configurations.ts';
import { OpenDocument, type Surroundings } from './open-document.ts';
import { defaultSettings, readSettings, type Settings } from './settings.ts';
import { byPath, groupedByName, type NamedTemplate, type TemplatesByName } from './template-names.ts';
import { UnopenedFiles } from './unopened-files.ts';
import { unusedEntries } from './unused-entries.ts';
import { keyOf, nameOf, pathOf, uriOf } from './uris.ts';

/** A workspace folder on the disk. */
export interface Folder {
  readonly uri: string;
  readonly path: string;
}

/** A document that an editor has open: its text, which changes, and what was found at its last version. */
interface Held {
  readonly text: TextDocument;
  readonly path: string;
  wasOurs: boolean;
  snapshot: OpenDocument | undefined;
}

/** The documents that the editor has open, the files beside them, and what holds for them. */
export class Workspace {
  readonly configurations = new Configurations((path) => this.#read(path));
  readonly unopened: UnopenedFiles;
  readonly #held = new Map<string, Held>();
  readonly #settings = new Map<string | undefined, Settings & { readonly said: string }>();
  readonly #openPaths = new Set<string>();
  /** Of the open documents, by folder; gathered anew after any change. */
  readonly #names = new Map<string | undefined, TemplatesByName>();
  /** What is said of configurations, until anything changes. */
  readonly #unused = new Map<string, readonly Diagnostic[]>();
  #folders: readonly Folder[] = [];
  #generation = 0;

  constructor(client: Client) {
    this.unopened = new UnopenedFiles({ client, workspace: this });
  }

  /** The folders on the disk; none where the editor has only files open. */
  get folders(): readonly Folder[] {
    return this.#folders;
  }

  /** Rises whenever something else may hold for documents than before. */
  get generation(): number {
    return this.#generation;
  }

  /** Takes in the folders that the editor has open. */
  setFolders(folders: readonly WorkspaceFolder[]): void {
    this.#folders = folders.flatMap(({ uri }) => {
      const path = pathOf(uri);
      return path === undefined ? [] : [{ uri, path: resolve(path) }];
    });
    this.changed();
  }

  /** Takes folders out and others in. */
  changeFolders(removed: readonly WorkspaceFolder[], added: readonly WorkspaceFolder[]): void {
    const gone = new Set(removed.map(({ uri }) => keyOf(uri)));
    const left = this.#folders.filter(({ uri }) => !gone.has(keyOf(uri)));
    this.setFolders([...left.map(({ uri }) => ({ uri, name: uri })), ...added]);
  }

  /** Takes in the client's settings: for the folder with a URI, or for all others. */
  setSettings(folder: string | undefined, value: unknown): void {
    const said = JSON.stringify(value ?? {});
    if (this.#settings.get(folder)?.said === said) return;
    this.#settings.set(folder, { said, ...readSettings(value, ruleIds) });
    this.changed();
  }

  /** Takes in a document that the editor opened. */
  open({ uri, languageId, version, text }: TextDocumentItem): void {
    this.#forgetFound();
    const document = TextDocument.create(uri, languageId, version, text);
    this.#openPaths.add(filePath(uri));
    this.#held.set(keyOf(uri), { text: document, path: filePath(uri), wasOurs: false, snapshot: undefined });
    this.#forgetConfiguration(uri);
  }

  /** Takes in an edit; gives whether the document is open. */
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): boolean {
    const held = this.#held.get(keyOf(uri));
    if (held === undefined) return false;
    held.wasOurs = held.snapshot?.isOurs ?? held.wasOurs;
    TextDocument.update(held.text, [...changes], version);
    held.snapshot = undefined;
    this.#forgetFound();
    this.#forgetConfiguration(uri);
    return true;
  }

  /** Lets go of a document that the editor closed. */
  close(uri: string): void {
    this.#forgetFound();
    this.#held.delete(keyOf(uri));
    this.#openPaths.delete(filePath(uri));
    this.#forgetConfiguration(uri);
    this.unopened.forget();
  }

  /** Whether a document is open. */
  holds(uri: string): boolean {
    return this.#held.has(keyOf(uri));
  }

  /** The documents that are open, as they are now. */
  get documents(): readonly OpenDocument[] {
    return [...this.#held.values()].map((held) => this.#snapshot(held));
  }

  /** A document as it is now: as the editor has it or, where it is not open, as the disk has it; `undefined` if there is none. */
  document(uri: string): OpenDocument | undefined {
    const held = this.#held.get(keyOf(uri));
    if (held !== undefined) return this.#snapshot(held);
    const path = pathOf(uri);
    return path === undefined ? undefined : this.fileAt(resolve(path), uri);
  }

  /** A file as the disk has it; `undefined` if it cannot be read. */
  fileAt(path: string, uri = uriOf(path)): OpenDocument | undefined {
    const reading = readFile(path);
    if ('error' in reading) return undefined;
    const source = { uri, path, languageId: '', version: null, text: reading.text };
    return new OpenDocument(source, this.#surroundings(path, false));
  }

  /** A place in a file as the protocol says it; `undefined` if the file is gone. */
  location(path: string, range: Range): Location | undefined {
    const open = this.document(uriOf(path));
    return open === undefined ? undefined : { uri: open.uri, range: open.positions.range(range) };
  }

  /** The innermost workspace folder that a path is in. */
  folderOf(path: string): Folder | undefined {
    const holding = this.#folders.filter((folder) => isBelow(path, folder.path));
    return holding.sort((a, b) => b.path.length - a.path.length)[0];
  }

  /** The client's settings for a path. */
  settingsOf(path: string): Settings {
    return this.#settings.get(this.folderOf(path)?.uri) ?? this.#settings.get(undefined) ?? defaultSettings;
  }

  /** The configuration of a file, and the folder its globs start from; or the folder where one would be made; `undefined` for what is no file. */
  configurationFor(path: string): { readonly path?: string; readonly folder: string } | undefined {
    if (!isAbsolute(path)) return undefined;
    const named = this.#namedConfiguration(path);
    const { path: own } = this.configurations.of(path, named);
    if (own !== undefined) return { path: own, folder: named?.folder ?? dirname(own) };
    const top = this.folderOf(path)?.path ?? dirname(path);
    let folder = dirname(path);
    while (folder !== top && !existsSync(join(folder, '.git'))) folder = dirname(folder);
    return { folder };
  }

  /** Is told that something else may hold for documents than before: they are looked at anew. */
  changed(): void {
    this.#generation++;
    this.configurations.forget();
    for (const held of this.#held.values()) {
      held.wasOurs = held.snapshot?.isOurs ?? held.wasOurs;
      held.snapshot = undefined;
    }
    this.#forgetFound();
  }

  /** What documents say of each other is asked again. */
  #forgetFound(): void {
    this.#names.clear();
    this.#unused.clear();
  }

  #snapshot(held: Held): OpenDocument {
    if (held.snapshot === undefined) {
      const { uri, languageId, version } = held.text;
      const source = { uri, path: held.path, languageId, version, text: held.text.getText() };
      held.snapshot = new OpenDocument(source, this.#surroundings(held.path, held.wasOurs));
    }
    return held.snapshot;
  }

  #surroundings(path: string, wasOurs: boolean): Surroundings {
    const settings = this.settingsOf(path);
    const holding = isAbsolute(path) ? this.configurations.of(path, this.#namedConfiguration(path)) : {};
    const { path: at = '', configuration, mistake } = holding;
    return {
      settings: configuration?.settingsOf(path),
      isPassedOver: !settings.isEnabled || configuration?.passesOver(path) === true,
      severities: settings.severities,
      mistake: mistake === undefined ? undefined : { ...mistake, path: at },
      wasOurs,
      namesakes: (names) => this.#namesakes(path, names),
      unusedEntries: () => this.#unusedEntries(path),
    };
  }

  /** Is told that the files beside the open documents were looked at anew. */
  scanned(): void {
    this.#unused.clear();
  }

  /** Whether other templates of the run carry a name of a file's templates. */
  hasNamesakes(path: string, templates: readonly NamedTemplate[]): boolean {
    return templates.length > 0 && this.#namesakes(path, new Set(templates.map(({ name }) => name))).length > 0;
  }

  /** The configuration that the client's settings name for a file. */
  #namedConfiguration(path: string): { readonly path: string; readonly folder: string } | undefined {
    const { config } = this.settingsOf(path);
    const folder = this.folderOf(path)?.path;
    return config === undefined || folder === undefined ? undefined : { path: resolve(folder, config), folder };
  }

  /** The first few templates in the same folder, but for those of one file, that carry each of the names: no finding names more. */
  #namesakes(path: string, names: ReadonlySet<string>): readonly NamedTemplate[] {
    const folder = this.folderOf(path);
    const open = this.#openNames(folder);
    return [...names].flatMap((name) =>
      [
        ...firstOthers(open.get(name), ({ path: other }) => other !== path),
        ...firstOthers(this.unopened.named(folder, name), ({ path: other }) => other !== path && !this.#isOpen(other)),
      ]
        .sort(byPath)
        .slice(0, mostNamesakes),
    );
  }

  /** What is said of a configuration whose files the workspace holds all; nothing before they were looked at. */
  #unusedEntries(path: string): readonly Diagnostic[] {
    const folder = dirname(path);
    const known = this.#unused.get(path);
    if (known !== undefined) return known;
    const { configuration } = this.configurations.of(join(folder, 'any.yaml'));
    if (configuration === undefined || !this.unopened.isFresh || this.folderOf(folder) === undefined) return nothing;
    const files = new Map(this.unopened.entriesUsed());
    for (const held of this.#held.values())
      if (isAbsolute(held.path)) files.set(held.path, this.#snapshot(held).entries);
    const { severities } = this.settingsOf(path);
    const found = unusedEntries(configuration, path, folder, { files, severities });
    this.#unused.set(path, found);
    return found;
  }

  /** The named templates in the open documents of a folder, or in those that are in none. */
  #openNames(folder: Folder | undefined): TemplatesByName {
    const known = this.#names.get(folder?.path);
    if (known !== undefined) return known;
    const open = [...this.#held.values()].filter((held) => this.folderOf(held.path) === folder);
    const made = groupedByName(open.flatMap((held) => this.#snapshot(held).names));
    this.#names.set(folder?.path, made);
    return made;
  }

  #isOpen(path: string): boolean {
    return this.#openPaths.has(path);
  }

  /** An editor's text of a configuration counts before the disk's. */
  #forgetConfiguration(uri: string): void {
    const path = pathOf(uri);
    if (path !== undefined && (isConfigFile(path) || this.#isNamedConfiguration(resolve(path)))) this.changed();
  }

  #isNamedConfiguration(path: string): boolean {
    return this.#folders.some((folder) => this.#namedConfiguration(folder.path)?.path === path);
  }

  #read(path: string): Reading {
    const held = this.#held.get(keyOf(uriOf(path)));
    return held === undefined ? readFile(path) : { text: held.text.getText() };
  }
}

/** A finding names five, and may itself stand among the first. */
const mostNamesakes = 6;

function firstOthers(
  templates: readonly NamedTemplate[] = [],
  isOther: (template: NamedTemplate) => boolean,
): readonly NamedTemplate[] {
  const found: NamedTemplate[] = [];
  for (const template of templates) {
    if (found.length === mostNamesakes) break;
    if (isOther(template)) found.push(template);
  }
  return found;
}

const nothing: readonly Diagnostic[] = [];

const ruleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** Where a document's file is, or a mere name. */
function filePath(uri: string): string {
  const path = pathOf(uri);
  return path === undefined ? nameOf(uri) : resolve(path);
}

/** Whether a path is that of a folder or of something in it. */
function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
