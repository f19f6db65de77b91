import type { Diagnostic, FileReport, Related, Report, Severity } from '../diagnostic.ts';
import { Lines } from '../lines.ts';
import { Mask } from '../mask.ts';
import { visible } from '../visible.ts';
import { summaryLine } from './summary.ts';

/** What GitHub calls the severities. */
const commands: { readonly [severity in Severity]: string } = { error: 'error', warning: 'warning', info: 'notice' };

/** How many related places are named: an annotation has little room. */
const mostRelated = 3;

/** Workflow commands that become annotations in GitHub's pull requests, and a last line with the counts. */
export function github(report: Report): string {
  const files = new Map(report.files.map((file) => [file.path, file]));
  const lines = new Map<string, Lines>();
  const linesOf = (path: string): Lines => {
    const found = lines.get(path) ?? new Lines(files.get(path)?.text ?? '');
    lines.set(path, found);
    return found;
  };
  const rows = report.files.flatMap((file) => annotations(file, linesOf));
  return [...rows, unlikeCommand(summaryLine(report)), ''].join('\n');
}

/**
 * A line that GitHub's runner does not take for one of its commands: `::` at the beginning, behind blanks too, and `##[` with
 * a name behind it anywhere are spelled out.
 */
export function unlikeCommand(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1\\u003a').replace(/##\[(?=[^ \]])/g, '#\\u0023[');
}

function annotations(file: FileReport, linesOf: (path: string) => Lines): string[] {
  const { path, text, secrets, diagnostics, error } = file;
  if (error !== undefined) return [command('error', { file: path, title: 'hmslint' }, [error])];
  if (diagnostics.length === 0) return [];
  const mask = new Mask(text, secrets);
  return diagnostics.map((diagnostic) => {
    const { severity, rule, message } = diagnostic;
    const properties = { file: path, ...position(diagnostic, linesOf(path)), title: `hmslint: ${rule}` };
    const notes = [...relatedWords(diagnostic, path, linesOf), ...fixWords(diagnostic, mask)];
    return command(commands[severity], properties, [message, ...notes]);
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

function relatedWords({ related }: Diagnostic, own: string, linesOf: (path: string) => Lines): string[] {
  const named = related.slice(0, mostRelated).map((place) => note(own, place, linesOf));
  const left = related.length - named.length;
  return left > 0 ? [...named, `note: and ${left} more ${left === 1 ? 'place' : 'places'}`] : named;
}

function note(own: string, { message, path = own, range }: Related, linesOf: (path: string) => Lines): string {
  const { line, column } = linesOf(path).position(range.start);
  return `note: ${path}:${line}:${column} ${message}`;
}

function fixWords({ fix }: Diagnostic, mask: Mask): string[] {
  if (fix === undefined || mask.isIn(fix.title)) return [];
  return [`${fix.safe ? 'fix' : 'fix (unsafe)'}: ${fix.title}`];
}

/** One workflow command, escaped as GitHub's own toolkit does. */
function command(name: string, properties: { readonly [name: string]: string }, rows: readonly string[]): string {
  const all = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
  return `::${name} ${all.join(',')}::${rows.map(data).join('%0A')}`;
}

function data(row: string): string {
  return unlikeCommand(visible(row)).replaceAll('%', '%25');
}

/** Line ends need no escape: they are spelled out already. `=` at the beginning of a value is lost in the runner. */
function property(text: string): string {
  return data(text).replace(/^=/, '\\u003d').replaceAll(':', '%3A').replaceAll(',', '%2C');
}
