import { existsSync } from 'node:fs';
import { rules } from '../../rules/index.ts';
import type { FileReport, Report } from '../diagnostic.ts';
import { type Found, find, readFile } from '../files.ts';
import type { Mending } from '../fix.ts';
import { counted, summary } from '../formats/summary.ts';
import { lintFiles, type ReadFile, type RunOptions } from '../lint.ts';
import type { Source } from '../read.ts';
import { version } from '../version.ts';
import type { Accepted } from './accepted.ts';
import { Configured } from './configured.ts';
import { type Gathered, gather, readWith, standardInput, unreadable, withSettings } from './gather.ts';
import type { MendedFile } from './mend.ts';
import { Progress } from './progress.ts';
import { writeReport } from './report.ts';
import { type LintSettings, plainSettings, refuseMistypedCommand } from './settings.ts';
import { print, printAside, say } from './terminal.ts';
import { Timing } from './timing.ts';
import { quoted } from './words.ts';

/** Lints what the arguments name and prints the report. Gives the exit code; throws a `UsageError`. */
export async function lint(args: readonly string[], isCommandGiven: boolean): Promise<number> {
  const settings = await settingsOf(args);
  if (settings === 'help') return 0;
  if (settings === 'version') {
    print(`${version}\n`);
    return 0;
  }
  const [first] = settings.paths;
  if (!isCommandGiven && first !== undefined && first === args[0] && !existsSync(first)) refuseMistypedCommand(first);
  return new Run(settings).run();
}

/** What reads options is loaded only where there are any: it takes as long as linting a file. */
async function settingsOf(args: readonly string[]): Promise<LintSettings | 'version' | 'help'> {
  if (args.every((arg) => arg === '-' || !arg.startsWith('-'))) return plainSettings(args);
  const { readLintOptions } = await import('./commands.ts');
  return readLintOptions(
    args,
    rules.map(({ id }) => id),
  );
}

class Run {
  readonly #settings: LintSettings;
  readonly #timing: Timing | undefined;
  readonly #progress = new Progress();

  /** The name of standard input, if it is one of the paths. */
  readonly #stdin: readonly string[];

  /** What is left out because it is known, if anything is. */
  #accepted: Accepted | undefined;

  constructor(settings: LintSettings) {
    this.#settings = settings;
    this.#stdin = settings.paths.includes('-') ? [settings.stdinFilename ?? standardInput] : [];
    if (settings.isTimed) this.#timing = new Timing();
  }

  async run(): Promise<number> {
    const mistakes = await this.#accept();
    if (mistakes !== undefined) return this.#refuse([mistakes], 'mend the baseline first, or write a new one');
    const found = await this.#find();
    const configured = await Configured.of(found, this.#stdin, this.#settings);
    this.#timing?.end('find files and configuration');
    if (configured?.isBroken === true) {
      return this.#refuse(configured.reports, 'mend the configuration first, or go without it by `--no-config`');
    }

    const gathered = await gather(
      found.files,
      this.#settings,
      configured,
      (done) => this.#progress.tell('reading', done, found.files.length),
      this.#accepted === undefined ? undefined : (path) => this.#accepted?.read(path) ?? readFile(path),
    );
    this.#timing?.end('read');
    const report = await this.#report(gathered, [], found, configured);
    this.#timing?.end('lint');
    const code =
      this.#settings.fixes === 'none'
        ? await this.#finish(report, gathered)
        : await this.#mend(report, gathered, found, configured);
    if (this.#timing !== undefined) printAside(this.#timing.table());
    return code;
  }

  /** Reads what is known already; gives what is wrong with it if something is. */
  async #accept(): Promise<FileReport | undefined> {
    const { baseline, since, isStaged } = this.#settings;
    if (baseline === undefined && since === undefined && !isStaged) return undefined;
    const accepted = await (await import('./accepted.ts')).Accepted.of(this.#settings);
    if ('diagnostics' in accepted) return accepted;
    this.#accepted = accepted;
    return undefined;
  }

  async #find(): Promise<Found> {
    const paths = this.#settings.paths.filter((path) => path !== '-');
    const found = this.#accepted?.staged(paths) ?? (await find(paths));
    return this.#accepted?.only(found) ?? found;
  }

  /** A file of ours with mistakes says something other than what is meant: nothing is linted with it. */
  async #refuse(reports: readonly FileReport[], advice: string): Promise<number> {
    await writeReport({ files: reports, skipped: 0 }, this.#settings, this.#settings.isDiff);
    say(`nothing was linted: ${advice}`);
    return 2;
  }

  get #options(): RunOptions {
    return {
      ...this.#settings,
      ...(this.#timing !== undefined && { measure: this.#timing.measure }),
    };
  }

  /** Lints the files, the mended ones as they are now, and leaves out what is known. */
  async #report(
    gathered: Gathered,
    mended: readonly MendedFile[],
    found: Found,
    configured: Configured | undefined,
  ): Promise<Report> {
    const { broken, foreign, ignored, sources } = gathered;
    const linted = lintFiles(this.#read(sources, mended, configured), rules, {
      ...this.#options,
      progress: (done) => this.#progress.tell('linted', done, sources.size),
    });
    this.#progress.end();
    const ofConfigurations = (await configured?.unused(linted, gathered)) ?? [];
    const unread = found.unreadable.map(({ path, error }) => unreadable(path, error));
    const report = {
      files: [...linted.files, ...broken, ...unread, ...ofConfigurations].sort(byPath),
      skipped: linted.skipped + foreign.length + ignored.length,
    };
    if (this.#accepted === undefined) return report;
    const judge = (others: Iterable<Source>) => {
      const options = { ...this.#options, leavesFixesUnproved: true };
      return lintFiles(
        [...others].map((source) => readWith(configured, source)),
        rules,
        options,
      );
    };
    return this.#accepted.leaveOut({ report, sources, judge, whole: linted.whole });
  }

  /** Reads one file after the other, when it is its turn. */
  *#read(
    sources: Gathered['sources'],
    mended: readonly MendedFile[],
    configured: Configured | undefined,
  ): Iterable<ReadFile> {
    const now = new Map(mended.map(({ before, after }) => [before.path, after]));
    const { measure = (_, work) => work() } = this.#options;
    for (const source of sources.values()) {
      const after = now.get(source.path);
      yield after === undefined
        ? measure('parse', () => readWith(configured, source))
        : withSettings(after, configured);
    }
  }

  /** The findings of a file whose fixes are applied: what is known stays as it is. */
  get #wanted(): Mending['wanted'] {
    const accepted = this.#accepted;
    return accepted === undefined ? undefined : (report) => accepted.left(report);
  }

  /** Applies fixes, and reports what is left; or shows what they would change. */
  async #mend(report: Report, gathered: Gathered, found: Found, configured: Configured | undefined): Promise<number> {
    const { diff, mendFiles, writeMended } = await import('./mend.ts');
    const mended = [
      ...mendFiles(gathered, report, configured, this.#settings, this.#options, this.#wanted),
      ...(configured?.mend(report) ?? []),
    ];
    this.#timing?.end('fix');
    if (this.#settings.isDiff) {
      const left = await this.#report(gathered, mended, found, configured);
      print(diff(mended, report, left));
      say(`would fix ${counted(fixesOf(mended), 'problem')} in ${counted(mended.length, 'file')}: nothing was written`);
      return this.#finish(report, gathered);
    }
    const written = writeMended(mended, gathered, this.#settings);
    this.#timing?.end('write');
    const now = await configured?.reloaded(written, this.#stdin);
    const left = written.length === 0 ? report : await this.#report(gathered, written, found, now);
    this.#timing?.end('lint');
    const code = await this.#finish(left, gathered);
    if (written.length > 0) say(`fixed ${counted(fixesOf(written), 'problem')} in ${counted(written.length, 'file')}`);
    return written.length < mended.length ? 2 : code;
  }

  /** Writes the report and gives the exit code. */
  async #finish(report: Report, { ignored }: Gathered): Promise<number> {
    const { isQuiet, isDiff, fixes } = this.#settings;
    const displayed = isQuiet ? errorsOf(report) : report;
    await writeReport(displayed, this.#settings, isDiff || (fixes !== 'none' && this.#stdin.length > 0));
    this.#timing?.end('report');
    if (report.files.length === 0) say(nothingToLint(this.#settings, report.skipped, ignored.length));
    this.#accepted?.tell();
    return exitCode(report, displayed, this.#settings);
  }
}

function fixesOf(mended: readonly MendedFile[]): number {
  return mended.reduce((sum, { applied }) => sum + applied, 0);
}

function byPath(a: FileReport, b: FileReport): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

function errorsOf(report: Report): Report {
  return {
    ...report,
    files: report.files.map((file) => ({
      ...file,
      diagnostics: file.diagnostics.filter(({ severity }) => severity === 'error'),
      ...(file.suppressed !== undefined && {
        suppressed: file.suppressed.filter(({ diagnostic }) => diagnostic.severity === 'error'),
      }),
    })),
  };
}

function nothingToLint({ paths, isStaged }: LintSettings, skipped: number, ignored: number): string {
  const where = paths.map(quoted).join(', ');
  if (ignored > 0 && ignored === skipped) {
    const what = `${counted(ignored, 'file')} in ${where}`;
    return `nothing to lint: the configuration’s \`ignore\` passes over ${ignored === 1 ? 'the' : 'all'} ${what}`;
  }
  if (skipped === 0 && isStaged) return `nothing to lint: no JSON or YAML file in ${where} is staged`;
  if (skipped === 0) return `nothing to lint: there is no JSON or YAML file in ${where}`;
  return `nothing to lint: looked at ${counted(skipped, 'JSON or YAML file')} in ${where} and found no document of the 100ms API`;
}

function exitCode(report: Report, displayed: Report, { failOn, maxWarnings }: LintSettings): number {
  const { errors, warnings, infos } = summary(displayed);
  const counts = { error: errors, warning: errors + warnings, info: errors + warnings + infos, never: 0 };
  const all = summary(report);
  const hasTooMany = all.warnings > maxWarnings;
  if (hasTooMany) say(`${counted(all.warnings, 'warning')}, and \`--max-warnings\` allows ${maxWarnings}`);
  if (report.files.some(({ error }) => error !== undefined)) return 2;
  return counts[failOn] > 0 || hasTooMany ? 1 : 0;
}
