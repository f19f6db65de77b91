import { diffArrays } from 'diff';
import type { Change } from '../src/change.ts';
import type { Diagnostic, TextEdit } from '../src/diagnostic.ts';
import { applyEdits, spellChanges, textEdits } from '../src/edit.ts';
import { mend } from '../src/fix.ts';
import { isBetter } from '../src/prove.ts';
import type { OpenDocument } from './open-document.ts';

/** How many characters may be read again to prove the fixes that one request asks for. */
const budget = 4_000_000;

/** Proves the fixes that one request asks for, as long as that does not take too long. */
export class Proof {
  readonly #open: OpenDocument;
  #left = budget;

  constructor(open: OpenDocument) {
    this.#open = open;
  }

  /** The edits of a finding's fix, if they do what it says: less is found then, and no new error. */
  edits({ fix, document: index = 0 }: Diagnostic): readonly TextEdit[] | undefined {
    if (fix === undefined) return undefined;
    // What mends broken text or a comment comes with its edits, and so does what mends a configuration.
    if (fix.changes === undefined || fix.changes.length === 0 || this.#open.isConfiguration) return fix.edits;
    const edits = this.changed(index, fix.changes);
    return edits !== undefined && this.makesBetter(edits) ? edits : undefined;
  }

  /** The edits that make changes of one of the documents, and nothing else; `undefined` where they cannot be written safely. */
  changed(index: number, changes: readonly Change[]): readonly TextEdit[] | undefined {
    const document = this.#open.documents.find((each) => each.index === index);
    return document === undefined || !this.#spend() ? undefined : textEdits(document, changes);
  }

  /** Whether less is found after edits, and no rule finds more errors. */
  makesBetter(edits: readonly TextEdit[]): boolean {
    if (!this.#spend()) return false;
    const before = this.#open.report?.diagnostics ?? [];
    const after = this.#open.lint(this.#open.read(applyEdits(this.#open.text, edits)));
    return after !== undefined && isBetter(before, after.diagnostics);
  }

  /** Whether the text spells the same after edits, as it should where they are of comments only. */
  spellsSame(edits: readonly TextEdit[]): boolean {
    if (!this.#spend()) return false;
    const after = this.#open.read(applyEdits(this.#open.text, edits));
    return spellChanges(this.#open.documents, after.documents, () => []);
  }

  #spend(): boolean {
    const isLeft = this.#left > 0;
    this.#left -= this.#open.text.length;
    return isLeft;
  }
}

/** Which fixes of a document are applied at once. */
export interface FixAll {
  /** The only rule whose fixes are; all rules' where absent. */
  readonly rule?: string;
  readonly allowsUnsafe: boolean;
}

/** The edits that apply fixes until none is left that makes the document better. */
export function fixAll(open: OpenDocument, { rule, allowsUnsafe }: FixAll): readonly TextEdit[] {
  const { file } = mend(open.file, {
    allowsUnsafe,
    read: (_, text) => open.read(text),
    lint(one) {
      const report = open.lint(one);
      if (report === undefined || rule === undefined) return report;
      return {
        ...report,
        diagnostics: report.diagnostics.map((each) => (each.rule === rule ? each : withoutFix(each))),
      };
    },
  });
  return difference(open.text, file.text);
}

function withoutFix({ fix: _, ...diagnostic }: Diagnostic): Diagnostic {
  return diagnostic;
}

/** More changed lines than that are written as one change. */
const mostEdits = 2_000;

/** The edits that turn one text into another, line by line, so that cursors and marks stay where they are. */
export function difference(before: string, after: string): readonly TextEdit[] {
  const parts = diffArrays(linesOf(before), linesOf(after), { maxEditLength: mostEdits });
  if (parts === undefined) return [{ range: { start: 0, end: before.length }, text: after }];
  const edits: { range: { start: number; end: number }; text: string }[] = [];
  let offset = 0;
  for (const { added, removed, value } of parts) {
    const text = value.join('');
    const last = edits.at(-1);
    const touching = last !== undefined && last.range.end === offset ? last : undefined;
    if (added) {
      if (touching === undefined) edits.push({ range: { start: offset, end: offset }, text });
      else touching.text += text;
      continue;
    }
    const end = offset + text.length;
    if (removed) {
      if (touching === undefined) edits.push({ range: { start: offset, end }, text: '' });
      else touching.range.end = end;
    }
    offset = end;
  }
  return edits.map((edit) => trimmed(before, edit));
}

/** Each line with its line end. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

/** The edit without what stays the same at its beginning and its end. */
function trimmed(text: string, { range, text: written }: TextEdit): TextEdit {
  let { start, end } = range;
  let from = 0;
  let to = written.length;
  while (start < end && from < to && text[start] === written[from]) {
    start++;
    from++;
  }
  while (from > 0 && isWithin(text, start)) {
    start--;
    from--;
  }
  while (end > start && to > from && text[end - 1] === written[to - 1]) {
    end--;
    to--;
  }
  while (end < range.end && isWithin(text, end)) {
    end++;
    to++;
  }
  return { range: { start, end }, text: written.slice(from, to) };
}

/** Whether an offset is within a character of two units, or a line end of two, where no editor has a place. */
function isWithin(text: string, offset: number): boolean {
  const [before = '', at = ''] = [text[offset - 1], text[offset]];
  return (before === '\r' && at === '\n') || (/[\ud800-\udbff]/.test(before) && /[\udc00-\udfff]/.test(at));
}
