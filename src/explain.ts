import { anchor, documentationOf } from './documentation.ts';
import type { RuleDocs } from './rule.ts';

/** How many columns the words of a text for the terminal fill. */
const columns = 80;

/** What there is to know of a rule, for the terminal. */
export function explain(docs: RuleDocs): string {
  return `${[
    `${docs.id} (${docs.severity})`,
    wrapped(docs.summary),
    wrapped(docs.why),
    ...(docs.examples.configuration === undefined
      ? []
      : [`With this in hmslint.config.yaml:\n${indented(docs.examples.configuration)}`]),
    `Bad:\n${indented(docs.examples.bad)}`,
    `Good:\n${indented(docs.examples.good)}`,
    `Fix: ${fixWords[docs.fixable ?? 'none']}`,
    wrapped(`Source: ${docs.source}`),
    `Switch it off, or change how bad it is:\n${indented(
      [
        `hmslint --rule ${docs.id}=off`,
        `rules: { ${docs.id}: off }, in hmslint.config.yaml`,
        `# hmslint-ignore-next-line ${docs.id} -- reason`,
        `# hmslint-ignore-file ${docs.id} -- reason`,
      ].join('\n'),
    )}`,
  ].join('\n\n')}\n`;
}

/** All rules in a table for the terminal: id, severity, whether it offers fixes, and what must hold. */
export function rulesTable(rules: readonly RuleDocs[]): string {
  const rows = [
    ['rule', 'severity', 'fix', 'what must hold'],
    ...rules.map((docs) => [docs.id, docs.severity, docs.fixable ?? '-', docs.summary]),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/** All rules in JSON: a list of `{ id, severity, fixable, summary, documentation }`, `fixable` being `safe`, `unsafe` or null. */
export function rulesJson(rules: readonly RuleDocs[]): string {
  const list = rules.map(({ id, severity, fixable, summary }) => ({
    id,
    severity,
    fixable: fixable ?? null,
    summary,
    documentation: documentationOf(id),
  }));
  return `${JSON.stringify(list, null, 2)}\n`;
}

/** The page that describes all rules, in Markdown: what `documentation` of a diagnostic links to. */
export function rulesPage(rules: readonly RuleDocs[]): string {
  const table = rules.map(
    ({ id, severity, fixable, summary }) =>
      `| [${id}](#${anchor(id)}) | ${severity} | ${fixable ?? ''} | ${cell(summary)} |`,
  );
  return `${[
    '# Rules',
    `What \`hmslint\` looks for. \`hmslint explain RULE\` shows the same in a terminal, \`hmslint rules\` the list.
A rule is switched off, or given another severity, by \`--rule RULE=off|info|warning|error\` or in \`hmslint.config.yaml\`; in YAML a comment suppresses one
finding (\`# hmslint-ignore-next-line RULE -- reason\`) or all of a file (\`# hmslint-ignore-file RULE -- reason\`). A safe fix
keeps what the author meant; an unsafe one is a guess that somebody has to look at.`,
    ['| rule | severity | fix | what must hold |', '|---|---|---|---|', ...table].join('\n'),
    ...rules.map(section),
  ].join('\n\n')}\n`;
}

function section(docs: RuleDocs): string {
  return `### ${docs.id}\n\n${ruleMarkdown(docs)}`;
}

/** What there is to know of a rule, in Markdown without a heading. */
export function ruleMarkdown(docs: RuleDocs): string {
  return [
    docs.summary,
    `**${docs.severity}** · fix: ${fixWords[docs.fixable ?? 'none']} · source: ${docs.source.trim()}`,
    docs.why.trim(),
    ...(docs.examples.configuration === undefined
      ? []
      : ['With this in `hmslint.config.yaml`:', fenced(docs.examples.configuration)]),
    'Bad:',
    fenced(docs.examples.bad),
    'Good:',
    fenced(docs.examples.good),
  ].join('\n\n');
}

const fixWords = {
  safe: 'safe (`--fix`)',
  unsafe: 'a guess, to be looked at (`--fix --unsafe-fixes`)',
  both: 'safe where the meaning is certain (`--fix`), else a guess (`--fix --unsafe-fixes`)',
  none: 'none',
};

function fenced(example: string): string {
  const text = example.replace(/^\n+|\s+$/g, '');
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${/^\s*[{[]/.test(text) ? 'json' : 'yaml'}\n${text}\n${fence}`;
}

function cell(text: string): string {
  return text.replaceAll('\n', ' ').replaceAll('|', '\\|');
}

function indented(text: string): string {
  return text
    .replace(/^\n+|\s+$/g, '')
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n');
}

/** Markdown's paragraphs and list entries, broken at the width of a terminal. */
function wrapped(markdown: string): string {
  return markdown
    .trim()
    .split(/\n\s*\n/)
    .map((block) =>
      block
        .split(/\n(?=\s*[-*] )/)
        .map((part) => wrappedParagraph(part, /^\s*[-*] /.test(part) ? '  ' : ''))
        .join('\n'),
    )
    .join('\n\n');
}

function wrappedParagraph(paragraph: string, hanging: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.trim().split(/\s+/)) {
    if (line.trim() !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = hanging + word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
