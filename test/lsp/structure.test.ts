import { afterEach, describe, expect, it } from 'vitest';
import {
  FoldingRangeRequest,
  type Range,
  type SelectionRange,
  SelectionRangeRequest,
  type SemanticTokens,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver-protocol/node';
import { Editor, pushing } from './client.ts';
import { placeOf, wordsAt } from './marked.ts';

let editor: Editor | undefined;

afterEach(async () => {
  if (editor !== undefined) expect(await editor.stop()).toBe(0);
  editor = undefined;
});

async function opened(text: string, path = 'a.yaml', capabilities = pushing) {
  editor = await Editor.start({ capabilities });
  return { editor, uri: await editor.open(path, text) };
}

const template = `# One
# two
name: webinar
roles:
  host: &host
    publishParams:
      allowed: [audio, video]
      videoSimulcastLayers: {}
    subscribeParams:
      subscribeToRoles:
        - "host"
        - guest
  guest: *host
destinations:
  hlsDestinations:
    main: { name: main, playlistType: live,
      role: host }
`;

describe('folding', () => {
  it('is by objects, lists and comments', async () => {
    const { editor, uri } = await opened(template);
    const folds = await editor.request(FoldingRangeRequest.type, { textDocument: { uri } });
    expect(folds?.map(({ startLine, endLine, kind }) => [startLine + 1, endLine + 1, kind])).toEqual([
      [1, 2, 'comment'],
      [4, 13, undefined],
      [5, 12, undefined],
      [6, 8, undefined],
      [9, 12, undefined],
      [10, 12, undefined],
      [14, 17, undefined],
      [15, 17, undefined],
      [16, 17, undefined],
    ]);
  });

  it('leaves the line of the closing bracket', async () => {
    const text = '{\r\n  "name": "a",\r\n  "roles": {\r\n    "a": { }\r\n  }\r\n}\r\n';
    const { editor, uri } = await opened(text, 'a.json');
    const folds = await editor.request(FoldingRangeRequest.type, { textDocument: { uri } });
    expect(folds).toEqual([
      { startLine: 0, endLine: 4 },
      { startLine: 2, endLine: 3 },
    ]);
  });

  it('gives no more than the editor takes, the largest first', async () => {
    const { editor, uri } = await opened(template, 'a.yaml', {
      ...pushing,
      textDocument: { ...pushing.textDocument, foldingRange: { rangeLimit: 2 } },
    });
    const folds = await editor.request(FoldingRangeRequest.type, { textDocument: { uri } });
    expect(folds?.map(({ startLine }) => startLine + 1)).toEqual([4, 5]);
  });
});

/** The ranges of a selection, the innermost first. */
function chain(selection: SelectionRange | undefined): Range[] {
  return selection === undefined ? [] : [selection.range, ...chain(selection.parent)];
}

describe('a selection', () => {
  it('grows from the word to the whole', async () => {
    const text = 'name: webinar\nroles:\n  "a/b": { publishParams: { allowed: ["audio"] } }\n';
    const { editor, uri } = await opened(text);
    const positions = [placeOf(text, 'audio'), placeOf(text, 'publish'), { line: 99, character: 9 }];
    const answer = await editor.request(SelectionRangeRequest.type, { textDocument: { uri }, positions });
    expect(answer).toHaveLength(3);
    expect(wordsAt(text, chain(answer?.[0])).map((each) => each.replace(/^\d+ /, ''))).toEqual([
      'audio',
      '"audio"',
      '["audio"]',
      'allowed: ["audio"]',
      ' allowed: ["audio"] ',
      '{ allowed: ["audio"] }',
      'publishParams: { allowed: ["audio"] }',
      ' publishParams: { allowed: ["audio"] } ',
      '{ publishParams: { allowed: ["audio"] } }',
      '"a/b": { publishParams: { allowed: ["audio"] } }',
      'roles:\n  "a/b": { publishParams: { allowed: ["audio"] } }',
      'name: webinar\nroles:\n  "a/b": { publishParams: { allowed: ["audio"] } }',
      text,
    ]);
    expect(wordsAt(text, chain(answer?.[1])).slice(0, 2)).toEqual([
      '3 publishParams',
      '3 publishParams: { allowed: ["audio"] }',
    ]);
  });
});

/** Tokens as words with their types, taken from what the server says of itself. */
function tokensIn(text: string, { data }: SemanticTokens, { initialized }: Editor): string[] {
  const provider = initialized.capabilities.semanticTokensProvider;
  let line = 0;
  let character = 0;
  const found: string[] = [];
  for (let index = 0; index < data.length; index += 5) {
    const [lines = 0, characters = 0, length = 0, type = 0, modifiers = 0] = data.slice(index, index + 5);
    character = lines === 0 ? character + characters : characters;
    line += lines;
    const range = { start: { line, character }, end: { line, character: character + length } };
    const bits = provider?.legend.tokenModifiers.filter((_, bit) => (modifiers & (1 << bit)) !== 0) ?? [];
    found.push([...wordsAt(text, [range]), provider?.legend.tokenTypes[type], ...bits].join(' '));
  }
  return found;
}

describe('semantic tokens', () => {
  it('tell roles, destinations, values of an enumeration and what is deprecated', async () => {
    const text = `\ufeff${template}`;
    const { editor, uri } = await opened(text);
    const tokens = await editor.request(SemanticTokensRequest.type, { textDocument: { uri } });
    expect(tokensIn(text, tokens ?? { data: [] }, editor)).toEqual([
      '5 host class declaration',
      '7 audio enumMember',
      '7 video enumMember',
      '8 videoSimulcastLayers property deprecated',
      '11 host class',
      '12 guest class',
      '13 guest class declaration',
      '16 main namespace declaration',
      '16 main namespace declaration',
      '16 live enumMember',
      '17 host class',
    ]);
  });

  it('of a range are those in it', async () => {
    const { editor, uri } = await opened(template);
    const range = { start: { line: 9, character: 0 }, end: { line: 12, character: 0 } };
    const tokens = await editor.request(SemanticTokensRangeRequest.type, { textDocument: { uri }, range });
    expect(tokensIn(template, tokens ?? { data: [] }, editor)).toEqual(['11 host class', '12 guest class']);
  });

  it('of several documents are those of each kind', async () => {
    const text =
      'name: a\nroles: { a: {} }\n---\npublishParams: { allowed: [audio] }\nsubscribeParams: { subscribeToRoles: [a] }\n';
    const { editor, uri } = await opened(text);
    const tokens = await editor.request(SemanticTokensRequest.type, { textDocument: { uri } });
    expect(tokensIn(text, tokens ?? { data: [] }, editor)).toEqual([
      '2 a class declaration',
      '4 audio enumMember',
      '5 a class',
    ]);
  });
});
