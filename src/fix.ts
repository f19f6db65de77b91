import type { Change } from './change.ts';
import type { Diagnostic, FileReport, Fix, TextEdit } from './diagnostic.ts';
import type { Document } from './document.ts';
import { applyEdits, inOrder, plannedEdits, spellChanges } from './edit.ts';
import type { ReadFile } from './lint.ts';
import { isBetter } from './prove.ts';

/** How files are read and linted while they are mended. */
export interface Mending {
  /** Whether fixes are applied whose meaning is a guess. */
  readonly allowsUnsafe: boolean;
  /** Reads other text as the file was read. */
  read(file: ReadFile, text: string): ReadFile;
  /** Lints a file by itself, with fixes that need no proof yet; `undefined` if it is passed over. */
  lint(file: ReadFile): FileReport | undefined;
  /** Those of a file's findings whose fixes are applied; all of them where absent. */
  wanted?(report: FileReport): readonly Diagnostic[];
}

/** A file after its fixes were applied. */
export interface Mended {
  readonly file: ReadFile;
  /** How many fixes were applied. */
  readonly applied: number;
}

/** How often a file is mended and linted again: one fix may make room for the next. */
const mostRounds = 10;

/** How many characters may be read for one file: where fixes disturb each other, parts of them are tried. */
const budget = 60_000_000;

/** How many characters of JSON are read while one of YAML is. */
const yamlCost = 5;

/**
 * Applies the fixes of a file until none is left that makes it better. Those of one round are applied together, and proved
 * together: the new text spells the changed values and nothing else, there are fewer findings, and no rule finds more errors.
 */
export function mend(file: ReadFile, mending: Mending): Mended {
  const attempts = new Attempts(mending);
  const report = mending.lint(file);
  let state = stateOf(file, report);
  let applied = 0;
  for (let round = 0; round < mostRounds; round++) {
    const next = attempts.round(state);
    if (next === undefined) break;
    state = next.state;
    applied += next.applied;
  }
  return { file: state.file, applied };
}

interface State {
  readonly file: ReadFile;
  /** `undefined` if the file is passed over. */
  readonly report: FileReport | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function stateOf(file: ReadFile, report: FileReport | undefined): State {
  return { file, report, diagnostics: report?.diagnostics ?? [] };
}

/** A fix, and which of the file's documents it is for. */
interface Candidate {
  readonly fix: Fix;
  readonly document: Document;
}

class Attempts {
  readonly #mending: Mending;
  #left = budget;

  constructor(mending: Mending) {
    this.#mending = mending;
  }

  /** Applies as many fixes as can be applied together; `undefined` if that is none. */
  round(state: State): { readonly state: State; readonly applied: number } | undefined {
    const candidates = this.#candidates(state);
    // What broken text spells is known only when it is mended.
    const ofText = candidates.filter(({ fix }) => fix.changes === undefined);
    return (
      this.#most(state, ofText) ??
      this.#most(
        state,
        candidates.filter(({ fix }) => fix.changes !== undefined),
      )
    );
  }

  #candidates({ file, report, diagnostics }: State): readonly Candidate[] {
    const wanted = (report && this.#mending.wanted?.(report)) ?? diagnostics;
    const seen = new Set<string>();
    const candidates: Candidate[] = [];
    for (const { fix, document: index } of wanted) {
      if (fix === undefined || (!fix.safe && !this.#mending.allowsUnsafe)) continue;
      const document = index === undefined ? file.documents[0] : file.documents.find((each) => each.index === index);
      if (document === undefined) continue;
      const changes = fix.changes ?? [];
      // One change may mend two findings.
      const key = JSON.stringify([index, changes, fix.edits]);
      if (seen.has(key)) continue;
      seen.add(key);
      if (changes.length === 0 || plannedEdits(document, changes) !== undefined) candidates.push({ fix, document });
    }
    return candidates;
  }

  /** Tries all at once, and where that fails the halves of them, one after the other. */
  #most(
    state: State,
    candidates: readonly Candidate[],
  ): { readonly state: State; readonly applied: number } | undefined {
    const accepted: Candidate[] = [];
    let best: State | undefined;
    const add = (some: readonly Candidate[]) => {
      if (some.length === 0) return;
      const next = this.#apply(state, [...accepted, ...some]);
      if (next !== undefined) {
        accepted.push(...some);
        best = next;
      } else if (some.length > 1) {
        add(some.slice(0, some.length >> 1));
        add(some.slice(some.length >> 1));
      }
    };
    add(candidates);
    return best === undefined ? undefined : { state: best, applied: accepted.length };
  }

  #apply({ file, diagnostics }: State, candidates: readonly Candidate[]): State | undefined {
    if (this.#left <= 0) return undefined;
    this.#left -= file.text.length * (file.documents[0]?.syntax === 'yaml' ? yamlCost : 1);
    const changes = new Map<Document, Change[]>();
    const edits: TextEdit[] = [];
    for (const { fix, document } of candidates) {
      if (fix.changes === undefined || fix.changes.length === 0) {
        edits.push(...fix.edits);
        continue;
      }
      const some = changes.get(document);
      if (some === undefined) changes.set(document, [...fix.changes]);
      else some.push(...fix.changes);
    }
    for (const [document, some] of changes) {
      const planned = plannedEdits(document, some);
      if (planned === undefined) return undefined;
      edits.push(...planned);
    }
    const ordered = inOrder(edits);
    if (ordered === undefined) return undefined;
    const after = this.#mending.read(file, applyEdits(file.text, ordered));
    const isText = candidates.some(({ fix }) => fix.changes === undefined);
    if (!isText && !spellChanges(file.documents, after.documents, (document) => changes.get(document) ?? [])) {
      return undefined;
    }
    const report = this.#mending.lint(after);
    if (report === undefined) return undefined;
    const isMended = isText ? isSounder(diagnostics, report.diagnostics) : isBetter(diagnostics, report.diagnostics);
    return isMended ? stateOf(after, report) : undefined;
  }
}

/** Whether less of the text is broken. What it hid may be found now. */
function isSounder(before: readonly Diagnostic[], after: readonly Diagnostic[]): boolean {
  const broken = (all: readonly Diagnostic[]) =>
    all.filter(({ rule }) => rule === 'syntax' || rule === 'duplicate-key').length;
  return broken(after) < broken(before);
}
