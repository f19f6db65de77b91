import { posix, relative, resolve, sep } from 'node:path';
import type { Config, Ignored, Rules } from '../../schemas/generated/types.ts';
import type { Change } from '../change.ts';
import type { Diagnostic, Fix, Severity } from '../diagnostic.ts';
import { type Document, locate } from '../document.ts';
import { documentationOf } from '../documentation.ts';
import { applyEdits, textEdits } from '../edit.ts';
import { distinct, fingerprint } from '../fingerprint.ts';
import type { FileSettings, IgnoreEntry } from '../lint.ts';
import { below } from '../pointer.ts';
import { globPattern, pointerPattern } from './pattern.ts';

export { readConfig } from './read.ts';

/** A configuration without mistakes, and where it comes from. */
export interface ConfigSource {
  readonly config: Config;
  readonly document: Document | undefined;
  /** The folder that its globs start from. */
  readonly folder: string;
}

/** What is known of a run where it is asked which entries were of no use. */
export interface Use {
  /** The entries that could hold something in the files of the run, and held nothing. */
  readonly unused: ReadonlySet<IgnoreEntry>;
  /** The files that the run read and judged, as absolute paths. */
  readonly looked: ReadonlySet<string>;
  /** The files below the folder that the globs start from, as absolute paths: those that a run would lint. */
  toLint(): readonly string[];
  /** The same with all that a run would pass over. */
  everyFile(): readonly string[];
  /** The severities that the command line gives. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** The only rules that ran. */
  readonly only: ReadonlySet<string> | undefined;
}

interface Entry {
  readonly index: number;
  readonly ignored: Ignored;
  isFor(path: string): boolean;
  readonly isExpired: boolean;
  /** How it is given to the files that it is for; absent where it passes them over whole, or is over itself. */
  readonly given: IgnoreEntry | undefined;
}

/** What is said of an entry. */
interface Words {
  readonly message: string;
  /** Whether removing it is what its author means. */
  readonly safe: boolean;
  /** The part of it that is at fault. */
  readonly part: keyof Ignored;
}

/** A configuration in use: what it says of each file. */
export class Configuration {
  readonly #source: ConfigSource;
  readonly #files: readonly {
    readonly isFor: (path: string) => boolean;
    readonly kind?: FileSettings['kind'];
    readonly rules: Rules | undefined;
  }[];
  readonly #entries: readonly Entry[];
  readonly #settings = new Map<string, FileSettings>();

  /** `today` as in `2026-12-31`: entries that hold until an earlier day are over. */
  constructor(source: ConfigSource, today: string) {
    this.#source = source;
    this.#files = Object.entries(source.config.files ?? {}).map(([glob, { kind, rules }]) => ({
      isFor: globPattern(glob),
      ...(kind !== undefined && { kind }),
      rules,
    }));
    this.#entries = (source.config.ignore ?? []).map((ignored, index) => {
      const { glob, rule, pointer, reason, until } = ignored;
      const isExpired = until !== undefined && until < today;
      const isWhole = rule === undefined && pointer === undefined;
      const given = {
        ...(rule !== undefined && { rule }),
        reason,
        matches: pointer === undefined ? () => true : pointerPattern(pointer),
      };
      return {
        index,
        ignored,
        isFor: glob === undefined ? () => true : globPattern(glob),
        isExpired,
        given: isExpired || isWhole ? undefined : given,
      };
    });
  }

  /** What it says of a file; the same object for all of which it says the same. */
  settingsOf(path: string): FileSettings {
    const local = this.#local(path);
    const files = this.#files.map((entry) => entry.isFor(local));
    const entries = this.#entries.map(({ isFor, given }) => given !== undefined && isFor(local));
    const key = JSON.stringify([files, entries]);
    const known = this.#settings.get(key);
    if (known !== undefined) return known;
    const severities = new Map<string, Severity | 'off'>(levels(this.#source.config.rules));
    let kind: FileSettings['kind'];
    for (const [index, entry] of this.#files.entries()) {
      if (files[index] !== true) continue;
      kind = entry.kind ?? kind;
      for (const [rule, level] of levels(entry.rules)) severities.set(rule, level);
    }
    const ignored = this.#entries.flatMap(({ given, index }) =>
      given !== undefined && entries[index] === true ? [given] : [],
    );
    const { variables } = this;
    const { permissions } = this.#source.config;
    const settings = {
      ...(kind !== undefined && { kind }),
      severities,
      ignored,
      ...(variables.size > 0 && { variables }),
      ...(permissions != null && { permissions }),
    };
    this.#settings.set(key, settings);
    return settings;
  }

  /** The names of the variables that are filled in anywhere. */
  get variables(): ReadonlySet<string> {
    return new Set(this.#source.config.variables ?? []);
  }

  /** The id of the template on the server that a file is; `undefined` if it does not say. */
  templateOf(path: string): string | undefined {
    const local = this.#local(path);
    const { templates } = this.#source.config;
    return Object.entries(templates ?? {}).find(([named]) => posix.normalize(named) === local)?.[1];
  }

  /** Whether a file is passed over whole. */
  passesOver(path: string): boolean {
    const local = this.#local(path);
    return this.#entries.some(({ ignored, isExpired, isFor }) => isWhole(ignored) && !isExpired && isFor(local));
  }

  /** Its own `unused-ignore` findings: entries that are over, hold nothing, or mean no file that is there. */
  unused(use: Use): readonly Diagnostic[] {
    const { document, config } = this.#source;
    const severity = use.severities.get(rule) ?? config.rules?.[rule] ?? 'warning';
    if (document === undefined || severity === 'off' || use.only?.has(rule) === false) return [];
    const diagnostics: Diagnostic[] = [];
    for (const entry of this.#entries) {
      const words = this.#hasRun(entry, use) ? this.#wordsFor(entry, use) : undefined;
      if (words === undefined) continue;
      const whole = below('/ignore', entry.index);
      const pointer = below(whole, words.part);
      const { value } = locate(document, pointer);
      const changes: readonly Change[] = [{ remove: config.ignore?.length === 1 ? '/ignore' : whole }];
      const edits = textEdits(document, changes);
      const { glob, rule: ignored, pointer: place } = entry.ignored;
      diagnostics.push({
        rule,
        severity,
        message: words.message,
        pointer,
        range: { start: value.start, end: value.end },
        related: [],
        ...(edits !== undefined && { fix: { title: 'remove the entry', safe: words.safe, edits, changes } }),
        tags: ['unnecessary'],
        documentation: documentationOf(rule),
        fingerprint: fingerprint(document, rule, '/ignore', [glob, ignored, place]),
      });
    }
    return distinct(diagnostics);
  }

  /** Its text after fixes of its own findings; `undefined` where they change nothing. */
  without(fixes: readonly Fix[]): string | undefined {
    const { document, config } = this.#source;
    if (document === undefined || fixes.length === 0) return undefined;
    const isAll = fixes.length === config.ignore?.length;
    const edits = textEdits(document, isAll ? [{ remove: '/ignore' }] : fixes.flatMap(({ changes = [] }) => changes));
    return edits === undefined ? undefined : applyEdits(document.text, edits);
  }

  #wordsFor({ ignored, isExpired, isFor, given }: Entry, use: Use): Words | undefined {
    const { glob, until, rule } = ignored;
    if (isExpired) {
      const message = `this entry was good until \`${until}\`: what it held is reported again; remove it, or give it a later day`;
      return { message, safe: false, part: 'until' };
    }
    const isMeant = (path: string) => isFor(this.#local(path));
    if (glob !== undefined && ![...use.looked].some(isMeant) && !use.everyFile().some(isMeant)) {
      return { message: `no file matches \`${glob}\`: ${this.#remedy(glob, use)}`, safe: false, part: 'glob' };
    }
    const isUnused = given !== undefined && use.unused.has(given);
    // Of files that the run did not look at nobody knows what the entry holds there.
    if (!isUnused || use.toLint().some((path) => isMeant(path) && !use.looked.has(path))) return undefined;
    const what = rule === undefined ? 'nothing is found' : `\`${rule}\` finds nothing`;
    const part = rule === undefined ? 'pointer' : 'rule';
    return { message: `${what} where this entry ignores it: remove the entry`, safe: true, part };
  }

  /** Whether the rule that an entry ignores was on in some file; for all rules, whether all ran. */
  #hasRun({ ignored: { rule } }: Entry, { severities, only }: Use): boolean {
    if (rule === undefined) return only === undefined;
    if (only?.has(rule) === false) return false;
    const level = severities.get(rule);
    if (level !== undefined) return level !== 'off';
    const inFiles = this.#files.map((entry) => entry.rules?.[rule] ?? 'off');
    return [this.#source.config.rules?.[rule], ...inFiles].some((each) => each !== 'off');
  }

  /** What to do about a glob that matches no file. */
  #remedy(glob: string, use: Use): string {
    for (const other of [`${glob}/`, `**/${glob}`, glob.trim()]) {
      const isFor = globPattern(other);
      if (use.everyFile().some((path) => isFor(this.#local(path)))) return `did you mean \`${other}\`?`;
    }
    return 'mend the glob, or remove the entry';
  }

  /** The path from the folder of the configuration, with forward slashes. */
  #local(path: string): string {
    return relative(this.#source.folder, resolve(path)).split(sep).join('/');
  }
}

const rule = 'unused-ignore';

function isWhole({ rule, pointer }: Ignored): boolean {
  return rule === undefined && pointer === undefined;
}

function levels(rules: Rules | undefined): readonly (readonly [string, Severity | 'off'])[] {
  return Object.entries(rules ?? {});
}
