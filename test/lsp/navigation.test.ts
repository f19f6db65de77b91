import { afterEach, describe, expect, it } from 'vitest';
import {
  DefinitionRequest,
  DocumentHighlightKind,
  DocumentHighlightRequest,
  LinkedEditingRangeRequest,
  LocationLink,
  ReferencesRequest,
} from 'vscode-languageserver-protocol/node';
import { Editor, pushing } from './client.ts';
import { placeOf, wordsAt } from './marked.ts';

let editor: Editor | undefined;

afterEach(async () => {
  if (editor !== undefined) expect(await editor.stop()).toBe(0);
  editor = undefined;
});

/** All places at which the schema lets a template mention a role. */
const template = `name: webinar
roles:
  host: &base
    name: host
    subscribeParams: { subscribeToRoles: [host, "guest"] }
  guest:
    <<: *base
    name: guest
destinations:
  browserRecordings:
    main: { name: main, role: host }
  hlsDestinations:
    main: { name: main, role: host }
  transcriptions:
    notes:
      name: notes
      role: host
      translation: { roleLanguages: { host: es } }
plugins:
  whiteboard:
    permissions: { admin: [host], writer: [host], reader: [host, nobody] }
  transcriptions:
    - permissions: { admin: [host] }
`;

async function opened(text: string, path = 'a.yaml', capabilities = pushing) {
  editor = await Editor.start({ capabilities });
  return { editor, uri: await editor.open(path, text) };
}

describe('definition', () => {
  it.each([
    ['a role that is subscribed to', 'host, "guest"', '3 host'],
    ['a role in quotes', 'guest"', '6 guest'],
    ['a role of a plugin', 'host], writer', '3 host'],
    ['a role of a destination', 'host }', '3 host'],
    ['the name of a role', 'guest\ndestinations', '6 guest'],
    ['the key of a role', 'guest:', '6 guest'],
    ['the name of a destination', 'main, role', '11 main'],
    ['an alias', 'base\n    name: guest', '3 base'],
  ])('of %s', async (_, word, target) => {
    const { editor, uri } = await opened(template);
    const position = placeOf(template, word);
    const found = await editor.request(DefinitionRequest.type, { textDocument: { uri }, position });
    const list = Array.isArray(found) ? found : [];
    expect(
      wordsAt(
        template,
        list.flatMap((each) => (LocationLink.is(each) ? [] : [each.range])),
      ),
    ).toEqual([target]);
  });

  it('is none of a role that there is not, and of other words', async () => {
    const { editor, uri } = await opened(template);
    for (const word of ['nobody', 'webinar', 'permissions']) {
      const position = placeOf(template, word);
      expect(await editor.request(DefinitionRequest.type, { textDocument: { uri }, position })).toBe(null);
    }
  });

  it('comes with what was clicked on for editors that take it', async () => {
    const { editor, uri } = await opened(template, 'a.yaml', {
      ...pushing,
      textDocument: { ...pushing.textDocument, definition: { linkSupport: true } },
    });
    const position = placeOf(template, 'guest"');
    const found = await editor.request(DefinitionRequest.type, { textDocument: { uri }, position });
    const [link] = Array.isArray(found) ? found : [];
    if (!LocationLink.is(link)) throw new Error('no link');
    const ranges = [link.originSelectionRange, link.targetSelectionRange].filter((range) => range !== undefined);
    expect(wordsAt(template, ranges)).toEqual(['5 guest', '6 guest']);
  });
});

describe('references', () => {
  const uses = ['5 host', '11 host', '13 host', '17 host', '18 host', '21 host', '21 host', '21 host', '23 host'];

  it.each([
    ['the key', 'host: &base'],
    ['a plugin', 'host, nobody'],
    ['a map of languages', 'host: es'],
  ])('are all mentions of a role, asked at %s', async (_, word) => {
    const { editor, uri } = await opened(template);
    const ask = async (includeDeclaration: boolean) => {
      const position = placeOf(template, word);
      const found = await editor.request(ReferencesRequest.type, {
        textDocument: { uri },
        position,
        context: { includeDeclaration },
      });
      expect(found?.every((each) => each.uri === uri)).toBe(true);
      return wordsAt(template, found?.map(({ range }) => range) ?? []);
    };
    expect(await ask(true)).toEqual(['3 host', '4 host', ...uses]);
    expect(await ask(false)).toEqual(uses);
  });

  it('keep destinations of other kinds apart', async () => {
    const { editor, uri } = await opened(template);
    const found = await editor.request(ReferencesRequest.type, {
      textDocument: { uri },
      position: placeOf(template, 'main', 2),
      context: { includeDeclaration: true },
    });
    expect(wordsAt(template, found?.map(({ range }) => range) ?? [])).toEqual(['13 main', '13 main']);
  });

  it('in JSON are found behind escapes', async () => {
    const text = '{ "roles": { "h\\u006fst": { "subscribeParams": { "subscribeToRoles": ["host"] } } } }';
    const { editor, uri } = await opened(text, 'a.json');
    const found = await editor.request(ReferencesRequest.type, {
      textDocument: { uri },
      position: placeOf(text, 'host'),
      context: { includeDeclaration: true },
    });
    expect(wordsAt(text, found?.map(({ range }) => range) ?? [])).toEqual(['1 h\\u006fst', '1 host']);
  });

  it.each([
    ['role', 'name: host\nsubscribeParams: { subscribeToRoles: [host, guest] }\n', ['1 host', '2 host']],
    ['recordings', '[{ "name": "main", "role": "host", "trackRecording": { "enabled": true } }]', ['1 host']],
    ['destinations', 'browserRecordings:\n  a: { name: a, role: host }\n  b: { role: host }\n', ['2 host', '3 host']],
  ])('are found in a document that is a %s by itself', async (kind, text, expected) => {
    const { editor, uri } = await opened(text, kind === 'recordings' ? 'a.json' : 'a.yaml');
    const found = await editor.request(ReferencesRequest.type, {
      textDocument: { uri },
      position: placeOf(text, 'host'),
      context: { includeDeclaration: true },
    });
    expect(wordsAt(text, found?.map(({ range }) => range) ?? [])).toEqual(expected);
  });

  it('stay within one of several documents', async () => {
    const text =
      'roles:\n  host: { name: host, priority: 1 }\n---\nroles:\n  host: { subscribeParams: { subscribeToRoles: [host] } }\n';
    const { editor, uri } = await opened(text);
    const found = await editor.request(ReferencesRequest.type, {
      textDocument: { uri },
      position: placeOf(text, 'host', 2),
      context: { includeDeclaration: true },
    });
    expect(wordsAt(text, found?.map(({ range }) => range) ?? [])).toEqual(['5 host', '5 host']);
  });

  it('of a name with an anchor are its aliases, too', async () => {
    const text = 'roles:\n  &h host:\n    subscribeParams: { subscribeToRoles: [*h] }\n';
    const { editor, uri } = await opened(text);
    const ask = async (word: string) => {
      const found = await editor.request(ReferencesRequest.type, {
        textDocument: { uri },
        position: placeOf(text, word),
        context: { includeDeclaration: true },
      });
      return wordsAt(text, found?.map(({ range }) => range) ?? []);
    };
    expect(await ask('host')).toEqual(['2 host', '3 h']);
    expect(await ask('h]')).toEqual(['2 h', '3 h']);
  });
});

describe('highlights', () => {
  it('tell what makes a name from what uses it', async () => {
    const { editor, uri } = await opened(template);
    const position = placeOf(template, 'guest:');
    const found = await editor.request(DocumentHighlightRequest.type, { textDocument: { uri }, position });
    expect(wordsAt(template, found?.map(({ range }) => range) ?? [])).toEqual(['5 guest', '6 guest', '8 guest']);
    const { Read, Write } = DocumentHighlightKind;
    expect(found?.map(({ kind }) => kind)).toEqual([Read, Write, Write]);
    const none = { textDocument: { uri }, position: placeOf(template, 'webinar') };
    expect(await editor.request(DocumentHighlightRequest.type, none)).toBe(null);
  });
});

describe('linked editing', () => {
  it('takes all mentions of a name, without their quotes', async () => {
    const { editor, uri } = await opened(template);
    const position = placeOf(template, 'guest:');
    const found = await editor.request(LinkedEditingRangeRequest.type, { textDocument: { uri }, position });
    expect(wordsAt(template, found?.ranges ?? [])).toEqual(['5 guest', '6 guest', '8 guest']);
    expect('guest').toMatch(new RegExp(`^(?:${found?.wordPattern})$`));
    expect('a: b').not.toMatch(new RegExp(`^(?:${found?.wordPattern})$`));
  });

  it.each([
    ['a mention is spelled otherwise', '{"roles": {"host": {"name": "h\\u006fst"}}}', 'a.json'],
    ['a name needs quotes', 'roles:\n  "a: b": { name: "a: b" }\n', 'a.yaml'],
    ['the text is broken', 'roles:\n  host: { name: host\n', 'a.yaml'],
  ])('is left alone where %s', async (_, text, path) => {
    const { editor, uri } = await opened(text, path);
    const position = placeOf(text, text.includes('host') ? 'host' : 'a: b');
    expect(await editor.request(LinkedEditingRangeRequest.type, { textDocument: { uri }, position })).toBe(null);
  });
});
