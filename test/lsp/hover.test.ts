import { afterEach, describe, expect, it } from 'vitest';
import {
  type ClientCapabilities,
  type Hover,
  HoverRequest,
  MarkupContent,
  MarkupKind,
} from 'vscode-languageserver-protocol/node';
import { Editor, pushing } from './client.ts';
import { placeOf, wordsAt } from './marked.ts';

let editor: Editor | undefined;

afterEach(async () => {
  if (editor !== undefined) expect(await editor.stop()).toBe(0);
  editor = undefined;
});

const markdown: ClientCapabilities = {
  ...pushing,
  textDocument: { ...pushing.textDocument, hover: { contentFormat: [MarkupKind.Markdown, MarkupKind.PlainText] } },
};

async function opened(text: string, path = 'a.yaml', capabilities = markdown) {
  editor = await Editor.start({ capabilities });
  return { editor, uri: await editor.open(path, text) };
}

function said(hover: Hover | null): string {
  return MarkupContent.is(hover?.contents) ? hover.contents.value : '';
}

const template = `name: webinar
roles:
  host:
    name: host
    publishParams:
      allowed: [audio, video]
      video: { bitRate: 850, width: 1280, height: 720 }
      screen: {}
    subscribeParams:
      subscribeToRoles: [host, guest, nobody]
    priority: 9
  guest:
    publishParams: { allowed: [audio] }
    subscribeParams: { subscribeToRoles: [host] }
`;

async function hoverOn(text: string, word: string, turn = 0, path = 'a.yaml', capabilities = markdown) {
  const { editor, uri } = await opened(text, path, capabilities);
  return editor.request(HoverRequest.type, { textDocument: { uri }, position: placeOf(text, word, turn) });
}

describe('hover', () => {
  it('says of a property what it is, its unit, range, defaults and source', async () => {
    const hover = await hoverOn(template, 'bitRate');
    expect(said(hover)).toMatchInlineSnapshot(`
      "**Video bitrate** \`bitRate\`

      The highest bitrate of the video track. The page gives 256 as the default, the API was seen to fill in 300.

      - Type: whole number
      - Range: 30 to 2000 kbps
      - Default: \`300\` was seen in answers of the API, the documentation says \`256\`
      - Source: create-template page, video object"
    `);
    expect(wordsAt(template, hover?.range === undefined ? [] : [hover.range])).toEqual(['7 bitRate']);
  });

  it('says the same of the value, in plain text for who shows no other', async () => {
    const hover = await hoverOn(template, '850', 0, 'a.yaml', pushing);
    expect(hover?.contents).toMatchObject({ kind: MarkupKind.PlainText });
    expect(said(hover)).toContain('Default: `300` was seen in answers of the API, the documentation says `256`');
    expect(said(hover)).not.toContain('**');
    expect(wordsAt(template, hover?.range === undefined ? [] : [hover.range])).toEqual(['7 850']);
  });

  it('says of a role who hears it, whom it hears and what it publishes, wherever it is named', async () => {
    const { editor, uri } = await opened(template);
    const on = (word: string, turn: number) =>
      editor.request(HoverRequest.type, { textDocument: { uri }, position: placeOf(template, word, turn) });
    const key = said(await on('host', 0));
    expect(key).toMatchInlineSnapshot(`
      "**Role** \`host\`

      - Publishes audio (32 kbps), video (1280×720, 850 kbps, 30 frames per second)
      - Heard by 2: \`host\`, \`guest\`
      - Hears 2: \`host\`, \`guest\`
      - Subscribes in vain to \`nobody\`
      - May \`browserRecording\`, \`rtmpStreaming\`, \`hlsStreaming\`
      - Any number of peers may have it"
    `);
    for (const turn of [1, 2, 3]) expect(said(await on('host', turn))).toContain(key);
    const use = await on('host', 3);
    expect(said(use)).toContain('- Heard by 2: `host`, `guest`');
    expect(wordsAt(template, use?.range === undefined ? [] : [use.range])).toEqual(['14 host']);
    expect(said(await on('nobody', 0))).toContain('There is no such role');
  });

  it('says of a finding its message, its rule and why that holds', async () => {
    const text = said(await hoverOn(template, '9'));
    expect(text).toContain(
      '**role-priority**: \\`priority\\` must be from 1 \\(highest\\) to 5 \\(lowest\\)\\, found \\`9\\`',
    );
    expect(text).toContain('**Priority** `priority`');
  });

  it('says nothing in the white space of an object, nor outside', async () => {
    const text = '{\n  "name": "a",\n\n  "roles": { "a": { "priority": 1 } }\n}\n';
    const { editor, uri } = await opened(text, 'a.json');
    for (const position of [
      { line: 2, character: 0 },
      { line: 99, character: 99 },
    ]) {
      expect(await editor.request(HoverRequest.type, { textDocument: { uri }, position })).toBeNull();
    }
    expect(
      said(await editor.request(HoverRequest.type, { textDocument: { uri }, position: placeOf(text, 'priority') })),
    ).toContain('Priority');
  });

  it.each([
    ['[x](command:evil)', '`[x](command:evil)`'],
    ['``` a`b', '```` ``` a`b ````'],
    ['<img src=x>', '`<img src=x>`'],
    ['a\nb\u001b[31m', '`a\\nb\\u001b[31m`'],
    ['', '`""`'],
    ['x'.repeat(10_000), `\`${'x'.repeat(80)}…\``],
    ['__proto__', '`__proto__`'],
  ])('shows the role %j as nothing but its name', async (name, shown) => {
    const role = { publishParams: { allowed: ['audio'] }, subscribeParams: { subscribeToRoles: [name] }, priority: 1 };
    const text = JSON.stringify({ name: 'a', roles: Object.fromEntries([[name, role]]) });
    const hover = await hoverOn(text, JSON.stringify(name), 1, 'a.json');
    expect(said(hover)).toContain(`**Role** ${shown}\n`);
    expect(said(hover)).toContain(`- Heard by 1: ${shown}\n`);
  });

  it('shows names in the message of a finding as nothing but text', async () => {
    const text = 'name: a\nroles:\n  a:\n    subscribeParams:\n      subscribeToRoles: ["[x](command:evil) <b>`"]\n';
    expect(said(await hoverOn(text, '[x]'))).toContain('\\[x\\]\\(command\\:evil\\) \\<b\\>\\`');
  });
});
