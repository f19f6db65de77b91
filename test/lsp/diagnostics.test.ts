import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { DiagnosticSeverity } from 'vscode-languageserver-protocol/node';
import { Editor, pulling, pushing } from './client.ts';

let editor: Editor | undefined;

afterEach(async () => {
  if (editor !== undefined) expect(await editor.stop()).toBe(0);
  editor = undefined;
});

const bad = 'name: webinar\nroles:\n  host:\n    priority: 9\n';

describe.each([
  ['an editor that is sent them', pushing],
  ['an editor that asks for them', pulling],
])('diagnostics in %s', (_, capabilities) => {
  it('say what is found, where, and where it is described', async () => {
    editor = await Editor.start({ capabilities });
    const uri = await editor.open('a.yaml', bad);
    const page = pathToFileURL(fileURLToPath(new URL('../../rules/README.md', import.meta.url))).href;
    expect(await editor.diagnostics(uri)).toEqual([
      {
        range: { start: { line: 3, character: 14 }, end: { line: 3, character: 15 } },
        severity: DiagnosticSeverity.Error,
        code: 'role-priority',
        codeDescription: { href: `${page}#role-priority` },
        source: 'hmslint',
        message: '`priority` must be from 1 (highest) to 5 (lowest), found `9`',
        data: { fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) },
      },
    ]);
  });
});
