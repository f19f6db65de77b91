import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { root } from './installed.ts';

/** What a program said, and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A home folder for one run of an editor, with a project in it, and with `hmslint` among its programs. */
export class Home {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-editor-')));
  /** The folder that the editor works in. */
  readonly project = join(this.path, 'project');
  readonly #processes: ChildProcess[] = [];

  constructor() {
    // The server's exit code stays behind in a file.
    this.write(
      'bin/hmslint',
      `#!/bin/sh\n"${process.execPath}" "${join(root, 'dist/cli.cjs')}" "$@"\necho $? > "$HOME/exit-code"\n`,
    );
    chmodSync(join(this.path, 'bin/hmslint'), 0o755);
    mkdirSync(this.project);
  }

  /** What programs find around them: nothing of the person who runs the tests. */
  get env(): NodeJS.ProcessEnv {
    const { PATH = '', LANG = 'C.UTF-8' } = process.env;
    const folders = ['CONFIG', 'DATA', 'STATE', 'CACHE'].map((name) => [
      `XDG_${name}_HOME`,
      join(this.path, '.xdg', name),
    ]);
    return {
      PATH: join(this.path, 'bin') + delimiter + PATH,
      LANG,
      HOME: this.path,
      TMPDIR: tmpdir(),
      ...Object.fromEntries(folders),
    };
  }

  /** Writes a file below the home folder, and gives its path. */
  write(name: string, text: string): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  /** Starts a program that has a process group of its own. */
  start(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
    const child = spawn(program, args, {
      cwd: this.project,
      env: { ...this.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.#processes.push(child);
    return child;
  }

  /** Runs a program to its end. */
  async run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const child = this.start(program, args, env);
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        said[name] += text;
      });
    }
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('close', resolve);
    });
    return { code, ...said };
  }

  /** The exit code of the language server; `undefined` while it runs, or where it was killed. */
  get exitCode(): number | undefined {
    const path = join(this.path, 'exit-code');
    return existsSync(path) ? Number(readFileSync(path, 'utf8')) : undefined;
  }

  /** The processes that run with this home folder, whoever started them; none where the system does not tell. */
  get running(): readonly number[] {
    if (!existsSync('/proc/self/environ')) return [];
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => this.#isHomeOf(pid))
      .map(Number);
  }

  /** Waits until nothing runs any more with this home folder; gives what still does after a while. */
  async untilQuiet(): Promise<readonly number[]> {
    for (let tries = 0; tries < 100 && this.running.length > 0; tries++) await setTimeout(100);
    return this.running;
  }

  #isHomeOf(pid: string): boolean {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`HOME=${this.path}`);
    } catch {
      // It has ended, or is somebody else's.
      return false;
    }
  }

  /** Ends all that was started, with what they started, and removes the folder. */
  remove(): void {
    const groups = this.#processes.flatMap(({ pid }) => (pid === undefined ? [] : [-pid]));
    for (const each of [...groups, ...this.running]) {
      try {
        process.kill(each, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
    rmSync(this.path, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}
