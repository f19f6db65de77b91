import { rules } from '../rules/index.ts';
import { lint } from './cli/lint.ts';
import { say } from './cli/terminal.ts';
import { isUsageError } from './cli/words.ts';

/** Runs the command that the first word names, `lint` where it names none, and gives the exit code. */
async function run(args: readonly string[]): Promise<number> {
  const [word, ...rest] = args;
  switch (word) {
    case 'explain':
      return (await import('./cli/commands.ts')).explainCommand(rest, rules);
    case 'effective':
      return (await import('./cli/effective.ts')).effectiveCommand(rest);
    case 'matrix':
      return (await import('./cli/matrix.ts')).matrixCommand(rest);
    case 'rules':
      return (await import('./cli/commands.ts')).rulesCommand(rest, rules);
    case 'plan':
      return (await import('./cli/deployment.ts')).planCommand(rest);
    case 'push':
      return (await import('./cli/deployment.ts')).pushCommand(rest);
    case 'pull':
      return (await import('./cli/deployment.ts')).pullCommand(rest);
    case 'init':
      return (await import('./cli/commands.ts')).initCommand(rest);
    case 'completion':
      return (await import('./cli/commands.ts')).completionCommand(rest, rules);
    case 'help':
      return lint(['--help'], true);
    case 'lint':
      return lint(rest, true);
    default:
      return lint(args, false);
  }
}

async function main(): Promise<void> {
  try {
    process.exitCode = await run(process.argv.slice(2));
  } catch (error) {
    process.exitCode = 2;
    if (isUsageError(error)) return say(error.message);
    say('this is a bug in hmslint: set HMSLINT_DEBUG=1 to see where, and please report it');
    if (process.env.HMSLINT_DEBUG !== undefined) console.error(error);
  }
}

void main();
