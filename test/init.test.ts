import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { preCommitEntry, starterConfiguration, starterHooks, starterTemplate } from '../src/starter.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const cli = join(dist, 'cli.cjs');

let folder = '';

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('dist/cli.cjs is not there: run `npm run build` first');
});

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-init-')));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function all(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

describe('init', () => {
  test('writes what to start with, and says so', () => {
    expect(run('init')).toEqual({
      status: 0,
      stderr: '',
      stdout: `wrote \`templates/example.yaml\`: a template to start from, with a word on each part
wrote \`hmslint.config.yaml\`: the configuration, which changes nothing yet and shows what it could
wrote \`.pre-commit-config.yaml\`: lints the templates of each commit, once \`pre-commit install\` has run

next: \`hmslint\` lints what is there
`,
    });
    expect(all()).toEqual(['.pre-commit-config.yaml', 'hmslint.config.yaml', 'templates', 'templates/example.yaml']);
  });

  test('writes a template and a configuration that hmslint has nothing to say of', () => {
    run('init');
    const { status, stdout } = run('--format', 'json', '--fail-on', 'info');
    const { files }: { files: object[] } = JSON.parse(stdout);
    expect(files).toEqual([{ path: 'templates/example.yaml', kind: 'template', diagnostics: [] }]);
    expect(status).toBe(0);
    const uncommented = starterConfiguration.text.replace(/^# (?=files:|ignore:| )/gm, '');
    expect(parse(uncommented)).toMatchObject({ files: {}, ignore: [{ rule: 'role-priority' }] });
    write('hmslint.config.yaml', uncommented);
    expect(run('templates').stderr).toBe('');
  });

  test('explains every part of the template', () => {
    const lines = starterTemplate.text.split('\n');
    for (const part of Object.keys(parse(starterTemplate.text))) expect(lines.join()).toContain(`${part}:`);
    expect(lines.filter((line) => line.includes('# ')).length).toBeGreaterThan(20);
  });

  test('leaves all that is there, whatever it is', () => {
    write('templates/example.yaml', 'mine');
    write('hmslint.config.yaml', '');
    symlinkSync('nowhere', join(folder, '.pre-commit-config.yaml'));
    const { status, stdout } = run('init');
    expect(status).toBe(0);
    for (const path of ['templates/example.yaml', 'hmslint.config.yaml', '.pre-commit-config.yaml']) {
      expect(stdout).toContain(`left \`${path}\` as it is: it is there already\n`);
    }
    expect(read('templates/example.yaml')).toBe('mine');
    expect(read('hmslint.config.yaml')).toBe('');
    expect(readlinkSync(join(folder, '.pre-commit-config.yaml'))).toBe('nowhere');
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });

  test('changes nothing the second time', () => {
    run('init');
    const before = all().map((path) => (path === 'templates' ? path : read(path)));
    const { status, stdout } = run('init');
    expect({ status, lines: stdout.match(/^left /gm)?.length }).toEqual({ status: 0, lines: 3 });
    expect(stdout).not.toContain('repos:');
    expect(all().map((path) => (path === 'templates' ? path : read(path)))).toEqual(before);
  });

  test('shows what to paste into hooks that are there', () => {
    const mine = 'repos:\n  - repo: local\n    hooks: []\n';
    write('.pre-commit-config.yaml', mine);
    const { stdout } = run('init');
    expect(stdout).toContain(
      `\nto lint each commit with pre-commit, put this under \`repos:\` in \`.pre-commit-config.yaml\`:\n\n${preCommitEntry}\n`,
    );
    expect(read('.pre-commit-config.yaml')).toBe(mine);
    expect(parse(mine + preCommitEntry).repos[1].hooks[0]).toMatchObject({
      entry: 'hmslint --skip-unrecognised',
      args: ['--'],
    });
    expect(parse(starterHooks.text).repos[0].hooks[0].id).toBe('hmslint');
  });

  test('makes the folder that is named', () => {
    expect(run('init', 'new/rooms')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('next: `hmslint new/rooms`'),
    });
    expect(run('new/rooms')).toMatchObject({ status: 0, stdout: 'no problems in 1 file\n' });
  });

  test.each(['old rooms', '-x', "it's $(touch pwned)"])('says what a shell takes to lint the folder %j', (name) => {
    const [, next = ''] = /^next: `hmslint (.*)` lints what is there$/m.exec(run('init', '--', name).stdout) ?? [];
    const script = `exec "$0" "$1" ${next}`;
    const { stdout } = spawnSync('bash', ['-c', script, process.execPath, cli], { cwd: folder, encoding: 'utf8' });
    expect(stdout).toBe('no problems in 1 file\n');
    expect(all()).not.toContain('pwned');
  });

  test('minds the configuration above, and where pre-commit looks', () => {
    mkdirSync(join(folder, '.git'));
    write('hmslint.config.json', '{}');
    const { stdout } = run('init', 'rooms');
    expect(stdout).toContain('wrote no `rooms/hmslint.config.yaml`: `hmslint.config.json` holds there already\n');
    expect(stdout).toContain('wrote no `rooms/.pre-commit-config.yaml`: pre-commit reads only the one at the root');
    expect(stdout).toContain('put this under `repos:` in `.pre-commit-config.yaml`');
    expect(all().filter((path) => path.startsWith('rooms/'))).toEqual([
      'rooms/templates',
      'rooms/templates/example.yaml',
    ]);
  });
});

describe('init where it cannot', () => {
  test('says what has the name of a folder', () => {
    write('templates', '');
    expect(run('init')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'hmslint: cannot make the folder `templates`: something else has that name; nothing was written\n',
    });
    expect(run('init', 'templates').stderr).toContain('something else has that name; nothing was written');
    expect(all()).toEqual(['templates']);
  });

  test('takes half a file back', () => {
    const limited = ['-c', 'ulimit -f 1; exec "$0" "$@"', process.execPath, cli, 'init'];
    const { status, stderr } = spawnSync('bash', limited, { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe(
      'hmslint: cannot write `templates/example.yaml`: it would be larger than a file may be; nothing was written\n',
    );
    expect(status).toBe(2);
    expect(all()).toEqual(['templates']);
  });

  test('says what was written before it failed', () => {
    // Root may write everywhere: then somebody else runs a copy.
    const isRoot = process.getuid?.() === 0;
    cpSync(dist, join(folder, 'dist'), { recursive: true });
    mkdirSync(join(folder, 'in/templates'), { recursive: true });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'in/templates'), 0o777);
    chmodSync(join(folder, 'in'), 0o555);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.cjs', 'init', 'in'], {
      cwd: folder,
      encoding: 'utf8',
      ...(isRoot && { uid: 65_534, gid: 65_534 }),
    });
    expect(stderr).toBe(
      'hmslint: cannot write `in/hmslint.config.yaml`: no permission; written before that: `in/templates/example.yaml`\n',
    );
    expect(stdout).toMatch(/^wrote `in\/templates\/example\.yaml`: .*\n$/);
    expect(status).toBe(2);
  });

  test.each([
    [['init', 'a', 'b'], 'too many arguments in `hmslint init a b`: `hmslint init [FOLDER]`'],
    [['init', ''], '`hmslint init` takes a folder, found an empty word'],
    [['init', '--force'], 'unknown option `--force`: `hmslint init --help` lists them'],
    [['inti'], '`inti` is no command and no file, did you mean `init`?'],
  ])('%j is refused', (args, message) => {
    expect(run(...args)).toEqual({ status: 2, stdout: '', stderr: `hmslint: ${message}\n` });
    expect(all()).toEqual([]);
  });
});
