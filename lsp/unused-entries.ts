import type { Configuration, Use } from '../src/config/configuration.ts';
import type { Diagnostic, Severity } from '../src/diagnostic.ts';
import type { IgnoreEntry } from '../src/lint.ts';
import { everyFileBelow } from '../src/walk.ts';
import type { EntriesUsed } from './open-document.ts';

/** What the files of a workspace say of the entries of configurations. */
export interface Looked {
  /** By the file's path; absent where it could not be read. */
  readonly files: ReadonlyMap<string, EntriesUsed | undefined>;
  /** The severities that the client's settings give. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
}

/** The entries of a configuration that hold nothing, as the command line tells of them where it is run on the whole workspace. */
export function unusedEntries(
  configuration: Configuration,
  path: string,
  folder: string,
  { files, severities }: Looked,
): readonly Diagnostic[] {
  const unused = new Set<IgnoreEntry>();
  const others = new Set<IgnoreEntry>();
  const looked = new Set<string>([path]);
  for (const [file, entries] of files) {
    if (entries === undefined) continue;
    if (entries.isJudged) looked.add(file);
    for (const entry of entries.unused) unused.add(entry);
    for (const entry of entries.others) others.add(entry);
  }
  let every: readonly string[] | undefined;
  const use: Use = {
    unused: new Set([...unused].filter((entry) => !others.has(entry))),
    looked,
    toLint: () => [...files.keys()],
    everyFile() {
      every ??= everyFileBelow(folder);
      return every;
    },
    severities,
    only: undefined,
  };
  return configuration.unused(use);
}
