import { Command } from 'commander';
import { rulesJson, rulesTable } from '../explain.ts';
import type { RuleDocs } from '../rule.ts';
import { print } from './terminal.ts';
import { oneOf, parse, type Read } from './usage.ts';

/** The formats that the list can be written in. */
export const ruleFormats = ['pretty', 'json'] as const;

/** Lists all rules. Gives the exit code; throws a `UsageError`. */
export function rulesCommand(args: readonly string[], rules: readonly RuleDocs[], read: Read = parse): number {
  const settings: { format: (typeof ruleFormats)[number] } = { format: 'pretty' };
  const command = new Command('hmslint rules')
    .usage('[--format json]')
    .description('Lists all rules with their severity, and whether they offer fixes.')
    .option('--format <format>', 'pretty or json\n(hmslint rules --format json)', (value) => {
      settings.format = oneOf(ruleFormats, value, 'format');
    })
    .allowExcessArguments(false);
  if (!read(command, args)) return 0;
  print(settings.format === 'json' ? rulesJson(rules) : rulesTable(rules));
  return 0;
}
