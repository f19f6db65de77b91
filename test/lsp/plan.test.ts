import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ClientCapabilities, CodeLensRequest, ExecuteCommandRequest } from 'vscode-languageserver-protocol';
import { ApiServer } from '../api-server/server.ts';
import { Editor, pushing } from './client.ts';

// `hmslint.plan` and `hmslint.push`, as an editor runs them, beside a server of the tests.
const showing: ClientCapabilities = { ...pushing, window: { showDocument: { support: true } } };
const template = 'name: webinar\nroles:\n  host: { priority: 1 }\n  guest: { priority: 2 }\n';

let server: ApiServer;
let editor: Editor | undefined;

beforeEach(async () => {
  server = await ApiServer.start();
});

afterEach(async () => {
  expect(await editor?.stop()).toBe(0);
  editor = undefined;
  await server.stop();
});

/** Starts an editor with a file of its folder open; gives its URI. */
async function start(text: string, options: Parameters<typeof Editor.start>[0] = {}, path = 'live.yaml') {
  const env = { HMS_API_URL: server.url, HMS_MANAGEMENT_TOKEN: 'test-token' };
  editor = await Editor.start({ capabilities: showing, env, files: { [path]: text }, ...options });
  return { editor, uri: await editor.open(path, text) };
}

function run(command: string, ...args: unknown[]): Promise<unknown> {
  if (editor === undefined) throw new Error('no editor');
  return editor.request(ExecuteCommandRequest.type, { command, arguments: args });
}

describe('the lens above a template', () => {
  const lenses = async (uri: string) =>
    ((await editor?.request(CodeLensRequest.type, { textDocument: { uri } })) ?? [])
      .filter(({ command }) => command?.title === 'plan')
      .map(({ range, command }) => ({ line: range.start.line, command: command?.command, args: command?.arguments }));

  it('plans its file', async () => {
    const { uri } = await start(`# of ours\n---\n${template}`);
    expect(await lenses(uri)).toEqual([{ line: 2, command: 'hmslint.plan', args: [uri] }]);
  });

  it('stands there once, and only where it can do something', async () => {
    const { uri } = await start(`${template}---\n${template.replace('webinar', 'other')}`);
    expect((await lenses(uri)).length).toBe(1);
    expect(await lenses((await editor?.open('untitled:a', template)) ?? '')).toEqual([]);
    expect(await lenses((await editor?.open('role.yaml', 'name: host\npublishParams: {}\n')) ?? '')).toEqual([]);
    expect(await editor?.stop()).toBe(0);
    const untrusted = await start(template, { initializationOptions: { isTrusted: false } });
    expect(await lenses(untrusted.uri)).toEqual([]);
  });
});

describe('the command `hmslint.plan`', () => {
  it('shows what push would change, and writes nothing', async () => {
    const { uri } = await start(template);
    const markdown = await run('hmslint.plan', uri);
    expect(markdown).toMatch(/^### hmslint plan\n\n`1 document: 1 to create\.`/);
    expect(markdown).toContain('from `live.yaml`');
    expect(editor?.shown.map(({ text }) => text)).toEqual([markdown]);
    expect(decodeURIComponent(editor?.shown[0]?.uri ?? '')).toMatch(/\/plan of live\.yaml\.md$/);
    expect(server.writes).toEqual([]);
  });

  it('takes files by their names, whatever they are', async () => {
    const name = '--yes [a]*{b}#%41.yaml';
    const { uri } = await start(template, {}, name);
    expect(await run('hmslint.plan', uri)).toContain(name);
    expect(decodeURIComponent(editor?.shown[0]?.uri ?? '')).toMatch(/plan of --yes /);
  });

  it('shows what lint finds as well, by the configuration that the editor’s settings name', async () => {
    const text = template.replace('priority: 2', 'priority: 7');
    const { uri } = await start(text, { settings: { config: 'ci.yaml' }, files: { 'live.yaml': text, 'ci.yaml': '' } });
    expect(await run('hmslint.plan', uri)).toContain('live.yaml:4:22 error role-priority');
    editor?.write('ci.yaml', 'rules: { role-priority: off }\n');
    expect(await run('hmslint.plan', uri)).not.toContain('role-priority');
  });

  it('takes the file of an editor that leaves marks and other ends of lines out', async () => {
    const { uri } = await start(template, { files: { 'live.yaml': `\ufeff${template.replaceAll('\n', '\r\n')}` } });
    expect(await run('hmslint.plan', uri)).toContain('1 to create');
  });

  it('gives it to editors that open no documents, and tells what it comes to', async () => {
    const { editor: own, uri } = await start(template, { capabilities: pushing });
    expect(await run('hmslint.plan', uri)).toContain('1 to create');
    expect(own.shown).toEqual([]);
    await own.until(() => own.told.length === 1);
    expect(own.told[0]).toMatch(/^template `webinar`: is created\.\nSessions that are running/);
  });

  it('says why there is none', async () => {
    const { uri } = await start(template, { env: { HMS_API_URL: server.url, HMS_MANAGEMENT_TOKEN: '' } });
    await expect(run('hmslint.plan', uri)).rejects.toThrow(/^(?!hmslint: ).*HMS_MANAGEMENT_TOKEN/);
    await editor?.change(uri, template.replace('webinar', 'other'));
    await expect(run('hmslint.plan', uri)).rejects.toThrow('a plan is made of the file: save it first');
    const other = (await editor?.open('untitled:b', template)) ?? '';
    await expect(run('hmslint.plan', other)).rejects.toThrow('a plan is made of a file');
    await expect(run('hmslint.plan', 7)).rejects.toThrow('this is none');
    expect(server.log).toEqual([]);
  });
});

describe('the command `hmslint.push`', () => {
  const choosing = (of: Editor, choice: string) => {
    of.choose = (actions) => actions.find((action) => action === choice);
  };

  it('pushes what it showed once somebody agrees', async () => {
    const { editor: own, uri } = await start(template);
    expect(await run('hmslint.push', uri)).toBeNull();
    expect(own.told).toEqual([expect.stringMatching(/^Push\?\ntemplate `webinar`: is created\.\n/)]);
    expect(own.shown.length).toBe(1);
    expect(server.writes).toEqual([]);
    choosing(own, 'Push');
    expect(await run('hmslint.push', uri)).toMatch(/^`live\.yaml` was pushed: created the template/);
    await own.until(() => own.told.length === 3);
    expect(own.told.at(-1)).toMatch(/was pushed/);
    expect(server.writes.length).toBe(1);
    expect(await run('hmslint.push', uri)).toBeNull();
    await own.until(() => own.told.length === 4);
    expect(own.told.at(-1)).toBe('the server has all of it already: nothing was sent');
    expect(server.writes.length).toBe(1);
  });

  it('names what disappears, in the question and in what is chosen', async () => {
    const { editor: own, uri } = await start(template);
    choosing(own, 'Push');
    await run('hmslint.push', uri);
    const less = template.replace(/ {2}guest.*\n/, '');
    own.write('live.yaml', less);
    await own.change(uri, less);
    expect(await run('hmslint.push', uri)).toBeNull();
    expect(own.told.at(-1)).toMatch(/^Push\?\ntemplate `webinar`: \d+ changes?\.\n⚠ .*`guest`/);
    expect(server.writes.length).toBe(1);
    choosing(own, 'Push and delete');
    expect(await run('hmslint.push', uri)).toMatch(/updated the template .*what it was before is in/);
    expect(server.writes.length).toBe(2);
    expect(readdirSync(join(own.folder, '.hmslint/backups')).length).toBe(1);
  });

  it('says how many dangers it has no room for', async () => {
    const roles = Array.from({ length: 9 }, (_, index) => `  r${index}: { priority: 2 }\n`).join('');
    const { editor: own, uri } = await start(template + roles);
    choosing(own, 'Push');
    await run('hmslint.push', uri);
    own.write('live.yaml', template);
    await own.change(uri, template);
    expect(await run('hmslint.push', uri)).toBeNull();
    expect(own.told.at(-1)?.match(/⚠ .*/g)).toHaveLength(6);
    expect(own.told.at(-1)).toContain('⚠ And 4 more: they are in the plan.');
    expect(server.writes.length).toBe(1);
  });

  it('refuses where it was changed after the question', async () => {
    const { editor: own, uri } = await start(template);
    own.choose = () => {
      own.write('live.yaml', template.replace('priority: 1', 'priority: 3'));
      return 'Push';
    };
    await expect(run('hmslint.push', uri)).rejects.toThrow(/`live\.yaml` has changed since this was planned/);
    expect(server.writes).toEqual([]);
  });

  it('says so where the editor cannot ask', async () => {
    const { editor: own, uri } = await start(template);
    own.choose = () => Promise.reject(new Error('no window'));
    await expect(run('hmslint.push', uri)).rejects.toThrow('the editor cannot ask whether to push');
    expect(server.writes).toEqual([]);
  });

  it('does one at a time of a file', async () => {
    const { editor: own, uri } = await start(template);
    let answer: (title: string) => void = () => {};
    own.choose = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const first = run('hmslint.push', uri);
    await own.until(() => own.told.length === 1);
    await expect(run('hmslint.push', uri)).rejects.toThrow('a push of `live.yaml` is under way');
    answer('Push');
    expect(await first).toMatch(/was pushed/);
    expect(server.writes.length).toBe(1);
  });

  it('refuses what has errors, and says what they are', async () => {
    const { editor: own, uri } = await start(template.replace('priority: 2', 'priority: 7'));
    choosing(own, 'Push');
    await expect(run('hmslint.push', uri)).rejects.toThrow('there are lint errors');
    expect(own.shown[0]?.text).toContain('role-priority');
    expect(server.writes).toEqual([]);
  });

  it('never runs in a folder that nobody trusts, and neither does plan', async () => {
    const { editor: own, uri } = await start(template, { initializationOptions: { isTrusted: false } });
    choosing(own, 'Push');
    for (const command of ['hmslint.plan', 'hmslint.push'])
      await expect(run(command, uri)).rejects.toThrow('only in a folder that you trust');
    expect(own.told).toEqual([]);
    expect(server.log).toEqual([]);
    expect(existsSync(join(own.folder, '.hmslint'))).toBe(false);
  });
});
