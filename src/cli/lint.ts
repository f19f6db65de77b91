import { existsSync, writeFileSync } from 'node:fs';
import { rules } from '../../rules/index.ts';
import type { FileReport, Report } from '../diagnostic.ts';
import { find, mayBeOurs, type Reading, readFile, readStandardInput, reasonOf } from '../files.ts';
import { counted, summary, summaryLine } from '../formats/summary.ts';
import { lintFiles, type ReadFile } from '../lint.ts';
import { isYaml, readSource, type Source, type YamlReader } from '../read.ts';
import { version } from '../version.ts';
import { type LintSettings, type Output, plainSettings, refuseMistypedCommand } from './settings.ts';
import { print, say, usesColors } from './terminal.ts';
import { quoted, UsageError } from './words.ts';

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

  const { files, broken, passedOver } = await read(settings);
  const linted = lintFiles(files, rules, settings);
  const report: Report = {
    files: [...linted.files, ...broken].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    skipped: linted.skipped + passedOver,
  };
  const displayed = settings.isQuiet ? errorsOf(report) : report;
  for (const output of settings.outputs) await write(displayed, output);
  if (settings.outputs.every(({ file }) => file !== undefined)) {
    say(`${summaryLine(displayed)}, written to ${settings.outputs.map(({ file = '' }) => quoted(file)).join(', ')}`);
  }
  if (report.files.length === 0) say(nothingToLint(settings, report.skipped));
  return exitCode(report, displayed, settings);
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

interface Read {
  readonly files: readonly ReadFile[];
  /** The files that could not be read. */
  readonly broken: readonly FileReport[];
  /** How many were looked at and are not ours. */
  readonly passedOver: number;
}

async function read({ paths, stdinFilename, kind, skipsUnrecognised }: LintSettings): Promise<Read> {
  const sources: Source[] = [];
  const broken: FileReport[] = [];
  let passedOver = 0;
  const take = (path: string, named: boolean, reading: Reading) => {
    // Where the kind is given, every file counts as ours.
    const isOurs = named || kind !== undefined;
    if ('text' in reading) {
      if (isOurs || mayBeOurs(reading.text)) sources.push({ path, text: reading.text, named });
      else passedOver++;
    } else if (!isOurs && reading.isTooLarge === true) {
      say(`passed over ${quoted(path)}: ${reading.error}`);
    } else if (!isOurs && reading.rough !== undefined && !mayBeOurs(reading.rough)) {
      passedOver++;
    } else {
      broken.push(unreadable(path, reading.error));
    }
  };
  const found = await find(paths.filter((path) => path !== '-'));
  for (const { path, error } of found.unreadable) broken.push(unreadable(path, error));
  if (paths.includes('-')) take(stdinFilename ?? '<stdin>', !skipsUnrecognised, readStandardInput());
  for (const { path, named } of found.files) take(path, named && !skipsUnrecognised, readFile(path));
  const inYaml = sources.filter(isYaml);
  const yaml = inYaml.length > 0 ? await loadYaml(inYaml) : undefined;
  return { files: sources.map((source) => readSource(source, yaml)), broken, passedOver };
}

/** In UTF-16 units: more text than that is read sooner by optimised code. */
const longYaml = 100_000;

/** Loads the reader of YAML, which takes longer than linting a file of JSON. */
async function loadYaml(sources: readonly Source[]): Promise<YamlReader> {
  const reader = await import('../yaml.ts');
  const length = sources.reduce((sum, { text }) => sum + text.length, 0);
  if (length < longYaml) {
    const { setFlagsFromString } = await import('node:v8');
    // V8 would spend more time on optimising the parser than the parser needs, and Node would wait for it at the end.
    setFlagsFromString('--no-opt');
    // The build keeps compiled code at the end, which is good for the same flags only.
    process.prependOnceListener('exit', () => setFlagsFromString('--opt'));
  }
  return reader;
}

function unreadable(path: string, error: string): FileReport {
  return { path, text: '', diagnostics: [], secrets: [], error };
}

function errorsOf(report: Report): Report {
  return {
    ...report,
    files: report.files.map((file) => ({
      ...file,
      diagnostics: file.diagnostics.filter(({ severity }) => severity === 'error'),
    })),
  };
}

async function write(report: Report, { format, file }: Output): Promise<void> {
  if (file === undefined) {
    if (format === 'json' || report.files.length > 0) print(await inFormat(report, format, usesColors));
    return;
  }
  try {
    writeFileSync(file, await inFormat(report, format, () => false));
  } catch (error) {
    throw new UsageError(`cannot write ${quoted(file)}: ${reasonOf(error)}`);
  }
}

async function inFormat(report: Report, format: Output['format'], colors: () => boolean): Promise<string> {
  if (format === 'json') return (await import('../formats/json.ts')).json(report);
  // What draws frames takes a while to set up, and so does asking for colours.
  if (isClean(report)) return `${summaryLine(report)}\n`;
  return (await import('../formats/pretty.ts')).pretty(report, { colors: colors() });
}

function isClean({ files }: Report): boolean {
  return files.every(({ diagnostics, error }) => diagnostics.length === 0 && error === undefined);
}

function nothingToLint({ paths }: LintSettings, skipped: number): string {
  const where = paths.map(quoted).join(', ');
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
