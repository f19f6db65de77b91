import {
  type CancellationToken,
  ExecuteCommandRequest,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver-protocol';
import { mistakesIn } from '../src/mistakes.ts';
import { Secrets } from '../src/secrets.ts';
import { known } from '../src/sound.ts';
import { type Session, workspaceFeature } from './feature.ts';
import type { PicturedTemplate } from './matrix-page.ts';
import { type DocumentMeaning, meaningsIn } from './meanings.ts';
import type { OpenDocument } from './open-document.ts';
import type { Outcome } from './plan-and-push.ts';
import { nameOf } from './uris.ts';

/** Who hears whom in a template: takes its URI and, if one role is meant, that role's name; gives an HTML page. */
export const matrixCommand = 'hmslint.matrix';

/** What push would change of a file: takes its URI; shows a plan beside it, and gives it in Markdown. */
export const planCommand = 'hmslint.plan';

/** Pushes a file after showing the plan and asking: takes its URI; gives what was done in words, or `null` for nothing. */
const pushCommand = 'hmslint.push';

type Run = (args: readonly unknown[], session: Session, token: CancellationToken) => Promise<unknown>;

/** The commands, each with what does it. */
const commands: ReadonlyMap<string, Run> = new Map<string, Run>([
  [matrixCommand, showMatrix],
  [
    planCommand,
    async ([uri], session, token) => {
      const open = oursAt(uri, session, 'a plan is made of a document of the 100ms API, and this is none');
      return answerOf(await (await import('./plan-and-push.ts')).plan(open, session, token));
    },
  ],
  [
    pushCommand,
    async ([uri], session, token) => {
      const open = oursAt(uri, session, 'a document of the 100ms API can be pushed, and this is none');
      return answerOf(await (await import('./plan-and-push.ts')).push(open, session, token));
    },
  ],
]);

/** Commands behind lenses, and those that an extension offers. */
export const executeCommand = workspaceFeature(ExecuteCommandRequest.type, {
  capabilities: { executeCommandProvider: { commands: [...commands.keys()] } },
  needs: ['command'],
  answer({ command, arguments: args }, session, token) {
    const run = commands.get(command);
    if (run === undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, 'hmslint has no such command');
    return run(Array.isArray(args) ? args : [], session, token);
  },
});

async function showMatrix([uri, role]: readonly unknown[], session: Session): Promise<string> {
  const open = oursAt(uri, session, 'a matrix is made of a template, and this is none');
  const templates = meaningsIn(open).filter(({ kind }) => kind === 'template');
  const name = typeof role === 'string' ? role : undefined;
  const having = name === undefined ? templates : templates.filter(({ meaning }) => meaning.role(name) !== undefined);
  if (having.length === 0) {
    throw refusal(
      templates.length === 0 ? 'a matrix is made of a template, and this is none' : 'there is no such role any more',
    );
  }
  const { matrixPage } = await import('./matrix-page.ts');
  return matrixPage(
    having.map((meaning) => pictured(meaning, open)),
    name,
  );
}

/** The document with a URI, if it is one of the API; refuses in the given words. */
function oursAt(uri: unknown, { workspace }: Session, otherwise: string): OpenDocument {
  const open = typeof uri === 'string' ? workspace.document(uri) : undefined;
  if (open === undefined || !open.isOurs) throw refusal(otherwise);
  return open;
}

function answerOf<T>(outcome: Outcome<T>): T {
  if ('refusal' in outcome) throw refusal(outcome.refusal);
  return outcome.answer;
}

function refusal(message: string): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}

function pictured({ document, meaning, understood }: DocumentMeaning, open: OpenDocument): PicturedTemplate {
  const secrets = new Secrets(open.file);
  const { template } = understood.sound;
  const name = known(() => template?.name);
  return {
    path: nameOf(open.uri),
    ...(open.documents.length > 1 && { document: document.index }),
    ...(name !== undefined && { name }),
    meaning,
    omissions: mistakesIn(document, understood).map(({ offset, message, ...mistake }) => {
      const { line, character } = open.positions.at(offset);
      return { ...mistake, message: secrets.mask(message), line: line + 1, column: character + 1 };
    }),
    mask: (text) => secrets.mask(text),
  };
}
