import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));

/** An environment without what the caller's git was told, and without the settings of this machine. */
function cleanEnvironment(): { [name: string]: string } {
  const env: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(?:GIT_|NO_COLOR$|FORCE_COLOR$|GITHUB_ACTIONS$)/.test(name)) env[name] = value;
  }
  return {
    ...env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
}

/** How a run of hmslint ended. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a run of hmslint happens. */
export interface RunOptions {
  /** From the folder. */
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string };
  readonly input?: string;
}

/** Whether git is there to be tested with. */
export const hasGit = spawnSync('git', ['--version']).status === 0;

/** A temporary folder, in which git and hmslint can be run. */
export class Folder {
  readonly path: string;

  constructor(path = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-known-')))) {
    if (!existsSync(cli)) throw new Error('dist/cli.cjs is not there: run `npm run build` first');
    this.path = path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  write(path: string, text: string | Uint8Array): void {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), text);
  }

  /** Runs git, which must succeed; gives what it prints. */
  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.path, env: cleanEnvironment(), encoding: 'utf8', stdio: 'pipe' });
  }

  /** Runs git, which may fail. */
  tryGit(args: readonly string[], env: RunOptions['env'] = {}): Run {
    return spawnSync('git', args, { cwd: this.path, env: { ...cleanEnvironment(), ...env }, encoding: 'utf8' });
  }

  /** Commits all that is there. */
  commit(message = 'change'): void {
    this.git('add', '-A');
    this.git('commit', '-q', '-m', message);
  }

  /** Runs hmslint. */
  run(args: readonly string[], { cwd = '.', env = {}, input = '' }: RunOptions = {}): Run {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
      cwd: join(this.path, cwd),
      env: { ...cleanEnvironment(), ...env },
      encoding: 'utf8',
      input,
    });
    return { status, stdout, stderr };
  }

  /** Runs hmslint; gives what it found as `path rule pointer`, and how it ended. */
  found(
    args: readonly string[],
    options?: RunOptions,
  ): { readonly status: number | null; readonly found: readonly string[] } {
    const { status, stdout, stderr } = this.run([...args, '--format', 'json'], options);
    if (stdout === '') throw new Error(stderr);
    const report: {
      files: { path: string; error?: string; diagnostics: { rule: string; pointer: string }[] }[];
    } = JSON.parse(stdout);
    const found = report.files.flatMap(({ path, error, diagnostics }) => [
      ...(error === undefined ? [] : [`${path} ${error}`]),
      ...diagnostics.map(({ rule, pointer }) => `${path} ${rule} ${pointer}`),
    ]);
    return { status, found };
  }
}

/** A template whose roles have these priorities; those from 6 on are mistakes. */
export function template(roles: { readonly [role: string]: number }, name = 'webinar'): string {
  const all = Object.entries(roles).map(
    ([role, priority]) => `  ${JSON.stringify(role)}:\n    priority: ${priority}\n`,
  );
  return `name: ${name}\nroles:\n${all.join('')}`;
}
