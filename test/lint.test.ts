import { describe, expect, it } from 'vitest';
import { type Diagnostic, type LintOptions, lint, rules } from '../src/index.ts';
import { readJson } from '../src/json.ts';
import { lintFiles } from '../src/lint.ts';
import { readSource } from '../src/read.ts';
import { at, rule } from '../src/rule.ts';
import { textBehind } from './texts.ts';

function diagnosticsOf(text: string, path = 'a.yaml', options: LintOptions = {}): readonly Diagnostic[] {
  return lint({ path, text }, options).files[0]?.diagnostics ?? [];
}

/** The findings of a text: rule, pointer and marked text. */
function found(text: string, path = 'a.yaml', options: LintOptions = {}): readonly string[] {
  return diagnosticsOf(text, path, options).map(
    ({ rule, pointer, range }) => `${rule} ${pointer} ${textBehind(text, range)}`,
  );
}

const wrong = 'name: a\nroles:\n  host:\n    priority: 9\n    name: hst\n';

describe('the report', () => {
  it('carries path, kind and text without a byte order mark', () => {
    const report = lint({ path: './a.yaml', text: `\u{feff}${wrong}` });
    expect(report).toMatchObject({
      skipped: 0,
      files: [{ path: './a.yaml', kind: 'template', text: wrong, secrets: [] }],
    });
    expect(report.files[0]?.diagnostics[0]?.range).toEqual({ start: 37, end: 38 });
  });

  it('sorts files by path and findings by place', () => {
    const files = ['b.yaml', 'a.json', 'B.yaml'].map((path) => ({ path, text: path === 'a.json' ? '{}' : wrong }));
    const report = lint(files);
    expect(report.files.map(({ path }) => path)).toEqual(['B.yaml', 'a.json', 'b.yaml']);
    expect(found(wrong)).toEqual(['role-priority /roles/host/priority 9', 'name-mismatch /roles/host/name hst']);
    expect(found('name: a/b\nid: x\nroles: {a: {priority: 9, permission: {}}}\n')).toEqual([
      'template-name /name a/b',
      'read-only-property /id id',
      'role-priority /roles/a/priority 9',
      'schema/unknown-property /roles/a/permission permission',
    ]);
  });

  it('is empty for no file', () => {
    expect(lint([])).toEqual({ files: [], skipped: 0 });
  });

  it('counts what nobody named and what is no document of the API', () => {
    const unknown = { text: '{"room_id": 1, "user_id": 2}', path: 'a.json' };
    expect(lint({ ...unknown, named: false })).toEqual({ files: [], skipped: 1 });
    expect(lint({ ...unknown, named: true }).files[0]?.diagnostics.map(({ rule }) => rule)).toEqual([
      'unknown-document',
    ]);
    expect(lint({ path: 'a.json', text: '{', named: false })).toEqual({ files: [], skipped: 1 });
    const stream = 'room_id: 1\nuser_id: 1\n---\nname: a\nroles: {host: {priority: 9}}\n';
    expect(lint({ path: 'a.yaml', text: stream, named: false })).toMatchObject({
      skipped: 0,
      files: [{ kind: 'template', diagnostics: [{ rule: 'role-priority', document: 1 }] }],
    });
  });

  it('says of another document that it is none, and nothing else', () => {
    expect(found('room_id: 1\nuser_id: 2\n')).toEqual(['unknown-document  r']);
    expect(found('[{"a": 1}]', 'a.json')).toEqual(['unknown-document  [']);
  });

  it('names the page and the finding', () => {
    expect(diagnosticsOf(wrong)[0]).toMatchObject({
      documentation: 'rules/README.md#role-priority',
      message: '`priority` must be from 1 (highest) to 5 (lowest), found `9`',
      related: [],
    });
  });

  it('marks a missing thing at its owner: the key, or the first character of an entry and of the root', () => {
    expect(found('roles: {}\n')).toEqual(['missing-template-name  r']);
    expect(found('{"roles": {}}', 'a.json')).toEqual(['missing-template-name  {']);
    const layers =
      '{name: a, roles: {h: {publishParams: {allowed: [video], simulcast: {video: {layers: [{rid: f}]}}}}}}';
    expect(found(layers)).toEqual(['schema/required /roles/h/publishParams/simulcast/video/layers/0 {']);
    expect(found('name: a\ndestinations:\n  hlsDestinations:\n    main: {}\n')).toEqual([
      'schema/required /destinations/hlsDestinations/main main',
    ]);
  });
});

describe('a value reached through an alias', () => {
  it('is reported at its own place for the anchor and at each alias', () => {
    const text = 'name: a\nroles:\n  host: &h\n    priority: 9\n  guest: *h\n  other:\n    <<: *h\n';
    const places = diagnosticsOf(text).map(({ pointer, range, related }) => [
      pointer,
      textBehind(text, range),
      related.map((one) => [one.message, textBehind(text, one.range)]),
    ]);
    expect(places).toEqual([
      ['/roles/host/priority', '9', []],
      ['/roles/guest/priority', '*h', [['the value stands here', '9']]],
      ['/roles/other/priority', '<<', [['the value stands here', '9']]],
    ]);
  });
});

describe('severities', () => {
  it('may be changed, and switched off', () => {
    const severities = new Map([
      ['role-priority', 'info'],
      ['name-mismatch', 'off'],
    ] as const);
    expect(diagnosticsOf(wrong, 'a.yaml', { severities }).map(({ rule, severity }) => [rule, severity])).toEqual([
      ['role-priority', 'info'],
    ]);
  });

  it('off for the parser hide its words, and still the echoes', () => {
    const text = 'name: a\nroles: {host: {priority: 9\nsettings: {}\n';
    const off = new Map([['syntax', 'off']] as const);
    expect(found(text).filter((one) => !one.startsWith('syntax'))).toEqual(found(text, 'a.yaml', { severities: off }));
  });

  it('off for an error let the next one at its place through', () => {
    const text = 'name: a\nroles: {}\nsettings: {recording: {upload: {type: <type>, location: b, prefix: c}}}\n';
    expect(found(text)).toEqual(['placeholder-value /settings/recording/upload/type <type>']);
    const severities = new Map([['placeholder-value', 'off']] as const);
    expect(found(text, 'a.yaml', { severities })).toEqual(['schema/enum /settings/recording/upload/type <type>']);
  });
});

describe('only', () => {
  it('runs the named rules', () => {
    expect(found(wrong, 'a.yaml', { only: new Set(['name-mismatch']) })).toEqual([
      'name-mismatch /roles/host/name hst',
    ]);
    expect(found(wrong, 'a.yaml', { only: new Set() })).toEqual([]);
  });
});

describe('one place', () => {
  it('gets a placeholder and nothing else', () => {
    expect(found('name: <name>\nroles: {}\n')).toEqual(['placeholder-value /name <name>']);
    expect(found('name: a\nroles:\n  <role>:\n    name: <role>\n    priority: 9\n')).toEqual([
      'placeholder-value /roles/<role> <role>',
      'role-priority /roles/<role>/priority 9',
    ]);
    const destination = '{rtmpUrls: ["<url>"], name: "<live>"}';
    expect(found(`name: a\ndestinations: {rtmpDestinations: {live: ${destination}}}\n`)).toEqual([
      'placeholder-value /destinations/rtmpDestinations/live/rtmpUrls/0 "<url>"',
      'placeholder-value /destinations/rtmpDestinations/live/name "<live>"',
    ]);
  });

  it('gets one error', () => {
    expect(found('name: a\nroles: {h: {priority: "x"}}\n')).toEqual(['schema/type /roles/h/priority "x"']);
    expect(found('name: a\nroles: {h: {priority: 1.5}}\n')).toEqual(['schema/type /roles/h/priority 1.5']);
  });
});

describe('a partial document', () => {
  it('is not said to lack anything', () => {
    const whole = '{"roles": {"host": {}}, "destinations": {"hlsDestinations": {"main": {}}}}';
    expect(found(whole, 'a.json').map((one) => one.split(' ')[0])).toEqual([
      'missing-template-name',
      'schema/required',
    ]);
    expect(found(whole.slice(0, -1), 'a.json').map((one) => one.split(' ')[0])).toEqual(['syntax']);
    const reference = 'name: a\nroles:\n  host:\n    subscribeParams:\n      subscribeToRoles: [ghost]\n';
    expect(found(reference)).toEqual(['unknown-role /roles/host/subscribeParams/subscribeToRoles/0 ghost']);
    expect(found(`${reference}x: "\n`).map((one) => one.split(' ')[0])).toEqual(['syntax']);
  });

  it('is linted as far as it can be read', () => {
    const text = '{"name": "a" "roles": {"host": {"priority": 9}, "b": {priority: 8}}';
    expect(found(text, 'a.json')).toEqual([
      'syntax  "roles"',
      'role-priority /roles/host/priority 9',
      'syntax /roles/b priority',
      'role-priority /roles/b/priority 8',
      'syntax  }',
    ]);
    expect(
      found('name: a: b\nroles:\n  host: "x\n  guest: {priority: 9}\n  third: {priority: 8}]\nregion: us\n'),
    ).toEqual([
      'syntax  a',
      'syntax  "x',
      'role-priority /roles/guest/priority 9',
      'syntax  ]',
      'schema/unknown-property /region region',
    ]);
  });

  it('is no unknown document', () => {
    expect(found('foo: [\nbar: 1\nbaz: 2\n').map((one) => one.split(' ')[0])).toEqual(['syntax']);
  });

  it('has no echoes on its broken lines in YAML', () => {
    expect(
      found('name: a\nroles:\n  host: {priority: 9, : x: y}\n').filter((one) => !one.startsWith('syntax')),
    ).toEqual([]);
  });
});

describe('a template name', () => {
  const named = (path: string, text: string) => ({ path, text });

  it('that several files carry is told in each, with the others', () => {
    const report = lint([
      named('b.json', '{"name": "x", "roles": {}}'),
      named('a.yaml', 'name: x\nroles: {}\n'),
      named('c.yaml', 'name: y\nroles: {}\n'),
    ]);
    const told = report.files.map(({ path, diagnostics }) => [
      path,
      diagnostics.map(({ rule, pointer, range, related }) => [rule, pointer, range, related]),
    ]);
    expect(told).toEqual([
      [
        'a.yaml',
        [
          [
            'duplicate-template-name',
            '/name',
            { start: 6, end: 7 },
            [{ message: 'the same name', path: 'b.json', range: { start: 9, end: 12 } }],
          ],
        ],
      ],
      [
        'b.json',
        [
          [
            'duplicate-template-name',
            '/name',
            { start: 9, end: 12 },
            [{ message: 'the same name', path: 'a.yaml', range: { start: 6, end: 7 } }],
          ],
        ],
      ],
      ['c.yaml', []],
    ]);
  });

  it('that several documents of a file carry is told in each', () => {
    const text = 'name: x\nroles: {}\n---\nname: x\nroles: {}\n';
    const [first, second] = diagnosticsOf(text);
    expect(first).toMatchObject({ document: 0, related: [{ range: second?.range }] });
    expect(second).toMatchObject({ document: 1, related: [{ range: first?.range }] });
    expect(first?.related[0]).not.toHaveProperty('path');
  });

  it('is not compared for other kinds, nor where the rule is off', () => {
    const role = '{"name": "x", "publishParams": {}}';
    expect(
      lint([named('a.json', role), named('b.json', role)]).files.flatMap(({ diagnostics }) => diagnostics),
    ).toEqual([]);
    const files = [named('a.json', '{"name": "x", "roles": {}}'), named('b.json', '{"name": "x", "roles": {}}')];
    const severities = new Map([['duplicate-template-name', 'off']] as const);
    expect(lint(files, { severities }).files.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  });

  it('may be that of thousands', () => {
    const files = Array.from({ length: 3000 }, (_, index) => named(`${index}.json`, '{"name": "x", "roles": {}}'));
    const diagnostics = lint(files).files.flatMap((file) => file.diagnostics);
    expect(diagnostics).toHaveLength(3000);
    for (const { related } of diagnostics) expect(related).toHaveLength(5);
  });
});

describe('a rule that fails', () => {
  const file = readSource({ path: 'a.json', text: '{"name": "a", "roles": {"host": {"priority": 9}}}' });
  const docs = { severity: 'warning', summary: '', why: '', source: '', examples: { bad: '', good: '' } } as const;

  it('is told as a bug, and the others still run', () => {
    const broken = rule({
      ...docs,
      id: 'broken',
      each: () => [1, 2],
      *check(part) {
        if (part === 1) throw new TypeError('oh no');
      },
    });
    const report = lintFiles([file], [broken, ...rules]);
    expect(
      report.files[0]?.diagnostics.map(({ rule, message }) => [rule, message.includes('bug in hmslint: oh no')]),
    ).toEqual([
      ['broken', true],
      ['role-priority', false],
    ]);
  });

  it('by naming a place that is not there is told as a bug', () => {
    const lost = (of: 'place' | 'related') =>
      rule({
        ...docs,
        id: 'lost',
        each: ({ template }) => (template === undefined ? [] : [template]),
        *check(template) {
          const there = at(template, 'name');
          const nowhere = at(template, 'plugins');
          if (of === 'place') yield { at: nowhere, message: 'x' };
          else yield { at: there, message: 'x', related: [{ at: nowhere, message: 'y' }] };
        },
      });
    for (const of of ['place', 'related'] as const) {
      expect(lintFiles([file], [lost(of)]).files[0]?.diagnostics).toMatchObject([{ rule: 'lost', pointer: '' }]);
    }
  });
});

it('is no crash where what a finding relates to is missing', () => {
  const layers = '[{rid: f, maxFramerate: 9}, {rid: h, scaleResolutionDownBy: 1, maxFramerate: 9}]';
  const text = `name: a\nroles: {h: {publishParams: {allowed: [video], simulcast: {video: {layers: ${layers}}}}}}\n`;
  expect(diagnosticsOf(text).map(({ rule, related }) => [rule, related.length])).toEqual([
    ['schema/required', 0],
    ['simulcast-layers', 0],
  ]);
});

describe('very large documents', () => {
  const many = <T>(make: (index: number) => T) => Array.from({ length: 8_000 }, (_, index) => make(index));

  it.each(['a.json', 'a.yaml'])('with 8,000 unknown names are linted: %s', (path) => {
    const host = Object.fromEntries(many((index) => [`unknownKey${index}`, index]));
    expect(diagnosticsOf(JSON.stringify({ name: 'a', roles: { host } }), path)).toHaveLength(8_000);
  });

  it.each(['a.json', 'a.yaml'])('with 10,000 findings are linted: %s', (path) => {
    const roles = Object.fromEntries(
      many((index) => [`role${index}`, { priority: 9, name: index % 4 ? `role${index}` : 'x' }]),
    );
    expect(diagnosticsOf(JSON.stringify({ name: 'a', roles }, undefined, 1), path)).toHaveLength(10_000);
  });

  it('on one broken line are linted', () => {
    const roles = many((index) => `r${index}: {priority: 9}`).join(', ');
    expect(found(`{name: a, roles: {${roles}}}}`).map((one) => one.split(' ')[0])).toEqual(['syntax']);
    expect(diagnosticsOf(`{roles: {${many((index) => `r${index}: *x`).join(', ')}}}`)).toHaveLength(8_000);
    expect(diagnosticsOf(`[${','.repeat(10_000)}]`, 'a.json').length).toBeGreaterThan(9_000);
  });

  it('with an error in each of 50,000 lines are linted', () => {
    expect(diagnosticsOf('a: @\n'.repeat(50_000), 'a.yaml', { only: new Set(['syntax']) })).toHaveLength(50_000);
  });

  it('of 10 MB and without a mistake are linted', () => {
    const roles = Object.fromEntries(
      Array.from({ length: 60_000 }, (_, index) => [
        `role${index}`,
        {
          publishParams: { allowed: ['audio'], audio: { bitRate: 32 } },
          subscribeParams: { subscribeToRoles: [`role${index}`] },
        },
      ]),
    );
    const text = JSON.stringify({ name: 'a', roles }, undefined, 1);
    expect(text.length).toBeGreaterThan(10_000_000);
    expect(diagnosticsOf(text, 'a.json')).toEqual([]);
  });

  it('with hundreds of kilobytes in a value are linted', () => {
    for (const text of [
      'x'.repeat(200_000),
      '\\'.repeat(200_000),
      'é'.repeat(200_000),
      '<'.repeat(200_000),
      '*'.repeat(200_000),
    ]) {
      const settings = {
        region: text,
        recording: {
          upload: { type: text, location: text, prefix: text, credentials: { key: text, secretKey: text } },
        },
      };
      const destinations = { rtmpDestinations: { a: { name: text, rtmpUrls: [text, `rtmp://${text}`] } } };
      for (const { message } of diagnosticsOf(JSON.stringify({ name: text, settings, destinations }), 'a.json')) {
        expect(message).not.toContain('bug in hmslint');
      }
    }
  });
});

it('reads what is JSON by its first character where the name does not say', () => {
  expect(readSource({ path: '-', text: ' {"a": 1}' }).documents[0]?.syntax).toBe('json');
  expect(readSource({ path: '-', text: 'a: 1' }).documents[0]?.syntax).toBe('yaml');
  expect(readJson('{}').syntax).toBe('json');
});
