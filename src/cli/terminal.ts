import { fstatSync, writeSync } from 'node:fs';
import { reasonOf } from '../files.ts';
import { UsageError } from './words.ts';

const standardOutput = 1;
const standardError = 2;

/** Writes to standard output; quietly nowhere if its reader has seen enough, as `head` does. Throws a `UsageError` if it cannot. */
export function print(text: string): void {
  try {
    writeAll(standardOutput, text);
  } catch (error) {
    if (!isClosed(error)) throw new UsageError(`cannot write to standard output: ${reasonOf(error)}`);
  }
}

/** Writes a line to standard error, as a word of the program itself. */
export function say(message: string): void {
  printAside(`hmslint: ${message}\n`);
}

/** Writes text to standard error as it is: what goes beside a report for programs. */
export function printAside(text: string): void {
  try {
    writeAll(standardError, text);
  } catch (error) {
    if (!isClosed(error)) throw error;
  }
}

/** Writes over the last line of the terminal that standard error is, and no more than fits on it. */
export function sayInPlace(message: string): void {
  const columns = process.stderr.columns || 80;
  printAside(`\r\u001b[K${message.slice(0, columns - 1)}`);
}

/** Whether to use colours on standard output: on a terminal, unless `NO_COLOR` is set; anywhere, if `FORCE_COLOR` is. Asking takes a millisecond. */
export function usesColors(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return TERM !== 'dumb' && isOnTerminal();
}

/** How many columns standard output has: what `COLUMNS` says, else the terminal; 80 where there is none. */
export function outputColumns(): number {
  const { COLUMNS = '' } = process.env;
  if (/^[1-9]\d{0,3}$/.test(COLUMNS)) return Number(COLUMNS);
  return (isOnTerminal() && process.stdout.columns) || 80;
}

/** Node's stream would tell, which takes milliseconds to set up: a file or a pipe is told sooner. */
function isOnTerminal(): boolean {
  try {
    return fstatSync(standardOutput).isCharacterDevice() && process.stdout.isTTY === true;
  } catch {
    return false;
  }
}

/** Without Node's streams, which take longer to set up than a file takes to lint. */
function writeAll(stream: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(stream, bytes, written);
    } catch (error) {
      // A pipe that is full is tried again until its reader has caught up.
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
