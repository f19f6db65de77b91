import { diagnoseFinding, diagnoseText, misspelledValues } from './diagnose.ts';
import {
  acrossFiles,
  type Diagnostic,
  type FileReport,
  type Fix,
  type Kind,
  type Report,
  type Severity,
} from './diagnostic.ts';
import { type Comment, type Document, locate, valueAt } from './document.ts';
import { fileReport } from './file-report.ts';
import { type Active, type Finding, findingsIn, type Measure } from './findings.ts';
import { fingerprint } from './fingerprint.ts';
import { type Directives, readDirectives } from './ignore.ts';
import { kindsOf } from './kinds.ts';
import { MaskedLines } from './masked-lines.ts';
import type { Pointer } from './pointer.ts';
import { Prover } from './prove.ts';
import type { AnyRule, RuleDocs } from './rule.ts';
import { type NamedTemplate, sameNames } from './same-name.ts';
import { Secrets } from './secrets.ts';
import type { Policy } from './sound.ts';
import { isLeftToVariables } from './variable.ts';

/** A file that was read, and how it came to be linted. */
export interface ReadFile {
  /** The path as it was given: reports carry it. */
  readonly path: string;
  /** The text without a byte order mark. */
  readonly text: string;
  readonly documents: readonly Document[];
  /** The comments of a YAML file; needed only where the text holds `hmslint-`. */
  readonly comments: readonly Comment[];
  /** Whether somebody named it: else it is passed over unless its content leaves no doubt that it is a document of the API. */
  readonly named: boolean;
  /** What the configuration says of it. */
  readonly settings?: FileSettings;
}

/** An entry of the configuration that ignores findings of the files it names. */
export interface IgnoreEntry {
  /** The only rule it means; absent where it means all. */
  readonly rule?: string;
  /** Why, in its author's words. */
  readonly reason: string;
  /** Whether it means a place. */
  matches(pointer: Pointer): boolean;
}

/** What the configuration says of a file. Files that it says the same of share one object. */
export interface FileSettings {
  readonly kind?: Kind;
  /** Severities other than the rules' own; those of the run come before them. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  readonly ignored: readonly IgnoreEntry[];
  readonly permissions?: Policy;
  /** The variables that are filled in anywhere when the file is pushed: nothing is said of values that hold them. */
  readonly variables?: ReadonlySet<string>;
}

const noVariables: ReadonlySet<string> = new Set();

/** What to look for, and how bad it is. */
export interface LintOptions {
  /** What kind of document every file is; told by its comments or content where absent. */
  readonly kind?: Kind;
  /** Severities other than the rules' own. */
  readonly severities?: ReadonlyMap<string, Severity | 'off'>;
  /** The only rules to run. */
  readonly only?: ReadonlySet<string>;
  /** Which roles may hold a permission, in place of what the configuration says of that. */
  readonly permissions?: Policy;
}

/** How a run goes on, for who runs it. */
export interface RunOptions extends LintOptions {
  /** Leaves out the proof of fixes, and their edits, for who proves several at once. */
  readonly leavesFixesUnproved?: boolean;
  /** Runs a piece of work and takes its time. */
  readonly measure?: Measure;
  /** The templates of files that belong to the run and are linted elsewhere. */
  readonly others?: readonly NamedTemplate[];
  /** Is told how many files are done. */
  readonly progress?: (done: number) => void;
}

/** Files linted as one run. */
export interface RunReport extends Report {
  /** The templates with a name, but for those of files in which nobody wants to know of others with the same. */
  readonly names: readonly NamedTemplate[];
  /** The entries of the configuration that were given to files, could hold something there, and held nothing. */
  readonly unusedEntries: ReadonlySet<IgnoreEntry>;
  /** The other entries that were given to files: they held something, or nobody can say. */
  readonly otherEntries: ReadonlySet<IgnoreEntry>;
  /** The paths of files that were passed over although broken syntax may hide what they are. */
  readonly undecided: ReadonlySet<string>;
  /** The paths of the files of which no broken syntax hides a part, and the rules that ran on each with their severities. */
  readonly whole: ReadonlyMap<string, ReadonlyMap<string, Severity>>;
}

/**
 * Lints files as one run, so that what one says of another is found. Takes one file after the other, and keeps no more than
 * its text. Pure: it reads nothing, and never throws.
 */
export function lintFiles(
  files: Iterable<ReadFile>,
  rules: readonly (RuleDocs | AnyRule)[],
  options: RunOptions = {},
): RunReport {
  const run = new Run(rules, options);
  const linted: LintedFile[] = [];
  const undecided = new Set<string>();
  let skipped = 0;
  for (const file of files) {
    const result = run.lint(file);
    if (result === undefined && file.documents.some(({ partial }) => partial)) undecided.add(file.path);
    if (result === undefined) skipped++;
    else linted.push(result);
    options.progress?.(linted.length + skipped);
  }
  const names = run.namesIn(linted);
  run.compareNames(names, options.others ?? []);
  const reports = linted.map((file) => run.report(file));
  return {
    files: reports.sort(byPath),
    skipped,
    names,
    unusedEntries: run.unusedEntries(),
    otherEntries: run.otherEntries,
    undecided,
    whole: new Map(linted.filter(({ isWhole }) => isWhole).map(({ file, active }) => [file.path, active.severities])),
  };
}

/** A file that was linted, before anything that was found in it is held back. */
export interface LintedFile {
  /** Without its documents, which are read again if somebody asks. */
  readonly file: ReadFile;
  /** Whether no broken syntax hides a part of it. */
  readonly isWhole: boolean;
  readonly kind: Kind | undefined;
  readonly directives: Directives;
  readonly diagnostics: Diagnostic[];
  readonly secrets: Secrets;
  /** The template names in it, and which of its documents carry them. */
  readonly names: readonly {
    readonly name: string;
    readonly document: number;
    readonly isOneOfSeveral: boolean;
  }[];
  readonly active: Active;
}

/** A template with a name in a file of this run. */
interface LintedTemplate extends NamedTemplate {
  readonly linted: LintedFile;
  readonly at: LintedFile['names'][number];
}

class Run {
  readonly #all: readonly (RuleDocs | AnyRule)[];
  readonly #options: RunOptions;
  readonly #measure: Measure;
  readonly #ids: ReadonlySet<string>;
  readonly #order: ReadonlyMap<string, number>;
  readonly #active = new Map<FileSettings | undefined, Active>();
  readonly #entries = { unused: new Set<IgnoreEntry>(), others: new Set<IgnoreEntry>() };

  constructor(rules: readonly (RuleDocs | AnyRule)[], options: RunOptions) {
    this.#all = rules;
    this.#options = options;
    this.#measure = options.measure ?? ((_, work) => work());
    this.#ids = new Set(rules.map(({ id }) => id));
    this.#order = new Map(rules.map(({ id }, index) => [id, index]));
  }

  /** The rules that run on a file with these settings. */
  #activeFor(settings: FileSettings | undefined): Active {
    const known = this.#active.get(settings);
    if (known !== undefined) return known;
    const { severities, only, permissions } = this.#options;
    const active = new Map<string, Severity>();
    for (const { id, severity } of this.#all) {
      const level = severities?.get(id) ?? settings?.severities.get(id) ?? severity;
      if (level !== 'off' && (only === undefined || only.has(id))) active.set(id, level);
    }
    const rules = this.#all.filter((rule): rule is AnyRule => 'search' in rule && active.has(rule.id));
    const made = { rules, severities: active, policy: permissions ?? settings?.permissions };
    this.#active.set(settings, made);
    return made;
  }

  /** Lints one file; `undefined` if it is passed over. */
  lint(file: ReadFile): LintedFile | undefined {
    const active = this.#activeFor(file.settings);
    const directives = readDirectives(file.text, file.comments, this.#ids);
    const diagnostics: Diagnostic[] = [];
    const names: { name: string; document: number; isOneOfSeveral: boolean }[] = [];
    const secrets = new Secrets(file);
    const masked = new MaskedLines(file.text, secrets);
    const kindOf = kindsOf(file, directives, this.#options.kind ?? file.settings?.kind);
    let kind: Kind | undefined;
    let isOurs = file.named;
    const prover = new Prover();
    for (const document of file.documents) {
      const recognised = kindOf(document);
      if (!file.named && recognised?.certain !== true) continue;
      isOurs = true;
      kind ??= recognised?.kind;
      const within = { file, document, active, secrets };
      const brokenLines = diagnoseText(diagnostics, within, masked);
      if (document.value === undefined && document.problems.length > 0) continue;
      const misspelled = misspelledValues(document);
      const variables = file.settings?.variables ?? noVariables;
      const found = [...findingsIn(document, recognised?.kind, active, this.#measure)];
      for (const finding of found) {
        if (finding.part === 'value' && isLeftToVariables(valueAt(document, finding.pointer), variables)) continue;
        const fix = this.#fixOf(finding, found, document, recognised?.kind, active, prover);
        const diagnostic = diagnoseFinding(finding, fix, within);
        const { start, end } = diagnostic.range;
        // What is found on a broken line, or of a value that JSON cannot spell, is an echo.
        const isEcho =
          brokenLines.meet({ start, end: start + 1 }) ||
          (finding.part === 'value' && misspelled.has(`${start} ${end}`));
        if (!isEcho) diagnostics.push(diagnostic);
      }
      const name = nameOf(document, recognised?.kind);
      if (name !== undefined) {
        names.push({ name, document: document.index, isOneOfSeveral: file.documents.length > 1 });
      }
    }
    if (!isOurs) return undefined;
    const left = letGo(file);
    return {
      file: left,
      isWhole: file.documents.every(({ partial }) => !partial),
      kind,
      directives,
      diagnostics,
      secrets: diagnostics.length > 0 ? secrets.find() : new Secrets(left),
      names,
      active,
    };
  }

  /** The templates with a name in files of the run whose rule for them is on. */
  namesIn(files: readonly LintedFile[]): readonly LintedTemplate[] {
    return files
      .filter(({ active }) => active.severities.has(acrossFiles))
      .flatMap((linted) => linted.names.map((at) => namedTemplate(linted, at)));
  }

  /** Reports the templates of a run that carry one name; those of `others` are reported elsewhere. */
  compareNames(own: readonly LintedTemplate[], others: readonly NamedTemplate[]): void {
    const linted = new Map<NamedTemplate, LintedTemplate>(own.map((template) => [template, template]));
    const all = others.length === 0 ? own : [...own, ...others].sort(byPath);
    for (const [template, words] of sameNames(all)) {
      const found = linted.get(template);
      if (found === undefined) continue;
      const { diagnostics, active, file } = found.linted;
      const document = file.documents.find(({ index }) => index === found.at.document);
      if (document === undefined) throw new Error(`${file.path} reads otherwise the second time`);
      diagnostics.push({
        ...words,
        severity: active.severities.get(acrossFiles) ?? 'warning',
        fingerprint: fingerprint(document, acrossFiles, '/name', [found.name]),
      });
    }
  }

  /** The report of a file, without what its comments and the configuration hold back. */
  report(linted: LintedFile): FileReport {
    return fileReport(linted, { order: this.#order, only: this.#options.only, entries: this.#entries });
  }

  get otherEntries(): ReadonlySet<IgnoreEntry> {
    return this.#entries.others;
  }

  /** The entries of the configuration that held nothing in any file of the run. */
  unusedEntries(): ReadonlySet<IgnoreEntry> {
    const { unused, others } = this.#entries;
    return new Set([...unused].filter((entry) => !others.has(entry)));
  }

  #fixOf(
    { fix }: Finding,
    found: readonly Finding[],
    document: Document,
    kind: Kind | undefined,
    active: Active,
    prover: Prover,
  ): Fix | undefined {
    if (fix === undefined) return undefined;
    if (this.#options.leavesFixesUnproved === true) return { ...fix, edits: [] };
    return this.#measure('fixes', () => prover.prove(fix, document, kind, active, found));
  }
}

/** The file without what was read of it, which is read again if somebody asks: a run of many files would hold it all. */
function letGo({ documents: [first], ...file }: ReadFile): ReadFile {
  const { text } = file;
  const read = first?.read;
  let again: readonly Document[] | undefined;
  return {
    ...file,
    get documents() {
      again ??= read?.(text) ?? [];
      return again;
    },
  };
}

function namedTemplate(linted: LintedFile, at: LintedFile['names'][number]): LintedTemplate {
  const { file } = linted;
  return {
    linted,
    at,
    name: at.name,
    path: file.path,
    ...(at.isOneOfSeveral && { document: at.document }),
    get range() {
      const document = file.documents.find(({ index }) => index === at.document);
      if (document === undefined) throw new Error(`${file.path} reads otherwise the second time`);
      return locate(document, '/name').value;
    },
  };
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

function nameOf(document: Document, kind: Kind | undefined): string | undefined {
  const name = kind === 'template' ? valueAt(document, '/name') : undefined;
  return typeof name === 'string' ? name : undefined;
}
