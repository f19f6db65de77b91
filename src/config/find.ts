import { existsSync, lstatSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** What a configuration may be called. */
const configNames: readonly string[] = ['hmslint.config.yaml', 'hmslint.config.yml', 'hmslint.config.json'];

/** Whether a path is called like a configuration. */
export function isConfigFile(path: string): boolean {
  return configNames.includes(basename(path));
}

/** Looks for the configurations of files, each folder once. */
export class ConfigFinder {
  readonly #found = new Map<string, readonly string[]>();

  /**
   * The configurations that hold for a file: those of the nearest folder upwards that has one, up to the root of the
   * repository. More than one is one too many.
   */
  nearest(path: string): readonly string[] {
    const folder = dirname(resolve(path));
    const passed: string[] = [];
    let found: readonly string[] = [];
    for (let current = folder; ; current = dirname(current)) {
      const known = this.#found.get(current);
      if (known !== undefined) {
        found = known;
        break;
      }
      passed.push(current);
      found = configsIn(current);
      if (found.length > 0 || existsSync(join(current, '.git')) || dirname(current) === current) break;
    }
    for (const each of passed) this.#found.set(each, found);
    return found;
  }
}

function configsIn(folder: string): readonly string[] {
  return configNames.map((name) => join(folder, name)).filter(stands);
}

/** Whether something stands at a path that is to be read as a configuration, even if it cannot be. */
function stands(path: string): boolean {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats?.isFile() === true || stats?.isSymbolicLink() === true || stats?.isDirectory() === true;
  } catch {
    // In a folder that nobody may look into.
    return false;
  }
}
