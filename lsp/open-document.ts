import { rules } from '../rules/index.ts';
import { isConfigFile } from '../src/config/find.ts';
import { readConfig } from '../src/config/read.ts';
import type { Diagnostic, FileReport, Kind, Severity } from '../src/diagnostic.ts';
import type { Document } from '../src/document.ts';
import { maxSize, mayBeOurs } from '../src/files.ts';
import { type FileSettings, type IgnoreEntry, lintFiles, type ReadFile, type RunReport } from '../src/lint.ts';
import { readSource } from '../src/read.ts';
import type { Mistake } from './configurations.ts';
import { Positions } from './positions.ts';
import { areSame, type NamedTemplate } from './template-names.ts';

/** What a document says by itself: its text at one time, and what the editor takes it for. */
export interface DocumentText {
  /** As the client spells it. */
  readonly uri: string;
  /** Where its file is or would be; a mere name where it has none. Reports carry it. */
  readonly path: string;
  readonly languageId: string;
  /** `null` where no editor has it open. */
  readonly version: number | null;
  /** As the editor has it, with its byte order mark. */
  readonly text: string;
}

/** How the entries of a configuration fared in a file. */
export interface EntriesUsed {
  /** Those that could hold something there, and held nothing. */
  readonly unused: ReadonlySet<IgnoreEntry>;
  /** Those that held something, or of which nobody can say. */
  readonly others: ReadonlySet<IgnoreEntry>;
  /** Whether the file was linted, or surely is none of ours. */
  readonly isJudged: boolean;
}

/** A configuration with which nothing can be linted. */
export interface ConfigurationMistake extends Mistake {
  readonly path: string;
}

/** What the workspace says of a document. */
export interface Surroundings {
  /** What the configuration says of it. */
  readonly settings: FileSettings | undefined;
  /** Whether nothing is found in it: the configuration passes over it, or the client's settings switch hmslint off. */
  readonly isPassedOver: boolean;
  /** Severities that the client's settings give; they come before those of the configuration. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** Where nothing is linted because the configuration has mistakes: its path, and what is wrong. */
  readonly mistake: ConfigurationMistake | undefined;
  /** Whether it was a document of the API before its text was broken. */
  readonly wasOurs: boolean;
  /** The other templates of the run that carry one of the names. */
  namesakes(names: ReadonlySet<string>): readonly NamedTemplate[];
  /** The entries of a configuration that are of no use in the files of the workspace; the same list as long as nothing changes. */
  unusedEntries(): readonly Diagnostic[];
}

/**
 * A document at one version, and what is known of it. Everything is found when it is first asked for, and kept. It never
 * changes: an edit makes another.
 */
export class OpenDocument {
  readonly uri: string;
  readonly path: string;
  readonly version: number | null;
  /** Whether it is a configuration of hmslint. */
  readonly isConfiguration: boolean;
  readonly #source: DocumentText;
  readonly #around: Surroundings;
  #positions: Positions | undefined;
  #file: ReadFile | undefined;
  #run: RunReport | undefined;
  #configuration: FileReport | undefined;
  #report:
    | {
        readonly report: FileReport | undefined;
        readonly namesakes: readonly NamedTemplate[];
        readonly unused?: readonly Diagnostic[];
      }
    | undefined;

  constructor(source: DocumentText, around: Surroundings) {
    this.uri = source.uri;
    this.path = source.path;
    this.version = source.version;
    this.isConfiguration = isConfigFile(source.path);
    this.#source = source;
    this.#around = around;
  }

  /** As the editor has it, with its byte order mark. */
  get markedText(): string {
    return this.#source.text;
  }

  /** Without a byte order mark: what all offsets count in. */
  get text(): string {
    return this.file.text;
  }

  /** Tells offsets from the protocol's places. */
  get positions(): Positions {
    this.#positions ??= new Positions(this.#source.text);
    return this.#positions;
  }

  /** What was read of it. */
  get file(): ReadFile {
    this.#file ??= this.read(this.#source.text);
    return this.#file;
  }

  /** Its YAML documents; a JSON text is one. */
  get documents(): readonly Document[] {
    return this.file.documents;
  }

  /** The one of its YAML documents in which an offset stands, or which is nearest before it. */
  documentAt(offset: number): Document | undefined {
    const [first] = this.documents;
    // To look for the one of several takes a second look at the text.
    if (this.documents.length < 2) return first;
    return this.documents.findLast(({ range }) => range.start <= offset) ?? first;
  }

  /** Whether it is a document of the API, and nothing passes over it. */
  get isOurs(): boolean {
    return !this.isConfiguration && this.#linted().files.length > 0;
  }

  /** What kind of document it is; `undefined` where it is none that the API knows. */
  get kind(): Kind | undefined {
    return this.report?.kind;
  }

  /** What was found in it; `undefined` where it is passed over. Fixes are not proved yet, and without edits. */
  get report(): FileReport | undefined {
    if (this.isConfiguration) return this.#configurationReport();
    const run = this.#linted();
    const namesakes = run.names.length === 0 ? [] : this.#around.namesakes(new Set(run.names.map(({ name }) => name)));
    if (this.#report === undefined || !areSame(this.#report.namesakes, namesakes)) {
      const [report] = namesakes.length === 0 ? run.files : this.#lint(this.file, namesakes).files;
      this.#report = { report, namesakes };
    }
    return this.#report.report;
  }

  /** What is wrong with the configuration, where nothing is linted for that. */
  get configurationMistake(): ConfigurationMistake | undefined {
    return this.isConfiguration || this.#linted().files.length === 0 ? undefined : this.#around.mistake;
  }

  /** The templates in it that carry a name. */
  get names(): readonly NamedTemplate[] {
    return this.isConfiguration ? [] : this.#linted().names;
  }

  /** How the entries of its configuration fared that are given to it. */
  get entries(): EntriesUsed {
    const { unusedEntries, otherEntries, undecided } = this.isConfiguration ? nothing : this.#linted();
    return { unused: unusedEntries, others: otherEntries, isJudged: undecided.size === 0 };
  }

  /** Reads other text as this one is read. */
  read(text: string): ReadFile {
    const { path, languageId } = this.#source;
    const { settings, wasOurs } = this.#around;
    const file = readSource({ path: readAs(path, languageId), text, named: false });
    const named = wasOurs && file.documents.some(({ partial }) => partial);
    return { ...file, path, named, ...(settings !== undefined && { settings }) };
  }

  /** Lints a text as this one is linted, by itself. Fixes are not proved. */
  lint(file: ReadFile): FileReport | undefined {
    return this.#lint(file, []).files[0];
  }

  #linted(): RunReport {
    this.#run ??= this.#around.isPassedOver || !this.#mayBeOurs() ? nothing : this.#firstRun();
    return this.#run;
  }

  #firstRun(): RunReport {
    const { path, text } = this.#source;
    if (text.length > maxSize) return failed(path, `it is larger than ${maxSize / 1_000_000} MB`);
    try {
      return this.#lint(this.file, []);
    } catch (error) {
      return failed(
        path,
        `linting it failed, which is a bug in hmslint: ${error instanceof Error ? error.name : 'unknown'}`,
      );
    }
  }

  /** A quick look that spares reading most others. */
  #mayBeOurs(): boolean {
    const { settings, wasOurs } = this.#around;
    return wasOurs || settings?.kind !== undefined || mayBeOurs(this.#source.text);
  }

  #lint(file: ReadFile, others: readonly NamedTemplate[]): RunReport {
    return lintFiles([file], rules, { severities: this.#around.severities, others, leavesFixesUnproved: true });
  }

  #configurationReport(): FileReport {
    this.#configuration ??= readConfig(this.file).report;
    if (this.#configuration.diagnostics.length > 0) return this.#configuration;
    const unused = this.#around.unusedEntries();
    if (this.#report?.report === undefined || this.#report.unused !== unused) {
      this.#report = { report: { ...this.#configuration, diagnostics: unused }, namesakes: [], unused };
    }
    return this.#report.report ?? this.#configuration;
  }
}

const nothing: RunReport = {
  files: [],
  skipped: 1,
  names: [],
  unusedEntries: new Set(),
  otherEntries: new Set(),
  undecided: new Set(),
  whole: new Map(),
};

/** What is said of a text that could not be linted. */
function failed(path: string, error: string): RunReport {
  return { ...nothing, files: [{ path, text: '', diagnostics: [], secrets: [], error }], skipped: 0 };
}

/** A name whose ending says how a document is read: its own where that says it, else as the editor takes it. */
function readAs(path: string, languageId: string): string {
  if (/\.(?:json[c5]?|ya?ml)$/i.test(path)) return path;
  if (/^json/.test(languageId)) return `${path}.json`;
  return /^ya?ml/.test(languageId) ? `${path}.yaml` : path;
}
