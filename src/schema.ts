import {
  type SchemaError,
  type Validate,
  validateDestinations,
  validateRecordings,
  validateRole,
  validateSettings,
  validateTemplate,
} from '../schemas/generated/validators.js';
import type { Rejections } from './accept.ts';
import type { Change } from './change.ts';
import type { Kind } from './diagnostic.ts';
import { type Document, valueAt } from './document.ts';
import type { SchemaName } from './fields.ts';
import { below, type Pointer, parent } from './pointer.ts';
import * as words from './schema-words.ts';

/** What the schema says of one place of a document. */
export interface SchemaFinding extends Words {
  readonly rule: string;
  readonly pointer: Pointer;
  readonly part: 'key' | 'value';
  /** What else tells it apart from others of the rule at its place. */
  readonly args: readonly string[];
}

/** What is said of a place. Finding the words takes longer than finding the place. */
export interface Words {
  readonly message: string;
  readonly fix?: { readonly title: string; readonly safe: boolean; readonly changes: readonly Change[] } | undefined;
}

/** A finding whose words are found when somebody asks for them. */
class WordedLater implements SchemaFinding {
  readonly #say: () => Words;
  #words: Words | undefined;

  constructor(
    readonly rule: string,
    readonly pointer: Pointer,
    readonly part: 'key' | 'value',
    readonly args: readonly string[],
    say: () => Words,
  ) {
    this.#say = say;
  }

  get message(): string {
    return this.#said.message;
  }

  get fix(): Words['fix'] {
    return this.#said.fix;
  }

  get #said(): Words {
    this.#words ??= this.#say();
    return this.#words;
  }
}

/** All that the schema of a kind says of a document, and what rules may not read because of it. */
export interface SchemaResult {
  readonly findings: readonly SchemaFinding[];
  readonly rejections: Rejections;
}

const validators: { readonly [kind in Kind]: Validate<unknown> } = {
  template: validateTemplate,
  role: validateRole,
  settings: validateSettings,
  destinations: validateDestinations,
  recordings: validateRecordings,
};

const accepted: SchemaResult = {
  findings: [],
  rejections: { values: new Set(), missing: new Map(), unknown: new Set() },
};

/** Holds a document against the schema of its kind: one finding a place. */
export function validate(document: Document, kind: Kind): SchemaResult {
  return validateWith(validators[kind], document, kind);
}

/** Holds a document against a schema by its validator: one finding a place. */
export function validateWith(check: Validate<unknown>, document: Document, kind: SchemaName): SchemaResult {
  if (check(document.value)) return accepted;
  const errors = check.errors ?? [];
  const values = new Set<Pointer>();
  const missing = new Map<Pointer, string[]>();
  const unknown = new Set<Pointer>();
  const byPlace = new Map<Pointer, SchemaError>();
  for (const error of errors) {
    const pointer = error.instancePath;
    switch (error.keyword) {
      case 'if':
        break;
      case 'additionalProperties':
        unknown.add(below(pointer, error.params.additionalProperty));
        break;
      case 'required': {
        const names = missing.get(pointer);
        if (names === undefined) missing.set(pointer, [error.params.missingProperty]);
        else if (!names.includes(error.params.missingProperty)) names.push(error.params.missingProperty);
        break;
      }
      default: {
        // A list that is too long is still a list of its entries: rules may read it.
        if (error.keyword !== 'maxItems' && error.keyword !== 'minItems') values.add(pointer);
        const worse = byPlace.get(pointer);
        if (worse === undefined || rank(error) < rank(worse)) byPlace.set(pointer, error);
      }
    }
  }
  return {
    findings: [...findings(document, kind, byPlace, missing, unknown)],
    rejections: { values, missing, unknown },
  };
}

/** Which of several errors at one place is said: a value of the wrong type breaks other bounds as well. */
function rank({ keyword }: SchemaError): number {
  if (keyword === 'type') return 0;
  return keyword === 'enum' ? 1 : 2;
}

function* findings(
  document: Document,
  kind: SchemaName,
  byPlace: ReadonlyMap<Pointer, SchemaError>,
  missing: ReadonlyMap<Pointer, readonly string[]>,
  unknown: ReadonlySet<Pointer>,
): Iterable<SchemaFinding> {
  const value = { document, kind };
  for (const [pointer, error] of byPlace) {
    // Broken syntax leaves values empty that are not.
    if (document.partial && valueAt(document, pointer) === null) continue;
    const rule = words.ruleOf(value, pointer, error);
    yield new WordedLater(rule, pointer, 'value', [error.keyword], () => words.wrongValue(value, pointer, error));
  }
  if (!document.partial) {
    for (const [owner, names] of missing) {
      yield new WordedLater('schema/required', owner, 'key', names.toSorted(), () =>
        words.missingProperties(value, owner, names),
      );
    }
  }
  for (const pointer of unknown) {
    const say = () => words.unknownProperty(value, pointer, parent(pointer) ?? '');
    yield new WordedLater('schema/unknown-property', pointer, 'key', [], say);
  }
}
