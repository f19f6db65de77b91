import type { FileReport, Report, Severity } from '../diagnostic.ts';
import { hash } from '../fingerprint.ts';
import { Lines } from '../lines.ts';
import { harmless } from './commands.ts';
import { jsonText } from './json-text.ts';
import { whereabouts } from './uri.ts';

/** What GitLab calls the severities; a file that could not be linted is `critical`. */
const severities: { readonly [severity in Severity]: string } = { error: 'major', warning: 'minor', info: 'info' };

/** The report as GitLab's merge requests take it for code quality. Paths are told from `folder`, the root of the repository. */
export function gitlab(report: Report, { folder }: { readonly folder: string }): string {
  const known = new Map<string, number>();
  return jsonText(report.files.flatMap((file) => entries(file, whereabouts(file.path, folder).path, known)));
}

function entries({ text, diagnostics, error }: FileReport, path: string, known: Map<string, number>) {
  if (error !== undefined) {
    return [
      {
        description: harmless(`could not be linted: ${error}`),
        check_name: 'hmslint',
        fingerprint: unlike(known, path, 'unreadable'),
        severity: 'critical',
        location: { path, lines: { begin: 1, end: 1 } },
      },
    ];
  }
  const lines = new Lines(text);
  return diagnostics.map(({ rule, severity, message, range, fingerprint }) => ({
    description: harmless(message),
    check_name: harmless(rule),
    fingerprint: unlike(known, path, fingerprint),
    severity: severities[severity],
    location: {
      path,
      lines: {
        begin: lines.position(range.start).line,
        end: lines.position(Math.max(range.start, range.end - 1)).line,
      },
    },
  }));
}

/** A fingerprint that no other finding of the run has: GitLab shows only one of those that have the same. */
function unlike(known: Map<string, number>, path: string, fingerprint: string): string {
  const identity = JSON.stringify([path, fingerprint]);
  const count = known.get(identity) ?? 0;
  known.set(identity, count + 1);
  return hash(count === 0 ? identity : `${identity} ${count}`);
}
