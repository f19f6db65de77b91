import { rules } from '../../rules/index.ts';
import type { Report } from '../diagnostic.ts';
import { type Mending, mend } from '../fix.ts';
import { unifiedDiff } from '../formats/diff.ts';
import { lintFiles, type ReadFile, type RunOptions } from '../lint.ts';
import { readSource } from '../read.ts';
import { replaceFile } from '../replace-file.ts';
import type { Configured } from './configured.ts';
import { type Gathered, readWith, standardInput } from './gather.ts';
import type { LintSettings } from './settings.ts';
import { print, say, usesColors } from './terminal.ts';
import { quoted } from './words.ts';

/** A file before and after its fixes were applied. */
export interface MendedFile {
  readonly before: ReadFile;
  readonly after: ReadFile;
  /** The text that it was read from, with its byte order mark. */
  readonly old: string;
  /** How many fixes were applied. */
  readonly applied: number;
}

/** Applies fixes to the files in which some were found, those of `wanted` findings; gives the files that changed, and writes nothing. */
export function mendFiles(
  { sources }: Gathered,
  report: Report,
  configured: Configured | undefined,
  settings: LintSettings,
  options: RunOptions,
  wanted: Mending['wanted'],
): readonly MendedFile[] {
  const fixable = new Set(
    report.files.filter(({ diagnostics }) => diagnostics.some(({ fix }) => fix !== undefined)).map(({ path }) => path),
  );
  const mended: MendedFile[] = [];
  for (const source of sources.values()) {
    if (!fixable.has(source.path)) continue;
    const before = readWith(configured, source);
    const { file: after, applied } = mend(before, {
      allowsUnsafe: settings.fixes === 'all',
      read: (file, text) => ({ ...file, ...readSource({ path: file.path, text, named: file.named }) }),
      lint: (file) => lintFiles([file], rules, { ...options, leavesFixesUnproved: true }).files[0],
      ...(wanted !== undefined && { wanted }),
    });
    if (after.text !== before.text) mended.push({ before, after, old: source.text, applied });
  }
  return mended;
}

/** Writes mended files to where they came from, standard input to standard output. Gives those that were written. */
export function writeMended(
  mended: readonly MendedFile[],
  { sources }: Gathered,
  { paths, stdinFilename }: LintSettings,
): readonly MendedFile[] {
  const stdin = paths.includes('-') ? (stdinFilename ?? standardInput) : undefined;
  const written = mended.filter((file) => {
    const { path } = file.before;
    if (path === stdin) return true;
    const error = replaceFile(path, file.old, newText(file));
    if (error !== undefined) say(`cannot write ${quoted(path)}: ${error}: nothing was written`);
    return error === undefined;
  });
  if (stdin !== undefined) {
    const own = mended.find(({ before }) => before.path === stdin);
    print(own === undefined ? (sources.get(stdin)?.text ?? '') : newText(own));
  }
  return written;
}

/** The new text, with the byte order mark of the old one. */
function newText({ before, after, old }: MendedFile): string {
  return old.slice(0, old.length - before.text.length) + after.text;
}

/** What was mended as a unified diff: `before` and `after` are the reports of both states, which say where secrets stand. */
export function diff(mended: readonly MendedFile[], before: Report, after: Report): string {
  const secretsOf = (report: Report) => new Map(report.files.map(({ path, secrets }) => [path, secrets]));
  const [then, now] = [secretsOf(before), secretsOf(after)];
  return unifiedDiff(
    mended.map((file) => ({
      path: file.before.path,
      before: { text: file.before.text, secrets: then.get(file.before.path) ?? [] },
      after: { text: file.after.text, secrets: now.get(file.before.path) ?? [] },
    })),
    { colors: usesColors() },
  );
}
