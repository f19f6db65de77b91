import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { maxSize } from '../src/files.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const cli = join(dist, 'cli.cjs');
const isReport = new Ajv2020({ strict: true }).compile(
  JSON.parse(readFileSync(new URL('../schemas/report.schema.json', import.meta.url), 'utf8')),
);

const good = `name: webinar
roles:
  host:
    name: host
    publishParams:
      allowed: [audio]
    subscribeParams:
      subscribeToRoles: [host]
`;
const bad = good.replace('    publishParams', '    priority: 9\n    publishParams');
const warned = good.replace('    name: host', '    name: hosts');

let folder = '';

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('dist/cli.cjs is not there: run `npm run build` first');
});

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-cli-')));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

interface Options {
  readonly input?: string | Uint8Array;
  readonly env?: { readonly [name: string]: string };
  readonly cwd?: string;
}

/** Runs the command line in the test's folder. */
function run(args: readonly string[], { input = '', env = {}, cwd = folder }: Options = {}) {
  const { NO_COLOR: _1, FORCE_COLOR: _2, HMSLINT_DEBUG: _3, ...clean } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    input,
    env: { ...clean, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function write(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** A run with `--format json`: its exit code and its report, which is held against the published schema. */
function report(args: readonly string[], options?: Options) {
  const { status, stdout } = run([...args, '--format', 'json'], options);
  const value: {
    files: { path: string; kind?: string; error?: string; diagnostics: { rule: string; severity: string }[] }[];
    summary: { [name: string]: number };
  } = JSON.parse(stdout);
  expect(isReport(value), JSON.stringify(isReport.errors)).toBe(true);
  const found = value.files.map(({ path, error, diagnostics }) => [
    path,
    error ?? diagnostics.map(({ rule }) => rule).join(),
  ]);
  return { status, found, files: value.files, summary: value.summary };
}

describe('linting', () => {
  test('a clean file is one short line and exit 0', () => {
    write('good.yaml', good);
    expect(run(['good.yaml'])).toEqual({ status: 0, stdout: 'no problems in 1 file\n', stderr: '' });
    expect(run(['lint', 'good.yaml'])).toEqual(run(['good.yaml']));
  });

  test('a finding is exit 1', () => {
    write('bad.yaml', bad);
    const { status, stdout, stderr } = run(['bad.yaml']);
    expect(status).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /^bad\.yaml:5:15 error role-priority: .*`9`\n {2}4 \| {5}name: host\n {2}5 \| {5}priority: 9\n {4}\| {15}\^\n/,
    );
    expect(stdout).toMatch(/\n1 error in 1 file( \(1 fixable\))?\n$/);
  });

  test('JSON and YAML say the same, and other endings are told by the first character', () => {
    const json = JSON.stringify({ name: 'webinar', roles: { host: { priority: 9 } } }, null, 2);
    for (const path of ['a.json', 'a.jsonc', 'a.txt']) write(path, json);
    write('b.yaml', 'name: webinar\nroles:\n  host:\n    priority: 9\n');
    write('b.txt', 'name: webinar\nroles:\n  host:\n    priority: 9\n');
    const { files } = report([
      '--rule',
      'duplicate-template-name=off',
      'a.json',
      'a.jsonc',
      'a.txt',
      'b.yaml',
      'b.txt',
    ]);
    const first = files[0]?.diagnostics.map(({ rule }) => rule);
    expect(first).toContain('role-priority');
    for (const file of files)
      expect(
        file.diagnostics.map(({ rule }) => rule),
        file.path,
      ).toEqual(first);
  });

  test('a byte order mark counts nowhere', () => {
    write('mark.yaml', `\ufeff${bad}`);
    const { stdout } = run(['mark.yaml', '--format', 'json']);
    expect(JSON.parse(stdout).files[0].diagnostics[0].range.start).toEqual({
      line: 5,
      column: 15,
      offset: bad.indexOf('9'),
    });
  });

  test('a folder, here by default: what is no document is passed over and counted', () => {
    write('templates/good.yaml', good);
    write('templates/bad.yaml', bad.replace('webinar', 'other'));
    write('package.json', '{ "name": "x", "settings": 1 }');
    write('workflow.yml', 'on: push\njobs: {}\n');
    write('tsconfig.json', '{ // a comment\n "extends": "x" }');
    const { status, found, summary } = report([]);
    expect(status).toBe(1);
    expect(found).toEqual([
      ['templates/bad.yaml', 'role-priority'],
      ['templates/good.yaml', ''],
    ]);
    expect(summary).toMatchObject({ files: 2, errors: 1, skipped: 3 });
    expect(report(['.']).found).toEqual(found);
  });

  test('a folder without templates is exit 0 and says how many files it saw', () => {
    write('a.json', '{}');
    write('b.yml', 'on: push');
    expect(run(['.'])).toEqual({
      status: 0,
      stdout: '',
      stderr:
        'hmslint: nothing to lint: looked at 2 JSON or YAML files in `.` and found no document of the 100ms API\n',
    });
    mkdirSync(join(folder, 'empty'));
    expect(run(['empty'])).toEqual({
      status: 0,
      stdout: '',
      stderr: 'hmslint: nothing to lint: there is no JSON or YAML file in `empty`\n',
    });
    expect(report(['empty']).summary).toMatchObject({ files: 0 });
  });

  test('a named file is always linted; --skip-unrecognised passes it over', () => {
    write('x.json', '{ "jobs": { "a": 1 }, "on": "push", "env": 1 }');
    expect(report(['x.json'])).toMatchObject({ status: 1, found: [['x.json', 'unknown-document']] });
    const passed = run(['x.json', '--skip-unrecognised']);
    expect(passed).toMatchObject({ status: 0, stdout: '' });
    expect(passed.stderr).toContain('looked at 1 JSON or YAML file in `x.json`');
    write('good.yaml', good);
    expect(report(['x.json', 'good.yaml', '--skip-unrecognised'])).toMatchObject({
      status: 0,
      found: [['good.yaml', '']],
    });
  });

  test('two files with one template name are told of each other', () => {
    write('a.yaml', good);
    write('b.json', JSON.stringify({ name: 'webinar', roles: { host: {} } }));
    const { stdout } = run(['.', '--only', 'duplicate-template-name']);
    expect(stdout).toContain('note: b.json:1:9 ');
    expect(stdout).toContain('note: a.yaml:1:7 ');
  });

  test('--kind says what a file is', () => {
    write('role.yaml', 'name: host\npriority: 9\n');
    expect(report(['role.yaml', '--kind', 'role', '--only', 'role-priority']).found).toEqual([
      ['role.yaml', 'role-priority'],
    ]);
    expect(report(['role.yaml', '--kind', 'role']).files[0]?.kind).toBe('role');
  });

  test('hostile names and texts reach the terminal spelled out', () => {
    const path = 'a\u001b[31m\u202e.yaml';
    write(
      path,
      good
        .replace('priority', 'x')
        .replaceAll('host', '"h\\e[2J\u202e\u009b"')
        .replace('    name', '    priority: 9\n    name'),
    );
    const { status, stdout } = run([path]);
    expect(status).toBe(1);
    expect(stdout).toContain('a\\u001b[31m\\u202e.yaml:4:15 error');
    expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(run([path, '--format', 'json']).stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
    expect(run([`gone${path}`]).stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  test('secrets are shown in no format', () => {
    write(
      'secret.yaml',
      `${bad}settings:
  recording:
    upload:
      type: s3
      location: bucket
      credentials: { key: AKIAQQQQ, secretKey: hunter2hunter2 }
destinations:
  rtmpDestinations:
    out: { name: out, rtmpUrls: ["rtmp://live.example.com/app/streamkey77"] }
`,
    );
    for (const format of ['pretty', 'json', 'github', 'compact', 'sarif', 'junit', 'checkstyle', 'gitlab']) {
      const { stdout } = run(['secret.yaml', '--format', format]);
      expect(stdout).toContain('plaintext-secret');
      expect(stdout).not.toMatch(/AKIAQQQQ|hunter2hunter2|streamkey77/);
    }
  });
});

describe('standard input', () => {
  test('as -, told by its first character, and with a name', () => {
    expect(report(['-'], { input: bad })).toMatchObject({ status: 1, found: [['<stdin>', 'role-priority']] });
    expect(report(['-'], { input: '{ "name": "a", "roles": { "host": { "priority": 9 } } }' }).found[0]?.[0]).toBe(
      '<stdin>',
    );
    const named = ['--stdin-filename', 'live.yaml', '--only', 'role-priority'];
    expect(report(named, { input: bad }).found).toEqual([['live.yaml', 'role-priority']]);
    expect(report([...named, '-'], { input: bad }).found).toEqual([['live.yaml', 'role-priority']]);
    write('good.yaml', good);
    expect(report(['good.yaml', ...named, '-', '-'], { input: bad }).found).toEqual([
      ['good.yaml', ''],
      ['live.yaml', 'role-priority'],
    ]);
  });

  test('is a document that somebody named', () => {
    expect(report(['-'], { input: 'jobs: { a: 1 }\non: push\nenv: 1\n' }).found).toEqual([
      ['<stdin>', 'unknown-document'],
    ]);
  });

  test('a name without - among other paths is refused', () => {
    expect(run(['a.yaml', '--stdin-filename', 'x'])).toMatchObject({
      status: 2,
      stderr: 'hmslint: `--stdin-filename` names what standard input carries: give `-` as a path, or no path\n',
    });
  });
});

describe('exit codes', () => {
  beforeEach(() => {
    write('good.yaml', good);
    write('warned.yaml', warned);
    write('bad.yaml', bad);
  });

  test.each([
    [['good.yaml', '--fail-on', 'info'], 0],
    [['warned.yaml'], 0],
    [['warned.yaml', '--fail-on', 'warning'], 1],
    [['warned.yaml', '--fail-on=info'], 1],
    [['bad.yaml', '--fail-on', 'never'], 0],
    [['bad.yaml', '--fail-on', 'warning'], 1],
    [['warned.yaml', '--max-warnings', '1'], 0],
    [['warned.yaml', '--max-warnings', '0'], 1],
    [['warned.yaml', '--max-warnings', '0', '--quiet'], 1],
    [['warned.yaml', '--fail-on', 'warning', '--quiet'], 0],
    [['bad.yaml', '--quiet'], 1],
    [['warned.yaml', '--rule', 'name-mismatch=error'], 1],
    [['bad.yaml', '--rule', 'role-priority=info'], 0],
    [['bad.yaml', '--rule', 'role-priority=off'], 0],
    [['bad.yaml', '--rule', 'role-priority=off', '--rule', 'role-priority=error'], 1],
    [['bad.yaml', '--only', 'name-mismatch'], 0],
    [['bad.yaml', '--only', 'name-mismatch', '--only', 'role-priority'], 1],
    [['bad.yaml', 'gone.yaml', '--fail-on', 'never'], 2],
    [['good.yaml', '*.toml'], 2],
  ] as const)('%j is %i', (args, status) => {
    expect(run(args).status).toBe(status);
  });

  test('too many warnings are said', () => {
    expect(run(['warned.yaml', '--max-warnings', '0']).stderr).toBe(
      'hmslint: 1 warning, and `--max-warnings` allows 0\n',
    );
  });

  test('--quiet shows and counts errors only', () => {
    write('both.yaml', bad.replace('name: host', 'name: hosts'));
    const { stdout } = run(['both.yaml', '--quiet']);
    expect(stdout).not.toContain('warning');
    expect(stdout).toContain('\n1 error in 1 file');
    expect(report(['both.yaml', '--quiet']).summary).toMatchObject({ errors: 1, warnings: 0 });
    expect(report(['both.yaml']).summary).toMatchObject({ errors: 1, warnings: 1 });
  });
});

describe('files that cannot be read', () => {
  test('are named with the reason, and the others are linted', () => {
    write('bad.yaml', bad);
    write('wide.json', Buffer.from('\ufeff{ "roles": {} }', 'utf16le'));
    write('latin.yaml', Buffer.from('name: caf\u00e9\n', 'latin1'));
    write('binary.json', 'roles\0roles');
    write('big.json', '');
    truncateSync(join(folder, 'big.json'), maxSize + 1);
    symlinkSync('nowhere', join(folder, 'link.yaml'));
    const args = [
      'bad.yaml',
      'wide.json',
      'latin.yaml',
      'binary.json',
      'big.json',
      'link.yaml',
      'gone.yaml',
      'x*.json',
    ];
    const { status, found, summary } = report(args);
    expect(status).toBe(2);
    expect(found).toEqual([
      ['bad.yaml', 'role-priority'],
      ['big.json', 'it is larger than 50 MB (50.1 MB)'],
      ['binary.json', 'it is not text: it holds a NUL byte'],
      ['gone.yaml', 'no such file or folder'],
      ['latin.yaml', 'it is not written in UTF-8 (line 1): save it as UTF-8'],
      ['link.yaml', 'a link that points to nothing'],
      ['wide.json', 'it is written in UTF-16: save it as UTF-8'],
      ['x*.json', 'no file matches this pattern'],
    ]);
    expect(summary).toMatchObject({ files: 8, errors: 1 });
    const { stdout } = run(args);
    expect(stdout).toContain('gone.yaml error: no such file or folder\n\n');
    expect(stdout).toMatch(/\n1 error in 1 file( \(1 fixable\))?; 7 paths could not be linted\n$/);
  });

  test('in a folder, foreign ones are passed over, and large ones with a word', () => {
    write('good.yaml', good);
    write('foreign.json', Buffer.from('\ufeff{ "compilerOptions": {} }', 'utf16le'));
    write('big.json', '');
    truncateSync(join(folder, 'big.json'), maxSize + 1);
    const { status, stdout, stderr } = run(['.']);
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'no problems in 1 file\n' });
    expect(stderr).toBe('hmslint: passed over `big.json`: it is larger than 50 MB (50.1 MB)\n');
    write('ours.json', Buffer.from('\ufeff{ "roles": {} }', 'utf16le'));
    expect(report(['.'])).toMatchObject({
      status: 2,
      found: [
        ['good.yaml', ''],
        ['ours.json', expect.stringContaining('UTF-16')],
      ],
    });
  });

  test('for want of permission', () => {
    // Root may read everything: then somebody else runs a copy.
    const isRoot = process.getuid?.() === 0;
    cpSync(dist, join(folder, 'dist'), { recursive: true });
    write('package.json', '{ "type": "module", "version": "0" }');
    write('in/good.yaml', good);
    write('in/shut.yaml', good);
    write('in/closed/x.yaml', good);
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'in/shut.yaml'), 0o000);
    chmodSync(join(folder, 'in/closed'), 0o000);
    try {
      const { status, stdout } = spawnSync(process.execPath, ['dist/cli.cjs', 'in', '--format', 'json'], {
        cwd: folder,
        encoding: 'utf8',
        ...(isRoot && { uid: 65_534, gid: 65_534 }),
      });
      const files: { path: string; error?: string }[] = JSON.parse(stdout).files;
      expect(files.map(({ path, error }) => [path, error])).toEqual([
        ['in/closed', 'no permission'],
        ['in/good.yaml', undefined],
        ['in/shut.yaml', 'no permission'],
      ]);
      expect(status).toBe(2);
    } finally {
      chmodSync(join(folder, 'in/closed'), 0o755);
    }
  });
});

describe('usage', () => {
  test.each([
    [['--formt', 'json'], 'unknown option `--formt`, did you mean `--format`?'],
    [['--max-warning=3'], 'unknown option `--max-warning`, did you mean `--max-warnings`?'],
    [['--zzz'], 'unknown option `--zzz`: `hmslint --help` lists them'],
    [['explain', '--formt'], 'unknown option `--formt`: `hmslint explain --help` lists them'],
    [['rules', '--formt'], 'unknown option `--formt`, did you mean `--format`?'],
    [['--format'], 'the option `--format <format>` lacks its value'],
    [
      ['--format', 'jsn'],
      'unknown format `jsn`, did you mean `json`? (there are `pretty`, `json`, `github`, `compact`, `sarif`, `junit`, `checkstyle`, `gitlab`)',
    ],
    [['--format', 'json='], '`--format json=` lacks the file, such as `--format json=report.txt`'],
    [
      ['--format', 'json', '--format', 'pretty'],
      'two formats would be written to standard output: give one a file, such as `--format pretty=FILE`',
    ],
    [
      ['--fail-on', 'errors'],
      'unknown severity `errors`, did you mean `error`? (there are `error`, `warning`, `info`, `never`)',
    ],
    [['--rule', 'unknownrole=off'], 'unknown rule `unknownrole`, did you mean `unknown-role`?'],
    [['--rule', 'unknown-role=warn'], 'unknown severity `warn` (there are `error`, `warning`, `info`, `off`)'],
    [['--rule', 'unknown-role'], '`--rule` takes RULE=SEVERITY, such as `unheard-role=off`, found `unknown-role`'],
    [['--only', 'zzz'], 'unknown rule `zzz`: `hmslint rules` lists them'],
    [['--only', 'toString'], 'unknown rule `toString`: `hmslint rules` lists them'],
    [
      ['--kind', 'templates'],
      'unknown kind `templates`, did you mean `template`? (there are `template`, `role`, `settings`, `destinations`, `recordings`)',
    ],
    [['--max-warnings', '-1'], '`--max-warnings` takes a whole number from 0, found `-1`'],
    [['--max-warnings', '1e3'], '`--max-warnings` takes a whole number from 0, found `1e3`'],
    [['explian', 'unknown-role'], '`explian` is no command and no file, did you mean `explain`?'],
    [['rule'], '`rule` is no command and no file, did you mean `rules`?'],
    [['explain'], '`hmslint explain` lacks its argument: `hmslint explain RULE`'],
    [['explain', 'a', 'b'], 'too many arguments in `hmslint explain a b`: `hmslint explain RULE`'],
    [['explain', 'unknown-rule'], 'unknown rule `unknown-rule`, did you mean `unknown-role`?'],
    [['rules', '--format', 'xml'], 'unknown format `xml` (there are `pretty`, `json`)'],
    [['rules', 'x'], 'too many arguments in `hmslint rules x`: `hmslint rules [--format json]`'],
  ] as const)('%j is exit 2 and one line', (args, message) => {
    expect(run(args)).toEqual({ status: 2, stdout: '', stderr: `hmslint: ${message}\n` });
  });

  test('a mistake is told before anything is read', () => {
    write('bad.yaml', bad);
    expect(run(['bad.yaml', 'gone.yaml', '--only', 'zzz'])).toMatchObject({ status: 2, stdout: '' });
    expect(run(['-', '--kind', 'x'], { input: bad })).toMatchObject({ status: 2, stdout: '' });
  });

  test('a hostile option is spelled out', () => {
    expect(run(['--\u001b[2J'])).toMatchObject({ status: 2, stderr: expect.stringContaining('`--\\u001b[2J`') });
  });

  test('a file called like a command is linted after lint and --', () => {
    write('explain', good);
    write('rules', good);
    expect(run(['lint', 'explain'])).toMatchObject({ status: 0, stdout: 'no problems in 1 file\n' });
    expect(run(['--', 'explain', 'rules', '--only', 'x'])).toMatchObject({ status: 2 });
    expect(run(['--rule', 'duplicate-template-name=off', '--', 'explain', 'rules'])).toMatchObject({
      status: 0,
      stdout: 'no problems in 2 files\n',
    });
    expect(run(['explain', 'unknown-role']).stdout).toMatch(/^unknown-role \(error\)\n/);
  });

  test('--help spells out every long option, each with an example', () => {
    const { status, stdout } = run(['--help']);
    expect(status).toBe(0);
    for (const option of [
      '--format <format>',
      '--fail-on <severity>',
      '--max-warnings <number>',
      '--quiet',
      '--rule <rule=severity>',
      '--only <rule>',
      '--kind <kind>',
      '--skip-unrecognised',
      '--stdin-filename <name>',
      '--version',
      '--help',
    ]) {
      expect(stdout).toContain(` ${option}`);
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
        `(hmslint ${option.split(' ')[0]}`.replace('(hmslint --help', '--help'),
      );
    }
    for (const command of ['hmslint explain RULE', 'hmslint rules', 'hmslint lint']) expect(stdout).toContain(command);
    for (const args of [['-h'], ['help'], ['lint', '--help']]) expect(run(args)).toMatchObject({ status: 0, stdout });
    expect(run(['explain', '--help']).stdout).toContain('Usage: hmslint explain RULE');
    expect(run(['rules', '--help']).stdout).toContain('--format <format>');
  });

  test('--version', () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
    expect(run(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    expect(run(['-V']).stdout).toBe(`${version}\n`);
  });
});

describe('rules and explain', () => {
  test('rules lists all, for people and for programs', () => {
    const { status, stdout } = run(['rules']);
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(rules.length + 1);
    expect(stdout).toMatch(/^rule +severity +fix +what must hold\n/);
    const list: { id: string }[] = JSON.parse(run(['rules', '--format', 'json']).stdout);
    expect(list.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  });

  test('explain has something to say of every rule', () => {
    for (const id of ['unknown-role', 'schema/type', 'syntax']) {
      const { status, stdout } = run(['explain', id]);
      expect(status).toBe(0);
      for (const part of [id, 'Bad:\n', 'Good:\n', 'Fix: ', 'Source: ', `hmslint --rule ${id}=off`])
        expect(stdout).toContain(part);
    }
  });
});

describe('output', () => {
  test('files beside or instead of standard output', () => {
    write('bad.yaml', bad);
    const both = run(['bad.yaml', '--format', 'pretty', '--format', 'json=out.json']);
    expect(both.stdout).toBe(run(['bad.yaml']).stdout);
    expect(both.stderr).toBe('');
    expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe(run(['bad.yaml', '--format', 'json']).stdout);
    const alone = run(['bad.yaml', '--format', 'json=out.json', '--format', 'pretty=out.txt'], {
      env: { FORCE_COLOR: '1' },
    });
    expect(alone).toMatchObject({ status: 1, stdout: '' });
    expect(alone.stderr).toMatch(/^hmslint: 1 error in 1 file.*, written to `out\.json`, `out\.txt`\n$/);
    expect(readFileSync(join(folder, 'out.txt'), 'utf8')).toBe(run(['bad.yaml']).stdout);
    expect(run(['bad.yaml', '--format', 'json=no/such/out.json'])).toMatchObject({
      status: 2,
      stderr: 'hmslint: cannot write `no/such/out.json`: no such file or folder\n',
    });
  });

  test.each([
    [['bad.yaml', '--format', 'json=./bad.yaml'], 'the report would overwrite `./bad.yaml`, which is read'],
    [['--config', 'ci.yaml', '--format', 'junit=ci.yaml'], 'the report would overwrite `ci.yaml`, which is read'],
    [
      ['--baseline', 'known.json', '--update-baseline', '--format', 'json=known.json'],
      'the report would overwrite `known.json`, which is read',
    ],
    [['-', '--stdin-filename', 'bad.yaml', '--format', 'sarif=bad.yaml'], 'the report would overwrite `bad.yaml`'],
    [['--format', 'json=out', '--format', 'junit=./out'], 'two formats would be written to `./out`'],
  ])('%j would overwrite what it reads or writes', (args, message) => {
    write('bad.yaml', bad);
    write('ci.yaml', 'rules: {}\n');
    const { status, stdout, stderr } = run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(readdirSync(folder).sort()).toEqual(['bad.yaml', 'ci.yaml']);
    expect(readFileSync(join(folder, 'bad.yaml'), 'utf8')).toBe(bad);
  });

  test('colours where FORCE_COLOR asks for them, and none where NO_COLOR or a pipe is', () => {
    write('bad.yaml', bad);
    const csi = '\u001b';
    expect(run(['bad.yaml']).stdout).not.toContain(csi);
    expect(run(['bad.yaml'], { env: { FORCE_COLOR: '1' } }).stdout).toContain(`${csi}[31merror${csi}[39m`);
    for (const env of [{ FORCE_COLOR: '0' }, { FORCE_COLOR: '' }, { FORCE_COLOR: '1', NO_COLOR: '1' }]) {
      expect(run(['bad.yaml'], { env }).stdout).not.toContain(csi);
    }
    expect(run(['bad.yaml'], { env: { FORCE_COLOR: '1', NO_COLOR: '' } }).stdout).toContain(csi);
    expect(run(['bad.yaml', '--format', 'json'], { env: { FORCE_COLOR: '1' } }).stdout).not.toContain(csi);
  });

  test('the same input gives the same bytes', () => {
    for (const name of ['b', 'a', 'c']) write(`${name}.yaml`, bad.replace('webinar', name));
    const first = run(['--format', 'json']).stdout;
    expect(run(['c.yaml', 'a.yaml', 'b.yaml', '--format', 'json']).stdout).toBe(first);
  });

  test('ends quietly when its reader has seen enough', async () => {
    write(
      'bad.yaml',
      `roles:\n${Array.from({ length: 5_000 }, (_, index) => `  r${index}: { priority: 9 }\n`).join('')}`,
    );
    const child = spawn(process.execPath, [cli, 'bad.yaml', '--only', 'role-priority'], { cwd: folder });
    let errors = '';
    child.stderr.on('data', (data: Buffer) => {
      errors += data;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((done) => child.on('close', done));
    expect({ status, errors }).toEqual({ status: 1, errors: '' });
  });

  test('says in one line that the output has no room', () => {
    if (!existsSync('/dev/full')) return;
    write('bad.yaml', bad);
    const { status, stderr } = spawnSync('bash', ['-c', `"${process.execPath}" "${cli}" bad.yaml > /dev/full`], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'hmslint: cannot write to standard output: no space is left\n',
    });
  });

  test('a crash inside is one line without a stack, unless asked for', () => {
    cpSync(dist, join(folder, 'dist'), { recursive: true });
    write('package.json', '{ "type": "module", "version": "0" }');
    write('dist/yaml-nodes.cjs', 'throw new TypeError("spilled secret");\n');
    write('good.yaml', `${good}x-note: |\n  some\n  lines\n`);
    const crash = (env: object) =>
      spawnSync(process.execPath, ['dist/cli.cjs', 'good.yaml'], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, ...env },
      });
    expect(crash({})).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'hmslint: this is a bug in hmslint: set HMSLINT_DEBUG=1 to see where, and please report it\n',
    });
    expect(crash({ HMSLINT_DEBUG: '1' }).stderr).toContain('spilled secret');
  });
});

describe('the build', () => {
  test('says whose code is in it', () => {
    const text = readFileSync(join(dist, 'THIRD-PARTY.txt'), 'utf8');
    for (const name of [
      'commander',
      'fast-string-width',
      'fastest-levenshtein',
      'ignore',
      'picocolors',
      'picomatch',
      'yaml',
    ]) {
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
    expect(text).toContain('Permission is hereby granted');
  });

  /** Copies the program, so that it can be damaged. */
  function copy(): (name: string, args: readonly string[]) => { status: number | null; stdout: string } {
    cpSync(dist, join(folder, 'dist'), { recursive: true });
    write('package.json', '{ "version": "0" }');
    write('a.json', JSON.stringify({ name: 'a', roles: { host: { name: 'host' } } }));
    write('a.yaml', 'name: b\nroles: { host: { name: host } }\n');
    return (name, args) => {
      const { status, stdout } = spawnSync(process.execPath, [join('dist', name), ...args], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
      });
      return { status, stdout };
    };
  }

  test('loads for one clean file nothing that only others need', () => {
    const start = copy();
    for (const name of readdirSync(join(folder, 'dist'))) {
      if (name !== 'cli.cjs' && !name.startsWith('main.cjs')) rmSync(join(folder, 'dist', name), { recursive: true });
    }
    expect(start('cli.cjs', ['a.json'])).toEqual({ status: 0, stdout: 'no problems in 1 file\n' });
    expect(start('cli.cjs', ['a.yaml'])).toEqual({ status: 0, stdout: 'no problems in 1 file\n' });
    write('broken.yaml', 'roles: { host: { priority: 9 } }\n');
    expect(start('cli.cjs', ['broken.yaml'])).toMatchObject({ status: 2 });
  });

  test('leaves compiled code that the Node which built it takes', () => {
    const kept = readdirSync(dist).filter((name) =>
      name.endsWith(`.${process.version}-${process.platform}-${process.arch}.bin`),
    );
    // Another Node than the one that built has none.
    for (const name of kept) {
      const file = join(dist, name.slice(0, name.indexOf('.cjs') + '.cjs'.length));
      const code = `
        const { readFileSync } = require('node:fs');
        const text = '(function (exports, require, module, __filename, __dirname) {' + readFileSync(${JSON.stringify(file)}, 'latin1') + '\\n})';
        const cachedData = readFileSync(${JSON.stringify(join(dist, name))});
        console.log(new (require('node:vm').Script)(text, { cachedData }).cachedDataRejected);`;
      expect(spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' }).stdout).toBe('false\n');
      expect(readFileSync(file, 'latin1')).not.toMatch(/[^\0-\u007f]/);
    }
  });

  test('runs without the compiled code of this Node, and where that is cut off', () => {
    const start = copy();
    const compiled = readdirSync(join(folder, 'dist')).filter((name) => name.endsWith('.bin'));
    expect(compiled).toHaveLength(6);
    const result = { status: 0, stdout: 'no problems in 2 files\n' };
    expect(start('cli.cjs', ['a.json', 'a.yaml'])).toEqual(result);
    for (const name of compiled) truncateSync(join(folder, 'dist', name), 20_000);
    expect(start('cli.cjs', ['a.json', 'a.yaml'])).toEqual(result);
    for (const name of compiled) truncateSync(join(folder, 'dist', name), 0);
    expect(start('cli.cjs', ['a.json', 'a.yaml'])).toEqual(result);
    for (const name of compiled) rmSync(join(folder, 'dist', name), { recursive: true });
    expect(start('cli.cjs', ['a.json', 'a.yaml'])).toEqual(result);
  });
});
