import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const cli = join(dist, 'cli.cjs');

const bad = `name: webinar
roles:
  host: # stays
    name: host
    priority: "3"
    maxPeerCount: 5
    subscribeParams: { subscribeToRoles: [hots] }
`;
const safe = bad.replace('"3"', '3');
const good = safe.replace('hots', 'host');

let folder = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-fix-')));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function run(args: readonly string[], { input = '', cwd = folder, env = {} } = {}) {
  const { NO_COLOR: _1, FORCE_COLOR: _2, HMSLINT_DEBUG: _3, GITHUB_ACTIONS: _4, ...clean } = process.env;
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

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

describe('--fix', () => {
  test('applies what is certain, and reports what is left', () => {
    write('a.yaml', bad);
    const { status, stdout, stderr } = run(['--fix', 'a.yaml']);
    expect(read('a.yaml')).toBe(safe);
    expect(stdout).toContain('there is no role `hots`');
    expect(stdout).not.toContain('priority');
    expect(stderr).toBe('hmslint: fixed 1 problem in 1 file\n');
    expect(status).toBe(1);
  });

  test('applies guesses where they are asked for, and has nothing to do a second time', () => {
    write('a.yaml', bad);
    expect(run(['--fix', '--unsafe-fixes', 'a.yaml'])).toEqual({
      status: 0,
      stdout: 'no problems in 1 file\n',
      stderr: 'hmslint: fixed 2 problems in 1 file\n',
    });
    expect(read('a.yaml')).toBe(good);
    const { mtimeMs } = statSync(join(folder, 'a.yaml'));
    expect(run(['--fix', '--unsafe-fixes', 'a.yaml']).stderr).toBe('');
    expect(statSync(join(folder, 'a.yaml')).mtimeMs).toBe(mtimeMs);
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });

  test('keeps mode, line ends, byte order mark and the missing last line end', () => {
    const text = `\u{feff}${bad.replaceAll('\n', '\r\n')}`.trimEnd();
    write('a.yaml', text);
    chmodSync(join(folder, 'a.yaml'), 0o640);
    run(['--fix', 'a.yaml']);
    expect(read('a.yaml')).toBe(text.replace('"3"', '3'));
    expect(statSync(join(folder, 'a.yaml')).mode & 0o777).toBe(0o640);
  });

  test('goes through links, and leaves them links', () => {
    write('real/a.yaml', bad);
    symlinkSync('real/a.yaml', join(folder, 'link.yaml'));
    run(['--fix', 'link.yaml']);
    expect(read('real/a.yaml')).toBe(safe);
    expect(lstatSync(join(folder, 'link.yaml')).isSymbolicLink()).toBe(true);
  });

  test('leaves a read-only file as it is, says so, and writes the others', () => {
    write('a.yaml', bad);
    write('b.yaml', bad.replace('webinar', 'other'));
    chmodSync(join(folder, 'a.yaml'), 0o444);
    const { status, stdout, stderr } = run(['--fix', '.']);
    expect(status).toBe(2);
    expect(read('a.yaml')).toBe(bad);
    expect(read('b.yaml')).toBe(safe.replace('webinar', 'other'));
    expect(stderr).toContain('cannot write `a.yaml`: it is read-only: nothing was written\n');
    expect(stderr).toContain('fixed 1 problem in 1 file');
    expect(stdout).toContain('a.yaml:5:15 error');
  });

  test('leaves a file as it is whose size is limited, and no temporary file', () => {
    write('a.yaml', bad.replace('hots', `hots, ${'x'.repeat(2000)}`));
    const before = read('a.yaml');
    const { stderr, status } = spawnSync(
      'bash',
      ['-c', 'ulimit -f 1; exec "$0" "$@"', process.execPath, cli, '--fix', 'a.yaml'],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(stderr).toContain('cannot write `a.yaml`');
    expect(status).toBe(2);
    expect(read('a.yaml')).toBe(before);
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });

  test('is whole, old or new, wherever it is killed', async () => {
    const roles = Array.from({ length: 1500 }, (_, index) => `  r${index}:\n    priority: "3"\n`);
    const text = `name: many\nroles:\n${roles.join('')}`;
    const mended = text.replaceAll('"3"', '3');
    const seen = new Set<string>();
    for (let delay = 100; delay < 1600; delay += 200) {
      write('a.yaml', text);
      const child = spawn(process.execPath, [cli, '--fix', 'a.yaml'], { cwd: folder, stdio: 'ignore' });
      const timer = setTimeout(() => child.kill('SIGKILL'), delay);
      await new Promise((resolve) => child.once('exit', resolve));
      clearTimeout(timer);
      expect([text, mended]).toContain(read('a.yaml'));
      seen.add(read('a.yaml'));
    }
    expect(seen.has(text)).toBe(true);
  });

  test('of standard input goes to standard output, the report beside it', () => {
    const { status, stdout, stderr } = run(['--fix', '-'], { input: bad });
    expect(stdout).toBe(safe);
    expect(stderr).toContain('there is no role `hots`');
    expect(status).toBe(1);
    expect(run(['--fix', '-'], { input: good }).stdout).toBe(good);
  });

  test('obeys what suppresses, and takes away what suppresses nothing', () => {
    const text = safe.replace('    name', '    # hmslint-ignore-next-line role-priority -- clamped\n    name');
    write('a.yaml', text.replace('hots', 'host'));
    run(['--fix', 'a.yaml']);
    expect(read('a.yaml')).toBe(good);
  });
});

describe('--diff', () => {
  test('shows what would change, writes nothing, and says what is found now', () => {
    write('a.yaml', bad);
    const { status, stdout, stderr } = run(['--diff', 'a.yaml']);
    expect(stdout).toBe(
      [
        '--- a/a.yaml',
        '+++ b/a.yaml',
        '@@ -2,6 +2,6 @@',
        ' roles:',
        '   host: # stays',
        '     name: host',
        '-    priority: "3"',
        '+    priority: 3',
        '     maxPeerCount: 5',
        '     subscribeParams: { subscribeToRoles: [hots] }',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe('hmslint: would fix 1 problem in 1 file: nothing was written\n');
    expect(status).toBe(1);
    expect(read('a.yaml')).toBe(bad);
  });

  test.each([
    ['plain', 'a.yaml', bad],
    ['with CRLF', 'a.yaml', bad.replaceAll('\n', '\r\n')],
    ['without a last line end', 'a.yaml', bad.trimEnd()],
    ['with spaces and quotes in its name', 'my "own" file.yaml', bad],
  ])('is taken by git apply: a file %s', (_, path, text) => {
    write(path, text);
    const { stdout } = run(['--diff', '--unsafe-fixes', '--fix', path]);
    expect(read(path)).toBe(text);
    const { status, stderr } = spawnSync('git', ['apply', '-'], { cwd: folder, input: stdout, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(read(path)).toBe(text.replace('"3"', '3').replace('hots', 'host'));
  });

  test('shows no secret', () => {
    write(
      'a.json',
      '{"name":"a","roles":{},"settings":{"recording":{"upload":{"type":"s3","location":"b","prefix":"p","credentials":{"key":"AKIAPLANTED","secret":"PLANTEDSECRET"}}}}}',
    );
    const { stdout } = run(['--diff', 'a.json']);
    expect(stdout).toContain('"secretKey"');
    expect(stdout).not.toMatch(/PLANTED/);
  });

  test('shares standard output with no report', () => {
    expect(run(['--diff', '--format', 'json', '.'])).toMatchObject({ status: 2, stdout: '' });
    write('a.yaml', bad);
    expect(run(['--diff', '--format', 'json=r.json', '.']).stdout).toMatch(/^---/);
    expect(JSON.parse(read('r.json')).summary.errors).toBe(2);
  });
});

test('--unsafe-fixes alone changes nothing and says what to add', () => {
  write('a.yaml', bad);
  expect(run(['--unsafe-fixes', 'a.yaml'])).toMatchObject({ status: 2, stdout: '' });
  expect(read('a.yaml')).toBe(bad);
});

describe('the configuration', () => {
  const config = (text: string, path = 'hmslint.config.yaml') => write(path, text);

  test('changes severities, by glob too; the command line comes first', () => {
    write('a.yaml', bad);
    write('dev/b.yaml', bad.replace('webinar', 'b'));
    config('rules:\n  schema/type: off\nfiles:\n  dev/**:\n    rules: { unknown-role: warning }\n');
    const { status, stdout } = run(['--format', 'compact', '.']);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^a\.yaml:7:43: error: .* \[unknown-role\]$/),
      expect.stringMatching(/^dev\/b\.yaml:7:43: warning: .* \[unknown-role\]$/),
      '',
    ]);
    expect(status).toBe(1);
    expect(run(['--rule', 'unknown-role=off', '.']).stdout).toBe('no problems in 2 files\n');
    expect(run(['--no-config', '--format', 'compact', '.']).stdout.split('\n')).toHaveLength(5);
  });

  test('is the nearest upwards, up to the repository, as YAML or JSON', () => {
    write('a.yaml', bad);
    write('in/b.yaml', bad.replace('webinar', 'b'));
    write('repo/c.yaml', bad.replace('webinar', 'c'));
    mkdirSync(join(folder, 'repo/.git'));
    config('rules: { schema/type: off, unknown-role: off }');
    config('{ "rules": { "schema/type": "off" } }', 'in/hmslint.config.json');
    const found = run(['--format', 'compact', '.'])
      .stdout.split('\n')
      .map((line) => line.replace(/:.*\[/, ' ['));
    expect(found).toEqual(['in/b.yaml [unknown-role]', 'repo/c.yaml [schema/type]', 'repo/c.yaml [unknown-role]', '']);
  });

  test('says what kind files are', () => {
    write('roles/host.json', '{"name": "host", "x": 1}');
    config('files:\n  roles/*.json: { kind: role }\n');
    expect(run(['--format', 'compact', '.']).stdout).toContain('`x` is not known at the top of a role document');
  });

  test('ignores findings by glob, rule and pointer, and passes files over', () => {
    write('a.yaml', bad);
    write('old/b.yaml', bad.replace('webinar', 'b'));
    config(`ignore:
  - { glob: a.yaml, rule: schema/type, pointer: /roles/*/priority, reason: legacy }
  - { rule: unknown-role, reason: made later }
  - { glob: old/, reason: not ours, until: 2999-12-31 }
`);
    expect(run(['.']).stdout).toBe('no problems in 1 file\n');
    expect(run(['old/b.yaml', '--format', 'compact']).stdout).toContain('[schema/type]');
    expect(run(['old/b.yaml', '--skip-unrecognised']).stderr).toContain('nothing to lint');
  });

  test('an entry that is of no use is reported where it stands, and removed by --fix', () => {
    write('a.yaml', good);
    const text = `# ours
ignore:
  - glob: a.yaml
    rule: role-priority # why
    reason: legacy
  - { glob: gone.yaml, rule: role-priority, reason: legacy }
  - { rule: unknown-role, reason: old, until: 2020-02-29 }
`;
    config(text);
    const { status, stdout } = run(['--format', 'compact', '.']);
    expect(status).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'hmslint.config.yaml:4:11: warning: `role-priority` finds nothing where this entry ignores it: remove the entry [unused-ignore]',
      'hmslint.config.yaml:6:13: warning: no file matches `gone.yaml`: mend the glob, or remove the entry [unused-ignore]',
      'hmslint.config.yaml:7:47: warning: this entry was good until `2020-02-29`: what it held is reported again; remove it, or give it a later day [unused-ignore]',
      '',
    ]);
    run(['--fix', '.']);
    expect(read('hmslint.config.yaml')).toBe(text.replace(/ {2}- glob[\s\S]*?legacy\n/, ''));
    run(['--fix', '--unsafe-fixes', '.']);
    expect(run(['.']).stdout).toBe('no problems in 1 file\n');
    expect(read('hmslint.config.yaml')).not.toContain('ignore:');
  });

  test('nothing is called unused where that cannot be known', () => {
    write('a.yaml', good);
    write('b.yaml', bad);
    config('ignore:\n  - { glob: "*.yaml", rule: schema/type, reason: x }\n');
    expect(run(['a.yaml']).stdout).toBe('no problems in 1 file\n');
    expect(run(['--only', 'unknown-role', 'a.yaml']).stdout).toBe('no problems in 1 file\n');
  });

  test.each([
    ['rules: { unheard-rol: off }', '1:10', 'did you mean `unheard-role`?'],
    ['rules: { unheard-role: warn }', '1:24', 'did you mean `warning`?'],
    ['rules: { unheard-role: false }', '1:24', 'did you mean `off`?'],
    ['rule: {}', '1:1', 'did you mean `rules`?'],
    ['files: { "[a": {} }', '1:10', 'has a `[` without its other half'],
    ['files: { "../x": {} }', '1:10', 'must stay within the folder'],
    ['files: { a: { kind: templat } }', '1:21', 'did you mean `template`?'],
    ['ignore: [{ rule: role-priorty, reason: x }]', '1:18', 'did you mean `role-priority`?'],
    ['ignore: [{ rule: role-priority }]', '1:10', '`reason` is missing'],
    ['ignore: [{ files: a, reason: x }]', '1:12', 'did you mean `glob`?'],
    ['ignore: [{ rule: role-priority, reason: x, until: 2026-02-30 }]', '1:51', 'there is no `2026-02-30`'],
    ['ignore: [{ pointer: roles/x, reason: x }]', '1:21', 'write `/roles/x`'],
    ['ignore: [{ reason: x }]', '1:10', 'this would ignore everything'],
    ['rules: [', '1:8', ''],
    ['rules: 5', '1:8', 'must be an object'],
  ])('with a mistake is reported at its place, and nothing is linted: %s', (text, place, words) => {
    write('a.yaml', bad);
    config(text);
    const { status, stdout, stderr } = run(['--format', 'compact', '.']);
    expect(stdout).toContain(`hmslint.config.yaml:${place}: error: `);
    expect(stdout).toContain(words);
    expect(stdout).not.toContain('a.yaml:7');
    expect(stderr).toContain('nothing was linted');
    expect(status).toBe(2);
  });

  test('hostile names are names like any other', () => {
    write('a.yaml', good);
    config('rules: { __proto__: off, constructor: off }\nfiles: { toString: {} }');
    expect(run(['.']).status).toBe(2);
    config('files: { __proto__: { kind: role } }');
    expect(run(['.']).stdout).toBe('no problems in 1 file\n');
  });

  test('is taken from --config for every file; twice in a folder is one too many; missing is said', () => {
    write('a.yaml', bad);
    config('rules: { schema/type: off, unknown-role: off }', 'ci/strict.yaml');
    expect(run(['--config', 'ci/strict.yaml', '.']).stdout).toBe('no problems in 1 file\n');
    expect(run(['--config', 'ci/none.yaml', '.'])).toMatchObject({ status: 2, stdout: '' });
    expect(run(['--config', 'ci/strict.yaml', '--no-config', '.']).status).toBe(2);
    config('{}', 'hmslint.config.json');
    config('rules: {}');
    expect(run(['.'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('two configurations in one folder'),
    });
  });
});

describe('formats and counts', () => {
  test('github by itself inside GitHub Actions', () => {
    write('a.yaml', bad);
    expect(run(['.'], { env: { GITHUB_ACTIONS: 'true' } }).stdout).toMatch(
      /^::error file=a\.yaml,line=5,endLine=5,col=15/,
    );
    expect(run(['--format', 'pretty', '.'], { env: { GITHUB_ACTIONS: 'true' } }).stdout).toMatch(/^a\.yaml:5/);
  });

  test('--statistics counts by rule, --timing tells phases', () => {
    write('a.yaml', bad);
    const { stdout, stderr } = run(['--statistics', '--timing', '.']);
    expect(stdout).toMatch(
      /1 {2}error {4}schema\/type {3}\(1 fixable\)\n1 {2}error {4}unknown-role {2}\(1 fixable\)\n$/,
    );
    for (const phase of ['read', 'lint', 'unknown-role', 'total'])
      expect(stderr).toMatch(new RegExp(`${phase} +[\\d.]+ ms`));
    expect(() => JSON.parse(run(['--statistics', '--format', 'json', '.']).stdout)).not.toThrow();
  });
});

test('a copy of the program elsewhere fixes as well', () => {
  cpSync(dist, join(folder, 'copy/dist'), { recursive: true });
  write('copy/package.json', '{ "type": "module", "version": "0" }');
  write('a.yaml', bad);
  spawnSync(process.execPath, [join(folder, 'copy/dist/cli.cjs'), '--fix', 'a.yaml'], { cwd: folder });
  expect(read('a.yaml')).toBe(safe);
});

describe('an entry that ignores', () => {
  const broken = 'name: b\nroles:\n  host:\n    priority: 9\n';
  const entry = (text: string) => `ignore:\n  - {${text}, reason: because}\n`;

  test('stays where a run did not see the files that it is for', () => {
    mkdirSync(join(folder, 'sub'));
    write('a.yaml', 'name: a\nroles: {}\n');
    write('sub/b.yaml', broken);
    mkdirSync(join(folder, 'ci'));
    const config = entry('rule: role-priority');
    write('ci/h.yaml', config);
    expect(run(['--fix', '--config', 'ci/h.yaml', 'a.yaml', 'ci']).status).toBe(0);
    expect(read('ci/h.yaml')).toBe(config);

    write('hmslint.config.yaml', config);
    for (const hidden of [
      Buffer.from('roles: {host: {priority: 9}}\n\xff', 'latin1'),
      'roles: {host: {priority: 9, x: [}}\n',
    ]) {
      writeFileSync(join(folder, 'sub/b.yaml'), hidden);
      run(['--fix', '.']);
      expect(read('hmslint.config.yaml')).toBe(config);
    }
  });

  test('counts for standard input', () => {
    write('hmslint.config.yaml', entry('glob: "new/*.yaml", rule: role-priority'));
    const { stdout, status } = run(['--stdin-filename', 'new/b.yaml'], { input: broken });
    expect({ stdout, status }).toEqual({ stdout: 'no problems in 1 file\n', status: 0 });
  });

  test.each([
    ['the rule is off', 'rules: {role-priority: off}\n', []],
    ['the rule did not run', '', ['--only', 'rtmp-url', '--only', 'unused-ignore']],
  ])('is not looked at where %s', (_, rules, args) => {
    write('a.yaml', 'name: a\nroles: {}\n');
    write('hmslint.config.yaml', `${rules}${entry('rule: role-priority, until: 2020-01-01')}`);
    expect(run([...args, 'a.yaml']).stdout).toBe('no problems in 1 file\n');
  });

  test('is told what it may have meant where it means no file', () => {
    mkdirSync(join(folder, 'vendor'));
    write('vendor/b.yaml', broken);
    write('a.yaml', 'name: a\nroles: {}\n');
    write('.gitignore', 'vendor/\n');
    mkdirSync(join(folder, '.git'));
    write('hmslint.config.yaml', entry('glob: vendor/'));
    expect(run(['.']).stdout).toBe('no problems in 1 file\n');
    for (const [glob, meant] of [
      ['vendor', 'vendor/'],
      ['b.yaml', '**/b.yaml'],
    ]) {
      write('hmslint.config.yaml', entry(`glob: ${glob}`));
      expect(run(['.']).stdout).toContain(`no file matches \`${glob}\`: did you mean \`${meant}\`?`);
    }
  });

  test('is named where nothing is left to lint', () => {
    write('a.yaml', broken);
    write('hmslint.config.yaml', entry('glob: a.yaml'));
    const { stderr } = run(['--skip-unrecognised', 'a.yaml']);
    expect(stderr).toContain('the configuration’s `ignore` passes over the 1 file in `a.yaml`');
  });
});

describe('a configuration that cannot be read', () => {
  test.each(['a link to itself', 'a link to nothing', 'a folder'])('is said: %s', (what) => {
    write('a.yaml', 'name: a\nroles: {}\n');
    const path = join(folder, 'hmslint.config.yaml');
    if (what === 'a folder') mkdirSync(path);
    else symlinkSync(what === 'a link to nothing' ? 'nowhere' : 'hmslint.config.yaml', path);
    const { status, stderr } = run(['a.yaml']);
    expect(status).toBe(2);
    expect(stderr).toContain('cannot read the configuration `hmslint.config.yaml`');
  });

  test('tells all its mistakes at once', () => {
    write(
      'hmslint.config.yaml',
      'rules: {nope: off}\nignore: [{rule: rtmp-url, reason: ""}, {glob: "a{", reason: x}]\n',
    );
    write('a.yaml', 'name: a\nroles: {}\n');
    const { stdout } = run(['a.yaml']);
    for (const words of ['`nope` is not known', '`reason` must say why', '`glob` has a `{`'])
      expect(stdout).toContain(words);
  });

  test.each(['---\n', '# nothing\n...\n', '\n'])('is none where it says nothing: %j', (text) => {
    write('hmslint.config.yaml', text);
    write('a.yaml', 'name: a\nroles: {}\n');
    expect(run(['a.yaml'])).toMatchObject({ status: 0, stdout: 'no problems in 1 file\n' });
  });
});
