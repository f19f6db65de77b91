import type { Change, Json } from './change.ts';
import type { Range, TextEdit } from './diagnostic.ts';
import type { Document } from './document.ts';
import { blockEdits, blockEnd, blockReplacement, blockStyle } from './edit/block.ts';
import { Changed, valueAt, withUses } from './edit/changed.ts';
import { flowEdits, flowStyle } from './edit/flow.ts';
import { lineIndent } from './edit/lines.ts';
import { type Content, flowText, isFull, isScalar, Moved, yamlScalar } from './edit/spell.ts';
import { isJson } from './json-value.ts';
import type { Layout } from './layout.ts';
import { below, lastStep, type Pointer, parent, steps } from './pointer.ts';

/**
 * How changes are written in the document's own text: edits in order, without overlap, in UTF-16 offsets of its text.
 * `undefined` where they cannot be written safely: the edited text is read again, and must spell the changed value.
 * What an alias or a merge key brings cannot be changed there; a change where it is written reaches every use of it.
 */
export function textEdits(document: Document, changes: readonly Change[]): readonly TextEdit[] | undefined {
  return provedEdits(document, changes)?.edits;
}

/** The same, with the documents that the edited text spells. */
export function provedEdits(
  document: Document,
  changes: readonly Change[],
): { readonly edits: readonly TextEdit[]; readonly documents: readonly Document[] } | undefined {
  if (Changed.from(document.value, changes) === undefined) return undefined;
  const edits = plannedEdits(document, changes);
  if (edits === undefined) return undefined;
  const documents = document.read(applyEdits(document.text, edits));
  // Without such a line the text is one document, and needs no second look.
  const isStream = document.syntax === 'yaml' && /^(?:---|\.\.\.)/m.test(document.text);
  const before = isStream ? document.read(document.text) : [document];
  const isProved = spellChanges(before, documents, ({ index }) => (index === document.index ? changes : []));
  return isProved ? { edits, documents } : undefined;
}

/** How changes would be written, without the proof that they then spell what they should. */
export function plannedEdits(document: Document, changes: readonly Change[]): readonly TextEdit[] | undefined {
  const isBroken = document.problems.some(({ rule }) => rule === 'syntax');
  if (isBroken && changes.some((change) => 'add' in change || 'move' in change)) return undefined;
  const written = new Plan(document).edits(changes);
  return written === undefined ? undefined : inOrder(written);
}

/** Whether the documents of an edited text spell those of the text before with changes, and nothing else. */
export function spellChanges(
  before: readonly Document[],
  after: readonly Document[],
  changesOf: (document: Document) => readonly Change[],
): boolean {
  if (after.length !== before.length) return false;
  return after.every((now, place) => {
    const then = before[place];
    if (then === undefined || now.index !== then.index || now.problems.length > then.problems.length) return false;
    if (now.partial && !then.partial) return false;
    const changes = changesOf(then);
    if (Changed.from(then.value, changes)?.equals(now.value) === true) return true;
    if (changes.length === 0 || then.syntax === 'json' || !then.text.includes('*')) return false;
    return Changed.from(then.value, withUses(then, changes))?.equals(now.value) === true;
  });
}

/** The text after edits that are in order and do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let edited = '';
  let offset = 0;
  for (const { range, text: written } of edits) {
    edited += text.slice(offset, range.start) + written;
    offset = range.end;
  }
  return edited + text.slice(offset);
}

/** Edits sorted, those that touch each other made one; `undefined` if two overlap. */
export function inOrder(edits: readonly TextEdit[]): TextEdit[] | undefined {
  const ordered: TextEdit[] = [];
  for (const edit of edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)) {
    const last = ordered.at(-1);
    if (last === undefined || last.range.end < edit.range.start) {
      ordered.push(edit);
    } else if (last.range.end === edit.range.start) {
      ordered[ordered.length - 1] = {
        range: { start: last.range.start, end: edit.range.end },
        text: last.text + edit.text,
      };
    } else {
      return undefined;
    }
  }
  return ordered.filter(({ range, text }) => range.end > range.start || text !== '');
}

/** What happens to the entries of one object or list. */
interface Entries {
  /** Names and indices. */
  readonly removed: Set<string>;
  readonly added: Map<string, Content>;
}

/** Gathers what changes in each object and list, and writes it there. */
class Plan {
  readonly #document: Document;
  readonly #edits: TextEdit[] = [];
  readonly #entries = new Map<Pointer, Entries>();
  readonly #replaced = new Map<Pointer, Content>();
  readonly #layouts = new Map<Pointer, Layout | undefined>();

  constructor(document: Document) {
    this.#document = document;
  }

  edits(changes: readonly Change[]): readonly TextEdit[] | undefined {
    if (!changes.every((change) => this.#gather(change))) return undefined;
    // Of what is added at one offset, the inner block comes first, and what is replaced stands in no other.
    const deepFirst = [...this.#entries].sort(([a], [b]) => steps(b).length - steps(a).length);
    if (!deepFirst.every(([pointer, entries]) => this.#writeEntries(pointer, entries))) return undefined;
    const written = this.#edits.splice(0);
    for (const [pointer, content] of this.#replaced) if (!this.#replace(pointer, content)) return undefined;
    return [...this.#edits, ...written];
  }

  #gather(change: Change): boolean {
    if ('replace' in change) {
      this.#replaced.set(change.replace, change.value);
      return this.#isOwn(change.replace);
    }
    if ('rename' in change) return this.#rename(change.rename, change.to);
    if ('add' in change) return this.#isOwn(change.add) && this.#add(change.add, change.name, change.value);
    const pointer = 'remove' in change ? change.remove : change.move;
    const holder = parent(pointer);
    const step = lastStep(pointer);
    if (holder === undefined || step === undefined || !this.#isOwn(pointer, 'entry')) return false;
    this.#entriesOf(holder).removed.add(step);
    if ('remove' in change) return true;
    const moved = this.#moved(pointer, holder);
    return moved !== undefined && this.#moveInto(change.into, change.name, moved);
  }

  /** Whether what stands at a pointer is written there, not brought by an alias or a merge key; for an entry its value may be an alias. */
  #isOwn(pointer: Pointer, part?: 'entry'): boolean {
    const location = this.#document.locate(pointer);
    if (location === undefined) return false;
    if (location.origin === undefined) return true;
    const holder = parent(pointer);
    const inherited = location.key !== undefined && location.key.start === location.value.start;
    return part === 'entry' && !inherited && holder !== undefined && this.#isOwn(holder);
  }

  #layout(pointer: Pointer): Layout | undefined {
    if (!this.#layouts.has(pointer)) this.#layouts.set(pointer, this.#document.layout(pointer));
    return this.#layouts.get(pointer);
  }

  #entriesOf(pointer: Pointer): Entries {
    let entries = this.#entries.get(pointer);
    if (entries === undefined) {
      entries = { removed: new Set(), added: new Map() };
      this.#entries.set(pointer, entries);
    }
    return entries;
  }

  #add(pointer: Pointer, name: string, content: Content): boolean {
    const { added } = this.#entriesOf(pointer);
    if (added.has(name)) return false;
    added.set(name, content);
    return true;
  }

  #rename(pointer: Pointer, to: string): boolean {
    const { text, syntax } = this.#document;
    const key = this.#document.locate(pointer)?.key;
    if (key === undefined || !this.#isOwn(pointer, 'entry')) return false;
    const holder = this.#layout(parent(pointer) ?? '');
    const before = text.slice(key.start, key.end);
    const name = syntax === 'json' ? JSON.stringify(to) : yamlScalar(to, before, holder?.style === 'flow');
    this.#edits.push({ range: key, text: name });
    return true;
  }

  /** The value at a pointer as it is carried to another place. */
  #moved(pointer: Pointer, holder: Pointer): Moved | undefined {
    const { text, value: root } = this.#document;
    const value = json(valueAt(root, pointer).value);
    const place = this.#document.locate(pointer)?.value;
    const entry = this.#entryOf(pointer, holder);
    if (value === undefined || place === undefined || entry === undefined) return undefined;
    if (entry.style === 'flow') {
      return new Moved(value, text.slice(place.start, place.end), 'flow', lineIndent(text, place.start));
    }
    const { column } = entry.layout;
    const tail = text.slice(entry.entry.behind, blockEnd(this.#document, entry.entry, column));
    return new Moved(value, tail, 'block', ' '.repeat(column));
  }

  #moveInto(into: Pointer, name: string, moved: Moved): boolean {
    const root = this.#document.value;
    const target = below(into, name);
    if (valueAt(root, target).found) {
      this.#replaced.set(target, moved);
      return this.#isOwn(target);
    }
    if (valueAt(root, into).found) return this.#isOwn(into) && this.#add(into, name, moved);
    let missing = into;
    for (let above = parent(missing); above !== undefined && !valueAt(root, above).found; above = parent(above))
      missing = above;
    const holder = parent(missing);
    if (holder === undefined || !this.#isOwn(holder)) return false;
    const names = [...steps(into), name].slice(steps(holder).length);
    return grow(this.#entriesOf(holder).added, names, moved);
  }

  #writeEntries(pointer: Pointer, { removed, added }: Entries): boolean {
    const layout = this.#layout(pointer);
    if (layout === undefined) return false;
    const holder = parent(pointer);
    const owner = holder === undefined ? undefined : this.#entryOf(pointer, holder);
    if (layout.style === 'flow' && layout.entries.length === 0 && owner?.style === 'block') {
      this.#replaced.set(pointer, added);
      return true;
    }
    const indices = new Set<number>();
    for (const step of removed) {
      const place = this.#document.locate(below(pointer, step));
      const start = (place?.key ?? place?.value)?.start;
      const index = start === undefined ? -1 : indexAt(layout, start);
      if (index < 0) return false;
      indices.add(index);
    }
    if (indices.size < removed.size) return false;
    if (layout.style === 'flow') {
      this.#edits.push(
        ...flowEdits(this.#document, layout, flowStyle(this.#document, pointer, layout), indices, added),
      );
    } else {
      const entry = owner?.style === 'block' ? owner.entry : undefined;
      this.#edits.push(...blockEdits(this.#document, layout, entry, blockStyle(this.#document), indices, added));
    }
    return true;
  }

  #replace(pointer: Pointer, content: Content): boolean {
    const document = this.#document;
    const location = document.locate(pointer);
    if (location === undefined) return false;
    const place = location.value;
    if (Array.isArray(content) && this.#reorder(pointer, content)) return true;
    const old = this.#layout(pointer);
    const holder = parent(pointer);
    const owner = holder === undefined ? undefined : this.#entryOf(pointer, holder);
    const keepsFlow = old?.style === 'flow' && old.entries.length > 0 && !(content instanceof Moved) && isFull(content);
    if (owner?.style === 'block' && !keepsFlow) {
      const { entry, layout } = owner;
      const own = place.start < entry.lead ? undefined : place;
      this.#edits.push(...blockReplacement(document, entry, layout.column, own, old, content, blockStyle(document)));
      return true;
    }
    if (document.syntax === 'yaml' && location.key?.start === place.start) return false;
    const before = document.text.slice(place.start, place.end);
    const style = flowStyle(document, pointer, old?.style === 'flow' ? old : undefined);
    const text =
      document.syntax === 'yaml' && isScalar(content)
        ? yamlScalar(content, before, owner !== undefined)
        : flowText(content, style, lineIndent(document.text, place.start));
    this.#edits.push({ range: place, text });
    return true;
  }

  /** Writes a list that holds the same entries in another order by carrying their text, so that their comments come along. */
  #reorder(pointer: Pointer, content: readonly Json[]): boolean {
    const old = valueAt(this.#document.value, pointer).value;
    const layout = this.#layout(pointer);
    if (
      layout === undefined ||
      !Array.isArray(old) ||
      old.length !== content.length ||
      layout.entries.length !== old.length
    )
      return false;
    const places = new Map<string, number[]>();
    for (const [index, entry] of old.entries()) {
      const spelled = JSON.stringify(entry);
      const same = places.get(spelled);
      if (same === undefined) places.set(spelled, [index]);
      else same.push(index);
    }
    const texts =
      layout.style === 'flow'
        ? layout.entries.map(({ range }) => range)
        : layout.entries.map((entry) => ({ start: entry.behind, end: blockEnd(this.#document, entry, layout.column) }));
    const edits: TextEdit[] = [];
    for (const [index, entry] of content.entries()) {
      const from = places.get(JSON.stringify(entry))?.shift();
      const source: Range | undefined = from === undefined ? undefined : texts[from];
      const range = texts[index];
      if (source === undefined || range === undefined) return false;
      if (from !== index) edits.push({ range, text: this.#document.text.slice(source.start, source.end) });
    }
    this.#edits.push(...edits);
    return true;
  }

  /** The entry at a pointer as its holder writes it. */
  #entryOf(pointer: Pointer, holder: Pointer) {
    const layout = this.#layout(holder);
    const location = this.#document.locate(pointer);
    if (layout === undefined || location === undefined) return undefined;
    const index = indexAt(layout, (location.key ?? location.value).start);
    if (layout.style === 'flow') {
      const entry = layout.entries[index];
      return entry === undefined ? undefined : { style: layout.style, layout, entry };
    }
    const entry = layout.entries[index];
    return entry === undefined ? undefined : { style: layout.style, layout, entry };
  }
}

/** The index of the entry that holds an offset, and -1 if none does. */
function indexAt({ entries }: Layout, offset: number): number {
  return entries.findIndex(({ range }) => range.start <= offset && offset < range.end);
}

/** Adds a value under names inside each other. */
function grow(added: Map<string, Content>, names: readonly string[], content: Content): boolean {
  const [name, ...rest] = names;
  if (name === undefined || (rest.length === 0 && added.has(name))) return false;
  if (rest.length === 0) {
    added.set(name, content);
    return true;
  }
  const old = added.get(name);
  const inner = old === undefined ? new Map<string, Content>() : old;
  if (!(inner instanceof Map)) return false;
  added.set(name, inner);
  return grow(inner, rest, content);
}

/** A value as JSON, and `undefined` for what JSON cannot spell. */
function json(value: unknown): Json | undefined {
  return isJson(value) ? value : undefined;
}
