import { ErrorCodes, ExecuteCommandRequest, LSPErrorCodes, ResponseError } from 'vscode-languageserver-protocol';
import { workspaceFeature } from './feature.ts';

/** Draws who hears and sees whom in the templates of a document, whose URI is its argument; gives a page of HTML. */
const matrixCommand = 'hmslint.matrix';

/** What people start by a command, and not by where they are in a text. */
export const commands = workspaceFeature(ExecuteCommandRequest.type, {
  capabilities: { executeCommandProvider: { commands: [matrixCommand] } },
  needs: ['command'],
  async answer({ command, arguments: given }, { workspace }) {
    if (command !== matrixCommand) {
      throw new ResponseError(
        ErrorCodes.InvalidParams,
        `there is no command \`${command}\`: it is \`${matrixCommand}\``,
      );
    }
    const [uri] = Array.isArray(given) ? given : [];
    if (typeof uri !== 'string') {
      throw new ResponseError(ErrorCodes.InvalidParams, `\`${command}\` takes the URI of a document`);
    }
    const open = workspace.document(uri);
    if (open === undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, 'the document cannot be read');
    const { matrixPage } = await import('./matrix-page.ts');
    const page = matrixPage(open);
    if ('why' in page) throw new ResponseError(LSPErrorCodes.RequestFailed, page.why);
    return page.html;
  },
});
