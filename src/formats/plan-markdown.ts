import type { Report } from '../diagnostic.ts';
import { Lines } from '../lines.ts';
import type { DocumentView, PlanView } from '../push/view.ts';
import { visible } from '../visible.ts';
import { actionWords, changeWords, grouped, headline, notes, planSummary, sessions } from './plan.ts';
import { summaryLine } from './summary.ts';

/** How many lines about one document, and about what lint found, a comment has room for. */
const mostLines = 200;

/** How many characters a comment has room for. */
const longest = 60_000;

/**
 * A plan in Markdown, for the comment of a pull request: nothing in it links, mentions somebody or is HTML. `hide` keeps
 * secrets out of what lint found.
 */
export function planMarkdown(view: PlanView, report: Report, hide: (text: string) => string): string {
  const changing = view.documents.some(({ action }) => action !== 'none');
  const parts = [
    '### hmslint plan',
    '',
    code(planSummary(view).replace(` ${sessions}`, '')),
    ...(changing ? ['', sessions] : []),
    ...view.documents.flatMap(documentParts),
    ...findings(report).map(hide),
  ];
  const text = `${parts.join('\n')}\n`;
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest);
  return `${cut.slice(0, cut.lastIndexOf('\n') + 1)}\nand more: the rest has no room in a comment\n`;
}

function documentParts(view: DocumentView): readonly string[] {
  const lines = [
    ...view.dangers.map(({ message }) => `- ⚠️ ${code(visible(message))}`),
    ...grouped(view).flatMap(({ changes }) => changes.map((change) => `- ${code(changeWords(change))}`)),
    ...notes(view).map((note) => `- ${code(visible(note))}`),
  ];
  return ['', `#### ${code(`${headline(view)}: ${actionWords(view)}`)}`, '', ...shortened(lines)];
}

function findings(report: Report): readonly string[] {
  const lines = report.files.flatMap(({ path, text, diagnostics, error }) => {
    const places = new Lines(text);
    const found = diagnostics.map(({ severity, rule, message, range }) => {
      const { line, column } = places.position(range.start);
      return `- ${code(visible(`${path}:${line}:${column} ${severity} ${rule}: ${message}`))}`;
    });
    return error === undefined ? found : [`- ${code(visible(`${path}: ${error}`))}`];
  });
  return lines.length === 0 ? [] : ['', `#### ${code(summaryLine(report))}`, '', ...shortened(lines)];
}

function shortened(lines: readonly string[]): readonly string[] {
  const left = lines.length - mostLines;
  return left > 0 ? [...lines.slice(0, mostLines), `- and ${left} more`] : lines;
}

/** Text of which nothing is Markdown: between more backticks than it has in a row. */
function code(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
