import type { Report } from '../diagnostic.ts';
import { Lines } from '../lines.ts';
import { visible } from '../visible.ts';
import { unlikeCommand } from './commands.ts';

/**
 * One line for each finding, as compilers write them: `path:line:column: severity: message [rule]`. A file that could not be
 * linted is `path: error: reason`. Nothing else, not even counts, so that `grep`, editors and `wc -l` can take it as it is.
 */
export function compact(report: Report): string {
  const lines: string[] = [];
  for (const { path, text, diagnostics, error } of report.files) {
    if (error !== undefined) lines.push(`${visible(path)}: error: ${visible(error)}`);
    if (diagnostics.length === 0) continue;
    const places = new Lines(text);
    for (const { range, severity, message, rule } of diagnostics) {
      const { line, column } = places.position(range.start);
      lines.push(`${visible(path)}:${line}:${column}: ${severity}: ${visible(message)} [${visible(rule)}]`);
    }
  }
  return lines.map((line) => `${unlikeCommand(line)}\n`).join('');
}
