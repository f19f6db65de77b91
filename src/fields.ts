import baseline from '../schemas/baseline.schema.json' with { type: 'json' };
import config from '../schemas/config.schema.json' with { type: 'json' };
import destinations from '../schemas/destinations.schema.json' with { type: 'json' };
import recordings from '../schemas/recordings.schema.json' with { type: 'json' };
import role from '../schemas/role.schema.json' with { type: 'json' };
import settings from '../schemas/settings.schema.json' with { type: 'json' };
import template from '../schemas/template.schema.json' with { type: 'json' };
import type { Kind } from './diagnostic.ts';
import { type Pointer, steps } from './pointer.ts';

/** What the schema says of one place of a document: the words and bounds that messages, hover and completion show. */
export interface Field {
  readonly title?: string;
  /** What it does and what to mind, in whole sentences of Markdown. */
  readonly description?: string;
  /** What a number counts: `kbps`, `seconds`, `pixels` and the like. For a list, what its entries count. */
  readonly unit?: string;
  /** What the documentation says the API fills in; absent where it says nothing. */
  readonly default?: string | number | boolean;
  /** What answers of the API were seen to have where a request left it out, if the documentation says something else or nothing. */
  readonly observedDefault?: string | number | boolean | null;
  /** A property beside it, and the value of that with which it has no default. */
  readonly defaultUnless?: readonly [name: string, value: string | number | boolean];
  /** Whether answers of the API were seen to leave out what a request left out, although it has a documented default. */
  readonly isUnanswered: boolean;
  /** Whether the API was seen to make this object, with the defaults in it, where a request left it out. */
  readonly isCreated: boolean;
  /** Where it is documented. */
  readonly source?: string;
  /** The rule that a value out of bounds breaks, where that is not one of `schema/…`. */
  readonly rule?: string;
  /** The JSON types that it may have. */
  readonly types: readonly string[];
  /** The smallest value allowed. A bound that holds under a condition only is not given. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly enum?: readonly string[];
  readonly minItems?: number;
  readonly maxItems?: number;
  /** In Unicode code points. */
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly deprecated: boolean;
  /** Whether the API sets it and a request leaves it out. */
  readonly readOnly: boolean;
  /** The property names that an object may have, in the order of the schema; for a list of objects or an object, those of the object. */
  readonly names: readonly string[];
  /** Those of the names that must be there. */
  readonly required: readonly string[];
  /** Whether the names in it are the author's own. */
  readonly isMap: boolean;
  /** Whether it names a role: its value does, or, in a map, each of its names. */
  readonly roleReference?: 'value' | 'names';
}

/** What our schemas use of JSON Schema. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: { readonly [name: string]: Schema };
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly default?: string | number | boolean;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly deprecated?: boolean;
  readonly readOnly?: boolean;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  /** The branches of a value that is an object or something else. */
  readonly then?: Schema;
  readonly else?: Schema;
  readonly 'x-unit'?: string;
  readonly 'x-source'?: string;
  readonly 'x-rule'?: string;
  readonly 'x-role-reference'?: boolean;
  readonly 'x-observed-default'?: string | number | boolean | null;
  readonly 'x-default-unless'?: { readonly [name: string]: string | number | boolean };
  readonly 'x-unanswered'?: boolean;
  readonly 'x-created'?: boolean;
  readonly 'x-no-defaults'?: boolean;
}

/** A schema, and the file that its references are relative to. */
interface Placed {
  readonly schema: Schema;
  readonly file: SchemaName;
}

/** The files of the program's own that there is a schema of. */
export type OwnSchema = 'config' | 'baseline';

/** What there is a schema of: the kinds of document, and the program's own files. */
export type SchemaName = Kind | OwnSchema;

const files: { readonly [name in SchemaName]: Schema } = {
  template,
  role,
  settings,
  destinations,
  recordings,
  config,
  baseline,
};

/** Whether a schema describes a file of the program's own, and no document of the API. */
export function isOwn(name: SchemaName): name is OwnSchema {
  return name === 'config' || name === 'baseline';
}

/** What the schema of `kind` says of the place at `pointer`; `undefined` where it knows nothing of that place. */
export function fieldAt(kind: SchemaName, pointer: Pointer): Field | undefined {
  let place = schemaPlace(kind);
  for (const step of steps(pointer)) {
    const next = place.below(step);
    if (next === undefined) return undefined;
    place = next;
  }
  return place.field;
}

/** A place of a schema, for who walks a whole document: quicker than asking {@link fieldAt} for each of its places. */
export interface SchemaPlace {
  readonly field: Field;
  /** Whether what stands below has defaults. */
  readonly hasDefaults: boolean;
  /** What stands below it under a step; `undefined` where the schema knows nothing of that. */
  below(step: string): SchemaPlace | undefined;
}

/** Where a document of a kind begins. */
export function schemaPlace(kind: SchemaName): SchemaPlace {
  return toSchemaPlace(resolve({ schema: files[kind], file: kind }));
}

const schemaPlaceOf = new WeakMap<Placed, SchemaPlace>();

function toSchemaPlace(place: Placed): SchemaPlace {
  const known = schemaPlaceOf.get(place);
  if (known !== undefined) return known;
  const made = {
    get field() {
      return toField(place);
    },
    hasDefaults: place.schema['x-no-defaults'] !== true,
    below(step: string) {
      const next = enter(place, step);
      return next === undefined ? undefined : toSchemaPlace(next);
    },
  };
  schemaPlaceOf.set(place, made);
  return made;
}

/**
 * Every property name that the schema of `kind` knows, and the dotted paths where it knows it, in the order of the
 * schema: `destinations.transcriptions`, `roles.*.priority` in a map, `…layers[].rid` in a list.
 */
export function fieldPaths(kind: SchemaName): ReadonlyMap<string, readonly string[]> {
  const known = pathsOf.get(kind);
  if (known !== undefined) return known;
  const paths = new Map<string, string[]>();
  collect(resolve({ schema: files[kind], file: kind }), '', paths);
  pathsOf.set(kind, paths);
  return paths;
}

const pathsOf = new Map<SchemaName, ReadonlyMap<string, readonly string[]>>();

function collect(place: Placed, path: string, paths: Map<string, string[]>): void {
  for (const name of namesIn(place)) {
    const inner = enter(place, name);
    if (inner === undefined) continue;
    const innerPath = path === '' ? name : `${path}.${name}`;
    const found = paths.get(name);
    if (found === undefined) paths.set(name, [innerPath]);
    else found.push(innerPath);
    collect(inner, innerPath, paths);
  }
  const values = mapValues(place);
  if (values !== undefined) collect(values, path === '' ? '*' : `${path}.*`, paths);
  const entries = itemsIn(place);
  // What may be an object or a list of it is shown as the object.
  if (entries !== undefined && namesIn(place).length === 0) collect(entries, `${path}[]`, paths);
}

/** A file with thousands of mistakes asks for the same few fields again and again. */
const fieldOf = new WeakMap<Placed, Field>();

function toField(place: Placed): Field {
  const known = fieldOf.get(place);
  if (known !== undefined) return known;
  const field = makeField(place);
  fieldOf.set(place, field);
  return field;
}

function makeField(place: Placed): Field {
  const { schema } = place;
  const { title, description, minimum, maximum, multipleOf, minItems, maxItems, maxLength, pattern } = schema;
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(schema['x-unit'] === undefined ? {} : { unit: schema['x-unit'] }),
    ...(schema.default === undefined ? {} : { default: schema.default }),
    ...(schema['x-observed-default'] === undefined ? {} : { observedDefault: schema['x-observed-default'] }),
    ...defaultUnlessOf(schema),
    isUnanswered: schema['x-unanswered'] === true,
    isCreated: schema['x-created'] === true,
    ...(schema['x-source'] === undefined ? {} : { source: schema['x-source'] }),
    ...(schema['x-rule'] === undefined ? {} : { rule: schema['x-rule'] }),
    types: typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(multipleOf === undefined ? {} : { multipleOf }),
    ...(schema.enum === undefined ? {} : { enum: schema.enum }),
    ...(minItems === undefined ? {} : { minItems }),
    ...(maxItems === undefined ? {} : { maxItems }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(pattern === undefined ? {} : { pattern }),
    deprecated: schema.deprecated === true,
    readOnly: schema.readOnly === true,
    names: namesIn(place),
    required: objectIn(place)?.schema.required ?? [],
    isMap: (schema.additionalProperties ?? false) !== false,
    ...(schema['x-role-reference'] === true ? { roleReference: 'value' } : {}),
    ...(schema.propertyNames?.['x-role-reference'] === true ? { roleReference: 'names' } : {}),
  };
}

function defaultUnlessOf(schema: Schema): Pick<Field, 'defaultUnless'> {
  const [defaultUnless] = Object.entries(schema['x-default-unless'] ?? {});
  return defaultUnless === undefined ? {} : { defaultUnless };
}

/** What stands below `place` under `step`: a property, an entry of a map, or an entry of a list. */
function enter(place: Placed, step: string): Placed | undefined {
  const object = objectIn(place);
  const properties = object?.schema.properties ?? {};
  const property = Object.hasOwn(properties, step) ? properties[step] : undefined;
  if (object !== undefined && property !== undefined) return resolve({ schema: property, file: object.file });
  return mapValues(place) ?? (/^\d+$/.test(step) ? itemsIn(place) : undefined);
}

function namesIn(place: Placed): readonly string[] {
  return Object.keys(objectIn(place)?.schema.properties ?? {});
}

function mapValues(place: Placed): Placed | undefined {
  const { additionalProperties } = place.schema;
  return typeof additionalProperties === 'object'
    ? resolve({ schema: additionalProperties, file: place.file })
    : undefined;
}

function itemsIn({ schema, file }: Placed): Placed | undefined {
  const items = schema.items ?? schema.else?.items;
  return items === undefined ? undefined : resolve({ schema: items, file });
}

/** The schema that has the properties of an object: its own, or the branch for objects. */
function objectIn(place: Placed): Placed | undefined {
  const { schema, file } = place;
  if (schema.properties !== undefined) return place;
  return schema.then === undefined ? undefined : objectIn(resolve({ schema: schema.then, file }));
}

/** The schema that a reference names, overlaid with what stands beside the reference. */
function resolve(place: Placed): Placed {
  const known = resolved.get(place.schema);
  if (known !== undefined) return known;
  const found = follow(place);
  resolved.set(place.schema, found);
  return found;
}

const resolved = new WeakMap<Schema, Placed>();

function follow({ schema, file }: Placed): Placed {
  if (schema.$ref === undefined) return { schema, file };
  const { $ref, ...beside } = schema;
  const [name = '', path = ''] = $ref.split('#');
  const home = name === '' ? file : kindOf(name);
  const target = resolve({ schema: pick(files[home], steps(path), $ref), file: home });
  return { schema: { ...target.schema, ...beside }, file: target.file };
}

function kindOf(name: string): Kind {
  for (const kind of ['template', 'role', 'settings', 'destinations', 'recordings'] as const) {
    if (name === `${kind}.schema.json`) return kind;
  }
  throw new Error(`no schema is called ${name}`);
}

/** The schema that a reference's pointer names: a definition, or a property of one. */
function pick(root: Schema, [, definition = '', , property]: readonly string[], $ref: string): Schema {
  const owner = root.$defs?.[definition];
  const found = property === undefined ? owner : owner?.properties?.[property];
  if (found === undefined) throw new Error(`${$ref} names nothing`);
  return found;
}
