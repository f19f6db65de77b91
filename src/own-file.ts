import type { Validate } from '../schemas/generated/validators.js';
import type { Diagnostic, FileReport, Fix, Range } from './diagnostic.ts';
import { type Document, locate } from './document.ts';
import { documentationOf } from './documentation.ts';
import { textEdits } from './edit.ts';
import type { OwnSchema } from './fields.ts';
import { distinct, fingerprint } from './fingerprint.ts';
import type { ReadFile } from './lint.ts';
import type { Pointer } from './pointer.ts';
import { validateWith, type Words } from './schema.ts';

/** How a file of the program's own is read. */
export interface Reader<T> {
  readonly schema: OwnSchema;
  readonly check: Validate<T>;
  /** What the file is called in messages: `a configuration`. */
  readonly title: string;
  /** What JSON Schema cannot say, or not in words, of what it may have rejected. */
  beyondSchema(value: unknown): Iterable<Mistake>;
  /** Where a mistake stands that the schema does not know. */
  placeOf(document: Document, pointer: Pointer): Range;
}

/** A mistake that the schema does not know. */
export interface Mistake {
  readonly pointer: Pointer;
  readonly message: string;
}

/** A file of the program's own that was read, and all that is wrong with it. */
export interface OwnFile<T> {
  /** Absent where something is wrong, or where there is nothing but comments. */
  readonly value?: T;
  readonly report: FileReport;
}

/** Reads a file of the program's own. What is wrong with it is reported as in any other document. */
export function readOwnFile<T>(file: ReadFile, reader: Reader<T>): OwnFile<T> {
  const { schema, check, title } = reader;
  const [document, second] = file.documents;
  const diagnostics: Diagnostic[] = [];
  const report = { path: file.path, text: file.text, diagnostics, secrets: [] };
  if (document === undefined || isEmpty(document)) return { report };
  const mistakes = new Mistakes(document, diagnostics);
  if (second !== undefined) {
    const range = { start: second.range.start, end: Math.min(second.range.start + 1, file.text.length) };
    mistakes.add('schema/type', '', range, { message: `${title} is one document, and here begins another` });
  }
  const { value, problems } = document;
  for (const { rule, range, pointer, message, related, fix } of problems) {
    mistakes.add(rule, pointer, range, { message }, related === undefined ? [] : [related], fix);
  }
  // Of a document that nothing could be read of, nothing more can be said.
  if (value === undefined && diagnostics.length > 0) return { report: sorted(report) };
  const { findings } = validateWith(check, document, schema);
  for (const { rule, pointer, part, message, fix } of findings) {
    const { key, value } = locate(document, pointer);
    mistakes.add(rule, pointer, part === 'key' ? (key ?? firstOf(value)) : value, { message, fix });
  }
  const known = new Set(diagnostics.map(({ pointer }) => pointer));
  for (const { pointer, message } of reader.beyondSchema(value)) {
    if (!known.has(pointer)) mistakes.add('schema/type', pointer, reader.placeOf(document, pointer), { message });
  }
  if (diagnostics.length > 0 || !check(value)) return { report: sorted(report) };
  return { value, report };
}

/** Whether there are only comments, and marks that a document begins or ends. */
function isEmpty({ text, syntax }: Document): boolean {
  const nothing = syntax === 'yaml' ? /^\s*(?:#|(?:---|\.\.\.)?\s*(?: #.*)?$)/ : /^\s*$/;
  return text.split('\n').every((line) => nothing.test(line));
}

class Mistakes {
  readonly #document: Document;
  readonly #diagnostics: Diagnostic[];

  constructor(document: Document, diagnostics: Diagnostic[]) {
    this.#document = document;
    this.#diagnostics = diagnostics;
  }

  add(
    rule: string,
    pointer: Pointer,
    { start, end }: Range,
    { message, fix }: Words,
    related: Diagnostic['related'] = [],
    textFix?: Fix,
  ): void {
    const edits = fix === undefined ? undefined : textEdits(this.#document, fix.changes);
    const offered = fix === undefined || edits === undefined ? textFix : { ...fix, edits };
    this.#diagnostics.push({
      rule,
      severity: 'error',
      message,
      pointer,
      range: { start, end },
      related,
      ...(offered !== undefined && { fix: offered }),
      documentation: documentationOf(rule),
      fingerprint: fingerprint(this.#document, rule, pointer, [message]),
    });
  }
}

/** The properties of an object; none of anything else. */
export function propertiesOf(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

/** The first character of a range. */
export function firstOf({ start, end }: Range): Range {
  return { start, end: Math.min(start + 1, end) };
}

function sorted(report: FileReport): FileReport {
  return {
    ...report,
    diagnostics: distinct(
      report.diagnostics.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end),
    ),
  };
}
