import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf } from './files.ts';

/**
 * Puts a new text in the place of a file's old one, both with their byte order marks: whatever happens, the file is whole,
 * old or new. A link stays, and what it points to is replaced; owner and permissions stay as they are; other hard links
 * keep the old text. Gives why the file was not replaced, in words, or undefined when it was; never throws.
 */
export function replaceFile(path: string, old: string, text: string): string | undefined {
  try {
    if (leadsNowhere(path)) return 'a link that points to nothing';
    const target = realpathSync(path);
    const stats = statSync(target);
    return refusal(target, stats) ?? replaceTarget(target, stats, Buffer.from(old), Buffer.from(text));
  } catch (error) {
    return reasonOf(error);
  }
}

/**
 * Makes a new file with a text: whatever happens, it is whole or not there, and nothing is overwritten. Gives why it was
 * not made, in words, or undefined when it was; never throws.
 */
export function createFile(path: string, text: string): string | undefined {
  const copy = join(dirname(path), copyName());
  try {
    const file = openSync(copy, 'wx', 0o666);
    try {
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    nameAnew(copy, path);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EEXIST'
      ? 'it is there already'
      : reasonOf(error);
  } finally {
    removeQuietly(copy);
  }
  syncFolder(dirname(path));
  return undefined;
}

/** Gives a file a name that nothing has. */
function nameAnew(copy: string, path: string): void {
  try {
    // Unlike a rename, a second name is refused where there is something.
    linkSync(copy, path);
  } catch (error) {
    // Some file systems know no second names.
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) throw error;
    renameSync(copy, path);
  }
}

function leadsNowhere(path: string): boolean {
  return (
    lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true &&
    statSync(path, { throwIfNoEntry: false }) === undefined
  );
}

/** Any of those who may write, in the bits of a mode. */
const writers = 0o222;

/** What forbids to replace a file, before anything is written; throws what the system says. */
function refusal(target: string, stats: Stats): string | undefined {
  if (stats.isDirectory()) return 'it is a folder';
  if (!stats.isFile()) return 'it is no regular file';
  // Whoever took these permissions away means it, also where we may do all.
  if ((stats.mode & writers) === 0) return 'it is read-only';
  accessSync(target, constants.W_OK);
  try {
    accessSync(dirname(target), constants.W_OK);
  } catch (error) {
    return `a new file cannot be made in its folder: ${reasonOf(error)}`;
  }
  return undefined;
}

const changed = 'it was changed meanwhile';

function replaceTarget(target: string, stats: Stats, old: Buffer, text: Buffer): string | undefined {
  if (!isStill(target, stats, old)) return changed;
  const folder = dirname(target);
  const copy = join(folder, copyName());
  const file = openSync(copy, 'wx', 0o600);
  try {
    const mistake = writeCopy(file, text, stats) ?? (isStill(target, stats, old) ? undefined : changed);
    if (mistake !== undefined) {
      removeQuietly(copy);
      return mistake;
    }
    renameSync(copy, target);
  } catch (error) {
    removeQuietly(copy);
    return reasonOf(error);
  }
  syncFolder(folder);
  return undefined;
}

/** A name that is short, so that it fits wherever the file's own does, and none of those that a walk takes. */
function copyName(): string {
  return `.hmslint-${randomBytes(6).toString('hex')}.tmp`;
}

/** Whether a file has the owner, the permissions and the bytes that it had. */
function isStill(target: string, { mode, uid, gid }: Stats, bytes: Buffer): boolean {
  const now = lstatSync(target);
  const isSame = now.mode === mode && now.uid === uid && now.gid === gid && now.size === bytes.length;
  return isSame && readFileSync(target).equals(bytes);
}

/** Writes the new text to an empty file, with owner and permissions of the old one, waits until it is kept, and closes it. */
function writeCopy(file: number, text: Buffer, stats: Stats): string | undefined {
  try {
    for (let written = 0; written < text.length; ) written += writeSync(file, text, written);
    // Windows has neither owners nor these bits.
    const mistake = process.platform === 'win32' ? undefined : takeOver(file, stats);
    if (mistake === undefined) fsyncSync(file);
    return mistake;
  } finally {
    closeSync(file);
  }
}

/** Gives a file of ours the owner, the group and the permissions of another; says what is not allowed. */
function takeOver(file: number, { mode, uid, gid }: Stats): string | undefined {
  const own = fstatSync(file);
  if (own.uid !== uid || own.gid !== gid) {
    try {
      fchownSync(file, uid, gid);
    } catch {
      return own.uid === uid
        ? 'it belongs to a group that you may not give files to'
        : 'it belongs to somebody else, and would then be yours';
    }
  }
  const permissions = mode & 0o777;
  // Some file systems give all files the same permissions, and refuse to change them.
  if ((own.mode & 0o777) !== permissions) fchmodSync(file, permissions);
  return undefined;
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // What matters is why it is to be removed.
  }
}

/** Keeps the new name also if the power fails; where folders cannot be opened, the system sees to it. */
function syncFolder(folder: string): void {
  try {
    const file = openSync(folder, 'r');
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    // The file is replaced all the same.
  }
}
