import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../src/document.ts';
import { below } from '../src/pointer.ts';
import { readYamlNodes } from '../src/yaml-nodes.ts';
import { readPlainPlaces, readPlainYaml } from '../src/yaml-plain.ts';
import { locatePlain } from '../src/yaml-plain-places.ts';
import { documents, mutations } from './arbitraries.ts';
import { writers } from './writers.ts';

const examples = ['webinar', 'broken'].map((name) =>
  readFileSync(new URL(`../examples/${name}.yaml`, import.meta.url), 'utf8'),
);

/** What the parser of all YAML makes of a text: its one document if nothing is wrong with it. */
function thoroughDocument(text: string): Document | undefined {
  const documents = readYamlNodes(text, () => []);
  const [only] = documents;
  const isSound = documents.length === 1 && only?.problems.length === 0 && !only.partial;
  return isSound ? only : undefined;
}

function thorough(text: string): { readonly value: unknown } | undefined {
  const document = thoroughDocument(text);
  return document === undefined ? undefined : { value: document.value };
}

/** All pointers into a value, and one that leads nowhere for each. */
function* pointersOf(value: unknown, pointer = ''): Iterable<string> {
  yield pointer;
  yield below(pointer, 'nowhere');
  if (typeof value !== 'object' || value === null) return;
  for (const [name, child] of Object.entries(value)) yield* pointersOf(child, below(pointer, name));
}

/** What is read in one pass is what the parser of all YAML reads; what is not is left to it. */
function expectSame(text: string): void {
  const plain = readPlainYaml(text);
  if (plain === undefined) return;
  const document = thoroughDocument(text);
  expect({ text, value: document?.value }).toEqual({ text, ...plain });
  const places = readPlainPlaces(text);
  for (const pointer of pointersOf(plain.value)) {
    const place = locatePlain(places, pointer);
    expect({ text, pointer, ...place }).toEqual({ text, pointer, ...document?.locate(pointer) });
  }
}

const pieces = [
  ...['a', 'b', 'key', 'x-y', '1', '-1', '0', '00', '09', '1.5', '.5', '1.', '1e3', '-0', '+1', '0x1f', '0o7', '1_000'],
  ...[
    'true',
    'True',
    'null',
    '~',
    'yes',
    'NaN',
    '.inf',
    '.nan',
    '__proto__',
    'constructor',
    '${NAME}',
    'é',
    '😀',
    '12:30',
  ],
  ...[
    ':',
    ': ',
    ' :',
    '- ',
    '-',
    '--',
    '---',
    '--- ',
    '...',
    '?',
    '? ',
    '#',
    ' #',
    ' # c',
    ',',
    ', ',
    ' ,',
    '<<: ',
    '%',
    '@',
    '`',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '{}',
    '[]',
    '{ ',
    ' }',
    '[ ',
    ' ]',
    '&a',
    '&a ',
    '*a',
    '*a ',
    '!',
    '!!str ',
    '|',
    '>',
    '|\n',
    '>-\n',
  ],
  ...['"', "'", '"a"', "'a'", '"a\\n"', '"\\u0041"', "'it''s'", '"\\x41"', '"a: b"', '""', "''", '\\', '"\\', '\\"'],
  ...[
    '\n',
    '\n',
    '\n',
    '\n ',
    '\n  ',
    '\n  ',
    '\n    ',
    '\n- ',
    '\n  - ',
    '\r\n',
    '\r',
    '\t',
    ' ',
    '  ',
    '\n\n',
    '\n# c\n',
  ],
] as const;

const noise = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((some) => some.join(''));

/** One of the texts, with some changes. */
function changed(texts: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(mutations, { minLength: 1, maxLength: 3 }))
    .map(([text, some]) => some.reduce((changed, mutation) => mutation(changed), text));
}

const small = [
  'a: 1\nb:\n  - c\n  - d: 2\n    e: [f, "g", { h: i }]\nj: {}\n',
  'base: &base\n  k: "v"\nlist: &l [a, b]\nother: *base\nmore:\n  - *l\n  - &x y\n  - *x\n',
  '---\n# c\na:\n- b # c\n-\n  c: d\n- - e\n  - f\n"q r": \'s\'\n',
  'a:\r\n  b: c # d\r\n\r\n  e: [1, 2]\r\n',
];

describe('the quick way of reading YAML', () => {
  it('is the one for what people write', () => {
    for (const text of [...examples.slice(1), ...small.slice(0, 3)]) {
      expect(readPlainYaml(text)).toEqual(thorough(text));
      expect(readPlainYaml(text.replaceAll('\n', '\r\n'))).toEqual(thorough(text));
    }
  });

  it('reads as the thorough one does: any pieces of YAML', () => {
    fc.assert(fc.property(noise, expectSame), { numRuns: 8000 });
  });

  it('reads as the thorough one does: small texts with a change', () => {
    fc.assert(fc.property(changed(small), expectSame), { numRuns: 8000 });
  });

  it('reads as the thorough one does: templates with a change', () => {
    fc.assert(fc.property(changed(examples), expectSame), { numRuns: 200 });
  });

  it('reads as the thorough one does: documents in every writing', () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(...Object.values(writers)), (value, [, write]) =>
        expectSame(write(value)),
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a name said twice', 'a: 1\na: 2\n'],
    ['a merge', 'a: &a { b: 1 }\nc:\n  <<: *a\n'],
    ['several documents', 'a: 1\n---\nb: 2\n'],
    ['a block of text', 'a: |\n  b\n'],
    ['a text that goes on', 'a: b\n  c\n'],
    ['a tab', 'a:\tb\n'],
    ['an alias to nothing', 'a: *b\n'],
    ['a dash alone in brackets', 'a: [-]\n'],
    ['a dash as a name in brackets', 'a: { -: b }\n'],
    ['an anchor in itself', 'a: &a [*a]\n'],
    ['an anchor said twice', 'a: &a 1\nb: &a 2\nc: *a\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a directive', '%YAML 1.2\n---\na: 1\n'],
    ['nothing', ''],
    ['a comment alone', '# a\n'],
    ['a text alone', 'a\n'],
    ['deep nesting', `${'['.repeat(95)}${']'.repeat(95)}`],
  ])('leaves %s to the thorough one', (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });
});
