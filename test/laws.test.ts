import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { json } from '../src/formats/json.ts';
import { type Diagnostic, type Kind, type LintOptions, lint, type Range, rules } from '../src/index.ts';
import { documents, mutations } from './arbitraries.ts';
import { writers, yaml } from './writers.ts';

// The same documents in every run; `SEED=2 RUNS=50` looks at others, and at more of them.
const seed = Number(process.env.SEED ?? 1);
const runs = Number(process.env.RUNS ?? 1);

const fixable = new Set(rules.filter((docs) => docs.fixable !== undefined).map(({ id }) => id));

const syntaxes = ['a.json', 'a.yaml'];

const kinds: readonly (Kind | undefined)[] = [
  undefined,
  undefined,
  'template',
  'role',
  'settings',
  'destinations',
  'recordings',
];

describe('every text', () => {
  const properties: { readonly [name: string]: fc.Arbitrary<string> } = {
    'random text': fc.string({ unit: 'binary', maxLength: 60 }),
    'random UTF-16 units': fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
      .map((units) => String.fromCharCode(...units)),
    'random bytes': fc.uint8Array({ maxLength: 60 }).map((bytes) => new TextDecoder().decode(bytes)),
    'words of JSON and YAML': fc
      .array(
        fc.constantFrom(
          ...[
            '{',
            '}',
            '[',
            ']',
            ',',
            ':',
            ': ',
            '- ',
            '? ',
            '"',
            "'",
            '\n',
            '\n  ',
            '\n- ',
            ' ',
            '\t',
            '#',
            ' # ',
            '*a',
          ],
          ...[
            '&a ',
            '<<: ',
            '!t ',
            '!!str ',
            '|\n',
            '>-\n',
            '---\n',
            '...\n',
            '%YAML 1.1\n',
            'roles',
            'host',
            'name',
            '1',
          ],
          ...[
            'null',
            'true',
            '"roles"',
            '"host"',
            '"name"',
            '\\',
            '//',
            '/*',
            '*/',
            '`',
            '“',
            '”',
            '${A}',
            '\r\n',
            '\r',
          ],
          ...['secretKey: ', 'rtmp://h/a/b', '# hmslint-kind role\n', '# hmslint-ignore-file syntax -- x\n'],
        ),
        { maxLength: 25 },
      )
      .map((words) => words.join('')),
  };

  it.each(Object.entries(properties))('is linted without a crash: %s', (_, texts) => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...syntaxes), fc.constantFrom(...kinds), (text, path, kind) => {
        expectLawful(path, text, kind === undefined ? {} : { kind });
      }),
      { seed, numRuns: 400 * runs },
    );
  });

  it.each(Object.entries(writers))('is linted without a crash: %s, damaged', (_, [path, write]) => {
    fc.assert(
      fc.property(
        fc
          .tuple(documents, fc.array(mutations, { minLength: 1, maxLength: 3 }))
          .map(([value, changes]) => changes.reduce((text, change) => change(text), write(value))),
        (text) => {
          expectLawful(path, text);
        },
      ),
      { seed, numRuns: 70 * runs },
    );
  });

  it.each(['a.json', 'a.yaml'])('is linted without a crash wherever %s is cut off', (path) => {
    const whole = path === 'a.json' ? JSON.stringify(sample, undefined, 2) : stringify(sample);
    for (let end = 0; end <= whole.length; end++) expectLawful(path, whole.slice(0, end));
  });
});

describe('every document', () => {
  it('obeys the laws in all syntaxes, and has the same findings in all', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(...kinds), (value, kind) => {
        const options = kind === undefined ? {} : { kind };
        const found = new Map<string, readonly string[]>();
        for (const [name, [path, write]] of Object.entries(writers)) {
          const diagnostics = expectLawful(path, write(value), options);
          found.set(name, diagnostics.map(({ rule, pointer, severity }) => `${severity} ${rule} ${pointer}`).sort());
        }
        const [first, ...others] = found.keys();
        for (const other of others) expect(found.get(other), other).toEqual(found.get(first ?? ''));
      }),
      { seed, numRuns: 60 * runs },
    );
  });
});

describe('every stream of documents', () => {
  it('has the findings of its documents, each in its place', () => {
    fc.assert(
      fc.property(fc.array(documents, { minLength: 2, maxLength: 3 }), (values) => {
        const texts = values.map((value) => yaml(value, 'block'));
        const whole = expectLawful('a.yaml', texts.join('---\n')).filter(
          ({ rule }) => rule !== 'duplicate-template-name',
        );
        let offset = 0;
        const single: unknown[] = [];
        for (const [document, text] of texts.entries()) {
          for (const { rule, pointer, severity, message, range } of expectLawful('a.yaml', text)) {
            const moved = { start: range.start + offset, end: range.end + offset };
            single.push({ rule, pointer, severity, message, range: moved, document });
          }
          offset += text.length + '---\n'.length;
        }
        const inWhole = whole.map(({ rule, pointer, severity, message, range, document }) => {
          return { rule, pointer, severity, message, range, document };
        });
        expect(inWhole).toEqual(single);
      }),
      { seed, numRuns: 15 * runs },
    );
  });
});

/** Lints a text, twice, and looks whether the report is what every report must be. */
function expectLawful(path: string, text: string, options: LintOptions = {}): readonly Diagnostic[] {
  const report = lint({ path, text }, options);
  const again = lint({ path, text }, options);
  expect(again).toEqual(report);
  expect(json(again)).toBe(json(report));
  const [file] = report.files;
  if (file === undefined) throw new Error('no report');
  const errors = new Set<string>();
  let last = { start: 0, end: 0 };
  for (const { rule, severity, message, document, pointer, range, related, fix } of file.diagnostics) {
    expect(message).not.toContain('bug in hmslint');
    expectInside(range, file.text);
    expect(range.start > last.start || (range.start === last.start && range.end >= last.end), 'sorted').toBe(true);
    last = range;
    for (const other of related) expectInside(other.range, file.text);
    let offset = 0;
    for (const edit of fix?.edits ?? []) {
      expect(edit.range.start).toBeGreaterThanOrEqual(offset);
      expect(edit.range.end).toBeGreaterThanOrEqual(edit.range.start);
      expect(edit.range.end).toBeLessThanOrEqual(file.text.length);
      offset = edit.range.end;
    }
    const isText = rule === 'syntax' || rule === 'duplicate-key';
    expect(fix === undefined || fixable.has(rule), `${rule} says that it offers fixes`).toBe(true);
    // In YAML a name and its value may have one range: that of an alias, of `<<`, or of the name of nothing.
    if (severity !== 'error' || (path === 'a.yaml' && !isText)) continue;
    // Broken text may spell a value that is wrong as well.
    const place = JSON.stringify(isText ? [rule, range] : [document, pointer, range]);
    expect(errors.has(place), `two errors at ${place}, one of ${rule}`).toBe(false);
    errors.add(place);
  }
  for (const secret of file.secrets) expectInside(secret, file.text);
  return file.diagnostics;
}

function expectInside({ start, end }: Range, text: string): void {
  expect(start).toBeGreaterThanOrEqual(0);
  expect(end).toBeLessThanOrEqual(text.length);
  if (start < text.length) expect(end).toBeGreaterThan(start);
  else expect(end).toBe(start);
}

const sample = {
  name: 'webinar',
  roles: {
    host: {
      name: 'host',
      publishParams: {
        allowed: ['audio', 'video'],
        simulcast: { video: { layers: [{ rid: 'f', scaleResolutionDownBy: 1, maxFramerate: 25 }] }, screen: {} },
      },
      subscribeParams: { subscribeToRoles: ['host', 'gast'] },
      permissions: { endRoom: 'yes' },
      priority: 9,
    },
    'a/b ~ "c"': { publishParams: { allowed: [] }, extra: null },
  },
  settings: {
    recording: { upload: { type: 's3', location: '<bucket>', credentials: { key: 'AKIA', secretKey: 'x\ny' } } },
  },
  destinations: { rtmpDestinations: { live: { name: 'life', rtmpUrls: ['rtmp://host/app/key', 5] } } },
};
