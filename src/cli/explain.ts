import { Command } from 'commander';
import { explain } from '../explain.ts';
import type { RuleDocs } from '../rule.ts';
import { print } from './terminal.ts';
import { knownRule, parse, type Read } from './usage.ts';

/** Says what there is to know of a rule. Gives the exit code; throws a `UsageError`. */
export function explainCommand(args: readonly string[], rules: readonly RuleDocs[], read: Read = parse): number {
  const command = new Command('hmslint explain')
    .usage('RULE')
    .description('Says what a rule finds, why, and how to switch it off (hmslint explain unknown-role).')
    .argument('<rule>', 'the rule’s id: `hmslint rules` lists them');
  if (!read(command, args)) return 0;
  const id = knownRule(
    rules.map(({ id }) => id),
    command.args[0] ?? '',
  );
  const rule = rules.find((each) => each.id === id);
  if (rule !== undefined) print(explain(rule));
  return 0;
}
