import { rules } from '../rules/index.ts';
import type { Report } from './diagnostic.ts';
import { mend } from './fix.ts';
import { type LintOptions, lintFiles } from './lint.ts';
import { readSource, type Source } from './read.ts';

export type { Change, Json } from './change.ts';
export type {
  Diagnostic,
  FileReport,
  Fix,
  Kind,
  Range,
  Related,
  Report,
  Severity,
  SuppressedDiagnostic,
  TextEdit,
} from './diagnostic.ts';
export type { LintOptions } from './lint.ts';
export type { Source } from './read.ts';
export type { AnyRule, RuleDocs } from './rule.ts';
export { rules };

/** Which fixes are applied: `unsafe` adds those whose meaning is a guess. */
export interface FixOptions extends LintOptions {
  readonly unsafe?: boolean;
}

/** A text after its fixes were applied. */
export interface FixedText {
  /** With the byte order mark, if there was one. */
  readonly text: string;
  /** How many fixes were applied. */
  readonly applied: number;
}

/**
 * Applies the fixes of one text, round by round, until none is left. Every change is proved: the new text spells the
 * changed value and nothing else, with fewer findings and no new error. Pure and synchronous; throws for no text.
 */
export function fix(source: Source, { unsafe = false, ...options }: FixOptions = {}): FixedText {
  const before = readSource(source);
  const { file, applied } = mend(before, {
    allowsUnsafe: unsafe,
    read: ({ path, named }, text) => readSource({ path, text, named }),
    lint: (one) => lintFiles([one], rules, { ...options, leavesFixesUnproved: true }).files[0],
  });
  return { text: source.text.slice(0, source.text.length - before.text.length) + file.text, applied };
}

/**
 * Lints texts as one run. Pure and synchronous: it reads no file, and throws for no text.
 *
 * ```ts
 * const report = lint({ path: 'webinar.yaml', text: 'name: webinar\nroles:\n  host:\n    priority: 9\n' });
 * report.files[0]?.diagnostics[0]?.message; // '`priority` must be from 1 (highest) to 5 (lowest), found `9`'
 * ```
 */
export function lint(sources: Source | readonly Source[], options?: LintOptions): Report {
  const all: readonly Source[] = 'text' in sources ? [sources] : sources;
  const { files, skipped } = lintFiles(
    all.map((source) => readSource(source)),
    rules,
    options,
  );
  return { files, skipped };
}
