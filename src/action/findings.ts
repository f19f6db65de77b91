import { type Severity, severities } from '../diagnostic.ts';

/** One row of a report: a finding, or why a file could not be linted. */
export interface Finding {
  readonly severity: Severity;
  readonly path: string;
  /** From 1; absent where the whole file is meant. */
  readonly line?: number;
  readonly column?: number;
  /** Absent where the file could not be linted. */
  readonly rule?: string;
  readonly message: string;
}

/** How many findings of each severity a report has. */
export type Counts = { readonly [severity in Severity]: number };

/** Reads a report, version 1 of the JSON format; `undefined` if the text is none. */
export function readFindings(json: string): readonly Finding[] | undefined {
  let report: unknown;
  try {
    report = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (property(report, 'version') !== 1) return undefined;
  return list(property(report, 'files')).flatMap((file): readonly Finding[] => {
    const path = words(property(file, 'path'));
    const error = property(file, 'error');
    if (typeof error === 'string') return [{ severity: 'error', path, message: error }];
    return list(property(file, 'diagnostics')).map((diagnostic) => {
      const start = property(property(diagnostic, 'range'), 'start');
      return {
        severity: severities.find((each) => each === property(diagnostic, 'severity')) ?? 'error',
        path,
        line: Number(property(start, 'line')),
        column: Number(property(start, 'column')),
        rule: words(property(diagnostic, 'rule')),
        message: words(property(diagnostic, 'message')),
      };
    });
  });
}

/** Counts findings by severity. */
export function countsOf(findings: readonly Finding[]): Counts {
  const count = (wanted: Severity) => findings.filter(({ severity }) => severity === wanted).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
}

/** A property of what may be an object; `undefined` if there is none. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** The entries of what may be a list; none of anything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function words(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
