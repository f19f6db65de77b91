import { describe, expect, it } from 'vitest';
import { type Kind, lint } from '../src/index.ts';
import { recognise } from '../src/kind.ts';

describe('the content', () => {
  const certain: readonly (readonly [Kind, unknown])[] = [
    ['template', { roles: { host: {} } }],
    ['template', { roles: {} }],
    ['template', { roles: { host: { publishParams: {} } }, foo: 1 }],
    ['template', { roles: { __proto__x: { maxPeerCount: 3 } } }],
    ['template', { settings: { region: 'in' } }],
    ['template', { destinations: { hlsDestinations: {} } }],
    ['template', { plugins: { whiteboard: {} } }],
    ['role', { name: 'host', publishParams: {} }],
    ['role', { subscribeParams: {} }],
    ['role', { maxPeerCount: 0 }],
    ['role', { permissions: { endRoom: true } }],
    ['settings', { roomState: {} }],
    ['settings', { recording: { upload: {} } }],
    ['settings', { region: 'auto', recording: null }],
    ['destinations', { rtmpDestinations: {} }],
    ['destinations', { browserRecordings: {}, transcriptions: {} }],
    ['recordings', [{ name: 'a', role: 'b', compositeRecording: {} }]],
  ];

  it.each(certain)('leaves no doubt of a %s: %j', (kind, value) => {
    expect(recognise(value)).toEqual({ kind, certain: true });
  });

  const guessed: readonly (readonly [Kind, unknown])[] = [
    ['template', {}],
    ['template', null],
    ['template', 'text'],
    ['template', 5],
    ['template', []],
    ['template', { name: 'a' }],
    ['template', { name: 'a', foo: 1 }],
    ['template', { rolse: {}, name: 'a' }],
    ['template', { roles: [], name: 'a' }],
    ['template', { 'x-mine': 1, $schema: 'a' }],
    ['role', { priority: 1 }],
    ['role', { publishParam: {}, subscribeParam: {} }],
    ['settings', { region: 'mars' }],
    ['destinations', { transcriptions: {} }],
    ['recordings', [{ name: 'a', role: 'b' }]],
  ];

  it.each(guessed)('is taken for a %s: %j', (kind, value) => {
    expect(recognise(value)).toEqual({ kind, certain: false });
  });

  it.each([
    [{ a: 1 }],
    [{ room_id: 1, user_id: 2 }],
    [{ name: 'a', b: 1, c: 2 }],
    [[{ a: 1 }]],
    [[1]],
    [{ toString: 1, constructor: 2 }],
  ])('is none that the API knows: %j', (value) => {
    expect(recognise(value)).toBeUndefined();
  });

  it('needs less of a partial document', () => {
    const value = { name: 'a', 'roles "x"': null, b: 1 };
    expect(recognise(value)).toBeUndefined();
    expect(recognise(value, true)).toEqual({ kind: 'template', certain: false });
    expect(recognise({ a: 1, b: 2 }, true)).toBeUndefined();
  });

  it('is not looked for in what objects inherit', () => {
    expect(recognise(JSON.parse('{"__proto__": {"roles": {"a": {}}}, "b": 1, "c": 1}'))).toBeUndefined();
  });

  it('decides in time over thousands of names', () => {
    const value = Object.fromEntries(Array.from({ length: 16_000 }, (_, index) => [`name${index}`, 1]));
    expect(recognise(value)).toBeUndefined();
  });
});

describe('a comment', () => {
  /** The rules found in each document, by its number. */
  function found(text: string): readonly string[] {
    const [file] = lint({ path: 'a.yaml', text }).files;
    return (file?.diagnostics ?? []).map(({ document = 0, rule, pointer }) => `${document} ${rule} ${pointer}`);
  }

  it('names the kind, before, in and behind the document', () => {
    expect(found('priority: 9\nregion: in\n')).toContain('0 unknown-document ');
    for (const text of [
      '# hmslint-kind role\npriority: 9\nregion: in\n',
      'priority: 9 # hmslint-kind role\nregion: in\n',
      'priority: 9\nregion: in\n# hmslint-kind role\n',
      '---\n# hmslint-kind role\n\npriority: 9\nregion: in\n',
      '# hmslint-kind role\r\npriority: 9\r\nregion: in\r\n',
      '# hmslint-kind   role  \n# hmslint-kind settings\npriority: 9\nregion: in\n',
    ]) {
      expect(found(text), text).toEqual(['0 role-priority /priority', '0 schema/unknown-property /region']);
    }
  });

  it('counts for one document of several', () => {
    const text =
      '# hmslint-kind role\npriority: 9\n---\n# hmslint-kind settings\nregion: mars\n...\n# hmslint-kind role\n---\npriority: 8\n';
    expect(found(text)).toEqual(['0 role-priority /priority', '1 schema/enum /region', '2 role-priority /priority']);
    expect(lint({ path: 'a.yaml', text }).files[0]?.kind).toBe('role');
  });

  it('yields to what the caller says', () => {
    const text = '# hmslint-kind role\npriority: 9\n';
    const [file] = lint({ path: 'a.yaml', text }, { kind: 'settings' }).files;
    expect(file?.kind).toBe('settings');
    expect(file?.diagnostics.map(({ rule }) => rule)).toEqual(['schema/unknown-property']);
  });

  it('makes a document certain that nobody named', () => {
    const text = '# hmslint-kind role\npriority: 9\n';
    expect(lint({ path: 'a.yaml', text, named: false })).toMatchObject({ skipped: 0, files: [{ kind: 'role' }] });
    expect(lint({ path: 'a.yaml', text: 'priority: 9\n', named: false })).toEqual({ skipped: 1, files: [] });
  });
});
