import type { FileReport, Report } from '../diagnostic.ts';
import { Lines } from '../lines.ts';
import { element, xmlHead } from './xml.ts';

/** The report in the XML of Checkstyle, which many services and editors read: a `file` for each file, an `error` for each finding. */
export function checkstyle(report: Report): string {
  return `${xmlHead}\n${element('checkstyle', { version: '4.3' }, report.files.map(fileElement))}\n`;
}

function fileElement({ path, text, diagnostics, error }: FileReport): string {
  const lines = new Lines(text);
  const found = diagnostics.map(({ rule, severity, message, range }) =>
    element('error', { ...lines.position(range.start), severity, message, source: `hmslint.${rule}` }),
  );
  if (error !== undefined) {
    const message = `could not be linted: ${error}`;
    // Readers expect a line.
    found.push(element('error', { line: 1, severity: 'error', message, source: 'hmslint' }));
  }
  return element('file', { name: path }, found);
}
