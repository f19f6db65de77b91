import { Command } from 'commander';
import type { CompletedCommand, CompletedOption } from '../completion.ts';
import { kinds } from '../diagnostic.ts';
import type { RuleDocs } from '../rule.ts';
import { planFormats, readPlanOptions, readPushOptions } from './deploy-options.ts';
import { explainCommand } from './explain.ts';
import { initCommand } from './init.ts';
import { readLintOptions } from './options.ts';
import { readPullOptions } from './pull-options.ts';
import { ruleFormats, rulesCommand } from './rules.ts';
import { formats, levels } from './settings.ts';
import { print } from './terminal.ts';
import { oneOf, parse, type Read } from './usage.ts';

/** Prints what teaches a shell the commands and options. Gives the exit code; throws a `UsageError`. */
export async function completionCommand(
  args: readonly string[],
  rules: readonly RuleDocs[],
  read: Read = parse,
): Promise<number> {
  const { completionScript, shells } = await import('../completion.ts');
  const command = new Command('hmslint completion')
    .usage(shells.join('|'))
    .description('Prints what teaches a shell the commands and options (source <(hmslint completion bash)).')
    .argument('<shell>', shells.join(', '))
    .allowExcessArguments(false);
  if (!read(command, args)) return 0;
  const shell = oneOf(shells, command.args[0] ?? '', 'shell');

  const ids = rules.map(({ id }) => id);
  const values: Values = {
    format: formats,
    severity: levels,
    rule: ids,
    'rule=severity': ids.map((id) => `${id}=`),
    kind: kinds,
    file: 'file',
  };
  const describe = async (
    name: string,
    takes: CompletedCommand['takes'],
    run: (read: Read) => unknown,
    more: Values = values,
  ): Promise<CompletedCommand> => {
    let known: Command | undefined;
    await run((each) => {
      known = each;
      return false;
    });
    return { name, takes, words: firstLine(known?.description() ?? ''), options: optionsOf(known, more) };
  };
  print(
    completionScript(shell, [
      await describe('lint', 'path', (catching) => readLintOptions([], ids, catching)),
      await describe('plan', 'path', (catching) => readPlanOptions([], ids, catching), {
        ...values,
        format: planFormats,
      }),
      await describe('push', 'path', (catching) => readPushOptions([], ids, catching), {
        ...values,
        format: planFormats,
      }),
      await describe('pull', 'nothing', (catching) => readPullOptions([], catching), { path: 'file' }),
      await describe('explain', ids, (catching) => explainCommand([], rules, catching)),
      await describe('rules', 'nothing', (catching) => rulesCommand([], rules, catching), { format: ruleFormats }),
      await describe('init', 'folder', (catching) => initCommand([], catching)),
      await describe('completion', shells, (catching) => completionCommand([], rules, catching)),
    ]),
  );
  return 0;
}

/** What may stand for a value, by the name that it has in the help. */
type Values = { readonly [placeholder: string]: readonly string[] | 'file' };

function optionsOf(command: Command | undefined, values: Values): readonly CompletedOption[] {
  const options = (command?.options ?? []).map(({ long, flags, description }): CompletedOption => {
    const [, placeholder] = /<(.*)>/.exec(flags) ?? [];
    const option = { name: long ?? '', words: firstLine(description) };
    return placeholder === undefined ? option : { ...option, value: values[placeholder] ?? 'any' };
  });
  return [...options, { name: '--help', words: 'say what there is to know of this command' }];
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}
