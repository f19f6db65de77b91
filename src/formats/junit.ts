import type { Diagnostic, FileReport, Report } from '../diagnostic.ts';
import type { Lines } from '../lines.ts';
import { Mask } from '../mask.ts';
import { linesByPath, notes } from './notes.ts';
import { element, xmlHead, xmlText } from './xml.ts';

/** How a test ends, as the counts of JUnit call it. */
type Outcome = 'passed' | 'failures' | 'errors' | 'skipped';

interface Case {
  readonly outcome: Outcome;
  readonly xml: string;
}

/**
 * The report in JUnit's XML, for services that show tests: a suite for each file, a test for each finding. An error is a failure;
 * a warning or an info is a test that was skipped, for it does not fail a run. A file without findings is a test that passed,
 * one that could not be read an error. The tests carry no lines in their names, so that they stay the same when lines move.
 */
export function junit(report: Report): string {
  const linesOf = linesByPath(report);
  const suites = report.files.map((file) => ({ path: file.path, cases: cases(file, linesOf) }));
  const all = suites.flatMap(({ cases }) => cases);
  const elements = suites.map(({ path, cases }) =>
    element(
      'testsuite',
      { name: path, ...counts(cases) },
      cases.map(({ xml }) => xml),
    ),
  );
  return `${xmlHead}\n${element('testsuites', { name: 'hmslint', ...counts(all) }, elements)}\n`;
}

function counts(cases: readonly Case[]) {
  const of = (outcome: Outcome) => cases.filter((each) => each.outcome === outcome).length;
  return { tests: cases.length, failures: of('failures'), errors: of('errors'), skipped: of('skipped') };
}

function cases(file: FileReport, linesOf: (path: string) => Lines): readonly Case[] {
  const { path, text, secrets, diagnostics, error } = file;
  const own = { classname: path, file: path };
  if (error !== undefined) {
    const message = `could not be linted: ${error}`;
    const inner = element('error', { type: 'unreadable', message }, [xmlText(message)]);
    return [{ outcome: 'errors', xml: element('testcase', { name: 'can be read', ...own }, [inner]) }];
  }
  if (diagnostics.length === 0)
    return [{ outcome: 'passed', xml: element('testcase', { name: 'no problems', ...own }) }];
  const mask = new Mask(text, secrets);
  const known = new Map<string, number>();
  return diagnostics.map((diagnostic) => {
    const { rule, severity, message, range, pointer } = diagnostic;
    const { line, column } = linesOf(path).position(range.start);
    const name = unlike(known, `${rule}${pointer === '' ? '' : ` ${pointer}`}${documentOf(diagnostic)}`);
    const rows = [
      `${path}:${line}:${column}: ${severity}: ${message} [${rule}]`,
      ...notes(diagnostic, path, linesOf, mask),
    ].map(xmlText);
    const isFailure = severity === 'error';
    const inner = isFailure
      ? [element('failure', { type: severity, message }, rows)]
      : [element('skipped', { message }), element('system-out', {}, rows)];
    return {
      outcome: isFailure ? 'failures' : 'skipped',
      xml: element('testcase', { name, ...own, line }, inner),
    };
  });
}

function documentOf({ document }: Diagnostic): string {
  return document === undefined ? '' : ` in document ${document + 1}`;
}

/** A name that no other test of the suite has: services show only one of those that have the same. */
function unlike(known: Map<string, number>, name: string): string {
  const count = (known.get(name) ?? 0) + 1;
  known.set(name, count);
  return count === 1 ? name : `${name} (${count})`;
}
