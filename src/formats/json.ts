import type { Diagnostic, FileReport, Range, Related, Report } from '../diagnostic.ts';
import type { Lines, Position } from '../lines.ts';
import { Mask } from '../mask.ts';
import { jsonText } from './json-text.ts';
import { linesByPath } from './notes.ts';
import { summary } from './summary.ts';

interface Place extends Position {
  readonly offset: number;
}

interface Span {
  readonly start: Place;
  readonly end: Place;
}

/** The report in JSON, version 1, as `schemas/report.schema.json` describes it. A fix that would spell a secret is left out. */
export function json(report: Report): string {
  const linesOf = linesByPath(report);
  const value = {
    version: 1,
    files: report.files.map((file) => fileEntry(file, linesOf)),
    summary: summary(report),
  };
  return jsonText(value);
}

function fileEntry(file: FileReport, linesOf: (path: string) => Lines) {
  if (file.diagnostics.length === 0) return { ...fileHead(file), diagnostics: [] };
  const own = linesOf(file.path);
  const mask = new Mask(file.text, file.secrets);
  return {
    ...fileHead(file),
    diagnostics: file.diagnostics.map((diagnostic) => ({
      rule: diagnostic.rule,
      severity: diagnostic.severity,
      message: diagnostic.message,
      ...(diagnostic.document !== undefined && { document: diagnostic.document }),
      pointer: diagnostic.pointer,
      range: span(diagnostic.range, own),
      related: diagnostic.related.map((related) => relatedEntry(related, file.path, linesOf)),
      ...fixEntry(diagnostic, own, mask),
      documentation: diagnostic.documentation,
      fingerprint: diagnostic.fingerprint,
    })),
  };
}

function fileHead(file: FileReport) {
  return {
    path: file.path,
    ...(file.kind !== undefined && { kind: file.kind }),
    ...(file.error !== undefined && { error: file.error }),
  };
}

function relatedEntry(related: Related, path: string, linesOf: (path: string) => Lines) {
  const elsewhere = related.path !== undefined && related.path !== path;
  return {
    message: related.message,
    ...(elsewhere && { path: related.path }),
    range: span(related.range, linesOf(related.path ?? path)),
  };
}

/** Masking the edits instead would make whoever applies them overwrite the secret. */
function fixEntry({ fix }: Diagnostic, lines: Lines, mask: Mask) {
  if (fix === undefined || fix.edits.some((edit) => mask.isIn(edit.text))) return {};
  return {
    fix: {
      title: fix.title,
      safe: fix.safe,
      edits: fix.edits.map((edit) => ({ range: span(edit.range, lines), text: edit.text })),
    },
  };
}

function span(range: Range, lines: Lines): Span {
  return { start: place(range.start, lines), end: place(range.end, lines) };
}

function place(offset: number, lines: Lines): Place {
  return { ...lines.position(offset), offset };
}
