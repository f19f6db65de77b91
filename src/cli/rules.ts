import { Command } from 'commander';
import { rulesJson, rulesTable } from '../explain.ts';
import type { RuleDocs } from '../rule.ts';
import { print } from './terminal.ts';
import { oneOf, parse } from './usage.ts';

/** Lists all rules. Gives the exit code; throws a `UsageError`. */
export function rulesCommand(args: readonly string[], rules: readonly RuleDocs[]): number {
  const settings: { format: 'pretty' | 'json' } = { format: 'pretty' };
  const command = new Command('hmslint rules')
    .usage('[--format json]')
    .description('Lists all rules with their severity, and whether they offer fixes.')
    .option('--format <format>', 'pretty or json\n(hmslint rules --format json)', (value) => {
      settings.format = oneOf(['pretty', 'json'] as const, value, 'format');
    })
    .allowExcessArguments(false);
  if (!parse(command, args)) return 0;
  print(settings.format === 'json' ? rulesJson(rules) : rulesTable(rules));
  return 0;
}
