// Makes schemas/generated/ from the schemas beside it. With `--check` it writes nothing and fails where it would.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { compile } from 'json-schema-to-typescript';

type Json = null | boolean | number | string | Json[] | JsonObject;
interface JsonObject {
  [name: string]: Json;
}

/** The kinds of document, each with its validator's name and the type of what that accepts. */
const kinds = [
  { kind: 'template', validator: 'validateTemplate', type: 'Template' },
  { kind: 'role', validator: 'validateRole', type: 'Role' },
  { kind: 'settings', validator: 'validateSettings', type: 'Settings' },
  { kind: 'destinations', validator: 'validateDestinations', type: 'Destinations' },
  { kind: 'recordings', validator: 'validateRecordings', type: 'Recordings' },
] as const;

/** What describes the program's own files, each with a validator in a file of its own. */
const own = [
  { kind: 'config', validator: 'validateConfig', type: 'Config' },
  { kind: 'baseline', validator: 'validateBaseline', type: 'Baseline' },
] as const;

/** What our schemas say beyond the standard. */
const annotations = [
  'x-unit',
  'x-source',
  'x-rule',
  'x-ts-type',
  'x-role-reference',
  'x-observed-default',
  'x-default-unless',
  'x-no-defaults',
  'x-created',
  'x-unanswered',
];

/** What people read and validators do not need: left out of compiled code to keep it small. */
const prose = new Set(['title', 'description', 'default', 'deprecated', 'readOnly', ...annotations]);

/** What the validators add the errors of a part with. */
const append = `function append(all, more) {
  if (all === null) return more;
  for (const error of more) all.push(error);
  return all;
}`;

const sources = new Map(
  [...kinds, ...own].map(({ kind }) => [
    fileOf(kind),
    object(JSON.parse(readFileSync(inSchemas(fileOf(kind)), 'utf8'))),
  ]),
);
/** Every object that the API knows, by its type's name. */
const definitions = new Map<string, JsonObject>();
for (const [file, schema] of sources) {
  for (const [name, defined] of Object.entries(object(schema.$defs))) {
    if (definitions.has(name)) throw new Error(`${file}: ${name} is defined twice`);
    definitions.set(name, object(defined));
  }
}

const outputs = new Map([
  ['generated/validators.js', validators(kinds)],
  ...own.flatMap((each): [string, string][] => [
    [`generated/${each.kind}-validator.js`, validators([each])],
    [`generated/${each.kind}-validator.d.ts`, ownValidatorTypes(each)],
  ]),
  ['generated/validators.d.ts', validatorTypes()],
  ['generated/types.ts', await types()],
  ...[...sources].map(([file, schema]): [string, string] => [`generated/draft-07/${file}`, draft07(file, schema)]),
]);

const check = process.argv.includes('--check');
for (const [path, text] of outputs) {
  const file = inSchemas(path);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (check) {
    console.error(`schemas/${path} is out of date: run \`npm run generate\``);
    process.exitCode = 1;
  } else {
    mkdirSync(new URL('.', file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Validators without a schema compiler: what Ajv would make at run time, as code. */
function validators(all: readonly { readonly kind: string; readonly validator: string }[]): string {
  const options = { strict: true, allowUnionTypes: true, allErrors: true } as const;
  // The schemas as published are compiled for the sake of strict mode alone.
  compiler(sources, options);
  const code = standalone.default(
    // References stay calls and messages are left out (ours are better): both keep the code small.
    compiler(bareSchemas(), {
      ...options,
      inlineRefs: false,
      messages: false,
      code: { source: true, esm: true, lines: true },
    }),
    Object.fromEntries(all.map(({ kind, validator }) => [validator, fileOf(kind)])),
  );
  const imports: string[] = [];
  const body = code
    .replace(/^"use strict";\n?/, '')
    // Copying all errors for each call that finds more takes minutes for a large document full of mistakes.
    .replace(/vErrors === null \? (\w+\.errors) : vErrors\.concat\(\1\)/g, 'append(vErrors, $1)')
    .replace(/^const (\w+) = require\("([^"]+)"\)\.default;?$/gm, (_, name: string, module: string) => {
      // Node gives a CommonJS module as the default; bundlers may give what it calls its default.
      imports.push(`import * as ${name}Module from '${module}.js';`);
      return `const ${name} = ${name}Module.default.default ?? ${name}Module.default;`;
    });
  if (body.includes('require(')) throw new Error('a require is left in the validators');
  if (body.includes('.concat(')) throw new Error('the validators still copy their errors');
  return `${header('//')}${imports.join('\n')}\n${body.trim()}\n\n${append}\n`;
}

/** An Ajv that has compiled every schema of `schemas`. */
function compiler(
  schemas: ReadonlyMap<string, JsonObject>,
  options: ConstructorParameters<typeof Ajv2020>[0],
): Ajv2020 {
  const ajv = new Ajv2020(options);
  // Only the format in use, as a plain expression, so that it becomes part of the code.
  ajv.addFormat('uri-reference', fullFormats['uri-reference']);
  // Looked at in code, which knows the length of months.
  ajv.addFormat('date', true);
  for (const keyword of annotations) ajv.addKeyword(keyword);
  for (const [file, schema] of schemas) ajv.addSchema(schema, file);
  for (const file of schemas.keys()) ajv.getSchema(file);
  return ajv;
}

/** Every definition as a schema of its own, so that Ajv compiles each once, and the documents. */
function bareSchemas(): Map<string, JsonObject> {
  const bare = (schema: Json): Json =>
    mapSchemas(schema, ({ $ref, ...node }) => {
      const rest = without(node, [...prose, '$defs']);
      if (typeof $ref !== 'string') return rest;
      const { name, property } = parts($ref);
      if (property === undefined) return { ...rest, $ref: name };
      return object(bare(object(definition(name).properties)[property] ?? null));
    });
  return new Map([
    ...[...definitions].map(([name, schema]): [string, JsonObject] => [name, object(bare(schema))]),
    ...[...sources].map(([file, schema]): [string, JsonObject] => [file, object(bare(schema))]),
  ]);
}

/** The definition that a reference names, and the property of it, where it names one. */
function parts($ref: string): { name: string; property: string | undefined } {
  const match = /#\/\$defs\/(\w+)(?:\/properties\/(\w+))?$/.exec($ref);
  if (match?.[1] === undefined) throw new Error(`${$ref} names no definition`);
  return { name: match[1], property: match[2] };
}

function definition(name: string): JsonObject {
  const found = definitions.get(name);
  if (found === undefined) throw new Error(`nothing defines ${name}`);
  return found;
}

/** The validators' types, with the parameters of every error that our schemas can give. */
function validatorTypes(): string {
  const names = kinds.map(({ type }) => type).sort();
  const functions = kinds.map(({ validator, type }) => `export declare const ${validator}: Validate<${type}>;`);
  return `${header('//')}import type { ${names.join(', ')} } from './types.ts';

/** What the schema found wrong at one place. */
export type SchemaError = {
  /** A JSON Pointer to the value at fault. */
  readonly instancePath: string;
  readonly schemaPath: string;
} & (
  | { readonly keyword: 'type'; readonly params: { readonly type: string | readonly string[] } }
  | { readonly keyword: 'required'; readonly params: { readonly missingProperty: string } }
  | { readonly keyword: 'additionalProperties'; readonly params: { readonly additionalProperty: string } }
  | { readonly keyword: 'enum'; readonly params: { readonly allowedValues: readonly string[] } }
  | {
      readonly keyword: 'minimum' | 'maximum';
      readonly params: { readonly comparison: '>=' | '<='; readonly limit: number };
    }
  | { readonly keyword: 'multipleOf'; readonly params: { readonly multipleOf: number } }
  | { readonly keyword: 'minItems' | 'maxItems' | 'maxLength'; readonly params: { readonly limit: number } }
  | { readonly keyword: 'pattern'; readonly params: { readonly pattern: string } }
  | { readonly keyword: 'format'; readonly params: { readonly format: string } }
  /** Says only that the branch of a condition failed: what failed in it has an error of its own. */
  | { readonly keyword: 'if'; readonly params: { readonly failingKeyword: 'then' | 'else' } }
);

/** Whether the schema accepts \`value\`; if not, all that it found wrong stands in \`errors\` until the next call. */
export interface Validate<T> {
  (value: unknown): value is T;
  errors?: readonly SchemaError[] | null;
}

${functions.join('\n')}
`;
}

function ownValidatorTypes({ validator, type }: (typeof own)[number]): string {
  const imports = [`import type { ${type} } from './types.ts';`, "import type { Validate } from './validators.d.ts';"];
  return `${header('//')}${imports.join('\n')}\n\nexport declare const ${validator}: Validate<${type}>;\n`;
}

/** One TypeScript type for each definition. */
async function types(): Promise<string> {
  const declarations: string[] = [];
  const roots = new Map([
    ['Template', object(sources.get(fileOf('template')))],
    ['Recordings', object(sources.get(fileOf('recordings')))],
    ...own.map(({ kind, type }): [string, JsonObject] => [type, object(sources.get(fileOf(kind)))]),
  ]);

  for (const [name, schema] of [...roots, ...definitions]) {
    const shape = without(schema, ['$schema', '$defs', 'patternProperties', 'if', 'then', 'else']);
    const code = await compile(object(forTypes(shape)), name, {
      additionalProperties: false,
      bannerComment: '',
      format: true,
      ignoreMinAndMaxItems: true,
      style: { printWidth: 120, singleQuote: true, trailingComma: 'all' },
    });
    declarations.push(code.replaceAll('[k: string]:', '[name: string]:').trim());
  }
  return `${header('//')}${declarations.join('\n\n')}\n`;
}

/** A schema whose references are the names of types, and whose titles do not become names. */
function forTypes(schema: JsonObject): Json {
  return mapSchemas(schema, (node) => {
    const { $ref, description, default: fallback, 'x-unit': unit, 'x-ts-type': type } = node;
    const comment = [
      description,
      ...(unit === undefined ? [] : [` Unit: ${unit}.`]),
      ...(fallback === undefined ? [] : [`\n@default ${JSON.stringify(fallback)}`]),
    ].join('');
    return {
      ...without(node, ['title', '$ref', 'default']),
      ...(description === undefined ? {} : { description: comment }),
      ...(typeof $ref === 'string' ? { tsType: parts($ref).name } : {}),
      ...(typeof type === 'string' ? { tsType: type } : {}),
    };
  });
}

/** A twin for editors that know nothing newer: draft-07, in one file. */
function draft07(file: string, schema: JsonObject): string {
  const used = new Map<string, Json>();
  const convert = (part: Json): Json =>
    mapSchemas(part, ({ $ref, ...rest }) => {
      if (typeof $ref !== 'string') return rest;
      const { name } = parts($ref);
      if (!used.has(name)) {
        used.set(name, null);
        used.set(name, convert(definition(name)));
      }
      const local = { $ref: $ref.slice($ref.indexOf('#')).replace('/$defs/', '/definitions/') };
      // Draft-07 looks at nothing that stands beside $ref.
      return Object.keys(rest).length === 0 ? local : { ...rest, allOf: [local] };
    });
  const twin = object(convert(without(schema, ['$schema', '$defs'])));
  const sorted = [...used].sort(([one], [other]) => (one < other ? -1 : 1));
  const $comment = `Generated from schemas/${file} by \`npm run generate\`: change that file instead.`;
  return `${JSON.stringify(
    { $schema: 'http://json-schema.org/draft-07/schema#', $comment, ...twin, definitions: Object.fromEntries(sorted) },
    undefined,
    2,
  )}\n`;
}

/** `schema` with `change` applied to it and to every schema inside it, from the inside out. */
function mapSchemas(schema: Json, change: (schema: JsonObject) => JsonObject): Json {
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) return schema;
  const mapped: JsonObject = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (['properties', 'patternProperties', '$defs'].includes(keyword)) {
      mapped[keyword] = Object.fromEntries(
        Object.entries(object(value)).map(([name, inner]) => [name, mapSchemas(inner, change)]),
      );
    } else if (['items', 'additionalProperties', 'propertyNames', 'if', 'then', 'else'].includes(keyword)) {
      mapped[keyword] = mapSchemas(value, change);
    } else {
      mapped[keyword] = value;
    }
  }
  return change(mapped);
}

function header(comment: string): string {
  return `${comment} Generated from the schemas by \`npm run generate\`: change schemas/*.schema.json instead.\n\n`;
}

function fileOf(kind: string): string {
  return `${kind}.schema.json`;
}

function inSchemas(path: string): URL {
  return new URL(path, import.meta.url);
}

function without(schema: JsonObject, keywords: Iterable<string>): JsonObject {
  const left = new Set(keywords);
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !left.has(keyword)));
}

function object(value: Json | undefined): JsonObject {
  if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Error('a schema is no object');
  return value;
}
