import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import type { CancellationToken } from 'vscode-languageserver-protocol';
import { readFile } from '../src/files.ts';
import { counted } from '../src/formats/summary.ts';
import { quoted, visible } from '../src/visible.ts';
import type { Session } from './feature.ts';
import type { OpenDocument } from './open-document.ts';
import { nameOf, uriOf } from './uris.ts';
import { own } from './values.ts';

/** The command line beside the server: it alone talks to the API, so that an editor does what a terminal does. */
const cli = join(import.meta.dirname, 'cli.cjs');

/** A file that a plan is made of, as the command line is told of it. */
interface Source {
  /** The workspace folder, in which the command line runs and leaves backups. */
  readonly folder: string;
  /** The file's path from there. */
  readonly path: string;
  /** Options that say how it is linted. */
  readonly options: readonly string[];
}

/** How a run of the command line ended. */
interface Ran {
  /** `null` where it was killed. */
  readonly code: number | null;
  readonly output: string;
  /** What it said beside: why it refused, or what it did. */
  readonly said: string;
}

/** A plan that was made. */
interface Made {
  readonly source: Source;
  readonly markdown: string;
  /** Where it is kept for push. */
  readonly kept: string;
  /** Whether lint found errors, so that push would refuse. */
  readonly hasErrors: boolean;
}

/** Files whose push is under way. */
const pushing = new Set<string>();

/** What came of a command: its answer, or why there is none. */
export type Outcome<T> = { readonly answer: T } | { readonly refusal: string };

/** Shows what push would change, in Markdown. */
export function plan(open: OpenDocument, session: Session, token: CancellationToken): Promise<Outcome<string>> {
  return outcomeOf(async () => {
    const { markdown, kept } = await made(open, session, token);
    await show(open, markdown, session);
    if (!session.client.showsDocuments) session.screen.tell(inShort(documentsIn(readFileSync(kept, 'utf8'))));
    return markdown;
  });
}

/** Shows what would change, asks, and pushes exactly that; gives what was done, in words, or `null` for nothing. */
export function push(open: OpenDocument, session: Session, token: CancellationToken): Promise<Outcome<string | null>> {
  return outcomeOf(async () => {
    if (pushing.has(open.path)) throw new Refusal(`a push of ${quoted(nameOf(open.uri))} is under way`);
    pushing.add(open.path);
    try {
      return await pushOnce(open, session, token);
    } finally {
      pushing.delete(open.path);
    }
  });
}

async function pushOnce(open: OpenDocument, session: Session, token: CancellationToken): Promise<string | null> {
  const { source, markdown, kept, hasErrors } = await made(open, session, token);
  await show(open, markdown, session);
  if (hasErrors) throw new Refusal('there are lint errors: mend them first; nothing was pushed');
  const planned = documentsIn(readFileSync(kept, 'utf8'));
  const needs = planned.flatMap((document) => document.needs);
  if (!planned.some(({ isChanging }) => isChanging)) {
    session.screen.tell('the server has all of it already: nothing was sent');
    return null;
  }
  const action = needs.length === 0 ? 'Push' : 'Push and delete';
  if (!(await agreed(question(planned), action, session)) || token.isCancellationRequested) return null;
  const allowing = needs.flatMap(({ option, value }) => [option, value]);
  // Once it writes, nobody ends it half-way.
  const ran = await run(source.folder, ['push', '--plan', kept, '--yes', ...source.options, ...allowing]);
  if (ran.code !== 0) throw refusalOf(ran);
  session.screen.tell(ran.said);
  return ran.said;
}

async function agreed(asked: string, action: string, { screen }: Session): Promise<boolean> {
  try {
    return await screen.ask(asked, action);
  } catch {
    throw new Refusal('the editor cannot ask whether to push: run `hmslint push` in a terminal; nothing was pushed');
  }
}

/** Why a command does nothing, in words for people. */
class Refusal extends Error {}

/** Why the command line refused, as it says itself. */
function refusalOf({ said, code }: Ran): Refusal {
  return new Refusal(said === '' ? `the command line ended with ${code ?? 'a signal'}` : said);
}

/** This file is loaded late, with classes of its own: what it throws is caught here. */
async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { answer: await work() };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.message };
    throw error;
  }
}

async function made(open: OpenDocument, session: Session, token: CancellationToken): Promise<Made> {
  const source = sourceOf(open, session);
  const kept = join(mine(), `${++plans}.json`);
  const args = ['plan', '--format', 'markdown', '--output', kept, ...source.options, '--', source.path];
  const ran = await run(source.folder, args, token);
  const { code, output, said } = ran;
  if ((code !== 0 && code !== 1) || output === '') throw refusalOf(ran);
  // What earlier runs left behind is told beside the plan; where the plan is kept is nobody's business.
  const aside = said.split('\n').filter((line) => line !== '' && !line.includes(kept));
  if (aside.length > 0) session.screen.tell(aside.join('\n'));
  return { source, markdown: output, kept, hasErrors: code === 1 };
}

function sourceOf({ path, text }: OpenDocument, { workspace, client }: Session): Source {
  if (!client.isTrusted) throw new Refusal('hmslint plans and pushes only in a folder that you trust');
  const reading = readFile(path);
  if ('error' in reading) throw new Refusal(`a plan is made of a file: ${reading.error}`);
  if (asLines(reading.text) !== asLines(text)) throw new Refusal('a plan is made of the file: save it first');
  const folder = workspace.folderOf(path)?.path ?? dirname(path);
  const { config } = workspace.settingsOf(path);
  const options = config === undefined ? [] : ['--config', resolve(folder, config)];
  return { folder, path: relative(folder, path), options };
}

/** Editors leave byte order marks out, and end all lines in one way, without calling that a change. */
function asLines(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
}

async function show(open: OpenDocument, markdown: string, { screen, client }: Session): Promise<void> {
  if (!client.showsDocuments) return;
  const path = join(mine(), `plan of ${nameOf(open.uri).slice(-100)}.md`);
  writeFileSync(path, markdown, { mode: 0o600 });
  // Whoever cannot see it there has the answer.
  await screen.show(uriOf(path)).catch(() => {});
}

/** Runs the command line in a folder, with the environment of the editor. */
async function run(folder: string, args: readonly string[], token?: CancellationToken): Promise<Ran> {
  const child = spawn(process.execPath, [cli, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const cancelled = token?.onCancellationRequested(() => child.kill());
  try {
    const [output, complaint, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended(child)]);
    return { code, output, said: complaint.replace(/^hmslint: /gm, '').trim() };
  } catch {
    throw new Refusal('the command line could not be started');
  } finally {
    cancelled?.dispose();
  }
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** What of a plan is said where somebody is asked. */
interface PlannedDocument {
  readonly title: string;
  readonly isChanging: boolean;
  readonly dangers: readonly string[];
  readonly needs: readonly { readonly option: string; readonly value: string }[];
}

/** Reads a plan that the command line kept. */
function documentsIn(text: string): readonly PlannedDocument[] {
  return listOf(own(JSON.parse(text), 'documents')).map((document) => {
    const template = own(document, 'template');
    const name = textIn(template, 'name') ?? textIn(template, 'id') ?? '';
    const isNew = own(document, 'action') === 'create';
    const count = listOf(own(document, 'changes')).length;
    const changes = count === 0 ? 'nothing to change' : counted(count, 'change');
    return {
      title: `template ${quoted(name)}: ${isNew ? 'is created' : changes}`,
      isChanging: own(document, 'action') !== 'none',
      dangers: listOf(own(document, 'dangers')).flatMap((danger) => textIn(danger, 'message') ?? []),
      needs: listOf(own(document, 'needs')).flatMap((need) => {
        const [option, value] = [textIn(need, 'option'), textIn(need, 'value')];
        return option === undefined || value === undefined ? [] : [{ option, value }];
      }),
    };
  });
}

function question(planned: readonly PlannedDocument[]): string {
  return `Push?\n${inShort(planned.filter(({ isChanging }) => isChanging))}`;
}

/** What would change, where there is no room for all of it. */
function inShort(planned: readonly PlannedDocument[]): string {
  const lines = planned.flatMap(({ title, dangers }) => {
    const shown = dangers.slice(0, mostDangers).map((danger) => `⚠ ${visible(danger)}.`);
    const left = dangers.length - shown.length;
    return [`${title}.`, ...shown, ...(left > 0 ? [`⚠ And ${left} more: they are in the plan.`] : [])];
  });
  return [...lines, 'Sessions that are running keep the old template until people rejoin.'].join('\n');
}

/** A question has room for so many; the plan beside it has all. */
const mostDangers = 5;

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textIn(value: unknown, name: string): string | undefined {
  const text = own(value, name);
  return typeof text === 'string' ? text : undefined;
}

let folder: string | undefined;
let plans = 0;

/** A folder for plans that only this user reads; it goes with the server. */
function mine(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'hmslint-plans-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}
