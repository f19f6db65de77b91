import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../src/change.ts';
import type { Range, TextEdit } from '../src/diagnostic.ts';
import { type Document, type Location, valueAt } from '../src/document.ts';
import { blockEnd, blockStyle } from '../src/edit/block.ts';
import { blockValue, Moved } from '../src/edit/spell.ts';
import { applyEdits, inOrder, spellChanges } from '../src/edit.ts';
import { isJson } from '../src/json-value.ts';
import { below, lastStep, type Pointer, parent, steps } from '../src/pointer.ts';
import type { OpenDocument } from './open-document.ts';
import type { PlaceAt } from './places.ts';
import { type Refactor, unused } from './refactors.ts';

/**
 * Gives the object or list at a place an anchor: those that are equal to it become its aliases. One that has no equal goes
 * to the top of the document, under a name that is the author's own.
 */
export function extractAnchor(place: PlaceAt, document: Document, open: OpenDocument): Refactor | undefined {
  if (document.syntax !== 'yaml' || document.problems.length > 0 || document.value === undefined) return undefined;
  const { pointer } = place;
  const value = valueAt(document, pointer);
  if (steps(pointer).length < 2 || !isFull(value) || place.location.origin !== undefined) return undefined;
  const name = unused(anchorName(pointer), (each) => new RegExp(`[&*]${each}(?![\\w-])`).test(document.text));
  const equal = equalPlaces(document, value);
  return equal.length > 1 ? shared(equal, name, document, open) : atTheTop(pointer, value, name, document, open);
}

function shared(
  pointers: readonly Pointer[],
  name: string,
  document: Document,
  open: OpenDocument,
): Refactor | undefined {
  const written = pointers.map((pointer) => writtenAt(document, pointer)).filter((each) => each !== undefined);
  const [first, ...others] = written.sort((a, b) => a.value.start - b.value.start);
  if (first === undefined || others.length === 0) return undefined;
  const anchor = {
    range: { start: first.lead.end, end: first.lead.end },
    text: first.isBlock ? ` &${name}` : `&${name} `,
  };
  const edits = inOrder([anchor, ...others.map((other) => alias(other, name))]);
  if (edits === undefined || !isProved(edits, document, open)) return undefined;
  const title = `share this with ${others.length === 1 ? 'its equal' : `its ${others.length} equals`} by the anchor \`${name}\``;
  return { title, edits };
}

function atTheTop(
  pointer: Pointer,
  value: Json,
  name: string,
  document: Document,
  open: OpenDocument,
): Refactor | undefined {
  const written = writtenAt(document, pointer);
  const layout = document.layout('');
  const [first] = layout?.entries ?? [];
  const key = unused(`x-${name}`, (each) => valueAt(document, `/${each}`) !== undefined);
  if (written === undefined || first === undefined || layout?.style !== 'block') return undefined;
  const style = blockStyle(document);
  const moved = blockValue(written.moved(document, value), style, layout.column);
  const { start } = first.range;
  const top = {
    range: { start, end: start },
    text: `${key}: &${name}${moved}${style.newline}${' '.repeat(layout.column)}`,
  };
  const edits = inOrder([top, alias(written, name)]);
  if (edits === undefined || !isProved(edits, document, open, { key, value })) return undefined;
  return { title: `extract to the anchor \`${name}\``, edits };
}

/** How a value is written. */
interface Written {
  readonly value: Range;
  /** What stands before it on account of its holder, which ends where an anchor may begin. */
  readonly lead: Range;
  readonly isBlock: boolean;
  moved(document: Document, value: Json): Moved;
}

function writtenAt(document: Document, pointer: Pointer): Written | undefined {
  const location = document.locate(pointer);
  const holder = document.layout(parent(pointer) ?? '');
  if (location === undefined || location.origin !== undefined || holder === undefined) return undefined;
  const { value } = location;
  const own = (location.key ?? value).start;
  if (holder.style === 'flow') {
    return {
      value,
      lead: { start: value.start, end: value.start },
      isBlock: false,
      moved: (_, content) => new Moved(content, document.text.slice(value.start, value.end), 'flow', ''),
    };
  }
  const entry = holder.entries.find(({ range }) => range.start <= own && own < range.end);
  // What has an anchor or a tag already keeps it.
  if (entry === undefined || entry.lead !== entry.behind) return undefined;
  return {
    value: { start: entry.behind, end: entry.range.end },
    lead: { start: entry.behind, end: entry.behind },
    isBlock: true,
    moved(_, content) {
      const text = document.text.slice(entry.behind, blockEnd(document, entry, holder.column));
      return new Moved(content, text, 'block', ' '.repeat(holder.column));
    },
  };
}

function alias({ value, isBlock }: Written, name: string): TextEdit {
  return { range: value, text: isBlock ? ` *${name}` : `*${name}` };
}

/** The places of a document at which a value is written that equals one. */
function equalPlaces(document: Document, value: Json): readonly Pointer[] {
  const found: Pointer[] = [];
  const search = (pointer: Pointer, held: unknown) => {
    if (typeof held !== 'object' || held === null) return;
    const location: Location | undefined = document.locate(pointer);
    if (location?.origin !== undefined) return;
    if (isDeepStrictEqual(held, value)) found.push(pointer);
    else for (const [name, child] of Object.entries(held)) search(below(pointer, name), child);
  };
  search('', document.value);
  return found;
}

/** Whether the edited text spells the same, but for what is new at the top, and no more is found in it. */
function isProved(
  edits: readonly TextEdit[],
  document: Document,
  open: OpenDocument,
  added?: { readonly key: string; readonly value: Json },
): boolean {
  const after = open.read(applyEdits(open.text, edits));
  const changes = added === undefined ? [] : [{ add: '', name: added.key, value: added.value }];
  const isSame = spellChanges(open.documents, after.documents, ({ index }) =>
    index === document.index ? changes : [],
  );
  return isSame && (open.lint(after)?.diagnostics.length ?? 0) <= (open.report?.diagnostics.length ?? 0);
}

function isFull(value: unknown): value is Json & object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0 && isJson(value);
}

/** A name that YAML takes for an anchor. */
function anchorName(pointer: Pointer): string {
  const last = lastStep(pointer) ?? '';
  const name = (/^\d+$/.test(last) ? (lastStep(parent(pointer) ?? '') ?? '') : last).replace(/[^\w-]+/g, '-');
  return name.replace(/^-+|-+$/g, '').slice(0, 40) || 'shared';
}
