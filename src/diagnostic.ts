import type { Change } from './change.ts';
import type { Pointer } from './pointer.ts';

/** How bad a finding is. `error`: must not be; `warning`: not what the author means; `info`: advice. */
export type Severity = 'error' | 'warning' | 'info';

/** All severities, the worst first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** The kinds of document that the API knows, named after its endpoints. */
export type Kind = 'template' | 'role' | 'settings' | 'destinations' | 'recordings';

/** The rule that compares the files of a run: what it finds in one changes with the others. */
export const acrossFiles = 'duplicate-template-name';

/** All kinds of document. */
export const kinds: readonly Kind[] = ['template', 'role', 'settings', 'destinations', 'recordings'];

/** A stretch of text: UTF-16 offsets from 0, `end` exclusive. A byte order mark is not part of the text. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A second place that explains a diagnostic. */
export interface Related {
  readonly message: string;
  /** The file it stands in; absent where it is the diagnostic's own. */
  readonly path?: string;
  readonly range: Range;
}

/** Text to put where a range stands. */
export interface TextEdit {
  readonly range: Range;
  readonly text: string;
}

/** A change that mends a diagnostic. */
export interface Fix {
  /** An imperative: what applying it does. */
  readonly title: string;
  /** Whether the author's meaning is certain, so that it may be applied without asking. */
  readonly safe: boolean;
  /** Edits of the diagnostic's file, in order and without overlap. */
  readonly edits: readonly TextEdit[];
  /** What the edits do to the value of the document; nothing where they edit a comment. Absent where they mend broken text. */
  readonly changes?: readonly Change[];
}

/** One finding, at one place of one file. */
export interface Diagnostic {
  /** The id of the rule that found it. */
  readonly rule: string;
  readonly severity: Severity;
  /** What was found and what is allowed: lower case, no full stop. */
  readonly message: string;
  /** Which of the file's YAML documents, from 0; absent where the file has only one. */
  readonly document?: number;
  /** Where in the document. */
  readonly pointer: Pointer;
  /** Where in the file: the key or the value that `pointer` names. */
  readonly range: Range;
  readonly related: readonly Related[];
  readonly fix?: Fix;
  /** What an editor may show differently: struck through, or greyed out. */
  readonly tags?: readonly ('deprecated' | 'unnecessary')[];
  /** The page of the package that describes the rule. */
  readonly documentation: string;
  /** The same for the same finding wherever it moves: made of rule, names on the way and value, never of a secret. */
  readonly fingerprint: string;
}

/** A finding that is held back: it counts nowhere. */
export interface SuppressedDiagnostic {
  readonly diagnostic: Diagnostic;
  /** By what: a comment in the file, or something outside of it, such as the configuration. */
  readonly kind: 'inSource' | 'external';
  /** Why, in the words of whoever did it; without secrets of the file. */
  readonly justification: string;
}

/** What was found in one file. */
export interface FileReport {
  /** The path as it was given. */
  readonly path: string;
  /** The kind of its (first recognised) document; absent where it is none that the API knows. */
  readonly kind?: Kind;
  /** Its text without a byte order mark: what all ranges count in. */
  readonly text: string;
  /** Sorted by place. */
  readonly diagnostics: readonly Diagnostic[];
  /** What was found and is held back, sorted by place; absent where nothing is. */
  readonly suppressed?: readonly SuppressedDiagnostic[];
  /** Where secrets stand in the text: nothing that is printed may show them. */
  readonly secrets: readonly Range[];
  /** Why the file could not be linted; then there are no diagnostics. */
  readonly error?: string;
}

/** The result of one run. */
export interface Report {
  /** Sorted by path. */
  readonly files: readonly FileReport[];
  /** How many files were looked at and passed over because they are no document of this API. */
  readonly skipped: number;
  /** How many findings were left out because they are known; absent where none are. */
  readonly known?: number;
}
