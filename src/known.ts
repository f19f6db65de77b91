import type { Diagnostic, FileReport, Report, SuppressedDiagnostic } from './diagnostic.ts';

/** How a finding in a file, by the path of its report, is known already; `undefined` if it is new. */
export type KnownFrom = (path: string, diagnostic: Diagnostic) => string | undefined;

/** A report whose known findings are held back, and with their number. */
export function withoutKnown(report: Report, knownFrom: KnownFrom): Report {
  let known = 0;
  const files = report.files.map((file): FileReport => {
    const diagnostics: Diagnostic[] = [];
    const suppressed: SuppressedDiagnostic[] = [...(file.suppressed ?? [])];
    for (const diagnostic of file.diagnostics) {
      const from = knownFrom(file.path, diagnostic);
      if (from === undefined) diagnostics.push(diagnostic);
      else suppressed.push({ diagnostic, kind: 'external', justification: from });
    }
    if (diagnostics.length === file.diagnostics.length) return file;
    known += file.diagnostics.length - diagnostics.length;
    suppressed.sort((a, b) => a.diagnostic.range.start - b.diagnostic.range.start);
    return { ...file, diagnostics, suppressed };
  });
  return { ...report, files, known };
}
