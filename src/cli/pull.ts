import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Document } from '../document.ts';
import { applyEdits } from '../edit.ts';
import { readFile, reasonOf } from '../files.ts';
import { counted } from '../formats/summary.ts';
import { readDirectives } from '../ignore.ts';
import { kindsOf } from '../kinds.ts';
import type { ReadFile } from '../lint.ts';
import { didYouMean } from '../nearest.ts';
import type { Api, Listed } from '../push/api.ts';
import { canonical, idOf, namesOf } from '../push/canonical.ts';
import { inParallel } from '../push/parallel.ts';
import { type Pulled, pulledFrom, pulledText, remarks, updateEdits } from '../push/pull.ts';
import type { SecretValues } from '../push/secret-values.ts';
import { Stop } from '../push/stop.ts';
import { readSource } from '../read.ts';
import { replaceFile } from '../replace-file.ts';
import { visible } from '../visible.ts';
import { connect, guarded } from './deploy.ts';
import { Progress } from './progress.ts';
import { type PullSettings, readPullOptions } from './pull-options.ts';
import { print, say } from './terminal.ts';
import { quoted } from './words.ts';

/** Writes templates of the API to files. Gives the exit code; throws a `UsageError`. */
export async function pullCommand(args: readonly string[]): Promise<number> {
  const settings = readPullOptions(args);
  if (settings === 'help') return 0;
  return guarded((secrets) => run(settings, secrets));
}

async function run(settings: PullSettings, secrets: SecretValues): Promise<number> {
  const { template, output } = settings;
  const { api } = connect(secrets, settings.timeout);
  if (template !== undefined) {
    if (output !== undefined) refuseThere([output], settings);
    const { id } = await named(api, template);
    const answer = await api.read({ kind: 'template', template: id });
    if (output === undefined) print(pulledText(pulledFrom(id, answer), 'yaml'));
    else write(output, id, answer, settings);
    return 0;
  }
  return pullAll(api, output ?? '.', settings);
}

async function pullAll(api: Api, folder: string, settings: PullSettings): Promise<number> {
  const all = await api.templates();
  const names = fileNames(all);
  const paths = all.map(({ id }) => join(folder, names.get(id) ?? `${id}.yaml`));
  refuseThere(paths, settings);
  const progress = new Progress();
  const answers = await inParallel(
    all,
    8,
    ({ id }) => api.read({ kind: 'template', template: id }),
    (done) => progress.tell('pulled', done, all.length),
  );
  progress.end();
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Stop(2, `cannot make ${quoted(folder)}: ${reasonOf(error)}`);
  }
  for (const [index, { id }] of all.entries()) write(paths[index] ?? '', id, answers[index], settings);
  say(`pulled ${counted(all.length, 'template')} to ${quoted(folder)}`);
  return 0;
}

/** The template that an id or a name means. */
async function named(api: Api, wanted: string): Promise<Listed> {
  const all = await api.templates();
  const byId = all.find(({ id }) => id === wanted);
  const byName = all.filter(({ id, name }) => name === wanted && id !== byId?.id);
  const [first, second] = byId === undefined ? byName : [byId, ...byName];
  if (first === undefined) {
    const names = all.flatMap(({ name }) => (name === undefined ? [] : [name]));
    throw new Stop(
      2,
      `there is no template with the id or the name ${quoted(wanted)}${visible(didYouMean(wanted, names))}`,
    );
  }
  if (second === undefined) return first;
  const ids = [first, second].map(({ id }) => quoted(id)).join(' and ');
  throw new Stop(4, `${quoted(wanted)} means more than one template, such as ${ids}: give an id`);
}

function refuseThere(paths: readonly string[], { isForced, isUpdate }: PullSettings): void {
  const there = isForced || isUpdate ? [] : paths.filter((path) => existsSync(path));
  if (there.length === 0) return;
  const which = there.slice(0, 5).map(quoted).join(', ');
  const more = there.length > 5 ? ` and ${there.length - 5} more` : '';
  throw new Stop(
    4,
    `already there: ${which}${more}; give \`--force\` to write over, or \`--update\` to change what differs; nothing was written`,
  );
}

function write(path: string, id: string, answer: unknown, { isUpdate }: PullSettings): void {
  const isThere = existsSync(path);
  const pulled = isThere && isUpdate ? update(path, id, answer) : create(path, id, answer, isThere);
  for (const remark of pulled === undefined ? [] : remarks(pulled)) say(`${quoted(path)}: ${visible(remark)}`);
}

function create(path: string, id: string, answer: unknown, isThere: boolean): Pulled {
  const pulled = pulledFrom(id, answer);
  const text = pulledText(pulled, /\.json$/i.test(path) ? 'json' : 'yaml');
  if (isThere) {
    const reading = statSync(path).isFile() ? readFile(path) : { error: 'it is no file' };
    const error = 'error' in reading ? reading.error : replaceFile(path, reading.text, text);
    if (error !== undefined) throw new Stop(2, `cannot write ${quoted(path)}: ${error}`);
    return pulled;
  }
  try {
    const file = openSync(path, 'wx');
    try {
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const where = existsSync(dirname(path)) ? '' : ` (${quoted(dirname(path))} is not there)`;
    throw new Stop(2, `cannot write ${quoted(path)}: ${reasonOf(error)}${where}`);
  }
  return pulled;
}

/** Changes what differs in a file, and nothing else; `undefined` where nothing does. */
function update(path: string, id: string, answer: unknown): Pulled | undefined {
  const reading = readFile(path);
  if ('error' in reading) throw new Stop(2, `cannot read ${quoted(path)}: ${reading.error}`);
  const file = readSource({ path, text: reading.text });
  const { text, documents } = file;
  const [document, second] = documents;
  if (document === undefined || second !== undefined || document.problems.length > 0) {
    throw new Stop(
      2,
      `${quoted(path)} must be one document without syntax errors to be updated: mend it, or pull with \`--force\``,
    );
  }
  refuseOther(file, document, id);
  const pulled = pulledFrom(id, answer, canonical('template', document.value));
  const edits = updateEdits(document, pulled);
  if (edits === undefined || edits.length === 0) {
    say(`${quoted(path)} says already what the server has`);
    return undefined;
  }
  const mark = reading.text.slice(0, reading.text.length - text.length);
  const error = replaceFile(path, reading.text, mark + applyEdits(text, edits));
  if (error !== undefined) throw new Stop(2, `cannot write ${quoted(path)}: ${error}`);
  return pulled;
}

/** What is no template, or another one, is not to be made into this one. */
function refuseOther(file: ReadFile, document: Document, id: string): void {
  const kind = kindsOf(file, readDirectives(file.text, file.comments, new Set()), undefined)(document)?.kind;
  const isBare = namesOf(document.value).every((name) => name === 'name');
  if (kind !== 'template' && (kind !== undefined || !isBare)) {
    const what = kind === undefined ? 'holds no template' : `is a document of the kind \`${kind}\`, and no template`;
    throw new Stop(4, `${quoted(file.path)} ${what}: give another file; nothing was written`);
  }
  const other = idOf(document.value);
  if (other !== undefined && other !== id) {
    throw new Stop(
      4,
      `${quoted(file.path)} has the id ${quoted(other)}, and ${quoted(id)} is another template: give another file; nothing was written`,
    );
  }
}

/** Names that Windows keeps for devices. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file for each template, by its id: names that stay within the folder, and differ also where case does not count. */
function fileNames(all: readonly Listed[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { id, name = '' } of all) {
    const plain = inFileName(name);
    const base = plain === '' || devices.test(plain) ? `template-${inFileName(id)}` : plain;
    const free = taken.has(base.toLowerCase()) ? `${base}-${inFileName(id)}` : base;
    taken.add(free.toLowerCase());
    names.set(id, `${free}.yaml`);
  }
  return names;
}

function inFileName(text: string): string {
  return text
    .replaceAll(/[^A-Za-z0-9 ._-]+/g, '_')
    .slice(0, 100)
    .replaceAll(/^[. ]+|[. ]+$/g, '');
}
