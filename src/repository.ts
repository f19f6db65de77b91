import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { decode, maxSize, type Reading, tooLarge } from './files.ts';
import { type Answer, ask, type Environment, environment, firstLine, GitError, line, placed } from './git.ts';
import { visible } from './visible.ts';

/** What stands at a path of a commit. */
export interface TreeEntry {
  /** What git takes it for: a file, a link, or a submodule, of which it keeps the commit. */
  readonly type: 'file' | 'link' | 'submodule';
  /** The id of its content. */
  readonly object: string;
}

/** How a path differs from a commit. Paths are those from the root of the repository, with forward slashes. */
export interface PathChange {
  readonly path: string;
  /** The path that it had in the commit, and what stood there; absent where it is new. */
  readonly before?: TreeEntry & { readonly path: string };
  /** What stands there now; absent where it is gone. Its content has an id only in the index. */
  readonly now?: TreeEntry;
  /** Whether a merge left it in conflict. */
  readonly isConflicting: boolean;
}

/** A repository with a working tree. Asks git, which changes nothing. */
export class Repository {
  /** The root of its working tree, without links. */
  readonly root: string;
  readonly #folder: string;
  readonly #env: Environment;

  private constructor(root: string, folder: string, env: Environment) {
    this.root = root;
    this.#folder = folder;
    this.#env = env;
  }

  /** The repository that a folder is in, as git finds it. Throws a {@link GitError} where there is none, or no git. */
  static of(folder: string): Repository {
    return Repository.#open(folder, placed(folder));
  }

  /** The repository that begins at a folder, whatever git was told of the place it runs in; `undefined` if none does. */
  static at(folder: string): Repository | undefined {
    const real = realpathSync(folder);
    const { ok, text } = ask(real, environment([]), ['rev-parse', '--show-toplevel']);
    return ok && resolve(line(text)) === real ? new Repository(real, real, environment([])) : undefined;
  }

  static #open(folder: string, env: Environment): Repository {
    const { ok, text, error } = ask(folder, env, ['rev-parse', '--show-toplevel']);
    if (!ok || text === '') throw new GitError(noRepository(error));
    return new Repository(realpathSync(line(text)), folder, env);
  }

  /** The commit that is checked out; `undefined` before the first. */
  head(): string | undefined {
    return this.#commit('HEAD');
  }

  /** Whether it holds a commit. */
  has(commit: string): boolean {
    return this.#commit(commit) !== undefined;
  }

  /** The last commit that `ref` and the one that is checked out have in common. Throws a {@link GitError} if there is none. */
  mergeBase(ref: string): string {
    const name = `\`${visible(ref.slice(0, 200))}\``;
    const head = this.head();
    if (head === undefined) throw new GitError(`nothing can be compared with ${name}: there is no commit here yet`);
    const commit = this.#commit(ref);
    if (commit === undefined) throw new GitError(this.#noCommit(ref, name));
    const { ok, text, error } = this.#ask(['merge-base', commit, head]);
    const base = line(text);
    if (ok && isObject(base)) return base;
    if (this.#isShallow()) {
      throw new GitError(`this clone is too shallow to hold what it has in common with ${name}: ${deepen}`);
    }
    throw new GitError(
      error === '' ? `${name} and what is checked out have no commit in common` : `git says: ${firstLine(error)}`,
    );
  }

  /** All that stands in a commit, by path. Throws a {@link GitError}. */
  tree(commit: string): ReadonlyMap<string, TreeEntry> {
    const entries = new Map<string, TreeEntry>();
    for (const record of this.#records(['ls-tree', '-r', '-z', '--full-tree', commit])) {
      const end = record.indexOf('\t');
      const [mode = '', , object = ''] = record.slice(0, end).split(' ');
      const entry = entryOf(mode, object);
      if (entry !== undefined) entries.set(record.slice(end + 1), entry);
    }
    return entries;
  }

  /** How the files that git knows of differ from a commit, where they may. Throws a {@link GitError}. */
  changedFiles(commit: string): readonly PathChange[] {
    return this.#changes(['--ignore-submodules=all', commit, '--']);
  }

  /** How the index differs from what is checked out; from nothing before the first commit. Throws a {@link GitError}. */
  staged(): readonly PathChange[] {
    const tree = this.head() ?? line(this.#bytes(['hash-object', '-t', 'tree', '--stdin'], '').toString());
    return this.#changes(['--cached', '--ita-invisible-in-index', tree, '--']);
  }

  /** The contents of files as git keeps them, by their ids: those that are no text within bounds say why. Throws a {@link GitError}. */
  contents(objects: Iterable<string>): ReadonlyMap<string, Reading> {
    const found = new Map<string, Reading>();
    let batch: string[] = [];
    let size = 0;
    const read = () => {
      this.#readBatch(batch, found);
      batch = [];
      size = 0;
    };
    for (const [object, length] of this.#sizes([...new Set(objects)])) {
      if (length > maxSize) {
        found.set(object, tooLarge(length));
        continue;
      }
      batch.push(object);
      size += length;
      if (size > maxSize) read();
    }
    read();
    return found;
  }

  #sizes(objects: readonly string[]): readonly (readonly [string, number])[] {
    if (objects.length === 0) return [];
    const text = this.#bytes(['cat-file', '--batch-check'], `${objects.join('\n')}\n`).toString();
    return line(text)
      .split('\n')
      .map((record) => {
        const [object = '', type, size] = record.split(' ');
        if (type !== 'blob') throw new GitError(incomplete);
        return [object, Number(size)];
      });
  }

  #readBatch(objects: readonly string[], found: Map<string, Reading>): void {
    if (objects.length === 0) return;
    const bytes = this.#bytes(['cat-file', '--batch'], `${objects.join('\n')}\n`);
    let offset = 0;
    for (const object of objects) {
      const end = bytes.indexOf('\n', offset);
      const [, type, size] = bytes.toString('latin1', offset, end).split(' ');
      if (end < 0 || type !== 'blob') throw new GitError(incomplete);
      const start = end + 1;
      offset = start + Number(size);
      found.set(object, decode(bytes.subarray(start, offset)));
      // A line end stands behind each.
      offset++;
    }
  }

  /** What differs from a tree, renames followed. */
  #changes(args: readonly string[]): readonly PathChange[] {
    const fields = this.#records(['diff-index', '--raw', '-z', '-M', '--no-abbrev', '--no-ext-diff', ...args]);
    const changes: PathChange[] = [];
    for (let index = 0; index + 1 < fields.length; ) {
      const [oldMode = '', newMode = '', oldObject = '', newObject = '', status = ''] = (fields[index] ?? '')
        .slice(1)
        .split(' ');
      const from = fields[index + 1] ?? '';
      const isMoved = /^[RC]/.test(status);
      const path = isMoved ? (fields[index + 2] ?? '') : from;
      index += isMoved ? 3 : 2;
      const before = entryOf(oldMode, oldObject);
      const now = entryOf(newMode, newObject);
      changes.push({
        path,
        ...(before !== undefined && { before: { ...before, path: from } }),
        ...(now !== undefined && { now }),
        isConflicting: status.startsWith('U'),
      });
    }
    return changes;
  }

  /** The commit that a name stands for. A name that looks like an option is none. */
  #commit(ref: string): string | undefined {
    const object = ref.startsWith('-') ? undefined : this.#object(ref);
    // A search for a message would take what says `commit` as a part of it.
    return object === undefined ? undefined : this.#object(`${object}^{commit}`);
  }

  #object(name: string): string | undefined {
    const { ok, text } = this.#ask(['rev-parse', '--verify', '--quiet', '--end-of-options', name]);
    return ok && isObject(line(text)) ? line(text) : undefined;
  }

  #noCommit(ref: string, name: string): string {
    const remote = `origin/${ref}`;
    const guess = this.#commit(remote) === undefined ? '' : `, did you mean \`${visible(remote)}\`?`;
    const advice = guess === '' && this.#isShallow() ? `, and this clone is shallow: ${deepen}` : guess;
    return `there is no commit ${name} in this repository${advice}`;
  }

  #isShallow(): boolean {
    return line(this.#ask(['rev-parse', '--is-shallow-repository']).text) === 'true';
  }

  #records(args: readonly string[]): readonly string[] {
    return this.#bytes(args).toString().split('\0').slice(0, -1);
  }

  #bytes(args: readonly string[], input?: string): Buffer {
    const { ok, bytes, error } = this.#ask(args, input);
    if (!ok) throw new GitError(/promisor|not allowed/.test(error) ? incomplete : `git says: ${firstLine(error)}`);
    return bytes;
  }

  #ask(args: readonly string[], input?: string): Answer {
    return ask(this.#folder, this.#env, args, input);
  }
}

const deepen = 'fetch more by `git fetch --unshallow`, in a GitHub workflow by `fetch-depth: 0`';

const incomplete =
  'this clone lacks contents of files that it would have to fetch first: clone without `--filter`, or fetch them by `git fetch --refetch --no-filter`';

function noRepository(error: string): string {
  if (error === '' || error.includes('not a git repository')) return 'there is no git repository here';
  if (error.includes('must be run in a work tree')) return 'this git repository has no working tree here';
  if (error.includes('dubious ownership')) {
    return 'git does not trust this repository, which belongs to somebody else: `git config --global --add safe.directory` and its folder says that it may';
  }
  return `git says: ${firstLine(error)}`;
}

function entryOf(mode: string, object: string): TreeEntry | undefined {
  switch (mode) {
    case '100644':
    case '100755':
    case '100664':
      return { type: 'file', object };
    case '120000':
      return { type: 'link', object };
    case '160000':
      return { type: 'submodule', object };
    default:
      return undefined;
  }
}

/** Whether a text is the id of an object, in SHA-1 or SHA-256. */
function isObject(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
