import { Command } from 'commander';
import { parse } from './usage.ts';

/** Runs the language server until the editor ends it. Gives the exit code after `--help`; throws a `UsageError`. */
export async function lspCommand(args: readonly string[]): Promise<number> {
  const command = new Command('hmslint lsp')
    .usage('[--stdio]')
    .description('Speaks the language server protocol on standard input and output, for editors (hmslint lsp).')
    .option('--stdio', 'what it does in any case; many editors ask for it\n(hmslint lsp --stdio)')
    .option(
      '--clientProcessId <id>',
      'the process of the editor: the server ends when it does\n(hmslint lsp --clientProcessId 4711)',
    )
    .allowExcessArguments(false);
  if (!parse(command, args)) return 0;
  const { serve } = await import('../../lsp/server.ts');
  serve();
  // The server ends the process.
  return new Promise(() => {});
}
