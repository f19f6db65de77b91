import { rules } from '../rules/index.ts';
import type { Kind, Report } from './diagnostic.ts';
import { mend } from './fix.ts';
import { readDirectives } from './ignore.ts';
import { kindsOf } from './kinds.ts';
import { type LintOptions, lintFiles } from './lint.ts';
import { type EffectiveDocument, effective } from './model/effective.ts';
import { type Meaning, meaning } from './model/meaning.ts';
import { groupRoles } from './model/twins.ts';
import { readSource, type Source } from './read.ts';
import { understand as understandDocument } from './understand.ts';

export type { Change, Json } from './change.ts';
export type {
  Diagnostic,
  FileReport,
  Fix,
  Kind,
  Range,
  Related,
  Report,
  Severity,
  SuppressedDiagnostic,
  TextEdit,
} from './diagnostic.ts';
export type { LintOptions } from './lint.ts';
export type { Audience } from './model/audiences.ts';
export type { Default, Effective, EffectiveDocument, Origin } from './model/effective.ts';
export type { Degradation, Flow, Meaning, RoleMeaning } from './model/meaning.ts';
export type { Layer, Offer, Track } from './model/offers.ts';
export type { Permission, PermissionName } from './model/permissions.ts';
export type { RoleGroup, RoleGroups } from './model/twins.ts';
export type { Source } from './read.ts';
export type { AnyRule, RuleDocs } from './rule.ts';
export { groupRoles, rules };

/** What one document of a text means. */
export interface DocumentMeaning {
  readonly kind: Kind;
  /** Who hears and sees whom, and who may do what, as far as the schema accepted it. */
  readonly meaning: Meaning;
  /** Every value in effect, and where each comes from. */
  readonly effective: EffectiveDocument;
  /** What the meaning leaves out, because the schema does not accept it: where, and why. The words may spell what stands there. */
  readonly leftOut: readonly { readonly pointer: string; readonly rule: string; readonly message: string }[];
}

/** Which fixes are applied: `unsafe` adds those whose meaning is a guess. */
export interface FixOptions extends LintOptions {
  readonly unsafe?: boolean;
}

/** A text after its fixes were applied. */
export interface FixedText {
  /** With the byte order mark, if there was one. */
  readonly text: string;
  /** How many fixes were applied. */
  readonly applied: number;
}

/**
 * Applies the fixes of one text, round by round, until none is left. Every change is proved: the new text spells the
 * changed value and nothing else, with fewer findings and no new error. Pure and synchronous; throws for no text.
 */
export function fix(source: Source, { unsafe = false, ...options }: FixOptions = {}): FixedText {
  const before = readSource(source);
  const { file, applied } = mend(before, {
    allowsUnsafe: unsafe,
    read: ({ path, named }, text) => readSource({ path, text, named }),
    lint: (one) => lintFiles([one], rules, { ...options, leavesFixesUnproved: true }).files[0],
  });
  return { text: source.text.slice(0, source.text.length - before.text.length) + file.text, applied };
}

/**
 * Says what each document of a text means. A kind that nobody gave is told as by {@link lint}; what is no document of the API is
 * taken for a template. Pure and synchronous; throws for no text.
 */
export function understand(source: Source, { kind }: Pick<LintOptions, 'kind'> = {}): readonly DocumentMeaning[] {
  const file = readSource(source);
  const kindOf = kindsOf(file, readDirectives(file.text, file.comments, new Set()), kind);
  return file.documents.map((document) => {
    const kind = kindOf(document)?.kind ?? 'template';
    const { sound, leftOut } = understandDocument(document, kind);
    return { kind, meaning: meaning(sound), effective: effective(kind, document.value), leftOut };
  });
}

/**
 * Lints texts as one run. Pure and synchronous: it reads no file, and throws for no text.
 *
 * ```ts
 * const report = lint({ path: 'webinar.yaml', text: 'name: webinar\nroles:\n  host:\n    priority: 9\n' });
 * report.files[0]?.diagnostics[0]?.message; // '`priority` must be from 1 (highest) to 5 (lowest), found `9`'
 * ```
 */
export function lint(sources: Source | readonly Source[], options?: LintOptions): Report {
  const all: readonly Source[] = 'text' in sources ? [sources] : sources;
  const { files, skipped } = lintFiles(
    all.map((source) => readSource(source)),
    rules,
    options,
  );
  return { files, skipped };
}
