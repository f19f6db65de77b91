import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import {
  type SchemaError,
  type Validate,
  validateDestinations,
  validateRecordings,
  validateRole,
  validateSettings,
  validateTemplate,
} from '../schemas/generated/validators.js';
import { type Kind, kinds } from '../src/diagnostic.ts';
import { fieldAt, fieldPaths } from '../src/fields.ts';
import { below } from '../src/pointer.ts';

interface Case {
  readonly id: string;
  readonly kind: Kind;
  readonly rule: string | null;
  readonly document: unknown;
  readonly expect: { readonly errors: readonly string[]; readonly may: readonly string[] };
}

const cases: readonly Case[] = JSON.parse(read('conformance/documents.json'));

const validators: { readonly [kind in Kind]: Validate<unknown> } = {
  template: validateTemplate,
  role: validateRole,
  settings: validateSettings,
  destinations: validateDestinations,
  recordings: validateRecordings,
};

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
const twins = new Map(kinds.map((kind) => [kind, twin(kind)]));

/** The rules whose findings are the schema's. */
function isSchemaRule(rule: string): boolean {
  return rule.startsWith('schema/') || ['role-priority', 'room-state-interval', 'template-name'].includes(rule);
}

describe('the cases', () => {
  test.each(cases.map((each) => [each.id, each] as const))('%s', (_, { kind, rule, document, expect: expected }) => {
    // Cases without a fixed rule that expect an error break a bound among other things.
    const rejected = expected.errors.length > 0 && (rule === null || isSchemaRule(rule));
    expect(twins.get(kind)?.(document)).toBe(!rejected);
    const found = errors(kind, document);
    expect(found.length > 0).toBe(rejected);
    for (const error of found) expect([...expected.errors, ...expected.may]).toContain(placeOf(error));
  });
});

describe('errors', () => {
  test('a place whose value may be of two types has one error for a third', () => {
    expect(places('template', { settings: { recording: 'x' } })).toEqual(['/settings/recording type']);
    expect(places('template', { plugins: { transcriptions: 'x' } })).toEqual(['/plugins/transcriptions type']);
  });

  test('a branch of a condition gives the errors of what is in it, each once', () => {
    expect(places('template', { plugins: { transcriptions: { mode: 'live' } } })).toEqual([
      '/plugins/transcriptions/mode enum',
    ]);
    expect(places('template', { plugins: { transcriptions: [{ mode: 'caption' }, { mode: 'live' }, 3] } })).toEqual([
      '/plugins/transcriptions/1/mode enum',
      '/plugins/transcriptions/2 type',
    ]);
    expect(places('settings', { recording: { upload: { type: 'r2', location: 'bucket' } } })).toEqual([
      '/recording/upload/type enum',
    ]);
  });

  test.each([
    [{ enabled: true, messageInterval: 0 }, ['/roomState/messageInterval minimum']],
    [{ enabled: true, messageInterval: '0' }, ['/roomState/messageInterval type']],
    [{ enabled: true, messageInterval: -5 }, ['/roomState/messageInterval minimum']],
    [{ enabled: 'yes', messageInterval: 0 }, ['/roomState/enabled type']],
    [{ enabled: false, messageInterval: 0 }, []],
    [{ messageInterval: 0 }, []],
    [{ enabled: true }, []],
  ])('roomState %j', (roomState, expected) => {
    expect(places('settings', { roomState })).toEqual(expected);
  });

  test.each([
    [{ key: 'k', secretKey: 's' }, []],
    [{ key: 'k', secret: 's' }, []],
    [{ key: 'k' }, ['secretKey']],
    [{ secretKey: 's' }, ['key']],
    [{ secret: 's' }, ['key']],
    [{}, ['key', 'secretKey']],
  ])('credentials %j', (credentials, missing) => {
    const found = errors('settings', { recording: { upload: { type: 's3', location: 'bucket', credentials } } });
    expect(found.map((error) => (error.keyword === 'required' ? error.params.missingProperty : error)).sort()).toEqual(
      missing,
    );
  });

  test('names that objects inherit are ordinary names', () => {
    const document: unknown = JSON.parse(
      '{"__proto__": 1, "hasOwnProperty": 2, "roles": {"__proto__": {"priority": 8}, "toString": {"constructor": {}}}}',
    );
    expect(places('template', document).sort()).toEqual([
      '/__proto__ additionalProperties',
      '/hasOwnProperty additionalProperties',
      '/roles/__proto__/priority maximum',
      '/roles/toString/constructor additionalProperties',
    ]);
  });

  test.each([
    ['settings', { transcription: {} }],
    ['settings', { default_region: 'in' }],
    ['template', { description: '' }],
    ['template', { destinations: { plugins: {} } }],
    ['destinations', { browserRecordings: { rec: { name: 'rec', role: 'host', recording: {} } } }],
    ['role', { permissions: { streaming: true } }],
    ['role', { publishParams: { simulcast: false } }],
    ['template', { roles: { host: { $schema: 'x' } } }],
    ['template', { roles: { host: { 'x-note': 1 } } }],
    ['template', { settings: { 'x-note': 1 } }],
  ] as const)('the %s %j is rejected', (kind, document) => {
    expect(errors(kind, document)).toHaveLength(1);
    expect(twins.get(kind)?.(document)).toBe(false);
  });

  test.each([
    ['role', { $schema: './role.schema.json', 'x-owner': {} }],
    ['settings', { $schema: './settings.schema.json', 'x-owner': null, retry: { any: ['thing'] } }],
    ['destinations', { $schema: './destinations.schema.json', 'x-owner': 1 }],
    ['template', { $schema: './template.schema.json', 'x-owner': 1, roles: { 'x-role': {}, $schema: {} } }],
    ['settings', { subscribeDegradation: {}, videoSimulcastLayers: {}, screenSimulcastLayers: {} }],
    ['template', { plugins: { transcriptions: [{ mode: 'caption', translation: { roleLanguages: { a: 'de' } } }] } }],
    ['destinations', { hlsDestinations: { main: { name: 'main', layers: [{}] } } }],
  ] as const)('the %s %j is accepted', (kind, document) => {
    expect(errors(kind, document)).toEqual([]);
    expect(twins.get(kind)?.(document)).toBe(true);
  });

  test('lengths count characters, not UTF-16 code units', () => {
    const summary = (context: string) => ({
      transcriptions: { notes: { name: 'notes', role: 'host', summary: { context } } },
    });
    expect(places('destinations', summary('😀'.repeat(300)))).toEqual([]);
    expect(places('destinations', summary('😀'.repeat(301)))).toEqual([
      '/transcriptions/notes/summary/context maxLength',
    ]);
  });

  test('a large document full of mistakes takes no longer than its size', () => {
    const roles = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [`role${index}`, { priority: 9, prio: 1 }]),
    );
    expect(errors('template', { roles })).toHaveLength(200_000);
  });

  test('the validators work in a bundle', async () => {
    const { outputFiles } = await build({
      entryPoints: [path('../schemas/generated/validators.js')],
      bundle: true,
      format: 'esm',
      platform: 'node',
      write: false,
    });
    const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
    const bundled: { readonly validateDestinations: Validate<unknown> } = await import(
      /* @vite-ignore */ `data:text/javascript;base64,${code}`
    );
    const summary = { context: 'x'.repeat(301) };
    expect(bundled.validateDestinations({ transcriptions: { notes: { name: 'n', role: 'host', summary } } })).toBe(
      false,
    );
  });
});

describe('the sources', () => {
  test.each(kinds.map((kind) => [kind]))('every property of %s is described', (kind) => {
    const schema: unknown = JSON.parse(read(`../schemas/${kind}.schema.json`));
    const incomplete = properties(schema, '').flatMap(([pointer, property]) =>
      ['title', 'description', 'x-source']
        .filter((keyword) => !isText(property, keyword))
        .map((it) => `${pointer} ${it}`),
    );
    expect(incomplete).toEqual([]);
  });

  test.each(kinds.map((kind) => [kind]))('every definition of %s is described', (kind) => {
    const schema: { $defs: { [name: string]: object } } = JSON.parse(read(`../schemas/${kind}.schema.json`));
    for (const definition of [schema, ...Object.values(schema.$defs)]) {
      expect(definition).toEqual(
        expect.objectContaining({ title: expect.any(String), description: expect.any(String) }),
      );
    }
  });

  test.each([
    ['role', 'roles/host'],
    ['settings', 'settings'],
    ['destinations', 'destinations'],
  ] as const)('a %s knows what it knows inside a template', (kind, place) => {
    expect(fieldAt(kind, '')?.names).toEqual(['$schema', ...(fieldAt('template', `/${place}`)?.names ?? [])]);
  });

  test('what is generated is up to date', { timeout: 60_000 }, async () => {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', path('../schemas/build.ts'), '--check'],
      { cwd: path('..') },
    );
    expect(stdout + stderr).toBe('');
  });
});

describe('fieldAt', () => {
  test('gives the words and bounds of a property', () => {
    expect(fieldAt('template', '/roles/host/publishParams/video/bitRate')).toMatchObject({
      title: 'Video bitrate',
      unit: 'kbps',
      default: 256,
      source: 'create-template page, video object',
      types: ['integer'],
      minimum: 30,
      maximum: 2000,
    });
    expect(fieldAt('role', '/priority')).toMatchObject({ rule: 'role-priority', minimum: 1, maximum: 5 });
    expect(fieldAt('template', '/name')).toMatchObject({ rule: 'template-name', pattern: '^[a-zA-Z0-9 ._:-]+$' });
    expect(fieldAt('template', '/customer')).toMatchObject({ readOnly: true });
    expect(fieldAt('template', '/destinations/browserRecordings')).toMatchObject({ deprecated: true, isMap: true });
    expect(fieldAt('template', '/destinations/transcriptions/notes/summary/sections')).toMatchObject({ maxItems: 6 });
    expect(fieldAt('destinations', '/transcriptions/notes/summary/context')).toMatchObject({ maxLength: 300 });
    expect(fieldAt('role', '/publishParams/allowed/0')?.enum).toEqual(['audio', 'video', 'screen', 'simulcast']);
  });

  test('tells what the API was seen to fill in, and under which condition', () => {
    expect(fieldAt('role', '/publishParams/video/bitRate')).toMatchObject({ default: 256, observedDefault: 300 });
    expect(fieldAt('settings', '/recording')?.observedDefault).toBeNull();
    expect(fieldAt('template', '/roles/a/permissions')).toMatchObject({ isCreated: true, isUnanswered: false });
    expect(fieldAt('role', '/publishParams/screen/bitRate')).toMatchObject({ default: 1024, isUnanswered: true });
    expect(fieldAt('destinations', '/hlsDestinations/a/numPlaylistSegments')?.defaultUnless).toEqual([
      'playlistType',
      'event',
    ]);
    expect(fieldAt('role', '/name')).not.toHaveProperty('defaultUnless');
  });

  test('gives the bound that always holds where another holds under a condition', () => {
    expect(fieldAt('settings', '/roomState/messageInterval')).toMatchObject({
      rule: 'room-state-interval',
      minimum: 0,
      maximum: 3600,
      multipleOf: 5,
    });
  });

  test('gives the names of an object, in order, and which are required', () => {
    expect(fieldAt('role', '/publishParams/simulcast/video/layers/0')).toMatchObject({
      names: ['rid', 'scaleResolutionDownBy', 'maxBitrate', 'maxFramerate'],
      required: ['rid', 'scaleResolutionDownBy', 'maxFramerate'],
      isMap: false,
    });
    expect(fieldAt('recordings', '/0')?.required).toEqual(['name', 'role']);
  });

  test('looks into an object that may be something else', () => {
    expect(fieldAt('settings', '/recording')).toMatchObject({
      types: ['object', 'null'],
      names: ['enabled', 'upload'],
    });
    expect(fieldAt('settings', '/recording/upload/prefix')?.title).toBe('Prefix');
    const mode = fieldAt('template', '/plugins/transcriptions/mode');
    expect(mode?.enum).toEqual(['caption']);
    expect(fieldAt('template', '/plugins/transcriptions/3/mode')).toEqual(mode);
  });

  test('keeps what stands beside a reference', () => {
    expect(fieldAt('role', '/publishParams/videoSimulcastLayers')).toMatchObject({
      deprecated: true,
      names: ['layers'],
    });
    expect(fieldAt('role', '/publishParams/simulcast/video')).toMatchObject({ deprecated: false, names: ['layers'] });
    expect(fieldAt('settings', '/videoSimulcastLayers/layers/0/rid')?.enum).toEqual(['f', 'h', 'q']);
  });

  test('tells where roles are named', () => {
    const notes = '/destinations/transcriptions/notes';
    expect(fieldAt('template', `${notes}/role`)?.roleReference).toBe('value');
    expect(fieldAt('template', `${notes}/translation/roleLanguages`)?.roleReference).toBe('names');
    expect(fieldAt('template', `${notes}/name`)?.roleReference).toBeUndefined();
    expect(fieldAt('template', '/roles/host/subscribeParams/subscribeToRoles/7')?.roleReference).toBe('value');
    expect(fieldAt('template', '/plugins/whiteboard/permissions/admin/0')?.roleReference).toBe('value');
    expect(fieldAt('recordings', '/0/role')?.roleReference).toBe('value');
  });

  test.each(['toString', 'constructor', '__proto__', 'hasOwnProperty', '0', '', 'a/b', '~1'])(
    'takes %j for a name like any other',
    (name) => {
      expect(fieldAt('template', below(below('/roles', name), 'priority'))?.maximum).toBe(5);
      expect(fieldAt('template', below('', name))).toBeUndefined();
      expect(fieldAt('template', below('/roles/host', name))).toBeUndefined();
      expect(fieldAt('template', below('/settings/retry', name))).toBeUndefined();
    },
  );

  test('knows nothing where the schema knows nothing', () => {
    expect(fieldAt('template', '/x-owner')).toBeUndefined();
    expect(fieldAt('template', '/name/first')).toBeUndefined();
    expect(fieldAt('template', '/roles/host/publishParams/allowed/first')).toBeUndefined();
    expect(fieldAt('recordings', '/name')).toBeUndefined();
  });
});

describe('fieldPaths', () => {
  test('gives every path of a name', () => {
    const paths = fieldPaths('template');
    expect(paths.get('transcriptions')).toEqual(['destinations.transcriptions', 'plugins.transcriptions']);
    expect(paths.get('priority')).toEqual(['roles.*.priority']);
    expect(paths.get('mode')).toEqual(['plugins.transcriptions.mode']);
    expect(paths.get('format')).toEqual(['destinations.transcriptions.*.summary.sections[].format']);
    expect(fieldPaths('role').get('priority')).toEqual(['priority']);
    expect(fieldPaths('recordings').get('browserComposite')).toEqual(['[].compositeRecording.browserComposite']);
    expect(paths.get('toString')).toBeUndefined();
  });

  test('is computed once', () => {
    expect(fieldPaths('settings')).toBe(fieldPaths('settings'));
  });
});

function errors(kind: Kind, document: unknown): readonly SchemaError[] {
  const validate = validators[kind];
  if (validate(document)) return [];
  return (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
}

/** Where each error is, and what is wrong. */
function places(kind: Kind, document: unknown): string[] {
  return errors(kind, document).map((error) => `${placeOf(error)} ${error.keyword}`);
}

function placeOf(error: SchemaError): string {
  return error.keyword === 'additionalProperties'
    ? below(error.instancePath, error.params.additionalProperty)
    : error.instancePath;
}

function twin(kind: Kind) {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
  for (const keyword of annotations) ajv.addKeyword(keyword);
  ajv.addFormat('uri-reference', fullFormats['uri-reference']);
  return ajv.compile(JSON.parse(read(`../schemas/generated/draft-07/${kind}.schema.json`)));
}

/** Every property in a schema that says something of its own, and where it is described. */
function properties(schema: unknown, pointer: string): [string, object][] {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, value]: [string, unknown]) => {
    const here = below(pointer, keyword);
    // Conditions repeat properties to look at them or to bound them further.
    if (['if', 'then', 'else'].includes(keyword)) return [];
    if (keyword !== 'properties' || typeof value !== 'object' || value === null) return properties(value, here);
    return Object.entries(value).flatMap(([name, property]: [string, unknown]): [string, object][] => {
      const at = below(here, name);
      if (typeof property !== 'object' || property === null) return [[at, {}]];
      return [...(isWholeReference(property) ? [] : [[at, property] as [string, object]]), ...properties(property, at)];
    });
  });
}

/** Whether it is another property under the same name. */
function isWholeReference(property: object): boolean {
  return '$ref' in property && String(property.$ref).includes('/properties/');
}

function isText(property: object, keyword: string): boolean {
  const text: unknown = Object.getOwnPropertyDescriptor(property, keyword)?.value;
  return typeof text === 'string' && text.trim() !== '';
}

function path(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

function read(file: string): string {
  return readFileSync(path(file), 'utf8');
}
