import { relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { Config, Ignored, Rules } from '../../schemas/generated/types.ts';
import type { Change } from '../change.ts';
import type { Diagnostic, Fix, Severity } from '../diagnostic.ts';
import { type Document, locate } from '../document.ts';
import { documentationOf } from '../documentation.ts';
import { applyEdits, textEdits } from '../edit.ts';
import { Fingerprints } from '../fingerprint.ts';
import type { FileSettings, IgnoreEntry } from '../lint.ts';
import { below } from '../pointer.ts';
import { pointerPattern } from './pattern.ts';

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
  /** The files that the run looked at, as absolute paths. */
  readonly looked: ReadonlySet<string>;
  /** All files below the folder of the configuration, as absolute paths. */
  everyFile(): readonly string[];
  /** The severity that the command line gives `unused-ignore`. */
  readonly severity: Severity | 'off' | undefined;
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
      isFor: globTest(glob),
      ...(kind !== undefined && { kind }),
      rules,
    }));
    this.#entries = (source.config.ignore ?? []).map((ignored, index) => {
      const { glob, rule, pointer, until } = ignored;
      const isExpired = until !== undefined && until < today;
      const isWhole = rule === undefined && pointer === undefined;
      const given = {
        ...(rule !== undefined && { rule }),
        matches: pointer === undefined ? () => true : pointerPattern(pointer),
      };
      return {
        index,
        ignored,
        isFor: glob === undefined ? () => true : globTest(glob),
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
    const settings = { ...(kind !== undefined && { kind }), severities, ignored };
    this.#settings.set(key, settings);
    return settings;
  }

  /** Whether a file is passed over whole. */
  passesOver(path: string): boolean {
    const local = this.#local(path);
    return this.#entries.some(({ ignored, isExpired, isFor }) => isWhole(ignored) && !isExpired && isFor(local));
  }

  /** Its own `unused-ignore` findings: entries that are over, hold nothing, or mean no file that is there. */
  unused(use: Use): readonly Diagnostic[] {
    const { document, config } = this.#source;
    const severity = use.severity ?? config.rules?.[rule] ?? 'warning';
    if (document === undefined || severity === 'off') return [];
    const fingerprints = new Fingerprints();
    const diagnostics: Diagnostic[] = [];
    for (const entry of this.#entries) {
      const words = this.#wordsFor(entry, use);
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
        fingerprint: fingerprints.of(document, rule, '/ignore', [glob, ignored, place]),
      });
    }
    return diagnostics;
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
    const isUnused = given !== undefined && use.unused.has(given);
    // Of files that the run did not look at nobody knows what the entry holds there.
    const meant = use.everyFile().filter((path) => isFor(this.#local(path)));
    const wereLooked = [...use.looked].some((path) => isFor(this.#local(path)));
    if (glob !== undefined && meant.length === 0 && !wereLooked) {
      return { message: `no file matches \`${glob}\`: mend the glob, or remove the entry`, safe: false, part: 'glob' };
    }
    if (!isUnused || meant.some((path) => !use.looked.has(path))) return undefined;
    const what = rule === undefined ? 'nothing is found' : `\`${rule}\` finds nothing`;
    const part = rule === undefined ? 'pointer' : 'rule';
    return { message: `${what} where this entry ignores it: remove the entry`, safe: true, part };
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

function globTest(glob: string): (path: string) => boolean {
  const isMatch = picomatch(glob.endsWith('/') ? `${glob}**` : glob, { dot: true, nonegate: true, noextglob: true });
  return (path) => isMatch(path);
}
