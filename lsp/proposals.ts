import { type Field, fieldAt, type SchemaName } from '../src/fields.ts';
import { below, lastStep, type Pointer, parent } from '../src/pointer.ts';
import type { Cursor, Frame } from './draft.ts';
import { isWithin, layerPresets, rolePresets, sizePresets, sizes } from './presets.ts';
import { type Skeleton, SkeletonMap, Slot } from './skeleton.ts';

/** Something that may be written at a cursor. */
export interface Proposal {
  readonly label: string;
  readonly detail?: string;
  /** What the schema says of it. */
  readonly field?: Field;
  /** What it is: a name alone where `name` is there and `value` is not. */
  readonly content:
    | { readonly name: string | Slot; readonly value: Skeleton | undefined }
    | { readonly properties: SkeletonMap }
    | { readonly value: Skeleton };
  readonly is: 'property' | 'role' | 'value' | 'word' | 'preset' | 'entry';
  /** The lower, the further up. */
  readonly rank: number;
  readonly isDeprecated?: boolean;
}

/** What is known of the document that is being written. */
export interface Surrounding {
  readonly kind: SchemaName;
  readonly roles: ReadonlySet<string>;
  /** Names of roles that are mentioned although there is no such role. */
  missingRoles(): readonly string[];
}

/** What may be written at a cursor, the likely first. */
export function proposalsAt(cursor: Cursor, around: Surrounding): readonly Proposal[] {
  const { pointer, part, frame, begun } = cursor;
  const field = fieldAt(around.kind, pointer);
  if (field === undefined) return [];
  if (part === 'key') return names(pointer, field, frame, cursor, around);
  if (part === 'value') return values(cursor, field, around);
  // A line of its own: the first property of an object, an entry of a list whose dash is missing, or the value itself.
  if (field.types.includes('object') && (field.names.length > 0 || field.isMap)) {
    return names(pointer, field, begun, cursor, around);
  }
  const entry = field.types.includes('array') ? fieldAt(around.kind, below(pointer, 0)) : undefined;
  if (entry === undefined) return values(cursor, field, around);
  return entryValues(entry, begun?.names ?? new Set(), around).map((proposal) => {
    const { content } = proposal;
    return 'value' in content && !('name' in content) && content.value !== undefined
      ? { ...proposal, content: { value: [content.value] }, is: 'entry' as const }
      : proposal;
  });
}

function names(
  pointer: Pointer,
  field: Field,
  frame: Frame | undefined,
  cursor: Cursor,
  around: Surrounding,
): readonly Proposal[] {
  const present = frame?.names ?? new Set<string>();
  const isNew = !cursor.hasColon;
  if (field.isMap) return mapNames(pointer, field, present, isNew, around);
  const required = new Set(field.required);
  const missing = field.required.filter((name) => !present.has(name));
  const all: Proposal[] = [];
  for (const [index, name] of field.names.entries()) {
    const inner = fieldAt(around.kind, below(pointer, name));
    if (inner === undefined || inner.readOnly || present.has(name)) continue;
    const group = inner.deprecated || name === '$schema' ? 500 : required.has(name) ? 0 : 100;
    all.push({
      label: name,
      ...(required.has(name) ? { detail: 'required' } : inner.unit !== undefined && { detail: inner.unit }),
      field: inner,
      content: { name, value: isNew ? skeletonOf(name, pointer, inner, around) : undefined },
      is: 'property',
      rank: group + index,
      ...(inner.deprecated && { isDeprecated: true }),
    });
  }
  if (!isNew) return all;
  const isLayer = field.names.includes('scaleResolutionDownBy');
  const presets = [
    ...(missing.length < 2 || isLayer ? [] : [allRequired(missing, pointer, around)]),
    ...(isLayer && present.size === 0 ? layerPresets(Number(lastStep(pointer))) : []),
    ...sizePresets(
      present,
      fieldAt(around.kind, below(pointer, 'width')),
      fieldAt(around.kind, below(pointer, 'height')),
    ),
  ];
  return [
    ...all,
    ...presets.map(
      ({ label, detail, properties }, index): Proposal => ({
        label,
        detail,
        content: { properties },
        is: 'preset',
        rank: 300 + index,
      }),
    ),
  ];
}

function allRequired(missing: readonly string[], pointer: Pointer, around: Surrounding) {
  const entries = missing.map((name): readonly [string, Skeleton] => {
    const field = fieldAt(around.kind, below(pointer, name));
    return [name, field === undefined ? new Slot('word') : skeletonOf(name, pointer, field, around)];
  });
  return { label: missing.join(', '), detail: 'all that is required', properties: new SkeletonMap(entries) };
}

/** Names in a map of the author's own. */
function mapNames(
  pointer: Pointer,
  field: Field,
  present: ReadonlySet<string>,
  isNew: boolean,
  around: Surrounding,
): readonly Proposal[] {
  if (field.roleReference === 'names') {
    return [...around.roles]
      .filter((name) => !present.has(name))
      .map((name, index) => ({
        label: name,
        detail: 'role',
        content: { name, value: isNew ? new Slot('text') : undefined },
        is: 'role',
        rank: index,
      }));
  }
  const inner = fieldAt(around.kind, below(pointer, anyName));
  if (inner === undefined) return [];
  if (pointer === '/roles') return roleNames(inner, present, isNew, around);
  if (!isNew) return [];
  const name = new Slot('name', ['main']);
  const required = inner.required.filter((each) => each !== 'name');
  const value = new SkeletonMap([
    ...(inner.names.includes('name') ? [['name', name] as const] : []),
    ...required.map((each): readonly [string, Skeleton] => {
      const field = fieldAt(around.kind, `${pointer}/${anyName}/${each}`);
      return [each, field === undefined ? new Slot('word') : skeletonOf(each, pointer, field, around)];
    }),
  ]);
  const title = inner.title ?? 'entry';
  return [
    {
      label: `new ${title.charAt(0).toLowerCase() === title.charAt(0) || /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1)}`,
      detail: 'under a name of your own',
      field: inner,
      content: { name, value: value.entries.length === 0 ? new Slot('object') : value },
      is: 'preset',
      rank: 0,
    },
  ];
}

function roleNames(
  field: Field,
  present: ReadonlySet<string>,
  isNew: boolean,
  around: Surrounding,
): readonly Proposal[] {
  const missing = around.missingRoles().filter((name) => !present.has(name));
  const others = [...present];
  const mentioned = missing.map(
    (name, index): Proposal => ({
      label: name,
      detail: 'mentioned, and not there yet',
      field,
      content: { name, value: isNew ? rolePresets(name, others)[0]?.value : undefined },
      is: 'role',
      rank: index,
    }),
  );
  if (!isNew) return mentioned;
  const presets = rolePresets(undefined, others).map(
    ({ detail, name, value }, index): Proposal => ({
      label: detail,
      field,
      content: { name, value },
      is: 'preset',
      rank: 300 + index,
    }),
  );
  return [...mentioned, ...presets];
}

function values({ pointer, frame }: Cursor, field: Field, around: Surrounding): readonly Proposal[] {
  const siblings = frame?.kind === 'list' ? frame.names : new Set<string>();
  const found = [...entryValues(field, siblings, around)];
  const name = ownName(pointer, around);
  if (name !== undefined)
    found.push({ label: name, detail: 'its key', content: { value: name }, is: 'value', rank: 0 });
  const axis = lastStep(pointer);
  if ((axis === 'width' || axis === 'height') && field.types.includes('integer')) {
    for (const [index, [width, height]] of sizes.entries()) {
      const value = axis === 'width' ? width : height;
      if (!isWithin(value, field) || found.some(({ label }) => label === String(value))) continue;
      const detail = `${width}×${height}`;
      found.push({ label: String(value), detail, content: { value }, is: 'value', rank: 200 + index });
    }
  }
  return [...found, ...lists(pointer, field, around)];
}

/** The values of a field whose number is known: those of an enumeration, of a switch, roles, and defaults. */
function entryValues(field: Field, present: ReadonlySet<string>, around: Surrounding): readonly Proposal[] {
  const { default: documented, observedDefault: seen, types, roleReference } = field;
  const found: Proposal[] = [];
  const add = (value: string | number | boolean | null, is: Proposal['is'], detail?: string) => {
    if (present.has(String(value)) || found.some(({ label }) => label === String(value))) return;
    found.push({
      label: String(value),
      ...(detail !== undefined && { detail }),
      content: { value },
      is,
      rank: found.length,
    });
  };
  const isBoth = documented !== undefined && seen !== undefined && documented !== seen;
  if (seen !== undefined && seen !== null)
    add(seen, 'value', isBoth ? 'default, as the API was seen to fill it in' : 'default');
  if (documented !== undefined) add(documented, 'value', isBoth ? 'default, as it is documented' : 'default');
  if (roleReference === 'value') for (const name of around.roles) add(name, 'role', 'role');
  for (const value of field.enum ?? []) add(value, 'word');
  if (types.includes('boolean')) for (const value of [true, false]) add(value, 'word');
  return found;
}

/** Whole lists, where what may stand in them is known. */
function lists(pointer: Pointer, field: Field, around: Surrounding): readonly Proposal[] {
  const entry = field.types.includes('array') ? fieldAt(around.kind, below(pointer, 0)) : undefined;
  if (entry === undefined) return [];
  const isOfRoles = entry.roleReference === 'value';
  const known = isOfRoles ? [...around.roles] : (entry.enum ?? []);
  const isShort = isOfRoles && known.length > 1 && known.length < 10;
  const choices = [...(isShort ? [known] : []), ...known.map((name) => [name])];
  return choices.map((names, index): Proposal => {
    const label = `[${names.join(', ')}]`;
    return { label, content: { value: names }, is: isOfRoles ? 'role' : 'word', rank: index };
  });
}

/** The name under which an object stands, where a property repeats it. */
function ownName(pointer: Pointer, { kind }: Surrounding): string | undefined {
  if (lastStep(pointer) !== 'name') return undefined;
  const owner = parent(pointer);
  const map = owner === undefined ? undefined : parent(owner);
  if (owner === undefined || map === undefined || fieldAt(kind, map)?.isMap !== true) return undefined;
  return lastStep(owner);
}

/** What to write for a property: its likely value, or a place for it. */
function skeletonOf(name: string, holder: Pointer, field: Field, around: Surrounding): Skeleton {
  const { types, default: documented, observedDefault: seen } = field;
  if (types.includes('object') && !types.includes('array')) return new Slot('object');
  if (types.includes('array')) {
    const entry = fieldAt(around.kind, below(below(holder, name), 0));
    return new Slot(entry?.types.includes('string') === true ? 'text list' : 'list');
  }
  const own = ownName(below(holder, name), around);
  if (own !== undefined && own !== anyName) return own;
  if (field.enum !== undefined) return new Slot('text', field.enum);
  if (types.includes('boolean')) return new Slot('word', ['true', 'false']);
  if (types.includes('string')) return new Slot('text', typeof documented === 'string' ? [documented] : []);
  const number = seen ?? documented;
  return new Slot('word', number === undefined ? [] : [String(number)]);
}

/** A name that no schema knows. */
const anyName = '';
