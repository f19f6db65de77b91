import type { Change } from './change.ts';
import type { Diagnostic, Kind, Severity } from './diagnostic.ts';
import { type Document, locate } from './document.ts';
import type { Pointer } from './pointer.ts';
import type { AnyRule, Operation, Place, Problem } from './rule.ts';
import { type Policy, Rejected } from './sound.ts';
import { understand } from './understand.ts';

/** One finding before it has a place in the text. */
export interface Finding {
  readonly rule: string;
  readonly pointer: Pointer;
  readonly part: 'key' | 'value';
  readonly message: string;
  /** What tells it apart from others of the rule at its place, beside the value that stands there: never a secret. */
  readonly args?: readonly string[];
  readonly related?: readonly { readonly pointer: Pointer; readonly part: 'key' | 'value'; readonly message: string }[];
  readonly fix?: { readonly title: string; readonly safe: boolean; readonly changes: readonly Change[] } | undefined;
  readonly tags?: Diagnostic['tags'];
  /** Whether it takes the place of others. */
  readonly replaces?: boolean;
}

/** Runs a piece of work and takes its time under a name: `schema`, or a rule's id. */
export type Measure = <T>(what: string, work: () => T) => T;

/** What is looked for. */
export interface Active {
  readonly rules: readonly AnyRule[];
  /** How bad it is, by rule. */
  readonly severities: ReadonlyMap<string, Severity>;
  readonly policy?: Policy | undefined;
}

/**
 * What the schema and the rules find in a document of a kind, `undefined` being none that the API knows. Only rules with a
 * severity are told; of several errors at one place the first, and where a finding takes the place of others, that one.
 */
export function* findingsIn(
  document: Document,
  kind: Kind | undefined,
  active: Active,
  measure: Measure = (_, work) => work(),
): Iterable<Finding> {
  const { severities } = active;
  const all = [...everyFinding(document, kind, active, measure)].filter(({ rule }) => severities.has(rule));
  const replaced = new Map<string, Finding>();
  for (const finding of all) if (finding.replaces === true) replaced.set(placeOf(finding), finding);
  const withError = new Set<string>();
  for (const finding of all) {
    const place = placeOf(finding);
    const replacement = replaced.get(place);
    if (replacement !== undefined && replacement !== finding) continue;
    if (severities.get(finding.rule) === 'error') {
      if (withError.has(place)) continue;
      withError.add(place);
    }
    yield finding;
  }
}

function placeOf({ pointer, part }: Finding): string {
  return `${part} ${pointer}`;
}

function* everyFinding(
  document: Document,
  kind: Kind | undefined,
  { rules, policy }: Active,
  measure: Measure,
): Iterable<Finding> {
  if (kind === undefined) {
    // What was lost in broken syntax may be what tells it.
    if (document.partial) return;
    yield { rule: 'unknown-document', pointer: '', part: 'key', message: unknownDocument };
    return;
  }
  const { findings, accepted } = measure('schema', () => understand(document, kind, policy));
  yield* findings;
  if (accepted === undefined) return;
  const { sound, pointerOf } = accepted;
  let rule: AnyRule | undefined;
  let found: Finding[] = [];
  const failed = new Set<AnyRule>();
  const failure = (error: unknown) => {
    if (rule === undefined || error instanceof Rejected || failed.has(rule)) return;
    // It may fail the same way at each part of the document.
    failed.add(rule);
    found.push(crash(rule, error));
  };
  const problem = (problem: Problem) => {
    if (rule === undefined) return;
    try {
      const finding = toFinding(rule, problem, pointerOf);
      for (const { pointer } of [finding, ...(finding.related ?? [])]) locate(document, pointer);
      found.push(finding);
    } catch (error) {
      failure(error);
    }
  };
  const telling = { problem, failure };
  const search = () => rule?.search(sound, telling);
  for (rule of rules) {
    if (document.partial && rule.needsWhole === true) continue;
    measure(rule.id, search);
    if (found.length === 0) continue;
    yield* found;
    found = [];
  }
}

/** What is said of something that is no document of the API. */
export const unknownDocument =
  'this is no document of the 100ms API: it has none of the names that a template, a role, settings, destinations or recordings have (`hmslint --kind KIND` says which it is)';

/** A rule that fails is a finding of its own. */
function crash({ id }: AnyRule, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    rule: id,
    pointer: '',
    part: 'key',
    message: `the rule \`${id}\` failed, which is a bug in hmslint: ${reason}`,
  };
}

function toFinding(rule: AnyRule, problem: Problem, pointerOf: (place: Place) => Pointer): Finding {
  const { at, message, args, related, fix, tags } = problem;
  return {
    rule: rule.id,
    pointer: pointerOf(at),
    part: at.part,
    message,
    ...(args !== undefined && { args }),
    ...(related !== undefined && {
      related: related.map((other) => ({ pointer: pointerOf(other.at), part: other.at.part, message: other.message })),
    }),
    ...(fix !== undefined && {
      fix: {
        title: fix.title,
        safe: fix.safe,
        changes: fix.operations.map((operation) => toChange(operation, pointerOf)),
      },
    }),
    ...(tags !== undefined && { tags }),
    ...(rule.replaces === true && { replaces: true }),
  };
}

function toChange(operation: Operation, pointerOf: (place: Place) => Pointer): Change {
  if ('replace' in operation) return { replace: pointerOf(operation.replace), value: operation.value };
  if ('rename' in operation) return { rename: pointerOf(operation.rename), to: operation.to };
  if ('remove' in operation) return { remove: pointerOf(operation.remove) };
  if ('add' in operation) return { add: pointerOf(operation.add), name: operation.name, value: operation.value };
  return { move: pointerOf(operation.move), into: pointerOf(operation.into), name: operation.name };
}
