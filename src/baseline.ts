import { validateBaseline } from '../schemas/generated/baseline-validator.js';
import type { KnownFinding } from '../schemas/generated/types.ts';
import { acrossFiles, type Diagnostic, type FileReport, type Range } from './diagnostic.ts';
import { type Document, locate, setOwn } from './document.ts';
import type { ReadFile } from './lint.ts';
import { type Mistake, propertiesOf, readOwnFile } from './own-file.ts';
import { below, type Pointer } from './pointer.ts';
import { visibleJson } from './visible.ts';

/** A baseline that was read, and all that is wrong with it. */
export interface ReadBaseline {
  /** Absent where something is wrong. */
  readonly baseline?: Baseline;
  readonly report: FileReport;
}

/** A file as a run found it. */
export interface Looked {
  readonly diagnostics: readonly Diagnostic[];
  /** The fingerprints of what was found. */
  readonly prints: ReadonlySet<string>;
  /** Whether a rule ran on the whole file: what it does not find there is not there. */
  hasRun(rule: string): boolean;
}

/** What a run found of the files of a baseline. Files go by their paths from the folder of the baseline. */
export interface LookedAt {
  readonly files: ReadonlyMap<string, Looked>;
  /** Whether there is no such file any more. */
  isGone(path: string): boolean;
}

/** An entry whose finding is gone. */
export interface Stale {
  readonly path: string;
  readonly entry: KnownFinding;
}

/** A baseline that was brought up to date. */
export interface Updated {
  readonly baseline: Baseline;
  /** How many findings came, went and stayed. */
  readonly added: number;
  readonly removed: number;
  readonly kept: number;
}

const version = 1;

/** Findings that are known and set aside, by the file that they are in. */
export class Baseline {
  readonly #files: ReadonlyMap<string, readonly KnownFinding[]>;
  readonly #schema: string | undefined;
  readonly #prints = new Map<string, ReadonlySet<string>>();

  /** `files` by their paths from the folder of the baseline; `schema` is where an editor finds what a baseline is. */
  constructor(files: ReadonlyMap<string, readonly KnownFinding[]> = new Map(), schema?: string) {
    this.#files = files;
    this.#schema = schema;
    for (const [path, entries] of files) {
      this.#prints.set(path, new Set(entries.map(({ fingerprint }) => fingerprint)));
    }
  }

  /** How many findings are set aside. */
  get size(): number {
    return [...this.#files.values()].reduce((sum, entries) => sum + entries.length, 0);
  }

  /** Whether a finding of a file is known. */
  has(path: string, { fingerprint }: Diagnostic): boolean {
    return this.#prints.get(path)?.has(fingerprint) === true;
  }

  /** The entries whose findings are gone. What the run did not look at is left alone: it may be there. */
  stale(run: LookedAt): readonly Stale[] {
    return [...this.#files].flatMap(([path, entries]) =>
      entries.filter((entry) => this.#isStale(path, entry, run)).map((entry) => ({ path, entry })),
    );
  }

  /** The same after a run: with what was found, and without what is gone. */
  updated(run: LookedAt): Updated {
    const files = new Map<string, readonly KnownFinding[]>();
    let [added, removed, kept] = [0, 0, 0];
    for (const path of [...new Set([...this.#files.keys(), ...run.files.keys()])].sort()) {
      const { diagnostics: found = [], prints } = run.files.get(path) ?? {};
      const old = this.#files.get(path) ?? [];
      const left = old.filter((entry) => prints?.has(entry.fingerprint) !== true && !this.#isStale(path, entry, run));
      const fresh = found.filter((diagnostic) => !this.has(path, diagnostic));
      added += fresh.length;
      kept += found.length - fresh.length + left.length;
      removed += old.length - (found.length - fresh.length) - left.length;
      const entries = [...left, ...found.map(entryOf)].sort(inOrder);
      if (entries.length > 0) files.set(path, entries);
    }
    return { baseline: new Baseline(files, this.#schema), added, removed, kept };
  }

  /** Its text: the same for the same findings. */
  get text(): string {
    const files = {};
    for (const [path, entries] of this.#files) setOwn(files, path, entries);
    const $schema = this.#schema;
    const value = { ...($schema !== undefined && { $schema }), version, files };
    return `${visibleJson(JSON.stringify(value, undefined, 2))}\n`;
  }

  #isStale(path: string, entry: KnownFinding, run: LookedAt): boolean {
    if (run.isGone(path)) return true;
    const looked = run.files.get(path);
    if (looked === undefined || !looked.hasRun(entry.rule)) return false;
    if (looked.prints.has(entry.fingerprint)) return false;
    if (entry.rule !== acrossFiles) return true;
    // The file that it agrees with is in the baseline too; it may be one that the run was not given.
    const others = [...this.#prints].filter(([other, prints]) => other !== path && prints.has(entry.fingerprint));
    return (
      others.length > 0 && others.every(([other]) => run.isGone(other) || run.files.get(other)?.hasRun(entry.rule))
    );
  }
}

/** Reads a baseline. What is wrong with it is reported as in any other document. */
export function readBaseline(file: ReadFile): ReadBaseline {
  const { value, report } = readOwnFile(file, {
    schema: 'baseline',
    check: validateBaseline,
    title: 'a baseline',
    beyondSchema,
    placeOf,
  });
  if (value === undefined) return { report };
  return { baseline: new Baseline(new Map(Object.entries(value.files)), value.$schema), report };
}

/** What JSON Schema cannot say in words. */
function* beyondSchema(value: unknown): Iterable<Mistake> {
  const { version: found, files } = propertiesOf(value);
  if (typeof found === 'number' && found !== version) {
    const message = `this is version \`${found}\` of the format, and this hmslint reads version ${version} only: ${found > version ? 'use a newer hmslint' : 'write a new baseline'}`;
    yield { pointer: '/version', message };
  }
  for (const [path, entries] of Object.entries(propertiesOf(files))) {
    for (const [index, entry] of (Array.isArray(entries) ? entries : []).entries()) {
      const { fingerprint } = propertiesOf(entry);
      if (typeof fingerprint !== 'string' || /^[0-9a-f]{16}$/.test(fingerprint)) continue;
      const pointer = below(below(below('/files', path), index), 'fingerprint');
      yield { pointer, message: '`fingerprint` must be 16 hexadecimal digits, as the JSON report has them' };
    }
  }
}

function placeOf(document: Document, pointer: Pointer): Range {
  return locate(document, pointer).value;
}

function entryOf({ rule, fingerprint, pointer }: Diagnostic): KnownFinding {
  return { rule, fingerprint, pointer };
}

function inOrder(a: KnownFinding, b: KnownFinding): number {
  return compare(a.rule, b.rule) || compare(a.pointer ?? '', b.pointer ?? '') || compare(a.fingerprint, b.fingerprint);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
