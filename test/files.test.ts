import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Found, find, maxSize, mayBeOurs, readFile } from '../src/files.ts';

const isRoot = process.getuid?.() === 0;
const start = process.cwd();
let folder = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-files-')));
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

/** Writes files below the working folder, each with its text or, where none is given, `{}`. */
function write(...files: readonly (string | readonly [string, string | Uint8Array])[]): void {
  for (const file of files) {
    const [path, text] = typeof file === 'string' ? [file, '{}'] : file;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

async function paths(...given: readonly string[]): Promise<readonly string[]> {
  const { files, unreadable } = await find(given);
  expect(unreadable).toEqual([]);
  return files.map(({ path }) => path);
}

async function unreadable(...given: readonly string[]): Promise<Found['unreadable']> {
  return (await find(given)).unreadable;
}

describe('walking', () => {
  test('finds JSON and YAML in any case, sorted by code units, and nothing else', async () => {
    write(
      'b.json',
      'a.yaml',
      'C.YML',
      'sub/x.Json',
      'sub-x.json',
      'notes.md',
      'a.yaml.bak',
      'a.jsonc',
      '.hidden/h.yml',
    );
    expect(await paths('.')).toEqual(['.hidden/h.yml', 'C.YML', 'a.yaml', 'b.json', 'sub-x.json', 'sub/x.Json']);
  });

  test('reports paths as they were given, with forward slashes', async () => {
    write('sub/deep/x.json');
    for (const [given, path] of [
      ['sub', 'sub/deep/x.json'],
      ['sub/', 'sub/deep/x.json'],
      ['./sub', 'sub/deep/x.json'],
      ['.//sub//deep', 'sub/deep/x.json'],
      [join(folder, 'sub'), `${folder}/sub/deep/x.json`],
      ['sub/../sub', 'sub/../sub/deep/x.json'],
      ['./sub/deep/x.json', 'sub/deep/x.json'],
    ] as const) {
      expect(await paths(given), given).toEqual([path]);
    }
    process.chdir('sub/deep');
    expect(await paths('..')).toEqual(['../deep/x.json']);
  });

  test('never enters .git and node_modules, unless they are named', async () => {
    write('.git/config.json', 'node_modules/p/package.json', 'sub/node_modules/q.json', 'a.json');
    expect(await paths('.')).toEqual(['a.json']);
    expect(await paths('node_modules/p')).toEqual(['node_modules/p/package.json']);
  });

  test('finds each file once, however it is named, and remembers that it was named', async () => {
    write('a.json', 'sub/b.json');
    symlinkSync('a.json', 'link.json');
    const { files } = await find(['.', 'sub', 'sub/b.json', './sub/b.json', join(folder, 'sub/b.json')]);
    expect(files).toEqual([
      { path: 'a.json', named: false },
      { path: 'sub/b.json', named: true },
    ]);
    expect((await find(['a.json', '.'])).files[0]).toEqual({ path: 'a.json', named: true });
    expect(await paths('link.json', 'a.json')).toEqual(['link.json']);
  });

  test('follows a link that is named, and none that is met', async () => {
    write('real/a.json', 'top/b.json');
    symlinkSync('../real', 'top/folder');
    symlinkSync('../real/a.json', 'top/a.json');
    symlinkSync('..', 'top/circle');
    expect(await paths('top')).toEqual(['top/b.json']);
    expect(await paths('top/folder', 'top/a.json')).toEqual(['top/folder/a.json']);
    symlinkSync('nowhere', 'dangling.json');
    expect(await unreadable('dangling.json')).toEqual([
      { path: 'dangling.json', error: 'a link that points to nothing' },
    ]);
  });

  test('names what is not there, and goes on', async () => {
    write('a.json');
    const { files, unreadable } = await find(['gone.json', 'a.json', 'a.json/x', 'gone/']);
    expect(files).toEqual([{ path: 'a.json', named: true }]);
    expect(unreadable).toEqual([
      { path: 'gone.json', error: 'no such file or folder' },
      { path: 'a.json/x', error: 'no such file or folder' },
      { path: 'gone', error: 'no such file or folder' },
    ]);
  });

  test.skipIf(isRoot)(
    'names a folder that may not be read, and goes on (skipped for root, who may read all)',
    async () => {
      write('a.json', 'closed/b.json');
      chmodSync('closed', 0o000);
      try {
        const found = await find(['.']);
        expect(found.files.map(({ path }) => path)).toEqual(['a.json']);
        expect(found.unreadable).toEqual([{ path: 'closed', error: 'no permission' }]);
      } finally {
        chmodSync('closed', 0o755);
      }
    },
  );
});

describe('git-ignore files', () => {
  const git = (...args: readonly string[]) => execFileSync('git', args, { encoding: 'utf8' });

  test('agree with git, nested ones and exclusions included', async () => {
    git('init', '-q');
    write(
      ['.gitignore', '*.gen.json\n/build/\nlogs\n!keep.gen.json\ntemp/*\n!temp/keep/\n\\#odd.json\nCase.json\n'],
      ['.git/info/exclude', 'mine.json\n'],
      ['sub/.gitignore', 'local.json\n!again.gen.json\n/only-here.json\n!mine.json\n'],
      ['logs.d/.gitignore', '*\n!.gitignore\n!yes.json\n'],
      'a.json',
      'a.gen.json',
      'keep.gen.json',
      'build/x.json',
      'sub/build/x.json',
      'logs/x.json',
      'sub/logs/x.json',
      'temp/x.json',
      'temp/keep/x.json',
      '#odd.json',
      'case.json',
      'Case.json',
      'mine.json',
      'deep/mine.json',
      'deep/yours.json',
      'sub/mine.json',
      'sub/local.json',
      'sub/deep/local.json',
      'sub/again.gen.json',
      'sub/other.gen.json',
      'sub/only-here.json',
      'sub/deep/only-here.json',
      'logs.d/no.json',
      'logs.d/yes.json',
    );
    const seen = git('ls-files', '--others', '--exclude-standard', '-z')
      .split('\0')
      .filter((path) => path.endsWith('.json'));
    expect(seen).toContain('sub/again.gen.json');
    expect(await paths('.')).toEqual(seen.sort());
    process.chdir('deep');
    expect(await paths('.')).toEqual(['yours.json']);
    process.chdir('../sub');
    expect((await paths('.')).map((path) => `sub/${path}`)).toEqual(seen.filter((path) => path.startsWith('sub/')));
  });

  test('a folder that a deeper file takes back is walked', async () => {
    git('init', '-q');
    write(['.gitignore', 'out\n'], ['sub/.gitignore', '!out\n'], 'out/a.json', 'sub/out/b.json');
    expect(await paths('.')).toEqual(['sub/out/b.json']);
    expect(git('ls-files', '--others', '--exclude-standard', 'sub')).toContain('sub/out/b.json');
  });

  test('an ignored file or folder that is named is linted all the same', async () => {
    git('init', '-q');
    write(
      ['.gitignore', 'build/\n*.gen.json\n'],
      ['build/.gitignore', 'no.json\n'],
      'build/sub/a.json',
      'build/no.json',
      'x.gen.json',
    );
    expect(await paths('.')).toEqual([]);
    expect(await paths('build')).toEqual(['build/sub/a.json']);
    expect(await paths('build/sub', 'x.gen.json', 'build/no.json')).toEqual([
      'build/no.json',
      'build/sub/a.json',
      'x.gen.json',
    ]);
  });

  test('those above count up to the root of the repository, and not beyond', async () => {
    write(
      ['.gitignore', '*.json\n'],
      'repo/a.json',
      'repo/sub/b.json',
      ['repo/.gitignore', 'c.json\n'],
      'repo/sub/c.json',
    );
    expect(await paths('repo/sub')).toEqual(['repo/sub/b.json', 'repo/sub/c.json']);
    mkdirSync('repo/.git');
    expect(await paths('repo/sub')).toEqual(['repo/sub/b.json']);
    expect(await paths('repo')).toEqual(['repo/a.json', 'repo/sub/b.json']);
  });

  test('a repository within a repository has its own', async () => {
    git('init', '-q');
    write(['.gitignore', 'a.json\n'], 'inner/a.json', 'inner/b.json', ['inner/.git/info/exclude', 'b.json\n']);
    expect(await paths('.')).toEqual(['inner/a.json']);
  });

  test('a work tree has the list of its repository', async () => {
    mkdirSync('main');
    process.chdir('main');
    git('init', '-q');
    git('-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-q', '--allow-empty', '-m', 'first');
    write(['.git/info/exclude', 'mine.json\n']);
    git('worktree', 'add', '-q', '../tree');
    process.chdir('../tree');
    write('mine.json', 'a.json');
    expect(await paths('.')).toEqual(['a.json']);
  });
});

describe('globs', () => {
  beforeEach(() => {
    write(
      'a.json',
      'b.yaml',
      'c.txt',
      'd.template',
      'sub/a.json',
      'sub/e.yml',
      'sub/deep/f.json',
      '.x/g.json',
      '[id].json',
    );
    mkdirSync('.git');
    write(['.gitignore', 'ignored.json\n'], 'ignored.json', 'node_modules/m.json');
  });

  test.each([
    ['*.json', ['[id].json', 'a.json']],
    ['**/*.json', ['.x/g.json', '[id].json', 'a.json', 'sub/a.json', 'sub/deep/f.json']],
    ['./**/a.json', ['a.json', 'sub/a.json']],
    ['sub/**', ['sub/a.json', 'sub/deep/f.json', 'sub/e.yml']],
    ['*', ['[id].json', 'a.json', 'b.yaml']],
    ['*.{yaml,template}', ['b.yaml', 'd.template']],
    ['sub/?.yml', ['sub/e.yml']],
    ['{a,b}.*', ['a.json', 'b.yaml']],
    ['sub/+(a|e).*', ['sub/a.json', 'sub/e.yml']],
    ['[id].json', ['[id].json']],
    ['[ab].json', ['a.json']],
  ])('%s', async (glob, expected) => {
    expect(await paths(glob)).toEqual(expected);
    expect(await paths(`${folder}/${glob}`)).toEqual(expected.map((path) => `${folder}/${path}`));
  });

  test('what a glob finds is not named; a file with its very name is', async () => {
    expect((await find(['*.yaml'])).files).toEqual([{ path: 'b.yaml', named: false }]);
    expect((await find(['[id].json'])).files).toEqual([{ path: '[id].json', named: true }]);
  });

  test('one that matches nothing is said to', async () => {
    const error = 'no file matches this pattern';
    expect(await unreadable('*.toml', 'gone/*.json', '!a.json*', 'sub/*.yaml')).toEqual([
      { path: '*.toml', error },
      { path: 'gone/*.json', error },
      { path: '!a.json*', error },
      { path: 'sub/*.yaml', error },
    ]);
  });
});

describe('reading', () => {
  const read = (bytes: string | Uint8Array) => {
    writeFileSync('x', bytes);
    return readFile('x');
  };

  test('gives the text as it is, byte order mark and all', () => {
    expect(read('')).toEqual({ text: '' });
    expect(read('\ufeffé\r\n役😀')).toEqual({ text: '\ufeffé\r\n役😀' });
    const long = 'a'.repeat(300_000);
    expect(read(long)).toEqual({ text: long });
  });

  test('says what is not UTF-8, and where', () => {
    for (const encoding of ['utf16le', 'utf-16be'] as const) {
      const little = Buffer.from('\ufeff{ "roles": {} }', 'utf16le');
      const bytes = encoding === 'utf16le' ? little : Buffer.from(little).swap16();
      expect(read(bytes)).toMatchObject({ error: 'it is written in UTF-16: save it as UTF-8' });
      expect(read(bytes.subarray(2))).toMatchObject({ error: 'it is written in UTF-16: save it as UTF-8' });
      const reading = read(bytes);
      expect('rough' in reading && mayBeOurs(reading.rough ?? '')).toBe(true);
    }
    expect(read(Buffer.from('a: 1\nb: \u00e9\nc: 2\n', 'latin1'))).toMatchObject({
      error: 'it is not written in UTF-8 (line 2): save it as UTF-8',
    });
    expect(read(Buffer.from([0x61, 0xc3]))).toMatchObject({
      error: 'it is not written in UTF-8 (line 1): save it as UTF-8',
    });
    expect(read('abcd\0e')).toMatchObject({ error: 'it is not text: it holds a NUL byte' });
  });

  test('refuses more than 50 MB, and folders, and what is not there', () => {
    writeFileSync('x', '');
    truncateSync('x', maxSize + 1);
    expect(readFile('x')).toEqual({ error: 'it is larger than 50 MB (50.1 MB)', isTooLarge: true });
    expect(readFile('.')).toEqual({ error: 'it is a folder' });
    expect(readFile('gone')).toEqual({ error: 'no such file or folder' });
  });

  test('takes text that may be ours, and passes over what cannot be', () => {
    for (const text of [
      '{"roles":{}}',
      'settings:',
      '"\\u0072oles"',
      '# hmslint-kind role',
      '{"permissions":{"endRoom":true}}',
      '[{"compositeRecording":{}}]',
      '{"region":"in"}',
      'ROLES:',
    ]) {
      expect(mayBeOurs(text), text).toBe(true);
    }
    for (const text of ['', '{"name":"x","version":"1.0.0"}', 'on: push']) expect(mayBeOurs(text), text).toBe(false);
  });
});
