import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Range } from '../src/diagnostic.ts';
import { type ChangedFile, unifiedDiff } from '../src/formats/diff.ts';

function change(before: string, after: string, path = 'live.yaml'): ChangedFile {
  return { path, before: { text: before, secrets: [] }, after: { text: after, secrets: [] } };
}

function diff(...files: readonly ChangedFile[]): string {
  return unifiedDiff(files, { colors: false });
}

/** The lines behind the two that name the file. */
function body(before: string, after: string): string {
  const [old, now, ...lines] = diff(change(before, after)).split('\n');
  expect([old, now]).toEqual(['--- a/live.yaml', '+++ b/live.yaml']);
  return lines.join('\n');
}

function headers(path: string): (string | undefined)[] {
  return diff(change('a\n', 'b\n', path))
    .split('\n')
    .slice(0, 2);
}

const folder = mkdtempSync(join(tmpdir(), 'hmslint-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));

const environment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CEILING_DIRECTORIES: dirname(folder),
  LC_ALL: 'C',
};

function run(program: string, args: readonly string[], input = ''): string {
  return execFileSync(program, args, { cwd: folder, env: environment, input, encoding: 'utf8', stdio: 'pipe' });
}

/** The texts that a program makes of the old ones with the diff. */
function patched(files: readonly ChangedFile[], program: string, args: readonly string[]): string[] {
  for (const { path, before } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), before.text);
  }
  const input = diff(...files);
  if (input !== '') run(program, args, input);
  return files.map(({ path }) => readFileSync(join(folder, path), 'utf8'));
}

const tools: readonly { readonly program: string; readonly args: readonly string[]; readonly isThere: boolean }[] = [
  { program: 'git', args: ['apply', '--whitespace=nowarn'] },
  { program: 'patch', args: ['--binary', '--force', '--silent', '-p1'] },
].map((tool) => ({ ...tool, isThere: spawnSync(tool.program, ['--version']).error === undefined }));

const [git = fail('git is not named')] = tools;

function fail(message: string): never {
  throw new Error(message);
}

/** Names that a file may have. */
const paths = [
  'live.yaml',
  'two words.json',
  'a b/c d.yaml',
  'tab\tand "quotes"\\.yaml',
  'line\nend.yaml',
  '\u001b[31m.yaml',
  '役割.yaml',
  'trailing ',
  '\u2028\u202e.yaml',
  '##[error]x.yaml',
  '-- a.yaml',
];

describe('a change', () => {
  test('is shown with three lines around it', () => {
    expect(diff(change('1\n2\n3\n4\n5\n6\n7\n8\n9\n', '1\n2\n3\n4\nfive\n6\n7\n8\n9\n'))).toBe(`--- a/live.yaml
+++ b/live.yaml
@@ -2,7 +2,7 @@
 2
 3
 4
-5
+five
 6
 7
 8
`);
  });

  test('is shown together with one whose lines around it touch, and apart from one further away', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `${index}\n`).join('');
    expect(body(`a\n${lines(6)}b\n`, `A\n${lines(6)}B\n`).match(/^@@.*/gm)).toEqual(['@@ -1,8 +1,8 @@']);
    expect(body(`a\n${lines(7)}b\n`, `A\n${lines(7)}b\nc\n`).match(/^@@.*/gm)).toEqual([
      '@@ -1,4 +1,4 @@',
      '@@ -7,3 +7,4 @@',
    ]);
  });

  test('of nothing is nothing', () => {
    expect(diff()).toBe('');
    expect(diff(change('', ''), change('a', 'a'))).toBe('');
  });

  test('of several files names each', () => {
    expect(diff(change('a\n', 'b\n', 'x'), change('a\n', 'a\n', 'y'), change('', 'a\n', 'z'))).toBe(
      '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n--- a/z\n+++ b/z\n@@ -0,0 +1 @@\n+a\n',
    );
  });

  test('of the end of a text says where there is no line end', () => {
    const none = '\\ No newline at end of file\n';
    expect(body('a', 'a\n')).toBe(`@@ -1 +1 @@\n-a\n${none}+a\n`);
    expect(body('a\n', 'a')).toBe(`@@ -1 +1 @@\n-a\n+a\n${none}`);
    expect(body('a\nb', 'A\nb')).toBe(`@@ -1,2 +1,2 @@\n-a\n+A\n b\n${none}`);
    expect(body('a\n', '')).toBe('@@ -1 +0,0 @@\n-a\n');
  });

  test('keeps tabs and the carriage returns of line ends, and spells out others', () => {
    expect(body('\ta\r\nb\r\n', '\tA\r\nb\n')).toBe('@@ -1,2 +1,2 @@\n-\ta\r\n-b\r\n+\tA\r\n+b\n');
    expect(body('a\rb\r\r\n', 'c')).toBe('@@ -1 +1 @@\n-a\\rb\\r\r\n+c\n\\ No newline at end of file\n');
  });

  test('spells out what a terminal or a runner would obey', () => {
    expect(body('::error::x\n##[error]\n\u001b[31m\u202e\n', '::error::x\n##[error]\n')).toBe(
      '@@ -1,3 +1,2 @@\n \\u003a:error::x\n #\\u0023[error]\n-\\u001b[31m\\u202e\n',
    );
  });

  test('is coloured as git does it', () => {
    const files = [change('a\nb\r\n', 'a\nc\r\n')];
    expect(unifiedDiff(files, { colors: true })).toBe(
      '\u001b[1m--- a/live.yaml\u001b[22m\n\u001b[1m+++ b/live.yaml\u001b[22m\n\u001b[36m@@ -1,2 +1,2 @@\u001b[39m\n' +
        ' a\n\u001b[31m-b\u001b[39m\r\n\u001b[32m+c\u001b[39m\r\n',
    );
  });
});

describe('secrets', () => {
  const text = (secret: string, rest: string) => `key: ${secret}\n${rest}\n`;
  const secretsOf = (text: string): Range[] => [{ start: 5, end: text.indexOf('\n') }];
  const version = (text: string) => ({ text, secrets: secretsOf(text) });

  test('are masked on both sides', () => {
    const before = version(text('hunter2', 'a: 1'));
    const after = version(text('"hunter2"', 'a: 2'));
    expect(diff({ path: 'live.yaml', before, after })).toBe(
      '--- a/live.yaml\n+++ b/live.yaml\n@@ -1,2 +1,2 @@\n-key: •••••••\n-a: 1\n+key: •••••••••\n+a: 2\n',
    );
    expect(diff({ path: 'live.yaml', before, after: version(text('hunter3', 'a: 2')) })).toBe(
      '--- a/live.yaml\n+++ b/live.yaml\n@@ -1,2 +1,2 @@\n key: •••••••\n-a: 1\n+a: 2\n',
    );
  });

  test('alone are no change', () => {
    const [before, after] = [version(text('hunter2', 'a: 1')), version(text('hunter3', 'a: 1'))];
    expect(diff({ path: 'live.yaml', before, after })).toBe('');
  });
});

describe('a path', () => {
  test('is written as git writes it', () => {
    expect(headers('with\ttab')).toEqual(['--- "a/with\\ttab"', '+++ "b/with\\ttab"']);
    expect(headers('a b')).toEqual(['--- a/a b\t', '+++ b/a b\t']);
    expect(headers('/etc/a.yaml')).toEqual(['--- a/etc/a.yaml', '+++ b/etc/a.yaml']);
    expect(headers('役割')).toEqual(['--- a/役割', '+++ b/役割']);
    expect(headers('\u2028')[0]).toBe('--- "a/\\342\\200\\250"');
    expect(headers('##[x]')[0]).toBe('--- "a/#\\043[x]"');
  });

  test.skipIf(!git.isThere)('is what git itself says', () => {
    const all = [
      'two words',
      'back\\slash',
      '"',
      ...Array.from({ length: 31 }, (_, index) => String.fromCharCode(index + 1)),
      '\u007f',
    ];
    const repository = join(folder, 'repository');
    mkdirSync(repository);
    const inIt = (...args: readonly string[]) => run('git', ['-C', repository, ...args]);
    inIt('init', '--quiet');
    for (const path of all) writeFileSync(join(repository, path), 'a\n');
    inIt('add', '.');
    for (const path of all) writeFileSync(join(repository, path), 'b\n');
    const heads = (text: string) =>
      text
        .split('\n')
        .filter((line) => /^(?:---|\+\+\+) /.test(line))
        .sort();
    expect(heads(diff(...all.map((path) => change('a\n', 'b\n', path))))).toEqual(heads(inIt('diff')));
  });

  test.for(tools)('is found by $program', ({ program, args, isThere }, { skip }) => {
    if (!isThere) skip();
    const files = paths.map((path) => change('a\n', `${path}\n`.replaceAll(/[^a-z\n]/g, ''), path));
    expect(patched(files, program, args)).toEqual(files.map(({ after }) => after.text));
  });
});

const line = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'a',
      'b',
      '  c: 1',
      '',
      '}',
      '-- x',
      '++ y',
      '\t- d',
      '@@ -1 +1 @@',
      '\\ No',
      '役',
      '👩‍💻',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii' }).filter((text) => !/::|##\[/.test(text)) },
);
const lineEnd = fc.oneof({ weight: 5, arbitrary: fc.constant('\n') }, { weight: 1, arbitrary: fc.constant('\r\n') });
const lines = fc.array(
  fc.tuple(line, lineEnd).map((both) => both.join('')),
  { maxLength: 30 },
);
const lastLine = fc.oneof(fc.constant(''), line, fc.constant('a\r'));

/** A text, and one in which a few stretches of it are others. */
const changes = fc
  .tuple(
    lines,
    fc.array(
      fc.tuple(
        fc.nat(30),
        fc.nat(3),
        lines.map((all) => all.slice(0, 3)),
      ),
      { maxLength: 4 },
    ),
    lastLine,
    lastLine,
  )
  .map(([before, splices, oldEnd, newEnd]) => {
    const after = splices.reduce(
      (all, [start, count, put]) => all.toSpliced(start % (all.length + 1), count, ...put),
      before,
    );
    return { before: before.join('') + oldEnd, after: after.join('') + newEnd };
  });

describe('law: over texts that nobody need be protected from', () => {
  test('its own package makes the new text of the old one', () => {
    fc.assert(
      fc.property(changes, ({ before, after }) => {
        const patched = applyPatch(before, diff(change(before, after)), { autoConvertLineEndings: false });
        expect(patched).toBe(after);
      }),
      { numRuns: 500 },
    );
  });

  test.for(tools)(
    '$program makes the new texts of the old ones',
    { timeout: 60_000 },
    ({ program, args, isThere }, { skip }) => {
      if (!isThere) skip();
      fc.assert(
        fc.property(fc.array(changes, { minLength: 1, maxLength: 8 }), (all) => {
          const files = all.map(({ before, after }, index) => change(before, after, `folder/${index} ${paths[index]}`));
          expect(patched(files, program, args)).toEqual(files.map(({ after }) => after.text));
        }),
        { numRuns: 60 },
      );
    },
  );

  test('without its colours it is the same', () => {
    const start = '\u001b';
    fc.assert(
      fc.property(changes, ({ before, after }) => {
        const files = [change(before, after)];
        const colored = unifiedDiff(files, { colors: true });
        expect(colored.replaceAll(new RegExp(`${start}\\[\\d+m`, 'g'), '')).toBe(diff(...files));
      }),
    );
  });
});

/** How many lines are shown as removed, added and unchanged. */
function counts(text: string): { removed: number; added: number; same: number } {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return { removed: count(/^-/gm), added: count(/^\+/gm), same: count(/^ /gm) };
}

describe('a large text', () => {
  test('with 20,000 changes shows exactly these', () => {
    const text = (priority: number) =>
      Array.from(
        { length: 20_000 },
        (_, index) => `  role-${index}:\n    x: {}\n    y: {}\n    priority: ${priority}\n`,
      ).join('');
    expect(counts(body(text(9), text(5)))).toEqual({ removed: 20_000, added: 20_000, same: 60_000 });
  });

  test('of which no line stands there once is still told rightly', () => {
    const [before, after] = ['a\nb\n'.repeat(20_000), 'c\nb\n'.repeat(20_000)];
    expect(counts(body(before, after))).toEqual({ removed: 40_000, added: 40_000, same: 0 });
    const file = change(`x\n${before}y\n`, `x\n${after}z\n`);
    expect(applyPatch(file.before.text, diff(file))).toBe(file.after.text);
  });

  test('whose lines changed places shows the fewest', () => {
    const block = (name: string) => Array.from({ length: 500 }, (_, index) => `${name}${index}\n`).join('');
    expect(counts(body(block('a') + block('b') + block('c'), block('c') + block('a') + block('b')))).toEqual({
      removed: 500,
      added: 500,
      same: 6,
    });
  });
});
