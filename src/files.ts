import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, lstatSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** A file to lint. */
export interface FoundFile {
  /** The path as it was given, with forward slashes: what reports carry. */
  readonly path: string;
  /** Whether somebody named it, or it was met in a folder. */
  readonly named: boolean;
}

/** A path behind which there is nothing to lint. */
export interface Unreadable {
  readonly path: string;
  /** Why, in words. */
  readonly error: string;
}

/** What the given paths stand for. */
export interface Found {
  /** Sorted by path, each file once. */
  readonly files: readonly FoundFile[];
  readonly unreadable: readonly Unreadable[];
}

/** A file's text, which may begin with a byte order mark; or why there is none. */
export type Reading =
  | { readonly text: string }
  | {
      readonly error: string;
      /** Roughly what it says, where it could be read at all: enough to tell whether it is meant for us. */
      readonly rough?: string;
      /** Whether it is refused for its size alone. */
      readonly isTooLarge?: true;
    };

/** The largest file that is read, in bytes: 50 MB. */
export const maxSize = 50_000_000;

/**
 * Finds the files that paths stand for: files, folders and globs, relative to the working folder. A folder's JSON and
 * YAML files are found as git sees it, without what it ignores; a file that is named is found wherever it is.
 */
export async function find(paths: readonly string[]): Promise<Found> {
  const files = new Map<string, FoundFile>();
  const unreadable: Unreadable[] = [];
  const add = (real: string, path: string, named: boolean) => {
    const known = files.get(real);
    files.set(real, { path: known?.path ?? path, named: named || known?.named === true });
  };
  for (const given of paths) {
    const path = shown(given);
    try {
      const stats = statSync(given);
      if (!stats.isDirectory()) {
        add(stats.isFile() ? realpathSync(given) : given, path, true);
        continue;
      }
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || !isGlob(given)) {
        unreadable.push({
          path,
          error: leadsNowhere(given, error) ? 'a link that points to nothing' : reasonOf(error),
        });
        continue;
      }
    }
    // A run that is given one file needs nothing of what walking needs.
    const { walk } = await import('./walk.ts');
    const walked = walk(path);
    for (const { real, path } of walked.files) add(real, path, false);
    unreadable.push(...walked.unreadable);
  }
  return { files: [...files.values()].sort(byPath), unreadable };
}

/** Reads a file of at most 50 MB; never throws. */
export function readFile(path: string): Reading {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    return { error: reasonOf(error) };
  }
  try {
    return readOpen(file);
  } catch (error) {
    return { error: reasonOf(error) };
  } finally {
    closeSync(file);
  }
}

/** Reads standard input to its end, at most 50 MB; never throws. */
export function readStandardInput(): Reading {
  try {
    return readOpen(0);
  } catch (error) {
    return { error: reasonOf(error) };
  }
}

/** Names that documents of the API have, and few others. Letters may be written as escapes. */
const distinctive =
  /roles|settings|destinations|plugins|publishParams|subscribeParams|permissions|maxPeerCount|region|roomState|[rR]ecording|rtmpDestinations|hlsDestinations|hmslint-kind|\\u00[4-7]|\\x[4-7]/i;

/** Whether a text may be a document of the API: a quick look that spares reading most others. */
export function mayBeOurs(text: string): boolean {
  return distinctive.test(text);
}

/** Why something could not be read or written, in words. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'no permission';
    case 'EISDIR':
      return 'it is a folder';
    case 'ELOOP':
      return 'its links lead round in a circle';
    case 'ENAMETOOLONG':
      return 'the name is too long';
    case 'ENOSPC':
      return 'no space is left';
    case 'EDQUOT':
      return 'no more space is allowed';
    case 'EFBIG':
      return 'it would be larger than a file may be';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open';
    case 'EBUSY':
    case 'ETXTBSY':
      return 'it is in use, or mounted by itself';
    case 'EXDEV':
      return 'it lies on another file system';
    case 'EIO':
      return 'the disk reports an error';
    case 'EROFS':
      return 'nothing can be written there';
    default:
      return code === undefined ? 'it cannot be read' : `the system says ${code}`;
  }
}

/** The absolute path, without links, of what may not be there. */
export function realPath(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync(absolute);
  } catch {
    const folder = dirname(absolute);
    return folder === absolute ? absolute : join(realPath(folder), basename(absolute));
  }
}

/** A path as it was given, with forward slashes, and without what says nothing: `./` before it, and `/` behind it. */
export function shown(given: string): string {
  const path = process.platform === 'win32' ? given.replaceAll('\\', '/') : given;
  const clean = path.replace(/\/(?:\.?\/)+/g, '/').replace(/^(?:\.\/)+/, '');
  return clean === '' ? '.' : clean.replace(/(?<=.)\/$/, '');
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** Whether a path that does not exist is a pattern for those that do. */
export function isGlob(path: string): boolean {
  return /[*?[\]{}]|[!@+]\(/.test(path);
}

function leadsNowhere(path: string, error: unknown): boolean {
  return codeOf(error) === 'ENOENT' && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** The system's code of an error, such as `ENOENT`; `undefined` where it has none. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Most files fit in here, one after the other: new memory for each takes longer than reading it. */
const small = Buffer.allocUnsafe(65_536);

function readOpen(file: number): Reading {
  const stats = fstatSync(file);
  if (stats.isFile() && stats.size > maxSize) return tooLarge(stats.size);
  const chunks: Buffer[] = [];
  let size = 0;
  // One more than there is, to see the end at once.
  let chunk = stats.isFile() && stats.size >= small.length ? Buffer.allocUnsafe(stats.size + 1) : small;
  for (let filled = 0; ; ) {
    const count = readChunk(file, chunk, filled);
    filled += count;
    size += count;
    if (size > maxSize) return tooLarge(size);
    if (count === 0) {
      chunks.push(chunk.subarray(0, filled));
      break;
    }
    if (filled === chunk.length) {
      chunks.push(chunk);
      chunk = Buffer.allocUnsafe(65_536);
      filled = 0;
    }
  }
  return decode(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks));
}

/** Reads a part, and waits where a terminal or a pipe has nothing yet. */
function readChunk(file: number, chunk: Buffer, offset: number): number {
  for (;;) {
    try {
      return readSync(file, chunk, offset, chunk.length - offset, null);
    } catch (error) {
      if (codeOf(error) === 'EOF') return 0;
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** What is said of a file that is larger than {@link maxSize}, in bytes. */
export function tooLarge(size: number): Reading {
  const megabytes = Math.ceil(size / 100_000) / 10;
  return { error: `it is larger than ${maxSize / 1_000_000} MB (${megabytes} MB)`, isTooLarge: true };
}

/** The text that bytes spell, or why they spell none. */
export function decode(bytes: Buffer): Reading {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  // A brace or a letter in UTF-16 is a zero and a byte, in one order or the other.
  if (isWide || (bytes.length > 3 && (bytes[0] === 0) !== (bytes[1] === 0) && (bytes[2] === 0) !== (bytes[3] === 0))) {
    return { error: 'it is written in UTF-16: save it as UTF-8', rough: rough(bytes) };
  }
  if (!isUtf8(bytes)) {
    return { error: `it is not written in UTF-8 (line ${lineNotUtf8(bytes)}): save it as UTF-8`, rough: rough(bytes) };
  }
  if (bytes.includes(0)) return { error: 'it is not text: it holds a NUL byte', rough: rough(bytes) };
  return { text: bytes.toString('utf8') };
}

function rough(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll('\0', '');
}

/** The first line that is not written in UTF-8, from 1. */
function lineNotUtf8(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; ; line++) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}
