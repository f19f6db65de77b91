import { statSync } from 'node:fs';
import type { Kind } from '../diagnostic.ts';
import { type Document, locate } from '../document.ts';
import { readFile, readStandardInput } from '../files.ts';
import { unknownDocument } from '../findings.ts';
import { readDirectives } from '../ignore.ts';
import { kindsOf } from '../kinds.ts';
import { Lines } from '../lines.ts';
import type { ReadFile } from '../lint.ts';
import { readSource } from '../read.ts';
import { Secrets } from '../secrets.ts';
import { Configured } from './configured.ts';
import { standardInput } from './gather.ts';
import { type LintSettings, plainSettings } from './settings.ts';
import { quoted, UsageError } from './words.ts';

/** The one file that a command speaks of. */
export interface Subject {
  readonly file: ReadFile;
  /** At least one, in the order of the file. */
  readonly parts: readonly { readonly document: Document; readonly kind: Kind }[];
  /** What of it is not to be shown. */
  readonly secrets: Secrets;
}

/**
 * Reads the file at a path, or standard input for `-`. Throws a `UsageError` where it cannot be read, is so broken that a part of
 * it may be hidden, or holds something that is no document of the API.
 */
export async function readSubject(
  path: string,
  { kind, config }: Pick<LintSettings, 'config'> & { readonly kind: Kind | undefined },
): Promise<Subject> {
  const name = path === '-' ? standardInput : path.replaceAll('\\', '/');
  const configuredKind = kind ?? (await kindIn(name, config));
  const reading = path === '-' ? readStandardInput() : readFile(path);
  if ('error' in reading) {
    const isFolder = path !== '-' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    throw new UsageError(`cannot read ${quoted(name)}: ${isFolder ? 'it is a folder, name one file' : reading.error}`);
  }
  const file = readSource({ path: name, text: reading.text });
  const secrets = new Secrets(file);
  const kindOf = kindsOf(file, readDirectives(file.text, file.comments, new Set()), configuredKind);
  const parts = file.documents.map((document) => {
    const recognised = kindOf(document);
    if (document.partial || document.value === undefined) throw broken(file, document, secrets);
    if (recognised === undefined) {
      throw new UsageError(`${where(file, locate(document, '').value.start)}: ${unknownDocument}`);
    }
    return { document, kind: recognised.kind };
  });
  if (parts.length === 0) throw new UsageError(`there is no document in ${quoted(name)}`);
  return { file, parts, secrets };
}

/** A place of a file as a message begins with it. */
export function where({ path, text }: ReadFile, offset: number): string {
  const { line, column } = new Lines(text).position(offset);
  return `${quoted(path)}, line ${line}, column ${column}`;
}

function broken(file: ReadFile, { problems, range }: Document, secrets: Secrets): UsageError {
  const [first] = problems;
  const words = first === undefined ? 'nothing can be read of it' : secrets.mask(first.message);
  return new UsageError(`cannot read ${where(file, first?.range.start ?? range.start)}: ${words}`);
}

/** What the configuration says that a file is. */
async function kindIn(path: string, config: LintSettings['config']): Promise<Kind | undefined> {
  const found = { files: [{ path, named: true }], unreadable: [] };
  const configured = await Configured.of(found, [], { ...plainSettings([path]), config });
  if (configured?.isBroken === true) {
    const [report] = configured.reports;
    const name = quoted(report?.path ?? 'the configuration');
    throw new UsageError(
      `${name} has mistakes: \`hmslint ${report?.path ?? ''}\` tells them, \`--no-config\` goes without it`,
    );
  }
  return configured?.settingsOf(path)?.kind;
}
