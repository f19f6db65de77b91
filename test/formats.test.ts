import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import type { Diagnostic, FileReport, Range, Report } from '../src/diagnostic.ts';
import { documentationOf } from '../src/documentation.ts';
import { explain, rulesJson, rulesPage, rulesTable } from '../src/explain.ts';
import { json } from '../src/formats/json.ts';
import { pretty } from '../src/formats/pretty.ts';
import { Lines } from '../src/lines.ts';
import { Mask } from '../src/mask.ts';
import { nearest } from '../src/nearest.ts';
import { visible, visibleJson } from '../src/visible.ts';

const isReport = new Ajv2020({ strict: true }).compile(
  JSON.parse(readFileSync(new URL('../schemas/report.schema.json', import.meta.url), 'utf8')),
);

/** The range of the first `part` in `text`. */
function of(text: string, part: string): Range {
  const start = text.indexOf(part);
  if (start < 0) throw new Error(`${part} is not in the text`);
  return { start, end: start + part.length };
}

function finding(range: Range, rest: Partial<Diagnostic> = {}): Diagnostic {
  return {
    rule: 'role-priority',
    severity: 'error',
    message: '`priority` is `9`',
    pointer: '/roles/host/priority',
    range,
    related: [],
    documentation: 'rules/README.md#role-priority',
    fingerprint: 'f1',
    ...rest,
  };
}

function file(text: string, diagnostics: readonly Diagnostic[], rest: Partial<FileReport> = {}): FileReport {
  return { path: 'live.yaml', kind: 'template', text, diagnostics, secrets: [], ...rest };
}

function report(...files: readonly FileReport[]): Report {
  return { files, skipped: 0 };
}

function shown(...files: readonly FileReport[]): string {
  return pretty(report(...files), { colors: false });
}

/** The rows of a frame, without the first line of a finding and the last line of all. */
function frame(text: string, range: Range, rest: Partial<FileReport> = {}): string[] {
  const [, ...rows] = shown(file(text, [finding(range)], rest)).split('\n');
  return rows.slice(0, rows.indexOf(''));
}

const yaml = `roles:
  host:
    priority: 9
  guest: {}
`;

describe('pretty', () => {
  test('a finding with its frame and a last line', () => {
    expect(shown(file(yaml, [finding(of(yaml, '9'))]))).toBe(`live.yaml:3:15 error role-priority: \`priority\` is \`9\`
  2 |   host:
  3 |     priority: 9
    |               ^

1 error in 1 file
`);
  });

  test('a related place, a fix, a fix that is a guess, another file', () => {
    const other = 'name: live\n';
    const first = finding(of(yaml, 'priority'), {
      related: [
        { message: 'the role is here', range: of(yaml, 'host') },
        { message: 'the same name', path: 'b.yaml', range: of(other, 'live') },
      ],
      fix: { title: 'replace it with `5`', safe: true, edits: [{ range: of(yaml, '9'), text: '5' }] },
    });
    const second = finding(of(yaml, 'guest'), {
      rule: 'unheard-role',
      severity: 'info',
      message: 'nobody hears it',
      fix: { title: 'remove it', safe: false, edits: [{ range: of(yaml, '  guest: {}\n'), text: '' }] },
    });
    expect(
      shown(file(other, [], { path: 'b.yaml' }), file(yaml, [first, second])),
    ).toBe(`live.yaml:3:5 error role-priority: \`priority\` is \`9\`
  2 |   host:
  3 |     priority: 9
    |     ^^^^^^^^
  note: live.yaml:2:3 the role is here
  2 |   host:
    |   ^^^^
  note: b.yaml:1:7 the same name
  1 | name: live
    |       ^^^^
  fix: replace it with \`5\`

live.yaml:4:3 info unheard-role: nobody hears it
  3 |     priority: 9
  4 |   guest: {}
    |   ^^^^^
  fix (unsafe): remove it

1 error and 1 info in 1 of 2 files (2 fixable)
`);
  });

  test('many related places are counted, not shown', () => {
    const related = Array.from({ length: 20 }, () => ({ message: 'here too', range: of(yaml, 'host') }));
    const text = shown(file(yaml, [finding(of(yaml, '9'), { related })]));
    expect(text.match(/note: live\.yaml:2:3 here too/g)).toHaveLength(8);
    expect(text).toContain('  note: and 12 more places\n');
  });

  test('a range over several lines says where it ends', () => {
    const text = 'roles:\n  host:\n    priority: 9\nname: x\n';
    expect(frame(text, of(text, 'host:\n    priority: 9'))).toEqual([
      '  1 | roles:',
      '  2 |   host:',
      '    |   ^^^^^ … to line 3',
    ]);
    // One that ends with its line does not reach into the next.
    expect(frame(text, of(text, 'priority: 9\n'))).toEqual([
      '  2 |   host:',
      '  3 |     priority: 9',
      '    |     ^^^^^^^^^^^',
    ]);
  });

  test('an empty range, at the end of a line and of the text', () => {
    expect(frame('{ "a": 1\n  "b": 2 }', { start: 8, end: 8 })).toEqual(['  1 | { "a": 1', '    |         ^']);
    expect(frame('a: 1\n', { start: 5, end: 5 })).toEqual(['  1 | a: 1', '  2 |', '    | ^']);
    expect(frame('', { start: 0, end: 0 })).toEqual(['  1 |', '    | ^']);
  });

  test('all line ends count, and a wide gutter stays straight', () => {
    const text = `${'a: 1\r\n'.repeat(998)}b: 2\rc: 3\n`;
    expect(frame(text, of(text, '3'))).toEqual(['   999 | b: 2', '  1000 | c: 3', '       |    ^']);
  });

  test('tabs are spaces up to the next stop', () => {
    const text = '{\n\t"ab":\t9\n}';
    expect(frame(text, of(text, '9'))).toEqual(['  1 | {', '  2 |     "ab":   9', '    |             ^']);
    expect(frame(text, of(text, '"ab":\t9'))).toEqual(['  1 | {', '  2 |     "ab":   9', '    |     ^^^^^^^^^']);
  });

  test('wide characters and emoji fill two columns', () => {
    const text = '役割: { 司会者: 9 } # 👩‍💻🇮🇳é';
    expect(frame(text, of(text, '9'))).toEqual([`  1 | ${text}`, '    |                 ^']);
    expect(frame(text, of(text, '司会者'))).toEqual([`  1 | ${text}`, '    |         ^^^^^^']);
    expect(frame(text, of(text, '👩‍💻'))).toEqual([`  1 | ${text}`, '    |                       ^^']);
    expect(frame(text, of(text, 'é'))).toEqual([`  1 | ${text}`, '    |                           ^']);
  });

  test('a long line is cropped around the range', () => {
    const text = `{${'"a":1,'.repeat(1000)}"priority":9${',"b":2'.repeat(1000)}}`;
    const [line = '', under = '', ...rest] = frame(text, of(text, '"priority"'));
    expect(rest).toEqual([]);
    expect(line).toMatch(/^ {2}1 \| ….{40}"priority":9.*…$/);
    expect(line.length).toBe(6 + 100 + 1);
    expect(under).toBe(`    | ${' '.repeat(41)}${'^'.repeat(10)}`);
    // A range that is longer than the row is underlined as far as it is shown.
    const [, whole = ''] = frame(text, { start: 0, end: text.length });
    expect(whole).toBe(`    | ${'^'.repeat(100)}`);
  });

  test('a long line of wide or escaped characters still shows the range', () => {
    for (const filler of ['役', '\u001b', '👩‍💻']) {
      const text = `${filler.repeat(58)}HERE`;
      const [line = '', under = ''] = frame(text, of(text, 'HERE'));
      expect(line).toMatch(/^ {2}1 \| ….*HERE$/);
      expect(under).toMatch(/\^{4}$/);
    }
  });

  test('nothing from a file or a path reaches the terminal raw', () => {
    const hostile = '\u001b[31m\u009b2J\u202e\u2066\u0000\u007f\u200b\ud800\u{e0041}x';
    const escaped = '\\u001b[31m\\u009b2J\\u202e\\u2066\\u0000\\u007f\\u200b\\ud800\\udb40\\udc41x';
    const text = `${hostile}: 1`;
    const one = { start: text.length - 1, end: text.length };
    const all = finding(one, {
      rule: `r${hostile}`,
      message: `m${hostile}\n::error::x`,
      related: [{ message: `n${hostile}`, range: one }],
      fix: { title: `t${hostile}`, safe: true, edits: [{ range: one, text: '2' }] },
    });
    const out = shown(
      file(text, [all], { path: `p${hostile}.yaml` }),
      file('', [], { path: `q\n${hostile}`, error: `e${hostile}` }),
    );
    expect(out).not.toMatch(/(?![\n\u200d])[\p{Cc}\p{Cf}\p{Cs}]/u);
    for (const letter of ['p', 'r', 'm', 'n', 't', 'e']) expect(out).toContain(`${letter}${escaped}`);
    expect(out).toContain(`q\\n${escaped}`);
    expect(out).not.toMatch(/^::/m);
    expect(frame('\u001b\u202ex: 1', { start: 5, end: 6 })).toEqual([
      '  1 | \\u001b\\u202ex: 1',
      '    |                ^',
    ]);
  });

  test('secrets are masked wherever a line is shown', () => {
    const text = 'credentials:\n  secretKey: "hunter2"\n  key: 1\n';
    const secrets = [of(text, 'hunter2')];
    expect(frame(text, of(text, '"hunter2"'), { secrets })).toEqual([
      '  1 | credentials:',
      '  2 |   secretKey: "•••••••"',
      '    |              ^^^^^^^^^',
    ]);
    expect(frame(text, of(text, '1'), { secrets })).toEqual([
      '  2 |   secretKey: "•••••••"',
      '  3 |   key: 1',
      '    |        ^',
    ]);
  });

  test('secrets are masked before and behind the range too', () => {
    const text = '{ "key": "abc", "x": 1, "secret": "def" }';
    const secrets = [of(text, 'abc'), of(text, 'def')];
    expect(frame(text, of(text, '1'), { secrets })).toEqual([
      '  1 | { "key": "•••", "x": 1, "secret": "•••" }',
      `    | ${' '.repeat(21)}^`,
    ]);
  });

  test('the last line counts', () => {
    expect(shown()).toBe('no problems in 0 files\n');
    expect(shown(file('', []))).toBe('no problems in 1 file\n');
    expect(shown(file('', []), file('', []))).toBe('no problems in 2 files\n');
    expect(shown(file('', [], { path: 'gone.yaml', error: 'no such file' }))).toBe(
      'gone.yaml error: no such file\n\n1 path could not be linted\n',
    );
    const [last] = shown(
      file(yaml, [
        ...Array.from({ length: 2 }, () => finding(of(yaml, '9'))),
        finding(of(yaml, '9'), { severity: 'warning' }),
        ...Array.from({ length: 3 }, () => finding(of(yaml, '9'), { severity: 'info' })),
      ]),
      file('', [], { error: 'no permission' }),
    )
      .trimEnd()
      .split('\n')
      .slice(-1);
    expect(last).toBe('2 errors, 1 warning and 3 infos in 1 file; 1 path could not be linted');
  });

  test('colours wrap the same text', () => {
    const one = report(file(yaml, [finding(of(yaml, '9'), { related: [{ message: 'x', range: of(yaml, 'host') }] })]));
    const colored = pretty(one, { colors: true });
    expect(colored).toContain('\u001b[31merror\u001b[39m');
    expect(colored).toContain('\u001b[31m^\u001b[39m');
    const csi = '\u001b';
    expect(colored.replaceAll(new RegExp(`${csi}\\[\\d+m`, 'g'), '')).toBe(pretty(one, { colors: false }));
  });

  test('20,000 findings on one line are shown', () => {
    const text = `[${'9,'.repeat(20_000)}役]`;
    const many = Array.from({ length: 20_000 }, (_, index) => finding({ start: 1 + 2 * index, end: 2 + 2 * index }));
    const out = shown(file(text, many, { secrets: many.map(({ range }) => range) }));
    expect(out).toContain('20000 errors in 1 file');
  });
});

describe('json', () => {
  test('is exactly version 1', () => {
    const text = '\n  host: 9\r\n# é';
    const other = 'name: a\n';
    const one = finding(of(text, '9'), {
      document: 1,
      related: [
        { message: 'own', range: of(text, 'host') },
        { message: 'own by its path', path: 'live.yaml', range: of(text, 'host') },
        { message: 'other', path: 'a.yaml', range: of(other, 'a') },
      ],
      fix: { title: 'write `5`', safe: false, edits: [{ range: of(text, '9'), text: '5' }] },
      tags: ['deprecated'],
    });
    const files = [
      file(other, [], { path: 'a.yaml' }),
      file('', [], { path: 'b.json', error: 'no permission' }),
      file(text, [one, finding({ start: 0, end: 0 }, { severity: 'warning' })]),
    ];
    const { kind: _, ...unread } = files[1] ?? file('', []);
    const out = json({ files: [files[0] ?? unread, unread, files[2] ?? unread], skipped: 7 });
    const host = {
      start: { line: 2, column: 3, offset: 3 },
      end: { line: 2, column: 7, offset: 7 },
    };
    const nine = {
      start: { line: 2, column: 9, offset: 9 },
      end: { line: 2, column: 10, offset: 10 },
    };
    expect(out).toBe(
      `${JSON.stringify(
        {
          version: 1,
          files: [
            { path: 'a.yaml', kind: 'template', diagnostics: [] },
            { path: 'b.json', error: 'no permission', diagnostics: [] },
            {
              path: 'live.yaml',
              kind: 'template',
              diagnostics: [
                {
                  rule: 'role-priority',
                  severity: 'error',
                  message: '`priority` is `9`',
                  document: 1,
                  pointer: '/roles/host/priority',
                  range: nine,
                  related: [
                    { message: 'own', range: host },
                    { message: 'own by its path', range: host },
                    {
                      message: 'other',
                      path: 'a.yaml',
                      range: {
                        start: { line: 1, column: 2, offset: 1 },
                        end: { line: 1, column: 3, offset: 2 },
                      },
                    },
                  ],
                  fix: { title: 'write `5`', safe: false, edits: [{ range: nine, text: '5' }] },
                  documentation: 'rules/README.md#role-priority',
                  fingerprint: 'f1',
                },
                {
                  rule: 'role-priority',
                  severity: 'warning',
                  message: '`priority` is `9`',
                  pointer: '/roles/host/priority',
                  range: {
                    start: { line: 1, column: 1, offset: 0 },
                    end: { line: 1, column: 1, offset: 0 },
                  },
                  related: [],
                  documentation: 'rules/README.md#role-priority',
                  fingerprint: 'f1',
                },
              ],
            },
          ],
          summary: { files: 3, errors: 1, warnings: 1, infos: 0, fixable: 1, skipped: 7 },
        },
        null,
        2,
      )}\n`,
    );
    expect(isReport(JSON.parse(out)), JSON.stringify(isReport.errors)).toBe(true);
  });

  test('the schema is closed', () => {
    const good = () => JSON.parse(json(report(file(yaml, [finding(of(yaml, '9'))]))));
    expect(isReport(good())).toBe(true);
    for (const spoil of [
      (value: { more?: number }) => (value.more = 1),
      (value: { version: number }) => (value.version = 2),
      (value: { files: { error?: string }[] }) => Object.assign(value.files[0] ?? {}, { error: 'and diagnostics' }),
      (value: { files: { diagnostics: object[] }[] }) =>
        Object.assign(value.files[0]?.diagnostics[0] ?? {}, { tags: [] }),
    ]) {
      const value = good();
      spoil(value);
      expect(isReport(value)).toBe(false);
    }
  });

  test('a fix that would show a secret is left out; others stay', () => {
    const text = 'secret: "hunter2"\nname: x\n';
    const secrets = [of(text, 'hunter2')];
    const spelling = (value: string) =>
      finding(of(text, 'name'), { fix: { title: 't', safe: true, edits: [{ range: of(text, 'x'), text: value }] } });
    const { files } = JSON.parse(json(report(file(text, [spelling("'hunter2'"), spelling('hunter')], { secrets }))));
    expect(files[0].diagnostics.map((diagnostic: object) => 'fix' in diagnostic)).toEqual([false, true]);
    expect(json(report(file(text, [spelling('key: hunter2')], { secrets })))).not.toContain('hunter2');
  });

  test('holds nothing that a terminal obeys, and means the same', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '\u001b', '\u009b', '\u202e', '\ud800', '\n', '"', '\\', '\u{e0041}') }),
        (message) => {
          const out = json(report(file(yaml, [finding(of(yaml, '9'), { message })])));
          expect(out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
          expect(JSON.parse(out).files[0].diagnostics[0].message).toBe(message);
        },
      ),
    );
  });
});

describe('lines', () => {
  test('agree with splitting at every line end', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\u2028', '😀') }), fc.nat(), (text, at) => {
        const lines = new Lines(text);
        const texts = text.split(/\r\n|\r|\n/);
        expect(lines.count).toBe(texts.length);
        expect(texts.map((_, index) => lines.text(index + 1))).toEqual(texts);
        const offset = at % (text.length + 1);
        const { line, column } = lines.position(offset);
        expect(lines.start(line) + column - 1).toBe(offset);
        expect(text.slice(0, lines.start(line)).split(/\r\n|\r|\n/).length).toBe(line);
        expect(column).toBeGreaterThan(0);
      }),
    );
  });

  test('an offset outside is taken to the nearest end', () => {
    const lines = new Lines('ab\ncd');
    expect(lines.position(-5)).toEqual({ line: 1, column: 1 });
    expect(lines.position(99)).toEqual({ line: 2, column: 3 });
    expect(() => lines.start(3)).toThrow(RangeError);
  });
});

describe('mask', () => {
  test('hides each unit of the secrets and nothing else', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.tuple(fc.nat(20), fc.nat(8))),
        fc.nat(20),
        fc.nat(20),
        (text, spans, from, length) => {
          const secrets = spans
            .map(([start, size]) => ({ start: Math.min(start, text.length), end: Math.min(start + size, text.length) }))
            .filter(({ start, end }) => start < end);
          const expected = text
            .split('')
            .map((unit, offset) =>
              secrets.some(({ start, end }) => offset >= start && offset < end) && !/[\r\n]/.test(unit) ? '•' : unit,
            );
          const start = Math.min(from, text.length);
          const end = Math.min(start + length, text.length);
          expect(new Mask(text, secrets).slice(start, end)).toBe(expected.slice(start, end).join(''));
        },
      ),
    );
  });

  test('one secret within another does not end it', () => {
    const mask = new Mask('abcdefghij', [
      { start: 2, end: 3 },
      { start: 0, end: 9 },
      { start: 4, end: 5 },
    ]);
    expect(mask.slice(6, 10)).toBe('•••j');
  });

  test('finds a secret in another text, however it is quoted', () => {
    const text = 'a: "hunter2"\nb: xy\n';
    const mask = new Mask(text, [of(text, '"hunter2"'), of(text, 'xy')]);
    expect(mask.isIn('secretKey: hunter2')).toBe(true);
    expect(mask.isIn('secretKey: hunter3')).toBe(false);
    expect(mask.isIn('xy is too short to tell')).toBe(false);
  });
});

describe('visible', () => {
  test('spells out what is not seen', () => {
    expect(visible('a\n\r\t\u001b\u0085\u2028é👩‍💻')).toBe('a\\n\\r\\t\\u001b\\u0085\\u2028é👩‍💻');
    expect(visibleJson('{\n"a": "\u009b\u2028"\n}')).toBe('{\n"a": "\\u009b\\u2028"\n}');
  });
});

describe('nearest', () => {
  const names = ['host', 'guest', 'maxPeerCount', 'rtmpUrls', 'hlsDestinations', 'transcriptions', 'name', 'summary'];

  test.each([
    ['Host', 'host'],
    ['max_peer_count', 'maxPeerCount'],
    ['max-peer-count', 'maxPeerCount'],
    ['maxPeerCnt', 'maxPeerCount'],
    ['transcription', 'transcriptions'],
    ['rtmpUrl', 'rtmpUrls'],
    ['summaries', 'summary'],
    ['hlsDestination', 'hlsDestinations'],
    ['hsot', 'host'],
    ['nmae', 'name'],
    ['guset', 'guest'],
    ['geust', 'guest'],
    ['hosts', 'host'],
    ['host', 'host'],
  ])('%s is near %s', (name, expected) => {
    expect(nearest(name, names)).toBe(expected);
  });

  test.each(['', 'x', 'viewer', 'h', 'toString', '__proto__', 'constructor', '-', '_'])(
    'nothing is near %j',
    (name) => {
      expect(nearest(name, names)).toBeUndefined();
    },
  );

  test('prefers case, then number, then letters, then the first', () => {
    expect(nearest('roles', ['role', 'rules', 'ROLES'])).toBe('ROLES');
    expect(nearest('roles', ['rules', 'role'])).toBe('role');
    expect(nearest('abcd', ['abce', 'abcf'])).toBe('abce');
    expect(nearest('abcdefgh', ['abcdefxy', 'abcdefgx'])).toBe('abcdefgx');
    expect(nearest('a', [])).toBeUndefined();
    expect(nearest('abcd', ['abxy'])).toBeUndefined();
    expect(nearest('abcdef', ['abcdxy'])).toBe('abcdxy');
    const others = Array.from({ length: 256 }, (_, index) => `other-${index}`);
    expect(nearest('hosst', [...others, 'host'])).toBeUndefined();
    expect(nearest('hosst', [...others.slice(1), 'host'])).toBe('host');
  });

  test('answers at once for long names and many candidates', () => {
    const long = 'x'.repeat(10_000);
    const many = Array.from({ length: 10_000 }, (_, index) => `role-${index}`);
    for (let index = 0; index < 200; index++) {
      nearest(long, many);
      nearest(`${long}${index}`, [`y${long}`, `z${long}`]);
      nearest(`rolle-${index}`, many);
    }
    expect(nearest(long.toUpperCase(), [long])).toBe(long);
  });
});

describe('explain', () => {
  const docs = {
    id: 'schema/type',
    severity: 'error' as const,
    summary: 'A value has the type that the documentation says.',
    why: `The API refuses the whole template because of one such value, and the message that comes back does not say\nwhich.\n\n- first\n- second`,
    source: 'Create a template via API',
    fixable: 'safe' as const,
    examples: { bad: 'priority: "1"\n', good: '\n{ "priority": 1 }\n' },
  };

  test('says all there is', () => {
    expect(explain(docs)).toBe(`schema/type (error)

A value has the type that the documentation says.

The API refuses the whole template because of one such value, and the message
that comes back does not say which.

- first
- second

Bad:
  priority: "1"

Good:
  { "priority": 1 }

Fix: safe (\`--fix\`)

Source: Create a template via API

Switch it off, or change how bad it is:
  hmslint --rule schema/type=off
  rules: { schema/type: off }, in hmslint.config.yaml
  # hmslint-ignore-next-line schema/type -- reason
  # hmslint-ignore-file schema/type -- reason
`);
  });

  test('the table is straight', () => {
    expect(rulesTable([docs, { ...docs, id: 'a', severity: 'info', summary: 'b' }])).toBe(
      `rule         severity  fix   what must hold
schema/type  error     safe  A value has the type that the documentation says.
a            info      safe  b
`,
    );
  });

  test('the page has an anchor for every diagnostic’s documentation', () => {
    const page = rulesPage(rules);
    const anchors = Array.from(page.matchAll(/^### (.+)$/gm), ([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_\- ]/gu, '')
        .replaceAll(' ', '-'),
    );
    expect(anchors).toEqual(rules.map(({ id }) => documentationOf(id).split('#')[1]));
    expect(new Set(anchors).size).toBe(rules.length);
    expect(rulesPage([docs])).toContain(
      'Bad:\n\n```yaml\npriority: "1"\n```\n\nGood:\n\n```json\n{ "priority": 1 }\n```\n',
    );
    expect(rulesPage([docs])).toContain('| [schema/type](#schematype) | error | safe | A value');
  });

  test('the list for programs', () => {
    const { fixable: _, ...fixless } = docs;
    expect(JSON.parse(rulesJson([docs, { ...fixless, id: 'a' }]))).toEqual([
      {
        id: 'schema/type',
        severity: 'error',
        fixable: 'safe',
        summary: docs.summary,
        documentation: 'rules/README.md#schematype',
      },
      { id: 'a', severity: 'error', fixable: null, summary: docs.summary, documentation: 'rules/README.md#a' },
    ]);
  });
});
