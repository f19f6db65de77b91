import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import schema from '../schemas/config.schema.json' with { type: 'json' };
import { globPattern, hasTooManyAlternatives, patternMistake, pointerPattern } from '../src/config/pattern.ts';
import { readConfig } from '../src/config/read.ts';
import { rules } from '../src/index.ts';
import { pointerTo } from '../src/pointer.ts';
import { readSource } from '../src/read.ts';

const step = fc.oneof(
  fc.constantFrom('roles', 'host', 'a/b', 'a~b', '', '__proto__', '0'),
  fc.string({ maxLength: 6 }),
);
const plain = step.filter((name) => !name.includes('*'));

describe('a pattern for pointers', () => {
  it('without wildcards means itself alone', () => {
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 5 }), fc.array(plain, { maxLength: 5 }), (own, other) => {
        const test = pointerPattern(pointerTo(own));
        expect(test(pointerTo(own))).toBe(true);
        expect(test(pointerTo(other))).toBe(pointerTo(own) === pointerTo(other));
      }),
    );
  });

  it('means what it was made from, whatever wildcards take the place of', () => {
    fc.assert(
      fc.property(fc.array(plain, { minLength: 1, maxLength: 5 }), fc.nat(), fc.nat(), (names, at, count) => {
        const index = at % names.length;
        const pointer = pointerTo(names);
        expect(pointerPattern(pointerTo(names.with(index, '*')))(pointer)).toBe(true);
        expect(pointerPattern(pointerTo(names.with(index, `*${(names[index] ?? '').slice(1)}`)))(pointer)).toBe(true);
        expect(pointerPattern(pointerTo(names.toSpliced(index, count % 3, '**')))(pointer)).toBe(true);
        expect(pointerPattern(pointerTo([...names, '*']))(pointer)).toBe(false);
      }),
    );
  });

  it.each([
    ['/roles/*', '/roles/host/priority', false],
    ['/roles/**', '/roles/host/priority', true],
    ['/roles/**', '/roles', true],
    ['/**/priority', '/roles/host/priority', true],
    ['/**/priority', '/roles/host/priority/x', false],
    ['/roles/stage-*', '/roles/stage-1', true],
    ['/roles/stage-*', '/roles/backstage-1', false],
    ['', '', true],
    ['', '/roles', false],
  ])('%s and %s: %s', (pattern, pointer, expected) => {
    expect(pointerPattern(pattern)(pointer)).toBe(expected);
  });

  it('of many wildcards is told from a long name', () => {
    expect(pointerPattern(`/${'*a'.repeat(200)}`)(`/${'a'.repeat(5000)}b`)).toBe(false);
    expect(pointerPattern('/**/x'.repeat(100))('/x'.repeat(2000).concat('/y'))).toBe(false);
  });

  it('says how it is written right', () => {
    expect(patternMistake('/roles/a~1b/~0')).toBeUndefined();
    expect(patternMistake('$.roles.host')).toContain('write `/roles/host`');
    expect(patternMistake('roles')).toContain('write `/roles`');
    expect(patternMistake('/a~b')).toContain('`~0`');
  });
});

describe('the schema of the configuration', () => {
  it('knows every rule, and no other', () => {
    const ids = rules.map(({ id }) => id);
    expect(Object.keys(schema.$defs.Rules.properties)).toEqual(ids);
    expect(schema.$defs.RuleId.enum).toEqual(ids);
  });
});

describe('a configuration', () => {
  const read = (text: string, path = 'hmslint.config.yaml') => readConfig(readSource({ path, text }));

  it.each(['', '# nothing yet\n', 'rules:\nfiles:\nignore:\n', '{}'])('may say nothing: %j', (text) => {
    const { config, report } = read(text);
    expect(report.diagnostics).toEqual([]);
    expect(config).toBeDefined();
  });

  it('is read as JSON too', () => {
    expect(read('{"rules": {"syntax": "warning"}}', 'hmslint.config.json').config).toEqual({
      rules: { syntax: 'warning' },
    });
  });

  it('is one document', () => {
    const { config, report } = read('rules: {}\n---\nrules: {}\n');
    expect(config).toBeUndefined();
    expect(report.diagnostics.map(({ message }) => message)).toEqual([
      'a configuration is one document, and here begins another',
    ]);
  });

  it('never crashes the reader', () => {
    const words = fc.constantFrom(
      'rules',
      'files',
      'ignore',
      ': ',
      '{',
      '}',
      '[',
      ']',
      '\n',
      '  ',
      '- ',
      'off',
      'glob',
      '"',
      '/',
      '*',
      '5',
      '&a ',
      '*a',
      '<<',
    );
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 20 }).map((all) => all.join('')),
        (text) => {
          const { config, report } = read(text);
          expect(config === undefined).toBe(report.diagnostics.length > 0);
          for (const { range } of report.diagnostics) expect(range.end).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a glob', () => {
  it.each([
    ['templates/**', 'templates/a/b.yaml', true],
    ['templates/', 'templates/a.yaml', true],
    ['templates/', 'other/a.yaml', false],
    ['**/*.yaml', 'a.yaml', true],
    ['**/*.yaml', 'a/b/c.yaml', true],
    ['*.yaml', 'a/b.yaml', false],
    ['a/**/b.json', 'a/b.json', true],
    ['{dev,prod}/*.{yaml,json}', 'prod/a.json', true],
    ['{dev,prod/{eu,us}}/a.yaml', 'prod/us/a.yaml', true],
    ['{dev,prod}/*.yaml', 'test/a.yaml', false],
    ['a?.yaml', 'ab.yaml', true],
    ['a[0-9].yaml', 'a7.yaml', true],
    ['a[!0-9].yaml', 'a7.yaml', false],
    ['a[]].yaml', 'a].yaml', true],
    ['.github/*.yaml', '.github/a.yaml', true],
    ['a(b).yaml', 'a(b).yaml', true],
    ['{a}.yaml', '{a}.yaml', true],
  ])('%s is held against %s', (glob, path, isMatch) => {
    expect(globPattern(glob)(path)).toBe(isMatch);
  });

  it('comes to its end whatever it is', () => {
    const path = `${'a/'.repeat(60)}${'a'.repeat(200)}b`;
    for (const glob of [`${'**/a/'.repeat(60)}x`, 'a/((a|/)+)+z', `${'*a'.repeat(100)}x`, `${'{a,b}'.repeat(90)}`]) {
      expect(globPattern(glob)(path)).toBe(false);
    }
    expect(hasTooManyAlternatives('{a,b}'.repeat(90))).toBe(true);
  });
});
