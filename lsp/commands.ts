import { ExecuteCommandRequest, LSPErrorCodes, ResponseError } from 'vscode-languageserver-protocol';
import { mistakesIn } from '../src/mistakes.ts';
import { Secrets } from '../src/secrets.ts';
import { known } from '../src/sound.ts';
import { type Session, workspaceFeature } from './feature.ts';
import type { PicturedTemplate } from './matrix-page.ts';
import { type DocumentMeaning, meaningsIn } from './meanings.ts';
import type { OpenDocument } from './open-document.ts';
import { nameOf } from './uris.ts';

/** Who hears whom in a template: takes its URI and, if one role is meant, that role's name; gives an HTML page. */
export const matrixCommand = 'hmslint.matrix';

/** The commands, each with what does it. */
const commands: ReadonlyMap<string, (args: readonly unknown[], session: Session) => Promise<unknown>> = new Map([
  [matrixCommand, showMatrix],
]);

/** Commands behind lenses, and those that an extension offers. */
export const executeCommand = workspaceFeature(ExecuteCommandRequest.type, {
  capabilities: { executeCommandProvider: { commands: [...commands.keys()] } },
  needs: ['command'],
  answer({ command, arguments: args }, session) {
    const run = commands.get(command);
    if (run === undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, 'hmslint has no such command');
    return run(Array.isArray(args) ? args : [], session);
  },
});

async function showMatrix([uri, role]: readonly unknown[], { workspace }: Session): Promise<string> {
  const open = typeof uri === 'string' ? workspace.document(uri) : undefined;
  if (open === undefined || !open.isOurs) throw refusal('a matrix is made of a template, and this is none');
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
