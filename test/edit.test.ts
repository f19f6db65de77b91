import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Change, Json } from '../src/change.ts';
import type { TextEdit } from '../src/diagnostic.ts';
import type { Document } from '../src/document.ts';
import { applyEdits, textEdits } from '../src/edit.ts';
import { readJson } from '../src/json.ts';
import { below, type Pointer, parent } from '../src/pointer.ts';
import { readYaml, yamlComments } from '../src/yaml.ts';
import { expected, isObject, mayLose, places, withComments } from './changes.ts';

const hostile = [
  '__proto__',
  'constructor',
  'toString',
  'a/b',
  'a~b',
  '😀',
  'two words',
  'yes',
  'null',
  '1.0',
  '#x',
  ': x',
  'x: y',
  '- z',
  '<<',
  '"',
  "it's",
  '',
  ' ',
  '0',
  '~',
  '[',
  'a,b',
  '*',
  '&a',
  '!t',
  '%d',
  '`',
  '\\',
  '\t',
  'é',
  '\u2028',
  '---',
  '=',
];
const names = fc.oneof(fc.constantFrom('name', 'roles', 'host', 'layers', 'video'), fc.constantFrom(...hostile));
const scalars: fc.Arbitrary<Json> = fc.oneof(
  names,
  fc.integer({ min: -10, max: 3000 }),
  fc.constantFrom(0.5, 1e21, 1e-7, true, false, null),
  fc.constantFrom('text', 'line\nline', 'end\n', ' padded ', 'a: b # c', 'https://example.com/x?y=1#z'),
);

function object(value: fc.Arbitrary<Json>, size: number): fc.Arbitrary<Json> {
  return fc
    .uniqueArray(fc.tuple(names, value), { maxLength: size, selector: ([name]) => name })
    .map((entries) => ofEntries(entries));
}

/** An object of entries, made as `JSON.parse` does. */
function ofEntries(entries: readonly (readonly [string, Json])[]): { readonly [name: string]: Json } {
  return Object.fromEntries(entries);
}

const { value: values } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalars,
    object(tie('value'), 4),
    fc.array(tie('value')),
    object(tie('value'), 3),
  ),
}));
const documents = object(values, 4);

type Writer = (value: Json) => string;
const json: Record<string, Writer> = {
  compact: (value) => JSON.stringify(value),
  'two spaces': (value) => `${JSON.stringify(value, null, 2)}\n`,
  tabs: (value) => JSON.stringify(value, null, '\t'),
  'CRLF line ends': (value) => `${JSON.stringify(value, null, 4)}\n`.replaceAll('\n', '\r\n'),
};
const yaml: Record<string, Writer> = {
  'block style': (value) => stringify(value, { lineWidth: 0 }),
  'block style, lists not indented': (value) =>
    stringify(value, { lineWidth: 0, indentSeq: false, indent: 4 }).trimEnd(),
  'single quotes': (value) => stringify(value, { lineWidth: 0, defaultStringType: 'QUOTE_SINGLE' }),
  'flow style': (value) => stringify(value, { collectionStyle: 'flow', lineWidth: 40 }),
  'flow style in one line': (value) =>
    stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false }),
  'JSON in lines': (value) => JSON.stringify(value, null, 2),
};

function read(text: string, syntax: 'json' | 'yaml'): Document {
  const document = syntax === 'json' ? readJson(text) : readYaml(text)[0];
  if (document === undefined) throw new Error('no document');
  return document;
}

/** Edits that a test knows to be possible, and the text after them. */
function edited(document: Document, ...changes: Change[]): string {
  const edits = textEdits(document, changes);
  if (edits === undefined) throw new Error(`no edits for ${JSON.stringify(changes)} in\n${document.text}`);
  return applyEdits(document.text, edits);
}

/** One change that fits the value. */
function changesOf(value: Json): fc.Arbitrary<Change | undefined> {
  const all = places(value);
  const objects: Pointer[] = ['', ...all.filter(({ value }) => isObject(value)).map(({ pointer }) => pointer)];
  const named = all.filter(({ holder }) => isObject(holder));
  const valueAt = (pointer: Pointer): unknown =>
    pointer === '' ? value : all.find((place) => place.pointer === pointer)?.value;
  const has = (pointer: Pointer, name: string): boolean => {
    const object = valueAt(pointer);
    return isObject(object) && Object.hasOwn(object, name);
  };
  const add = fc
    .record({ add: fc.constantFrom(...objects), name: names, value: values })
    .map((change): Change | undefined => (has(change.add, change.name) ? undefined : change));
  if (all.length === 0) return add;
  const replace = fc.record({ replace: fc.constantFrom(...all).map(({ pointer }) => pointer), value: values });
  const remove = fc.record({ remove: fc.constantFrom(...all).map(({ pointer }) => pointer) });
  if (named.length === 0) return fc.oneof(add, replace, remove);
  const rename = fc
    .record({ rename: fc.constantFrom(...named).map(({ pointer }) => pointer), to: names })
    .map((change) => (has(parent(change.rename) ?? '', change.to) ? undefined : change));
  const move = fc
    .record({
      move: fc.constantFrom(...named).map(({ pointer }) => pointer),
      to: fc.constantFrom(...objects),
      through: fc.array(names, { maxLength: 2 }),
      name: names,
    })
    .map(({ move, to, through, name }): Change | undefined => {
      const target = below(through.reduce<Pointer>(below, to), name);
      const inside = (inner: Pointer, outer: Pointer): boolean => inner === outer || inner.startsWith(`${outer}/`);
      if (inside(target, move) || inside(move, target)) return undefined;
      if (through[0] !== undefined && has(to, through[0])) return undefined;
      return { move, into: through.reduce<Pointer>(below, to), name };
    });
  return fc.oneof(add, replace, remove, rename, move);
}

const changed = documents.chain((value) => fc.record({ value: fc.constant(value), change: changesOf(value) }));

/** That edits do what they should, and no more. */
function check(document: Document, change: Change, edits: readonly TextEdit[]): void {
  const after = read(applyEdits(document.text, edits), document.syntax);
  expect(after.problems).toEqual([]);
  expect(after.value).toEqual(expected(document.value, change));
  let end = -1;
  for (const { range } of edits) {
    expect(range.start).toBeGreaterThan(end);
    expect(range.end).toBeGreaterThanOrEqual(range.start);
    end = range.end;
  }
  if ('rename' in change) expect(edits.map(({ range }) => range)).toEqual([document.locate(change.rename)?.key]);
  if ('replace' in change && (typeof change.value !== 'object' || change.value === null)) {
    const old = places(document.value).find(({ pointer }) => pointer === change.replace)?.value;
    if (typeof old !== 'object' || old === null) {
      expect(edits.map(({ range }) => range)).toEqual([document.locate(change.replace)?.value]);
    }
  }
}

describe('textEdits', () => {
  for (const [name, write] of Object.entries(json)) {
    it(`changes JSON written with ${name}`, () => {
      fc.assert(
        fc.property(changed, ({ value, change }) => {
          if (change === undefined) return;
          const document = read(write(value), 'json');
          const edits = textEdits(document, [change]);
          if (edits === undefined) throw new Error('no edits');
          check(document, change, edits);
        }),
        { numRuns: 250 },
      );
    });
  }

  for (const [name, write] of Object.entries(yaml)) {
    it(`changes YAML written in ${name}`, () => {
      fc.assert(
        fc.property(changed, fc.boolean(), ({ value, change }, crlf) => {
          if (change === undefined) return;
          const text = crlf ? write(value).replaceAll('\n', '\r\n') : write(value);
          const document = read(text, 'yaml');
          // The writer does not put the name `<<` in quotes.
          if (JSON.stringify(document.value) !== JSON.stringify(value)) return;
          const edits = textEdits(document, [change]);
          if (edits === undefined) throw new Error(`no edits for\n${text}`);
          check(document, change, edits);
        }),
        { numRuns: 250 },
      );
    });
  }

  const comments = fc.array(fc.record({ line: fc.nat(40), own: fc.boolean(), indent: fc.constantFrom(0, 0, 2) }), {
    maxLength: 6,
  });
  for (const [name, write] of Object.entries(yaml)) {
    it(`keeps the comments of YAML written in ${name}`, () => {
      fc.assert(
        fc.property(changed, comments, ({ value, change }, at) => {
          if (change === undefined) return;
          const document = read(withComments(write(value), at), 'yaml');
          if (JSON.stringify(document.value) !== JSON.stringify(value)) return;
          const edits = textEdits(document, [change]);
          // Behind a text in lines of its own, a comment would become part of that text.
          if (edits === undefined && /[|>][-+]?(?: #.*)?$/m.test(document.text)) return;
          if (edits === undefined) throw new Error(`no edits for\n${document.text}`);
          check(document, change, edits);
          const lost = mayLose(document, change);
          const text = applyEdits(document.text, edits);
          const kept = yamlComments(text).map((comment) => comment.text);
          for (const comment of yamlComments(document.text)) {
            if (!lost(comment.range.start)) expect(kept.join('\n'), text).toContain(comment.text);
          }
        }),
        { numRuns: 250 },
      );
    });
  }

  const several = documents.chain((value) => {
    const all = places(value).map(({ pointer }) => pointer);
    return fc.record({
      value: fc.constant(value),
      removed: fc.subarray(all),
      added: fc.subarray(['', ...places(value).flatMap((place) => (isObject(place.value) ? [place.pointer] : []))]),
    });
  });
  for (const [name, write] of [...Object.entries(json), ...Object.entries(yaml)]) {
    it(`makes several changes at once in ${name}`, () => {
      fc.assert(
        fc.property(several, ({ value, removed, added }) => {
          const document = read(write(value), Object.hasOwn(json, name) ? 'json' : 'yaml');
          if (JSON.stringify(document.value) !== JSON.stringify(value)) return;
          const outer = removed.filter((pointer) => !removed.some((other) => pointer.startsWith(`${other}/`)));
          const kept = added.filter((pointer) => !outer.some((other) => `${pointer}/`.startsWith(`${other}/`)));
          const changes: Change[] = [
            ...kept.map((add) => ({ add, name: 'new one', value: [{ x: 1 }, 'y'] })),
            ...outer.map((remove) => ({ remove })),
          ];
          let wanted: unknown = value;
          for (const change of changes.toSorted((a, b) => ('add' in a ? 0 : 1) - ('add' in b ? 0 : 1))) {
            if ('add' in change) wanted = expected(wanted, change);
          }
          // From the last to the first, so that the indices of lists stay true.
          for (const remove of outer.toReversed()) wanted = expected(wanted, { remove });
          const edits = textEdits(document, changes);
          if (edits === undefined) throw new Error(`no edits for ${JSON.stringify(changes)} in\n${document.text}`);
          expect(read(applyEdits(document.text, edits), document.syntax).value).toEqual(wanted);
        }),
        { numRuns: 250 },
      );
    });
  }

  it('changes broken JSON only where that breaks no more, and never adds to it', () => {
    const breakage = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(2),
      put: fc.constantFrom('', ',', '"', '}', ':', '// c\n', 'x', '['),
    });
    let written = 0;
    fc.assert(
      fc.property(
        changed,
        breakage,
        fc.constantFrom(...Object.values(json)),
        ({ value, change }, { at, cut, put }, write) => {
          const sound = write(value);
          const offset = Math.floor(at * sound.length);
          const document = read(sound.slice(0, offset) + put + sound.slice(offset + cut), 'json');
          if (change === undefined) return;
          const edits = textEdits(document, [change]);
          if (edits === undefined) return;
          written++;
          if (document.problems.some(({ rule }) => rule === 'syntax'))
            expect('add' in change || 'move' in change).toBe(false);
          const after = read(applyEdits(document.text, edits), 'json');
          expect(after.problems.length).toBeLessThanOrEqual(document.problems.length);
          expect(after.value).toEqual(expected(document.value, change));
        },
      ),
      { numRuns: 2000 },
    );
    expect(written).toBeGreaterThan(50);
  });

  const old = 'publishParams/videoSimulcastLayers';

  it('moves a block with its comments, and makes the objects on the way', () => {
    const text = [
      'roles:',
      '  host:',
      '    publishParams: # what is sent',
      '      allowed: [audio, video] # both',
      '      # the layers',
      '      videoSimulcastLayers: # three',
      '        # full',
      '        layers:',
      '          - rid: f # full',
      '          # half',
      '          - rid: h',
      '            # deep',
      '      # after',
      '      screen: {}',
      '',
    ].join('\n');
    const move = { move: `/roles/host/${old}`, into: '/roles/host/publishParams/simulcast', name: 'video' };
    expect(edited(read(text, 'yaml'), move)).toBe(
      [
        'roles:',
        '  host:',
        '    publishParams: # what is sent',
        '      allowed: [audio, video] # both',
        '      # the layers',
        '      # after',
        '      screen: {}',
        '      simulcast:',
        '        video: # three',
        '          # full',
        '          layers:',
        '            - rid: f # full',
        '            # half',
        '            - rid: h',
        '              # deep',
        '',
      ].join('\n'),
    );
  });

  it('moves into an object that is there, and takes the place of what has the name', () => {
    const text = 'a:\n  old:\n    layers: [1]\n  simulcast:\n    video: {} # none\n    screen: {}\n';
    const move = { move: '/a/old', into: '/a/simulcast', name: 'video' };
    expect(edited(read(text, 'yaml'), move)).toBe(
      'a:\n  simulcast:\n    video: # none\n      layers: [1]\n    screen: {}\n',
    );
    const same = '{\n  "old": {\n    "layers": [1]\n  },\n  "simulcast": { "video": {} }\n}\n';
    const into = { move: '/old', into: '/simulcast', name: 'video' };
    expect(edited(read(same, 'json'), into)).toBe('{\n  "simulcast": { "video": {\n    "layers": [1]\n  } }\n}\n');
  });

  it('moves two properties into one object that is missing', () => {
    const changes = [
      { move: '/v', into: '/simulcast', name: 'video' },
      { move: '/s', into: '/simulcast', name: 'screen' },
    ];
    expect(edited(read('{"v": [1], "s": [2]}', 'json'), ...changes)).toBe(
      '{"simulcast": {"video": [1], "screen": [2]}}',
    );
    expect(edited(read('v: [1]\ns:\n- 2\n', 'yaml'), ...changes)).toBe('simulcast:\n  video: [1]\n  screen:\n  - 2\n');
  });

  it('adds in the style of the neighbours', () => {
    const add = { add: '/p', name: 'endRoom', value: false };
    const cases: readonly (readonly ['json' | 'yaml', string, string])[] = [
      ['json', '{"p":{"a":1}}', '{"p":{"a":1,"endRoom":false}}'],
      ['json', '{ "p": { "a": 1 } }', '{ "p": { "a": 1, "endRoom": false } }'],
      ['json', '{\r\n\t"p": {}\r\n}', '{\r\n\t"p": {\r\n\t\t"endRoom": false\r\n\t}\r\n}'],
      ['json', '{\n  "p": {\n    "a": 1\n  }\n}', '{\n  "p": {\n    "a": 1,\n    "endRoom": false\n  }\n}'],
      ['yaml', 'p: {} # none\nq: 1\n', 'p: # none\n  endRoom: false\nq: 1\n'],
      ['yaml', 'p: { a: 1 } # c\n', 'p: { a: 1, endRoom: false } # c\n'],
      ['yaml', '{ p: {}, q: 1 }', '{ p: {endRoom: false}, q: 1 }'],
      ['yaml', 'p:\n    a: 1 # one\n# own\nq: 1\n', 'p:\n    a: 1 # one\n    endRoom: false\n# own\nq: 1\n'],
      ['yaml', 'p:\r\n  a: 1', 'p:\r\n  a: 1\r\n  endRoom: false'],
      ['yaml', 'p: {\n  a: 1, # one\n}\n', 'p: {\n  a: 1, # one\n  endRoom: false,\n}\n'],
    ];
    for (const [syntax, text, after] of cases) expect(edited(read(text, syntax), add)).toBe(after);
  });

  it('removes lines where nothing else stands on them', () => {
    const remove = (text: string, pointer: Pointer, syntax: 'json' | 'yaml' = 'yaml'): string =>
      edited(read(text, syntax), { remove: pointer });
    expect(remove('a: 1 # one\n# own\nb: 2\n', '/a')).toBe('# own\nb: 2\n');
    expect(remove('a:\n  # own\n  b: 2 # two\n', '/a/b')).toBe('a: {}\n  # own\n');
    expect(remove('a: # list\n- 1\nb: 2\n', '/a/0')).toBe('a: [] # list\nb: 2\n');
    expect(remove('- a: 1 # one\n  # own\n  b: 2\n', '/0/a')).toBe('- # own\n  b: 2\n');
    expect(remove('- a: 1 # one\n', '/0/a')).toBe('- {}\n');
    expect(remove('a: [x, y, z] # all\n', '/a/0')).toBe('a: [y, z] # all\n');
    expect(remove('a: [x, y, z] # all\n', '/a/2')).toBe('a: [x, y] # all\n');
    expect(remove('a: [\n  x, # one\n  # own\n  y, # two\n]\n', '/a/1')).toBe('a: [\n  x, # one\n  # own\n]\n');
    expect(remove('a: [\n  x, # one\n  # own\n  y # two\n]\n', '/a/1')).toBe('a: [\n  x # one\n  # own\n]\n');
    expect(remove('a: [\n  x,\n  y # two\n]\n', '/a/1')).toBe('a: [\n  x\n]\n');
    expect(edited(read('- a: 1\n  # own\n  b: 2\n  c: 3\n', 'yaml'), { remove: '/0/a' }, { remove: '/0/b' })).toBe(
      '- # own\n  c: 3\n',
    );
    expect(remove('{\n  "a": 1,\n  "b": 2\n}', '/b', 'json')).toBe('{\n  "a": 1\n}');
    expect(remove('{\n  "a": 1,\n  "b": 2\n}', '/a', 'json')).toBe('{\n  "b": 2\n}');
    expect(remove('{"a": [1, 2]}', '/a', 'json')).toBe('{}');
  });

  it('writes values as the old ones were written', () => {
    const replace = (text: string, value: Json): string =>
      edited(read(`a: ${text}\n`, 'yaml'), { replace: '/a', value }).slice(3, -1);
    expect(replace('old', 'new')).toBe('new');
    expect(replace("'old'", "it's")).toBe("'it''s'");
    expect(replace('"old"', 'new')).toBe('"new"');
    expect(replace("'old'", 'a\nb')).toBe('"a\\nb"');
    expect(replace('"720"', 720)).toBe('720');
    for (const text of [
      '720',
      'yes',
      'No',
      '1.0',
      '0x1f',
      '1:30',
      '~',
      'null',
      '- a',
      'a: b',
      'a #b',
      ' a',
      '',
      '.inf',
      '2001-01-01',
      '<<',
      '=',
      'a:',
    ]) {
      expect(replace('old', text), text).toBe(`"${text}"`);
    }
    for (const text of ['720p', 'https://example.com/a?b#c', 'two words', 'é 😀', 'a, b', "it's", 'a:b', 'x"y'])
      expect(replace('old', text)).toBe(text);
    expect(replace('[a, b] # c', ['x', 1, { k: '2' }])).toBe('[x, 1, {k: "2"}] # c');
    expect(replace('{} # c', { x: [1] })).toBe('# c\n  x:\n    - 1');
    expect(replace('&x old', 'new')).toBe('&x new');
  });

  it('sorts a list by carrying its entries, with their comments', () => {
    const text = 'layers:\n  - width: 1 # one\n    # small\n    height: 1\n  - { width: 2, height: 2 } # two\n';
    expect(
      edited(read(text, 'yaml'), {
        replace: '/layers',
        value: [
          { width: 2, height: 2 },
          { width: 1, height: 1 },
        ],
      }),
    ).toBe('layers:\n  - { width: 2, height: 2 } # two\n  - width: 1 # one\n    # small\n    height: 1\n');
  });

  const shared =
    'base: &base\n  a: 1\n  list: [x, x]\nroles:\n  one:\n    <<: *base\n    b: 2\n  two: *base\n  three: [*base]\n';

  it('changes what is shared where it is written, never where it is used', () => {
    const document = read(shared, 'yaml');
    for (const at of ['/roles/one', '/roles/two', '/roles/three/0']) {
      for (const change of [
        { remove: `${at}/a` },
        { rename: `${at}/a`, to: 'z' },
        { replace: `${at}/list/0`, value: 1 },
      ]) {
        expect(textEdits(document, [change])).toBeUndefined();
      }
    }
    expect(textEdits(document, [{ add: '/roles/two', name: 'z', value: 1 }])).toBeUndefined();
    expect(textEdits(document, [{ remove: '/base' }])).toBeUndefined();
    expect(edited(document, { add: '/roles/one', name: 'z', value: 1 })).toBe(
      shared.replace('b: 2\n', 'b: 2\n    z: 1\n'),
    );
    expect(edited(document, { remove: '/roles/two' })).toBe(shared.replace('  two: *base\n', ''));
    for (const [change, from, to] of [
      [{ remove: '/base/list/1' }, '[x, x]', '[x]'],
      [{ rename: '/base/a', to: 'z' }, 'a: 1', 'z: 1'],
      [{ replace: '/base/a', value: 5 }, 'a: 1', 'a: 5'],
      [{ add: '/base', name: 'z', value: 1 }, '[x, x]\n', '[x, x]\n  z: 1\n'],
      [{ move: '/base/list', into: '/base/in', name: 'it' }, 'list: [x, x]', 'in:\n    it: [x, x]'],
    ] as const) {
      expect(edited(document, change)).toBe(shared.replace(from, to));
    }
  });

  it('does not change a shared value where a use of it would change in another way', () => {
    const text = 'base: &base\n  a: 1\n  b: 1\none:\n  <<: *base\n  a: 2\n  c: 3\n';
    expect(textEdits(read(text, 'yaml'), [{ rename: '/base/b', to: 'c' }])).toBeUndefined();
  });

  it('leaves the other documents of a stream as they are', () => {
    const text = '# first\na: 1\n---\na: 2 # two\n...\n---\n{}\n';
    const [first, second, third] = readYaml(text);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three documents');
    expect(edited(first, { remove: '/a' })).toBe(text.replace('a: 1', '{}'));
    expect(edited(second, { add: '', name: 'b', value: [] })).toBe(text.replace('# two\n', '# two\nb: []\n'));
    expect(edited(third, { add: '', name: 'b', value: [] })).toBe(text.replace('{}', '{b: []}'));
  });

  it('writes nothing for changes that contradict each other or fit nothing', () => {
    const document = read('{"a": {"b": 1}, "c": 2}', 'json');
    const impossible: Change[][] = [
      [{ remove: '' }],
      [{ remove: '/x' }],
      [{ rename: '/a', to: 'c' }],
      [{ add: '', name: 'c', value: 1 }],
      [{ add: '/c', name: 'x', value: 1 }],
      [{ remove: '/a' }, { remove: '/a' }],
      [{ remove: '/a' }, { replace: '/a/b', value: 1 }],
      [{ move: '/a', into: '/a/b', name: 'x' }],
      [{ move: '/a', into: '/c', name: 'x' }],
      [
        { add: '', name: 'x', value: 1 },
        { add: '', name: 'x', value: 2 },
      ],
    ];
    for (const changes of impossible) expect(textEdits(document, changes), JSON.stringify(changes)).toBeUndefined();
    expect(edited(document, { rename: '/a', to: 'c' }, { rename: '/c', to: 'a' })).toBe('{"c": {"b": 1}, "a": 2}');
  });

  it('writes to a large document', () => {
    const value = {
      roles: ofEntries(Array.from({ length: 4000 }, (_, index) => [`role ${index}`, { name: 'x', list: [1, 2, 3] }])),
    };
    edited(read(JSON.stringify(value, null, 2), 'json'), { remove: '/roles/role 3999/list/1' });
    edited(read(stringify(value), 'yaml'), { remove: '/roles/role 3999/list/1' });
  });
});

describe('applyEdits', () => {
  it('puts each text where its range stands', () => {
    expect(
      applyEdits('abcdef', [
        { range: { start: 0, end: 0 }, text: '>' },
        { range: { start: 1, end: 3 }, text: '' },
        { range: { start: 6, end: 6 }, text: '<' },
      ]),
    ).toBe('>adef<');
  });
});
