import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commitAll, copySources, git, inRepository, startRepository } from './sources.ts';

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly env?: { readonly [name: string]: string };
  readonly run?: string;
  readonly uses?: string;
  readonly with?: { readonly [name: string]: string };
}

interface Action {
  readonly inputs: { readonly [name: string]: { readonly description: string; readonly default: string } };
  readonly outputs: { readonly [name: string]: { readonly value: string } };
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const source = readFileSync(join(root, 'action.yml'), 'utf8');
const action: Action = parse(source);

const good = 'name: a\nroles: { host: { subscribeParams: { subscribeToRoles: [host] } } }\n';
const bad = good.replace('{ host: { ', '{ host: { priority: 9, ').replace('name: a', 'name: b');

let home = '';
let unpacked = '';
let workspace = '';

beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-action-')));
  unpacked = join(home, 'actions/hmslint');
  copySources(unpacked);
});

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

beforeEach(() => {
  workspace = mkdtempSync(join(home, 'workspace-'));
  startRepository(workspace);
  // What a pull request could bring to take over the build.
  writeFileSync(
    join(workspace, '.npmrc'),
    'registry=http://127.0.0.1:9/\nscript-shell=/bin/false\nignore-scripts=false\n',
  );
  writeFileSync(join(workspace, 'package.json'), '{ "type": "commonjs", "scripts": { "prepare": "exit 1" } }');
  mkdirSync(join(workspace, 'rooms'));
  writeFileSync(join(workspace, 'rooms/good.yaml'), good);
  writeFileSync(join(workspace, 'rooms/bad one.yaml'), bad);
  commitAll(workspace);
});

/** Runs the steps of the action as a runner does, one after the other; a step of another action is only noted down. */
function runAction(given: { readonly [name: string]: string }, without: readonly string[] = []) {
  const inputs: { [name: string]: string } = Object.fromEntries(
    Object.entries(action.inputs).map(([name, input]) => [name, given[name] ?? input.default]),
  );
  const outputs: { [step: string]: { [name: string]: string } } = {};
  const used: { readonly action: string; readonly with: { readonly [name: string]: string } }[] = [];
  let log = '';
  let summary = '';
  let status = 0;
  const filledIn = (text: string) =>
    text.replace(/\$\{\{ (\S+) \}\}/g, (_, expression: string) => valueIn(expression, inputs, outputs));
  for (const [index, step] of action.runs.steps.entries()) {
    if (without.includes(step.name)) continue;
    if (!isDue(step, status, inputs, outputs)) continue;
    if (step.uses !== undefined) {
      const values = Object.entries(step.with ?? {}).map(([name, value]) => [name, filledIn(value)]);
      used.push({ action: step.uses, with: Object.fromEntries(values) });
      continue;
    }
    const files = { GITHUB_OUTPUT: join(home, `output-${index}`), GITHUB_STEP_SUMMARY: join(home, `summary-${index}`) };
    for (const file of Object.values(files)) writeFileSync(file, '');
    const script = join(home, 'step.sh');
    writeFileSync(script, step.run ?? '');
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, filledIn(value)]));
    const ran = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], {
      cwd: workspace,
      encoding: 'utf8',
      env: inRepository({
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_ACTION_PATH: unpacked,
        GITHUB_WORKSPACE: workspace,
        RUNNER_TEMP: home,
        ...files,
        ...env,
      }),
    });
    log += ran.stdout + ran.stderr;
    summary += readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8');
    if (step.id !== undefined) {
      const all = [...readFileSync(files.GITHUB_OUTPUT, 'utf8').matchAll(/^(.+)<<(.+)\n([\s\S]*?)\n\2$/gm)];
      outputs[step.id] = Object.fromEntries(all.map(([_, name, _end, value]) => [name, value]));
    }
    if (status === 0) status = ran.status ?? 2;
  }
  const results = Object.entries(action.outputs).map(([name, { value }]) => [name, filledIn(value)]);
  return { status, log, summary, used, outputs: Object.fromEntries(results) };
}

function valueIn(
  expression: string,
  inputs: { readonly [name: string]: string },
  outputs: { readonly [step: string]: { readonly [name: string]: string } },
): string {
  const [, input, step = '', output = ''] =
    /^(?:inputs\.([\w-]+)|steps\.(\w+)\.outputs\.([\w-]+))$/.exec(expression) ?? [];
  if (input === undefined && step === '') throw new Error(`a runner might not know \`${expression}\``);
  const value = input === undefined ? (outputs[step]?.[output] ?? '') : inputs[input];
  if (value === undefined) throw new Error(`there is no input for \`${expression}\``);
  return value;
}

/** Whether a step's turn comes: of conditions only as much is known as the action has. */
function isDue(
  step: Step,
  status: number,
  ...contexts: [Parameters<typeof valueIn>[1], Parameters<typeof valueIn>[2]]
) {
  const terms = /^\$\{\{ (.*) \}\}$/.exec(step.if ?? '')?.[1]?.split(' && ') ?? [];
  if (step.if !== undefined && terms.length === 0) throw new Error(`a condition that is none: ${step.if}`);
  return (
    (terms.includes('!cancelled()') || status === 0) &&
    terms.every((term) => {
      if (term === '!cancelled()') return true;
      const [, expression = '', sign, wanted] = /^(\S+) (==|!=) '(.*)'$/.exec(term) ?? [];
      return (valueIn(expression, ...contexts) === wanted) === (sign === '==');
    })
  );
}

describe('the steps of the action', () => {
  test('build hmslint apart from the repository that is linted, and lint', () => {
    const { status, log, summary, outputs, used } = runAction({ paths: 'rooms' });
    expect(existsSync(join(unpacked, 'dist/action.cjs')), log).toBe(true);
    expect(status, log).toBe(1);
    expect(log).toMatch(/^::error file=rooms\/bad one\.yaml,line=2,.*title=hmslint%3A role-priority::/m);
    expect(summary).toContain('| error | `rooms/bad one.yaml:2:');
    expect(outputs).toMatchObject({ 'exit-code': '1', errors: '1', warnings: '0', sarif: '' });
    expect(used).toEqual([]);
    expect(git(workspace, 'status', '--porcelain')).toBe('');
  });

  test('take paths line by line, and nothing in an input as code', () => {
    const nasty = '$(touch pwned); `touch pwned` "\' ${{ github.token }}.yaml';
    writeFileSync(join(workspace, nasty), bad);
    const one = runAction({ paths: `rooms/good.yaml\n${nasty}`, 'fail-on': 'never' }, ['Build hmslint']);
    expect(one).toMatchObject({ status: 0, outputs: { 'exit-code': '0', errors: '1' } });
    const two = runAction({ 'fail-on': 'error"; touch pwned; "' }, ['Build hmslint']);
    expect(two).toMatchObject({ status: 2, outputs: { 'exit-code': '2', errors: '0' } });
    expect(existsSync(join(workspace, 'pwned'))).toBe(false);
  });

  test('take a configuration', () => {
    writeFileSync(join(workspace, 'ci.yaml'), 'rules: { role-priority: warning }\n');
    const { status, outputs } = runAction({ paths: 'rooms', config: 'ci.yaml' }, ['Build hmslint']);
    expect({ status, warnings: outputs.warnings }).toEqual({ status: 0, warnings: '1' });
  });

  test('upload SARIF, also where there are errors', () => {
    const given = { paths: 'rooms', sarif: 'out/hmslint.sarif' };
    mkdirSync(join(workspace, 'out'));
    const { status, used } = runAction(given, ['Build hmslint']);
    expect(status).toBe(1);
    expect(used).toEqual([
      {
        action: expect.stringMatching(/^github\/codeql-action\/upload-sarif@[0-9a-f]{40}$/),
        with: { sarif_file: 'out/hmslint.sarif', category: 'hmslint' },
      },
    ]);
    const written: { version: string } = JSON.parse(readFileSync(join(workspace, 'out/hmslint.sarif'), 'utf8'));
    expect(written.version).toBe('2.1.0');
    expect(runAction({ ...given, upload: 'false' }, ['Build hmslint']).used).toEqual([]);
    expect(runAction({ ...given, paths: 'rooms\nnowhere' }, ['Build hmslint'])).toMatchObject({ status: 2, used: [] });
  });

  test('report only what is new', () => {
    git(workspace, 'switch', '--quiet', '--create', 'change');
    expect(runAction({ paths: 'rooms', since: 'main' }, ['Build hmslint'])).toMatchObject({ status: 0 });
    writeFileSync(join(workspace, 'rooms/good.yaml'), bad.replace('name: b', 'name: c'));
    commitAll(workspace);
    const { status, log, outputs } = runAction({ paths: 'rooms', since: 'main' }, ['Build hmslint']);
    expect({ status, errors: outputs.errors }).toEqual({ status: 1, errors: '1' });
    expect(log).toContain('file=rooms/good.yaml');
    expect(log).not.toContain('bad one.yaml');
    const unknown = runAction({ paths: 'rooms', since: 'origin/nowhere' }, ['Build hmslint']);
    expect(unknown).toMatchObject({
      status: 2,
      summary: '### hmslint could not run\n\nThe log of this step says why.\n',
    });
  });

  test('stop with a word where Node is missing or too old', () => {
    const bin = mkdtempSync(join(home, 'bin-'));
    const program = (name: string, ...lines: string[]) =>
      writeFileSync(join(bin, name), ['#!/bin/sh', ...lines, ''].join('\n'), { mode: 0o755 });
    const build = () =>
      spawnSync('/bin/bash', [join(unpacked, 'action/build.sh')], { encoding: 'utf8', env: { PATH: bin } });
    program('dirname', 'exec /usr/bin/dirname "$@"');
    expect(build()).toMatchObject({
      status: 2,
      stdout: expect.stringMatching(/^::error title=hmslint::Node 20\.19 or later is needed, and there is none: /),
    });
    program('node', 'if [ "$1" = --version ]; then echo v18.20.0; else exit 1; fi');
    expect(build()).toMatchObject({ status: 2, stdout: expect.stringContaining(', found v18.20.0: ') });
  });
});
