import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CodeActionRequest,
  CodeLensRequest,
  CompletionRequest,
  DefinitionRequest,
  DocumentDiagnosticRequest,
  DocumentHighlightRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  LinkedEditingRangeRequest,
  LSPErrorCodes,
  PrepareRenameRequest,
  type Range,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver-protocol/node';
import { Positions } from '../../lsp/positions.ts';
import { Editor, pulling } from './client.ts';

// What somebody types begins as a part of what it will be: every request is asked of a template cut off at every offset.
let editor: Editor;

beforeAll(async () => {
  editor = await Editor.start({ capabilities: pulling });
});

afterAll(async () => {
  // All answers were held against the protocol's types as well.
  expect(await editor.stop()).toBe(0);
});

const yaml = `name: a
roles:
  host: &h
    publishParams: { allowed: [audio, "video"] }
    subscribeParams:
      subscribeToRoles: [host, 'guest']
  guest: *h
settings: {region: in}
`;
const json = `{"name":"a","roles":{"host":{"publishParams":{"allowed":["audio"]},
"subscribeParams":{"subscribeToRoles":["guest","h\\u006fst"]}},"guest":{"priority":2}}}`;

/** Everything that an editor asks about a document and a place in it. */
const requests: readonly {
  readonly method: string;
  readonly params?: object;
  /** Whether a place belongs to it. */
  readonly isAt?: true;
  readonly hasRange?: true;
}[] = [
  { method: CompletionRequest.method, isAt: true },
  { method: HoverRequest.method, isAt: true },
  { method: DefinitionRequest.method, isAt: true },
  { method: ReferencesRequest.method, isAt: true, params: { context: { includeDeclaration: true } } },
  { method: DocumentHighlightRequest.method, isAt: true },
  { method: LinkedEditingRangeRequest.method, isAt: true },
  { method: PrepareRenameRequest.method, isAt: true },
  { method: RenameRequest.method, isAt: true, params: { newName: 'teacher' } },
  { method: DocumentSymbolRequest.method },
  { method: FoldingRangeRequest.method },
  { method: SemanticTokensRequest.method },
  { method: CodeLensRequest.method },
  { method: DocumentDiagnosticRequest.method },
  { method: InlayHintRequest.method, hasRange: true },
  { method: SemanticTokensRangeRequest.method, hasRange: true },
  { method: CodeActionRequest.method, hasRange: true, params: { context: { diagnostics: [] } } },
];

/** What the server answers; a request that it refuses says why. */
async function asked(method: string, params: object): Promise<unknown> {
  try {
    return await editor.connection.sendRequest(method, params);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : error;
    expect({ method, code }).toEqual({ method, code: LSPErrorCodes.RequestFailed });
    return null;
  }
}

/** All ranges in an answer, whatever they are for. */
function* rangesIn(answer: unknown): Iterable<Range> {
  if (typeof answer !== 'object' || answer === null) return;
  const { start, end } = Object.fromEntries(Object.entries(answer));
  if (isPlace(start) && isPlace(end)) yield { start, end };
  for (const inner of Object.values(answer)) yield* rangesIn(inner);
}

function isPlace(value: unknown): value is Range['start'] {
  return typeof value === 'object' && value !== null && 'line' in value && 'character' in value;
}

function labels(answer: unknown): readonly unknown[] {
  const { items = [] }: { readonly items?: readonly { readonly label?: unknown }[] } = Object(answer);
  return items.map(({ label }) => label);
}

describe.each([
  ['a.yaml', yaml],
  ['a.json', json],
])('a template cut off: %s', (path, whole) => {
  it('is answered at every offset, with places that are in it', { timeout: 300_000 }, async () => {
    const uri = await editor.open(path, '');
    const textDocument = { uri };
    for (let offset = 0; offset <= whole.length; offset++) {
      const text = whole.slice(0, offset);
      await editor.change(uri, text);
      const positions = new Positions(text);
      const [start, position] = [positions.at(0), positions.at(offset)];
      const answers = await Promise.all([
        asked(SelectionRangeRequest.method, { textDocument, positions: [position] }),
        ...requests.map(({ method, params, isAt, hasRange }) =>
          asked(method, {
            textDocument,
            ...(isAt && { position }),
            ...(hasRange && { range: { start, end: position } }),
            ...params,
          }),
        ),
      ]);
      for (const range of rangesIn(answers)) {
        const { start: from, end: to } = positions.offsets(range);
        expect({ text, isSound: from <= to && to <= offset }).toEqual({ text, isSound: true });
        expect([positions.at(from), positions.at(to)]).toEqual([range.start, range.end]);
      }
    }
    await editor.close(uri);
  });
});

describe('what can be completed where a template ends', () => {
  it.each([
    ['a.yaml', 'a name', 'roles:\n  host:\n    ', 'publishParams'],
    ['a.yaml', 'a name that has begun', 'roles:\n  host:\n    pub', 'publishParams'],
    ['a.yaml', 'a role', 'roles:\n  host:\n    subscribeParams:\n      subscribeToRoles: [', 'host'],
    ['a.yaml', 'a track', 'roles:\n  host:\n    publishParams: { allowed: [audio, "', 'video'],
    ['a.json', 'a name', '{"roles": {"host": {"', 'publishParams'],
    ['a.json', 'a role', '{"roles": {"host": {"subscribeParams": {"subscribeToRoles": ["', 'host'],
    ['a.json', 'a track', '{"roles": {"host": {"publishParams": {"allowed": [', 'audio'],
  ])('in %s: %s', async (path, _, text, expected) => {
    const uri = await editor.open(path, text);
    const position = new Positions(text).at(text.length);
    const found = labels(await asked(CompletionRequest.method, { textDocument: { uri }, position }));
    expect(found).toContain(expected);
    await editor.close(uri);
  });
});
