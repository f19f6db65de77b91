import { rules } from '../rules/index.ts';
import type { Report } from './diagnostic.ts';
import { type LintOptions, lintFiles } from './lint.ts';
import { readSource, type Source } from './read.ts';
import * as yaml from './yaml.ts';

export type {
  Diagnostic,
  FileReport,
  Fix,
  Kind,
  Range,
  Related,
  Report,
  Severity,
  TextEdit,
} from './diagnostic.ts';
export type { LintOptions } from './lint.ts';
export type { Source } from './read.ts';
export type { AnyRule, RuleDocs } from './rule.ts';
export { rules };

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
  return lintFiles(
    all.map((source) => readSource(source, yaml)),
    rules,
    options,
  );
}
