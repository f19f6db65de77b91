import { type Dirent, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import picomatch from 'picomatch';
import { reasonOf, type Unreadable } from './files.ts';

/** What a folder or a glob stands for. */
export interface Walked {
  /** In no order. `real` is the path without links, by which a file is known however it was named. */
  readonly files: readonly { readonly path: string; readonly real: string }[];
  readonly unreadable: readonly Unreadable[];
}

/** Which files of a folder are wanted. */
interface Wanted {
  /** Whether a path below the folder, with forward slashes, is one of them. */
  matches(path: string): boolean;
  /** How many folders deep they can be. */
  readonly depth: number;
}

/** The rules of one `.gitignore`, or of git's own list. */
interface Rules {
  /** Where the paths begin that they speak of. */
  readonly folder: string;
  readonly ignore: Ignore;
}

const jsonOrYaml = /\.(?:json|ya?ml)$/i;

/**
 * The JSON and YAML files below a folder, or the files that match a glob. Passes over what git ignores, `.git`,
 * `node_modules` and links. A folder that is named is walked even if git ignores it.
 */
export function walk(path: string): Walked {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    return walkFolder(path, { matches: (file) => jsonOrYaml.test(file), depth: Number.POSITIVE_INFINITY });
  }
  const { base, glob } = picomatch.scan(path, { nonegate: true });
  const folder = base === '' ? '.' : base.replace(/\\(.)/g, '$1');
  const isExisting = statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  const walked = isExisting ? walkFolder(folder, wantedBy(glob)) : { files: [], unreadable: [] };
  if (walked.files.length > 0 || walked.unreadable.length > 0) return walked;
  return { files: [], unreadable: [{ path, error: 'no file matches this pattern' }] };
}

/** Whether a file that is met in a folder, by its name, may be linted. */
export function isJsonOrYaml(name: string): boolean {
  return jsonOrYaml.test(name);
}

/** A test whether a pattern matches a path, both from the working folder and with forward slashes. */
export function globMatcher(pattern: string): (path: string) => boolean {
  return wantedBy(pattern).matches;
}

/** All files below a folder, also those that git ignores and links, but for `.git` and `node_modules`; what cannot be read is left out. */
export function everyFileBelow(top: string): readonly string[] {
  const files: string[] = [];
  const folders = [top];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) files.push(path);
      else if (entry.name !== '.git' && entry.name !== 'node_modules') folders.push(path);
    }
  }
  return files;
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** A pattern that leaves the ending open means JSON and YAML files only. */
function wantedBy(glob: string): Wanted {
  const isMatch = picomatch(glob, { dot: true, nonegate: true });
  const isOpen = glob.endsWith('*');
  return {
    matches: (file) => isMatch(file) && (!isOpen || jsonOrYaml.test(file)),
    depth: /\*\*|[{(]/.test(glob) ? Number.POSITIVE_INFINITY : glob.split('/').length - 1,
  };
}

function walkFolder(top: string, wanted: Wanted): Walked {
  const files: { path: string; real: string }[] = [];
  const unreadable: Unreadable[] = [];
  const real = realpathSync(top);
  const folders = [{ path: '', real, rules: rulesAbove(real), depth: 0 }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder.real, { withFileTypes: true });
    } catch (error) {
      unreadable.push({ path: below(top, folder.path), error: reasonOf(error) });
      continue;
    }
    const rules = rulesIn(folder.real, entries, folder.rules);
    for (const entry of entries) {
      const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
      const real = join(folder.real, entry.name);
      if (entry.isFile()) {
        if (wanted.matches(path) && !isIgnored(real, false, rules)) files.push({ path: below(top, path), real });
      } else if (entry.isDirectory() && entry.name !== '.git' && entry.name !== 'node_modules') {
        if (folder.depth < wanted.depth && !isIgnored(real, true, rules)) {
          folders.push({ path, real, rules: rules.filter((each) => !ignores(each, real)), depth: folder.depth + 1 });
        }
      }
    }
  }
  return { files, unreadable };
}

function below(top: string, path: string): string {
  if (path === '' || top === '.') return path === '' ? top : path;
  return top.endsWith('/') ? top + path : `${top}/${path}`;
}

/** The rules of the folders above, up to the root of the repository; those that ignore the folder itself are left out. */
function rulesAbove(folder: string): Rules[] {
  const above: string[] = [];
  for (let current = folder; !exists(join(current, '.git')); current = dirname(current)) {
    const parent = dirname(current);
    if (parent === current) return [];
    above.unshift(parent);
  }
  const [root] = above;
  const all =
    root === undefined ? [] : [excludedBy(root), ...above.map((each) => rulesOf(each, join(each, '.gitignore')))];
  return all.filter((rules) => rules !== undefined).filter((rules) => !ignores(rules, folder));
}

/** The rules that hold in a folder: those from above and its own. A repository within a repository has only its own. */
function rulesIn(folder: string, entries: readonly Dirent[], above: readonly Rules[]): readonly Rules[] {
  const isRepository = entries.some((entry) => entry.name === '.git');
  const hasOwn = entries.some((entry) => entry.name === '.gitignore' && entry.isFile());
  if (!isRepository && !hasOwn) return above;
  const own = hasOwn ? rulesOf(folder, join(folder, '.gitignore')) : undefined;
  return [...(isRepository ? [excludedBy(folder)] : above), own].filter((rules) => rules !== undefined);
}

/** The list that a repository keeps for itself, `info/exclude`. */
function excludedBy(root: string): Rules | undefined {
  let git = join(root, '.git');
  // In a work tree or a submodule `.git` is a file that says where the folder is.
  const elsewhere = /^gitdir:\s*(.+?)\s*$/m.exec(read(git) ?? '')?.[1];
  if (elsewhere !== undefined) {
    git = absolute(root, elsewhere);
    const common = read(join(git, 'commondir'))?.trim();
    if (common !== undefined) git = absolute(git, common);
  }
  return rulesOf(root, join(git, 'info', 'exclude'));
}

function absolute(folder: string, path: string): string {
  return /^(?:\/|[a-z]:)/i.test(path) ? path : join(folder, path);
}

function rulesOf(folder: string, file: string): Rules | undefined {
  const text = read(file);
  if (text === undefined) return undefined;
  const ignorecase = process.platform === 'win32' || process.platform === 'darwin';
  return { folder, ignore: ignore({ ignorecase }).add(text.replace(/^\ufeff/, '')) };
}

/** Whether a file or folder is ignored: the deepest rules that speak of it decide. */
function isIgnored(path: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  for (let index = rules.length - 1; index >= 0; index--) {
    const each = rules[index];
    if (each === undefined) continue;
    const { ignored, unignored } = each.ignore.test(pathFor(each, path, isFolder));
    if (ignored || unignored) return ignored;
  }
  return false;
}

/** Whether rules ignore a folder: they have nothing more to say of what is in it if it is walked all the same. */
function ignores(rules: Rules, folder: string): boolean {
  return rules.ignore.test(pathFor(rules, folder, true)).ignored;
}

function pathFor({ folder }: Rules, path: string, isFolder: boolean): string {
  const inside = relative(folder, path).split(sep).join('/');
  return isFolder ? `${inside}/` : inside;
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** A file's text, where there is one: git too does without rules that it cannot read. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
