import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { visible } from './visible.ts';

/** Git cannot give what was asked for: its message says why, and what to do. */
export class GitError extends Error {
  override name = 'GitError';
}

/** What git is told of the place that it runs in. */
const place = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
];

/** What else git keeps of its environment: where its settings are, and how far it looks for a repository. */
const kept = /^GIT_(?:CONFIG(?:_.*)?|CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH)$/;

/** Before every command: nothing of the user's is run, nothing is shown in other words, and nothing is fetched. */
const settings = [
  '--no-pager',
  ...['core.fsmonitor=', 'core.hooksPath=/dev/null', 'core.quotePath=false', 'protocol.allow=never'].flatMap((each) => [
    '-c',
    each,
  ]),
];

/** The environment of a program, by name. */
export type Environment = { readonly [name: string]: string | undefined };

/** What git answers. */
export interface Answer {
  readonly ok: boolean;
  readonly bytes: Buffer;
  /** The bytes as text. */
  readonly text: string;
  /** What git writes to standard error. */
  readonly error: string;
}

/** Runs git, without a shell. Throws a {@link GitError} if it cannot be run. */
export function ask(cwd: string, env: Environment, args: readonly string[], input = ''): Answer {
  const { error, status, stdout, stderr } = spawnSync('git', [...settings, ...args], {
    cwd,
    env,
    input,
    maxBuffer: Number.POSITIVE_INFINITY,
    windowsHide: true,
  });
  if (error !== undefined) {
    const isMissing = 'code' in error && error.code === 'ENOENT';
    throw new GitError(isMissing ? 'there is no `git` here to ask: install it, or add it to PATH' : error.message);
  }
  return {
    ok: status === 0,
    bytes: stdout,
    get text() {
      return stdout.toString();
    },
    error: stderr.toString(),
  };
}

/** The environment of git with these of the names that say which place it runs in. */
export function environment(names: readonly string[]): Environment {
  const env: { [name: string]: string | undefined } = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!name.startsWith('GIT_') || names.includes(name) || kept.test(name)) env[name] = value;
  }
  return {
    ...env,
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
  };
}

/**
 * The environment in which git finds the repository of a folder. A hook is told where the repository is, but not always
 * where its working tree begins: git would take the folder for it.
 */
export function placed(folder: string): Environment {
  const { GIT_DIR, GIT_WORK_TREE } = process.env;
  if (GIT_DIR !== undefined && GIT_WORK_TREE === undefined) {
    const found = environment(place.filter((name) => name !== 'GIT_DIR'));
    const { ok, text } = ask(folder, found, ['rev-parse', '--absolute-git-dir']);
    if (ok && real(line(text)) === real(resolve(folder, GIT_DIR))) return found;
  }
  return environment(place);
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** What git prints without the line end behind it, which is not part of a path. */
export function line(text: string): string {
  return text.replace(/\r?\n$/, '');
}

/** What git complains of, safe to print. */
export function firstLine(error: string): string {
  const [first = ''] = error.split('\n').filter((each) => each !== '' && !each.startsWith('warning:'));
  return visible(first.replace(/^(?:fatal|error): /, '').slice(0, 300));
}
