import { isConfigFile } from '../config/find.ts';
import type { FileReport } from '../diagnostic.ts';
import { type FoundFile, mayBeOurs, type Reading, readFile, readStandardInput } from '../files.ts';
import type { ReadFile } from '../lint.ts';
import { isYaml, readSource, type Source } from '../read.ts';
import type { Configured } from './configured.ts';
import type { LintSettings } from './settings.ts';
import { say } from './terminal.ts';
import { quoted } from './words.ts';

/** What there is to lint. */
export interface Gathered {
  /** The texts as they were read, with their byte order marks, by path. */
  readonly sources: ReadonlyMap<string, Source>;
  /** The files that could not be read. */
  readonly broken: readonly FileReport[];
  /** The paths of those that were looked at and are not ours. */
  readonly foreign: readonly string[];
  /** The paths of those that the configuration passes over. */
  readonly ignored: readonly string[];
}

/** Reads the files that were found, and standard input where it is a path. */
export async function gather(
  found: readonly FoundFile[],
  { paths, stdinFilename, kind, skipsUnrecognised }: LintSettings,
  configured: Configured | undefined,
  progress: (done: number) => void,
  readFound: (path: string) => Reading = readFile,
): Promise<Gathered> {
  const sources = new Map<string, Source>();
  const broken: FileReport[] = [];
  const foreign: string[] = [];
  const ignored: string[] = [];
  const take = (path: string, wasNamed: boolean, read: () => Reading) => {
    if (configured?.has(path) === true || (!wasNamed && isConfigFile(path))) return;
    const named = wasNamed && !skipsUnrecognised;
    if (!named && configured?.passesOver(path) === true) {
      ignored.push(path);
      return;
    }
    const reading = read();
    // Where the kind is given, every file counts as ours.
    const isOurs = named || kind !== undefined || configured?.settingsOf(path)?.kind !== undefined;
    if ('text' in reading) {
      if (isOurs || mayBeOurs(reading.text)) sources.set(path, { path, text: reading.text, named });
      else foreign.push(path);
    } else if (!isOurs && reading.isTooLarge === true) {
      say(`passed over ${quoted(path)}: ${reading.error}`);
    } else if (!isOurs && reading.rough !== undefined && !mayBeOurs(reading.rough)) {
      foreign.push(path);
    } else {
      broken.push(unreadable(path, reading.error));
    }
  };
  if (paths.includes('-')) take(stdinFilename ?? standardInput, true, readStandardInput);
  for (const [index, { path, named }] of found.entries()) {
    take(path, named, () => readFound(path));
    progress(index + 1);
  }
  await tune([...sources.values()].filter(isYaml));
  return { sources, broken, foreign, ignored };
}

/** What standard input is called that has no name. */
export const standardInput = '<stdin>';

/** Reads a source, with what the configuration says of it. */
export function readWith(configured: Configured | undefined, source: Source): ReadFile {
  return withSettings(readSource(source), configured);
}

/** A file with what the configuration says of it. */
export function withSettings(file: ReadFile, configured: Configured | undefined): ReadFile {
  const settings = configured?.settingsOf(file.path);
  return settings === undefined ? file : { ...file, settings };
}

/** The report of a file that could not be read. */
export function unreadable(path: string, error: string): FileReport {
  return { path, text: '', diagnostics: [], secrets: [], error };
}

/** In UTF-16 units: more text than that is read sooner by optimised code. */
const longYaml = 100_000;

/** Prepares for reading these sources, if they are few: all YAML of the run. */
async function tune(inYaml: readonly Source[]): Promise<void> {
  const length = inYaml.reduce((sum, { text }) => sum + text.length, 0);
  if (length === 0 || length >= longYaml) return;
  const { setFlagsFromString } = await import('node:v8');
  // V8 would spend more time on optimising the parser than the parser needs, and Node would wait for it at the end.
  setFlagsFromString('--no-opt');
  // The build keeps compiled code at the end, which is good for the same flags only.
  process.prependOnceListener('exit', () => setFlagsFromString('--opt'));
}
