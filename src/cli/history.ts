import { existsSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { acrossFiles, type Diagnostic, type FileReport, type Report } from '../diagnostic.ts';
import { type Found, isGlob, type Reading, realPath, shown, type Unreadable } from '../files.ts';
import { GitError } from '../git.ts';
import type { RunReport } from '../lint.ts';
import type { Source } from '../read.ts';
import { type PathChange, Repository } from '../repository.ts';
import { globMatcher, isJsonOrYaml } from '../walk.ts';
import { quoted, UsageError } from './words.ts';

/** A file as it was before: the same, or other content that a repository keeps; `undefined` where there was none. */
type Before = 'same' | { readonly repository: Repository; readonly object: string } | undefined;

/** What the files of a run are compared with. */
export interface History {
  /** How a file was, by the path that reports carry. Throws a `GitError`. */
  before(path: string): Before;
}

/** What was linted, and how to lint other texts in its place. */
export interface Comparable {
  readonly report: Report;
  /** The texts that were read, by path. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Lints other texts of the same files as one run. */
  judge(sources: Iterable<Source>): RunReport;
}

/** Lints the files as they were before; gives which findings they had. Throws a `UsageError` where git cannot tell. */
export function foundBefore(
  history: History,
  { report, sources, judge }: Comparable,
): (path: string, diagnostic: Diagnostic) => boolean {
  const same = new Set<string>();
  const earlier: Source[] = [];
  const kept = new Map<Repository, { readonly source: Source; readonly object: string }[]>();
  for (const { path, diagnostics } of report.files) {
    const source = sources.get(path);
    const before = inWords(() => history.before(path));
    if (before === undefined) continue;
    if (before === 'same') {
      same.add(path);
      // What a file has in common with others may be new although it is not.
      if (source !== undefined && diagnostics.some(({ rule }) => rule === acrossFiles)) earlier.push(source);
    } else if (source !== undefined) {
      const of = kept.get(before.repository) ?? [];
      of.push({ source, object: before.object });
      kept.set(before.repository, of);
    }
  }
  for (const [repository, files] of kept) {
    const readings = inWords(() => repository.contents(files.map(({ object }) => object)));
    for (const { source, object } of files) {
      const reading = readings.get(object);
      if (reading !== undefined && 'text' in reading) earlier.push({ ...source, text: reading.text });
    }
  }
  const found = new Map(judge(earlier).files.map((file) => [file.path, printsOf(file)]));
  return (path, { rule, fingerprint }) =>
    (same.has(path) && rule !== acrossFiles) || found.get(path)?.has(fingerprint) === true;
}

function printsOf({ diagnostics }: FileReport): ReadonlySet<string> {
  return new Set(diagnostics.map(({ fingerprint }) => fingerprint));
}

/** The state at the last commit that the working tree and a ref have in common. */
export class Since implements History {
  readonly #snapshot: Snapshot;
  /** What was not read from the files themselves. */
  readonly #edited: string | undefined;

  private constructor(snapshot: Snapshot, edited: string | undefined) {
    this.#snapshot = snapshot;
    this.#edited = edited;
  }

  /** `edited` is the file whose text comes from elsewhere. Throws a `UsageError` where there is no such state. */
  static of(ref: string, edited: string | undefined): Since {
    return inWords(() => {
      const repository = Repository.of(process.cwd());
      return new Since(new Snapshot(repository, repository.mergeBase(ref)), edited);
    });
  }

  /** Throws a `UsageError` if one of the files is not in the repository. */
  check(paths: Iterable<string>): void {
    for (const path of paths) {
      if (this.#local(path) === undefined) {
        throw new UsageError(`${quoted(path)} is not in the repository that \`--since\` looks into`);
      }
    }
  }

  before(path: string): Before {
    const local = this.#local(path);
    return local === undefined ? 'same' : this.#snapshot.before(local, path === this.#edited);
  }

  #local(path: string): string | undefined {
    return localPath(this.#snapshot.repository, path);
  }
}

/** A commit, and how the working tree differs from it. */
class Snapshot {
  readonly repository: Repository;
  readonly #tree: ReturnType<Repository['tree']>;
  /** The changes by the paths of today. */
  readonly #changes = new Map<string, PathChange>();
  /** The paths that files were moved away from. */
  readonly #left = new Set<string>();
  /** Those of its submodules that were asked for; `undefined` if there is no repository any more. */
  readonly #submodules = new Map<string, Snapshot | undefined>();

  constructor(repository: Repository, commit: string) {
    this.repository = repository;
    this.#tree = repository.tree(commit);
    for (const change of repository.changedFiles(commit)) {
      this.#changes.set(change.path, change);
      if (change.before !== undefined) this.#left.add(change.before.path);
    }
  }

  /** `path` is one from the root of the repository. */
  before(path: string, isEdited: boolean): Before {
    const { repository } = this;
    const moved = this.#changes.get(path)?.before;
    const entry = moved ?? this.#tree.get(path);
    if (entry === undefined) return this.#inSubmodule(path, isEdited);
    if (entry.type !== 'file') return undefined;
    const isChanged = moved !== undefined || isEdited || this.#left.has(path);
    return isChanged ? { repository, object: entry.object } : 'same';
  }

  #inSubmodule(path: string, isEdited: boolean): Before {
    const steps = path.split('/');
    for (let count = 1; count < steps.length; count++) {
      const folder = steps.slice(0, count).join('/');
      const entry = this.#tree.get(folder);
      if (entry?.type !== 'submodule') continue;
      return this.#submodule(folder, entry.object)?.before(steps.slice(count).join('/'), isEdited);
    }
    return undefined;
  }

  #submodule(folder: string, commit: string): Snapshot | undefined {
    if (!this.#submodules.has(folder)) {
      const repository = Repository.at(join(this.repository.root, folder));
      if (repository?.has(commit) === false) {
        throw new GitError(
          `the submodule ${quoted(folder)} lacks the commit that it had before: fetch more of it by \`git submodule foreach git fetch --unshallow\``,
        );
      }
      this.#submodules.set(folder, repository === undefined ? undefined : new Snapshot(repository, commit));
    }
    return this.#submodules.get(folder);
  }
}

/** What is staged: the files of the index that differ from what is checked out. */
export class Staged implements History {
  readonly #repository: Repository;
  readonly #changes: readonly PathChange[];
  /** The changes that are looked at, by the paths that reports carry. */
  readonly #chosen = new Map<string, PathChange>();
  #contents: ReadonlyMap<string, Reading> | undefined;

  private constructor(repository: Repository) {
    this.#repository = repository;
    this.#changes = repository.staged();
  }

  /** Throws a `UsageError` where there is no repository. */
  static here(): Staged {
    return inWords(() => new Staged(Repository.of(process.cwd())));
  }

  /** The staged files that paths stand for: files, folders and globs. Throws a `UsageError` where one is in conflict. */
  find(paths: readonly string[]): Found {
    const files = new Map<PathChange, { readonly path: string; readonly named: boolean }>();
    const unreadable: Unreadable[] = [];
    for (const given of paths) {
      const matches = this.#matcher(given);
      let isKnown = false;
      for (const change of this.#changes) {
        const match = matches(change.path);
        if (match === undefined) continue;
        isKnown = true;
        if (change.isConflicting) {
          throw new UsageError(`${quoted(match.path)} is in conflict: resolve it and stage it before linting`);
        }
        if (change.now?.type !== 'file') continue;
        const known = files.get(change);
        files.set(change, { path: known?.path ?? match.path, named: match.named || known?.named === true });
      }
      if (!isKnown && !existsSync(given) && !isGlob(given)) {
        unreadable.push({ path: shown(given), error: 'nothing like it is there, or staged' });
      }
    }
    for (const [change, { path }] of files) this.#chosen.set(path, change);
    const all = [...files.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    return { files: all, unreadable };
  }

  /** Reads what is staged of a file; from the file itself what is not. */
  read(path: string): Reading {
    this.#contents ??= inWords(() =>
      this.#repository.contents([...this.#chosen.values()].flatMap(({ now }) => (now === undefined ? [] : now.object))),
    );
    const { now } = this.#chosen.get(path) ?? {};
    return this.#contents.get(now?.object ?? '') ?? { error: 'it is not staged' };
  }

  before(path: string): Before {
    const change = this.#chosen.get(path);
    // A configuration is none of the staged files.
    if (change === undefined) return 'same';
    const { before } = change;
    return before?.type === 'file' ? { repository: this.#repository, object: before.object } : undefined;
  }

  /** How a path from the root of the repository is called that `given` stands for. */
  #matcher(given: string): (path: string) => { readonly path: string; readonly named: boolean } | undefined {
    const name = shown(given);
    if (!existsSync(given) && isGlob(given)) {
      const matches = globMatcher(name);
      const { root } = this.#repository;
      return (path) => {
        const local = relative(process.cwd(), join(root, path)).split(sep).join('/');
        return matches(local) ? { path: local, named: false } : undefined;
      };
    }
    const local = localPath(this.#repository, given);
    if (local === undefined) throw new UsageError(`${quoted(given)} is not in the repository whose index is linted`);
    const start = local === '' ? '' : `${local}/`;
    return (path) => {
      if (path === local) return { path: name, named: true };
      const rest = path.slice(start.length);
      const isWanted = path.startsWith(start) && isJsonOrYaml(path) && !rest.split('/').includes('node_modules');
      return isWanted
        ? { path: name === '.' ? rest : name === '/' ? `/${rest}` : `${name}/${rest}`, named: false }
        : undefined;
    };
  }
}

/** A path from the root of a repository, with forward slashes; `undefined` if it is not below it. */
function localPath({ root }: Repository, path: string): string | undefined {
  const local = relative(root, realPath(path)).split(sep).join('/');
  return local === '..' || local.startsWith('../') || isAbsolute(local) ? undefined : local;
}

/** What git says is said as it is. */
function inWords<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof GitError) throw new UsageError(error.message);
    throw error;
  }
}
