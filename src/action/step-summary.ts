import { severities } from '../diagnostic.ts';
import { counted } from '../formats/summary.ts';
import { listed } from '../listed.ts';
import { visible } from '../visible.ts';
import { countsOf, type Finding } from './findings.ts';

/** More rows than that nobody reads. */
const mostRows = 500;

/** In bytes: GitHub refuses a summary of more than 1 MiB. */
const mostBytes = 900_000;

/** In UTF-16 units: what a cell shows of a text. */
const longest = 400;

/** The summary of a run in GitHub's Markdown, with a table of the findings, the worst first; at most 1 MiB of UTF-8. */
export function stepSummary(findings: readonly Finding[]): string {
  if (findings.length === 0) return '### hmslint: no problems\n';
  const sorted = severities.flatMap((wanted) => findings.filter(({ severity }) => severity === wanted));
  let text = `### hmslint: ${headline(findings)}\n\n| severity | place | rule | what |\n| --- | --- | --- | --- |\n`;
  let bytes = Buffer.byteLength(text);
  let rows = 0;
  for (const finding of sorted.slice(0, mostRows)) {
    const next = row(finding);
    bytes += Buffer.byteLength(next);
    if (bytes > mostBytes) break;
    text += next;
    rows += 1;
  }
  const left = findings.length - rows;
  return left === 0 ? text : `${text}\nand ${left} more: the log of this step has all of them\n`;
}

/** What the summary says of a run that gave no report. */
export const noReport = '### hmslint could not run\n\nThe log of this step says why.\n';

function headline(findings: readonly Finding[]): string {
  const counts = countsOf(findings);
  const parts = severities.flatMap((severity) => (counts[severity] > 0 ? [counted(counts[severity], severity)] : []));
  return `${listed(parts, 'and')} in ${counted(new Set(findings.map(({ path }) => path)).size, 'file')}`;
}

function row({ severity, path, line, column, rule, message }: Finding): string {
  const place = line === undefined || column === undefined ? '' : `:${line}:${column}`;
  const cells = [
    severity,
    code(shortened(visible(path)) + place),
    rule === undefined ? '' : code(shortened(visible(rule))),
    prose(message),
  ];
  return `| ${cells.join(' | ')} |\n`;
}

/**
 * A message: what is quoted in it as code, and so every word that GitHub could take for a link, a mention, an emoji or
 * markup. It makes nothing of what stands in code.
 */
function prose(message: string): string {
  return shortened(visible(message)).replace(/(?:`[^`]*`|[^\s`]|`)+/g, (together) => {
    const [, quoted, rest = ''] = /^`([^`]+)`([),.;:?!]*)$/.exec(together) ?? [];
    if (quoted !== undefined) return code(quoted) + rest;
    return /^\(?(?:\p{L}+(?:['’-]\p{L}+)*|\d{1,6})\)?[.,;:?!]?$/u.test(together) ? together : code(together);
  });
}

/** Text as it is, on one line of a table. What would end the code or the cell is spelled out. */
function code(text: string): string {
  return text === '' ? '' : `\`${text.replaceAll('`', '\\u0060').replaceAll('|', '\\u007c')}\``;
}

function shortened(text: string): string {
  if (text.length <= longest) return text;
  // No half of a surrogate pair at the end.
  return `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…`;
}
