import { dirname } from 'node:path';
import { Configuration } from '../src/config/configuration.ts';
import { ConfigFinder } from '../src/config/find.ts';
import { readConfig } from '../src/config/read.ts';
import type { Diagnostic } from '../src/diagnostic.ts';
import type { Reading } from '../src/files.ts';
import { readSource } from '../src/read.ts';

/** The configuration that holds for a file. */
export interface Holding {
  /** Where it is; absent where there is none. */
  readonly path?: string;
  /** What it says; as long as it has mistakes, what it said before. */
  readonly configuration?: Configuration;
  /** Why nothing can be linted with it: it has mistakes, and said nothing before. */
  readonly mistake?: Mistake;
}

/** What is wrong with a configuration. */
export interface Mistake {
  /** What is wrong, in words that follow `the configuration`. */
  readonly message: string;
  /** The first thing that is wrong in it, if it could be read. */
  readonly first?: Diagnostic;
}

/** The configurations that hold for files, each read once until they are forgotten. */
export class Configurations {
  readonly #read: (path: string) => Reading;
  readonly #loaded = new Map<string, Holding>();
  /** What each said when it last had no mistake. */
  readonly #sound = new Map<string, Configuration>();
  #finder = new ConfigFinder();

  /** `read` gives the text of a file: that of the editor where it has the file open. */
  constructor(read: (path: string) => Reading) {
    this.#read = read;
  }

  /** The configuration of a file: the one that is named, with globs that start at a folder, or the nearest. */
  of(path: string, named?: { readonly path: string; readonly folder: string }): Holding {
    if (named !== undefined) return this.#load(named.path, named.folder);
    const [own, other] = this.#finder.nearest(path);
    if (own === undefined) return {};
    if (other === undefined) return this.#load(own, dirname(own));
    return { path: own, mistake: { message: 'stands beside another in the same folder: keep one' } };
  }

  /** Forgets what was read: some may have come, changed or gone. What a broken one said before is kept. */
  forget(): void {
    this.#finder = new ConfigFinder();
    this.#loaded.clear();
  }

  #load(path: string, folder: string): Holding {
    const known = this.#loaded.get(path);
    if (known !== undefined) return known;
    const made = this.#holding(path, folder);
    this.#loaded.set(path, made);
    return made;
  }

  #holding(path: string, folder: string): Holding {
    const reading = this.#read(path);
    if ('error' in reading) return this.#broken(path, { message: `cannot be read: ${reading.error}` });
    const { file, config, report } = readConfig(readSource({ path, text: reading.text }));
    if (config === undefined) {
      const [first] = report.diagnostics;
      return this.#broken(path, { message: 'has mistakes', ...(first !== undefined && { first }) });
    }
    const today = new Date().toISOString().slice(0, 10);
    const configuration = new Configuration({ config, document: file.documents[0], folder }, today);
    this.#sound.set(path, configuration);
    return { path, configuration };
  }

  #broken(path: string, mistake: Mistake): Holding {
    const configuration = this.#sound.get(path);
    return configuration === undefined ? { path, mistake } : { path, configuration };
  }
}
