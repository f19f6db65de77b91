import { SymbolKind } from 'vscode-languageserver-protocol';
import type { Kind, Range } from '../src/diagnostic.ts';
import { type Document, valueAt } from '../src/document.ts';
import { listed } from '../src/listed.ts';
import { below, type Pointer } from '../src/pointer.ts';
import { visible } from '../src/visible.ts';
import { destinationGroups } from './outline-destinations.ts';
import { tracksOf } from './outline-tracks.ts';
import { isObject, own } from './values.ts';

/** Something of the domain that stands in a document: a role, a track, a destination. */
export interface Part {
  /** As people read it: never empty, and without control characters. */
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  /** From its key to the end of its value. */
  readonly range: Range;
  /** The key, where it has one; within the range. */
  readonly selection: Range;
  readonly parts: readonly Part[];
}

/** What a part is made of. */
export interface Sketch {
  readonly name: string;
  readonly detail?: string;
  readonly kind: SymbolKind;
  readonly pointer: Pointer;
  readonly parts?: readonly Sketch[];
}

/** The parts of a document of a kind. Names and details show no secret. */
export function outlineOf(document: Document, kind: Kind): readonly Part[] {
  return sketchesOf(document, kind).flatMap((sketch) => placed(sketch, document));
}

function sketchesOf(document: Document, kind: Kind): readonly Sketch[] {
  const { value } = document;
  switch (kind) {
    case 'role':
      return isObject(value) ? [roleSketch(nameOf(value) ?? 'role', value, '')] : [];
    case 'destinations':
      return destinationGroups(value, '');
    case 'recordings':
      return recordings(value);
    case 'settings':
      return [];
    case 'template':
      return [...roleSketches(own(value, 'roles')), ...destinationGroups(own(value, 'destinations'), '/destinations')];
  }
}

function roleSketches(roles: unknown): readonly Sketch[] {
  if (!isObject(roles)) return [];
  return Object.entries(roles).map(([name, role]) => roleSketch(name, role, below('/roles', name)));
}

function roleSketch(name: string, role: unknown, pointer: Pointer): Sketch {
  const heard = own(own(role, 'subscribeParams'), 'subscribeToRoles');
  const names = Array.isArray(heard) ? heard.filter((each) => typeof each === 'string') : undefined;
  const detail = names === undefined ? '' : `hears ${names.length > 3 ? `${names.length} roles` : hearing(names)}`;
  return { name, detail, kind: SymbolKind.Class, pointer, parts: tracksOf(own(role, 'publishParams'), pointer) };
}

function hearing(names: readonly string[]): string {
  return names.length === 0 ? 'nobody' : listed(names, 'and');
}

function recordings(list: unknown): readonly Sketch[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((recording: unknown, index) => {
    const role = own(recording, 'role');
    const detail = typeof role === 'string' ? `recorded by ${role}` : '';
    const name = nameOf(recording) ?? `recording ${index + 1}`;
    return isObject(recording) ? [{ name, detail, kind: SymbolKind.Event, pointer: below('', index) }] : [];
  });
}

function nameOf(value: unknown): string | undefined {
  const name = own(value, 'name');
  return typeof name === 'string' ? name : undefined;
}

function placed({ name, detail = '', kind, pointer, parts = [] }: Sketch, document: Document): readonly Part[] {
  const location = document.locate(pointer);
  if (location === undefined) return [];
  const { key, value } = location;
  const whole =
    key === undefined ? value : { start: Math.min(key.start, value.start), end: Math.max(key.end, value.end) };
  // A document by itself is selected by what says its name.
  const ownName = pointer === '' && valueAt(document, '/name') === name ? document.locate('/name')?.value : undefined;
  const start = { start: whole.start, end: Math.min(whole.start + 1, whole.end) };
  const isText = typeof valueAt(document, pointer) === 'string';
  return [
    {
      name: shown(name),
      detail: visible(detail),
      kind,
      range: whole,
      selection: key ?? ownName ?? (isText ? whole : start),
      parts: parts.flatMap((part) => placed(part, document)),
    },
  ];
}

/** How a name is shown where it has to be seen. */
export function shown(name: string): string {
  return name.trim() === '' ? JSON.stringify(visible(name)) : visible(name);
}
