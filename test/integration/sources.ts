import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a program gave. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Why a program cannot be run here; `undefined` where it can. */
export function missing(program: string): string | undefined {
  const { error } = spawnSync(program, ['--version'], { stdio: 'ignore' });
  return error === undefined ? undefined : `${program} is not installed`;
}

/** Copies the sources as they are now, committed or not, into a repository of their own, which is the folder `to`. */
export function copySources(to: string): void {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const path of listed.split('\0')) {
    if (path === '' || !existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(root, path), join(to, path), { verbatimSymlinks: true });
  }
  startRepository(to);
  commitAll(to);
}

/** Makes a folder an empty git repository. */
export function startRepository(folder: string): void {
  mkdirSync(folder, { recursive: true });
  git(folder, 'init', '--quiet', '--initial-branch', 'main');
}

/** Commits all that is in a repository. */
export function commitAll(folder: string): void {
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--no-verify', '--message', 'Say what is here');
}

/** Runs git in a folder, without the settings of whoever runs the tests. Throws if it fails. */
export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', env: inRepository() });
}

/** The environment of a program that runs in a repository of a test. */
export function inRepository(more: { readonly [name: string]: string } = {}): NodeJS.ProcessEnv {
  const who = { NAME: 'Ada', EMAIL: 'ada@example.org' };
  const { GIT_DIR: _1, GIT_INDEX_FILE: _2, GIT_WORK_TREE: _3, ...env } = process.env;
  return {
    ...env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: who.NAME,
    GIT_AUTHOR_EMAIL: who.EMAIL,
    GIT_COMMITTER_NAME: who.NAME,
    GIT_COMMITTER_EMAIL: who.EMAIL,
    ...more,
  };
}
