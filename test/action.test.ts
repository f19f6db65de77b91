import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Finding, readFindings } from '../src/action/findings.ts';
import { lintArguments, readInputs } from '../src/action/inputs.ts';
import { stepSummary } from '../src/action/step-summary.ts';
import { hostileTexts } from './hostile.ts';

const action = fileURLToPath(new URL('../dist/action.cjs', import.meta.url));

const priority: Finding = {
  severity: 'error',
  path: 'a.yaml',
  line: 4,
  column: 15,
  rule: 'role-priority',
  message: '`priority` must be from 1 (highest) to 5 (lowest), found `9`',
};

describe('inputs', () => {
  it('become arguments, and empty ones nothing', () => {
    const inputs = readInputs({ INPUT_PATHS: ' a b.yaml\r\n\n-rooms/**\n', INPUT_FAIL_ON: 'warning', INPUT_SINCE: '' });
    expect(lintArguments(inputs, '/r.json')).toEqual([
      'lint',
      '--format=github',
      '--format=json=/r.json',
      '--fail-on=warning',
      '--',
      'a b.yaml',
      '-rooms/**',
    ]);
    expect(lintArguments(readInputs({}), 'r')).toEqual(['lint', '--format=github', '--format=json=r', '--', '.']);
  });

  it('are never more than the one option that they are', () => {
    const inputs = readInputs({
      INPUT_SINCE: '--no-config',
      INPUT_CONFIG: '-x --fix',
      INPUT_BASELINE: 'b',
      INPUT_SARIF: 'a b.sarif',
    });
    expect(lintArguments(inputs, 'r').slice(2)).toEqual([
      '--format=json=r',
      '--format=sarif=a b.sarif',
      '--since=--no-config',
      '--baseline=b',
      '--config=-x --fix',
      '--',
      '.',
    ]);
  });
});

describe('the step summary', () => {
  it('is a table, the worst first', () => {
    const findings: Finding[] = [
      { ...priority, severity: 'info', rule: 'unheard-role', message: 'nobody hears it', line: 1, column: 1 },
      { ...priority, path: 'b.yaml' },
      { severity: 'error', path: 'shut.yaml', message: 'no permission' },
    ];
    expect(stepSummary(findings)).toBe(`### hmslint: 2 errors and 1 info in 3 files

| severity | place | rule | what |
| --- | --- | --- | --- |
| error | \`b.yaml:4:15\` | \`role-priority\` | \`priority\` must be from 1 (highest) to 5 (lowest), found \`9\` |
| error | \`shut.yaml\` |  | no permission |
| info | \`a.yaml:1:1\` | \`unheard-role\` | nobody hears it |
`);
  });

  it('says that there is nothing to say', () => {
    expect(stepSummary([])).toBe('### hmslint: no problems\n');
  });

  it('shows what is no plain word as code', () => {
    const shown = (message: string) =>
      stepSummary([{ ...priority, message }])
        .split('\n')[4]
        ?.split(' | ')
        .slice(3)
        .join();
    expect(shown('ask @octocat, see https://example.org and www.example.org #12')).toBe(
      'ask `@octocat,` see `https://example.org` and `www.example.org` `#12` |',
    );
    expect(shown('role `a|b` and `c`: fine')).toBe('role `a\\u007cb` and `c`: fine |');
    expect(shown('role `a`b` is **bold**')).toBe('role `\\u0060a\\u0060b\\u0060` is `**bold**` |');
    expect(shown('line\nend :tada: $x$')).toBe('`line\\nend` `:tada:` `$x$` |');
  });

  it('names at most 500 findings and counts the others', () => {
    const summary = stepSummary(Array.from({ length: 503 }, () => priority));
    expect(summary.split('\n').filter((line) => line.startsWith('| error'))).toHaveLength(500);
    expect(summary).toMatch(/\n\nand 3 more: the log of this step has all of them\n$/);
  });

  it('stays below 1 MiB', () => {
    const long = '\u{1f600}'.repeat(5000);
    const summary = stepSummary(
      Array.from({ length: 503 }, () => ({ ...priority, path: long, rule: long, message: long })),
    );
    expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
    expect(Buffer.from(summary).toString()).toBe(summary);
    expect(summary).toMatch(/\n\nand \d+ more: the log of this step has all of them\n$/);
  });

  it('law: whatever names and messages are, a row is four cells of plain words and code', () => {
    const plain = String.raw`\(?(?:\p{L}+(?:['’-]\p{L}+)*|\d{1,6})\)?[.,;:?!]?`;
    const span = '`[^`|\\p{Cc}\\p{Zl}\\p{Zp}]+`';
    const rowOfCells = new RegExp(
      `^\\| (?:error|warning|info) \\| ${span} \\| (?:${span})? \\| \\s*(?:(?:${plain}|${span}[),.;:?!]*)(?:\\s+|(?= \\|$)))* ?\\|$`,
      'u',
    );
    fc.assert(
      fc.property(hostileTexts, hostileTexts, hostileTexts, (path, rule, message) => {
        const [row = '', ...end] = stepSummary([{ ...priority, path: `p${path}`, rule, message }])
          .split('\n')
          .slice(4);
        expect(row).toMatch(rowOfCells);
        expect(end).toEqual(['']);
      }),
    );
  });
});

describe('reports', () => {
  it('are read, and nothing else is', () => {
    for (const text of ['', '{', '[]', 'null', '{"version":2,"files":[]}']) expect(readFindings(text)).toBeUndefined();
    expect(readFindings('{"version":1,"files":[]}')).toEqual([]);
    expect(readFindings('{"version":1,"files":[{"path":"a","error":"no permission","diagnostics":[]}]}')).toEqual([
      { severity: 'error', path: 'a', message: 'no permission' },
    ]);
  });
});

describe('the step', () => {
  let folder = '';

  beforeEach(() => {
    if (!existsSync(action)) throw new Error('dist/action.cjs is not there: run `npm run build` first');
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-action-')));
    writeFileSync(
      join(folder, 'good.yaml'),
      'name: a\nroles: { host: { subscribeParams: { subscribeToRoles: [host] } } }\n',
    );
    writeFileSync(
      join(folder, 'bad.yaml'),
      'name: b\nroles: { host: { priority: 9, subscribeParams: { subscribeToRoles: [host] } } }\n',
    );
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs the step as a runner does, and gives what it left. */
  function run(inputs: { readonly [name: string]: string }) {
    const files = { GITHUB_STEP_SUMMARY: join(folder, '.summary'), GITHUB_OUTPUT: join(folder, '.output') };
    for (const file of Object.values(files)) writeFileSync(file, '');
    const { status, stdout, stderr } = spawnSync(process.execPath, [action], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, ...files, ...inputs, RUNNER_TEMP: folder },
    });
    const outputs = [...readFileSync(files.GITHUB_OUTPUT, 'utf8').matchAll(/^(.+)<<(.+)\n([\s\S]*?)\n\2$/gm)];
    return {
      status,
      stdout,
      stderr,
      summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
      outputs: Object.fromEntries(outputs.map(([_, name, _end, value]) => [name, value])),
    };
  }

  it('annotates, sums up and fails for an error', () => {
    const { status, stdout, summary, outputs } = run({ INPUT_PATHS: 'good.yaml\nbad.yaml' });
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::error file=bad.yaml,line=2,endLine=2,.*title=hmslint%3A role-priority::/);
    expect(summary).toContain('### hmslint: 1 error');
    expect(summary).toContain('| error | `bad.yaml:2:28` | `role-priority` |');
    expect(outputs).toMatchObject({ 'exit-code': '1', errors: '1', sarif: '' });
    expect(JSON.parse(readFileSync(outputs.report ?? '', 'utf8')).version).toBe(1);
  });

  it('passes where nothing fails', () => {
    expect(run({ INPUT_PATHS: 'good.yaml' })).toMatchObject({ status: 0, outputs: { 'exit-code': '0', errors: '0' } });
    expect(run({ INPUT_PATHS: 'bad.yaml', INPUT_FAIL_ON: 'never' }).status).toBe(0);
  });

  it('says where it could not run', () => {
    const { status, stderr, summary, outputs } = run({ INPUT_FAIL_ON: 'sometimes; exit 0' });
    expect(status).toBe(2);
    expect(stderr).toContain('unknown severity `sometimes; exit 0`');
    expect(summary).toBe('### hmslint could not run\n\nThe log of this step says why.\n');
    expect(outputs).toMatchObject({ 'exit-code': '2', report: '', sarif: '' });
  });

  it('leaves out of SARIF what is held back, of which code scanning would make alerts', () => {
    const held = '# hmslint-ignore-next-line role-priority -- of old\n';
    writeFileSync(
      join(folder, 'held.yaml'),
      `name: held\nroles:\n  host:\n    ${held}    priority: 9\n    subscribeParams: { subscribeToRoles: [nobody] }\n`,
    );
    run({ INPUT_PATHS: 'held.yaml', INPUT_SARIF: 'held.sarif' });
    const { runs } = JSON.parse(readFileSync(join(folder, 'held.sarif'), 'utf8'));
    expect(runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).not.toContain('role-priority');
    expect(runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('unknown-role');
  });

  it('writes SARIF, and hands it on unless a file could not be read', () => {
    const whole = run({ INPUT_PATHS: 'bad.yaml', INPUT_SARIF: 'my report.sarif' });
    expect(whole).toMatchObject({ status: 1, outputs: { sarif: 'my report.sarif' } });
    expect(JSON.parse(readFileSync(join(folder, 'my report.sarif'), 'utf8')).version).toBe('2.1.0');
    const part = run({ INPUT_PATHS: 'bad.yaml\nmissing.yaml', INPUT_SARIF: 'my report.sarif' });
    expect(part).toMatchObject({ status: 2, outputs: { 'exit-code': '2', sarif: '' } });
    expect(part.summary).toContain('| error | `missing.yaml` |  | no such file or folder |');
  });

  it('hands on nothing that is held back, for which code scanning would open alerts', () => {
    writeFileSync(
      join(folder, 'held.yaml'),
      'name: c\nroles:\n  host:\n    subscribeParams: { subscribeToRoles: [host] }\n    # hmslint-ignore-next-line role-priority -- old\n    priority: 9\n  guest: { priority: 8, subscribeParams: { subscribeToRoles: [host] } }\n',
    );
    const update = ['--baseline', 'known.json', '--update-baseline', 'bad.yaml'];
    spawnSync(process.execPath, [join(dirname(action), 'cli.cjs'), ...update], { cwd: folder });
    run({ INPUT_PATHS: 'bad.yaml\nheld.yaml', INPUT_BASELINE: 'known.json', INPUT_SARIF: 'out.sarif' });
    const { runs }: { runs: { results: { locations: { logicalLocations: object[] }[] }[] }[] } = JSON.parse(
      readFileSync(join(folder, 'out.sarif'), 'utf8'),
    );
    const places = runs.flatMap(({ results }) => results.map(({ locations }) => locations[0]?.logicalLocations[0]));
    expect(places).toContainEqual({ fullyQualifiedName: '/roles/guest/priority' });
    expect(places).not.toContainEqual({ fullyQualifiedName: '/roles/host/priority' });
  });
});
