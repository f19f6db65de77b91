import type { Position } from '../../lines.ts';
import type { Matrix } from '../../model/matrix.ts';
import type { RoleGroup } from '../../model/twins.ts';
import type { Pointer } from '../../pointer.ts';
import { visible } from '../../visible.ts';
import { widthOf } from '../columns.ts';
import { cut } from './rows.ts';

/** A template of which a matrix is shown. */
export interface TemplateMatrix {
  /** The path as it was given. */
  readonly path: string;
  /** Which of the file's YAML documents it is, from 0; absent where the file has only one. */
  readonly document?: number;
  /** What the template calls itself; absent where it says nothing that the schema accepts. */
  readonly name?: string;
  readonly matrix: Matrix;
  /** What the matrix does not see, in the order of the document. */
  readonly omissions: readonly Omission[];
  /** A text of the document without the secrets that its file spells. */
  mask(text: string): string;
}

/** A mistake that keeps something out of a matrix. */
export interface Omission extends Position {
  readonly rule: string;
  readonly pointer: Pointer;
  /** Without secrets. */
  readonly message: string;
}

/** A piece of a sentence: our own words, or a name that an author chose, as it is shown. */
export type Piece = string | { readonly name: string };

/** A sentence, or a part of one. */
export type Phrase = readonly Piece[];

/** A name of the author's, as it is shown: what is unseen spelled out, the empty one as a pair of quotes. */
export function shown(template: TemplateMatrix, name: string): string {
  return name === '' ? '""' : visible(template.mask(name));
}

/** A name of the author's in a sentence. */
export function named(template: TemplateMatrix, name: string): Piece {
  return { name: shown(template, name) };
}

/** Up to so many names stand for a group, of more the first and how many more there are. */
export const mostNames = 3;

/** What a group is called: `a, b`, or the first of its names and ` +17`. */
export function groupName(template: TemplateMatrix, group: RoleGroup): Phrase {
  if (group.length > mostNames) return [named(template, group[0].name), ` +${group.length - 1}`];
  return groupNames(template, group);
}

/** The names of all roles of a group. */
export function groupNames(template: TemplateMatrix, group: RoleGroup): Phrase {
  return joined(group.map(({ name }) => [named(template, name)]));
}

/** What a group is called, in at most so many columns of a terminal. */
export function groupLabel(template: TemplateMatrix, group: RoleGroup, room: number): string {
  const whole = inText(groupName(template, group));
  if (widthOf(whole) <= room) return whole;
  const after = group.length === 1 ? '' : ` +${group.length - 1}`;
  return cut(shown(template, group[0].name), room - after.length) + after;
}

/** A phrase as plain text. */
export function inText(phrase: Phrase): string {
  return phrase.map((piece) => (typeof piece === 'string' ? piece : piece.name)).join('');
}

/** The names of roles: a, b, c. */
export function names(template: TemplateMatrix, all: readonly string[]): Phrase {
  return joined(all.map((name) => [named(template, name)]));
}

/** Phrases, with commas or what else stands between them. */
export function joined(phrases: readonly Phrase[], between = ', '): Phrase {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [between, ...phrase]));
}

/** What the template is called where a person reads it. */
export function title(template: TemplateMatrix): Phrase {
  const { name, document } = template;
  return [
    ...(name === undefined ? ['a template without a name'] : [named(template, name)]),
    ...(document === undefined ? [] : [` (document ${document + 1})`]),
  ];
}

/** How many roles it has, and in how many groups: `118 roles in 24 groups`. */
export function extent({ matrix: { groups, meaning } }: TemplateMatrix): string {
  const count = meaning.roles.length;
  const roles = count === 1 ? '1 role' : `${count === 0 ? 'no' : count} roles`;
  if (groups.length === count) return roles;
  return groups.length === 1 ? `${roles}, all equal` : `${roles} in ${groups.length} groups of equal ones`;
}
