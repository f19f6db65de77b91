import type { Report, Severity } from '../diagnostic.ts';
import { listed } from '../listed.ts';

/** The counts of a report. */
export interface Summary {
  /** Files that were linted or could not be read. */
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  /** Diagnostics that offer a fix, safe or not. */
  readonly fixable: number;
  /** Files that were passed over because they are no document of the API. */
  readonly skipped: number;
}

/** Counts what a report holds. */
export function summary(report: Report): Summary {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  let fixable = 0;
  for (const file of report.files) {
    for (const diagnostic of file.diagnostics) {
      counts[diagnostic.severity] += 1;
      if (diagnostic.fix !== undefined) fixable += 1;
    }
  }
  return {
    files: report.files.length,
    errors: counts.error,
    warnings: counts.warning,
    infos: counts.info,
    fixable,
    skipped: report.skipped,
  };
}

/** A number and what it counts: `1 file`, `2 files`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** One line of words: what was found, in how many files, and what could not be read. */
export function summaryLine(report: Report): string {
  const { errors, warnings, infos, fixable } = summary(report);
  const linted = report.files.filter((file) => file.error === undefined);
  const unread = report.files.length - linted.length;
  const counts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
    ...(infos > 0 ? [counted(infos, 'info')] : []),
  ];
  const { known = 0 } = report;
  let line = `no ${known > 0 ? 'new ' : ''}problems in ${counted(linted.length, 'file')}`;
  if (counts.length > 0) {
    const affected = linted.filter((file) => file.diagnostics.length > 0).length;
    const where =
      affected === linted.length ? counted(affected, 'file') : `${affected} of ${counted(linted.length, 'file')}`;
    line = `${listed(counts, 'and')} in ${where}${fixable > 0 ? ` (${fixable} fixable)` : ''}`;
  } else if (linted.length === 0 && unread > 0) {
    return `${counted(unread, 'path')} could not be linted`;
  }
  if (known > 0) line += `; ${counted(known, 'known finding')} ${known === 1 ? 'is' : 'are'} not shown`;
  return unread > 0 ? `${line}; ${counted(unread, 'path')} could not be linted` : line;
}
