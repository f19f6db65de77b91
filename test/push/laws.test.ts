import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { Kind } from '../../src/diagnostic.ts';
import { lint } from '../../src/index.ts';
import { steps } from '../../src/pointer.ts';
import type { Environment } from '../../src/push/connection.ts';
import { pulledFrom, pulledText } from '../../src/push/pull.ts';
import { ownAt } from '../../src/push/values.ts';
import { isObject } from '../api-server/json.ts';
import { ApiServer, type ServerOptions } from '../api-server/server.ts';
import { answerOf } from '../api-server/store.ts';
import { differencesOf, Remote } from './remote.ts';

// Pull, then plan: nothing. Push, then plan: nothing. For every template that lints clean, and what the API is known to answer.
interface Case {
  readonly id: string;
  readonly kind: Kind;
  readonly document: unknown;
  readonly expect: { readonly clean: boolean };
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL('../conformance/documents.json', import.meta.url), 'utf8'),
);
const corpus = fileURLToPath(new URL('../../../shared/corpus/documents/', import.meta.url));
const answers = existsSync(corpus) ? readdirSync(corpus) : [];

const templates = new Map<string, { readonly [name: string]: unknown }>();
for (const { id, kind, document, expect: wanted } of cases) {
  if (kind === 'template' && wanted.clean && isObject(document)) templates.set(id, document);
}
for (const name of answers) {
  const document: unknown = JSON.parse(readFileSync(corpus + name, 'utf8'));
  const [file] = lint({ path: name, text: JSON.stringify(document) }).files;
  const hasErrors = file?.diagnostics.some(({ severity }) => severity === 'error') === true;
  if (file?.kind === 'template' && !hasErrors && isObject(document)) templates.set(name, document);
}

const folder = mkdtempSync(join(tmpdir(), 'hmslint-laws-'));
afterAll(() => rmSync(folder, { recursive: true }));

const servers: readonly (readonly [string, ServerOptions])[] = [
  ['that fills in what version 2 does', {}],
  ['that fills in what version 1 does', { filling: 'v1' }],
  ['that fills in nothing', { filling: 'none' }],
  ['that masks secrets', { masking: 'stars' }],
  ['that leaves secrets out', { masking: 'absent' }],
  ['that leaves out what is empty', { isTerse: true }],
];

/** The document without what the API sets. */
function ownOf(document: { readonly [name: string]: unknown }): { readonly [name: string]: unknown } {
  const { id: _1, _id: _2, ...rest } = document;
  return rest;
}

/** A name that only one of the templates has. */
function nameFor(id: string): string {
  return id.replaceAll(/[^a-zA-Z0-9 ._:-]/g, '-');
}

/** Values for the variables of a document. */
function environmentFor(document: unknown): Environment {
  const names = [...JSON.stringify(document).matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
  return Object.fromEntries(names.map((name) => [name, name === 'HOST' ? 'stream.example.com' : `value-of-${name}`]));
}

it('there is something to hold the laws for', () => {
  expect(templates.size).toBeGreaterThan(100);
});

describe.each(servers)('with a server %s', (name, options) => {
  // The others differ in what they fill in and show: a part of the templates is enough for them.
  const meant = [...templates].filter(
    ([, document], index) =>
      name === servers[0]?.[0] || index % 6 === 0 || /credentials|rtmp:/.test(JSON.stringify(document)),
  );

  it('nothing is left to change after push, nor after pull', async () => {
    const wrong: unknown[] = [];
    for (const [id, document] of meant) {
      const server = await ApiServer.start(options);
      try {
        const afterPush = await leftAfterPush(server, { ...ownOf(document), name: nameFor(id) });
        const afterPull = [await leftAfterPull(server, 'yaml'), await leftAfterPull(server, 'json')];
        const left = [afterPush, ...afterPull].flat();
        if (left.length > 0 || server.writes.length !== 1) wrong.push([id, left, server.writes.length]);
      } catch (error) {
        wrong.push([id, String(error)]);
      } finally {
        await server.stop();
      }
    }
    expect(wrong).toEqual([]);
  }, 300_000);
});

/** Pushes a document, and gives what a plan would change then. */
async function leftAfterPush(server: ApiServer, document: unknown): Promise<readonly string[]> {
  const remote = new Remote(server);
  const intended = remote.intend(JSON.stringify(document), 'template', environmentFor(document), 'a.json');
  await remote.push(await remote.plan([intended]), folder);
  return differencesOf(await remote.plan([intended]));
}

/** Pulls the template that the server has, and gives what a plan would change then. */
async function leftAfterPull(server: ApiServer, syntax: 'json' | 'yaml'): Promise<readonly string[]> {
  const [stored] = server.store.all;
  if (stored === undefined) throw new Error('the server has no template');
  const remote = new Remote(server);
  const pulled = pulledFrom(stored.id, await remote.api.read({ kind: 'template', template: stored.id }));
  const real = answerOf(stored);
  const environment = Object.fromEntries(
    [...pulled.variables].map(([name, pointer]) => [
      name,
      behind(name, ownAt(pulled.value, steps(pointer)), ownAt(real, steps(pointer))),
    ]),
  );
  const intended = remote.intend(pulledText(pulled, syntax), 'template', environment, `a.${syntax}`);
  return differencesOf(await remote.plan([intended]));
}

/** What a variable must be, so that a text with it becomes the real one. */
function behind(name: string, written: unknown, real: unknown): string {
  if (typeof written !== 'string') throw new Error(`${name} stands in no text`);
  const pattern = written
    .split(/(\$\{\w+\})/)
    .map((part) => (part === `\${${name}}` ? '(.+)' : /^\$\{/.test(part) ? '.+' : part.replaceAll(/[^\w]/g, '\\$&')));
  return new RegExp(`^${pattern.join('')}$`, 's').exec(String(real))?.[1] ?? 'not-known';
}
