import { lstatSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Baseline, type Looked, type LookedAt, readBaseline, type Stale } from '../baseline.ts';
import type { Diagnostic, FileReport, Report } from '../diagnostic.ts';
import { codeOf, type Found, type Reading, readFile, realPath } from '../files.ts';
import { counted } from '../formats/summary.ts';
import { type KnownFrom, withoutKnown } from '../known.ts';
import type { RunReport } from '../lint.ts';
import { readSource } from '../read.ts';
import { createFile, replaceFile } from '../replace-file.ts';
import type { Comparable, Since, Staged } from './history.ts';
import type { BaselineSettings, LintSettings } from './settings.ts';
import { say } from './terminal.ts';
import { quoted, UsageError } from './words.ts';

/** What was linted, and what is known of how. */
export interface Linted extends Comparable {
  readonly whole: RunReport['whole'];
}

/** The findings that a run leaves out, since the baseline or the history knows them. */
export class Accepted {
  readonly #baseline: KeptBaseline | undefined;
  readonly #since: Since | undefined;
  readonly #staged: Staged | undefined;
  #knownFrom: KnownFrom = () => undefined;

  private constructor(baseline: KeptBaseline | undefined, since: Since | undefined, staged: Staged | undefined) {
    this.#baseline = baseline;
    this.#since = since;
    this.#staged = staged;
  }

  /** Reads the baseline and asks git. Gives what is wrong with the baseline if something is; throws a `UsageError`. */
  static async of(settings: LintSettings): Promise<Accepted | FileReport> {
    const { baseline, since, isStaged } = settings;
    const kept = baseline === undefined ? undefined : KeptBaseline.of(baseline);
    if (kept !== undefined && 'diagnostics' in kept) return kept;
    if (since === undefined && !isStaged) return new Accepted(kept, undefined, undefined);
    const { Since, Staged } = await import('./history.ts');
    const edited = settings.paths.includes('-') ? settings.stdinFilename : undefined;
    const start = since === undefined ? undefined : Since.of(since, edited);
    if (edited !== undefined) start?.check([edited]);
    return new Accepted(kept, start, isStaged ? Staged.here() : undefined);
  }

  /** The files that are staged; `undefined` where those on the disk are linted. */
  staged(paths: readonly string[]): Found | undefined {
    return this.#staged?.find(paths);
  }

  /** What to lint of the files that were found: the baseline is no document. Throws a `UsageError` for one that has no history. */
  only({ files, unreadable }: Found): Found {
    const left = files.filter(({ path }) => this.#baseline?.is(path) !== true);
    this.#since?.check(left.map(({ path }) => path));
    return { files: left, unreadable };
  }

  /** Reads a file that was found. */
  read(path: string): Reading {
    return this.#staged?.read(path) ?? readFile(path);
  }

  /** A report without what is known. Writes the baseline where that was asked for. Throws a `UsageError`. */
  async leaveOut(linted: Linted): Promise<Report> {
    const { report, whole } = linted;
    this.#baseline?.compare(report, whole);
    const history = this.#since ?? this.#staged;
    let fromHistory: KnownFrom = () => undefined;
    if (history !== undefined) {
      const { foundBefore } = await import('./history.ts');
      const wasThere = foundBefore(history, linted);
      fromHistory = (path, diagnostic) => (wasThere(path, diagnostic) ? 'it was there before the change' : undefined);
    }
    this.#knownFrom = (path, diagnostic) =>
      this.#baseline?.has(path, diagnostic) === true ? 'it is in the baseline' : fromHistory(path, diagnostic);
    return withoutKnown(report, this.#knownFrom);
  }

  /** The findings of a file that are reported. */
  left({ path, diagnostics }: FileReport): readonly Diagnostic[] {
    return diagnostics.filter((diagnostic) => this.#knownFrom(path, diagnostic) === undefined);
  }

  /** Says what became of the baseline. */
  tell(): void {
    this.#baseline?.tell();
  }
}

/** A baseline and the file that keeps it. */
class KeptBaseline {
  readonly #settings: BaselineSettings;
  /** Its text; `undefined` if there is no such file yet. */
  readonly #text: string | undefined;
  readonly #folder: string;
  #baseline: Baseline;
  #words: readonly string[] = [];

  private constructor(settings: BaselineSettings, text: string | undefined, baseline: Baseline) {
    this.#settings = settings;
    this.#text = text;
    this.#folder = dirname(realPath(settings.file));
    this.#baseline = baseline;
  }

  static of(settings: BaselineSettings): KeptBaseline | FileReport {
    const { file, isUpdated } = settings;
    const isThere = stands(file);
    if (!isThere && isUpdated) return new KeptBaseline(settings, undefined, new Baseline());
    if (!isThere) throw new UsageError(`there is no baseline ${quoted(file)}: \`--update-baseline\` writes it`);
    const reading = readFile(file);
    if ('error' in reading) throw new UsageError(`cannot read the baseline ${quoted(file)}: ${reading.error}`);
    const { baseline, report } = readBaseline(readSource({ path: file, text: reading.text }));
    if (baseline !== undefined) return new KeptBaseline(settings, reading.text, baseline);
    if (report.diagnostics.length > 0) return report;
    throw new UsageError(
      `the baseline ${quoted(file)} is empty: restore it, or delete it and let \`--update-baseline\` write a new one`,
    );
  }

  /** Whether a path is that of the baseline itself. */
  is(path: string): boolean {
    return realPath(path) === realPath(this.#settings.file);
  }

  has(path: string, diagnostic: Diagnostic): boolean {
    return this.#baseline.has(this.#local(path), diagnostic);
  }

  /** Compares it with what was found: brings it up to date, or finds out what is stale. */
  compare({ files }: Report, whole: RunReport['whole']): void {
    const looked = new Map<string, Looked>();
    for (const { path, diagnostics, error } of files) {
      if (error === undefined) looked.set(this.#local(path), lookedAt(diagnostics, whole.get(path)));
    }
    const run: LookedAt = { files: looked, isGone: (path) => !looked.has(path) && this.#isGone(path) };
    if (!this.#settings.isUpdated) {
      this.#words = this.#wordsOf(this.#baseline.stale(run));
    } else if (files.some(({ error }) => error !== undefined)) {
      this.#words = [`${quoted(this.#settings.file)} was not written, since a file could not be read`];
    } else {
      this.#update(run);
    }
  }

  tell(): void {
    for (const words of this.#words) say(words);
  }

  #update(run: LookedAt): void {
    const { file } = this.#settings;
    const { baseline, added, removed, kept } = this.#baseline.updated(run);
    const { text } = baseline;
    if (text !== this.#text) {
      const error = this.#text === undefined ? createFile(file, text) : replaceFile(file, this.#text, text);
      if (error !== undefined) throw new UsageError(`cannot write the baseline ${quoted(file)}: ${error}`);
    }
    this.#baseline = baseline;
    const what = counted(baseline.size, 'known finding');
    const did = text === this.#text ? 'is up to date' : 'was written';
    this.#words = [`${quoted(file)} ${did}: ${what} (${added} added, ${removed} removed, ${kept} kept)`];
    const broken = [...run.files].filter(([, { diagnostics }]) => isBroken(diagnostics)).map(([path]) => path);
    if (broken.length === 0) return;
    const names = `${broken.slice(0, mostNamed).map(quoted).join(', ')}${broken.length > mostNamed ? ' and others' : ''}`;
    this.#words = [...this.#words, `broken syntax may hide more, which will be new once it is mended: ${names}`];
  }

  #wordsOf(stale: readonly Stale[]): readonly string[] {
    if (stale.length === 0) return [];
    const of = `of ${quoted(this.#settings.file)}`;
    const [entries, are] = stale.length === 1 ? ['1 entry', 'is'] : [`${stale.length} entries`, 'are'];
    const shown = stale
      .slice(0, mostNamed)
      .map(
        ({ path, entry: { rule, pointer } }) =>
          `  ${quoted(path)} ${quoted(rule)}${pointer === undefined ? '' : ` at ${quoted(pointer)}`}`,
      );
    const more = stale.length > mostNamed ? [`  and ${stale.length - mostNamed} more`] : [];
    return [
      [
        `${entries} ${of} ${are} stale, since nothing like it is found any more: \`--update-baseline\` cleans up`,
        ...shown,
        ...more,
      ].join('\n'),
    ];
  }

  /** A path as the baseline has it. */
  #local(path: string): string {
    return relative(this.#folder, realPath(path)).split(sep).join('/');
  }

  #isGone(path: string): boolean {
    return !stands(join(this.#folder, path));
  }
}

/** Whether something stands at a path; what cannot be looked at may. */
function stands(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    return codeOf(error) !== 'ENOTDIR';
  }
}

/** How many files or entries are named at most. */
const mostNamed = 10;

function lookedAt(diagnostics: readonly Diagnostic[], ran: ReadonlyMap<string, unknown> | undefined): Looked {
  // What is broken on a line may hide other findings there.
  const rules = isBroken(diagnostics) ? undefined : ran;
  return {
    diagnostics,
    prints: new Set(diagnostics.map(({ fingerprint }) => fingerprint)),
    hasRun: (rule) => rules?.has(rule) === true,
  };
}

function isBroken(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ rule }) => rule === 'syntax');
}
