import { type Command, CommanderError } from 'commander';
import { didYouMean } from '../nearest.ts';
import { visible } from '../visible.ts';
import { print } from './terminal.ts';
import { quoted, UsageError } from './words.ts';

/** One of the known names. Throws a {@link UsageError} that lists them if it is another. */
export function oneOf<T extends string>(known: readonly T[], name: string, what: string): T {
  const found = known.find((each) => each === name);
  if (found !== undefined) return found;
  const all = known.map((each) => `\`${each}\``).join(', ');
  throw new UsageError(`unknown ${what} ${quoted(name)}${didYouMean(name, known)} (there are ${all})`);
}

/** A rule's id. Throws a {@link UsageError} if there is none with that id. */
export function knownRule(ids: readonly string[], id: string): string {
  if (ids.includes(id)) return id;
  throw new UsageError(`unknown rule ${quoted(id)}${didYouMean(id, ids) || ': `hmslint rules` lists them'}`);
}

/** What reads the command line for a command. */
export type Read = typeof parse;

/** Reads the command line; gives whether there is more to do, which after `--help` there is not. Throws a {@link UsageError}. */
export function parse(command: Command, args: readonly string[]): boolean {
  command
    .helpOption('-h, --help', 'say what there is to know of this command')
    .exitOverride()
    .configureOutput({ writeOut: print, outputError: () => {} });
  try {
    command.parse(args, { from: 'user' });
    return true;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.code === 'commander.helpDisplayed') return false;
    throw new UsageError(inWords(error, command, args));
  }
}

function inWords({ code, message }: CommanderError, command: Command, args: readonly string[]): string {
  const [, name = ''] = /'(.*)'/s.exec(message) ?? [];
  const options = command.options.flatMap(({ long }) => (long === undefined ? [] : [long]));
  switch (code) {
    case 'commander.unknownOption': {
      const [option = name, value] = name.split('=');
      if (value !== undefined && options.includes(option)) return `the option \`${option}\` takes no value`;
      const guess = didYouMean(option, [...options, '--help']);
      return `unknown option ${quoted(option)}${guess || `: \`${command.name()} --help\` lists them`}`;
    }
    case 'commander.optionMissingArgument':
      return `the option \`${name.split(', ').at(-1)}\` lacks its value`;
    case 'commander.missingArgument':
      return `\`${command.name()}\` lacks its argument: \`${command.name()} ${command.usage()}\``;
    case 'commander.excessArguments':
      return `too many arguments in ${quoted([command.name(), ...args].join(' '))}: \`${command.name()} ${command.usage()}\``;
    default:
      return visible(message.replace(/^error: /, ''));
  }
}
