import { afterEach, describe, expect, it } from 'vitest';
import {
  DocumentSymbol,
  DocumentSymbolRequest,
  FileChangeType,
  SymbolKind,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver-protocol/node';
import { Editor, pushing } from './client.ts';
import { wordsAt } from './marked.ts';

let editor: Editor | undefined;

afterEach(async () => {
  if (editor !== undefined) expect(await editor.stop()).toBe(0);
  editor = undefined;
});

const nesting = {
  ...pushing,
  textDocument: { ...pushing.textDocument, documentSymbol: { hierarchicalDocumentSymbolSupport: true } },
};

const template = `name: webinar
roles:
  host:
    name: host
    publishParams:
      allowed: [audio, video, screen]
      audio: { bitRate: 32 }
      video: { bitRate: 850, frameRate: 30, width: 1280, height: 720 }
      simulcast:
        video:
          layers:
            - { rid: f, scaleResolutionDownBy: 1, maxBitrate: 850 }
            - { rid: h, scaleResolutionDownBy: 2, maxBitrate: 350, maxFramerate: 25 }
    subscribeParams: { subscribeToRoles: [host, guest] }
  guest:
    publishParams: { allowed: [], audio: { bitRate: 16 } }
    subscribeParams: { subscribeToRoles: [] }
settings: { region: eu }
destinations:
  rtmpDestinations:
    tube: { name: tube, rtmpUrls: ['rtmp://a.example.com/live/secret-key'] }
  hlsDestinations:
    main:
      name: main
      layers:
        - { width: 1280, height: 720, videoBitrate: 1500 }
  browserRecordings:
    page: { name: page, role: host }
  transcriptions:
    notes: { name: notes, role: guest, modes: [recorded, live] }
`;

/** The outline as indented lines: names, details, and what is selected. */
function lines(text: string, symbols: readonly DocumentSymbol[], indent = ''): string[] {
  return symbols.flatMap(({ name, detail, selectionRange, children = [] }) => [
    `${indent}${[name, detail].filter((part) => part !== undefined).join(': ')} @ ${wordsAt(text, [selectionRange])}`,
    ...lines(text, children, `${indent}  `),
  ]);
}

async function outline(text: string, path = 'a.yaml') {
  editor = await Editor.start({ capabilities: nesting });
  const uri = await editor.open(path, text);
  const found = await editor.request(DocumentSymbolRequest.type, { textDocument: { uri } });
  const symbols: DocumentSymbol[] = [];
  for (const symbol of found ?? []) if (DocumentSymbol.is(symbol)) symbols.push(symbol);
  return lines(text, symbols);
}

describe('document symbols', () => {
  it('are roles, tracks and destinations, not the raw tree', async () => {
    expect(await outline(template)).toEqual([
      'host: hears host and guest @ 3 host',
      '  audio: 32 kbps @ 7 audio',
      '  video: 1280×720 · 850 kbps · 30 fps @ 8 video',
      '  screen @ 6 screen',
      '  video simulcast: 2 layers @ 10 video',
      '    layer f: 1280×720 · 850 kbps @ 12 {',
      '    layer h: 640×360 · 350 kbps · 25 fps @ 13 {',
      'guest: hears nobody @ 15 guest',
      '  audio: 16 kbps · not allowed @ 16 audio',
      'RTMP destinations @ 20 rtmpDestinations',
      '  tube: 1 address @ 21 tube',
      'HLS destinations @ 22 hlsDestinations',
      '  main: 1 layer @ 23 main',
      '    layer 1: 1280×720 · 1500 kbps @ 26 {',
      'Browser recordings (old) @ 27 browserRecordings',
      '  page: role host @ 28 page',
      'Transcriptions @ 29 transcriptions',
      '  notes: recorded, live · role guest @ 30 notes',
    ]);
  });

  it.each([
    ['role', 'a.yaml', 'name: host\npublishParams: { allowed: [audio] }\n', ['host @ 1 host', '  audio @ 2 audio']],
    [
      'recordings',
      'a.json',
      '[{"name": "all", "role": "host", "trackRecording": {}}]',
      ['all: recorded by host @ 1 {'],
    ],
    [
      'destinations',
      'a.yaml',
      'hlsDestinations: { main: { name: main } }\n',
      ['HLS destinations @ 1 hlsDestinations', '  main @ 1 main'],
    ],
  ])('of a document that is a %s by itself', async (_, path, text, expected) => {
    expect(await outline(text, path)).toEqual(expected);
  });

  it('are kept apart for several documents', async () => {
    const text = 'name: one\nroles:\n  host: { priority: 1 }\n---\nroles:\n  host: { priority: 1 }\n';
    expect(await outline(text)).toEqual([
      'one: template @ 1 one',
      '  host @ 3 host',
      'template 2: template @ 5 ',
      '  host @ 6 host',
    ]);
  });

  it('can be read whatever the names are', async () => {
    const text = JSON.stringify({
      roles: { '': { name: '' }, ' ': {}, '\u001b[31m': {}, ['__proto__']: { priority: 1 } },
    });
    expect(await outline(text, 'a.json')).toEqual([
      '"" @ 1 ""',
      '" " @ 1 " "',
      '\\u001b[31m @ 1 "\\u001b[31m"',
      '__proto__ @ 1 "__proto__"',
    ]);
  });

  it('are a list for editors that show no tree', async () => {
    editor = await Editor.start();
    const uri = await editor.open('a.yaml', template);
    const found = await editor.request(DocumentSymbolRequest.type, { textDocument: { uri } });
    const list = (found ?? []).flatMap((symbol) => ('location' in symbol ? [symbol] : []));
    expect(list.slice(0, 3).map(({ name, kind, containerName }) => [name, kind, containerName])).toEqual([
      ['host', SymbolKind.Class, undefined],
      ['audio', SymbolKind.Field, 'host'],
      ['video', SymbolKind.Field, 'host'],
    ]);
    expect(list).toHaveLength(found?.length ?? 0);
    expect(
      wordsAt(
        template,
        list.slice(1, 2).map(({ location }) => location.range),
      ),
    ).toEqual(['7 audio: { bitRate: 32 }']);
  });
});

describe('workspace symbols', () => {
  async function names(query: string): Promise<string[]> {
    const found = (await editor?.request(WorkspaceSymbolRequest.type, { query })) ?? [];
    return found.flatMap((symbol) =>
      'location' in symbol ? [`${symbol.location.uri.split('/').at(-1)} ${symbol.name}`] : [],
    );
  }

  it('are those of open documents and of files that are not open', async () => {
    editor = await Editor.start({
      files: {
        'b.yaml': 'roles:\n  moderator: { priority: 1 }\n',
        'other.json': '{"roles": "none of ours"}',
      },
    });
    await editor.open('a.yaml', 'hlsDestinations: { mirror: { name: mirror } }\n');
    expect(await names('')).toEqual(['a.yaml mirror', 'b.yaml moderator']);
    expect(await names('MDR')).toEqual(['b.yaml moderator']);
    expect(await names('m')).toEqual(['a.yaml mirror', 'b.yaml moderator']);
    expect(await names('dm')).toEqual([]);

    editor.write('b.yaml', 'roles:\n  chair: { priority: 1 }\n');
    await editor.tell(FileChangeType.Changed, 'b.yaml');
    expect(await names('')).toEqual(['a.yaml mirror', 'b.yaml chair']);

    // What the editor has comes before what the disk has.
    await editor.open('b.yaml', 'roles:\n  host: { priority: 1 }\n');
    expect(await names('')).toEqual(['a.yaml mirror', 'b.yaml host']);
  });

  it('that fit best come first', async () => {
    editor = await Editor.start();
    await editor.open('a.yaml', 'roles: { h-o-s-t: { priority: 1 }, cohost: {}, hosts: {}, host: {}, guest: {} }\n');
    expect(await names('host')).toEqual(['a.yaml host', 'a.yaml hosts', 'a.yaml cohost', 'a.yaml h-o-s-t']);
  });
});
