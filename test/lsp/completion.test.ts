import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  type ClientCapabilities,
  type CompletionItem,
  type CompletionList,
  CompletionRequest,
  type Position,
} from 'vscode-languageserver-protocol/node';
import { Positions } from '../../lsp/positions.ts';
import { applyEdits, inOrder } from '../../src/edit.ts';
import { Editor, pushing } from './client.ts';
import { KeptEditors } from './kept-editors.ts';

let editor: Editor | undefined;
const kept = new KeptEditors();

afterEach(async () => {
  if (editor !== undefined) expect(await editor.stop()).toBe(0);
  editor = undefined;
});

afterAll(async () => {
  for (const code of await kept.stop()) expect(code).toBe(0);
});

/** An editor that fills in places, strikes through, and takes texts as they are. */
const able: ClientCapabilities = {
  ...pushing,
  textDocument: {
    ...pushing.textDocument,
    completion: {
      completionItem: {
        snippetSupport: true,
        insertReplaceSupport: true,
        documentationFormat: ['markdown', 'plaintext'],
        tagSupport: { valueSet: [1] },
        insertTextModeSupport: { valueSet: [1, 2] },
      },
    },
  },
};

/** The text without the bar that shows where the cursor is, and that place. */
function cursorIn(marked: string): { readonly text: string; readonly position: Position } {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  return { text, position: new Positions(text).at(offset - (text.startsWith('\ufeff') ? 1 : 0)) };
}

async function proposed(marked: string, path = 'a.yaml', capabilities = pushing): Promise<CompletionList> {
  const editor = await kept.of(capabilities);
  const { text, position } = cursorIn(marked);
  const uri = await editor.open(path, text);
  const answer = await editor.request(CompletionRequest.type, { textDocument: { uri }, position });
  await editor.close(uri);
  if (Array.isArray(answer)) throw new Error('a list is answered');
  return answer ?? { isIncomplete: false, items: [] };
}

/** What editors show, in the order in which they do. */
function labels({ items }: CompletionList): string[] {
  return items.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1)).map(({ label }) => label);
}

function accepted(marked: string, { items }: CompletionList, label: string): string {
  const item = items.find((each) => each.label === label);
  if (item === undefined) throw new Error(`${label} is not proposed`);
  return accept(cursorIn(marked).text, item);
}

/** The text after a proposal is accepted. */
function accept(text: string, { textEdit, additionalTextEdits = [] }: CompletionItem): string {
  if (textEdit === undefined) throw new Error('nothing is edited');
  const positions = new Positions(text);
  const main = { range: 'range' in textEdit ? textEdit.range : textEdit.replace, newText: textEdit.newText };
  const edits = [...additionalTextEdits, main].map(({ range, newText }) => ({
    range: positions.offsets(range),
    text: newText,
  }));
  return applyEdits(text, inOrder(edits) ?? []);
}

const role = (inside: string) => `name: x\nroles:\n  host:\n    priority: 1\n  guest:\n${inside}`;

describe('names of properties', () => {
  it('are those that are not there yet, the required ones first, the deprecated ones last', async () => {
    const layers = `name: x\nroles:\n  host:\n    publishParams:\n      simulcast:\n        video:\n          layers:\n            - maxBitrate: 1\n              |\n`;
    expect(labels(await proposed(layers))).toEqual(['rid', 'scaleResolutionDownBy', 'maxFramerate']);
    const params = await proposed(role('    publishParams:\n      allowed: []\n      |\n'), 'b.yaml', able);
    expect(labels(params)).toEqual([
      'audio',
      'video',
      'screen',
      'simulcast',
      'videoSimulcastLayers',
      'screenSimulcastLayers',
    ]);
  });

  it('are struck through where they are deprecated, and say what they are for', async () => {
    const { items } = await proposed(role('    publishParams:\n      |\n'), 'a.yaml', able);
    expect(items.find(({ label }) => label === 'videoSimulcastLayers')).toMatchObject({ tags: [1] });
    expect(items.find(({ label }) => label === 'video')).toMatchObject({
      documentation: { kind: 'markdown', value: expect.stringContaining('The quality of the camera track.') },
    });
  });

  it.each([
    ['on an empty line', role('    |\n'), 'maxPeerCount', role('    maxPeerCount: 0\n')],
    ['half typed', role('    max|\n'), 'maxPeerCount', role('    maxPeerCount: 0\n')],
    [
      'half typed, before others',
      role('    max|\n    priority: 1\n'),
      'maxPeerCount',
      role('    maxPeerCount: 0\n    priority: 1\n'),
    ],
    ['with their colon there', role('    max|x: 3\n'), 'maxPeerCount', role('    maxPeerCount: 3\n')],
    ['of an object', role('    pub|\n'), 'publishParams', role('    publishParams:\n      \n')],
    [
      'of a list',
      role('    subscribeParams:\n      sub|\n'),
      'subscribeToRoles',
      role('    subscribeParams:\n      subscribeToRoles:\n        - \n'),
    ],
    [
      'between brackets',
      role('    publishParams: { video: { bitRate: 1, | } }\n'),
      'codec',
      role('    publishParams: { video: { bitRate: 1, codec: vp8 } }\n'),
    ],
    [
      'where a bracket is missing',
      role('    publishParams: { video: { bit|\n    priority: 1\n'),
      'bitRate',
      role('    publishParams: { video: { bitRate: 300\n    priority: 1\n'),
    ],
    ['in quotes', role('    "max|": 3\n'), 'maxPeerCount', role('    "maxPeerCount": 3\n')],
    ['in quotes that are open', role("    'max|\n"), 'maxPeerCount', role('    maxPeerCount: 0\n')],
    [
      'with CRLF',
      role('    pub|\n').replaceAll('\n', '\r\n'),
      'publishParams',
      role('    publishParams:\n      \n').replaceAll('\n', '\r\n'),
    ],
    [
      'below a merge key and an anchor',
      'roles:\n  a: &base\n    priority: 1\n  b:\n    <<: *base\n    max|\n',
      'maxPeerCount',
      'roles:\n  a: &base\n    priority: 1\n  b:\n    <<: *base\n    maxPeerCount: 0\n',
    ],
    [
      'in the second document',
      'name: x\nroles: { a: {} }\n---\nname: y\nroles:\n  b:\n    max|\n---\nname: z\nroles: {}\n',
      'maxPeerCount',
      'name: x\nroles: { a: {} }\n---\nname: y\nroles:\n  b:\n    maxPeerCount: 0\n---\nname: z\nroles: {}\n',
    ],
    ['of a role by itself', 'publishParams: {}\nmax|\n', 'maxPeerCount', 'publishParams: {}\nmaxPeerCount: 0\n'],
  ])('are written %s', async (_, marked, label, after) => {
    expect(accepted(marked, await proposed(marked), label)).toBe(after);
  });

  it.each([
    ['in JSON', '{"name": "x", "roles": {"a": {|}}}', '{"name": "x", "roles": {"a": {"maxPeerCount": 0}}}'],
    ['in a string', '{"name": "x", "roles": {"a": {"max|"}}}', '{"name": "x", "roles": {"a": {"maxPeerCount": 0}}}'],
    [
      'in a string that is open',
      '{"name": "x", "roles": {"a": {"max|}}}',
      '{"name": "x", "roles": {"a": {"maxPeerCount": 0}}}',
    ],
    [
      'in a string before others',
      '{"name": "x", "roles": {"a": {"max|, "priority": 1}}}',
      '{"name": "x", "roles": {"a": {"maxPeerCount": 0, "priority": 1}}}',
    ],
    ['without quotes', '{"name": "x", "roles": {"a": {max|}}}', '{"name": "x", "roles": {"a": {"maxPeerCount": 0}}}'],
    [
      'where commas are missing',
      '{"name": "x", "roles": {"a": {"priority": 1\n|\n"name": "a"}}}',
      '{"name": "x", "roles": {"a": {"priority": 1,\n"maxPeerCount": 0,\n"name": "a"}}}',
    ],
    [
      'behind a comma that is too much',
      '{"name": "x", "roles": {"a": {"priority": 1,|',
      '{"name": "x", "roles": {"a": {"priority": 1,"maxPeerCount": 0',
    ],
    [
      'with their colon there',
      '{"name": "x", "roles": {"a": {"max|": 3}}}',
      '{"name": "x", "roles": {"a": {"maxPeerCount": 3}}}',
    ],
  ])('are written %s', async (_, marked, after) => {
    expect(accepted(marked, await proposed(marked, 'a.json'), 'maxPeerCount')).toBe(after);
  });

  it('hold places to fill in for editors that know such', async () => {
    const { items } = await proposed(role('    permissions:\n      |\n'), 'a.yaml', able);
    expect(items.find(({ label }) => label === 'endRoom')).toMatchObject({
      insertTextFormat: 2,
      textEdit: { newText: 'endRoom: ${1|true,false|}' },
    });
    const { items: outer } = await proposed(role('    pub|\n'), 'b.yaml', able);
    expect(outer.find(({ label }) => label === 'publishParams')).toMatchObject({
      insertTextFormat: 2,
      insertTextMode: 1,
      textEdit: { newText: 'publishParams:\n      ${1}' },
    });
  });

  it('are put in front of the rest of a word, or in its place', async () => {
    const { items } = await proposed(role('    max|Peers: 1\n'), 'a.yaml', able);
    const at = (character: number) => ({ line: 5, character });
    expect(items.find(({ label }) => label === 'maxPeerCount')?.textEdit).toEqual({
      newText: 'maxPeerCount',
      insert: { start: at(4), end: at(7) },
      replace: { start: at(4), end: at(12) },
    });
  });
});

describe('values', () => {
  it.each([
    ['an enumeration', role('    publishParams: { allowed: [audio, |] }\n'), ['video', 'screen', 'simulcast']],
    ['a switch', role('    permissions:\n      endRoom: |\n'), ['false', 'true']],
    ['a number with defaults', role('    publishParams: { audio: { bitRate: | } }\n'), ['32']],
    ['a role that hears', role('    subscribeParams: { subscribeToRoles: [host, |] }\n'), ['guest']],
    ['a role on a line', role('    subscribeParams:\n      subscribeToRoles:\n        - |\n'), ['host', 'guest']],
    [
      'a role of a destination',
      `${role('    priority: 1\n')}destinations:\n  browserRecordings:\n    main:\n      role: |\n`,
      ['host', 'guest'],
    ],
    [
      'a role of a plugin',
      `${role('    priority: 1\n')}plugins:\n  whiteboard:\n    permissions:\n      admin: [|\n`,
      ['host', 'guest'],
    ],
    [
      'the names of a map of roles',
      `${role('    priority: 1\n')}destinations:\n  transcriptions:\n    t:\n      translation:\n        roleLanguages:\n          host: es\n          |\n`,
      ['guest'],
    ],
    ['a name that repeats the key', role('    name: |\n'), ['guest']],
    [
      'a size',
      role('    publishParams: { video: { height: | } }\n'),
      ['360', '180', '1080', '720', '540', '480', '270'],
    ],
  ])('are those of %s', async (_, marked, expected) => {
    expect(labels(await proposed(marked))).toEqual(expected);
  });

  it.each([
    ['right behind a colon', role('    priority:|\n'), '1', role('    priority: 1\n')],
    [
      'in place of a word',
      role('    subscribeParams: { subscribeToRoles: [ho|stess] }\n'),
      'guest',
      role('    subscribeParams: { subscribeToRoles: [guest] }\n'),
    ],
    [
      'in quotes',
      role('    subscribeParams: { subscribeToRoles: ["|", host] }\n'),
      'guest',
      role('    subscribeParams: { subscribeToRoles: ["guest", host] }\n'),
    ],
    [
      'in a string that is open',
      role('    subscribeParams: { subscribeToRoles: ["g|\n    priority: 1\n'),
      'guest',
      role('    subscribeParams: { subscribeToRoles: ["guest"\n    priority: 1\n'),
    ],
    [
      'without its dash',
      role('    subscribeParams:\n      subscribeToRoles:\n        - host\n        |\n'),
      'guest',
      role('    subscribeParams:\n      subscribeToRoles:\n        - host\n        - guest\n'),
    ],
    [
      'as a whole list',
      role('    subscribeParams:\n      subscribeToRoles: |\n'),
      '[host, guest]',
      role('    subscribeParams:\n      subscribeToRoles: [host, guest]\n'),
    ],
  ])('are written %s', async (_, marked, label, after) => {
    expect(accepted(marked, await proposed(marked), label)).toBe(after);
  });

  it.each([
    ['~', '["~"]', "['~']"],
    ['a, b', '["a, b"]', "['a, b']"],
    ['true', '["true"]', "['true']"],
    ["it's", "[it's]", "['it''s']"],
    ['é😀', '[é😀]', "['é😀']"],
    ['a\nb', '["a\\nb"]', '["a\\nb"]'],
    ['', '[""]', "['']"],
    ['toString', '[toString]', "['toString']"],
    ['__proto__', '[__proto__]', "['__proto__']"],
  ])('write the role %j so that it is read as that', async (name, plain, single) => {
    const text = (list: string) =>
      `roles:\n  ${JSON.stringify(name)}:\n    subscribeParams:\n      subscribeToRoles: ${list}\n`;
    const pick = ({ items }: CompletionList, marked: string) => {
      const [item] = items.filter(({ detail }) => detail === 'role');
      return item === undefined ? undefined : accept(cursorIn(marked).text, item);
    };
    expect(pick(await proposed(text('[|]')), text('[|]'))).toBe(text(plain));
    expect(pick(await proposed(text("['|']"), 'b.yaml'), text("['|']"))).toBe(text(single));
    const json = JSON.stringify({ roles: { x: { subscribeParams: { subscribeToRoles: ['|'] } } } });
    const marked = json.replace('"x"', JSON.stringify(name));
    expect(pick(await proposed(marked, 'c.json'), marked)).toBe(marked.replace('"|"', JSON.stringify(name)));
  });
});

describe('skeletons', () => {
  it('of a template are proposed in an empty document', async () => {
    const list = await proposed('|');
    const text = accepted('|', list, 'webinar template');
    expect(text).toMatchInlineSnapshot(`
      "name: webinar
      roles:
        host:
          publishParams:
            allowed: [audio, video, screen]
          subscribeParams:
            subscribeToRoles: [host]
          priority: 1
        guest:
          publishParams:
            allowed: []
          subscribeParams:
            subscribeToRoles: [host]
          permissions:
            browserRecording: false
            rtmpStreaming: false
            hlsStreaming: false
          priority: 3"
    `);
    expect(labels(await proposed('# hmslint\n|', 'b.yaml'))).toContain('call template');
    expect(JSON.parse(accepted('|', await proposed('|', 'c.json'), 'call template'))).toMatchObject({ name: 'call' });
    expect(JSON.parse(accepted('{|}', await proposed('{|}', 'd.json'), 'call template'))).toMatchObject({
      name: 'call',
    });
  });

  it('of a role are proposed among the roles, first of those that are mentioned', async () => {
    const text = 'name: x\nroles:\n  host:\n    subscribeParams:\n      subscribeToRoles: [host, guest]\n  |\n';
    const list = await proposed(text);
    expect(labels(list)).toEqual(['guest', 'a role that speaks and hears', 'a role that listens only']);
    expect(accepted(text, list, 'a role that listens only')).toMatchInlineSnapshot(`
      "name: x
      roles:
        host:
          subscribeParams:
            subscribeToRoles: [host, guest]
        guest:
          publishParams:
            allowed: []
          subscribeParams:
            subscribeToRoles: [host]
          permissions:
            browserRecording: false
            rtmpStreaming: false
            hlsStreaming: false
          priority: 3
      "
    `);
    expect(accepted(text, list, 'guest')).toMatchInlineSnapshot(`
      "name: x
      roles:
        host:
          subscribeParams:
            subscribeToRoles: [host, guest]
        guest:
          publishParams:
            allowed: [audio, video]
          subscribeParams:
            subscribeToRoles: [host]
          priority: 1
      "
    `);
  });

  it('of sizes are proposed where both sides are missing', async () => {
    const text =
      'name: x\nroles: {}\ndestinations:\n  hlsDestinations:\n    main:\n      name: main\n      layers:\n        - |\n';
    const list = await proposed(text);
    expect(labels(list)).toContain('640×360');
    expect(accepted(text, list, '1280×720')).toContain('        - width: 1280\n          height: 720\n');
    expect(labels(await proposed(text.replace('- |', '- width: 1\n          |'), 'b.yaml'))).not.toContain('1280×720');
  });

  it('of a simulcast layer are that of its turn', async () => {
    const layers =
      'name: x\nroles:\n  a:\n    publishParams:\n      simulcast:\n        video:\n          layers:\n            - rid: f\n            - |\n';
    const list = await proposed(layers);
    expect(accepted(layers, list, 'rid: h')).toContain(
      '            - rid: h\n              scaleResolutionDownBy: 2\n              maxBitrate: 0\n              maxFramerate: 30\n',
    );
    expect(labels(list)).not.toContain('rid: f');
  });

  it('of a destination say its name twice', async () => {
    const text = 'name: x\nroles: {}\ndestinations:\n  hlsDestinations:\n    |\n';
    expect(accepted(text, await proposed(text), 'new HLS destination')).toContain('    main:\n      name: main\n');
  });
});

describe('nothing is proposed', () => {
  it.each([
    ['in a comment', role('    # pri|\n'), 'a.yaml'],
    ['in text of several lines', 'name: x\nroles: {}\nx-note: >\n  some\n  te|xt\n', 'a.yaml'],
    ['in a document of something else', 'on: push\njobs:\n  |\n', 'a.yaml'],
    ['in empty JSON of another name', '{ "version": 1, | }', 'package.json'],
    ['right behind a value', '{"name": "x", "roles": {"a": {"priority": 1}|', 'a.json'],
    ['below what no schema knows', 'name: x\nroles: {}\nx-mine:\n  |\n', 'a.yaml'],
  ])('%s', async (_, marked, path) => {
    expect(labels(await proposed(marked, path))).toEqual([]);
  });

  it('while somebody indents a line', async () => {
    const marked = role('    |\n');
    editor = await Editor.start();
    const { text, position } = cursorIn(marked);
    const uri = await editor.open('a.yaml', text);
    const context = { triggerKind: 2 as const, triggerCharacter: ' ' };
    expect(await editor.request(CompletionRequest.type, { textDocument: { uri }, position, context })).toBeNull();
  });
});

it('the configuration is completed as well', async () => {
  const list = await proposed('rules: {}\nfiles:\n  "*.json":\n    kind: |\n', 'hmslint.config.yaml');
  expect(labels(list)).toEqual(['template', 'role', 'settings', 'destinations', 'recordings']);
});

it('thousands of roles are told in parts', async () => {
  const roles = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`role-${index}`, {}]));
  const json = JSON.stringify({ name: 'x', roles, plugins: { whiteboard: { permissions: { admin: ['role-29'] } } } });
  const marked = json.replace('"role-29"]', '"role-29|"]');
  const list = await proposed(marked, 'a.json');
  expect(list.isIncomplete).toBe(true);
  expect(labels(list)).toHaveLength(111);
});
