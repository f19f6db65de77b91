import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  type ClientCapabilities,
  LSPErrorCodes,
  type Position,
  PrepareRenameRequest,
  RenameRequest,
  ResponseError,
  TextDocumentEdit,
} from 'vscode-languageserver-protocol/node';
import { type Editor, pushing } from './client.ts';
import { KeptEditors } from './kept-editors.ts';
import { afterEdit, placeOf } from './marked.ts';

let editor: Editor | undefined;
const kept = new KeptEditors();

afterEach(async () => {
  if (editor !== undefined) expect(await editor.stop()).toBe(0);
  editor = undefined;
});

afterAll(async () => {
  for (const code of await kept.stop()) expect(code).toBe(0);
});

let count = 0;

/** Opens a document that was not opened before. */
async function opened(text: string, path = 'a.yaml', capabilities: ClientCapabilities = pushing) {
  const editor = await kept.of(capabilities);
  return { editor, uri: await editor.open(`${count++}/${path}`, text) };
}

async function renamed(
  editor: Editor,
  uri: string,
  text: string,
  position: Position,
  newName: string,
): Promise<string> {
  return afterEdit(text, uri, await editor.request(RenameRequest.type, { textDocument: { uri }, position, newName }));
}

/** The text after a rename of what a word begins with, and after the rename back, from the same place. */
async function thereAndBack(path: string, text: string, word: string, from: string, to: string) {
  const { editor, uri } = await opened(text, path);
  const position = placeOf(text, word);
  const there = await renamed(editor, uri, text, position, to);
  await editor.change(uri, there);
  const back = await renamed(editor, uri, there, position, from);
  return { there, back };
}

/** Why a request was refused. */
async function refusal(asked: Promise<unknown>): Promise<{ readonly code: number; readonly message: string }> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof ResponseError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('it was not refused');
}

const full = `roles:
  host:
    name: host
    subscribeParams:
      subscribeToRoles:
        - host
        - guest
  guest: { name: guest }
destinations:
  browserRecordings: { host: { name: host, role: host } }
  hlsDestinations: { main: { name: main, role: "host" } }
  transcriptions:
    notes: { name: notes, role: 'host', translation: { roleLanguages: { host: es } } }
plugins:
  whiteboard: { permissions: { admin: [host], writer: [host], reader: [host] } }
  transcriptions: { permissions: { admin: [host] } }
`;

describe('rename', () => {
  it('changes a role everywhere, and nothing of the same name that is none', async () => {
    const { there, back } = await thereAndBack('a.yaml', full, 'host', 'host', 'chair');
    const kept = '{ host: { name: host, role: ';
    expect(there).toBe(full.replaceAll('host', 'chair').replace('{ chair: { name: chair, role: ', kept));
    expect(back).toBe(full);
  });

  it('changes a destination and not the role of its name', async () => {
    const { there, back } = await thereAndBack('a.yaml', full, 'host: { name: host, role', 'host', 'page');
    expect(there).toBe(full.replace('host: { name: host, role', 'page: { name: page, role'));
    expect(back).toBe(full);
  });

  it('changes an anchor with its aliases', async () => {
    const text =
      'roles:\n  host: &a { name: host, permissions: &b { endRoom: true } }\n  x: { <<: *a, permissions: *b }\n';
    const { there, back } = await thereAndBack('a.yaml', text, 'a { name', 'a', 'base');
    expect(there).toBe(text.replace('&a', '&base').replace('*a', '*base'));
    expect(back).toBe(text);
  });

  it.each([
    [
      'block YAML',
      'a.yaml',
      'roles:\n  host: # it\n    name: host\n  b:\n    subscribeParams:\n      subscribeToRoles:\n      - host\n',
    ],
    ['flow YAML', 'a.yaml', 'roles: {host: {name: host,subscribeParams: {subscribeToRoles: [host,host]}}}\n'],
    [
      'quoted keys',
      'a.yaml',
      `roles:\n  "host":\n    name: 'host'\n    subscribeParams: { subscribeToRoles: [host] }\n`,
    ],
    ['JSON', 'a.json', '{"roles":{\n\t"host" : {"name":"host","subscribeParams":{"subscribeToRoles":["host"]}}}}'],
    [
      'JSON with escapes',
      'a.json',
      '{"roles": {"h\\u006fst": {"name": "\\u0068ost"}}, "plugins": {"whiteboard": {"permissions": {"admin": ["host"]}}}}',
    ],
    ['JSON with comments', 'a.json', '{"roles": {"host": {"name": "host", /* x */ },},}'],
    [
      'aliases of a role',
      'a.yaml',
      'roles:\n  host: &h\n    name: host\n    subscribeParams: { subscribeToRoles: [host] }\n  b: *h\n',
    ],
    [
      'a role that is an alias',
      'a.yaml',
      'x-role: &h { subscribeParams: { subscribeToRoles: [host] } }\nroles:\n  host: *h\n',
    ],
    [
      'a name that is an alias',
      'a.yaml',
      'roles:\n  host: { name: &h host, subscribeParams: { subscribeToRoles: [*h, b] } }\n  b: { subscribeParams: { subscribeToRoles: [*h] } }\n',
    ],
    [
      'a key with an anchor',
      'a.yaml',
      'roles:\n  &h host: { name: *h }\nplugins: { whiteboard: { permissions: { admin: [*h] } } }\n',
    ],
    [
      'a list that is an alias',
      'a.yaml',
      'roles:\n  host: { subscribeParams: { subscribeToRoles: &l [host] } }\n  b: { subscribeParams: { subscribeToRoles: *l } }\n',
    ],
    [
      'merge keys',
      'a.yaml',
      'x-all: &all\n  host: { name: host, subscribeParams: { subscribeToRoles: [host] } }\nroles:\n  <<: *all\n  b: { subscribeParams: { subscribeToRoles: [host] } }\n',
    ],
    [
      'text below its key',
      'a.yaml',
      'roles:\n  host:\n    name: >- # folded\n      host\n  b:\n    name: |-\n      b\ndestinations: { browserRecordings: { a: { role: host } } }\n',
    ],
    ['CRLF', 'a.yaml', 'roles:\r\n  host:\r\n    name: host\r\n    priority: 1\r\n'],
    ['a byte order mark', 'a.yaml', '\ufeffroles:\n  host: { name: host, priority: 1 }\n'],
    ['a byte order mark on the same line', 'a.json', '\ufeff{"roles": {"host": {"name": "host"}}}'],
    [
      'several documents',
      'a.yaml',
      'roles:\n  host: { name: host, priority: 1 }\n---\nroles:\n  b: { subscribeParams: { subscribeToRoles: [host] } }\n',
    ],
    ['a role by itself', 'a.yaml', 'name: host\nsubscribeParams: { subscribeToRoles: [host] }\n'],
    [
      'a role that there is not',
      'a.yaml',
      'roles:\n  a: { subscribeParams: { subscribeToRoles: [host] } }\n  b: { subscribeParams: { subscribeToRoles: ["host"] } }\n',
    ],
  ])('there and back gives the same bytes: %s', async (name, path, text) => {
    const word = text.includes('"h\\u006fst') ? 'h\\u006fst' : 'host';
    for (const to of ['chair', 'true', 'a: b', "it's #1", '"', '']) {
      const { there, back } = await thereAndBack(path, text, word, 'host', to);
      expect(back).toBe(text);
      // In several documents the other one keeps its own.
      if (name !== 'several documents') expect(there).not.toContain('host');
      // Comments stay, and lines but for the one of text that would be empty.
      for (const [comment] of text.matchAll(/# \w+|x \*\//g)) expect(there).toContain(comment);
      if (!text.includes('>-') || to !== '') expect(there.split('\n')).toHaveLength(text.split('\n').length);
    }
  });

  it.each([
    ['true', '"true"'],
    ['1', '"1"'],
    ['~', '"~"'],
    ['null', '"null"'],
    ['a: b', '"a: b"'],
    ['#x', '"#x"'],
    [' edge ', '" edge "'],
    ['', '""'],
    ['a/b', 'a/b'],
    ['__proto__', '__proto__'],
    ['😀', '😀'],
    ['\u001b[31m', '"\\u001b[31m"'],
  ])('writes the name %j as %s', async (to, spelled) => {
    const text = 'roles:\n  host:\n    name: host\n    priority: 1\n';
    const { there, back } = await thereAndBack('a.yaml', text, 'host', 'host', to);
    expect(there).toBe(text.replaceAll('host', () => spelled));
    expect(back).toBe(text);
  });

  it('changes only those names that are the same as the key', async () => {
    const text = 'roles:\n  host:\n    name: Host\n    subscribeParams: { subscribeToRoles: [host] }\n';
    const { there } = await thereAndBack('a.yaml', text, 'host', 'host', 'chair');
    expect(there).toBe(text.replaceAll('host', 'chair'));
  });

  it('is done for the version of the document, where the editor knows such', async () => {
    const text = 'roles:\n  host: { name: host, priority: 1 }\n';
    const { editor, uri } = await opened(text);
    await editor.change(uri, `${text}# more\n`);
    const params = { textDocument: { uri }, position: placeOf(text, 'host'), newName: 'chair' };
    const edit = await editor.request(RenameRequest.type, params);
    const [change] = edit?.documentChanges ?? [];
    expect(edit?.changes).toBe(undefined);
    expect(TextDocumentEdit.is(change) && change.textDocument).toEqual({ uri, version: 2 });
  });

  it('is plain changes for other editors', async () => {
    const text = 'roles:\n  host: { name: host, priority: 1 }\n';
    const { editor, uri } = await opened(text, 'a.yaml', {});
    const params = { textDocument: { uri }, position: placeOf(text, 'host'), newName: 'chair' };
    const edit = await editor.request(RenameRequest.type, params);
    expect(edit?.documentChanges).toBe(undefined);
    expect(afterEdit(text, uri, edit)).toBe(text.replaceAll('host', 'chair'));
    expect(editor.initialized.capabilities.renameProvider).toBe(true);
  });

  it.each([
    ['to a role that exists', full, 'host', 'guest', 'there is a role `guest` already: choose another name'],
    [
      'to a destination that exists',
      'hlsDestinations: { a: { name: a }, b: { name: b } }\n',
      'a: {',
      'b',
      'there is a destination `b` already: choose another name',
    ],
    [
      'to a role that is mentioned',
      'roles: { a: { subscribeParams: { subscribeToRoles: [b] } } }\n',
      'a: {',
      'b',
      '`b` is mentioned already, though there is no such role: choose another name',
    ],
    [
      'to an anchor that exists',
      'roles: { a: &x { priority: 1 }, b: &y { priority: 2 } }\n',
      'x {',
      'y',
      'there is an anchor `y` already: choose another name',
    ],
    [
      'to what no anchor can be',
      'roles: { a: &x { priority: 1 } }\n',
      'x {',
      'a b',
      'the name of an anchor has no spaces, commas and brackets',
    ],
    [
      'of a role of the platform',
      'hlsDestinations: { a: { name: a, role: __internal_recorder } }\n',
      '__internal',
      'b',
      '`__internal_recorder` is a role of the platform: it cannot be renamed',
    ],
    [
      'to a role of the platform',
      full,
      'host',
      '__internal_x',
      'names that begin with `__internal` belong to the platform',
    ],
    [
      'in broken text',
      'roles:\n  host: { name: host, priority: 1\n',
      'host',
      'b',
      'the text is broken, so that some mentions cannot be seen: mend it first',
    ],
    [
      'of a key that stands twice',
      'roles:\n  host: { priority: 1 }\n  host: { priority: 2 }\n',
      'host: { priority: 2',
      'b',
      '`b` cannot be written here without changing something else',
    ],
    [
      'to what is too long for a key',
      'roles:\n  host: { priority: 1 }\n',
      'host',
      'x'.repeat(10_000),
      `\`${'x'.repeat(59)}…\` cannot be written here without changing something else`,
    ],
    [
      'where an alias means something else',
      'name: &n host\nroles:\n  host: { priority: 1 }\n  b: { subscribeParams: { subscribeToRoles: [*n] } }\n',
      'host: {',
      'b2',
      'an alias of `host` stands for something else as well: write that out first',
    ],
    ['of other words', full, 'permissions', 'x', 'no role, destination or anchor stands here'],
  ])('is refused %s', async (_, text, word, newName, message) => {
    const { editor, uri } = await opened(text);
    const asked = editor.request(RenameRequest.type, { textDocument: { uri }, position: placeOf(text, word), newName });
    expect(await refusal(asked)).toEqual({ code: LSPErrorCodes.RequestFailed, message });
  });

  it('writes a name of 10,000 characters where JSON can', async () => {
    const text = '{"roles": {"host": {"name": "host"}}}';
    const long = 'x'.repeat(10_000);
    const { there, back } = await thereAndBack('a.json', text, 'host', 'host', long);
    expect(there).toBe(text.replaceAll('host', long));
    expect(back).toBe(text);
  });
});

describe('prepare rename', () => {
  const capabilities: ClientCapabilities = {
    ...pushing,
    textDocument: { ...pushing.textDocument, rename: { prepareSupport: true } },
  };

  it('says what would be renamed', async () => {
    const text = '{"roles": {"h\\u006fst": {"name": "host"}}}';
    const { editor, uri } = await opened(text, 'a.json', capabilities);
    expect(editor.initialized.capabilities.renameProvider).toEqual({ prepareProvider: true });
    const ask = (word: string) =>
      editor.request(PrepareRenameRequest.type, { textDocument: { uri }, position: placeOf(text, word) });
    const start = { line: 0, character: 12 };
    expect(await ask('\\u006f')).toEqual({ range: { start, end: { line: 0, character: 21 } }, placeholder: 'host' });
    expect(await ask('roles')).toBe(null);
  });

  it('is refused where the rename is', async () => {
    const text = 'hlsDestinations: { a: { name: a, role: __internal_recorder } }\n';
    const { editor, uri } = await opened(text, 'a.yaml', capabilities);
    const position = placeOf(text, '__internal');
    const asked = editor.request(PrepareRenameRequest.type, { textDocument: { uri }, position });
    expect((await refusal(asked)).message).toBe(
      '`__internal_recorder` is a role of the platform: it cannot be renamed',
    );
  });
});
