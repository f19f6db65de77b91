import type { Diagnostic, FileReport, Report } from './diagnostic.ts';

/** Whether a finding in a file, by the path of its report, is known already. */
export type IsKnown = (path: string, diagnostic: Diagnostic) => boolean;

/** A report without the findings that are known, and with their number: this is where they leave it. */
export function withoutKnown(report: Report, isKnown: IsKnown): Report {
  let known = 0;
  const files = report.files.map((file): FileReport => {
    const diagnostics = file.diagnostics.filter((diagnostic) => !isKnown(file.path, diagnostic));
    if (diagnostics.length === file.diagnostics.length) return file;
    known += file.diagnostics.length - diagnostics.length;
    return { ...file, diagnostics };
  });
  return { ...report, files, known };
}
