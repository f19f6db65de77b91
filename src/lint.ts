import {
  acrossFiles,
  type Diagnostic,
  type FileReport,
  type Fix,
  type Kind,
  type Range,
  type Related,
  type Report,
  type Severity,
  type SuppressedDiagnostic,
} from './diagnostic.ts';
import { type Comment, type Document, type Location, locate, valueAt } from './document.ts';
import { documentationOf } from './documentation.ts';
import { type Active, type Finding, findingsIn, type Measure } from './findings.ts';
import { distinct, fingerprint } from './fingerprint.ts';
import { type Directives, readDirectives, Suppressed } from './ignore.ts';
import { kindsOf } from './kinds.ts';
import { lineAround, MaskedLines } from './masked-lines.ts';
import type { Pointer } from './pointer.ts';
import { Prover } from './prove.ts';
import { Ranges } from './ranges.ts';
import type { AnyRule, RuleDocs } from './rule.ts';
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
  /** The variables that are filled in anywhere when the file is pushed: nothing is said of values that hold them. */
  readonly variables?: ReadonlySet<string>;
  readonly permissions?: Policy;
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
  /** Is told how many files are done. */
  readonly progress?: (done: number) => void;
}

/** Files linted as one run. */
export interface RunReport extends Report {
  /** The entries of the configuration that were given to files, could hold something there, and held nothing. */
  readonly unusedEntries: ReadonlySet<IgnoreEntry>;
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
  run.compareNames(linted);
  const reports = linted.map((file) => run.report(file));
  return {
    files: reports.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    skipped,
    unusedEntries: run.unusedEntries(),
    undecided,
    whole: new Map(linted.filter(({ isWhole }) => isWhole).map(({ file, active }) => [file.path, active.severities])),
  };
}

interface LintedFile {
  /** Without its documents, which are read again if somebody asks. */
  readonly file: ReadFile;
  /** Whether no broken syntax hides a part of it. */
  readonly isWhole: boolean;
  readonly kind: Kind | undefined;
  readonly directives: Directives;
  readonly diagnostics: Diagnostic[];
  readonly secrets: Secrets;
  /** The template names in it, and which of its documents carry them. */
  readonly names: readonly { readonly name: string; readonly document: number }[];
  readonly active: Active;
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
    const names: { name: string; document: number }[] = [];
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
      const brokenLines = this.#addTextProblems(diagnostics, file, document, active, secrets, masked);
      if (document.value === undefined && document.problems.length > 0) continue;
      const misspelled = misspelledValues(document);
      const variables = file.settings?.variables ?? noVariables;
      const found = [...findingsIn(document, recognised?.kind, active, this.#measure)];
      for (const finding of found) {
        if (finding.part === 'value' && isLeftToVariables(valueAt(document, finding.pointer), variables)) continue;
        const fix = this.#fixOf(finding, found, document, recognised?.kind, active, prover);
        const diagnostic = this.#diagnose(finding, fix, file, document, active, secrets);
        const { start, end } = diagnostic.range;
        // What is found on a broken line, or of a value that JSON cannot spell, is an echo.
        const isEcho =
          brokenLines.meet({ start, end: start + 1 }) ||
          (finding.part === 'value' && misspelled.has(`${start} ${end}`));
        if (!isEcho) diagnostics.push(diagnostic);
      }
      const name = nameOf(document, recognised?.kind);
      if (name !== undefined) names.push({ name, document: document.index });
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

  /** Reports the templates of a run that carry one name. */
  compareNames(files: readonly LintedFile[]): void {
    const rule = acrossFiles;
    const byName = new Map<string, { readonly linted: LintedFile; readonly at: LintedFile['names'][number] }[]>();
    for (const linted of files) {
      if (!linted.active.severities.has(rule)) continue;
      for (const at of linted.names) {
        const same = byName.get(at.name);
        if (same === undefined) byName.set(at.name, [{ linted, at }]);
        else same.push({ linted, at });
      }
    }
    for (const same of byName.values()) {
      if (same.length < 2) continue;
      // Their documents are read again, each once.
      const places = new Map(
        same.map(({ linted, at }) => {
          const document = linted.file.documents.find(({ index }) => index === at.document);
          if (document === undefined) throw new Error(`${linted.file.path} reads otherwise the second time`);
          return [at, { document, range: locate(document, '/name').value }];
        }),
      );
      for (const { linted, at } of same) {
        const place = places.get(at);
        if (place === undefined) continue;
        const { document, range } = place;
        const others = same
          .slice(0, 6)
          .filter((other) => other.at !== at)
          .slice(0, 5);
        linted.diagnostics.push({
          rule,
          severity: linted.active.severities.get(rule) ?? 'warning',
          message: `another template of this run is called \`${at.name}\` too: pushing one would overwrite the other`,
          ...documentIndex(linted.file, document),
          pointer: '/name',
          range,
          related: others.map((other) => ({
            message: 'the same name',
            ...(other.linted !== linted && { path: other.linted.file.path }),
            range: places.get(other.at)?.range ?? range,
          })),
          documentation: documentationOf(rule),
          fingerprint: fingerprint(document, rule, '/name', [at.name]),
        });
      }
    }
  }

  /** The report of a file, without what its comments and the configuration hold back. */
  report(linted: LintedFile): FileReport {
    const { file, isWhole, kind, directives, diagnostics, secrets, active } = linted;
    const suppressed = new Suppressed(file.text, directives.suppressions);
    const entries = file.settings?.ignored ?? [];
    const used = new Set<IgnoreEntry>();
    const held: SuppressedDiagnostic[] = [];
    const isLeft = (diagnostic: Diagnostic) => {
      const { rule, range, pointer } = diagnostic;
      const holding = entries.filter((entry) => (entry.rule ?? rule) === rule && entry.matches(pointer));
      for (const entry of holding) used.add(entry);
      const comment = suppressed.holder(rule, range.start);
      const holder = comment ?? holding[0];
      if (holder === undefined) return true;
      const kind = holder === comment ? 'inSource' : 'external';
      held.push({ diagnostic, kind, justification: secrets.mask(holder.reason) });
      return false;
    };
    const left = diagnostics.filter(isLeft);
    for (const diagnostic of this.#unusedIgnores(linted, suppressed)) {
      if (isLeft(diagnostic)) left.push(diagnostic);
    }
    for (const entry of entries) {
      // Nobody can call a suppression unused of what depends on other files.
      const isIdle = isWhole && !used.has(entry) && entry.rule !== acrossFiles;
      const hasRun = entry.rule === undefined ? this.#options.only === undefined : active.severities.has(entry.rule);
      (isIdle && hasRun ? this.#entries.unused : this.#entries.others).add(entry);
    }
    const byPlace = (a: Diagnostic, b: Diagnostic) =>
      a.range.start - b.range.start ||
      a.range.end - b.range.end ||
      (this.#order.get(a.rule) ?? 0) - (this.#order.get(b.rule) ?? 0) ||
      (a.pointer < b.pointer ? -1 : a.pointer > b.pointer ? 1 : 0);
    left.sort(byPlace);
    held.sort((a, b) => byPlace(a.diagnostic, b.diagnostic));
    // Those that are left come first: what is held back must not change how they are known.
    const marked = distinct([...left, ...held.map(({ diagnostic }) => diagnostic)]);
    return {
      path: file.path,
      text: file.text,
      ...(kind !== undefined && { kind }),
      diagnostics: marked.slice(0, left.length),
      ...(held.length > 0 && {
        suppressed: held.map((one, index) => ({ ...one, diagnostic: marked[left.length + index] ?? one.diagnostic })),
      }),
      get secrets() {
        return secrets.ranges;
      },
    };
  }

  /** The entries of the configuration that held nothing in any file of the run. */
  unusedEntries(): ReadonlySet<IgnoreEntry> {
    const { unused, others } = this.#entries;
    return new Set([...unused].filter((entry) => !others.has(entry)));
  }

  *#unusedIgnores(linted: LintedFile, suppressed: Suppressed): Iterable<Diagnostic> {
    const { file, directives, active } = linted;
    const rule = 'unused-ignore';
    const severity = active.severities.get(rule);
    if (severity === undefined || directives.idle.length + directives.suppressions.length === 0) return;
    const document = file.documents[0];
    if (document === undefined) return;
    const diagnose = ({ start, end }: Range, message: string, fix?: Fix): Diagnostic => ({
      rule,
      severity,
      message,
      pointer: '',
      range: { start, end },
      related: [],
      ...(fix !== undefined && { fix }),
      tags: ['unnecessary'],
      documentation: documentationOf(rule),
      fingerprint: fingerprint(document, rule, '', [file.text.slice(start, end)]),
    });
    for (const { range, message } of directives.idle) yield diagnose(range, message);
    // What was to be suppressed may stand where broken syntax hides it.
    if (!linted.isWhole) return;
    for (const unused of [...suppressed.unused()]) {
      if (!active.severities.has(unused.rule) || unused.rule === rule || unused.rule === acrossFiles) continue;
      yield diagnose(unused.range, `\`${unused.rule}\` finds nothing here: remove the suppression`, {
        title: `remove the suppression of \`${unused.rule}\``,
        safe: true,
        edits: [{ range: unused.whole, text: '' }],
        changes: [],
      });
    }
  }

  /** Adds what the parser found. Gives the lines on which YAML is broken. */
  #addTextProblems(
    diagnostics: Diagnostic[],
    file: ReadFile,
    document: Document,
    { severities }: Active,
    secrets: Secrets,
    masked: MaskedLines,
  ): Ranges {
    const lines: Range[] = [];
    for (const { rule, range, pointer, message, related, fix } of document.problems) {
      if (rule === 'syntax' && document.syntax === 'yaml' && !isIn(lines.at(-1), range.start)) {
        lines.push(lineAround(file.text, range.start));
      }
      const severity = severities.get(rule);
      if (severity === undefined) continue;
      const shown = secrets.mask(message);
      diagnostics.push({
        rule,
        severity,
        message: shown,
        ...documentIndex(file, document),
        pointer,
        range,
        related: related === undefined ? [] : [related],
        ...(fix !== undefined && { fix: { ...fix, title: secrets.mask(fix.title) } }),
        documentation: documentationOf(rule),
        fingerprint: fingerprintIn(file, document, rule, pointer, [
          shown,
          ...(rule === 'syntax' && document.syntax === 'yaml' ? [masked.lineAt(range.start)] : []),
        ]),
      });
    }
    return new Ranges(lines);
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

  #diagnose(
    finding: Finding,
    fix: Fix | undefined,
    file: ReadFile,
    document: Document,
    { severities }: Active,
    secrets: Secrets,
  ): Diagnostic {
    const { rule, pointer, part, message, args = [], tags } = finding;
    const location = locate(document, pointer);
    const related: Related[] = [];
    for (const other of finding.related ?? []) {
      related.push({ message: other.message, range: rangeOf(locate(document, other.pointer), other.part) });
    }
    if (location.origin !== undefined) related.push({ message: 'the value stands here', range: location.origin });
    const value = valueAt(document, pointer);
    // Words about a place may show what stands there, or under its name.
    const isSecret = (typeof value !== 'object' || value === null) && secrets.meet(location.origin ?? location.value);
    const shown = (words: string) => (isSecret ? secrets.mask(words) : words);
    return {
      rule,
      severity: severities.get(rule) ?? 'error',
      message: shown(message),
      ...documentIndex(file, document),
      pointer,
      range: rangeOf(location, part),
      related: related.map((other) => ({ ...other, message: shown(other.message) })),
      ...(fix !== undefined && { fix: { ...fix, title: shown(fix.title) } }),
      ...(tags !== undefined && { tags }),
      documentation: documentationOf(rule),
      // What is said of a name is said of it whatever stands under it.
      fingerprint: fingerprintIn(file, document, rule, pointer, [
        part,
        ...args,
        ...(part === 'key' || isSecret ? [] : [plain(value)]),
      ]),
    };
  }
}

/** A value that a fingerprint can be made of: of objects and lists only what they are. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? [] : {};
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

function rangeOf({ key, value }: Location, part: 'key' | 'value'): Range {
  if (part === 'value') return value;
  return key ?? { start: value.start, end: Math.min(value.start + 1, value.end) };
}

/** The values that JSON cannot spell as they are written, by their ranges. */
function misspelledValues({ problems, syntax }: Document): ReadonlySet<string> {
  if (syntax === 'yaml') return new Set();
  // A missing comma says nothing of the value behind it.
  const inPlace = problems.filter(({ rule, fix }) => {
    const edited = fix?.edits[0]?.range;
    return rule === 'syntax' && (edited === undefined || edited.end > edited.start);
  });
  return new Set(inPlace.map(({ range }) => `${range.start} ${range.end}`));
}

function isIn(range: Range | undefined, offset: number): boolean {
  return range !== undefined && range.start <= offset && offset < range.end;
}

/** The fingerprint of a finding in one of the file's documents; of several, its name tells which. */
function fingerprintIn(
  { documents }: ReadFile,
  document: Document,
  rule: string,
  pointer: Pointer,
  args: readonly unknown[],
): string {
  const name = documents.length > 1 ? valueAt(document, '/name') : undefined;
  return fingerprint(document, rule, pointer, typeof name === 'string' ? [...args, name] : args);
}

function documentIndex(file: ReadFile, document: Document): { readonly document?: number } {
  return file.documents.length > 1 ? { document: document.index } : {};
}

function nameOf(document: Document, kind: Kind | undefined): string | undefined {
  const name = kind === 'template' ? valueAt(document, '/name') : undefined;
  return typeof name === 'string' ? name : undefined;
}
