import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErrorCodes, ExecuteCommandRequest, LSPErrorCodes } from 'vscode-languageserver-protocol';
import { Editor } from './client.ts';

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const webinar = readFileSync(new URL('../../examples/webinar.yaml', import.meta.url), 'utf8');
let editor: Editor;

beforeAll(async () => {
  editor = await Editor.start();
});

afterAll(async () => {
  expect(await editor.stop()).toBe(0);
});

const drawn = (...given: readonly unknown[]): Promise<unknown> =>
  editor.connection.sendRequest(ExecuteCommandRequest.method, { command: 'hmslint.matrix', arguments: given });

describe('hmslint.matrix', () => {
  it('is among the commands', () => {
    expect(editor.initialized.capabilities.executeCommandProvider).toEqual({ commands: ['hmslint.matrix'] });
  });

  it.each([
    ['a template', 'webinar.yaml', webinar],
    [
      'JSON',
      'webinar.json',
      '\uFEFF{ "name": "x", "roles": { "a/b": {}, "__proto__": {}, "<b>": { "priority": 9 }, "": {} } }',
    ],
    ['several templates', 'several.yaml', 'name: x\nroles: { a: {} }\n---\nname: y\nroles: { b: {} }\n'],
    ['a kind that a comment says', 'draft.yaml', '# hmslint-kind template\nname: draft\n'],
    [
      'secrets',
      'secret.yaml',
      'name: s3cr3tk3ys3cr3tk3y\nroles: { s3cr3tk3ys3cr3tk3y: {} }\nsettings:\n  recording:\n    upload: { type: s3, credentials: { key: k, secret: s3cr3tk3ys3cr3tk3y } }\n',
    ],
  ])('draws of %s what the command line draws', async (_, name, text) => {
    editor.write(name, text);
    const expected = execFileSync(process.execPath, [cli, 'matrix', '--format', 'html', name], {
      cwd: editor.folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // From the disk, and as the editor has it.
    expect(await drawn(editor.uri(name))).toBe(expected);
    const uri = await editor.open(name, text);
    expect(await drawn(uri)).toBe(expected);
    await editor.close(uri);
    expect(expected).not.toContain('s3cr3t');
  });

  it('draws the text that the editor has', async () => {
    const uri = await editor.open('untitled:Untitled-1', 'name: old-room\nroles: { host: {} }\n');
    await editor.change(uri, 'name: new-room\nroles: { host: {} }\n');
    const page = await drawn(uri);
    expect(page).toContain('Who hears and sees whom: new-room');
    expect(page).not.toContain('old-room');
  });

  it.each([
    ['is broken', 'broken.yaml', 'roles: {', 'the document is broken: mend its syntax first'],
    [
      'is no template',
      'role.yaml',
      '# hmslint-kind role\nname: host\n',
      'there is no template in the document: a matrix is made of one',
    ],
    ['is of another kind', 'other.yaml', 'a: b\n', 'there is no template in the document: a matrix is made of one'],
    ['is nothing but wrong', 'wrong.yaml', '# hmslint-kind template\n[]\n', /^nothing of this template can be shown: /],
  ])('says why there is nothing to draw where a document %s', async (_, name, text, message) => {
    const uri = await editor.open(name, text);
    await expect(drawn(uri)).rejects.toMatchObject({
      code: LSPErrorCodes.RequestFailed,
      message: expect.stringMatching(message),
    });
  });

  it('refuses what is no document, and commands that it does not know', async () => {
    await expect(drawn(editor.uri('gone.yaml'))).rejects.toMatchObject({ code: LSPErrorCodes.RequestFailed });
    for (const given of [[], [null], [7], [{}]]) {
      await expect(drawn(...given)).rejects.toMatchObject({ code: ErrorCodes.InvalidParams });
    }
    for (const command of ['hmslint.push', '', 'toString']) {
      const asked = editor.connection.sendRequest(ExecuteCommandRequest.method, { command });
      await expect(asked).rejects.toMatchObject({ code: ErrorCodes.InvalidParams });
    }
  });
});
