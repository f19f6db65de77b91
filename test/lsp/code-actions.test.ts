import { afterEach, describe, expect, it } from 'vitest';
import {
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  type Position,
  TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { lint } from '../../src/index.ts';
import { Editor, pulling, pushing } from './client.ts';

let editor: Editor | undefined;

afterEach(async () => {
  if (editor !== undefined) expect(await editor.stop()).toBe(0);
  editor = undefined;
});

/** The text after the edits that are for one document. */
function edited(text: string, edit: WorkspaceEdit | undefined, uri: string): string {
  const document = TextDocument.create(uri, '', 1, text);
  const changes = (edit?.documentChanges ?? [])
    .filter(TextDocumentEdit.is)
    .find((each) => each.textDocument.uri === uri);
  const edits = changes?.edits ?? edit?.changes?.[uri] ?? [];
  return TextDocument.applyEdits(
    document,
    edits.map((each) => ({ range: each.range, newText: 'newText' in each ? each.newText : each.snippet.value })),
  );
}

/** The place of the first character of a part of a text. */
function at(text: string, part: string): Position {
  return TextDocument.create('', '', 1, text).positionAt(text.indexOf(part));
}

async function actions(uri: string, position: Position, only?: string[]): Promise<CodeAction[]> {
  if (editor === undefined) throw new Error('no editor');
  const diagnostics = [...(await editor.diagnostics(uri))];
  const answer = await editor.request(CodeActionRequest.type, {
    textDocument: { uri },
    range: { start: position, end: position },
    context: {
      diagnostics: diagnostics.filter(
        ({ range: { start, end } }) =>
          start.line === position.line && start.character <= position.character && position.character <= end.character,
      ),
      ...(only && { only }),
    },
  });
  return (answer ?? []).filter((each): each is CodeAction => !('command' in each && typeof each.command === 'string'));
}

const template = `name: webinar
roles:
  host: # the one who talks
    publishParams:
      allowed: [audio, video]
      video: { bitrate: 850, width: 1280, height: 720 }
    subscribeParams:
      subscribeToRoles: [hosts, guest]
  viewer:
    priority: 9
    maxpeercount: 100
`;

describe('quick fixes', () => {
  it('apply what the command line would, and the safe one is preferred', async () => {
    editor = await Editor.start();
    const uri = await editor.open('a.yaml', template);
    const found = await actions(uri, at(template, 'bitrate'), ['quickfix']);
    const [fix] = found;
    expect(fix).toMatchObject({ title: 'rename to `bitRate`', kind: 'quickfix', isPreferred: true });
    expect(fix?.diagnostics?.map(({ code }) => code)).toEqual(['schema/unknown-property']);
    expect(edited(template, fix?.edit, uri)).toBe(template.replace('bitrate', 'bitRate'));
    expect(fix?.edit?.documentChanges?.[0]).toMatchObject({ textDocument: { uri, version: 1 } });
    expect(found.map(({ title }) => title)).toMatchInlineSnapshot(`
      [
        "rename to \`bitRate\`",
        "fix all of \`schema/unknown-property\` in this file",
        "ignore \`schema/unknown-property\` here by a comment",
      ]
    `);
  });

  it('that are a guess are not preferred', async () => {
    editor = await Editor.start({ capabilities: pulling });
    const uri = await editor.open('a.yaml', template);
    const [fix] = await actions(uri, at(template, 'hosts'), ['quickfix']);
    expect(fix).toMatchObject({ title: 'write `host`' });
    expect(fix).not.toHaveProperty('isPreferred');
  });

  it('mend all that a rule found, and all that is safe', async () => {
    editor = await Editor.start();
    const uri = await editor.open('a.yaml', template);
    const all = await actions(uri, at(template, 'bitrate'));
    const rule = all.find(({ title }) => title.startsWith('fix all of'));
    expect(rule).not.toHaveProperty('edit');
    if (rule === undefined) throw new Error('nothing is offered');
    const { edit } = await editor.request(CodeActionResolveRequest.type, rule);
    const both = template.replace('bitrate', 'bitRate').replace('maxpeercount', 'maxPeerCount');
    expect(edited(template, edit, uri)).toBe(both);
    const [source] = await actions(uri, { line: 0, character: 0 }, ['source.fixAll']);
    expect(source).toMatchObject({ kind: 'source.fixAll.hmslint' });
    expect(edited(template, source?.edit, uri)).toBe(both);
  });

  it('are left out where the client wants other kinds, and come as plain changes for an old one', async () => {
    editor = await Editor.start({
      capabilities: { textDocument: { codeAction: pushing.textDocument?.codeAction ?? {} } },
    });
    const uri = await editor.open('a.yaml', template);
    expect(await actions(uri, at(template, 'bitrate'), ['source.organizeImports'])).toEqual([]);
    const [fix] = await actions(uri, at(template, 'bitrate'), ['quickfix']);
    expect(Object.keys(fix?.edit ?? {})).toEqual(['changes']);
    expect(edited(template, fix?.edit, uri)).toBe(template.replace('bitrate', 'bitRate'));
  });
});

describe('ignoring a finding', () => {
  it('writes a comment in YAML, which holds it', async () => {
    editor = await Editor.start();
    const uri = await editor.open('a.yaml', template.replaceAll('\n', '\r\n'));
    const [ignoring] = (await actions(uri, at(template, '9'))).filter(({ title }) => title.startsWith('ignore'));
    const after = edited(template.replaceAll('\n', '\r\n'), ignoring?.edit, uri);
    expect(after).toContain('    # hmslint-ignore-next-line role-priority -- say why\r\n    priority: 9\r\n');
    const rules = lint({ path: 'a.yaml', text: after }).files[0]?.diagnostics.map(({ rule }) => rule);
    expect(rules).not.toContain('role-priority');
    expect(rules).not.toContain('unused-ignore');
  });

  it('writes an entry of a new configuration for JSON', async () => {
    editor = await Editor.start();
    const text = '{ "name": "a", "roles": { "a/b": { "priority": 9 } } }';
    const uri = await editor.open('in/[a].json', text);
    const [ignoring] = (await actions(uri, at(text, '9'))).filter(({ title }) => title.startsWith('ignore'));
    expect(ignoring?.edit?.documentChanges?.[0]).toMatchObject({
      kind: 'create',
      uri: editor.uri('hmslint.config.yaml'),
    });
    expect(edited('', ignoring?.edit, editor.uri('hmslint.config.yaml'))).toBe(
      'ignore:\n  - glob: in/?a?.json\n    rule: role-priority\n    pointer: /roles/a~1b/priority\n    reason: say why\n',
    );
  });

  it('adds an entry to the configuration that is there', async () => {
    const config = '# ours\nignore:\n  - glob: old/ # gone soon\n    reason: old\n';
    editor = await Editor.start({ files: { 'hmslint.config.yaml': config } });
    const text = '{ "name": "a", "roles": { "a": { "priority": 9 } } }';
    const uri = await editor.open('a.json', text);
    const [ignoring] = (await actions(uri, at(text, '9'))).filter(({ title }) => title.startsWith('ignore'));
    const after = edited(config, ignoring?.edit, editor.uri('hmslint.config.yaml'));
    expect(after).toBe(
      `${config}  - glob: a.json\n    rule: role-priority\n    pointer: /roles/a/priority\n    reason: say why\n`,
    );
    editor.write('hmslint.config.yaml', after);
    await editor.tell(2, 'hmslint.config.yaml');
    await editor.until(
      () =>
        editor?.published
          .get(uri)
          ?.at(-1)
          ?.diagnostics.every(({ code }) => code !== 'role-priority') === true,
    );
  });
});

describe('refactors', () => {
  it('add the role that is missing', async () => {
    editor = await Editor.start();
    const uri = await editor.open('a.yaml', template);
    const [add] = await actions(uri, at(template, 'guest'), ['refactor']);
    expect(add?.title).toBe('add the role `guest`');
    expect(edited(template, add?.edit, uri)).toMatchInlineSnapshot(`
      "name: webinar
      roles:
        host: # the one who talks
          publishParams:
            allowed: [audio, video]
            video: { bitrate: 850, width: 1280, height: 720 }
          subscribeParams:
            subscribeToRoles: [hosts, guest]
        viewer:
          priority: 9
          maxpeercount: 100
        guest:
          name: guest
          publishParams:
            allowed:
              - audio
              - video
          subscribeParams:
            subscribeToRoles:
              - host
              - viewer
      "
    `);
  });

  it('duplicate a role', async () => {
    editor = await Editor.start();
    const uri = await editor.open('a.yaml', template);
    const [copy] = await actions(uri, at(template, 'viewer'), ['refactor.rewrite']);
    expect(copy?.title).toBe('duplicate the role `viewer` as `viewer-copy`');
    expect(edited(template, copy?.edit, uri)).toBe(
      `${template}  viewer-copy:\n    priority: 9\n    maxpeercount: 100\n`,
    );
  });

  it('extract a value to an anchor at the top', async () => {
    editor = await Editor.start();
    const uri = await editor.open('a.yaml', template);
    const [extract] = await actions(uri, at(template, 'video: {'), ['refactor.extract']);
    expect(edited(template, extract?.edit, uri)).toMatchInlineSnapshot(`
      "x-video: &video { bitrate: 850, width: 1280, height: 720 }
      name: webinar
      roles:
        host: # the one who talks
          publishParams:
            allowed: [audio, video]
            video: *video
          subscribeParams:
            subscribeToRoles: [hosts, guest]
        viewer:
          priority: 9
          maxpeercount: 100
      "
    `);
    const [block] = await actions(uri, at(template, 'publishParams'), ['refactor.extract']);
    expect(edited(template, block?.edit, uri)).toMatchInlineSnapshot(`
      "x-publishParams: &publishParams
        allowed: [audio, video]
        video: { bitrate: 850, width: 1280, height: 720 }
      name: webinar
      roles:
        host: # the one who talks
          publishParams: *publishParams
          subscribeParams:
            subscribeToRoles: [hosts, guest]
        viewer:
          priority: 9
          maxpeercount: 100
      "
    `);
  });

  it('share equal values by an anchor', async () => {
    editor = await Editor.start();
    const text = `name: a
roles:
  a:
    publishParams:
      allowed: [audio, video]
      video:
        bitRate: 850
        codec: vp8
  b:
    publishParams:
      allowed: [audio, video]
      video:
        codec: vp8
        bitRate: 850
  c:
    publishParams: { allowed: [audio], video: { codec: vp8, bitRate: 850 } }
`;
    const uri = await editor.open('a.yaml', text);
    const [share] = await actions(uri, at(text, 'video:'), ['refactor.extract']);
    expect(edited(text, share?.edit, uri)).toMatchInlineSnapshot(`
      "name: a
      roles:
        a:
          publishParams:
            allowed: [audio, video]
            video: &video
              bitRate: 850
              codec: vp8
        b:
          publishParams:
            allowed: [audio, video]
            video: *video
        c:
          publishParams: { allowed: [audio], video: *video }
      "
    `);
  });
});
