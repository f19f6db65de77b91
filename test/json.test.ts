import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Document } from '../src/document.ts';
import { applyEdits } from '../src/edit.ts';
import { readJson } from '../src/json.ts';
import { readSource } from '../src/read.ts';
import { documents, mutations } from './arbitraries.ts';
import { textBehind, textOf } from './texts.ts';

/** JSON with a few slips of the pen. */
const damaged = fc
  .tuple(documents, fc.array(mutations, { minLength: 1, maxLength: 2 }))
  .map(([value, changes]) => changes.reduce((text, change) => change(text), JSON.stringify(value, undefined, 1)));

/** The broken places of a text, each with its message. */
function problemsOf(text: string): readonly (readonly [string, string])[] {
  return readJson(text).problems.map(({ range, message }) => [textBehind(text, range), message]);
}

/** The text after all fixes of its syntax problems. */
function mended(text: string): string {
  const edits = readJson(text).problems.flatMap(({ fix }) => fix?.edits ?? []);
  return applyEdits(
    text,
    edits.toSorted((a, b) => a.range.start - b.range.start),
  );
}

function placesOf(document: Document, pointers: readonly string[]): unknown {
  return pointers.map((pointer) => textOf(document, pointer));
}

describe('sound JSON', () => {
  it('is the value that JSON.parse gives, without problems', () => {
    const text = '{"a": [1, {"b": null}], "__proto__": {"c": true}, "": "x"}';
    const document = readJson(text);
    expect(document.value).toEqual(JSON.parse(text));
    expect(document).toMatchObject({ syntax: 'json', index: 0, partial: false, problems: [], text });
    expect(document.range).toEqual({ start: 0, end: text.length });
  });

  it('has places for keys and values, with their quotes and brackets', () => {
    const document = readJson('{ "a" : [ 1 , { "b" : null } ] , "c/d~e" : "f" }');
    expect(placesOf(document, ['', '/a', '/a/0', '/a/1', '/a/1/b', '/c~1d~0e'])).toEqual([
      { value: document.text },
      { key: '"a"', value: '[ 1 , { "b" : null } ]' },
      { value: '1' },
      { value: '{ "b" : null }' },
      { key: '"b"', value: 'null' },
      { key: '"c/d~e"', value: '"f"' },
    ]);
  });

  it('has no place for what is not there', () => {
    const document = readJson('{"a": [1], "toString": 1}');
    for (const pointer of ['/b', '/a/1', '/a/-', '/a/length', '/a/0/x', '/constructor', '/__proto__', 'a', '/']) {
      expect(document.locate(pointer), pointer).toBeUndefined();
    }
    expect(textOf(document, '/toString')).toEqual({ key: '"toString"', value: '1' });
  });

  it('has places for escaped keys, the empty key and `__proto__`', () => {
    const document = readJson('{"\\u0061\\"b": 1, "": 2, "__proto__": {"x": 3}, "1": 4}');
    expect(placesOf(document, ['/a"b', '/', '/__proto__', '/__proto__/x', '/1'])).toEqual([
      { key: '"\\u0061\\"b"', value: '1' },
      { key: '""', value: '2' },
      { key: '"__proto__"', value: '{"x": 3}' },
      { key: '"x"', value: '3' },
      { key: '"1"', value: '4' },
    ]);
  });

  it('counts offsets in UTF-16 units, with tabs, CRLF and surrogate pairs before them', () => {
    const document = readJson('{\r\n\t"😀": "é😀",\r\n\t\t"b":\t[\r\n"c"]\r\n}\r\n');
    expect(placesOf(document, ['/😀', '/b', '/b/0'])).toEqual([
      { key: '"😀"', value: '"é😀"' },
      { key: '"b"', value: '[\r\n"c"]' },
      { value: '"c"' },
    ]);
  });

  it('reads lone surrogates, huge and special numbers like JSON.parse', () => {
    const text = '{"a": "\\ud800", "b": 1e999, "c": 123456789012345678901234567890, "d": -0, "e": 1e-400}';
    expect(readJson(text).value).toEqual(JSON.parse(text));
    expect(readJson(text).problems).toEqual([]);
  });

  it('finds no name twice where strings look like names', () => {
    const text = '{"a": "b\\": 1", "c": ["d:", ":", "\\\\"], "e": "\\\\\\""}';
    expect(readJson(text).problems).toEqual([]);
  });
});

describe('a byte order mark', () => {
  it('is no part of the text, and counts in no offset', () => {
    for (const path of ['a.json', 'a']) {
      const { text, documents } = readSource({ path, text: '\u{feff}{"a": 1}' });
      expect(text).toBe('{"a": 1}');
      expect(documents[0]?.problems).toEqual([]);
      expect(documents[0]?.locate('/a')?.value).toEqual({ start: 6, end: 7 });
    }
  });

  it('is no white space elsewhere', () => {
    expect(problemsOf('{\u{feff}"a": 1}')).toEqual([
      ['\u{feff}', 'JSON does not take U+FEFF as white space: write a plain space'],
    ]);
  });
});

describe('names that stand twice', () => {
  it('are reported at each but the first, which is related; the last value counts', () => {
    const text = '{"a": {"b": 1, "b": 2}, "\\u0061": 3, "a": 4}';
    const document = readJson(text);
    expect(document.value).toEqual({ a: 4 });
    expect(document.partial).toBe(false);
    const found = document.problems.map(({ rule, pointer, range, related }) => [
      rule,
      pointer,
      textBehind(text, range),
      related && textBehind(text, related.range),
    ]);
    expect(found).toEqual([
      ['duplicate-key', '/a/b', '"b"', '"b"'],
      ['duplicate-key', '/a', '"\\u0061"', '"a"'],
      ['duplicate-key', '/a', '"a"', '"a"'],
    ]);
    expect(textOf(document, '/a')).toEqual({ key: '"a"', value: '4' });
  });

  it('are found for `__proto__` and for the empty name', () => {
    expect(readJson('{"__proto__": 1, "__proto__": 2}').problems).toHaveLength(1);
    expect(readJson('{"": 1, "": 2}').problems).toHaveLength(1);
    expect(readJson('{"a": 1, "b": {"a": 2}}').problems).toEqual([]);
  });
});

describe('text that is almost JSON', () => {
  const cases: readonly (readonly [string, string, string, string, unknown])[] = [
    ['a missing comma', '{"a": 1\n "b": 2}', '"b"', 'a comma is missing before `"b"`', { a: 1, b: 2 }],
    ['a missing comma in a list', '[1 2]', '2', 'a comma is missing before `2`', [1, 2]],
    ['a trailing comma', '{"a": 1,}', ',', 'a comma before the closing bracket: JSON allows none', { a: 1 }],
    ['a comma at the beginning', '{, "a": 1}', ',', 'a comma too many', { a: 1 }],
    ['a comma too many', '[1,, 2]', ',', 'a comma too many', [1, 2]],
    ['a missing colon', '{"a" 1}', '1', 'a colon is missing after `"a"`', { a: 1 }],
    ['single quotes', "{'a': 1}", "'a'", "JSON needs double quotes, found '", { a: 1 }],
    ['curly quotes', '{"a": “b”}', '“b”', 'JSON needs double quotes, found “', { a: 'b' }],
    ['a bare name', '{a: 1}', 'a', 'a name needs double quotes: `"a"`', { a: 1 }],
    ['bare text', '{"a": ${NAME}}', '${NAME}', 'text needs double quotes: `"${NAME}"`', { a: '${NAME}' }],
    ['words of Python', '[True, None]', 'True', '`True` is not JSON: write `true`', [true, null]],
    [
      'a line comment',
      '[1, // x\n2]',
      '// x',
      'JSON has no comments: remove it, or write the document as YAML',
      [1, 2],
    ],
    [
      'a block comment',
      '[1, /* x\n */ 2]',
      '/* x\n */',
      'JSON has no comments: remove it, or write the document as YAML',
      [1, 2],
    ],
    [
      'a tab in text',
      '["a\tb"]',
      '"a\tb"',
      'a control character inside the quotes: write it as an escape, like `\\t`',
      ['a\tb'],
    ],
  ];

  it.each(cases)('loses nothing through %s', (_, text, place, message, value) => {
    const document = readJson(text);
    expect(problemsOf(text)[0]).toEqual([place, message]);
    expect(document.value).toEqual(value);
    expect(document.partial).toBe(false);
  });

  it.each(cases)('is mended by the fixes: %s', (_, text, __, ___, value) => {
    expect(JSON.parse(mended(text))).toEqual(value);
  });

  it('keeps the escapes of text in other quotes', () => {
    expect(readJson(`['it\\'s\\n"x"\\u0041']`).value).toEqual(['it\'s\n"x"A']);
    expect(JSON.parse(mended(`['it\\'s\\n"x"\\u0041']`))).toEqual(['it\'s\n"x"A']);
  });

  it('names every broken place, not only the first', () => {
    const text = '{"a": 1 "b": tru, c: [1,], "d" 2, }';
    expect(problemsOf(text).map(([place]) => place)).toEqual(['"b"', 'tru', 'c', ',', '2', ',']);
    expect(readJson(text).value).toEqual({ a: 1, b: 'tru', c: [1], d: 2 });
  });

  it('has places for what it could read', () => {
    const document = readJson('{a: [1 \'x\'], "b": {"c": 2},}');
    expect(placesOf(document, ['/a', '/a/1', '/b/c'])).toEqual([
      { key: 'a', value: "[1 'x']" },
      { value: "'x'" },
      { key: '"c"', value: '2' },
    ]);
    expect(document.locate('/b/d')).toBeUndefined();
  });
});

describe('the fixes', () => {
  it('of text that loses nothing give JSON with the value that was read', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const { problems, partial, value } = readJson(text);
        const syntax = problems.filter(({ rule }) => rule === 'syntax');
        if (partial || syntax.some(({ fix }) => fix === undefined)) return;
        // Where two fixes have one place, the second comes with the next look.
        const again = readJson(mended(mended(mended(text))));
        expect(again.problems.filter(({ rule }) => rule === 'syntax')).toEqual([]);
        expect(again.value).toEqual(value);
        for (const { fix } of syntax) if (fix?.title !== 'remove the comment') expect(fix?.safe).toBe(true);
      }),
      { seed: 1, numRuns: 1500 },
    );
  });

  it('of text that lost something are not certain', () => {
    const text = '{"a": 1, mode": "caption", "b": 2}';
    const fixes = readJson(text).problems.flatMap(({ fix }) => fix ?? []);
    expect(fixes.length).toBeGreaterThan(0);
    expect(fixes.filter(({ safe }) => safe)).toEqual([]);
  });
});

describe('text of which something is lost', () => {
  const cases: readonly (readonly [string, string, string, unknown])[] = [
    ['an open object', '{"a": {"b": 1', '1', { a: { b: 1 } }],
    ['an open string', '{"a": "b\n, "c": 1}', '"b', { c: 1 }],
    ['an open name', '{"a\n: {"b": {"c": 1}}, "d": 1}', '"a', { d: 1 }],
    ['a name without value', '{"a": , "b": 1}', '"a"', { b: 1 }],
    ['a name without colon and value', '{"a", "b": 1}', '"a"', { b: 1 }],
    ['the wrong bracket', '{"a": [1}, "b": 2}', '}', { a: [1] }],
    ['a bracket too many', '{"a": 1}}', '}', { a: 1 }],
    ['a second value', '{"a": 1} {"b": 2}', '{', { a: 1 }],
    ['a number that is none', '{"a": 01, "b": 1}', '01', { b: 1 }],
    ['NaN', '[NaN, 1]', 'NaN', [1]],
    ['no opening bracket', '"a": 1}', '"a"', undefined],
    ['something else', '<html>', '<html>', undefined],
    ['nothing', '', '', undefined],
    ['white space', ' \n', ' ', undefined],
  ];

  it.each(cases)('is partial: %s', (_, text, place, value) => {
    const document = readJson(text);
    expect(document.partial).toBe(true);
    expect(document.problems.map(({ range }) => textBehind(text, range))).toContain(place);
    expect(document.value).toEqual(value);
    expect(document.locate('')).toBeDefined();
  });

  it('has one problem for one place', () => {
    expect(problemsOf('{\n "')).toHaveLength(1);
    expect(problemsOf('{a')).toHaveLength(1);
  });
});

describe('text that nests too deep', () => {
  const message = 'objects and lists stand in each other more than 100 deep';

  it.each([100, 101])('%s levels', (depth) => {
    const sound = '['.repeat(depth) + ']'.repeat(depth);
    const broken = `${'{"a":'.repeat(depth)}1`;
    expect(problemsOf(sound)).toEqual(depth > 100 ? [['[', message]] : []);
    expect(problemsOf(broken).at(-1)?.[1] === message).toBe(depth > 100);
  });

  it('is refused at once, however deep', () => {
    for (const text of ['['.repeat(200_000), '{"a":'.repeat(100_000), `"${'['.repeat(200)}\n${'['.repeat(200_000)}`]) {
      expect(readJson(text)).toMatchObject({ value: undefined, partial: true });
      expect(readJson(text).problems).toHaveLength(1);
    }
  });

  it('does not count brackets in text, nor behind a name that is not closed', () => {
    expect(problemsOf(JSON.stringify(['['.repeat(500), '\\"['.repeat(200)]))).toEqual([]);
    expect(problemsOf(`{"a\n: ${'['.repeat(50)}${']'.repeat(50)}, "b": 1}`)).toEqual([
      ['"a', 'the closing double quote is missing on this line'],
    ]);
  });
});

describe('very long text', () => {
  const long = 3_000_000;

  it.each([
    ['escapes', JSON.stringify(['\\'.repeat(long)])],
    ['escapes in broken text', `${JSON.stringify(['\\'.repeat(long)])}]`],
    ['escapes without an end', `["${'\\\\'.repeat(long)}`],
    ['a bare word', `[${'x'.repeat(long)}]`],
    ['variables', `[${'${A}'.repeat(long / 4)}]`],
    ['a comment', `[1 /*${'*'.repeat(long)}`],
    ['single quotes', `['${"\\'".repeat(long)}']`],
    ['white space', `[1 ${' '.repeat(long)} x]`],
    ['digits', `[${'1'.repeat(long)}x]`],
  ])('of %s is read without a crash', (_, text) => {
    const { problems } = readJson(text);
    for (const { message } of problems) expect(message.length).toBeLessThan(200);
  });
});
