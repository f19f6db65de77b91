import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Document } from '../src/document.ts';
import { readSource } from '../src/read.ts';
import { readYaml, yamlComments } from '../src/yaml.ts';
import { textBehind, textOf } from './texts.ts';

/** The only document of a text. */
function read(text: string): Document {
  const [document, ...others] = readYaml(text);
  if (document === undefined || others.length > 0) throw new Error('not one document');
  return document;
}

/** The broken places of a text, each with its message. */
function problemsOf(text: string): readonly (readonly [string, string])[] {
  return readYaml(text).flatMap(({ problems }) =>
    problems.map(({ range, message }) => [textBehind(text, range), message] as const),
  );
}

describe('places', () => {
  it('are those of block style', () => {
    const document = read('name: x y # z\nroles:\n  host:\n    list:\n    - a\n    - b: 1\n      c: 2\n\n# end\n');
    expect(document.problems).toEqual([]);
    expect(textOf(document, '/name')).toEqual({ key: 'name', value: 'x y' });
    expect(textOf(document, '/roles')).toEqual({
      key: 'roles',
      value: 'host:\n    list:\n    - a\n    - b: 1\n      c: 2',
    });
    expect(textOf(document, '/roles/host/list')).toEqual({ key: 'list', value: '- a\n    - b: 1\n      c: 2' });
    expect(textOf(document, '/roles/host/list/0')).toEqual({ value: 'a' });
    expect(textOf(document, '/roles/host/list/1')).toEqual({ value: 'b: 1\n      c: 2' });
    expect(textOf(document, '/roles/host/list/1/c')).toEqual({ key: 'c', value: '2' });
    expect(textOf(document, '')?.value.startsWith('name')).toBe(true);
  });

  it('are those of flow style and of JSON', () => {
    const document = read('{a: [1, {b: "x"}], "c d": \'y\', e}\n');
    expect(textOf(document, '')).toEqual({ value: '{a: [1, {b: "x"}], "c d": \'y\', e}' });
    expect(textOf(document, '/a/1')).toEqual({ value: '{b: "x"}' });
    expect(textOf(document, '/a/1/b')).toEqual({ key: 'b', value: '"x"' });
    expect(textOf(document, '/c d')).toEqual({ key: '"c d"', value: "'y'" });
    expect(textOf(document, '/e')).toEqual({ key: 'e', value: 'e' });
  });

  it('are those of quoted, escaped and hostile names', () => {
    const document = read('"\\u0061/b~": 1\n\'it\'\'s\': 2\n__proto__: {toString: 3}\n😀: 4\n"": 5\n');
    expect(document.value).toEqual(JSON.parse('{"a/b~":1,"it\'s":2,"__proto__":{"toString":3},"😀":4,"":5}'));
    expect(textOf(document, '/a~1b~0')).toEqual({ key: '"\\u0061/b~"', value: '1' });
    expect(textOf(document, "/it's")).toEqual({ key: "'it''s'", value: '2' });
    expect(textOf(document, '/__proto__/toString')).toEqual({ key: 'toString', value: '3' });
    expect(textOf(document, '/😀')).toEqual({ key: '😀', value: '4' });
    expect(textOf(document, '/')).toEqual({ key: '""', value: '5' });
    for (const pointer of ['/toString', '/constructor', '/x', '/__proto__/constructor', '/a', "/it's/0"]) {
      expect(document.locate(pointer), pointer).toBeUndefined();
    }
  });

  it('are those of names that look like numbers and other words, which stay text', () => {
    const document = read('1: a\n0x1: b\n1.0: c\nnull: d\nyes: e\n~: f\n- : g\n'.replace('- : g\n', '2020-01-01: g\n'));
    expect(document.value).toEqual({
      1: 'a',
      '0x1': 'b',
      '1.0': 'c',
      null: 'd',
      yes: 'e',
      '~': 'f',
      '2020-01-01': 'g',
    });
    expect(textOf(document, '/0x1')).toEqual({ key: '0x1', value: 'b' });
  });

  it('of a value of which nothing is written is its name, or its dash', () => {
    const document = read('a:\nb: {c, d: }\ne:\n  - # x-y\n  -\n  - - \n: f\n');
    expect(document.value).toEqual({ a: null, b: { c: null, d: null }, e: [null, null, [null]], '': 'f' });
    expect(textOf(document, '/a')).toEqual({ key: 'a', value: 'a' });
    expect(textOf(document, '/b/c')).toEqual({ key: 'c', value: 'c' });
    expect(textOf(document, '/b/d')).toEqual({ key: 'd', value: 'd' });
    for (const pointer of ['/e/0', '/e/1', '/e/2/0']) expect(textOf(document, pointer)).toEqual({ value: '-' });
    expect(textOf(document, '/')).toEqual({ key: ':', value: 'f' });
  });

  it('of block scalars end with their text', () => {
    const document = read('a: |\n  x\n  y\n\nb: >-\n  folded\n  text\n\n  more\nc: |+\n  keep\n\n\nd: 1\n');
    expect(document.value).toEqual({ a: 'x\ny\n', b: 'folded text\nmore', c: 'keep\n\n\n', d: 1 });
    expect(textOf(document, '/a')).toEqual({ key: 'a', value: '|\n  x\n  y' });
    expect(textOf(document, '/b')).toEqual({ key: 'b', value: '>-\n  folded\n  text\n\n  more' });
    expect(textOf(document, '/c')).toEqual({ key: 'c', value: '|+\n  keep' });
  });

  it('leave tags and anchors out', () => {
    const document = read('a: !!str &x 1\nb: &y\n  c: 1\n&k d: 2\n');
    expect(textOf(document, '/a')).toEqual({ key: 'a', value: '1' });
    expect(textOf(document, '/b')).toEqual({ key: 'b', value: 'c: 1' });
    expect(textOf(document, '/d')).toEqual({ key: 'd', value: '2' });
  });

  it('count in UTF-16 units, with CRLF, tabs behind names and surrogate pairs', () => {
    const document = read('😀: "é😀"\t# c\r\nb:\t[1,\t2]\r\nc: |\r\n  x\r\n  y\r\nd: z\r\n');
    expect(document.problems).toEqual([]);
    expect(document.value).toEqual({ '😀': 'é😀', b: [1, 2], c: 'x\ny\n', d: 'z' });
    expect(textOf(document, '/😀')).toEqual({ key: '😀', value: '"é😀"' });
    expect(textOf(document, '/b/1')).toEqual({ value: '2' });
    expect(textOf(document, '/c')).toEqual({ key: 'c', value: '|\r\n  x\r\n  y' });
    expect(textOf(document, '/d')).toEqual({ key: 'd', value: 'z' });
  });

  it('count no byte order mark', () => {
    const { text, documents } = readSource({ path: 'a.yaml', text: '\u{feff}a: 1\n' });
    expect(text).toBe('a: 1\n');
    expect(documents[0]?.value).toEqual({ a: 1 });
    expect(documents[0]?.locate('/a')).toEqual({ key: { start: 0, end: 1 }, value: { start: 3, end: 4 } });
  });
});

describe('aliases', () => {
  it('give the value at the alias, and where it stands', () => {
    const document = read('a: &x\n  b: [1, 2]\nc: *x\nd: [*x, &y 5]\ne: *y\n');
    const value = { b: [1, 2] };
    expect(document.value).toEqual({ a: value, c: value, d: [value, 5], e: 5 });
    expect(textOf(document, '/a/b/1')).toEqual({ value: '2' });
    expect(textOf(document, '/c')).toEqual({ key: 'c', value: '*x', origin: 'b: [1, 2]' });
    expect(textOf(document, '/c/b')).toEqual({ key: '*x', value: '*x', origin: '[1, 2]' });
    expect(textOf(document, '/c/b/1')).toEqual({ value: '*x', origin: '2' });
    expect(textOf(document, '/d/0/b/0')).toEqual({ value: '*x', origin: '1' });
    expect(textOf(document, '/e')).toEqual({ key: 'e', value: '*y', origin: '5' });
    expect(document.locate('/c/b/2')).toBeUndefined();
  });

  it('make an object of their own each time', () => {
    const value = read('a: &x {b: 1}\nc: *x\n').value;
    expect(value).toEqual({ a: { b: 1 }, c: { b: 1 } });
    const [a, c] = Object.values(value ?? {});
    expect(a).not.toBe(c);
  });

  it('show the outermost alias of several, and the place at the end', () => {
    const document = read('a: &x {v: 1}\nb: &y {x: *x}\nc: *y\n');
    expect(document.value).toEqual({ a: { v: 1 }, b: { x: { v: 1 } }, c: { x: { v: 1 } } });
    expect(textOf(document, '/b/x/v')).toEqual({ key: '*x', value: '*x', origin: '1' });
    expect(textOf(document, '/c/x/v')).toEqual({ key: '*y', value: '*y', origin: '1' });
  });

  it('name the last anchor above them, also one inside of another or on a name', () => {
    const document = read('a: &x 1\nb: *x\nc: &x 2\nd: *x\ne: &y {f: &z 3}\ng: *z\n&k h: 4\ni: *k\n');
    expect(document.value).toEqual({ a: 1, b: 1, c: 2, d: 2, e: { f: 3 }, g: 3, h: 4, i: 'h' });
    expect(textOf(document, '/b')).toEqual({ key: 'b', value: '*x', origin: '1' });
    expect(textOf(document, '/d')).toEqual({ key: 'd', value: '*x', origin: '2' });
  });

  it('of nothing show the anchor', () => {
    const document = read('a: &x\nb: *x\n');
    expect(document.value).toEqual({ a: null, b: null });
    expect(textOf(document, '/b')).toEqual({ key: 'b', value: '*x', origin: '&x' });
  });

  it('that name nothing, or what they stand in, are problems and leave the value out', () => {
    const text = 'a: *x\nb: &y\n  c: *y\nd: [1, *z, 2]\n';
    expect(problemsOf(text)).toEqual([
      ['*x', '`*x` names no anchor above it: write `&x` where the value stands'],
      ['*y', '`*y` stands inside the value that it names: it would never end'],
      ['*z', '`*z` names no anchor above it: write `&z` where the value stands'],
    ]);
    expect(read(text).value).toEqual({ b: {}, d: [1, null, 2] });
    expect(read(text).partial).toBe(true);
  });

  it('cannot be names', () => {
    expect(problemsOf('a: &x b\n*x : 1\n')).toEqual([['*x', 'an alias cannot be a name: write the name out']]);
  });

  it('of another document are unknown', () => {
    expect(problemsOf('a: &x 1\n---\na: *x\n')).toHaveLength(1);
  });
});

describe('merge keys', () => {
  it('bring what is not written out', () => {
    const document = read('x: &x {a: 1, b: {c: 2}}\ny:\n  b: 3\n  <<: *x\n');
    expect(document.value).toEqual({ x: { a: 1, b: { c: 2 } }, y: { b: 3, a: 1 } });
    expect(textOf(document, '/y/a')).toEqual({ key: '<<', value: '<<', origin: '1' });
    expect(textOf(document, '/y/b')).toEqual({ key: 'b', value: '3' });
  });

  it('take lists, of which the first map counts', () => {
    const document = read('x: &x {a: 1}\ny: &y {a: 2, b: [2]}\nz: {<<: [*x, *y, {c: 3}], d: 4}\n');
    expect(document.value).toEqual({ x: { a: 1 }, y: { a: 2, b: [2] }, z: { d: 4, a: 1, b: [2], c: 3 } });
    expect(textOf(document, '/z/a')).toEqual({ key: '<<', value: '<<', origin: '1' });
    expect(textOf(document, '/z/b/0')).toEqual({ value: '<<', origin: '2' });
    expect(textOf(document, '/z/c')).toEqual({ key: '<<', value: '<<', origin: '3' });
  });

  it('bring what merge keys bring', () => {
    const document = read('x: &x {a: 1, n: }\ny: &y {<<: *x, b: 2}\nz: *y\nw: {<<: *y, a: 9}\n');
    expect(document.value).toEqual({
      x: { a: 1, n: null },
      y: { b: 2, a: 1, n: null },
      z: { b: 2, a: 1, n: null },
      w: { a: 9, b: 2, n: null },
    });
    expect(textOf(document, '/z/a')).toEqual({ key: '*y', value: '*y', origin: '1' });
    expect(textOf(document, '/w/n')).toEqual({ key: '<<', value: '<<', origin: 'n' });
    expect(textOf(document, '/w/a')).toEqual({ key: 'a', value: '9' });
  });

  it('may stand twice, and under quotes are names like any other', () => {
    expect(read('<<: {a: 1}\n<<: {a: 2, b: 2}\n').value).toEqual({ a: 1, b: 2 });
    const quoted = read('"<<": {a: 1}\n');
    expect(quoted.value).toEqual({ '<<': { a: 1 } });
    expect(textOf(quoted, '/<</a')).toEqual({ key: 'a', value: '1' });
  });

  it('take nothing but maps', () => {
    expect(problemsOf('<<: 1\na: 2\n')).toEqual([['<<', '`<<` takes a map, or a list of maps, to merge']]);
    expect(problemsOf('x: &x [1]\ny: {<<: *x}\n')).toHaveLength(1);
    expect(problemsOf('x: {<<: *y}\n')).toEqual([
      ['*y', '`*y` names no anchor above it: write `&y` where the value stands'],
    ]);
  });

  it('do not make the names of what they bring stand twice', () => {
    expect(problemsOf('x: &x {a: 1}\ny: {<<: *x, a: 2}\n')).toEqual([]);
  });
});

describe('several documents', () => {
  const text = '%YAML 1.2\n--- # one\na: 1\n---\n---\n# empty\n---\nb: 2\n...\n# between\n---\nc: "x\n  y"\n';

  it('are all that are not empty, each with its number and place', () => {
    const documents = readYaml(text);
    expect(documents.map(({ value, index }) => [index, value])).toEqual([
      [0, { a: 1 }],
      [3, { b: 2 }],
      [4, { c: 'x y' }],
    ]);
    expect(documents.flatMap(({ problems }) => problems)).toEqual([]);
    expect(
      documents.map((document) =>
        textOf(document, Object.keys(document.value ?? {}).map((name) => `/${name}`)[0] ?? ''),
      ),
    ).toEqual([
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
      { key: 'c', value: '"x\n  y"' },
    ]);
    for (const { range, text: whole } of documents) {
      expect(whole).toBe(text);
      expect(range.start).toBeLessThan(range.end);
    }
  });

  it('break each for itself', () => {
    const documents = readYaml('a: [1\n---\nb: 2\n---\nc: "\n');
    expect(documents.map(({ partial }) => partial)).toEqual([true, false, true]);
    expect(documents[1]?.value).toEqual({ b: 2 });
  });

  it('are one that says it is empty where there are none', () => {
    for (const empty of ['', '\n', '# x\n', '---\n', '---\n---\n', '%YAML 1.2\n---\n']) {
      expect(readYaml(empty)).toMatchObject([{ value: undefined, partial: true, index: 0 }]);
      expect(problemsOf(empty).map(([, message]) => message)).toEqual([
        'the file is empty: a template is an object, at least `{}`',
      ]);
    }
    expect(readYaml('null').map(({ value }) => value)).toEqual([null]);
    expect(readYaml('--- ""\n').map(({ value }) => value)).toEqual(['']);
  });

  it('come in thousands', () => {
    const documents = readYaml('a: 1\n---\n'.repeat(5000));
    expect(documents).toHaveLength(5000);
    expect(documents[4999]?.index).toBe(4999);
  });
});

describe('values', () => {
  it('are those of YAML 1.2, whatever a directive asks for', () => {
    const text = 'a: yes\nb: 012\nc: 0o17\nd: 0x1F\ne: 2020-01-01\nf: 1_000\ng: .5\nh: ~\ni: True\nj: "1"\nk: 1:20\n';
    const value = {
      a: 'yes',
      b: 12,
      c: 15,
      d: 31,
      e: '2020-01-01',
      f: '1_000',
      g: 0.5,
      h: null,
      i: true,
      j: '1',
      k: '1:20',
    };
    expect(read(text).value).toEqual(value);
    expect(read(`%YAML 1.1\n---\n${text}`).value).toEqual(value);
  });

  it('may be no finite numbers, and huge ones', () => {
    expect(read('[.nan, .inf, -.inf, 1e999, -0, 123456789012345678901234567890]').value).toEqual([
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      -0,
      1.2345678901234568e29,
    ]);
  });

  it('have no tags but those of JSON', () => {
    expect(read('[!!str 1, !!int "1", !!bool true, !!map {}, !!seq [], ! 1]').value).toEqual([
      '1',
      1,
      true,
      {},
      [],
      '1',
    ]);
    const text = 'a: !!binary aGk=\nb: !!set {x}\nc: !mine 1\nd: !!timestamp 2020-01-01\n';
    expect(problemsOf(text).map(([place]) => place)).toEqual(['!!binary', '!!set', '!mine', '!!timestamp']);
    expect(read(text).value).toEqual({ a: 'aGk=', b: { x: null }, c: '1', d: '2020-01-01' });
  });

  it('hold lone surrogates and NUL', () => {
    expect(read('a: "\\ud800"\nb: "\\0"\nc: \ud800\nd: x\0y\n').value).toEqual({
      a: '\ud800',
      b: '\0',
      c: '\ud800',
      d: 'x\0y',
    });
  });
});

describe('broken text', () => {
  const cases: readonly (readonly [string, string, string, unknown])[] = [
    ['a tab as indentation', 'a:\n\tb: 1\nc: 2\n', '\t', { a: null, b: 1, c: 2 }],
    ['a missing colon', 'a: 1\nb 2\n', 'b 2', { a: 1, 'b 2': null }],
    ['a missing quote', 'a: 1\nb: "x\nc: 2\n', '"x', { a: 1, c: 2 }],
    ['a value with a colon', 'a: b: c\nd: 1\n', 'b', { d: 1 }],
    ['wrong indentation', 'a:\n    b: 1\n   c: 2\nd: 3\n', ' ', undefined],
    ['a character that begins nothing', 'a: @x\nb: 1\n', '@', { a: '@x', b: 1 }],
    ['an unknown escape', 'a: "\\q"\nb: 1\n', '\\', { a: '\\q', b: 1 }],
    ['a bracket that is not closed', 'a: [1, 2\nb: 3\n', 'b', { a: [1, 2], b: 3 }],
    ['a bracket too many', 'a: [1]]\nb: {c: [2]}\nd: 3\n', ']', { a: [1], b: { c: [2] }, d: 3 }],
    ['a missing comma', '{a: 1 b: 2, c: 3}\nd: 4\n', '1 b: 2', undefined],
    ['a bracket too many on its line', 'a: [1\n  ]\n]\nb: 2\n', ']', { a: [1], b: 2 }],
    ['text behind a bar', 'a: | x\n  y\nb: 1\n', 'x', undefined],
    ['a list as a name', '? [a]\n: 1\nb: 2\n', '[', { b: 2 }],
    ['an unknown directive', '%FOO\n---\na: 1\n', '%FOO', { a: 1 }],
  ];

  it.each(cases)('is marked at %s, and the rest is read', (_, text, place, value) => {
    const [document] = readYaml(text);
    expect(problemsOf(text)[0]?.[0]).toBe(place);
    expect(document?.partial).toBe(true);
    if (value !== undefined) expect(document?.value).toEqual(value);
  });

  it('is marked once in a line', () => {
    expect(problemsOf('a: ]]]]]\n').length).toBe(1);
    expect(problemsOf('a: @\nb: @\r\nc: @\n').length).toBe(3);
  });

  it('is not a closing bracket that is not indented', () => {
    const document = read('roles: {\n  "host": {}\n}\nlist: [\n  1\n]\n');
    expect(document).toMatchObject({ problems: [], partial: false, value: { roles: { host: {} }, list: [1] } });
  });

  it('is not told in the words of the parser', () => {
    for (const [, text] of cases) {
      for (const [, message] of problemsOf(text)) expect(message).not.toMatch(/implicit|scalar|mapping|flow|node/);
    }
  });
});

describe('names that stand twice', () => {
  it('are reported at each but the first, which is related; the last value counts', () => {
    const text = 'a: 1\nb: {c: 1, "c": 2}\n"a": 3\n: x\n: y\n';
    const document = read(text);
    expect(document.value).toEqual({ a: 3, b: { c: 2 }, '': 'y' });
    expect(document.partial).toBe(false);
    const found = document.problems.map(({ rule, pointer, range, related, message }) => [
      `${rule} ${pointer}`,
      textBehind(text, range),
      related && textBehind(text, related.range),
      message,
    ]);
    expect(found).toEqual([
      ['duplicate-key /a', '"a"', 'a', '`a` stands more than once in one map: only the last one counts'],
      ['duplicate-key /', ':', ':', 'an empty name stands more than once in one map: only the last one counts'],
      ['duplicate-key /b/c', '"c"', 'c', '`c` stands more than once in one map: only the last one counts'],
    ]);
    expect(textOf(document, '/a')).toEqual({ key: '"a"', value: '3' });
  });

  it('are not reported again at each alias', () => {
    expect(problemsOf('a: &x {b: 1, b: 2}\nc: *x\nd: {<<: *x}\n')).toHaveLength(1);
  });
});

describe('text that nests too deep', () => {
  const deep: { readonly [name: string]: (depth: number) => string } = {
    'lists in brackets': (depth) => '['.repeat(depth) + ']'.repeat(depth),
    'maps in brackets': (depth) => '{a: '.repeat(depth) + '}'.repeat(depth),
    'lists in one line': (depth) => `${'- '.repeat(depth)}x\n`,
    'lists behind a colon': (depth) => `? a\n: ${'- '.repeat(depth - 1)}x\n`,
    'maps in lines': (depth) => Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:\n`).join(''),
    'maps and lists in lines': (depth) =>
      Array.from({ length: depth / 2 }, (_, level) => `${' '.repeat(2 * level)}a:\n${' '.repeat(2 * level)}- `)
        .join('')
        .replaceAll(/- +a/g, '- a'),
    'maps in one line, which is no YAML': (depth) => `${'a: '.repeat(depth)}x\n`,
    'names in one line, which is no YAML': (depth) => `${'? '.repeat(depth)}x\n`,
  };

  it.each(Object.entries(deep))('is refused beyond 100 levels: %s', (_, write) => {
    const message = 'objects and lists stand in each other more than 100 deep';
    expect(problemsOf(write(100)).map((problem) => problem[1])).not.toContain(message);
    for (const depth of [102, 400, 700, 5000]) {
      expect(
        problemsOf(write(depth)).map((problem) => problem[1]),
        String(depth),
      ).toEqual([message]);
      expect(readYaml(write(depth))).toMatchObject([{ value: undefined, partial: true }]);
    }
  });

  it('does not count brackets in text and comments', () => {
    const brackets = '['.repeat(500);
    expect(
      problemsOf(`# ${brackets}\na: "${brackets}"\nb: '${brackets}'\nc: |\n  ${brackets}\nd: x${brackets}\n`),
    ).toEqual([]);
  });

  it('begins anew in each document', () => {
    expect(problemsOf('a: [\n---\n'.repeat(150)).map(([, message]) => message)).not.toContain(
      'objects and lists stand in each other more than 100 deep',
    );
  });
});

describe('aliases that come to too much', () => {
  const tooMuch = /^aliases come to more than 200000 values, or nest more than 100 deep/;
  const chain = (length: number, link: (index: number) => string) =>
    `x0: &a0 {k: 1}\n${Array.from({ length }, (_, index) => link(index)).join('')}`;
  const bombs: { readonly [name: string]: string } = {
    wide: `x: &x [${'1,'.repeat(1000)}]\ny:\n${'  - *x\n'.repeat(1000)}`,
    'nine of nine': chain(20, (index) => `x${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}]\n`),
    'nested in each other': chain(5000, (index) => `x${index + 1}: &a${index + 1} {k: *a${index}}\n`),
    'nested under one name': chain(5000, (index) => `x: &a${index + 1} {k: *a${index}}\n`),
    'merged into each other': chain(5000, (index) => `x${index + 1}: &a${index + 1} {<<: *a${index}}\n`),
    'merged under one name': chain(50_000, (index) => `x: &a${index + 1} {<<: *a${index}}\n`),
    'merged nine times': chain(30, (index) => `x${index + 1}: &a${index + 1} {<<: [${`*a${index},`.repeat(9)}]}\n`),
  };

  it.each(Object.entries(bombs))('are refused: %s', (_, text) => {
    const document = read(text);
    expect(document.value).toBeUndefined();
    expect(document.partial).toBe(true);
    const syntax = document.problems.filter(({ rule }) => rule === 'syntax');
    expect(syntax).toHaveLength(1);
    expect(syntax[0]?.message).toMatch(tooMuch);
    expect(textBehind(text, syntax[0]?.range ?? { start: 0, end: 0 })).toMatch(/^\*a?\w+$|^<<$/);
  });

  it('are read where they come to less', () => {
    const text = `x: &x [${'1,'.repeat(1000)}]\ny:\n${'  - *x\n'.repeat(150)}`;
    expect(read(text)).toMatchObject({ problems: [], partial: false });
  });

  it('are found in time where a merge brings thousands of names', () => {
    const names = Array.from({ length: 16_000 }, (_, index) => `n${index}: 1`).join(', ');
    const document = read(`x: &x {k: 1}\ny: &y {${names}}\nz:\n  <<: [${'*x, '.repeat(10_000)}*y]\n`);
    for (let index = 0; index < 16_000; index++) expect(document.locate(`/z/n${index}`)?.origin).toBeDefined();
  });
});

describe('comments', () => {
  it('are all of a text, with their places, and no strings', () => {
    const text =
      '# one\r\na: "# no" # two\r\nb: |\r\n  # no\r\n  x # no\r\n#three\r\nc: x#no\r\nd: [1, # four  \r\n  2]\r\n# five';
    const found = yamlComments(text).map((comment) => [comment.text, textBehind(text, comment.range)]);
    expect(found).toEqual([
      ['one', '# one'],
      ['two', '# two'],
      ['three', '#three'],
      ['four', '# four'],
      ['five', '# five'],
    ]);
  });

  it('are none in a block scalar without indentation', () => {
    expect(yamlComments('--- |\n# no\n# no\n')).toEqual([]);
  });

  it('keep their places behind control characters', () => {
    for (const control of ['\u{2}', '\u{18}', '\u{1f}']) {
      const text = `a: ${control}\nb: 1 # c\n`;
      expect(yamlComments(text).map(({ range }) => textBehind(text, range))).toEqual(['# c']);
    }
    const broken = 'a: [\n---\nb: 1 # c\n';
    expect(yamlComments(broken).map(({ range }) => textBehind(broken, range))).toEqual(['# c']);
  });
});

it('reads ordinary YAML as the parser by itself does', () => {
  const text =
    'name: "a"\nroles:\n  host: {priority: 1, list: [a, "b", \'c\']}\n  guest:\n    - 1.5\n    - false\n    - >\n      folded\n      text\n';
  expect(read(text).value).toEqual(parse(text));
});
