import { dirname, relative, resolve, sep } from 'node:path';
import type { Configuration } from '../config/configuration.ts';
import { ConfigFinder, isConfigFile } from '../config/find.ts';
import type { ReadConfig } from '../config/read.ts';
import type { FileReport, Report } from '../diagnostic.ts';
import { type Found, readFile } from '../files.ts';
import type { FileSettings, RunReport } from '../lint.ts';
import { readSource, type Source } from '../read.ts';
import type { Gathered } from './gather.ts';
import type { MendedFile } from './mend.ts';
import type { LintSettings } from './settings.ts';
import { quoted, UsageError } from './words.ts';

/** A configuration that was loaded. */
interface Loaded {
  readonly source: Source;
  readonly read: ReadConfig;
  /** Whether it is one of the files to lint. */
  readonly isNamed: boolean;
  /** The folder that its globs start from. */
  readonly folder: string;
  /** Absent where it has mistakes. */
  readonly configuration?: Configuration;
}

/** The configurations of a run, and which file goes by which. */
export class Configured {
  readonly #found: Found;
  readonly #settings: LintSettings;
  /** Where the configuration of a file is, as an absolute path. */
  readonly #find: (path: string) => string | undefined;
  readonly #loaded: ReadonlyMap<string, Loaded>;

  private constructor(
    found: Found,
    settings: LintSettings,
    find: (path: string) => string | undefined,
    loaded: ReadonlyMap<string, Loaded>,
  ) {
    this.#found = found;
    this.#settings = settings;
    this.#find = find;
    this.#loaded = loaded;
  }

  /**
   * Loads the configurations of the files that were found, and of standard input by its name; `undefined` where there is
   * none. Throws a `UsageError` where one cannot be read, or two contend.
   */
  static async of(found: Found, stdin: readonly string[], settings: LintSettings): Promise<Configured | undefined> {
    const { config } = settings;
    if (config === 'none') return undefined;
    const find = config === 'nearest' ? nearest() : () => resolve(config.file);
    const named = new Set(
      found.files.filter(({ path, named }) => named && isConfigFile(path)).map(({ path }) => resolve(path)),
    );
    const used = new Set(named);
    for (const path of [...found.files.map(({ path }) => path), ...stdin]) {
      const own = find(path);
      if (own !== undefined) used.add(own);
    }
    if (used.size === 0) return undefined;
    const loaded = new Map<string, Loaded>();
    for (const path of used) {
      // A configuration that is named by an option has the globs of whoever names it.
      const folder = config === 'nearest' ? dirname(path) : process.cwd();
      loaded.set(path, await load(path, folder, named.has(path)));
    }
    return new Configured(found, settings, find, loaded);
  }

  /** Whether one has mistakes: it says something other than what is meant. */
  get isBroken(): boolean {
    return [...this.#loaded.values()].some(({ configuration }) => configuration === undefined);
  }

  /** What is wrong with them, by file: those without mistakes are there only if they are to be linted. */
  get reports(): readonly FileReport[] {
    return [...this.#loaded.values()]
      .filter(({ isNamed, configuration }) => isNamed || configuration === undefined)
      .map(({ read }) => read.report);
  }

  /** Whether a file is one of them, and no document. */
  has(path: string): boolean {
    return this.#loaded.has(resolve(path));
  }

  settingsOf(path: string): FileSettings | undefined {
    return this.#configurationOf(path)?.settingsOf(path);
  }

  /** The variables that are filled in anywhere in a file. */
  variablesOf(path: string): ReadonlySet<string> {
    return this.#configurationOf(path)?.variables ?? new Set();
  }

  /** The id of the template on the server that a file is; `undefined` if its configuration does not say. */
  templateOf(path: string): string | undefined {
    return this.#configurationOf(path)?.templateOf(path);
  }

  /** Whether a file is passed over whole. */
  passesOver(path: string): boolean {
    return this.#configurationOf(path)?.passesOver(path) === true;
  }

  /** Their own findings after a run: the entries that were of no use. */
  async unused(linted: RunReport, { sources, foreign, ignored }: Gathered): Promise<readonly FileReport[]> {
    const { everyFileBelow, walk } = await import('../walk.ts');
    const { only, severities } = this.#settings;
    const looked = new Set<string>();
    for (const path of [...sources.keys(), ...foreign, ...ignored]) {
      if (!linted.undecided.has(path)) looked.add(resolve(path));
    }
    return [...this.#loaded].flatMap(([path, { configuration, read, isNamed, folder }]) => {
      if (configuration === undefined) return [];
      // Itself it is no file that an entry is for.
      looked.add(path);
      let toLint: readonly string[] | undefined;
      let every: readonly string[] | undefined;
      const diagnostics = configuration.unused({
        unused: linted.unusedEntries,
        looked,
        toLint: () => {
          toLint ??= walk(folder).files.map((file) => resolve(file.path));
          return toLint;
        },
        everyFile: () => {
          every ??= everyFileBelow(folder);
          return every;
        },
        severities,
        only,
      });
      return isNamed || diagnostics.length > 0 ? [{ ...read.report, diagnostics }] : [];
    });
  }

  /** Removes entries that were of no use from configurations that are among the files to lint; writes nothing. */
  mend(report: Report): readonly MendedFile[] {
    const looked = new Set(this.#found.files.map(({ path }) => resolve(path)));
    return [...this.#loaded].flatMap(([path, { read, source, configuration }]) => {
      const own = report.files.find((file) => file.path === read.file.path);
      if (configuration === undefined || own === undefined || !looked.has(path)) return [];
      const fixes = own.diagnostics.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
      const applied = fixes.filter(({ safe }) => safe || this.#settings.fixes === 'all');
      const text = configuration.without(applied);
      if (text === undefined) return [];
      const after = { ...read.file, text };
      return [{ before: read.file, after, old: source.text, applied: applied.length }];
    });
  }

  /** The same after files were written: read again if one of them is a configuration. */
  async reloaded(written: readonly MendedFile[], stdin: readonly string[]): Promise<Configured | undefined> {
    const isChanged = written.some(({ before }) => this.has(before.path));
    return isChanged ? Configured.of(this.#found, stdin, this.#settings) : this;
  }

  #configurationOf(path: string): Configuration | undefined {
    const own = this.#find(path);
    return own === undefined ? undefined : this.#loaded.get(own)?.configuration;
  }
}

/** Finds the one configuration that is nearest to a file. Throws a `UsageError` where there are two. */
function nearest(): (path: string) => string | undefined {
  const finder = new ConfigFinder();
  return (path) => {
    const [own, other] = finder.nearest(path);
    if (own !== undefined && other !== undefined) {
      throw new UsageError(
        `two configurations in one folder, ${quoted(shown(own))} and ${quoted(shown(other))}: keep one`,
      );
    }
    return own;
  };
}

async function load(path: string, folder: string, isNamed: boolean): Promise<Loaded> {
  const reading = readFile(path);
  if ('error' in reading)
    throw new UsageError(`cannot read the configuration ${quoted(shown(path))}: ${reading.error}`);
  const { readConfig, Configuration } = await import('../config/configuration.ts');
  const source = { path: shown(path), text: reading.text, named: true };
  const read = readConfig(readSource(source));
  if (read.config === undefined) return { source, read, isNamed, folder };
  const today = new Date().toISOString().slice(0, 10);
  const configuration = new Configuration({ config: read.config, document: read.file.documents[0], folder }, today);
  return { source, read, isNamed, folder, configuration };
}

/** A path as reports show it: from the working folder if it is below, with forward slashes. */
function shown(path: string): string {
  const local = relative(process.cwd(), path);
  return (local.startsWith('..') ? path : local === '' ? '.' : local).split(sep).join('/');
}
