import type { Diagnostic, FileReport, Report, Severity } from '../diagnostic.ts';
import type { Lines } from '../lines.ts';
import { Mask } from '../mask.ts';
import { harmless, unlikeCommand } from './commands.ts';
import { linesByPath, notes } from './notes.ts';
import { summaryLine } from './summary.ts';

/** What GitHub calls the severities. */
const commands: { readonly [severity in Severity]: string } = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands that become annotations in GitHub's pull requests, and a last line with the counts. */
export function github(report: Report): string {
  const linesOf = linesByPath(report);
  const rows = report.files.flatMap((file) => annotations(file, linesOf));
  return [...rows, unlikeCommand(summaryLine(report)), ''].join('\n');
}

function annotations(file: FileReport, linesOf: (path: string) => Lines): string[] {
  const { path, text, secrets, diagnostics, error } = file;
  if (error !== undefined) return [command('error', { file: path, title: 'hmslint' }, [error])];
  if (diagnostics.length === 0) return [];
  const mask = new Mask(text, secrets);
  return diagnostics.map((diagnostic) => {
    const { severity, rule, message } = diagnostic;
    const properties = { file: path, ...position(diagnostic, linesOf(path)), title: `hmslint: ${rule}` };
    return command(commands[severity], properties, [message, ...notes(diagnostic, path, linesOf, mask)]);
  });
}

/**
 * Lines and columns from 1, the end column exclusive, as other linters give it: GitHub does not say. Columns only within one
 * line, as GitHub takes no others. A range that ends with its line does not reach into the next.
 */
function position({ range }: Diagnostic, lines: Lines): { readonly [name: string]: string } {
  const start = lines.position(range.start);
  const last = lines.position(Math.max(range.start, range.end - 1));
  const rows = { line: String(start.line), endLine: String(last.line) };
  if (start.line !== last.line) return rows;
  const length = Math.max(0, range.end - range.start);
  return { ...rows, col: String(start.column), endColumn: String(start.column + length) };
}

/** One workflow command, escaped as GitHub's own toolkit does. */
function command(name: string, properties: { readonly [name: string]: string }, rows: readonly string[]): string {
  const all = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
  return `::${name} ${all.join(',')}::${rows.map(data).join('%0A')}`;
}

function data(row: string): string {
  return harmless(row).replaceAll('%', '%25');
}

/** Line ends need no escape: they are spelled out already. `=` at the beginning of a value is lost in the runner. */
function property(text: string): string {
  return data(text).replace(/^=/, '\\u003d').replaceAll(':', '%3A').replaceAll(',', '%2C');
}
