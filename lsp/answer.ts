import { type CancellationToken, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';

/**
 * Does what a request asks for. Rejects with one error response: that the client cancelled it, what the work refuses in
 * words of its own, or that it failed, without a word of what stands in documents.
 */
export async function answered<R>(method: string, token: CancellationToken, work: () => R | Promise<R>): Promise<R> {
  refuseCancelled(token);
  try {
    const answer = await work();
    refuseCancelled(token);
    return answer;
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    if (process.env.HMSLINT_DEBUG !== undefined) console.error(error);
    const name = error instanceof Error ? error.name : 'unknown';
    throw new ResponseError(ErrorCodes.InternalError, `\`${method}\` failed, which is a bug in hmslint: ${name}`);
  }
}

function refuseCancelled({ isCancellationRequested }: CancellationToken): void {
  if (isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'the client cancelled it');
}
