import type { Diagnostic, FileReport, Related, Report } from '../diagnostic.ts';
import { Lines } from '../lines.ts';
import type { Mask } from '../mask.ts';

/** How many related places are named: annotations and test reports have little room. */
const mostRelated = 3;

/** Finds the lines of the files of a report. Throws for a path that is not in it. */
export function linesByPath(report: Report): (path: string) => Lines {
  const files = new Map<string, FileReport>(report.files.map((file) => [file.path, file]));
  const lines = new Map<string, Lines>();
  return (path) => {
    let found = lines.get(path);
    if (found === undefined) {
      const file = files.get(path);
      if (file === undefined) throw new Error('a diagnostic names a file that is not in the report');
      found = new Lines(file.text);
      lines.set(path, found);
    }
    return found;
  };
}

/** What there is to say of a finding beside its message, in lines: related places and the fix, unless it would show a secret. */
export function notes(
  { related, fix }: Diagnostic,
  own: string,
  linesOf: (path: string) => Lines,
  mask: Mask,
): readonly string[] {
  const rows = related.slice(0, mostRelated).map((place) => note(own, place, linesOf));
  const left = related.length - rows.length;
  if (left > 0) rows.push(`note: and ${left} more ${left === 1 ? 'place' : 'places'}`);
  if (fix !== undefined && !mask.isIn(fix.title)) rows.push(`${fix.safe ? 'fix' : 'fix (unsafe)'}: ${fix.title}`);
  return rows;
}

function note(own: string, { message, path = own, range }: Related, linesOf: (path: string) => Lines): string {
  const { line, column } = linesOf(path).position(range.start);
  return `note: ${path}:${line}:${column} ${message}`;
}
