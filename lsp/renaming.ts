import type { TextEdit } from '../src/diagnostic.ts';
import type { Document } from '../src/document.ts';
import { yamlScalar } from '../src/edit/spell.ts';
import { applyEdits, inOrder } from '../src/edit.ts';
import { fieldAt } from '../src/fields.ts';
import { lastStep, type Pointer, parent } from '../src/pointer.ts';
import { isPlatformRole } from '../src/template.ts';
import { visible } from '../src/visible.ts';
import { kindsIn } from './kinds.ts';
import { isDeclaration, type Mention, type Name, namesIn, type Place } from './names.ts';
import type { OpenDocument } from './open-document.ts';
import { renamedPlaces } from './renamed-places.ts';

/** How a name is renamed, or in words why it is not. */
export type Renaming = { readonly edits: readonly TextEdit[] } | { readonly refused: string };

/** Why a name cannot be renamed at all; `undefined` if it can. */
export function refusal({ of, text }: Name, document: Document): string | undefined {
  if (of === 'role' && isPlatformRole(text)) return `${quoted(text)} is a role of the platform: it cannot be renamed`;
  if (document.partial) return 'the text is broken, so that some mentions cannot be seen: mend it first';
  return undefined;
}

/**
 * The edits that give a name of a document another text wherever it stands. They are proved: the edited text is read again,
 * and must spell the new name in those places and nowhere else.
 */
export function rename(open: OpenDocument, document: Document, name: Name, to: string): Renaming {
  const refused = refusal(name, document) ?? refusedText(name, to) ?? taken(open, document, name, to);
  if (refused !== undefined) return { refused };
  const written = name.mentions.filter(({ as }) => as !== 'alias');
  const edits = inOrder(written.map((mention) => editOf(mention, name, document, to)));
  const after = edits === undefined ? [] : document.read(applyEdits(document.text, edits));
  const places = renamedPlaces(open.documents, after, document.index, name.text, to);
  const known = new Set(name.places.map(keyOf));
  if (edits === undefined || places === undefined || new Set(places.map(keyOf)).size < known.size) {
    return { refused: `${quoted(to)} cannot be written here without changing something else` };
  }
  const other = places.find((place) => !known.has(keyOf(place)) && !isFree(open, document, name, place));
  if (other === undefined) return { edits };
  return { refused: `an alias of ${quoted(name.text)} stands for something else as well: write that out first` };
}

/** Why nothing of this kind can have a name. */
function refusedText({ of }: Name, to: string): string | undefined {
  if (of === 'role' && isPlatformRole(to)) return `names that begin with \`__internal\` belong to the platform`;
  if (of !== 'anchor') return undefined;
  return /^[^\s,[\]{}\p{C}]+$/u.test(to) ? undefined : 'the name of an anchor has no spaces, commas and brackets';
}

/** Why a name is not free: two things would be one afterwards, and could not be told apart again. */
function taken(open: OpenDocument, document: Document, name: Name, to: string): string | undefined {
  const names = namesIn(open, document);
  const { of, map } = name;
  const other =
    of === 'anchor'
      ? names.all.find((each) => each.of === 'anchor' && each.text === to)
      : names.get({ of, map, text: to });
  if (other === undefined) return undefined;
  if (other.mentions.some(isDeclaration)) {
    return `there is ${of === 'anchor' ? 'an' : 'a'} ${of} ${quoted(to)} already: choose another name`;
  }
  return `${quoted(to)} is mentioned already, though there is no such ${of}: choose another name`;
}

function editOf(mention: Mention, { of }: Name, document: Document, to: string): TextEdit {
  if (of === 'anchor') return { range: mention.inside, text: to };
  const { range, pointer } = mention;
  if (document.syntax === 'json') return { range, text: JSON.stringify(to) };
  const before = document.text.slice(range.start, range.end);
  // Behind `|` or `>` may stand a comment.
  const comment = /^[|>]\S*([ \t]+#[^\r\n]*)/.exec(before)?.[1] ?? '';
  const spelled = yamlScalar(to, before, isInBrackets(document, pointer)) + comment;
  return { range, text: blockScalar(to, before) ?? spelled };
}

/** What is written below `|` or `>` keeps its place and the comment before it, if it is one line and stays so. */
function blockScalar(to: string, before: string): string | undefined {
  const lead = /^[|>][^\r\n]*\r?\n[ \t]*(?=\S[^\r\n]*$)/.exec(before)?.[0];
  return lead !== undefined && /^[!-~](?:[ -~]*[!-~])?$/.test(to) ? lead + to : undefined;
}

/** Whether brackets around it forbid some signs; of what is written elsewhere nobody knows. */
function isInBrackets(document: Document, pointer: Pointer): boolean {
  return document.layout(parent(pointer) ?? '')?.style !== 'block';
}

/** Whether a place may change along: the author's own, or the name inside something that shares its text with another. */
function isFree(open: OpenDocument, document: Document, { of, map }: Name, { pointer }: Place): boolean {
  const kind = kindsIn(open).get(document);
  if (kind === undefined || fieldAt(kind, pointer) === undefined) return true;
  const holder = parent(parent(pointer) ?? '');
  return lastStep(pointer) === 'name' && holder === (of === 'role' ? '/roles' : map);
}

function keyOf({ pointer, part }: Place): string {
  return `${part} ${pointer}`;
}

function quoted(name: string): string {
  const shown = visible(name);
  return `\`${shown.length > 60 ? `${shown.slice(0, 59)}…` : shown}\``;
}
