import { type Report, type Severity, severities } from '../diagnostic.ts';
import { visible } from '../visible.ts';
import { unlikeCommand } from './commands.ts';

interface Count {
  readonly rule: string;
  readonly severity: Severity;
  found: number;
  fixable: number;
}

const severityWidth = Math.max(...severities.map(({ length }) => length));

/**
 * How often each rule found something, the most frequent first: `count  severity  rule  (n fixable)`; empty where there are no
 * findings. A rule that found with several severities has a line for each.
 */
export function statistics(report: Report): string {
  const counts = [...counted(report)].sort(
    (a, b) =>
      b.found - a.found ||
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      (a.rule < b.rule ? -1 : 1),
  );
  const numberWidth = String(counts[0]?.found).length;
  const ruleWidth = counts.reduce((widest, { rule }) => Math.max(widest, rule.length), 0);
  return counts
    .map(({ rule, severity, found, fixable }) => {
      const cells = [
        String(found).padStart(numberWidth),
        severity.padEnd(severityWidth),
        rule.padEnd(ruleWidth),
        fixable > 0 ? `(${fixable} fixable)` : '',
      ];
      return `${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}

function counted({ files }: Report): Iterable<Count> {
  const counts = new Map<string, Count>();
  for (const { rule, severity, fix } of files.flatMap(({ diagnostics }) => diagnostics)) {
    const key = `${severity} ${rule}`;
    const count = counts.get(key) ?? { rule: unlikeCommand(visible(rule)), severity, found: 0, fixable: 0 };
    count.found++;
    if (fix !== undefined) count.fixable++;
    counts.set(key, count);
  }
  return counts.values();
}
