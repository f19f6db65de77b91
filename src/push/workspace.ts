import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from '../files.ts';
import { Stop } from './stop.ts';

const name = '.hmslint';

/** The folder in which runs leave what later ones need; git ignores it. Nobody else may read what is in it. */
export class Workspace {
  readonly #folder: string;

  /** `parent` is the folder that it stands in. */
  constructor(parent: string) {
    this.#folder = join(parent, name);
  }

  /** The path of a file of it, from the folder that it stands in. */
  shown(path: string): string {
    return `${name}/${path}`;
  }

  /** Writes a new file, and waits until it is kept. Throws a `Stop` where it cannot: nothing was pushed. */
  write(folder: string, file: string, text: string): void {
    this.#guard(() => {
      this.#make();
      this.#makeFolder(join(this.#folder, folder));
      const copy = join(this.#folder, folder, `.${randomBytes(6).toString('hex')}.tmp`);
      writeNew(copy, text);
      renameSync(copy, join(this.#folder, folder, file));
    });
  }

  /** Adds a line to a file, and waits until it is kept. Throws a `Stop` where it cannot. */
  append(folder: string, file: string, line: string): void {
    this.#guard(() => {
      const opened = openSync(join(this.#folder, folder, file), 'a');
      try {
        writeAll(opened, `${line}\n`);
        fsyncSync(opened);
      } finally {
        closeSync(opened);
      }
    });
  }

  /** The names of the files in a folder of it, by the alphabet. */
  files(folder: string): readonly string[] {
    const path = join(this.#folder, folder);
    if (!isOwnFolder(this.#folder) || !isOwnFolder(path)) return [];
    return readdirSync(path)
      .filter((file) => !file.startsWith('.'))
      .toSorted();
  }

  /** The text of a file; `undefined` where it cannot be read. */
  read(folder: string, file: string): string | undefined {
    try {
      return readFileSync(join(this.#folder, folder, file), 'utf8');
    } catch {
      return undefined;
    }
  }

  remove(folder: string, file: string): void {
    try {
      unlinkSync(join(this.#folder, folder, file));
    } catch {
      // What is not there need not be removed.
    }
  }

  #make(): void {
    this.#makeFolder(this.#folder);
    const ignore = join(this.#folder, '.gitignore');
    if (existsSync(ignore)) return;
    try {
      writeNew(ignore, '*\n');
    } catch (error) {
      // Another run may have been quicker.
      if (!existsSync(ignore)) throw error;
    }
  }

  /** A link would lead out of the folder that was meant. */
  #makeFolder(path: string): void {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (!isOwnFolder(path))
      throw new Stop(4, `\`${name}\` must be a folder of its own, and no link: nothing was pushed`);
  }

  #guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (error instanceof Stop) throw error;
      throw new Stop(4, `cannot write to \`${name}\`: ${reasonOf(error)}`);
    }
  }
}

function isOwnFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function writeNew(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeAll(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

/** A time as a file may be called. */
export function stamp(now: Date): string {
  return now.toISOString().replaceAll(':', '-');
}
