import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Folder, template } from './repository.ts';

let folder: Folder;

beforeEach(() => {
  folder = new Folder();
});

afterEach(() => {
  folder.remove();
});

const update = ['--baseline', 'known.json', '--update-baseline'];
const known = ['--baseline', 'known.json'];

function baseline(path = 'known.json'): { version: number; files: { [path: string]: { rule: string }[] } } {
  return JSON.parse(text(path));
}

function text(path: string): string {
  return readFileSync(join(folder.path, path), 'utf8');
}

describe('a baseline', () => {
  test('is written for people and for git: sorted, on lines, ending with one', () => {
    folder.write('b.yaml', template({ host: 9 }, 'b'));
    folder.write('a.yaml', template({ z: 9, a: 8 }));
    const { status, stdout, stderr } = folder.run(update);
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'no new problems in 2 files; 3 known findings are not shown\n',
      stderr: 'hmslint: `known.json` was written: 3 known findings (3 added, 0 removed, 0 kept)\n',
    });
    const fingerprint = expect.stringMatching(/^[0-9a-f]{16}$/);
    const finding = (role: string) => ({ rule: 'role-priority', fingerprint, pointer: `/roles/${role}/priority` });
    expect(baseline()).toEqual({
      version: 1,
      files: { 'a.yaml': [finding('a'), finding('z')], 'b.yaml': [finding('host')] },
    });
    expect(text('known.json')).toBe(`${JSON.stringify(baseline(), undefined, 2)}\n`);
    expect(Object.keys(baseline().files)).toEqual(['a.yaml', 'b.yaml']);
    expect(readdirSync(folder.path).sort()).toEqual(['a.yaml', 'b.yaml', 'known.json']);
  });

  test.each(['pretty', 'json', 'github', 'compact'])('keeps %s silent', (format) => {
    folder.write('a.yaml', template({ host: 9, guest: 8 }));
    folder.run(update);
    const { status, stdout, stderr } = folder.run([...known, '--format', format, '--max-warnings', '0']);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).not.toContain('priority');
  });

  test('lets a finding move, and tells a new one of its rule', () => {
    folder.write('a.yaml', template({ host: 9, guest: 1 }));
    folder.run(update);
    folder.write('a.yaml', `# moved\nroles: { guest: { priority: 1 },\n  host: {   "priority": 9 } }\nname: other\n`);
    expect(folder.found(known)).toEqual({ status: 0, found: [] });
    folder.write('a.yaml', template({ host: 9, guest: 7 }));
    expect(folder.found(known)).toEqual({ status: 1, found: ['a.yaml role-priority /roles/guest/priority'] });
    folder.write('a.yaml', template({ host: 1, guest: 9 }));
    expect(folder.found(known)).toEqual({ status: 1, found: ['a.yaml role-priority /roles/guest/priority'] });
  });

  test('counts equal findings', () => {
    const withLists = (list: string) => `name: a\nroles:\n  host:\n    publishParams: { allowed: [${list}] }\n`;
    folder.write('a.yaml', withLists('audio, audio'));
    folder.run(update);
    expect(folder.found(known).found).toEqual([]);
    folder.write('a.yaml', withLists('audio, audio, audio'));
    expect(folder.found(known).found).toEqual(['a.yaml duplicate-entry /roles/host/publishParams/allowed/2']);
  });

  test('does not hide the same in another file', () => {
    folder.write('a.yaml', template({ host: 9 }, 'a'));
    folder.run(update);
    folder.write('b.yaml', template({ host: 9 }, 'b'));
    expect(folder.found(known).found).toEqual(['b.yaml role-priority /roles/host/priority']);
  });

  test('holds no secret', () => {
    folder.write(
      'a.yaml',
      `name: a
roles: { host: {} }
settings:
  recording:
    upload: { type: s3, location: b, prefix: p, credentials: { key: AKIA-made-up, secretKey: made-up-secret } }
destinations:
  rtmpDestinations:
    x: { name: x, rtmpUrls: ["rtmp://a.example.com/live/made-up-stream-key"] }
`,
    );
    expect(folder.run(update).status).toBe(0);
    expect(baseline().files['a.yaml']?.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['plaintext-secret', 'stream-key-in-url']),
    );
    expect(text('known.json')).not.toMatch(/made-up/);
    expect(folder.found(known).found).toEqual([]);
  });

  test('goes by paths from its own folder, wherever the run is', () => {
    folder.write('ci/.keep', '');
    folder.write('t/x/a.yaml', template({ host: 9 }));
    expect(folder.run(['--baseline', 'ci/known.json', '--update-baseline', 't']).status).toBe(0);
    expect(Object.keys(baseline('ci/known.json').files)).toEqual(['../t/x/a.yaml']);
    const options = { cwd: 't/x' };
    expect(folder.found(['--baseline', '../../ci/known.json'], options).found).toEqual([]);
    expect(folder.found(['--baseline', '../../ci/known.json', join(folder.path, 't/x/a.yaml')], options).found).toEqual(
      [],
    );
    symlinkSync(folder.path, join(folder.path, 'link'));
    expect(folder.found(['--baseline', 'link/ci/known.json', 't']).found).toEqual([]);
  });

  test('knows files whatever they are called', () => {
    const names = [
      '__proto__.yaml',
      'a b.yaml',
      "it's.yaml",
      'a"b.yaml',
      'a\nb.yaml',
      '-x.yaml',
      'é😀.yaml',
      '\u001b[31m.yaml',
    ];
    for (const name of names) folder.write(`t/${name}`, template({ host: 9 }, 'abcdefgh'.charAt(names.indexOf(name))));
    folder.write('t/toString', template({ host: 9 }, 'i'));
    folder.write('t/__proto__', template({ host: 9 }, 'j'));
    const all = [...update, 't', 't/toString', 't/__proto__'];
    expect(folder.run(all)).toMatchObject({ status: 0, stdout: expect.stringContaining('10 known findings') });
    expect(text('known.json')).not.toContain('\u001b');
    expect(Object.keys(baseline().files)).toHaveLength(10);
    expect(folder.found([...known, 't', 't/toString', 't/__proto__']).found).toEqual([]);
    for (const name of names) folder.write(`t/${name}`, template({ host: 1 }));
    const { stderr } = folder.run([...known, 't']);
    expect(stderr).toContain('8 entries of `known.json` are stale');
    expect(stderr).toContain('`t/a\\nb.yaml`');
    expect(stderr).not.toContain('\u001b');
  });

  test('is no document itself, even where it is named', () => {
    folder.write('a.yaml', template({ host: 9 }));
    folder.run(update);
    expect(folder.found([...known, 'a.yaml', 'known.json'])).toEqual({ status: 0, found: [] });
  });

  test('sets aside what the configuration does of no use', () => {
    folder.write('a.yaml', template({ host: 1 }));
    folder.write('hmslint.config.yaml', 'ignore: [{ rule: role-priority, reason: x }]\n');
    folder.run(update);
    expect(Object.keys(baseline().files)).toEqual(['hmslint.config.yaml']);
    expect(folder.found(known).found).toEqual([]);
    expect(folder.run(known).stderr).toBe('');
  });

  test('knows what is broken, and nothing that it hides', () => {
    folder.write('a.yaml', 'name: a\nroles: {host: {priority: 9]}}\n');
    expect(folder.run(update).stderr).toContain(
      'broken syntax may hide more, which will be new once it is mended: `a.yaml`',
    );
    expect(folder.found(known).found).toEqual([]);
    folder.write('a.yaml', 'name: a\nroles: {host: {priority: 9}}\n');
    expect(folder.found(known).found).toEqual(['a.yaml role-priority /roles/host/priority']);
  });

  test('does not keep a file that cannot be read from failing', () => {
    folder.write('a.yaml', template({ host: 9 }));
    folder.run(update);
    folder.write('a.yaml', Buffer.from('roles: \xff', 'latin1'));
    expect(folder.found([...known, 'a.yaml']).status).toBe(2);
  });
});

describe('a stale entry', () => {
  beforeEach(() => {
    folder.write('a.yaml', template({ host: 9, guest: 8 }, 'a'));
    folder.write('b.yaml', template({ host: 9 }, 'b'));
    folder.run(update);
  });

  test('is told beside the report, and changes no exit code', () => {
    folder.write('a.yaml', template({ host: 9, guest: 1 }, 'a'));
    const { status, stdout, stderr } = folder.run([...known, '--format', 'json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { files: 2, errors: 0 } });
    expect(stderr).toBe(
      'hmslint: 1 entry of `known.json` is stale, since nothing like it is found any more: `--update-baseline` cleans up\n' +
        '  `a.yaml` `role-priority` at `/roles/guest/priority`\n',
    );
  });

  test('is one of a file that is gone', () => {
    rmSync(join(folder.path, 'b.yaml'));
    expect(folder.run([...known, 'a.yaml']).stderr).toContain('  `b.yaml` `role-priority`');
  });

  test('is none of a file that was not linted', () => {
    folder.write('b.yaml', template({ host: 1 }, 'b'));
    expect(folder.run([...known, 'a.yaml']).stderr).toBe('');
    folder.write('hmslint.config.yaml', 'ignore: [{ glob: b.yaml, reason: x }]\n');
    expect(folder.run(known).stderr).toBe('');
  });

  test('is none where its rule did not run', () => {
    folder.write('a.yaml', template({ host: 1, guest: 1 }, 'a'));
    expect(folder.run([...known, '--only', 'unknown-role']).stderr).toBe('');
    expect(folder.run([...known, '--rule', 'role-priority=off']).stderr).toBe('');
    expect(folder.run([...known, '--quiet']).stderr).toContain('2 entries');
  });

  test('is none where broken syntax may hide its finding', () => {
    folder.write('a.yaml', `${template({ host: 1, guest: 1 }, 'a')}settings: {region: [in\n`);
    expect(folder.run(known).stderr).toBe('');
    folder.write('a.yaml', '');
    expect(folder.run(known).stderr).toBe('');
    // All of it is read, and what is found of a value that JSON cannot spell is taken for an echo.
    const json = (role: string) =>
      `{"name": "c", "roles": {"a": {"subscribeParams": {"subscribeToRoles": [${role}]}}}}`;
    folder.write('c.json', json('"b"'));
    folder.run([...update, 'c.json']);
    folder.write('c.json', json("'b'"));
    expect(folder.found([...known, 'c.json']).found).toEqual([
      'c.json syntax /roles/a/subscribeParams/subscribeToRoles',
    ]);
    expect(folder.run([...known, 'c.json']).stderr).toBe('');
  });

  test('of a name in several files waits until all of them are linted', () => {
    folder.write('a.yaml', template({ host: 1 }, 'same'));
    folder.write('b.yaml', template({ host: 1 }, 'same'));
    folder.run(update);
    expect(folder.run([...known, 'a.yaml']).stderr).toBe('');
    folder.write('b.yaml', template({ host: 1 }, 'other'));
    expect(folder.run([...known, 'a.yaml']).stderr).toBe('');
    expect(folder.run(known).stderr).toContain('2 entries');
    rmSync(join(folder.path, 'b.yaml'));
    expect(folder.run([...known, 'a.yaml']).stderr).toContain('2 entries');
  });

  test('is named only so often', () => {
    const roles = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`r${index}`, 9]));
    folder.write('a.yaml', template(roles));
    folder.run(update);
    folder.write('a.yaml', template({ host: 1 }));
    const { stderr } = folder.run(known);
    expect(stderr).toContain('30 entries');
    expect(stderr).toMatch(/\n {2}and 20 more\n$/);
  });
});

describe('--update-baseline', () => {
  beforeEach(() => {
    folder.write('a.yaml', template({ host: 9, guest: 8 }, 'a'));
    folder.write('b.yaml', template({ host: 9 }, 'b'));
    folder.run(update);
  });

  test('says what came, went and stayed, and keeps what it did not look at', () => {
    folder.write('a.yaml', template({ host: 9, other: 7 }, 'a'));
    folder.write('b.yaml', template({ host: 1 }, 'b'));
    const { status, stderr } = folder.run([...update, 'a.yaml']);
    expect(status).toBe(0);
    expect(stderr).toBe('hmslint: `known.json` was written: 3 known findings (1 added, 1 removed, 2 kept)\n');
    expect(Object.keys(baseline().files)).toEqual(['a.yaml', 'b.yaml']);
    expect(folder.run(update).stderr).toContain('2 known findings (0 added, 1 removed, 2 kept)');
    expect(Object.keys(baseline().files)).toEqual(['a.yaml']);
  });

  test('writes nothing where nothing changed', () => {
    const before = statSync(join(folder.path, 'known.json'));
    expect(folder.run(update)).toMatchObject({
      status: 0,
      stderr: 'hmslint: `known.json` is up to date: 3 known findings (0 added, 0 removed, 3 kept)\n',
    });
    expect(statSync(join(folder.path, 'known.json')).ino).toBe(before.ino);
  });

  test('keeps the entries of other rules under --only, and of a file that is broken', () => {
    folder.write('a.yaml', `${template({ host: 1 }, 'a')}settings: {region: xx}\n`);
    folder.run([...update, '--only', 'schema/enum']);
    expect(baseline().files['a.yaml']?.map(({ rule }) => rule)).toEqual([
      'role-priority',
      'role-priority',
      'schema/enum',
    ]);
    folder.write('a.yaml', 'name: a\nroles: {host: {\n');
    folder.run([...update, 'a.yaml']);
    expect(baseline().files['a.yaml']?.map(({ rule }) => rule)).toEqual([
      'role-priority',
      'role-priority',
      'schema/enum',
      'syntax',
    ]);
  });

  test('writes nothing where a file cannot be read', () => {
    const before = text('known.json');
    folder.write('c.yaml', Buffer.from('roles: \xff', 'latin1'));
    folder.write('a.yaml', template({ host: 1 }, 'a'));
    const { status, stderr } = folder.run([...update, '.', 'c.yaml']);
    expect(status).toBe(2);
    expect(stderr).toContain('`known.json` was not written, since a file could not be read');
    expect(text('known.json')).toBe(before);
  });

  test('keeps where an editor finds the schema, and writes through a link', () => {
    folder.write('real/known.json', JSON.stringify({ $schema: 'x.json', version: 1, files: {} }));
    symlinkSync('real/known.json', join(folder.path, 'link.json'));
    expect(folder.run(['--baseline', 'link.json', '--update-baseline']).status).toBe(0);
    expect(JSON.parse(text('real/known.json'))).toMatchObject({ $schema: 'x.json', files: { '../a.yaml': [{}, {}] } });
  });

  test.each([
    ['a folder that is not there', 'none/known.json', 'no such file or folder'],
    ['a folder', 'dir', 'it is a folder'],
    ['a link that points to nothing', 'dangling.json', 'no such file or folder'],
  ])('says why it cannot write to %s', (_, file, why) => {
    mkdirSync(join(folder.path, 'dir'));
    symlinkSync('nowhere.json', join(folder.path, 'dangling.json'));
    const { status, stderr } = folder.run(['--baseline', file, '--update-baseline']);
    expect(status).toBe(2);
    expect(stderr).toContain(why);
    expect(readdirSync(folder.path).filter((name) => name.startsWith('.hmslint'))).toEqual([]);
  });
});

describe('a baseline that cannot be used', () => {
  test.each([
    ['is no JSON', '{"version": 1, "files": {', /^known\.json:1:\d+ error syntax: /],
    ['holds what a merge left', '<<<<<<< a\n{}\n=======\n{}\n>>>>>>> b\n', /^known\.json:\d+:\d+ error syntax: /],
    [
      'is of another version',
      '{"version": 2, "files": {}}',
      /^known\.json:1:13 error schema\/type: this is version `2` of the format, and this hmslint reads version 1 only: use a newer hmslint\n/,
    ],
    ['is of no version', '{"files": {}}', /^known\.json:1:1 error schema\/required: `version` is missing/],
    ['is a list', '[]', /^known\.json:1:1 error schema\/type: /],
    [
      'has another name',
      '{"version": 1, "file": {}}',
      /error schema\/unknown-property: `file` is not known at the top of the baseline, did you mean `files`\?/,
    ],
    [
      'has an entry without a fingerprint',
      '{"version": 1, "files": {"a": [{"rule": "x"}]}}',
      /:1:32 error schema\/required: `fingerprint` is missing/,
    ],
    [
      'has a wrong fingerprint',
      '{"version": 1, "files": {"a/b": [{"rule": "x", "fingerprint": "x"}]}}',
      /error schema\/type: `fingerprint` must be 16 hexadecimal digits/,
    ],
    ['names a file twice', '{"version": 1, "files": {"a": [], "a": []}}', /error duplicate-key: /],
  ])('%s: nothing is linted, and nothing written', (_, content, message) => {
    folder.write('known.json', content);
    folder.write('a.yaml', template({ host: 9 }));
    const { status, stdout, stderr } = folder.run([...known, '--fix']);
    expect(status).toBe(2);
    expect(stdout).toMatch(message);
    expect(stdout).not.toContain('role-priority');
    expect(stderr).toBe('hmslint: nothing was linted: mend the baseline first, or write a new one\n');
    expect(folder.run(update).status).toBe(2);
    expect(text('known.json')).toBe(content);
    expect(text('a.yaml')).toBe(template({ host: 9 }));
  });

  test.each([
    ['is not there', 'none.json', 'there is no baseline `none.json`: `--update-baseline` writes it'],
    ['is a folder', 'dir', 'cannot read the baseline `dir`: it is a folder'],
    ['is no text', 'wide.json', 'cannot read the baseline `wide.json`: it is written in UTF-16'],
    ['is empty', 'empty.json', 'the baseline `empty.json` is empty: restore it, or delete it'],
    ['is below a file', 'a.yaml/x.json', 'there is no baseline'],
    ['has too long a name', 'x'.repeat(5000), 'the name is too long'],
    ['is a link to itself', 'loop.json', 'its links lead round in a circle'],
    ['is nothing but comments', 'comments.yaml', 'the baseline `comments.yaml` is empty'],
  ])('%s', (_, file, message) => {
    mkdirSync(join(folder.path, 'dir'));
    folder.write('wide.json', Buffer.from('\ufeff{}', 'utf16le'));
    folder.write('empty.json', '');
    symlinkSync('loop.json', join(folder.path, 'loop.json'));
    folder.write('comments.yaml', '# nothing\n');
    folder.write('a.yaml', template({ host: 9 }));
    const { status, stderr } = folder.run(['--baseline', file]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

test.each([
  [['--update-baseline'], '`--update-baseline` needs the file to write'],
  [['--baseline='], '`--baseline` lacks the file'],
  [['--baseline'], 'lacks its value'],
  [[...update, '--fix'], 'run `--fix` first'],
  [[...update, '--diff'], 'run `--fix` first'],
  [[...update, '--staged'], 'leave out `--staged`'],
  [[...update, '--since', 'main'], 'leave out `--since`'],
  [[...update, '-'], 'standard input is none'],
  [['--basline', 'x'], 'did you mean `--baseline`?'],
])('%j is refused before anything is read', (args, message) => {
  folder.write('a.yaml', template({ host: 9 }));
  const { status, stdout, stderr } = folder.run(args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(readdirSync(folder.path)).toEqual(['a.yaml']);
});

describe('fixes', () => {
  const twice = (role: string) => `  ${role}: { publishParams: { allowed: [audio, audio] } }\n`;

  test('are for what is reported only', () => {
    folder.write('a.yaml', `name: a\nroles:\n${twice('host')}`);
    folder.run(update);
    const before = `name: a\nroles:\n${twice('host')}${twice('guest')}`;
    folder.write('a.yaml', before);
    const { stdout } = folder.run([...known, '--diff']);
    expect(stdout).toContain('guest: { publishParams: { allowed: [audio] } }');
    expect(stdout).not.toMatch(/^[-+] {2}host/m);
    expect(folder.run([...known, '--fix'])).toMatchObject({
      status: 0,
      stderr: 'hmslint: fixed 1 problem in 1 file\n',
    });
    expect(text('a.yaml')).toBe(
      before.replace('guest: { publishParams: { allowed: [audio, audio]', 'guest: { publishParams: { allowed: [audio]'),
    );
  });

  test('are none where all is known', () => {
    const before = `name: a\nroles:\n${twice('host')}`;
    folder.write('a.yaml', before);
    folder.run(update);
    expect(folder.run([...known, '--fix', '--unsafe-fixes'])).toMatchObject({ status: 0, stderr: '' });
    expect(text('a.yaml')).toBe(before);
  });
});
