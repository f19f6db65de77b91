import { expect, it, vi } from 'vitest';
import { readClient } from '../../lsp/client.ts';
import { Delivery } from '../../lsp/delivery.ts';
import { Workspace } from '../../lsp/workspace.ts';

vi.mock('../../rules/index.ts', async (importActual) => {
  const { rule } = await import('../../src/rule.ts');
  const actual = await importActual<typeof import('../../rules/index.ts')>();
  const docs = { severity: 'warning', summary: '', why: '', source: '', examples: { bad: '', good: '' } } as const;
  const crash = (name: string) => {
    throw new TypeError(`\`${name}\` is not a function`);
  };
  const broken = [
    rule({ ...docs, id: 'broken-check', each: () => [1, 2], check: () => crash('check') }),
    rule({ ...docs, id: 'broken-each', each: () => crash('each'), *check() {} }),
  ];
  return { ...actual, rules: [...broken, ...actual.rules] };
});

it('a rule that crashes is one diagnostic, at every edit, and the others go on', async () => {
  const workspace = new Workspace(readClient({}));
  const around = { client: readClient({}), workspace };
  const delivery = new Delivery(around, {
    publish() {},
    refresh() {},
    isBehind: () => false,
    isOver: () => false,
  });
  const uri = 'untitled:a.yaml';
  const found = () => {
    const open = workspace.document(uri);
    return open === undefined ? [] : delivery.pulled(open).items.map(({ code, message }) => [code, message]);
  };
  const crashes = ['check', 'each'].map((name) => [
    `broken-${name}`,
    expect.stringContaining(`bug in hmslint: \`${name}\` is not a function`),
  ]);
  workspace.open({ uri, languageId: 'yaml', version: 1, text: 'name: a\nroles:\n  host:\n    priority: 9\n' });
  expect(found()).toEqual([...crashes, ['role-priority', expect.anything()]]);
  const start = { line: 3, character: 14 };
  workspace.change(uri, 2, [{ range: { start, end: { ...start, character: 15 } }, text: '2' }]);
  expect(found()).toEqual(crashes);
});
