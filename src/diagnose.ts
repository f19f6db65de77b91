import type { Diagnostic, Fix, Range, Related } from './diagnostic.ts';
import { type Document, type Location, locate, valueAt } from './document.ts';
import { documentationOf } from './documentation.ts';
import type { Active, Finding } from './findings.ts';
import { fingerprint } from './fingerprint.ts';
import type { ReadFile } from './lint.ts';
import { lineAround, type MaskedLines } from './masked-lines.ts';
import type { Pointer } from './pointer.ts';
import { Ranges } from './ranges.ts';
import type { Secrets } from './secrets.ts';

/** Where something was found, and what holds there. */
export interface Within {
  readonly file: ReadFile;
  readonly document: Document;
  readonly active: Active;
  readonly secrets: Secrets;
}

/** Adds what the parser found. Gives the lines on which YAML is broken. */
export function diagnoseText(
  diagnostics: Diagnostic[],
  { file, document, active: { severities }, secrets }: Within,
  masked: MaskedLines,
): Ranges {
  const lines: Range[] = [];
  for (const { rule, range, pointer, message, related, fix } of document.problems) {
    if (rule === 'syntax' && document.syntax === 'yaml' && !isIn(lines.at(-1), range.start)) {
      lines.push(lineAround(file.text, range.start));
    }
    const severity = severities.get(rule);
    if (severity === undefined) continue;
    const shown = secrets.mask(message);
    diagnostics.push({
      rule,
      severity,
      message: shown,
      ...documentIndex(file, document),
      pointer,
      range,
      related: related === undefined ? [] : [related],
      ...(fix !== undefined && { fix: { ...fix, title: secrets.mask(fix.title) } }),
      documentation: documentationOf(rule),
      fingerprint: fingerprintIn(file, document, rule, pointer, [
        shown,
        ...(rule === 'syntax' && document.syntax === 'yaml' ? [masked.lineAt(range.start)] : []),
      ]),
    });
  }
  return new Ranges(lines);
}

/** A finding of a rule as it is told, with its fix. */
export function diagnoseFinding(
  finding: Finding,
  fix: Fix | undefined,
  { file, document, active: { severities }, secrets }: Within,
): Diagnostic {
  const { rule, pointer, part, message, args = [], tags } = finding;
  const location = locate(document, pointer);
  const related: Related[] = [];
  for (const other of finding.related ?? []) {
    related.push({ message: other.message, range: rangeOf(locate(document, other.pointer), other.part) });
  }
  if (location.origin !== undefined) related.push({ message: 'the value stands here', range: location.origin });
  const value = valueAt(document, pointer);
  // Words about a place may show what stands there, or under its name.
  const isSecret = (typeof value !== 'object' || value === null) && secrets.meet(location.origin ?? location.value);
  const shown = (words: string) => (isSecret ? secrets.mask(words) : words);
  return {
    rule,
    severity: severities.get(rule) ?? 'error',
    message: shown(message),
    ...documentIndex(file, document),
    pointer,
    range: rangeOf(location, part),
    related: related.map((other) => ({ ...other, message: shown(other.message) })),
    ...(fix !== undefined && { fix: { ...fix, title: shown(fix.title) } }),
    ...(tags !== undefined && { tags }),
    documentation: documentationOf(rule),
    // What is said of a name is said of it whatever stands under it.
    fingerprint: fingerprintIn(file, document, rule, pointer, [
      part,
      ...args,
      ...(part === 'key' || isSecret ? [] : [plain(value)]),
    ]),
  };
}

/** A value that a fingerprint can be made of: of objects and lists only what they are. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? [] : {};
}

/** The values that JSON cannot spell as they are written, by their ranges. */
export function misspelledValues({ problems, syntax }: Document): ReadonlySet<string> {
  if (syntax === 'yaml') return new Set();
  // A missing comma says nothing of the value behind it.
  const inPlace = problems.filter(({ rule, fix }) => {
    const edited = fix?.edits[0]?.range;
    return rule === 'syntax' && (edited === undefined || edited.end > edited.start);
  });
  return new Set(inPlace.map(({ range }) => `${range.start} ${range.end}`));
}

function rangeOf({ key, value }: Location, part: 'key' | 'value'): Range {
  if (part === 'value') return value;
  return key ?? { start: value.start, end: Math.min(value.start + 1, value.end) };
}

function isIn(range: Range | undefined, offset: number): boolean {
  return range !== undefined && range.start <= offset && offset < range.end;
}

/** The fingerprint of a finding in one of the file's documents; of several, its name tells which. */
function fingerprintIn(
  { documents }: ReadFile,
  document: Document,
  rule: string,
  pointer: Pointer,
  args: readonly unknown[],
): string {
  const name = documents.length > 1 ? valueAt(document, '/name') : undefined;
  return fingerprint(document, rule, pointer, typeof name === 'string' ? [...args, name] : args);
}

function documentIndex(file: ReadFile, document: Document): { readonly document?: number } {
  return file.documents.length > 1 ? { document: document.index } : {};
}
