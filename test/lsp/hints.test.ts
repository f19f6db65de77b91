import { afterEach, describe, expect, it } from 'vitest';
import {
  type ClientCapabilities,
  CodeLensRequest,
  ErrorCodes,
  ExecuteCommandRequest,
  InlayHintRequest,
  LSPErrorCodes,
  type Range,
} from 'vscode-languageserver-protocol/node';
import { Positions } from '../../lsp/positions.ts';
import { applyEdits } from '../../src/edit.ts';
import { Editor, pushing } from './client.ts';
import { wordsAt } from './marked.ts';

let editor: Editor | undefined;

afterEach(async () => {
  if (editor !== undefined) expect(await editor.stop()).toBe(0);
  editor = undefined;
});

const everything: Range = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };

/** The text with what hints show, where they do. */
async function hinted(text: string, path = 'a.yaml', range = everything): Promise<string> {
  editor ??= await Editor.start();
  const uri = await editor.open(path, text);
  const hints = (await editor.request(InlayHintRequest.type, { textDocument: { uri }, range })) ?? [];
  const positions = new Positions(text);
  const plain = text.replace(/^\ufeff/, '');
  const edits = hints.map(({ position, label }) => {
    const offset = positions.offset(position);
    return { range: { start: offset, end: offset }, text: `«${typeof label === 'string' ? label : ''}»` };
  });
  return applyEdits(plain, edits);
}

const template = `name: webinar
roles:
  host: &host
    publishParams:
      allowed: [audio, video]
      video: { width: 1280, height: 720, bitRate: 850, frameRate: 30 }
      simulcast:
        video:
          layers:
            - { rid: f, scaleResolutionDownBy: 1, maxFramerate: 30, maxBitrate: 850 }
            - rid: h
              scaleResolutionDownBy: 2.5
              maxFramerate: 25
              maxBitrate: 300
    permissions: { endRoom: true, hlsStreaming: false }
    priority: 1
  guest: # listens
    maxPeerCount: 5
    priority: 2
  other: *host
`;

describe('inlay hints', () => {
  it('show what is left out and holds all the same, and the sizes of layers', async () => {
    expect(await hinted(template)).toMatchInlineSnapshot(`
      "name: webinar
      roles:
        host:«maxPeerCount: 0 (default)» &host
          publishParams:
            allowed: [audio, video]
            video: { width: 1280, height: 720, bitRate: 850, frameRate: 30 }
            simulcast:
              video:
                layers:
                  - { rid: f, scaleResolutionDownBy: 1«1280×720», maxFramerate: 30, maxBitrate: 850 }
                  - rid: h
                    scaleResolutionDownBy: 2.5«512×288»
                    maxFramerate: 25
                    maxBitrate: 300
          permissions: {«may browserRecording, rtmpStreaming (defaults)» endRoom: true, hlsStreaming: false }
          priority: 1
        guest:«may browserRecording, rtmpStreaming, hlsStreaming (defaults)» # listens
          maxPeerCount: 5
          priority: 2
        other: *host
      "
    `);
  });

  it('show the same in JSON and with CRLF', async () => {
    const json = '\ufeff{ "name": "a",\r\n"roles": {\r\n  "a": { "permissions": {}, "priority": 1 } } }';
    expect(await hinted(json, 'a.json')).toBe(
      '{ "name": "a",\r\n"roles": {\r\n  "a": {«maxPeerCount: 0 (default)» "permissions": {«may browserRecording, rtmpStreaming, hlsStreaming (defaults)»}, "priority": 1 } } }',
    );
  });

  it('say where defaults are known from', async () => {
    editor = await Editor.start();
    const uri = await editor.open(
      'a.yaml',
      'name: a\nroles:\n  a:\n    publishParams: { video: { width: 480, bitRate: 300, frameRate: 30 } }\n    permissions: {}\n',
    );
    const hints = await editor.request(InlayHintRequest.type, { textDocument: { uri }, range: everything });
    expect(hints?.map(({ label, tooltip }) => [label, tooltip])).toContainEqual([
      'height: 360 (default)',
      'height is 360, as answers of the API were seen to have it; the documentation says 180',
    ]);
  });

  it('stand in the range that is asked for', async () => {
    const range = { start: { line: 10, character: 0 }, end: { line: 12, character: 0 } };
    expect((await hinted(template, 'a.yaml', range)).match(/«.*?»/g)).toEqual(['«512×288»']);
  });

  it('are none in other documents', async () => {
    expect(await hinted('on: push\njobs: {}\n')).toBe('on: push\njobs: {}\n');
  });
});

const knowing: ClientCapabilities = { ...pushing, experimental: { commands: { commands: ['hmslint.matrix'] } } };

describe('code lenses', () => {
  it('say of each role how many hear it, and how many it hears', async () => {
    editor = await Editor.start({ capabilities: knowing });
    const text = `name: a
roles:
  host: { publishParams: { allowed: [audio] }, subscribeParams: { subscribeToRoles: [host, guest] } }
  guest: { publishParams: { allowed: [] }, subscribeParams: { subscribeToRoles: [host] } }
  "a/b": { publishParams: { allowed: [video] } }
`;
    const uri = await editor.open('a.yaml', text);
    const [plan, ...lenses] = (await editor.request(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
    expect(plan?.command?.title).toBe('plan');
    expect(lenses.map(({ command }) => command)).toEqual([
      { title: 'heard by 2 · hears 1', command: 'hmslint.matrix', arguments: [uri, 'host'] },
      { title: 'heard by 0 · hears 1', command: 'hmslint.matrix', arguments: [uri, 'guest'] },
      { title: 'heard by 0 · hears ?', command: 'hmslint.matrix', arguments: [uri, 'a/b'] },
    ]);
    expect(
      wordsAt(
        text,
        lenses.map(({ range }) => range),
      ),
    ).toEqual(['3 host', '4 guest', '5 "a/b"']);
  });

  it('only say it where the editor knows no command', async () => {
    editor = await Editor.start();
    const uri = await editor.open('a.yaml', 'name: a\nroles:\n  host: {}\n');
    const lenses = await editor.request(CodeLensRequest.type, { textDocument: { uri } });
    expect(lenses?.slice(1).map(({ command }) => command)).toEqual([{ title: 'heard by 0 · hears ?', command: '' }]);
  });
});

async function codeOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    return { answer: await answer };
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error ? error.code : error;
  }
}

describe('the command `hmslint.matrix`', () => {
  const run = (args: unknown[], command = 'hmslint.matrix') => {
    if (editor === undefined) throw new Error('no editor');
    return editor.connection.sendRequest(ExecuteCommandRequest.method, { command, arguments: args });
  };

  it('gives a page of a template, or the part of a role', async () => {
    editor = await Editor.start();
    const secret = 'rtmp://a.example.com/live/abcd-efgh-ijkl-mnop';
    const text = `name: a
roles:
  "<b>x</b>": {}
  host: { publishParams: { allowed: [audio] }, priority: 99 }
  guest: { subscribeParams: { subscribeToRoles: [host] } }
destinations: { rtmpDestinations: { r: { name: r, rtmpUrls: ["${secret}"] } } }
`;
    const uri = await editor.open('a.yaml', text);
    const page = String(await run([uri]));
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('&lt;b&gt;x&lt;/b&gt;');
    expect(page).not.toContain('<b>x</b>');
    expect(page).not.toContain('abcd-efgh');
    expect(page).toMatch(/must be from 1 \(highest\) to 5 \(lowest\)/);
    expect(page).toContain('guest');
    expect(String(await run([uri, 'guest']))).not.toBe(page);
  });

  it('refuses what it cannot show', async () => {
    editor = await Editor.start();
    const uri = await editor.open('a.yaml', 'name: a\nroles:\n  host: {}\n');
    const role = await editor.open('b.yaml', 'publishParams: {}\n');
    for (const args of [[uri, 'gone'], [role], ['file:///not/there.yaml'], [7], []]) {
      expect(await codeOf(run(args))).toBe(LSPErrorCodes.RequestFailed);
    }
    expect(await codeOf(run([uri], 'hmslint.none'))).toBe(LSPErrorCodes.RequestFailed);
    expect(await codeOf(run([], 'hmslint.plan'))).toBe(LSPErrorCodes.RequestFailed);
  });

  it('has a name, which is text', async () => {
    const own = await Editor.start();
    for (const wrong of [{}, { command: 7 }, { command: null, arguments: [] }]) {
      expect(await codeOf(own.connection.sendRequest(ExecuteCommandRequest.method, wrong))).toBe(
        ErrorCodes.InvalidParams,
      );
    }
    own.process.stdin?.end();
    await own.exited();
  });
});
