import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { own } from './values.ts';

/** The process that a run is, as its journal says it: numbers of processes are given out again. */
export interface RunProcess {
  readonly host: string;
  readonly pid: number;
  /** When it began, in the system's own words; absent where the system does not say. */
  readonly began?: string;
}

/** This process. */
export function thisProcess(): RunProcess {
  return { host: hostname(), pid: process.pid, ...beganOf(process.pid) };
}

/** The number of the process that a journal names, if it is another one that still runs on this machine. */
export function runningProcess(journal: unknown): number | undefined {
  const [pid, host, began] = ['pid', 'host', 'began'].map((name) => own(own(journal, 'process'), name));
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return undefined;
  if (host !== hostname() || !isAlive(pid)) return undefined;
  const now = beganOf(pid).began;
  return typeof began === 'string' && now !== undefined && now !== began ? undefined : pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process is there too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Linux tells when a process began, since the machine was started. */
function beganOf(pid: number): { readonly began?: string } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program may hold spaces and brackets.
    const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return began === undefined ? {} : { began };
  } catch {
    return {};
  }
}
