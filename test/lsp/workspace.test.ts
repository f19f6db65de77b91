import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  DidChangeConfigurationNotification,
  DidChangeWorkspaceFoldersNotification,
  DocumentDiagnosticRequest,
  FileChangeType,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver-protocol/node';
import { Editor, pulling, pushing } from './client.ts';

let editor: Editor | undefined;

afterEach(async () => {
  if (editor !== undefined) expect(await editor.stop()).toBe(0);
  editor = undefined;
});

const bad = 'name: webinar\nroles:\n  host:\n    priority: 9\n';
const good = bad.replace('9', '2');

/** The rules of what was last published of a document. */
function rulesIn(uri: string): readonly unknown[] | undefined {
  return editor?.published
    .get(uri)
    ?.at(-1)
    ?.diagnostics.map(({ code }) => code);
}

/** Waits until the rules of what is found in a document are these. */
async function untilRules(uri: string, ...rules: readonly string[]): Promise<void> {
  await editor?.until(() => JSON.stringify(rulesIn(uri)) === JSON.stringify(rules));
}

/** What the server says of the files that are not open: by path, the rules, or `unchanged`. */
async function inFiles(previousResultIds: { uri: string; value: string }[] = []) {
  const { items = [] } = (await editor?.request(WorkspaceDiagnosticRequest.type, { previousResultIds })) ?? {};
  const ids = items.map(({ uri, resultId }) => ({ uri, value: resultId ?? '' }));
  const said = (item: WorkspaceDocumentDiagnosticReport) =>
    item.kind === 'full' ? item.items.map(({ code }) => code) : item.kind;
  const skip = (editor?.uri('').length ?? 0) + 1;
  return { ids, found: Object.fromEntries(items.map((item) => [item.uri.slice(skip), said(item)])) };
}

describe('documents', () => {
  it('that are none of the API have no diagnostics, until they are', async () => {
    editor = await Editor.start();
    const uri = await editor.open('package.json', '{ "name": "a", "version": "1.0.0" }');
    expect(await editor.diagnostics(uri)).toEqual([]);
    await editor.change(uri, '{ "name": "a", "roles": { "a": { "priority": 9 } } }');
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toEqual(['role-priority']);
    await editor.change(uri, '{ "other": 1 }');
    expect(await editor.diagnostics(uri)).toEqual([]);
  });

  it('stay ours while their text is broken', async () => {
    editor = await Editor.start();
    const uri = await editor.open('a.yaml', bad);
    await editor.diagnostics(uri);
    await editor.change(uri, bad.replace('roles:', 'roles: {'));
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toContain('syntax');
  });

  it('are ours where a comment says so, and read as the editor takes them where they have no file', async () => {
    editor = await Editor.start();
    const uri = await editor.open('untitled:Untitled-1', '# hmslint-kind role\npriority: 9\n', 'yaml');
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toEqual(['role-priority']);
    const json = await editor.open('untitled:Untitled-2', '"roles": { "a": { "priority": 9 } }', 'json');
    await editor.change(json, '// new\n{ "roles": { "a": { "priority": 9 } } }');
    expect((await editor.diagnostics(json)).map(({ code }) => code)).toContain('role-priority');
  });

  it('count a byte order mark as the editor does', async () => {
    editor = await Editor.start();
    const uri = await editor.open('a.json', '\u{feff}{ "roles": { "a": { "priority": 9 } } }');
    const [found] = (await editor.diagnostics(uri)).filter(({ code }) => code === 'role-priority');
    expect(found?.range.start).toEqual({ line: 0, character: 33 });
  });

  it('lose their diagnostics when they are closed', async () => {
    editor = await Editor.start();
    const uri = await editor.open('a.yaml', bad);
    await editor.diagnostics(uri);
    await editor.close(uri);
    await untilRules(uri);
    expect(editor.published.get(uri)?.at(-1)).toEqual({ uri, diagnostics: [] });
  });

  it('are not sent to who asks, nor the other way round', async () => {
    editor = await Editor.start({ capabilities: pulling });
    expect(editor.initialized.capabilities).toHaveProperty('diagnosticProvider');
    const uri = await editor.open('a.yaml', bad);
    const first = await editor.request(DocumentDiagnosticRequest.type, { textDocument: { uri } });
    const again = await editor.request(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      ...(first.resultId !== undefined && { previousResultId: first.resultId }),
    });
    expect(again).toEqual({ kind: 'unchanged', resultId: first.resultId });
    expect(editor.published.size).toBe(0);
    await editor.stop();
    editor = await Editor.start({ capabilities: pushing });
    expect(editor.initialized.capabilities).not.toHaveProperty('diagnosticProvider');
  });
});

describe('the configuration', () => {
  it('holds for open documents, and as soon as it changes', async () => {
    editor = await Editor.start({ files: { 'hmslint.config.yaml': 'rules: { role-priority: off }\n' } });
    const uri = await editor.open('in/a.yaml', bad);
    expect(await editor.diagnostics(uri)).toEqual([]);
    editor.write('hmslint.config.yaml', 'rules: { role-priority: info }\n');
    await editor.tell(FileChangeType.Changed, 'hmslint.config.yaml');
    await untilRules(uri, 'role-priority');
    expect(editor.published.get(uri)?.at(-1)?.diagnostics[0]?.severity).toBe(3);
    rmSync(join(editor.folder, 'hmslint.config.yaml'));
    editor.write('in/hmslint.config.yaml', 'ignore: [{ glob: a.yaml, reason: not ours }]\n');
    await editor.tell(FileChangeType.Deleted, 'hmslint.config.yaml');
    await untilRules(uri);
  });

  it('counts as the editor has it open, and what it said before counts while it is broken', async () => {
    editor = await Editor.start({ files: { 'hmslint.config.yaml': '' } });
    const uri = await editor.open('a.yaml', bad);
    const config = await editor.open('hmslint.config.yaml', 'rules: { role-priority: off }\n');
    await untilRules(uri);
    await editor.change(config, 'rules: { role-priorty: off }\n');
    expect(await editor.diagnostics(config)).toMatchObject([
      { code: 'schema/unknown-property', message: expect.stringContaining('role-priority') },
    ]);
    expect(rulesIn(uri)).toEqual([]);
    await editor.change(config, '');
    await untilRules(uri, 'role-priority');
  });

  it('is told which of its entries are of no use, as soon as they are', async () => {
    const config = 'ignore:\n  - { glob: a.yaml, rule: role-priority, reason: old }\n';
    editor = await Editor.start({ files: { 'hmslint.config.yaml': config, 'a.yaml': bad, 'b.yaml': 'x: 1\n' } });
    const uri = await editor.open('hmslint.config.yaml', config);
    await untilRules(uri);
    const other = await editor.open('a.yaml', good);
    await untilRules(uri, 'unused-ignore');
    await editor.change(other, bad);
    await untilRules(uri);
    editor.write('a.yaml', good);
    await editor.close(other);
    await untilRules(uri, 'unused-ignore');
    await editor.close(uri);
    await editor.stop();
    editor = await Editor.start({ capabilities: pulling, files: { 'hmslint.config.yaml': config, 'a.yaml': good } });
    expect((await inFiles()).found).toEqual({ 'hmslint.config.yaml': ['unused-ignore'], 'a.yaml': [] });
  });

  it('that was never sound is told of, and nothing is linted with it', async () => {
    editor = await Editor.start({ files: { 'hmslint.config.yaml': 'rulez: {}\n' } });
    const uri = await editor.open('a.yaml', bad);
    expect(await editor.diagnostics(uri)).toMatchObject([
      {
        message: expect.stringContaining('nothing is linted here'),
        relatedInformation: [{ location: { uri: editor.uri('hmslint.config.yaml') } }],
      },
    ]);
  });

  it('comes after the settings of the client, which can switch all off', async () => {
    editor = await Editor.start({ settings: { rules: { 'role-priority': 'warning', nonsense: 'off' } } });
    const uri = await editor.open('a.yaml', bad);
    await editor.until(() => editor?.published.get(uri)?.at(-1)?.diagnostics[0]?.severity === 2);
    editor.settings = { enable: false };
    await editor.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    await untilRules(uri);
  });
});

describe('the files of the workspace', () => {
  it('are a run with the open documents', async () => {
    editor = await Editor.start({
      files: { 'a.yaml': good, 'b.yaml': 'name: other\nroles: { a: { priority: 1 } }\n' },
    });
    const uri = await editor.open('c.yaml', good);
    await untilRules(uri, 'duplicate-template-name');
    const [found] = editor.published.get(uri)?.at(-1)?.diagnostics ?? [];
    const range = { start: { line: 0, character: 6 }, end: { line: 0, character: 13 } };
    expect(found).toMatchObject({
      range,
      relatedInformation: [{ message: 'the same name', location: { uri: editor.uri('a.yaml'), range } }],
    });
    const other = await editor.open('a.yaml', good);
    await untilRules(other, 'duplicate-template-name');
    await editor.change(other, good.replace('webinar', 'seminar'));
    await untilRules(uri);
    editor.write('d.yaml', good);
    await editor.tell(FileChangeType.Created, 'd.yaml');
    await untilRules(uri, 'duplicate-template-name');
  });

  it('are told to who asks, but for those that git ignores, are open or are not ours', async () => {
    const files = {
      'a.yaml': bad,
      'in/b.json': '{ "roles": { "a": {} } }',
      'c.yaml': 'x: 1\n',
      'd/e.yaml': bad,
      'f.yaml': bad,
    };
    editor = await Editor.start({ capabilities: pulling, files: { ...files, '.git/HEAD': '', '.gitignore': 'd/\n' } });
    await editor.open('f.yaml', bad.replace('webinar', 'f'));
    const { ids, found } = await inFiles();
    expect(found).toEqual({ 'a.yaml': ['role-priority'], 'in/b.json': ['missing-template-name'] });
    editor.write('a.yaml', good);
    await editor.tell(FileChangeType.Changed, 'a.yaml');
    expect((await inFiles(ids)).found).toEqual({ 'a.yaml': [], 'in/b.json': 'unchanged' });
    rmSync(join(editor.folder, 'in/b.json'));
    await editor.tell(FileChangeType.Deleted, 'in/b.json');
    expect((await inFiles(ids)).found).toEqual({ 'a.yaml': [], 'in/b.json': [] });
  });

  it('make who asks ask again, when another file changes what is found', async () => {
    editor = await Editor.start({ capabilities: pulling });
    const uri = await editor.open('a.yaml', good);
    expect(await editor.diagnostics(uri)).toEqual([]);
    const before = editor.refreshes;
    await editor.open('b.yaml', good);
    await editor.until(() => (editor?.refreshes ?? 0) > before);
    expect((await editor.diagnostics(uri)).map(({ code }) => code)).toEqual(['duplicate-template-name']);
  });

  it('are those of several folders, each a run of its own', async () => {
    editor = await Editor.start({ capabilities: pulling, files: { 'one/a.yaml': bad, 'two/b.yaml': bad } });
    const folder = (name: string) => ({ uri: pathToFileURL(join(editor?.folder ?? '', name)).href, name });
    const whole = { uri: pathToFileURL(editor.folder).href, name: 'test' };
    const both = ['duplicate-template-name', 'role-priority'];
    expect((await inFiles()).found).toEqual({ 'one/a.yaml': both, 'two/b.yaml': both });
    await editor.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: [folder('one'), folder('two')], removed: [whole] },
    });
    expect((await inFiles()).found).toEqual({ 'one/a.yaml': ['role-priority'], 'two/b.yaml': ['role-priority'] });
    await editor.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
      event: { added: [], removed: [folder('two')] },
    });
    expect((await inFiles()).found).toEqual({ 'one/a.yaml': ['role-priority'] });
  });
});
