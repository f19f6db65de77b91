import { spawn } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CancellationTokenSource,
  CodeActionRequest,
  DocumentDiagnosticRequest,
  ErrorCodes,
  ExitNotification,
  InitializeRequest,
  LSPErrorCodes,
  ShutdownRequest,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver-protocol/node';
import { Editor, pulling, pushing } from './client.ts';

let editor: Editor | undefined;

afterEach(async () => {
  if (editor !== undefined) expect(await editor.stop()).toBe(0);
  editor = undefined;
});

const bad = 'name: webinar\nroles:\n  host:\n    priority: 9\n';

/** The code of the error that a request is answered with. */
async function codeOf(answer: Promise<unknown>): Promise<unknown> {
  try {
    return { answer: await answer };
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error ? error.code : error;
  }
}

describe('the course of things', () => {
  it('ends with 0 after `shutdown`, and answers nothing in between', async () => {
    const own = await Editor.start();
    await own.connection.sendRequest(ShutdownRequest.type);
    expect(await codeOf(own.connection.sendRequest('textDocument/hover', {}))).toBe(ErrorCodes.InvalidRequest);
    await own.connection.sendNotification(ExitNotification.type);
    expect(await own.exited()).toBe(0);
  });

  it('ends with 1 without `shutdown`', async () => {
    const own = await Editor.start();
    await own.connection.sendNotification(ExitNotification.type);
    expect(await own.exited()).toBe(1);
  });

  it('ends when its input ends', async () => {
    const own = await Editor.start();
    own.process.stdin?.end();
    expect(await own.exited()).toBe(1);
  });

  it('ends when the editor’s process is gone, also where the pipes stay open', async () => {
    const own = Editor.startOnly();
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    await own.connection.sendRequest(InitializeRequest.type, {
      processId: other.pid ?? null,
      rootUri: null,
      capabilities: {},
      workspaceFolders: null,
    });
    other.kill('SIGKILL');
    expect(await own.exited()).toBe(1);
  });

  it('begins with `initialize`, which comes once', async () => {
    const own = Editor.startOnly();
    expect(await codeOf(own.connection.sendRequest('textDocument/hover', {}))).toBe(ErrorCodes.ServerNotInitialized);
    expect(await codeOf(own.connection.sendRequest('no/such'))).toBe(ErrorCodes.ServerNotInitialized);
    await own.open('a.yaml', bad);
    for (const wrong of [undefined, [], {}, { capabilities: {}, workspaceFolders: 'here' }]) {
      expect(await codeOf(own.connection.sendRequest('initialize', wrong))).toBe(ErrorCodes.InvalidParams);
    }
    const params = { processId: null, rootUri: null, capabilities: {}, workspaceFolders: null };
    expect(await own.connection.sendRequest(InitializeRequest.type, params)).toMatchObject({
      capabilities: { positionEncoding: 'utf-16' },
      serverInfo: { name: 'hmslint' },
    });
    expect(await codeOf(own.connection.sendRequest(InitializeRequest.type, params))).toBe(ErrorCodes.InvalidRequest);
    // What came before was passed over.
    const uri = await own.open('b.yaml', bad);
    await own.until(() => own.published.has(uri));
    expect([...own.published.keys()]).toEqual([uri]);
    own.process.kill();
    await own.exited();
  });
});

describe('what nobody should send', () => {
  it('is refused, and all goes on', async () => {
    const own = await Editor.start();
    const uri = await own.open('a.yaml', bad);
    expect(await codeOf(own.connection.sendRequest('no/such', {}))).toBe(ErrorCodes.MethodNotFound);
    expect(await codeOf(own.connection.sendRequest('$/no/such'))).toBe(ErrorCodes.MethodNotFound);
    for (const wrong of [
      undefined,
      [],
      [1, 2],
      {},
      { textDocument: null },
      { textDocument: { uri } },
      { textDocument: { uri: 7 } },
      {
        textDocument: { uri },
        range: { start: { line: -1, character: 0 }, end: { line: 0, character: 0 } },
        context: {},
      },
      {
        textDocument: { uri },
        range: { start: { line: 0.5, character: 0 }, end: { line: 0, character: 0 } },
        context: {},
      },
    ]) {
      expect(await codeOf(own.connection.sendRequest(CodeActionRequest.method, wrong))).toBe(ErrorCodes.InvalidParams);
    }
    for (const [method, wrong] of [
      ['textDocument/didOpen', { textDocument: { uri } }],
      ['textDocument/didOpen', undefined],
      ['textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text: 7 }] }],
      ['textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ range: {}, text: '' }] }],
      [
        'textDocument/didChange',
        { textDocument: { uri: 'file:///not/open.yaml', version: 2 }, contentChanges: [{ text: '' }] },
      ],
      ['textDocument/didClose', { textDocument: { uri: 'file:///not/open.yaml' } }],
      ['textDocument/didClose', []],
      ['workspace/didChangeWatchedFiles', { changes: [null] }],
      ['workspace/didChangeWorkspaceFolders', { event: null }],
      ['workspace/didChangeConfiguration', null],
      ['$/cancelRequest', { id: 'nobody' }],
      ['$/setTrace', {}],
      ['no/such', {}],
    ] as const) {
      await own.connection.sendNotification(method, wrong);
    }
    own.process.stdin?.write('Content-Length: 3\r\n\r\n{,}');
    await own.change(uri, 'name: webinar\n');
    expect(await own.diagnostics(uri)).toEqual([]);
    own.process.kill();
    await own.exited();
  });

  it('is no document where its URI names none', async () => {
    editor = await Editor.start({ capabilities: pulling });
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 99 } };
    for (const uri of [
      'untitled:Untitled-1',
      'file:///%',
      'file://host/share/a.yaml',
      'vscode-notebook-cell:/a.yaml#x',
      '',
      'x',
      'git:/a.yaml?{"ref":""}',
    ]) {
      const textDocument = { uri };
      const asked = { textDocument, range, context: { diagnostics: [] } };
      expect(await editor.request(CodeActionRequest.type, asked), uri).toEqual([]);
      const report = { kind: 'full', items: [] };
      expect(await editor.request(DocumentDiagnosticRequest.type, { textDocument }), uri).toMatchObject(report);
    }
  });

  it('is clamped where it is a place outside of the text', async () => {
    editor = await Editor.start();
    const uri = await editor.open('a.yaml', bad);
    const start = { line: 2 ** 31 - 1, character: 2 ** 31 - 1 };
    await editor.change(uri, [{ range: { start, end: start }, text: '    maxPeerCount: x\n' }]);
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toEqual(['role-priority', 'schema/type']);
    await editor.request(CodeActionRequest.type, {
      textDocument: { uri },
      range: { start, end: start },
      context: { diagnostics: [] },
    });
  });
});

describe('under load', () => {
  it('a document that is closed while it is asked about is answered', async () => {
    editor = await Editor.start({ capabilities: pulling });
    const uri = await editor.open('a.yaml', bad);
    const asked = editor.request(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    await editor.close(uri);
    expect(await asked).toMatchObject({ kind: 'full', items: [] });
  });

  it('a request that is cancelled says so', async () => {
    editor = await Editor.start({ capabilities: pulling });
    const uri = await editor.open('a.yaml', bad);
    const source = new CancellationTokenSource();
    const asked = editor.connection.sendRequest(
      DocumentDiagnosticRequest.type,
      { textDocument: { uri } },
      source.token,
    );
    source.cancel();
    expect(await codeOf(asked)).toBe(LSPErrorCodes.RequestCancelled);
  });

  it.each([
    ['is sent', pushing],
    ['asks', pulling],
  ])('a burst of 1,000 edits ends in what the last text says, for who %s', async (_, capabilities) => {
    editor = await Editor.start({ capabilities });
    const uri = await editor.open('a.yaml', bad);
    const place = { line: 3, character: 14 };
    for (let count = 0; count < 1000; count++) {
      await editor.change(uri, [
        { range: { start: place, end: { ...place, character: 15 } }, text: String(count % 10) },
      ]);
    }
    expect((await editor.diagnostics(uri)).map(({ message }) => message)).toEqual([
      expect.stringContaining('found `9`'),
    ]);
    // Most of them were never linted.
    expect(editor.published.get(uri)?.length ?? 1).toBeLessThan(500);
  });

  it('a document of 10 MB is linted, edited and let go', async () => {
    editor = await Editor.start();
    const text = `${bad}x-filler: "${'x'.repeat(10_000_000)}"\n`;
    const uri = await editor.open('a.yaml', text);
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toContain('role-priority');
    const start = { line: 3, character: 14 };
    await editor.change(uri, [{ range: { start, end: { ...start, character: 15 } }, text: '2' }]);
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).not.toContain('role-priority');
    await editor.close(uri);
    await editor.until(() => editor?.published.get(uri)?.at(-1)?.version === undefined);
    expect(editor.published.get(uri)?.at(-1)?.diagnostics).toEqual([]);
  });

  it('what is closed takes no memory any more', async () => {
    editor = await Editor.start({ nodeOptions: ['--max-old-space-size=160'] });
    const filler = 'x'.repeat(10_000_000);
    for (let count = 0; count < 12; count++) {
      const uri = await editor.open(`${count}.yaml`, `${bad}x-filler: "${filler}"\n`);
      await editor.diagnostics(uri);
      await editor.change(uri, [
        { range: { start: { line: 0, character: 6 }, end: { line: 0, character: 6 } }, text: 'x' },
      ]);
      await editor.diagnostics(uri);
      await editor.close(uri);
      editor.published.clear();
    }
  }, 120_000);

  it('files are looked at while the editor goes on', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`t/${index}.yaml`, bad]));
    editor = await Editor.start({ capabilities: pulling, files });
    const all = editor.request(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
    const uri = await editor.open('a.yaml', bad);
    await editor.diagnostics(uri);
    expect((await all).items).toHaveLength(30);
    await setTimeout(0);
  });
});

describe('starting', () => {
  it.each([['--help'], ['--stdoi']])('`hmslint lsp %s` says how', (option) => {
    const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
    const child = spawn(process.execPath, [cli, 'lsp', option], { stdio: ['ignore', 'pipe', 'pipe'] });
    return new Promise<void>((resolve) => {
      child.once('exit', (code) => {
        expect(code).toBe(option === '--help' ? 0 : 2);
        resolve();
      });
    });
  });
});
