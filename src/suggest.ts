import { type Field, fieldAt, fieldPaths, isOwn, type SchemaName } from './fields.ts';
import { folded, nearest } from './nearest.ts';
import { below, type Pointer, steps } from './pointer.ts';

/** What was probably meant by an unknown property: another name in the same object, or a place elsewhere, in words. */
export type Suggestion = { readonly sibling: string } | { readonly elsewhere: string };

/** The names that an author may write in the object at `owner`: none that is deprecated or set by the API alone. */
export function namesAt(kind: SchemaName, owner: Pointer): readonly string[] {
  const field = fieldAt(kind, owner);
  if (field === undefined) return [];
  const known = namesOf.get(field);
  if (known !== undefined) return known;
  const names = field.names.filter((name) => name !== '$schema' && isForAuthors(kind, below(owner, name)));
  namesOf.set(field, names);
  return names;
}

const namesOf = new WeakMap<Field, readonly string[]>();

/** Names that mean something else in every object: that one knows it says nothing of another. */
const general: ReadonlySet<string> = new Set([
  'name',
  'type',
  'role',
  'enabled',
  'enable',
  'width',
  'height',
  'mode',
  'title',
  'format',
]);

/** What other programs call the parts of an entry that ignores findings. */
const otherWords: ReadonlyMap<string, string> = new Map([
  ['file', 'glob'],
  ['files', 'glob'],
  ['path', 'glob'],
  ['paths', 'glob'],
  ['pattern', 'glob'],
  ['place', 'pointer'],
  ['expires', 'until'],
  ['expiry', 'until'],
  ['expire', 'until'],
  ['because', 'reason'],
  ['comment', 'reason'],
  ['why', 'reason'],
]);

/**
 * What was meant by `written` in the object at `owner`, whose names are `siblings`: a name that is spelled nearly the same,
 * or made of the same words; else where a property is called so, one level down first.
 */
export function suggest(
  kind: SchemaName,
  owner: Pointer,
  written: string,
  siblings: readonly string[],
): Suggestion | undefined {
  const other = otherWords.get(written.toLowerCase());
  if (kind === 'config' && other !== undefined && siblings.includes(other)) return { sibling: other };
  const near =
    nearest(written, siblings) ??
    siblings.find((name) => haveSameWords(name, written)) ??
    siblings.find((name) => endsWith(name, written) || endsWith(written, name));
  if (near !== undefined) return { sibling: near };
  const isTelling = !general.has(written) && written.length > 2;
  const inside = isTelling ? inChild(kind, owner, written, siblings) : undefined;
  if (inside !== undefined) return { elsewhere: inside };
  // Nearly the name of something deprecated will do: that is told once it is spelled right.
  const begun =
    siblings.find((name) => beginAlike(name, written)) ?? nearest(written, fieldAt(kind, owner)?.names ?? []);
  if (begun !== undefined) return { sibling: begun };
  const elsewhere = isTelling ? inDocument(kind, owner, [written, ...namesLike(kind, written)]) : undefined;
  return elsewhere === undefined ? undefined : { elsewhere };
}

/** One level down: in an object beside which the property stands, under its own name or one that it ends with. */
function inChild(kind: SchemaName, owner: Pointer, written: string, siblings: readonly string[]): string | undefined {
  for (const child of siblings) {
    const inside = below(owner, child);
    if (fieldAt(kind, inside)?.isMap !== false) continue;
    const names = namesAt(kind, inside).filter((name) => !general.has(name));
    const meant = names.find((name) => name === written) ?? names.find((name) => endsWith(written, name));
    if (meant !== undefined) return `in \`${child}.${meant}\``;
  }
  return undefined;
}

/** Elsewhere in this kind of document, or else in a template, under the first of the names that is known there. */
function inDocument(kind: SchemaName, owner: Pointer, names: readonly string[]): string | undefined {
  for (const name of names) {
    const own = pathTo(kind, owner, name);
    if (own !== undefined) return own.includes('.') ? `in \`${own}\`` : `at the top of the ${kind}, as \`${own}\``;
  }
  if (kind === 'template' || isOwn(kind)) return undefined;
  for (const name of names) {
    const path = pathTo('template', '', name);
    if (path === undefined) continue;
    return path.includes('.') ? `in a template’s \`${path}\`` : `at the top of a template, as \`${path}\``;
  }
  return undefined;
}

/** The names that are spelled nearly like the written one, or that it ends with. */
function namesLike(kind: SchemaName, written: string): readonly string[] {
  const others = isOwn(kind) ? [] : fieldPaths('template').keys();
  const all = new Set([...fieldPaths(kind).keys(), ...others]);
  const names = [...all].filter((name) => name.length > 3 && !general.has(name));
  const near = nearest(written, names);
  const endings = names.filter((name) => endsWith(written, name));
  return near === undefined ? endings : [near, ...endings];
}

/** Where a kind of document knows a name: of several places the one that shares most of the way. */
function pathTo(kind: SchemaName, owner: Pointer, name: string): string | undefined {
  const here = steps(owner);
  let best: { readonly path: string; readonly shared: number } | undefined;
  for (const path of fieldPaths(kind).get(name) ?? []) {
    if (!isForAuthors(kind, `/${path.replaceAll('[]', '/0').replaceAll('.', '/')}`)) continue;
    const shared = sharedSteps(here, path.replaceAll('[]', '.*').split('.'));
    if (best === undefined || shared > best.shared) best = { path, shared };
  }
  return best?.path;
}

function isForAuthors(kind: SchemaName, pointer: Pointer): boolean {
  const field = fieldAt(kind, pointer);
  return field !== undefined && !field.deprecated && !field.readOnly;
}

/** How many steps two paths share from the top; `*` in the second stands for any name. */
function sharedSteps(here: readonly string[], path: readonly string[]): number {
  const different = path.findIndex((step, index) => step !== '*' && step !== here[index]);
  return Math.min(here.length, different < 0 ? path.length : different);
}

/** Whether a name ends with another, plural or not: `videoBitrate` with `bitRate`, `default_region` with `region`. */
function endsWith(name: string, end: string): boolean {
  const last = singular(end);
  return last.length > 2 && singular(name).endsWith(last);
}

function beginAlike(a: string, b: string): boolean {
  const [one, other] = [singular(a), singular(b)];
  return Math.min(one.length, other.length) > 3 && (one.startsWith(other) || other.startsWith(one));
}

/** `scaleDownByResolution` and `scaleResolutionDownBy`. */
function haveSameWords(a: string, b: string): boolean {
  return sortedWords(a) === sortedWords(b);
}

function sortedWords(name: string): string {
  const words = name.split(/(?=[A-Z])|[-_\s]/).map((word) => word.toLowerCase());
  return words.sort().join(' ');
}

function singular(name: string): string {
  return folded(name).replace(/s$/, '');
}
