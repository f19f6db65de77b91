import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const isMatrix = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(new URL('../schemas/matrix.schema.json', import.meta.url), 'utf8')),
);

const webinar = `name: webinar
roles:
  host:
    publishParams: { allowed: [audio, video] }
    subscribeParams: { subscribeToRoles: [host] }
  guest:
    publishParams: { allowed: [] }
    subscribeParams: { subscribeToRoles: [host] }
    permissions: { hlsStreaming: false }
`;

let folder = '';

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('dist/cli.cjs is not there: run `npm run build` first');
});

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-matrix-')));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs `hmslint matrix` in the test's folder. */
function matrix(args: readonly string[], input = '', more: { readonly [name: string]: string } = {}) {
  const { NO_COLOR: _1, FORCE_COLOR: _2, COLUMNS: _3, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'matrix', ...args], {
    cwd: folder,
    input,
    env: { ...env, ...more },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

interface Printed {
  readonly path: string;
  readonly templates: readonly {
    readonly document?: number;
    readonly name?: string;
    readonly groups: readonly (readonly string[])[];
    readonly roles: readonly { readonly name: string }[];
    readonly flows: readonly object[];
    readonly omissions: readonly { readonly pointer: string; readonly line: number; readonly column: number }[];
  }[];
}

/** What `--format json` says, held against the published schema. */
function printed(text: string, ...args: readonly string[]): Printed {
  const { stdout } = matrix(['--format', 'json', ...args, '-'], text);
  const value: Printed = JSON.parse(stdout);
  expect(isMatrix(value), JSON.stringify(isMatrix.errors)).toBe(true);
  return value;
}

describe('a template', () => {
  test('is shown as text, from a file and from standard input', () => {
    writeFileSync(join(folder, 'a.yaml'), webinar);
    const { status, stdout, stderr } = matrix(['a.yaml']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('       host  guest\nhost   av    -\nguest  av    -\n');
    expect(matrix(['-'], webinar).stdout).toBe(stdout);
  });

  test('means the same in JSON, flow style, with CRLF, a byte order mark, anchors and merge keys', () => {
    const plain = matrix(['-'], webinar).stdout;
    const json = {
      name: 'webinar',
      roles: {
        host: { publishParams: { allowed: ['audio', 'video'] }, subscribeParams: { subscribeToRoles: ['host'] } },
        guest: {
          publishParams: { allowed: [] },
          subscribeParams: { subscribeToRoles: ['host'] },
          permissions: { hlsStreaming: false },
        },
      },
    };
    expect(matrix(['-'], JSON.stringify(json)).stdout).toBe(plain);
    expect(matrix(['-'], `\u{feff}${webinar.replaceAll('\n', '\r\n')}`).stdout).toBe(plain);
    const merged = webinar
      .replace('subscribeParams: { subscribeToRoles: [host] }', 'subscribeParams: &hears { subscribeToRoles: [host] }')
      .replace(/subscribeParams: \{.*\}/, 'subscribeParams: { <<: *hears }');
    expect(merged).toContain('*hears');
    expect(matrix(['-'], merged).stdout).toBe(plain);
  });

  test.each(['html', 'svg', 'mermaid', 'json'])('is shown as %s, which asks nobody for a terminal', (format) => {
    const { status, stdout, stderr } = matrix(['--format', format, '-'], webinar, { FORCE_COLOR: '1' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('host');
    expect(stdout).not.toContain('\u001b');
    expect(
      stdout.startsWith({ html: '<!doctype html>', svg: '<?xml', mermaid: 'flowchart', json: '{' }[format] ?? '?'),
    ).toBe(true);
  });

  test('fits as many columns as COLUMNS says, and has colours where they are forced', () => {
    for (const columns of [40, 60, 80, 160]) {
      const { stdout } = matrix(['-'], webinar, { COLUMNS: String(columns) });
      expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(columns);
    }
    expect(matrix(['-'], webinar, { COLUMNS: 'wide' }).stdout).toBe(matrix(['-'], webinar, { COLUMNS: '80' }).stdout);
    expect(matrix(['-'], webinar, { FORCE_COLOR: '1' }).stdout).toContain('\u001b[1m');
    expect(matrix(['-'], webinar, { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain('\u001b');
  });
});

describe('one role', () => {
  test('is told whole, and in other formats its part is shown', () => {
    expect(matrix(['--role', 'guest', '-'], webinar).stdout).toMatch(
      /^guest in webinar\n\nsends +nothing\nhears +audio, video: `host`$/m,
    );
    const value = printed(webinar, '--role', 'guest');
    expect(value.templates[0]?.roles.map(({ name }) => name)).toEqual(['guest']);
    expect(value.templates[0]?.flows).toEqual([
      { listeners: 1, speakers: 0, state: 'flows', tracks: ['audio', 'video'] },
    ]);
    expect(matrix(['--role', 'guest', '--format', 'html', '-'], webinar).stdout).toContain('<details open>');
    const { stdout } = matrix(['--role', 'guest', '--format', 'mermaid', '-'], webinar);
    expect(stdout).toContain('n1 -->|"audio, video"| n0');
    expect(stdout).not.toContain('n1 -->|"audio, video"| n1');
  });

  test.each(['--x', '-', '__proto__', 'toString', '', 'a/b', '~', '😀', 'a=b'])('may be called %j', (name) => {
    const text = `{"roles": {${JSON.stringify(name)}: {"priority": 2}}}`;
    const { status, stdout } = matrix([`--role=${name}`, '-'], text);
    expect(status).toBe(0);
    expect(stdout.startsWith(`${name === '' ? '""' : name} in a template without a name\n`)).toBe(true);
  });

  test('that is not there is refused with the nearest, and nothing is shown', () => {
    expect(matrix(['--role', 'gest', '-'], webinar)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'hmslint: there is no role `gest`, did you mean `guest`? (the roles are `host` and `guest`)\n',
    });
    expect(matrix(['--role', 'a\u001b[31m', '-'], '{"roles": {"b\\u001b[2J": {}}}').stderr).not.toContain('\u001b');
    expect(matrix(['--role', 'x', '-'], '{"name": "a", "roles": {}}').stderr).toContain('(it has no roles)');
  });
});

describe('several documents', () => {
  const all = `${webinar}---\n# hmslint-kind role\nname: host\npriority: 1\n---\n${webinar.replace('webinar', 'other')}`;

  test('are shown one after the other, those that are templates', () => {
    const { status, stdout, stderr } = matrix(['-'], all);
    expect(status).toBe(0);
    expect(stdout.match(/^.*: 2 roles$/gm)).toEqual(['webinar (document 1): 2 roles', 'other (document 3): 2 roles']);
    expect(stderr).toBe(
      'hmslint: passed over `<stdin>`, line 12, column 1: it is a role, and a matrix is made of a template\n',
    );
    expect(printed(all).templates.map(({ document, name }) => [document, name])).toEqual([
      [0, 'webinar'],
      [2, 'other'],
    ]);
    for (const format of ['html', 'svg', 'mermaid']) {
      expect(matrix(['--format', format, '-'], all).stdout).toContain('other');
    }
  });
});

describe('mistakes in a template', () => {
  const broken = webinar.replace('allowed: []', 'allowed: none').replace('name: webinar', 'name: web/inar\nnmae: x');

  test('leave the rest to be shown, and are told', () => {
    const { status, stdout, stderr } = matrix(['-'], broken);
    expect(status).toBe(0);
    expect(stdout).toContain('       host  guest\nhost   av    -\nguest  av    -\n');
    expect(stderr).toMatch(/^hmslint: `<stdin>`, line 1, column 7: `name` holds `\/`/);
    expect(stderr).toMatch(/line 2, column 1: `nmae` is not known/);
    expect(stderr).toMatch(/line 8, column 31: `allowed` must be a list/);
    expect(stderr).toMatch(/^hmslint: the matrix leaves out what is wrong: 3 mistakes$/m);
    expect(printed(broken).templates[0]?.omissions).toMatchObject([
      { pointer: '/name', line: 1, column: 7 },
      { pointer: '/nmae', line: 2, column: 1 },
      { pointer: '/roles/guest/publishParams/allowed', line: 8, column: 31 },
    ]);
    expect(matrix(['--format', 'html', '-'], broken).stdout).toContain('line 8, column 31: ');
  });

  test('that leave nothing are an error of usage', () => {
    for (const text of ['', '{"roles": ', '[1, 2]', '"text"', 'a: [\n', '{"roles": {}} {}']) {
      const { status, stdout, stderr } = matrix(['--kind', 'template', '-'], text);
      expect({ status, stdout }, text).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^hmslint: .+\n$/);
    }
  });

  test('do not tell secrets', () => {
    const text = JSON.stringify({
      roles: { a: {} },
      settings: {
        recording: { upload: { type: 's3', location: 'x', credentials: { key: 'AKIA-1', secretKey: 7777777 } } },
      },
    });
    const { stdout, stderr } = matrix(['--format', 'json', '-'], text);
    expect(stderr).toContain('1 mistake');
    expect(stdout + stderr).not.toMatch(/7777777|AKIA/);
  });
});

describe('what cannot be shown', () => {
  test.each([
    [['--format', 'pdf', 'a.yaml'], /unknown format `pdf`/],
    [['--formt', 'svg', 'a.yaml'], /unknown option `--formt`, did you mean `--format`\?/],
    [['--role'], /`--role <name>` lacks its value/],
    [[], /lacks its argument/],
    [['a.yaml', 'b.yaml'], /too many arguments/],
    [['--kind', 'role', 'a.yaml'], /a matrix is made of a template, and `--kind` says a role/],
    [['a.yaml'], /cannot read `a.yaml`: no such file/],
    [['.'], /it is a folder/],
  ])('%j is refused', (args, words) => {
    const { status, stdout, stderr } = matrix(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(words);
  });

  test.each([
    ['{"name": "host", "publishParams": {}}', /`<stdin>` is a role: `hmslint effective` shows/],
    ['{"region": "in", "roomState": {}}', /`<stdin>` is settings/],
    ['{"hlsDestinations": {}}', /`<stdin>` is destinations/],
    ['[{"name": "a", "role": "b", "compositeRecording": {}}]', /`<stdin>` is recordings/],
    ['{"compilerOptions": {}}', /no document of the 100ms API/],
    ['name: a\npriority: 1\n---\nname: b\npriority: 1\n', /there is no template in `<stdin>`/],
  ])('%s is refused', (text, words) => {
    const { status, stdout, stderr } = matrix(['-'], text);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(words);
  });

  test('a picture of hundreds of roles is refused, and a flowchart of many arrows comes with a word', () => {
    const roles = Object.fromEntries(
      Array.from({ length: 240 }, (_, index) => [
        `r${index}`,
        {
          publishParams: { allowed: ['audio'] },
          subscribeParams: { subscribeToRoles: [`r${(index + 1) % 240}`, `r${(index * 7) % 240}`, 'r0'] },
        },
      ]),
    );
    const text = JSON.stringify({ name: 'many', roles });
    const picture = matrix(['--format', 'svg', '-'], text);
    expect(picture.status).toBe(2);
    expect(picture.stderr).toMatch(/a picture of \d+ roles is too large \(200 are not\)/);
    expect(matrix(['--format', 'svg', '--role', 'r5', '-'], text).status).toBe(0);
    expect(matrix(['--format', 'html', '-'], text).stdout).toContain('Too many roles for a table');
    expect(matrix(['--format', 'mermaid', '-'], text).stderr).toMatch(/arrows are more than mermaid draws/);
  });
});

test('so many pairs that they would fill the memory are refused', () => {
  const roles = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`r${index}`, { maxPeerCount: index }]));
  const text = JSON.stringify({ name: 'open', roles });
  const { status, stderr } = matrix(['--format', 'json', '-'], text);
  expect(status).toBe(2);
  expect(stderr).toContain('1002001 pairs of roles are too many (1000000 are not): `--role` shows the part of one');
  expect(matrix(['--format', 'json', '--role', 'r5', '-'], text).status).toBe(0);
});

test('every option is spelled out with an example', () => {
  const { status, stdout } = matrix(['--help']);
  expect(status).toBe(0);
  for (const option of ['--role', '--format', '--kind', '--config', '--no-config']) {
    expect(stdout).toContain(`(hmslint matrix ${option}`);
  }
});
