import { type CodeLens, CodeLensRequest, type Command } from 'vscode-languageserver-protocol';
import type { Range } from '../src/diagnostic.ts';
import type { Client } from './client.ts';
import { matrixCommand, planCommand } from './commands.ts';
import { documentFeature } from './feature.ts';
import { type DocumentMeaning, meaningsIn } from './meanings.ts';
import type { OpenDocument } from './open-document.ts';
import { pathOf } from './uris.ts';

/** Above each role, who hears it and whom it hears; above a template, its plan. */
export const codeLenses = documentFeature(CodeLensRequest.type, {
  capabilities: { codeLensProvider: { resolveProvider: false } },
  otherwise: [],
  answer: (open, _, { client }) => lensesOf(open, client),
});

/** A lens of a document: where it stands, what it says, and the command behind it. */
interface Lens {
  readonly range: Range;
  readonly title: string;
  readonly command: string;
  readonly args: readonly unknown[];
}

/** The lenses of a text. For a client that shows no page, the lens of a role only says something; a plan is shown to every one. */
export function lensesOf(open: OpenDocument, client: Client): CodeLens[] {
  const meanings = meaningsIn(open);
  const lenses = [
    ...planLens(meanings, open, client),
    ...meanings.flatMap((meaning) => [...roleLenses(meaning, open)]),
  ];
  return lenses.map(({ range, title, command, args }) => {
    const shown: Command =
      command === planCommand || client.commands.has(command)
        ? { title, command, arguments: [...args] }
        : { title, command: '' };
    return { range: open.positions.range(range), command: shown };
  });
}

/** Above the first template of a file: push takes files as a whole. */
function* planLens(meanings: readonly DocumentMeaning[], open: OpenDocument, client: Client): Iterable<Lens> {
  const first = meanings.find(({ kind }) => kind === 'template');
  if (first === undefined || !client.isTrusted || pathOf(open.uri) === undefined) return;
  const { start } = first.document.locate('')?.value ?? { start: 0 };
  yield { range: { start, end: start }, title: 'plan', command: planCommand, args: [open.uri] };
}

function* roleLenses({ kind, document, meaning }: DocumentMeaning, open: OpenDocument): Iterable<Lens> {
  if (kind !== 'template') return;
  for (const { name, pointer } of meaning.roles) {
    const location = document.locate(pointer);
    const range = location?.key ?? location?.value;
    if (range === undefined || location?.keyOrigin !== undefined) continue;
    const hears = meaning.hears(name);
    const title = `heard by ${meaning.heardBy(name).length} · hears ${hears === undefined ? '?' : hears.length}`;
    yield { range, title, command: matrixCommand, args: [open.uri, name] };
  }
}
