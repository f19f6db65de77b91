import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** The path of the command line that was built. */
export const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

// Reading certificates takes time that has nothing to do with what is measured.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** What Node is to run: a script and its arguments, or options of Node's own. */
export type Program = readonly string[];

/** What one run of a program took. */
export interface Cost {
  /** Milliseconds from its start to its end. */
  readonly time: number;
  /** The most memory that it held, in megabytes. */
  readonly memory: number;
  /** All that it printed. */
  readonly output: string;
}

/** How long a program may run, in milliseconds. */
const patience = 20 * 60_000;

/** Says the most memory that a program held, in kilobytes, where the bench hears it. */
const weigher = "process.on('exit', () => require('node:fs').writeSync(3, String(process.resourceUsage().maxRSS)))";

/** Runs a bench with a folder for its files, which is removed at the end. */
export async function withFolder(bench: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hmslint-bench-'));
  try {
    writeFileSync(join(folder, 'weigher.cjs'), weigher);
    await bench(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a program, whose output goes to a file of the folder; `undefined` if it does not come to its end in `limit` milliseconds. */
export function run(program: Program, folder: string, limit = patience): Cost | undefined {
  const path = join(folder, 'output');
  const output = openSync(path, 'w');
  const start = process.hrtime.bigint();
  const ended = spawnSync(process.execPath, ['--require', join(folder, 'weigher.cjs'), ...program], {
    env,
    stdio: ['ignore', output, output, 'pipe'],
    timeout: limit,
    killSignal: 'SIGKILL',
  });
  const time = Number(process.hrtime.bigint() - start) / 1e6;
  closeSync(output);
  const memory = Number(String(ended.output?.[3] ?? '')) * 1.024e-3;
  return ended.status === null || memory === 0 ? undefined : { time, memory, output: readFileSync(path, 'utf8') };
}

/** Milliseconds that a program runs, with nothing else in its process and nobody who reads what it prints. */
export function timed(program: Program): number {
  const start = process.hrtime.bigint();
  spawnSync(process.execPath, program, { env, stdio: 'ignore' });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** A program that goes on running. */
export interface Running {
  readonly input: Writable;
  readonly output: Readable;
  /** The most memory that it held, in megabytes; there when it has ended. Throws where it did not end by itself. */
  readonly memory: Promise<number>;
}

/** Starts a program by a Node, to talk with it. */
export function started(node: string, program: Program, folder: string): Running {
  const weighed = join(folder, 'weight');
  const child = spawn(node, ['--require', join(folder, 'weigher.cjs'), ...program], {
    env,
    stdio: ['pipe', 'pipe', 'ignore', openSync(weighed, 'w')],
  });
  const memory = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      const kilobytes = Number(readFileSync(weighed, 'utf8'));
      if (kilobytes > 0) resolve(kilobytes * 1.024e-3);
      else reject(new Error(`${program.join(' ')} did not come to its end`));
    });
  });
  const { stdin: input, stdout: output } = child;
  if (input === null || output === null) throw new Error(`there is no talking with ${program.join(' ')}`);
  return { input, output, memory };
}

/** The middle one of the values, and `NaN` of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The number of rounds: what the first argument says, or else `usual`. Throws if it is no number. */
export function roundsOr(usual: number): number {
  const [, , given] = process.argv;
  if (given === undefined) return usual;
  const rounds = Number(given);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`${given} is no number of rounds`);
  return rounds;
}

/** Says whether a goal is met; if not, this process fails at its end. */
export function verdict(isMet: boolean, goal: string): string {
  // A figure that is missing meets nothing.
  if (!isMet) process.exitCode = 1;
  return `${isMet ? 'within' : 'OVER'} goal: ${goal}`;
}

/** Rows in columns: the first one stands left, the last one as it is, the others right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  const aligned = (cell: string, index: number) => {
    const width = widths[index] ?? 0;
    if (index === 0) return cell.padEnd(width);
    return index === widths.length - 1 ? cell : cell.padStart(width);
  };
  return rows.map((row) => row.map(aligned).join('  ').trimEnd()).join('\n');
}
