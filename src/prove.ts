import type { Fix, Kind, Severity } from './diagnostic.ts';
import type { Document } from './document.ts';
import { provedEdits } from './edit.ts';
import { type Active, type Finding, findingsIn } from './findings.ts';

/** How many characters may be read again to prove the fixes of one file: a file with more findings than that gets the rest after these. */
const budget = 4_000_000;

/** How many characters of JSON are read while one of YAML is. */
const yamlCost = 5;

/** How many characters of JSON are read while one thing is found. */
const findingCost = 100;

/** What counts of a finding where two lists of them are compared. */
interface Counted {
  readonly rule: string;
  readonly severity: Severity;
}

/** Proves the fixes of one file, as long as that does not take too long. */
export class Prover {
  #left = budget;

  /**
   * A fix with its edits, if they do what it says: the edited text spells the changed value, and less is found in it, and
   * no other error, than `found` in the document as it is.
   */
  prove(
    { title, safe, changes }: NonNullable<Finding['fix']>,
    document: Document,
    kind: Kind | undefined,
    active: Active,
    found: readonly Finding[],
  ): Fix | undefined {
    if (this.#left <= 0) return undefined;
    this.#left -= document.text.length * (document.syntax === 'yaml' ? yamlCost : 1) + found.length * findingCost;
    const proved = provedEdits(document, changes);
    const after = proved?.documents.find(({ index }) => index === document.index);
    if (proved === undefined || after === undefined) return undefined;
    const counted = (findings: Iterable<Finding>): Counted[] =>
      Array.from(findings, ({ rule }) => ({ rule, severity: active.severities.get(rule) ?? 'error' }));
    if (!isBetter(counted(found), counted(findingsIn(after, kind, active)))) return undefined;
    return { title, safe, edits: proved.edits, changes };
  }
}

/** Whether there are fewer findings after than before, and no rule finds more errors. */
export function isBetter(before: readonly Counted[], after: readonly Counted[]): boolean {
  if (after.length >= before.length) return false;
  const errors = new Map<string, number>();
  for (const { rule, severity } of before) if (severity === 'error') errors.set(rule, (errors.get(rule) ?? 0) + 1);
  return after.every(({ rule, severity }) => {
    if (severity !== 'error') return true;
    const left = (errors.get(rule) ?? 0) - 1;
    errors.set(rule, left);
    return left >= 0;
  });
}
