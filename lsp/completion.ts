import { type CompletionList, CompletionRequest } from 'vscode-languageserver-protocol';
import type { Client } from './client.ts';
import { type Cursor, draftAt } from './draft.ts';
import { documentFeature } from './feature.ts';
import { meaningsIn } from './meanings.ts';
import type { OpenDocument } from './open-document.ts';
import { templatePresets } from './presets.ts';
import { Writer } from './proposal-writer.ts';
import { type Proposal, proposalsAt } from './proposals.ts';
import { kindAt } from './written-kind.ts';

/** What may be written at the cursor: properties, values, roles, and skeletons of what is larger. */
export const completion = documentFeature(CompletionRequest.type, {
  capabilities: {
    completionProvider: { triggerCharacters: ['"', "'", ':', ' ', '-', '[', ',', '{'], resolveProvider: false },
  },
  needs: ['position'],
  isFor: 'every document',
  otherwise: null,
  answer(open, { position, context }, { client }) {
    return proposed(open, open.positions.offset(position), client, context?.triggerCharacter);
  },
});

/** Of more proposals only those are told that begin like what is written. */
const most = 400;

/** What is proposed at an offset; `null` where nothing is. `trigger` is the character that made the editor ask. */
export function proposed(
  open: OpenDocument,
  offset: number,
  client: Client,
  trigger?: string | undefined,
): CompletionList | null {
  const place = kindAt(open, offset);
  if (place === undefined) return null;
  const { kind, range, syntax } = place;
  const { cursor, roles } = draftAt(open.text, range, offset, syntax);
  if (cursor === undefined || isUnasked(cursor, open.text, trigger)) return null;
  const around = { kind, roles: allRoles(open, roles), missingRoles: () => missingRoles(open, roles) };
  const isBare = syntax === 'json' && cursor.part === 'either';
  const all = [
    ...(kind === 'template' ? starters(cursor) : []),
    // What is no object yet cannot have properties.
    ...(isBare ? [] : proposalsAt(cursor, around)),
  ];
  if (all.length === 0) return null;
  const begin = cursor.typed.toLowerCase();
  const fitting = all.length > most ? all.filter(({ label }) => label.toLowerCase().startsWith(begin)) : all;
  const writer = new Writer(open, cursor, syntax, client);
  const items = fitting.slice(0, most).map((proposal) => writer.item(proposal));
  return { isIncomplete: fitting.length < all.length || fitting.length > most, items };
}

/** Whether somebody types on rather than wait for proposals: the character that they typed is often no beginning. */
function isUnasked({ word, lead }: Cursor, text: string, trigger: string | undefined): boolean {
  const before = text.slice(text.lastIndexOf('\n', word.start - 1) + 1, word.start);
  if (trigger === ' ') return before.trim() === '';
  return trigger === '-' && lead !== ' ';
}

/** Whole templates, where nothing is written yet. */
function starters({ pointer, part, frame, begun }: Cursor): readonly Proposal[] {
  const isEmpty = ((part === 'key' ? frame : begun)?.names.size ?? 0) === 0;
  if (pointer !== '' || part === 'value' || !isEmpty) return [];
  return templatePresets.map(({ label, detail, value }, index) => ({
    label,
    detail,
    content: part === 'key' ? { properties: value } : { value },
    is: 'preset',
    rank: index,
  }));
}

/** The roles that stand at the top of the text, and those that merge keys bring. */
function allRoles(open: OpenDocument, written: ReadonlySet<string>): ReadonlySet<string> {
  const merged = written.has('<<')
    ? meaningsIn(open).flatMap(({ meaning }) => meaning.roles.map(({ name }) => name))
    : [];
  return new Set([...written, ...merged].filter((name) => name !== '<<'));
}

function missingRoles(open: OpenDocument, written: ReadonlySet<string>): readonly string[] {
  const named = meaningsIn(open).flatMap(({ meaning }) => [
    ...meaning.roles.flatMap(({ subscribesTo }) => [...(subscribesTo ?? [])]),
    ...meaning.audiences.flatMap(({ role }) => (role?.is === 'missing' ? [role.name] : [])),
  ]);
  return [...new Set(named)].filter((name) => !written.has(name) && !name.startsWith('__internal'));
}
