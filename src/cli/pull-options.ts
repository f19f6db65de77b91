import { Command } from 'commander';
import { environment, readTimeout, usualTimeout } from './deploy-options.ts';
import { parse, type Read } from './usage.ts';
import { quoted, UsageError } from './words.ts';

/** What the command line of `hmslint pull` asks for. */
export interface PullSettings {
  /** The id or the name of a template; absent where all are meant. */
  readonly template?: string;
  /** The file, or the folder where all are meant; absent where it is standard output. */
  readonly output?: string;
  readonly isForced: boolean;
  readonly isUpdate: boolean;
  /** In milliseconds. */
  readonly timeout: number;
}

/** Reads the options of `hmslint pull`. Gives `help` where that was asked for; throws a `UsageError`. */
export function readPullOptions(args: readonly string[], read: Read = parse): PullSettings | 'help' {
  let output: string | undefined;
  let timeout = usualTimeout;
  const command = new Command('hmslint pull')
    .usage('[options] NAME-OR-ID')
    .description('Writes templates of the API to files, secrets as ${NAME}; sends nothing that writes.')
    .argument('[name-or-id]', 'the template')
    .option(
      '-o, --output <path>',
      'the file, .yaml or .json; with --all the folder; standard output, if left out\n(hmslint pull webinar -o webinar.yaml)',
      (value) => {
        output = value;
      },
    )
    .option('--all', 'all templates of the account\n(hmslint pull --all -o templates)')
    .option('--force', 'write over files that are there\n(hmslint pull webinar -o webinar.yaml --force)')
    .option(
      '--update',
      'change only what differs in a file that is there, and keep its comments\n(hmslint pull webinar -o webinar.yaml --update)',
    )
    .option('--timeout <seconds>', 'how long one request may take\n(hmslint pull --timeout 60 webinar)', (value) => {
      timeout = readTimeout(value);
    })
    .addHelpText('after', environment)
    .allowExcessArguments(false);
  if (!read(command, args)) return 'help';
  const [template] = command.args;
  const isSet = (name: string) => command.getOptionValue(name) === true;
  const isAll = isSet('all');
  if (isAll && template !== undefined) throw new UsageError('`--all` means every template: give no name');
  if (!isAll && (template === undefined || template === '')) {
    throw new UsageError('`hmslint pull` lacks the template: give its name or its id, or `--all`');
  }
  if (output === '') throw new UsageError('`--output` lacks the file, such as `-o webinar.yaml`');
  if (isAll && output === undefined) throw new UsageError('`--all` needs a folder, such as `-o templates`');
  if (isSet('force') && isSet('update')) throw new UsageError('`--force` and `--update` contradict each other');
  if (output === undefined && (isSet('force') || isSet('update'))) {
    throw new UsageError('`--force` and `--update` are for files: give one, such as `-o webinar.yaml`');
  }
  if (!isAll && output !== undefined && !/\.(?:ya?ml|json)$/i.test(output)) {
    throw new UsageError(`the file must end with \`.yaml\`, \`.yml\` or \`.json\`, found ${quoted(output)}`);
  }
  return {
    ...(template !== undefined && { template }),
    ...(output !== undefined && { output }),
    isForced: isSet('force'),
    isUpdate: isSet('update'),
    timeout,
  };
}
