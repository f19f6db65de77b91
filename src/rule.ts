import type { Json } from './change.ts';
import type { Severity } from './diagnostic.ts';
import type { Sound } from './sound.ts';

/** A part of a document, named by the object it is in: pointer and range are looked up only when a problem needs them. */
export interface Place {
  readonly object: object;
  /** A property or entry of the object; absent for the object itself. */
  readonly step?: string | number;
  /** Which is meant: the name, or what stands under it. */
  readonly part: 'key' | 'value';
}

/** The place of a value: an object, or what stands under one of its names. */
export function at<T extends object>(object: T, step?: keyof T & (string | number)): Place {
  return step === undefined ? { object, part: 'value' } : { object, step, part: 'value' };
}

/** The place of a name in an object; of the object's own name where none is given (its first character, if it has none). */
export function keyOf<T extends object>(object: T, step?: keyof T & (string | number)): Place {
  return step === undefined ? { object, part: 'key' } : { object, step, part: 'key' };
}

/** One change of a document: what to do, not how it is written in JSON or YAML. */
export type Operation =
  | { readonly replace: Place; readonly value: Json }
  | { readonly rename: Place; readonly to: string }
  | { readonly remove: Place }
  | { readonly add: Place; readonly name: string; readonly value: Json }
  | { readonly move: Place; readonly into: Place; readonly name: string };

/** How a problem can be mended. */
export interface Mend {
  /** An imperative: what applying it does. */
  readonly title: string;
  /** Whether the author's meaning is certain. */
  readonly safe: boolean;
  readonly operations: readonly Operation[];
}

/** What a rule found. */
export interface Problem {
  readonly at: Place;
  /** What was found and what is allowed: lower case, no full stop; names and values in `backticks`. */
  readonly message: string;
  /** What tells it apart from other problems of the rule at the same place, beside the value there: what the message is about, not what else it mentions, and never a secret. */
  readonly args?: readonly string[];
  readonly related?: readonly { readonly at: Place; readonly message: string }[];
  readonly fix?: Mend;
  readonly tags?: readonly ('deprecated' | 'unnecessary')[];
}

/** What people read of a rule. */
export interface RuleDocs {
  /** Kebab case; also the file's name and what people configure. */
  readonly id: string;
  readonly severity: Severity;
  /** One sentence: what must hold. */
  readonly summary: string;
  /** What goes wrong otherwise, and what to do: one or two paragraphs of Markdown. */
  readonly why: string;
  /** Where it is documented. */
  readonly source: string;
  /** Whether it offers fixes, and whether they are certain: all, none, or some of them. */
  readonly fixable?: 'safe' | 'unsafe' | 'both';
  /** Documents in YAML (or JSON where only JSON can show it): `bad` gives findings of this rule and no other error or warning, `good` gives neither. */
  readonly examples: {
    readonly bad: string;
    readonly good: string;
    /** The configuration that both are linted with, for a rule that finds nothing without one. */
    readonly configuration?: string;
  };
}

/** A rule about what a sound document means. `Part` is what it looks at, one at a time. */
export interface Rule<Part> extends RuleDocs {
  /** Whether it speaks of things that are missing: then it is silent where broken syntax hides a part of the document. */
  readonly needsWhole?: true;
  /** Whether a finding takes the place of all others at the same place. */
  readonly replaces?: true;
  /** The parts it looks at. A part that the schema rejected is passed over. */
  each(sound: Sound): Iterable<Part>;
  /** The problems of one part. Reading what the schema rejected ends it silently. */
  check(part: Part, sound: Sound): Iterable<Problem>;
}

/** What a rule found of one document, as it finds it. */
export interface Found {
  problem(problem: Problem): void;
  /** The check of one part ended with an error, {@link Rejected} among them; the other parts are checked all the same. */
  failure(error: unknown): void;
}

/** A rule whose parts only it knows: what the engine runs. */
export interface AnyRule extends RuleDocs {
  readonly needsWhole?: true;
  readonly replaces?: true;
  /** Tells the problems of a whole document, part by part. Throws nothing. */
  search(sound: Sound, found: Found): void;
}

/** Makes a rule of its description, its selector and its check. */
export function rule<Part>(definition: Rule<Part>): AnyRule {
  const { each, check, ...docs } = definition;
  return {
    ...docs,
    search(sound, found) {
      try {
        for (const part of each(sound)) {
          try {
            for (const problem of check(part, sound)) found.problem(problem);
          } catch (error) {
            found.failure(error);
          }
        }
      } catch (error) {
        found.failure(error);
      }
    },
  };
}
