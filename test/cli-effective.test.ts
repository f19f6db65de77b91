import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const examples = fileURLToPath(new URL('../examples/', import.meta.url));
const corpus = fileURLToPath(new URL('../../shared/corpus/documents/', import.meta.url));
const isEffective = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(new URL('../schemas/effective.schema.json', import.meta.url), 'utf8')),
);

let folder = '';

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('dist/cli.cjs is not there: run `npm run build` first');
});

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-effective-')));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command line in the test's folder. */
function run(args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  return { status, stdout, stderr };
}

/** `hmslint effective` on a text of standard input. */
function effective(text: string, ...args: readonly string[]) {
  return run(['effective', ...args, '-'], text);
}

interface Printed {
  readonly path: string;
  readonly documents: readonly {
    readonly kind: string;
    readonly value: unknown;
    readonly origins: readonly { readonly pointer: string; readonly origin: string; readonly range?: object }[];
    readonly refused: readonly { readonly pointer: string; readonly rule: string }[];
  }[];
}

/** The same as JSON, held against the published schema. */
function effectiveJson(text: string, ...args: readonly string[]): Printed {
  const { stdout } = effective(text, '--format', 'json', ...args);
  const value: Printed = JSON.parse(stdout);
  expect(isEffective(value), JSON.stringify(isEffective.errors)).toBe(true);
  return value;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('as YAML', () => {
  test('the document comes with what is filled in, and comments say where that comes from', () => {
    write('a.yaml', 'maxPeerCount: 3\npublishParams: { allowed: [audio], video: {width: 640} } # mine\n');
    const { status, stdout, stderr } = run(['effective', 'a.yaml']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(`maxPeerCount: 3
publishParams:
  allowed:
    - audio
  video:
    width: 640
    bitRate: 300 # observed server default; the documentation says 256
    codec: vp8 # documented default
    frameRate: 30 # observed server default; the documentation says 25
    height: 360 # observed server default; the documentation says 180
  audio:
    bitRate: 32 # documented default
    codec: opus # documented default
  screen:
    bitRate: 1024 # documented default; answers of the API leave it out
    codec: vp8 # documented default
    frameRate: 10 # documented default
    height: 1080 # observed server default; the documentation says 720
    width: 1920 # observed server default; the documentation says 1280
subscribeParams:
  maxSubsBitRate: 3200 # observed server default
  subscribeDegradation:
    packetLossThreshold: 25 # observed server default; the documentation says 50
    degradeGracePeriodSeconds: 1 # documented default
    recoverGracePeriodSeconds: 4 # documented default
permissions:
  endRoom: false # documented default
  removeOthers: false # documented default
  mute: false # documented default
  unmute: false # documented default
  changeRole: false # documented default
  sendRoomState: false # documented default
  pollRead: false # documented default
  pollWrite: false # documented default
  browserRecording: true # documented default
  rtmpStreaming: true # documented default
  hlsStreaming: true # documented default
priority: 1 # observed server default
`);
  });

  test('done again it fills in nothing more, and lint finds no error', () => {
    for (const name of readdirSync(examples)) {
      const once = run(['effective', join(examples, name)]).stdout;
      const twice = effective(once).stdout;
      const bare = (text: string) => text.replaceAll(/ # (?:documented|observed).*/g, '');
      expect(bare(twice)).toBe(bare(once));
      expect(twice).not.toMatch(/# (?:documented|observed)/);
    }
    write('a.yaml', run(['effective', join(examples, 'webinar.yaml')]).stdout);
    expect(run(['--fail-on', 'error', 'a.yaml']).status).toBe(0);
  });

  test('anchors, merge keys, JSON, line ends and byte order marks are read as lint reads them', () => {
    const yaml = 'x-quiet: &quiet { hlsStreaming: false }\nroles:\n  a:\n    permissions: { <<: *quiet, mute: true }\n';
    const { stdout } = effective(`\u{feff}${yaml.replaceAll('\n', '\r\n')}`);
    expect(stdout).toContain('      hlsStreaming: false\n');
    expect(stdout).not.toMatch(/[&*]quiet|<<|\r/);
    expect(effective('{"roles": {"a": {"priority": 2}}}').stdout).toMatch(/^roles:\n {2}a:\n {4}priority: 2\n/);
  });

  test('several documents stay several, each of its kind', () => {
    const text = '# hmslint-kind role\nname: host\n---\nregion: in\n---\nroles: {}\n';
    const { status, stdout, stderr } = effective(text, '--no-config');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout.split('---\n').map((part) => part.split('\n')[0])).toEqual(['name: host', 'region: in', 'roles: {}']);
    expect(effectiveJson(text).documents.map(({ kind }) => kind)).toEqual(['role', 'settings', 'template']);
    // Where the content leaves it open, a comment says it.
    expect(effective('name: a\n', '--kind', 'destinations').stdout).toMatch(/^# hmslint-kind destinations\n/);
  });

  test('hostile names and texts stay what they are, and obey no terminal', () => {
    const long = 'l'.repeat(10_000);
    const names = [
      '__proto__',
      'toString',
      '',
      '~',
      'a/b',
      '<<',
      '\u001b[31mred',
      '\u202eabc',
      '😀',
      'a: b #c',
      '- x',
      long,
    ];
    const text = JSON.stringify({ name: 'a\u001b]0;x\u0007', 'x-mine': ['\u2028', '\ud800', 'no', '1e3', null] });
    const roles = names.map((name) => `${JSON.stringify(name)}: {"name": ${JSON.stringify(name)}}`).join(',');
    const given = `${text.slice(0, -1)}, "roles": {${roles}}}`;
    const { stdout, status } = effective(given);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^[\n\x20-\x7e\u00a1-\u2027\u202f-\u{10ffff}]*$/u);
    const { documents } = effectiveJson(stdout);
    const value = documents[0]?.value;
    expect(value).toMatchObject({ 'x-mine': ['\u2028', '\ud800', 'no', '1e3', null] });
    expect(Object.keys(Object(value).roles)).toEqual(names);
    expect(effectiveJson(given).documents[0]?.value).toEqual(value);
  });
});

test('a document of hundreds of thousands of lines is printed', () => {
  const subscribeToRoles = Array.from({ length: 150_000 }, (_, index) => `r${index}`);
  const { status, stdout } = effective(JSON.stringify({ name: 'host', subscribeParams: { subscribeToRoles } }));
  expect(status).toBe(0);
  expect(stdout).toContain('    - r149999\n');
});

describe('as JSON', () => {
  test('every value has its origin and, where it is written, its place', () => {
    const [document] = effectiveJson('priority: 2\npublishParams: {allowed: [], audio: {bitRate: 9}}\n').documents;
    expect(document?.origins.slice(0, 4)).toEqual([
      {
        pointer: '/priority',
        origin: 'written',
        range: { start: { line: 1, column: 11, offset: 10 }, end: { line: 1, column: 12, offset: 11 } },
      },
      expect.objectContaining({ pointer: '/publishParams/allowed', origin: 'written' }),
      expect.objectContaining({ pointer: '/publishParams/audio/bitRate', origin: 'written' }),
      { pointer: '/publishParams/audio/codec', origin: 'documented' },
    ]);
    expect(document?.origins).toContainEqual({
      pointer: '/publishParams/video/bitRate',
      origin: 'observed',
      documented: 256,
    });
    expect(document?.origins).toContainEqual({
      pointer: '/publishParams/screen/bitRate',
      origin: 'documented',
      unanswered: true,
    });
    expect(document?.refused).toEqual([
      expect.objectContaining({ pointer: '/publishParams/audio/bitRate', rule: 'schema/range' }),
    ]);
  });

  test('the same input gives the same bytes', () => {
    const text = readFileSync(join(examples, 'webinar.yaml'), 'utf8');
    expect(effective(text, '--format', 'json').stdout).toBe(effective(text, '--format=json').stdout);
  });
});

describe('secrets', () => {
  const text = `settings:
  recording:
    upload:
      type: s3
      location: bucket
      credentials: {key: AKIAPLANTED, secretKey: 987654321}
destinations:
  rtmpDestinations:
    live: {name: live, rtmpUrls: ['rtmp://user:hunter22@a.example.com/app/planted-key', 'rtmp://b/app/\${KEY}']}
`;

  test.each(['yaml', 'json'])('are not shown in %s', (format) => {
    const { stdout, stderr } = effective(text, '--format', format);
    expect(stdout + stderr).not.toMatch(/PLANTED|987654321|hunter22|planted-key/);
    expect(stdout).toContain('rtmp://user:•••@a.example.com/app/•••');
    expect(stdout).toContain('rtmp://b/app/${KEY}');
  });

  test('are not shown in what is said of mistakes', () => {
    const { stdout, stderr, status } = effective(text.replace('type: s3', 'type: AKIAPLANTED'));
    expect(status).toBe(1);
    expect(stderr).toContain('`type` must be');
    expect(stderr).not.toContain('PLANTED');
    // A secret that stands elsewhere as well is known as the value of `type`, which is none.
    expect(stdout).toContain('credentials:\n        key: •••');
  });

  test('stay masked when it is done again', () => {
    const once = effective(text).stdout;
    expect(effective(once).stdout.replaceAll(/ # .*/g, '')).toBe(once.replaceAll(/ # .*/g, ''));
  });
});

describe('mistakes', () => {
  test('stay as they are written, and are named', () => {
    write('a.yaml', 'roles:\n  a:\n    priority: 9\n    pubParams: {}\n    maxPeerCount: "3"\n');
    const { status, stdout, stderr } = run(['effective', 'a.yaml']);
    expect(status).toBe(1);
    expect(stdout).toContain('    priority: 9 # refused: role-priority\n');
    expect(stdout).toContain('    pubParams: {} # refused: schema/unknown-property\n');
    expect(stdout).toContain('    maxPeerCount: "3" # refused: schema/type\n');
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^hmslint: `a\.yaml`, line 3, column 15: `priority` must be/),
      expect.stringMatching(/^hmslint: `a\.yaml`, line 4, column 5: `pubParams` is not known/),
      expect.stringMatching(/^hmslint: `a\.yaml`, line 5, column 19: `maxPeerCount` must be/),
      'hmslint: printed with 3 mistakes: what is wrong stays as it is written',
      '',
    ]);
  });

  test('of which there are many are counted', () => {
    const roles = Array.from({ length: 30 }, (_, index) => `  r${index}: { priority: 9 }\n`).join('');
    const { stderr } = effective(`roles:\n${roles}`);
    expect(stderr).toContain('printed with 30 mistakes, 20 of them not listed here');
    expect(stderr.split('\n')).toHaveLength(12);
  });

  test.each([
    ['roles: [\n', 'cannot read `<stdin>`, line 2, column 1: '],
    ['', 'cannot read `<stdin>`, line 1, column 1: the file is empty'],
    ['{"roles": {"a": {"priority": 1', 'cannot read `<stdin>`, line 1, column '],
    ['- 1\n- 2\n', '`<stdin>`, line 1, column 1: this is no document of the 100ms API'],
    ['services: {web: {image: x}}\n', '`<stdin>`, line 1, column 1: this is no document of the 100ms API'],
    ['name: a\nroles: {}\n---\nservices: {}\n', '`<stdin>`, line 4, column 1: this is no document of the 100ms API'],
  ])('that leave nothing to print end it: %j', (text, message) => {
    const { status, stdout, stderr } = effective(text);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`hmslint: ${message}`);
  });

  test('JSON that is broken but hides nothing is printed', () => {
    const { status, stdout, stderr } = effective('{"roles": {"a": {"priority": 1,}}}');
    expect(status).toBe(1);
    expect(stdout).toContain('    priority: 1\n');
    expect(stderr).toContain('a comma before the closing bracket');
  });

  test('in the file’s name or the options end it before anything is read', () => {
    write('a.yaml', 'roles: {}\n');
    for (const [args, message] of [
      [['nowhere.yaml'], 'cannot read `nowhere.yaml`: no such file or folder'],
      [['.'], 'cannot read `.`: it is a folder, name one file'],
      [[], '`hmslint effective` lacks its argument'],
      [['a.yaml', 'b.yaml'], 'too many arguments'],
      [['--format', 'jsn', 'a.yaml'], 'unknown format `jsn`, did you mean `json`?'],
      [['--kind', 'rol', 'a.yaml'], 'unknown kind `rol`, did you mean `role`?'],
      [['--knd', 'role', 'a.yaml'], 'unknown option `--knd`, did you mean `--kind`?'],
      [['--config', 'c.yaml', '--no-config', 'a.yaml'], 'contradict each other'],
      [['--config', 'c.yaml', 'a.yaml'], 'cannot read the configuration `c.yaml`'],
    ] as const) {
      const { status, stdout, stderr } = run(['effective', ...args]);
      expect({ status, stdout }, args.join(' ')).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(message);
    }
    expect(run(['efective', 'a.yaml']).stderr).toContain('did you mean `effective`?');
  });
});

describe('the kind', () => {
  test('comes from the option, the configuration, a comment or the content', () => {
    write('hmslint.config.yaml', 'files:\n  "roles/*": { kind: role }\n');
    write('roles/a.yaml', 'name: a\n');
    const kindOf = (...args: readonly string[]) => {
      const { stdout } = run(['effective', '--format', 'json', ...args]);
      const { documents }: Printed = JSON.parse(stdout);
      return documents[0]?.kind;
    };
    expect(kindOf('roles/a.yaml')).toBe('role');
    expect(kindOf('--kind', 'settings', 'roles/a.yaml')).toBe('settings');
    expect(kindOf('--no-config', 'roles/a.yaml')).toBe('template');
    write('b.yaml', '# hmslint-kind role\nname: a\n');
    expect(kindOf('b.yaml')).toBe('role');
  });

  test('is not asked of a configuration with mistakes', () => {
    write('hmslint.config.yaml', 'fils: {}\n');
    write('a.yaml', 'roles: {}\n');
    const { status, stderr } = run(['effective', 'a.yaml']);
    expect(status).toBe(2);
    expect(stderr).toContain('`hmslint.config.yaml` has mistakes');
    expect(run(['effective', '--no-config', 'a.yaml']).status).toBe(0);
  });
});

// Real documents that people send and get: where they are missing, nothing is tested.
describe.skipIf(!existsSync(corpus))('real documents', () => {
  test.each(existsSync(corpus) ? readdirSync(corpus).filter((name) => name !== 'wild-08.json') : [])('%s', (name) => {
    const once = run(['effective', join(corpus, name)]);
    expect(once.status).toBeLessThan(2);
    const kind = JSON.parse(run(['effective', '--format', 'json', join(corpus, name)]).stdout).documents[0].kind;
    const twice = effective(once.stdout, '--kind', kind);
    const bare = (text: string) => text.replaceAll(/(?: |^)# .*/gm, '');
    expect(bare(twice.stdout)).toBe(bare(once.stdout));
  });
});
