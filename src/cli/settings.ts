import type { Kind, Severity } from '../diagnostic.ts';
import { didYouMean } from '../nearest.ts';
import { quoted, UsageError } from './words.ts';

/** The formats that a report can be written in. */
export const formats = ['pretty', 'json', 'github', 'compact', 'sarif', 'junit', 'checkstyle', 'gitlab'] as const;

/** Those of which programs expect a whole document, also where there is nothing to say. */
export const documentFormats: readonly Output['format'][] = ['json', 'sarif', 'junit', 'checkstyle', 'gitlab'];

/** The least severity at which a run fails; `never` for none. */
export const levels = ['error', 'warning', 'info', 'never'] as const;

/** The commands that are called by their name; without one, `lint` is meant. */
const commands = [
  'lint',
  'plan',
  'push',
  'pull',
  'effective',
  'explain',
  'init',
  'matrix',
  'rules',
  'completion',
  'help',
] as const;

/** A format, and the file that it is written to instead of standard output. */
export interface Output {
  readonly format: (typeof formats)[number];
  readonly file?: string;
}

/** The file that keeps known findings, and whether it is written anew. */
export interface BaselineSettings {
  readonly file: string;
  readonly isUpdated: boolean;
}

/** What the command line of `hmslint lint` asks for. */
export interface LintSettings {
  /** What to lint; `-` stands for standard input. */
  readonly paths: readonly string[];
  readonly outputs: readonly Output[];
  readonly failOn: (typeof levels)[number];
  readonly maxWarnings: number;
  readonly isQuiet: boolean;
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** The only rules to run; all of them where absent. */
  readonly only?: ReadonlySet<string>;
  readonly kind?: Kind;
  readonly skipsUnrecognised: boolean;
  readonly stdinFilename?: string;
  /** Which fixes are applied. */
  readonly fixes: 'none' | 'safe' | 'all';
  /** Whether what the fixes change is shown and not written. */
  readonly isDiff: boolean;
  /** The configuration: the file to take, or whether each file's nearest is looked for. */
  readonly config: { readonly file: string } | 'nearest' | 'none';
  readonly baseline?: BaselineSettings;
  /** The branch or commit: what was found where the work left it is known. */
  readonly since?: string;
  /** Whether what is staged is linted, and what was found before is known. */
  readonly isStaged: boolean;
  readonly hasStatistics: boolean;
  readonly isTimed: boolean;
}

/** What is asked for without any option. */
export function plainSettings(paths: readonly string[]): LintSettings {
  return {
    paths: paths.length > 0 ? paths : ['.'],
    outputs: [usualOutput()],
    failOn: 'error',
    maxWarnings: Number.POSITIVE_INFINITY,
    isQuiet: false,
    severities: new Map(),
    skipsUnrecognised: false,
    fixes: 'none',
    isDiff: false,
    config: 'nearest',
    isStaged: false,
    hasStatistics: false,
    isTimed: false,
  };
}

/** Where the report goes that nobody asked for in a format: inside GitHub Actions it becomes annotations. */
export function usualOutput(): Output {
  return { format: process.env.GITHUB_ACTIONS === 'true' ? 'github' : 'pretty' };
}

/** Refuses a first word that is neither a path nor a command, but nearly a command. Throws a `UsageError`. */
export function refuseMistypedCommand(word: string): void {
  if (!/^[a-z-]+$/i.test(word)) return;
  const guess = didYouMean(word, commands);
  if (guess !== '') throw new UsageError(`${quoted(word)} is no command and no file${guess}`);
}
