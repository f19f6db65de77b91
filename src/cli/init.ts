import { closeSync, existsSync, mkdirSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { ConfigFinder } from '../config/find.ts';
import { codeOf, readFile, reasonOf } from '../files.ts';
import type { StarterFile } from '../starter.ts';
import { print } from './terminal.ts';
import { parse, type Read } from './usage.ts';
import { quoted, UsageError } from './words.ts';

/** Writes files to start with, over none that is there. Gives the exit code; throws a `UsageError`. */
export async function initCommand(args: readonly string[], read: Read = parse): Promise<number> {
  const command = new Command('hmslint init')
    .usage('[FOLDER]')
    .description(
      'Writes a template to start from, a configuration and an entry for pre-commit; leaves files that are there as they are (hmslint init rooms).',
    )
    .argument('[folder]', 'where to: here, if none is given; made if it is not there')
    .allowExcessArguments(false);
  if (!read(command, args)) return 0;
  const folder = command.args[0] ?? '.';
  if (folder === '') throw new UsageError('`hmslint init` takes a folder, found an empty word');
  const { preCommitEntry, starterConfiguration, starterHooks, starterTemplate } = await import('../starter.ts');
  const writer = new Writer(folder);
  writer.write(starterTemplate);

  const [configuration] = new ConfigFinder().nearest(join(folder, starterConfiguration.path));
  const ownConfiguration = resolve(folder, starterConfiguration.path);
  if (configuration === undefined || configuration === ownConfiguration) writer.write(starterConfiguration);
  else print(`wrote no ${quoted(shown(ownConfiguration))}: ${quoted(shown(configuration))} holds there already\n`);

  const root = repositoryOf(folder) ?? resolve(folder);
  const hooks = join(root, starterHooks.path);
  if (root !== resolve(folder)) {
    const place = shown(resolve(folder, starterHooks.path));
    print(`wrote no ${quoted(place)}: pre-commit reads only the one at the root of the repository\n`);
  }
  const isWritten = root === resolve(folder) && writer.write(starterHooks);
  if (!isWritten && !hasEntry(hooks)) {
    print(
      `\nto lint each commit with pre-commit, put this under \`repos:\` in ${quoted(shown(hooks))}:\n\n${preCommitEntry}`,
    );
  }
  print(`\nnext: ${quoted(folder === '.' ? 'hmslint' : `hmslint ${shellWord(folder)}`)} lints what is there\n`);
  return 0;
}

/** A path as a shell takes it for one word, and hmslint for no option. */
function shellWord(path: string): string {
  const word = path.startsWith('-') ? `./${path}` : path;
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The root of the repository that a folder is in; `undefined` where it is in none. */
function repositoryOf(folder: string): string | undefined {
  for (let current = resolve(folder); ; current = dirname(current)) {
    if (existsSync(join(current, '.git'))) return current;
    if (dirname(current) === current) return undefined;
  }
}

/** Whether pre-commit runs hmslint already, in whatever way. */
function hasEntry(hooks: string): boolean {
  const reading = readFile(hooks);
  return 'text' in reading && /\bid: *["']?hmslint\b/.test(reading.text);
}

/** A path as people would write it from here. */
function shown(path: string): string {
  return relative('', path).replaceAll('\\', '/');
}

/** Writes files, says so, and remembers which for when one cannot be written. */
class Writer {
  readonly #folder: string;
  readonly #written: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes a file unless something has its name, be it a link that leads nowhere: gives whether it did. Throws a `UsageError`. */
  write({ path, what, text }: StarterFile): boolean {
    const place = join(this.#folder, path);
    try {
      mkdirSync(dirname(place), { recursive: true });
    } catch (error) {
      throw this.#failure(`cannot make the folder ${quoted(dirname(place))}`, error);
    }
    try {
      writeNew(place, text);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw this.#failure(`cannot write ${quoted(place)}`, error);
      print(`left ${quoted(place)} as it is: it is there already\n`);
      return false;
    }
    this.#written.push(place);
    print(`wrote ${quoted(place)}: ${what}\n`);
    return true;
  }

  #failure(what: string, error: unknown): UsageError {
    const code = codeOf(error);
    const reason = code === 'EEXIST' || code === 'ENOTDIR' ? 'something else has that name' : reasonOf(error);
    const before =
      this.#written.length === 0
        ? 'nothing was written'
        : `written before that: ${this.#written.map(quoted).join(', ')}`;
    return new UsageError(`${what}: ${reason}; ${before}`);
  }
}

/** Makes a file that is not there yet; half of one is taken back. */
function writeNew(path: string, text: string): void {
  const file = openSync(path, 'wx');
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
  } catch (error) {
    unlinkSync(path);
    throw error;
  } finally {
    closeSync(file);
  }
}
