import {
  type SemanticTokens,
  type SemanticTokensLegend,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver-protocol';
import type { Range } from '../src/diagnostic.ts';
import { documentFeature } from './feature.ts';
import { kindsIn } from './kinds.ts';
import { isDeclaration, type Mention, type Name, namesIn } from './names.ts';
import type { OpenDocument } from './open-document.ts';
import { fieldsIn } from './written.ts';

const types = ['class', 'namespace', 'enumMember', 'property'] as const;
const modifiers = ['declaration', 'deprecated'] as const;

/** How the tokens are numbered: roles are classes, destinations namespaces, and values of an enumeration its members. */
export const legend: SemanticTokensLegend = { tokenTypes: [...types], tokenModifiers: [...modifiers] };

/** What names and values are, where the grammar of the language does not know it. */
export const semanticTokens = documentFeature(SemanticTokensRequest.type, {
  capabilities: { semanticTokensProvider: { legend, full: true, range: true } },
  otherwise: null,
  answer: (open) => encoded(open, tokensOf(open)),
});

/** The same for a part of a text. */
export const semanticTokensInRange = documentFeature(SemanticTokensRangeRequest.type, {
  capabilities: {},
  needs: ['range'],
  otherwise: null,
  answer(open, { range }) {
    const { start, end } = open.positions.offsets(range);
    return encoded(
      open,
      tokensOf(open).filter((token) => token.range.start < end && start < token.range.end),
    );
  },
});

/** A word with a meaning. */
export interface Token {
  readonly range: Range;
  readonly type: (typeof types)[number];
  readonly modifier?: (typeof modifiers)[number];
}

/** The tokens of a text in its order, none of which overlap. */
export function tokensOf(open: OpenDocument): readonly Token[] {
  const known = kept.get(open);
  if (known !== undefined) return known;
  const found = [...kindsIn(open)].flatMap(([document, kind]): Token[] => [
    ...namesIn(open, document).all.flatMap((name) => name.mentions.flatMap((mention) => nameToken(name, mention))),
    ...[...fieldsIn(document, kind)].flatMap(({ value, location, field }): Token[] => [
      ...(field.deprecated && location.key !== undefined && location.keyOrigin === undefined
        ? [{ range: location.key, type: 'property' as const, modifier: 'deprecated' as const }]
        : []),
      ...(typeof value === 'string' && field.enum?.includes(value) === true
        ? [{ range: location.value, type: 'enumMember' as const }]
        : []),
    ]),
  ]);
  const tokens = inOrder(found, open.text);
  kept.set(open, tokens);
  return tokens;
}

const kept = new WeakMap<OpenDocument, readonly Token[]>();

function nameToken({ of }: Name, mention: Mention): Token[] {
  // Anchors and aliases have colours of their own.
  if (of === 'anchor' || mention.as === 'alias') return [];
  return [
    {
      range: mention.inside,
      type: of === 'role' ? 'class' : 'namespace',
      ...(isDeclaration(mention) && { modifier: 'declaration' }),
    },
  ];
}

/** Tokens in the order of a text; those that are empty, take several lines or overlap with one before are left out. */
function inOrder(tokens: readonly Token[], text: string): readonly Token[] {
  let end = 0;
  return tokens
    .toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
    .filter(({ range }) => {
      if (range.start < end || range.end <= range.start || /[\r\n]/.test(text.slice(range.start, range.end)))
        return false;
      end = range.end;
      return true;
    });
}

/** As the protocol counts: each token from the one before. */
function encoded({ positions }: OpenDocument, tokens: readonly Token[]): SemanticTokens {
  const data: number[] = [];
  let line = 0;
  let character = 0;
  for (const { range, type, modifier } of tokens) {
    const at = positions.at(range.start);
    data.push(
      at.line - line,
      at.line === line ? at.character - character : at.character,
      range.end - range.start,
      types.indexOf(type),
      modifier === undefined ? 0 : 1 << modifiers.indexOf(modifier),
    );
    ({ line, character } = at);
  }
  return { data };
}
