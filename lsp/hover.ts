import { type Hover, HoverRequest, type MarkupKind } from 'vscode-languageserver-protocol';
import { rules } from '../rules/index.ts';
import type { Range } from '../src/diagnostic.ts';
import { type Document, valueAt } from '../src/document.ts';
import { fieldAt } from '../src/fields.ts';
import { lastStep } from '../src/pointer.ts';
import { documentFeature } from './feature.ts';
import { fieldInWords } from './field-words.ts';
import { kindsIn } from './kinds.ts';
import { markup, type Passage } from './markup.ts';
import { meaningOf } from './meanings.ts';
import { nameAt } from './names.ts';
import type { OpenDocument } from './open-document.ts';
import { type PlaceAt, placeAt } from './places.ts';
import { missingRoleInWords, roleInWords } from './role-words.ts';

/** What stands under the cursor: the role, the property and its bounds, and the rule of what is found there. */
export const hover = documentFeature(HoverRequest.type, {
  capabilities: { hoverProvider: true },
  needs: ['position'],
  otherwise: null,
  answer: (open, { position }, { client }) => hoverAt(open, open.positions.offset(position), client.hoverFormat),
});

/** What is said of an offset of a text; `null` where there is nothing to say. */
export function hoverAt(open: OpenDocument, offset: number, format: MarkupKind): Hover | null {
  const role = roleAt(open, offset);
  // Of a role there is more to say than what every role is.
  const property = role?.isWhole === true ? undefined : propertyAt(open, offset);
  const found = [findingsAt(open, offset), role, property].filter((each) => each !== undefined);
  if (found.length === 0) return null;
  // The narrowest: what all of it is about.
  const [range] = found.map((each) => each.range).sort((a, b) => a.end - a.start - (b.end - b.start));
  return {
    contents: markup(
      found.flatMap((each) => each.passages),
      format,
    ),
    ...(range !== undefined && { range: open.positions.range(range) }),
  };
}

/** What is said, and of what. */
interface Said {
  readonly passages: readonly Passage[];
  readonly range: Range;
}

const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));

function findingsAt(open: OpenDocument, offset: number): Said | undefined {
  const here = (open.report?.diagnostics ?? []).filter(({ range }) => range.start <= offset && offset <= range.end);
  const [first] = here;
  if (first === undefined) return undefined;
  const passages = here.flatMap(({ rule, message }): readonly Passage[] => {
    const docs = ruleOf.get(rule);
    return [
      [`**${rule}**: `, { said: message }],
      ...(docs === undefined ? [] : [[docs.summary], ...docs.why.split(/\n{2,}/).map((paragraph) => [paragraph])]),
    ];
  });
  return { passages, range: first.range };
}

function roleAt(open: OpenDocument, offset: number): (Said & { readonly isWhole: boolean }) | undefined {
  const found = nameAt(open, offset);
  if (found?.name.of !== 'role') return undefined;
  const { name, mention, document } = found;
  const meaning = meaningOf(open, document)?.meaning;
  if (meaning === undefined) return undefined;
  const role = meaning.role(name.text);
  // A document that is about something else lists no roles.
  if (role === undefined && meaning.roles.length === 0) return undefined;
  return {
    passages: role === undefined ? missingRoleInWords(name.text) : roleInWords(role, meaning),
    range: mention.range,
    isWhole: mention.as === 'key',
  };
}

function propertyAt(open: OpenDocument, offset: number): Said | undefined {
  const document = open.documentAt(offset);
  const kind = document === undefined ? undefined : kindsIn(open).get(document);
  const place = document === undefined || kind === undefined ? undefined : placeAt(document, offset);
  if (document === undefined || kind === undefined || place === undefined) return undefined;
  const range = rangeOf(place, document);
  const field = fieldAt(kind, place.pointer);
  const passages = field === undefined ? [] : fieldInWords(lastName(place), field);
  return range === undefined || passages.length === 0 ? undefined : { passages, range };
}

/** What a place takes up; `undefined` for the white space inside an object or a list. */
function rangeOf({ pointer, part, location }: PlaceAt, document: Document): Range | undefined {
  if (part === 'key') return location.key;
  const value = valueAt(document, pointer);
  return typeof value === 'object' && value !== null && location.origin === undefined ? undefined : location.value;
}

/** The name of the property at a place, or of the list that the place is in. */
function lastName({ pointer, location }: PlaceAt): string | undefined {
  return location.key === undefined ? undefined : lastStep(pointer);
}
