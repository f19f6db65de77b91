import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Folder, hasGit, template } from './repository.ts';

const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));

let folder: Folder;

beforeEach((context) => {
  if (!hasGit) context.skip('git is not installed');
  folder = new Folder();
  folder.git('init', '-q', '-b', 'main');
});

afterEach(() => {
  folder?.remove();
});

const since = (ref: string) => ['--since', ref];
const staged = ['--staged'];

/** A role list that is long enough for git to see a rename. */
const long = { a: 1, b: 2, c: 3, d: 4, e: 5, f: 1, g: 2, h: 3 };

const names = [
  'a b.yaml',
  "it's.yaml",
  'a"b.yaml',
  'a\nb.yaml',
  '-x.yaml',
  'é😀.yaml',
  '\u001b[31m.yaml',
  'a\tb.yaml',
  '__proto__.yaml',
  '*.yaml',
];

describe('--since', () => {
  test('lets a committed finding move, and tells a new one of the same rule in the same file', () => {
    folder.write('a.yaml', template({ ...long, host: 9 }));
    folder.commit();
    folder.git('switch', '-q', '-c', 'topic');
    folder.write('a.yaml', `# moved\n${template({ host: 9, ...long })}`.replaceAll('    ', '        '));
    folder.commit();
    expect(folder.found(since('main'))).toEqual({ status: 0, found: [] });
    expect(folder.run(since('main')).stdout).toBe('no new problems in 1 file; 1 known finding is not shown\n');
    folder.write('a.yaml', template({ ...long, a: 9, host: 9 }));
    folder.commit();
    expect(folder.found(since('main'))).toEqual({ status: 1, found: ['a.yaml role-priority /roles/a/priority'] });
    // One for another.
    folder.write('a.yaml', template({ ...long, a: 9, host: 1 }));
    expect(folder.found(since('main')).found).toEqual(['a.yaml role-priority /roles/a/priority']);
  });

  test('compares with where the work began, not with what the branch is now', () => {
    folder.write('a.yaml', template({ host: 9 }));
    folder.commit();
    folder.git('switch', '-q', '-c', 'topic');
    folder.write('b.yaml', template({ host: 8 }, 'b'));
    folder.commit();
    folder.git('switch', '-q', 'main');
    folder.write('a.yaml', template({ host: 1 }));
    folder.commit();
    folder.git('switch', '-q', '--detach', 'topic');
    expect(folder.found(since('main')).found).toEqual(['b.yaml role-priority /roles/host/priority']);
  });

  test.each(['main', 'HEAD', 'HEAD~0', 'v1', ':/change', '@'])('takes `%s`', (ref) => {
    folder.write('a.yaml', template({ host: 9 }));
    folder.commit();
    folder.git('tag', '-a', 'v1', '-m', 'x');
    folder.write('a.yaml', template({ host: 9, guest: 8 }));
    expect(folder.found(since(ref)).found).toEqual(['a.yaml role-priority /roles/guest/priority']);
  });

  test('follows a rename that git knows of, and reports all of what it does not', () => {
    folder.write('a.yaml', template({ ...long, host: 9 }));
    folder.commit();
    mkdirSync(join(folder.path, 'sub'));
    folder.git('mv', 'a.yaml', 'sub/new.yaml');
    folder.write('sub/new.yaml', template({ ...long, host: 9, guest: 8 }));
    expect(folder.found(since('main')).found).toEqual(['sub/new.yaml role-priority /roles/guest/priority']);
    folder.write('untracked.yaml', template({ host: 9 }, 'u'));
    expect(folder.found(since('main')).found).toEqual([
      'sub/new.yaml role-priority /roles/guest/priority',
      'untracked.yaml role-priority /roles/host/priority',
    ]);
    // The old path again, beside the new one.
    folder.write('a.yaml', template({ ...long, host: 9, other: 7 }, 'again'));
    expect(folder.found([...since('main'), 'a.yaml']).found).toEqual(['a.yaml role-priority /roles/other/priority']);
  });

  test('compares what is on the disk, whatever is staged', () => {
    folder.write('a.yaml', template({ host: 9 }));
    folder.commit();
    folder.write('a.yaml', template({ host: 9, guest: 8 }));
    folder.git('add', '-A');
    folder.write('a.yaml', template({ host: 9 }));
    expect(folder.found(since('main')).found).toEqual([]);
    folder.git('rm', '-q', '-f', '--cached', 'a.yaml');
    expect(folder.found(since('main')).found).toEqual([]);
    folder.write('a.yaml', template({ host: 9, guest: 7 }));
    expect(folder.found(since('main')).found).toEqual(['a.yaml role-priority /roles/guest/priority']);
  });

  test('reports what the earlier file said of nothing', () => {
    folder.write('a.yaml', 'services: {}\n');
    folder.write('b.yaml', template({ host: 9 }, 'b'));
    symlinkSync('b.yaml', join(folder.path, 'c.yaml'));
    folder.commit();
    rmSync(join(folder.path, 'c.yaml'));
    folder.write('a.yaml', template({ host: 9 }));
    folder.write('c.yaml', template({ host: 9 }, 'c'));
    expect(folder.found(since('main')).found).toEqual([
      'a.yaml role-priority /roles/host/priority',
      'c.yaml role-priority /roles/host/priority',
    ]);
  });

  test('finds names that templates share anew, also in files that did not change', () => {
    folder.write('a.yaml', template({ host: 9 }, 'same'));
    folder.write('b.yaml', template({ host: 9 }, 'same'));
    folder.write('c.yaml', template({ host: 9 }, 'c'));
    folder.write('d.yaml', template({ host: 9 }, 'd'));
    folder.commit();
    folder.write('b.yaml', template({ host: 9, guest: 1 }, 'same'));
    expect(folder.found(since('main')).found).toEqual([]);
    folder.write('d.yaml', template({ host: 9 }, 'c'));
    expect(folder.found(since('main')).found).toEqual([
      'c.yaml duplicate-template-name /name',
      'd.yaml duplicate-template-name /name',
    ]);
  });

  test('looks from a subfolder, at files above it and by absolute paths', () => {
    folder.write('sub/a.yaml', template({ host: 9 }));
    folder.write('b.yaml', template({ host: 9 }, 'b'));
    folder.write('c.yaml', template({ host: 9 }, 'same'));
    folder.write('sub/d.yaml', template({ host: 9 }, 'd'));
    folder.commit();
    folder.write('sub/a.yaml', template({ host: 9, guest: 8 }));
    folder.write('b.yaml', template({ host: 9, guest: 8 }, 'b'));
    const options = { cwd: 'sub' };
    expect(folder.found([...since('main'), '..'], options).found).toEqual([
      '../b.yaml role-priority /roles/guest/priority',
      '../sub/a.yaml role-priority /roles/guest/priority',
    ]);
    expect(folder.found([...since('main'), join(folder.path, 'b.yaml')], options).found).toHaveLength(1);
    symlinkSync(folder.path, join(folder.path, 'link'));
    expect(folder.found([...since('main'), 'link/b.yaml', 'link/sub']).found).toHaveLength(2);
  });

  test('finds its way with hostile names', () => {
    for (const name of names)
      folder.write(`t/${name}`, template({ ...long, host: 9 }, 'abcdefghij'.charAt(names.indexOf(name))));
    folder.commit();
    expect(folder.found(since('main'))).toEqual({ status: 0, found: [] });
    for (const name of names) {
      folder.write(`t/${name}`, template({ ...long, host: 9, x: 8 }, 'abcdefghij'.charAt(names.indexOf(name))));
    }
    const { found } = folder.found(since('main'));
    expect(found).toHaveLength(names.length);
    expect(found.every((each) => each.endsWith('/roles/x/priority'))).toBe(true);
  });

  test('works in a repository with SHA-256, and in a linked work tree', () => {
    const other = new Folder();
    try {
      other.git('init', '-q', '-b', 'main', '--object-format=sha256');
      other.write('a.yaml', template({ host: 9 }));
      other.commit();
      other.git('worktree', 'add', '-q', 'tree', '-b', 'topic');
      other.write('tree/a.yaml', template({ host: 9, guest: 8 }));
      expect(other.found(since('main'), { cwd: 'tree' }).found).toEqual(['a.yaml role-priority /roles/guest/priority']);
    } finally {
      other.remove();
    }
  });

  test('looks into submodules by the commit that they had', () => {
    folder.write('inner/a.yaml', template({ host: 9 }));
    const inner = new Folder(join(folder.path, 'inner'));
    inner.git('init', '-q', '-b', 'main');
    inner.commit();
    folder.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', './inner', 'outer');
    folder.git('rm', '-q', '--cached', '-r', '--ignore-unmatch', 'inner');
    folder.git('commit', '-q', '-m', 'add');
    expect(folder.found([...since('main'), 'outer']).found).toEqual([]);
    const outer = new Folder(join(folder.path, 'outer'));
    outer.write('a.yaml', template({ host: 9, guest: 8 }));
    outer.commit();
    folder.git('add', 'outer');
    expect(folder.found([...since('main'), 'outer']).found).toEqual([
      'outer/a.yaml role-priority /roles/guest/priority',
    ]);
    // A repository that the commit knows nothing of.
    expect(folder.found([...since('main'), 'inner']).found).toEqual([
      'inner/a.yaml role-priority /roles/host/priority',
    ]);
  });

  test('compares text that git converts', () => {
    folder.write('.gitattributes', '*.yaml text eol=crlf\n');
    folder.write('a.yaml', template({ host: 9 }).replaceAll('\n', '\r\n'));
    folder.commit();
    folder.write('a.yaml', template({ host: 9, guest: 8 }).replaceAll('\n', '\r\n'));
    expect(folder.found(since('main')).found).toEqual(['a.yaml role-priority /roles/guest/priority']);
  });

  test('compares standard input with the file that it is', () => {
    folder.write('a.yaml', template({ host: 9 }));
    folder.commit();
    const input = template({ host: 9, guest: 8 });
    expect(folder.found([...since('main'), '--stdin-filename', 'a.yaml'], { input }).found).toEqual([
      'a.yaml role-priority /roles/guest/priority',
    ]);
    expect(folder.run([...since('main'), '-'], { input }).stderr).toContain(
      'name it, such as `--stdin-filename live.yaml`',
    );
  });

  test('goes by the configuration of now, and is silent of one that did not change', () => {
    folder.write('hmslint.config.yaml', 'ignore: [{ rule: unheard-role, reason: x }]\nrules: { role-priority: off }\n');
    folder.write('a.yaml', template({ host: 9 }));
    folder.commit();
    expect(folder.found(since('main')).found).toEqual([]);
    folder.write('hmslint.config.yaml', 'ignore: [{ rule: unheard-role, reason: x }]\n');
    expect(folder.found(since('main')).found).toEqual(['hmslint.config.yaml unused-ignore /ignore/0/rule']);
  });

  test('leaves what is known to a baseline out as well', () => {
    folder.write('a.yaml', template({ host: 9 }));
    folder.commit();
    folder.write('a.yaml', template({ host: 9, guest: 8 }));
    folder.run(['--baseline', 'known.json', '--update-baseline']);
    folder.write('a.yaml', template({ host: 9, guest: 8, other: 7 }));
    expect(folder.found([...since('main'), '--baseline', 'known.json']).found).toEqual([
      'a.yaml role-priority /roles/other/priority',
    ]);
  });

  test('mends what is new only', () => {
    const role = (name: string) => `  ${name}: { publishParams: { allowed: [audio, audio] } }\n`;
    folder.write('a.yaml', `name: a\nroles:\n${role('host')}`);
    folder.write('b.yaml', `name: b\nroles:\n${role('host')}`);
    folder.commit();
    folder.write('a.yaml', `name: a\nroles:\n${role('guest')}${role('host')}`);
    expect(folder.run([...since('main'), '--fix'])).toMatchObject({
      status: 0,
      stderr: 'hmslint: fixed 1 problem in 1 file\n',
    });
    expect(readFileSync(join(folder.path, 'a.yaml'), 'utf8')).toBe(
      `name: a\nroles:\n  guest: { publishParams: { allowed: [audio] } }\n${role('host')}`,
    );
    expect(folder.git('status', '--porcelain')).toBe(' M a.yaml\n');
  });
});

describe('--since cannot tell', () => {
  beforeEach(() => {
    folder.write('a.yaml', template({ host: 9 }));
    folder.commit();
  });

  const refused = (args: readonly string[], options?: Parameters<Folder['run']>[1]) => {
    const before = readdirSync(folder.path);
    const { status, stdout, stderr } = folder.run([...args, '--format', 'json=report.json'], options);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(readdirSync(folder.path)).toEqual(before);
    expect(stderr.split('\n')).toHaveLength(2);
    return stderr;
  };

  test.each([
    'nope',
    '--output=x',
    '-x',
    '--',
    'main..HEAD',
    '^main',
    'HEAD:a.yaml',
    'HEAD^',
    'a b',
    'x\u001b[31m',
    'x'.repeat(5000),
    '../x',
    '$(touch x)',
    ';touch x',
  ])('what `%s` is', (ref) => {
    const stderr = refused([`--since=${ref}`]);
    expect(stderr).toContain('there is no commit `');
    expect(stderr).toContain('in this repository');
    expect(stderr).not.toContain('\u001b');
    expect(stderr.length).toBeLessThan(400);
  });

  test('an empty name', () => {
    expect(refused(['--since='])).toContain('`--since` lacks the branch or commit');
  });

  test('a branch of the remote by its short name', () => {
    folder.git('update-ref', 'refs/remotes/origin/trunk', 'HEAD');
    expect(refused(since('trunk'))).toContain(
      'there is no commit `trunk` in this repository, did you mean `origin/trunk`?',
    );
  });

  test('histories that have nothing in common', () => {
    folder.git('switch', '-q', '--orphan', 'other');
    folder.write('b.yaml', template({ host: 1 }));
    folder.commit();
    expect(refused(since('main'))).toContain('`main` and what is checked out have no commit in common');
  });

  test('anything before the first commit', () => {
    folder.git('switch', '-q', '--orphan', 'other');
    expect(refused(since('main'))).toContain('there is no commit here yet');
  });

  test('a shallow clone', () => {
    folder.git('switch', '-q', '-c', 'topic');
    folder.write('b.yaml', template({ host: 8 }, 'b'));
    folder.commit();
    folder.git('switch', '-q', 'main');
    folder.write('c.yaml', template({ host: 8 }, 'c'));
    folder.commit();
    const clone = new Folder(join(folder.path, 'clone'));
    folder.git('clone', '-q', '--depth', '1', '--branch', 'topic', `file://${folder.path}`, 'clone');
    const lacking = clone.run(since('origin/main'));
    expect(lacking.status).toBe(2);
    expect(lacking.stderr).toBe(
      'hmslint: there is no commit `origin/main` in this repository, and this clone is shallow: fetch more by `git fetch --unshallow`, in a GitHub workflow by `fetch-depth: 0`\n',
    );
    clone.git('fetch', '-q', '--depth', '1', 'origin', 'main:refs/remotes/origin/main');
    const shallow = clone.run(since('origin/main'));
    expect(shallow.status).toBe(2);
    expect(shallow.stderr).toContain(
      'this clone is too shallow to hold what it has in common with `origin/main`: fetch more by `git fetch --unshallow`',
    );
    clone.git('fetch', '-q', '--unshallow');
    expect(clone.found(since('origin/main')).found).toEqual(['b.yaml role-priority /roles/host/priority']);
  });

  test('a clone without contents, which it does not fetch', () => {
    folder.git('config', 'uploadpack.allowFilter', 'true');
    folder.write('a.yaml', template({ host: 9, guest: 8 }));
    folder.commit();
    folder.git('clone', '-q', '--filter=blob:none', `file://${folder.path}`, 'clone');
    const clone = new Folder(join(folder.path, 'clone'));
    clone.git('config', 'protocol.file.allow', 'always');
    const { status, stdout, stderr } = clone.run(since('HEAD~1'));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('this clone lacks contents of files that it would have to fetch first');
    clone.git('fetch', '-q', '--refetch', '--no-filter');
    expect(clone.found(since('HEAD~1')).found).toEqual(['a.yaml role-priority /roles/guest/priority']);
  });

  test('a file elsewhere, or a folder without a repository', () => {
    const other = new Folder();
    try {
      other.write('x.yaml', template({ host: 9 }));
      expect(refused([...since('main'), join(other.path, 'x.yaml')])).toContain('is not in the repository');
      const named = ['--stdin-filename', join(other.path, 'x.yaml')];
      const input = template({ host: 9 });
      expect(refused([...since('main'), ...named], { input })).toContain('is not in the repository');
      for (const args of [since('main'), staged]) {
        expect(other.run(args)).toEqual({
          status: 2,
          stdout: '',
          stderr: 'hmslint: there is no git repository here\n',
        });
      }
      other.git('init', '-q', '--bare', 'bare.git');
      expect(other.run(since('main'), { cwd: 'bare.git' }).stderr).toContain('has no working tree here');
    } finally {
      other.remove();
    }
  });

  test('anything without git', () => {
    mkdirSync(join(folder.path, 'bin'));
    for (const args of [since('main'), staged]) {
      expect(refused(args, { env: { PATH: join(folder.path, 'bin') } })).toContain('there is no `git` here to ask');
    }
  });
});

describe('--staged', () => {
  test('lints what is staged, and not what is on the disk', () => {
    folder.write('a.yaml', template({ host: 9 }));
    folder.write('b.yaml', template({ host: 9 }, 'b'));
    folder.commit();
    folder.write('a.yaml', template({ host: 9, guest: 8 }));
    folder.write('b.yaml', template({ host: 9, guest: 8 }, 'b'));
    folder.git('add', 'a.yaml');
    folder.write('a.yaml', template({ host: 9, guest: 1, other: 7 }));
    const { stdout } = folder.run([...staged, '--format', 'pretty']);
    expect(stdout).toContain('priority: 8\n');
    expect(folder.found(staged)).toEqual({ status: 1, found: ['a.yaml role-priority /roles/guest/priority'] });
    rmSync(join(folder.path, 'a.yaml'));
    expect(folder.found(staged).found).toEqual(['a.yaml role-priority /roles/guest/priority']);
    expect(folder.found([...staged, 'a.yaml']).found).toEqual(['a.yaml role-priority /roles/guest/priority']);
  });

  test('reports all of it before the first commit', () => {
    folder.write('a.yaml', template({ host: 9 }));
    folder.write('b.yaml', template({ host: 9 }, 'b'));
    folder.git('add', 'a.yaml');
    expect(folder.found(staged).found).toEqual(['a.yaml role-priority /roles/host/priority']);
  });

  test('follows a rename, and passes over what is deleted, meant to be added, a link or none of ours', () => {
    folder.write('a.yaml', template({ ...long, host: 9 }));
    folder.write('gone.yaml', template({ host: 9 }, 'g'));
    folder.write('turned.yaml', template({ host: 9 }, 't'));
    folder.commit();
    folder.git('mv', 'a.yaml', 'new.yaml');
    folder.git('rm', '-q', 'gone.yaml');
    folder.write('new.yaml', template({ ...long, host: 9, guest: 8 }));
    folder.write('compose.yaml', 'services: {}\n');
    folder.write('notes.txt', 'roles\n');
    rmSync(join(folder.path, 'turned.yaml'));
    symlinkSync('new.yaml', join(folder.path, 'turned.yaml'));
    folder.git('add', '-A');
    folder.write('later.yaml', template({ host: 9 }, 'l'));
    folder.git('add', '-N', 'later.yaml');
    expect(folder.found(staged)).toEqual({ status: 1, found: ['new.yaml role-priority /roles/guest/priority'] });
    expect(folder.found([...staged, 'gone.yaml', 'later.yaml'])).toEqual({ status: 0, found: [] });
  });

  test('lints a file that was a link, and one that is staged although git ignores it', () => {
    symlinkSync('x', join(folder.path, 'a.yaml'));
    folder.write('.gitignore', 'b.yaml\n');
    folder.commit();
    rmSync(join(folder.path, 'a.yaml'));
    folder.write('a.yaml', template({ host: 9 }));
    folder.write('b.yaml', template({ host: 9 }, 'b'));
    folder.git('add', '-f', 'a.yaml', 'b.yaml');
    expect(folder.found(staged).found).toHaveLength(2);
  });

  test('takes files, folders and globs', () => {
    folder.write('t/a.yaml', template({ host: 9 }, 'a'));
    folder.write('t/deep/b.json', JSON.stringify({ name: 'b', roles: { host: { priority: 9 } } }));
    folder.write('u/c.txt', template({ host: 9 }, 'c'));
    folder.write('t/node_modules/d.yaml', template({ host: 9 }, 'd'));
    folder.write('z.yaml', template({ host: 9 }, 'z'));
    folder.git('add', '-A');
    const paths = (...args: readonly string[]) =>
      folder.found([...staged, ...args], {}).found.map((each) => each.split(' ')[0]);
    expect(paths()).toEqual(['t/a.yaml', 't/deep/b.json', 'z.yaml']);
    expect(paths('./t/')).toEqual(['t/a.yaml', 't/deep/b.json']);
    expect(paths('u/c.txt', 'z.yaml')).toEqual(['u/c.txt', 'z.yaml']);
    expect(paths('**/*.json')).toEqual(['t/deep/b.json']);
    expect(paths(join(folder.path, 't/deep'))).toEqual([join(folder.path, 't/deep/b.json')]);
    expect(folder.found([...staged, '..', 'a.yaml'], { cwd: 't' }).found.map((each) => each.split(' ')[0])).toEqual([
      '../t/a.yaml',
      '../t/deep/b.json',
      '../z.yaml',
    ]);
    expect(folder.found([...staged, 'none.yaml'])).toEqual({
      status: 2,
      found: ['none.yaml nothing like it is there, or staged'],
    });
  });

  test('says that nothing is staged', () => {
    folder.write('a.yaml', template({ host: 9 }));
    folder.commit();
    expect(folder.run(staged)).toEqual({
      status: 0,
      stdout: '',
      stderr: 'hmslint: nothing to lint: no JSON or YAML file in `.` is staged\n',
    });
  });

  test('finds its way with hostile names', () => {
    for (const name of names)
      folder.write(`t/${name}`, template({ host: 9 }, 'abcdefghij'.charAt(names.indexOf(name))));
    folder.git('add', '-A');
    expect(folder.found(staged).found).toHaveLength(names.length);
    expect(folder.found([...staged, 't/a\nb.yaml', 't/*.yaml']).found).toHaveLength(2);
  });

  test('refuses what is in conflict', () => {
    folder.write('a.yaml', template({ host: 1 }));
    folder.commit();
    folder.git('switch', '-q', '-c', 'topic');
    folder.write('a.yaml', template({ host: 2 }));
    folder.commit();
    folder.git('switch', '-q', 'main');
    folder.write('a.yaml', template({ host: 3 }));
    folder.commit();
    expect(folder.tryGit(['merge', 'topic']).status).toBe(1);
    expect(folder.run(staged)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'hmslint: `a.yaml` is in conflict: resolve it and stage it before linting\n',
    });
  });

  test('reads text as git keeps it', () => {
    folder.git('config', 'core.autocrlf', 'true');
    folder.write('a.yaml', template({ host: 9 }).replaceAll('\n', '\r\n'));
    folder.commit();
    folder.write('a.yaml', template({ host: 9, guest: 8 }).replaceAll('\n', '\r\n'));
    folder.write('big.yaml', `# ${'x'.repeat(50_000_001)}`);
    folder.git('add', '-A');
    expect(folder.found([...staged, '.', 'big.yaml'])).toEqual({
      status: 2,
      found: ['a.yaml role-priority /roles/guest/priority', 'big.yaml it is larger than 50 MB (50.1 MB)'],
    });
  });

  test.each([
    [[...staged, '--fix'], '`--staged` lints what is in the index'],
    [[...staged, '--fix', '--unsafe-fixes'], '`--staged` lints what is in the index'],
    [[...staged, '--diff'], '`--staged` lints what is in the index'],
    [[...staged, '--since', 'main'], 'give one of them'],
    [[...staged, '-'], 'standard input is not in it'],
    [[...staged, '--stdin-filename', 'a.yaml'], 'standard input is not in it'],
    [['--stagd'], 'did you mean `--staged`?'],
    [['--since'], 'lacks its value'],
  ])('%j is refused before anything is read', (args, message) => {
    folder.write('a.yaml', template({ host: 9 }));
    folder.git('add', '-A');
    const { status, stdout, stderr } = folder.run(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('in a hook of git', () => {
  /** Lets every commit run hmslint first, from a folder of the working tree. */
  function hook(below = '.'): void {
    const common = realpathSync(join(folder.path, '.git'));
    mkdirSync(join(common, 'hooks'), { recursive: true });
    const script = `#!/bin/sh\ncd '${below}' && exec '${process.execPath}' '${cli}' --staged --format compact\n`;
    folder.write('.git/hooks/pre-commit', script);
    chmodSync(join(common, 'hooks/pre-commit'), 0o755);
  }

  test('a commit with something new is blocked, also one of some files, or from a subfolder', () => {
    folder.write('sub/a.yaml', template({ host: 9 }));
    folder.write('sub/b.yaml', template({ host: 9 }, 'b'));
    folder.commit();
    hook('sub');
    folder.write('sub/a.yaml', template({ host: 9, guest: 8 }));
    folder.write('sub/b.yaml', template({ host: 9, guest: 1 }, 'b'));
    const all = folder.tryGit(['commit', '-q', '-a', '-m', 'all']);
    expect(all.status).toBe(1);
    expect(all.stdout + all.stderr).toMatch(/^a\.yaml:6:15: error: /m);
    // Only the named file is in the index that git makes for this commit.
    expect(folder.tryGit(['commit', '-q', '-m', 'some', '--', 'sub/b.yaml']).status).toBe(0);
    expect(folder.tryGit(['commit', '-q', '-m', 'some', '--', 'sub/a.yaml']).status).toBe(1);
  });

  test('the same in a linked work tree', () => {
    folder.write('sub/a.yaml', template({ host: 9 }));
    folder.commit();
    hook('sub');
    folder.git('worktree', 'add', '-q', 'tree', '-b', 'topic');
    const tree = new Folder(join(folder.path, 'tree'));
    tree.write('sub/a.yaml', template({ host: 9, guest: 8 }));
    const blocked = tree.tryGit(['commit', '-q', '-a', '-m', 'x']);
    expect(blocked.status).toBe(1);
    expect(blocked.stdout + blocked.stderr).toMatch(/^a\.yaml:6:15: error: /m);
    tree.write('sub/a.yaml', template({ host: 9, guest: 1 }));
    expect(tree.tryGit(['commit', '-q', '-a', '-m', 'x']).status).toBe(0);
  });
});

test('no program of a repository is run', () => {
  folder.write('a.yaml', template({ ...long, host: 9 }));
  folder.commit();
  folder.write('run.sh', '#!/bin/sh\ntouch "$RAN"\ncat "$1" 2>/dev/null\n');
  chmodSync(join(folder.path, 'run.sh'), 0o755);
  const program = join(folder.path, 'run.sh');
  folder.write('.git/info/attributes', '*.yaml diff=evil\n');
  for (const [name, value] of [
    ['core.fsmonitor', program],
    ['core.pager', program],
    ['diff.external', program],
    ['diff.evil.command', program],
    ['diff.evil.textconv', program],
    ['alias.diff-index', `!${program}`],
    ['alias.rev-parse', `!${program}`],
    ['core.hooksPath', folder.path],
    ['diff.noprefix', 'true'],
    ['diff.relative', 'true'],
    ['diff.renames', 'false'],
    ['core.quotePath', 'true'],
    ['status.relativePaths', 'true'],
  ] as const) {
    folder.git('config', name, value);
  }
  renameSync(program, join(folder.path, 'post-index-change'));
  folder.write('run.sh', readFileSync(join(folder.path, 'post-index-change')));
  chmodSync(program, 0o755);
  folder.write('sub/é.yaml', template({ ...long, host: 9, guest: 8 }));
  folder.tryGit(['add', 'sub']);
  folder.tryGit(['rm', '-q', 'a.yaml']);
  const ran = join(folder.path, 'ran');
  rmSync(ran, { force: true });
  const index = readFileSync(join(folder.path, '.git/index'));
  const env = { RAN: ran, GIT_EXTERNAL_DIFF: program, GIT_TRACE: '1', GIT_PAGER: program, LANG: 'de_DE.UTF-8' };
  for (const args of [since('main'), staged]) {
    expect(folder.found(args, { cwd: 'sub', env }).found).toEqual(['é.yaml role-priority /roles/guest/priority']);
  }
  expect(readdirSync(folder.path)).not.toContain('ran');
  expect(readFileSync(join(folder.path, '.git/index')).equals(index)).toBe(true);
});
