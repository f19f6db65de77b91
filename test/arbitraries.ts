import fc from 'fast-check';
import type { Json } from '../src/change.ts';
import { setOwn } from '../src/document.ts';

/** Names that programs stumble over, and plain ones. */
const hostileNames = [
  '__proto__',
  'toString',
  'constructor',
  'hasOwnProperty',
  'a/b',
  'a~b',
  '~1',
  '',
  ' ',
  '😀',
  'two words',
  ' edge ',
  '1',
  '-1',
  '0x1',
  '1e3',
  '1.0',
  'yes',
  'null',
  'true',
  '~',
  '#x',
  'x #y',
  ': x',
  'a: b',
  '*a',
  '&a',
  '!a',
  '%a',
  '@a',
  '<<',
  '- a',
  '? a',
  '[a',
  '{a',
  'a,b',
  '"a"',
  "'a'",
  '\\',
  'a\nb',
  'a\tb',
  '\u0000',
  '\u0085',
  '\u2028',
  '\ufeff',
  '---',
  '...',
  '|',
  '>',
  '\ud800',
  'é',
  '<name of the role>',
  '{{name}}',
  '${NAME}',
  '__internal_recorder',
  'x'.repeat(200),
];

const plainNames = ['host', 'guest', 'Guest', 'viewer', 'recorder'];

const names: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...plainNames) },
  { weight: 3, arbitrary: fc.constantFrom(...hostileNames) },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);

/** An object made of entries, as `JSON.parse` would make it: `__proto__` is a name like any other. */
function objectOf(entries: readonly (readonly [string, Json])[]): { readonly [name: string]: Json } {
  const object = {};
  for (const [name, value] of entries) setOwn(object, name, value);
  return object;
}

function map(values: fc.Arbitrary<Json>, maxKeys = 4): fc.Arbitrary<Json> {
  const entries = fc.uniqueArray(fc.tuple(names, values), { maxLength: maxKeys, selector: ([name]) => name });
  return entries.map(objectOf);
}

function object(properties: { readonly [name: string]: fc.Arbitrary<Json> }): fc.Arbitrary<Json> {
  const all = Object.entries(properties);
  const entries = fc.tuple(...all.map(([, value]) => fc.option(value, { nil: undefined, freq: 3 })));
  return entries.map((values) => {
    const present: [string, Json][] = [];
    for (const [index, [name]] of all.entries()) {
      const value = values[index];
      if (value !== undefined) present.push([name, value]);
    }
    return objectOf(present);
  });
}

function list(values: fc.Arbitrary<Json>, maxLength = 3): fc.Arbitrary<Json> {
  return fc.array(values, { maxLength });
}

function whole(min: number, max: number): fc.Arbitrary<Json> {
  // Now and then just outside.
  return fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min, max }) },
    { weight: 1, arbitrary: fc.constantFrom(min, max, min - 1, max + 1) },
  );
}

const flag = fc.boolean();
const roleNames = list(names, 4);

const layer = object({
  rid: fc.constantFrom('f', 'h', 'q'),
  scaleResolutionDownBy: fc.constantFrom(1, 1.5, 2, 4, 12),
  maxBitrate: whole(0, 2000),
  maxFramerate: whole(1, 30),
});

const simulcast = object({
  video: object({ layers: list(layer, 4) }),
  screen: object({ layers: list(layer) }),
});

const role = object({
  name: names,
  publishParams: object({
    allowed: list(fc.constantFrom('audio', 'video', 'screen', 'simulcast')),
    audio: object({ bitRate: whole(16, 128), codec: fc.constant('opus') }),
    video: object({
      bitRate: whole(30, 2000),
      frameRate: whole(1, 30),
      height: whole(50, 1080),
      width: whole(50, 1920),
    }),
    screen: object({ bitRate: whole(500, 5000), codec: fc.constant('vp8') }),
    simulcast,
    videoSimulcastLayers: object({ layers: list(layer) }),
    screenSimulcastLayers: object({ layers: list(layer) }),
  }),
  subscribeParams: object({
    subscribeToRoles: roleNames,
    maxSubsBitRate: whole(100, 3200),
    subscribeDegradation: object({ packetLossThreshold: whole(1, 100), degradeGracePeriodSeconds: whole(1, 10) }),
  }),
  permissions: object({
    endRoom: flag,
    sendRoomState: flag,
    browserRecording: flag,
    rtmpStreaming: flag,
    hlsStreaming: flag,
  }),
  priority: whole(1, 5),
  maxPeerCount: fc.constantFrom(-1, 0, 1, 50),
});

const secret = fc.constantFrom('${UPLOAD_KEY}', 'AKIA-made-up', 'made up, with "quotes"', '<key>', '', 'a\nb');

const settings = object({
  region: fc.constantFrom('in', 'us', 'eu', 'auto', 'US'),
  recording: fc.oneof(
    fc.constant(null),
    object({
      enabled: flag,
      upload: object({
        type: fc.constantFrom('s3', 'gs', 'azure'),
        location: names,
        prefix: names,
        options: object({ region: fc.constantFrom('us-east-1', '') }),
        credentials: object({ key: secret, secretKey: secret, secret }),
      }),
    }),
  ),
  roomState: object({ enabled: flag, messageInterval: fc.constantFrom(0, 5, 7, 3600), sendPeerList: flag }),
});

const hlsLayer = object({
  width: fc.constantFrom(1920, 1280, 854, 853, 100),
  height: fc.constantFrom(1080, 720, 480, 100),
  videoBitrate: whole(100, 2500),
  audioBitrate: whole(32, 128),
});

const rtmpUrl = fc.constantFrom(
  'rtmp://a.example.com/live2/${STREAM_KEY}',
  'rtmps://live/live/live',
  'rtmp://user:pass@host/app?key=abcdefgh',
  'https://a.example.com',
  '',
  'a b',
);

const destinations = object({
  rtmpDestinations: map(
    object({ name: names, width: whole(500, 1920), rtmpUrls: list(rtmpUrl, 4), recordingEnabled: flag }),
    2,
  ),
  hlsDestinations: map(
    object({
      name: names,
      layers: list(hlsLayer, 4),
      playlistType: fc.constantFrom('live', 'event'),
      numPlaylistSegments: whole(3, 150),
      recording: object({ hlsVod: flag, enableZipUpload: flag, layers: list(hlsLayer) }),
      role: names,
    }),
    2,
  ),
  browserRecordings: map(object({ name: names, role: names }), 2),
  transcriptions: map(
    object({
      name: names,
      role: names,
      modes: list(fc.constantFrom('recorded', 'live', 'caption')),
      outputModes: list(fc.constantFrom('txt', 'srt', 'json')),
      customVocabulary: list(names),
      translation: object({ enabled: flag, roleLanguages: map(fc.constant('es'), 2) }),
      summary: object({
        enabled: flag,
        enable: flag,
        context: names,
        temperature: fc.constantFrom(0.1, 0.5, 1, 2),
        sections: list(object({ title: names, format: fc.constantFrom('bullets', 'paragraph') })),
      }),
    }),
    2,
  ),
});

const plugins = object({
  whiteboard: object({ permissions: object({ admin: roleNames, writer: roleNames, reader: roleNames }) }),
  transcriptions: fc.oneof(
    object({ permissions: object({ admin: roleNames }), mode: fc.constant('caption') }),
    list(object({ permissions: object({ admin: roleNames }) })),
  ),
  noiseCancellation: object({ enabled: flag }),
});

const template = object({
  name: fc.oneof(fc.constantFrom('webinar', 'a b-c.d_e:f'), names),
  roles: map(role),
  settings,
  destinations,
  plugins,
  'x-mine': names,
  id: fc.constant('6324661c4da877930beaecaa'),
});

const recordings = list(object({ name: names, role: names, trackRecording: object({ enabled: flag }) }), 2);

/** What somebody writes where something else belongs. */
const wrong: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json[]>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e21,
    99999,
    '',
    'x',
    'yes',
    '12',
    'true',
    [],
    {},
    [[]],
    [null],
  ),
  fc.constantFrom<Json[]>('<x>', '{{x}}', 'your-key-here', '${X}', { a: 1 }, [{ a: 1 }], 'rtmp://h/a/secret-key'),
  names,
);

type Damage = (value: Json) => Json;

/** A change at a place that the numbers choose. */
const damage: fc.Arbitrary<Damage> = fc
  .record({
    path: fc.array(fc.nat(50), { minLength: 1, maxLength: 7 }),
    kind: fc.constantFrom('replace', 'remove', 'rename', 'add', 'double'),
    value: wrong,
    name: names,
  })
  .map(
    ({ path, kind, value, name }) =>
      (root) =>
        damaged(root, path, kind, value, name),
  );

function damaged(value: Json, [turn = 0, ...path]: readonly number[], kind: string, wrong: Json, name: string): Json {
  if (typeof value !== 'object' || value === null) return wrong;
  const entries: [string, Json][] = Object.entries(value);
  const index = entries.length === 0 ? 0 : turn % entries.length;
  const chosen = entries[index];
  if (chosen === undefined || path.length === 0) {
    if (chosen !== undefined && kind === 'replace') chosen[1] = wrong;
    else if (kind === 'remove') entries.splice(index, 1);
    else if (chosen !== undefined && kind === 'rename') chosen[0] = name;
    else if (chosen !== undefined && kind === 'double') entries.push([`${chosen[0]}s`, chosen[1]]);
    else entries.push([name, wrong]);
  } else {
    chosen[1] = damaged(chosen[1], path, kind, wrong, name);
  }
  return Array.isArray(value) ? entries.map(([, entry]) => entry) : objectOf(entries);
}

/** Documents of all kinds: sound ones, and ones with a few mistakes. */
export const documents: fc.Arbitrary<Json> = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: template },
      { weight: 1, arbitrary: role },
      { weight: 1, arbitrary: settings },
      { weight: 1, arbitrary: destinations },
      { weight: 1, arbitrary: recordings },
    ),
    fc.array(damage, { maxLength: 4 }),
  )
  .map(([value, damages]) => damages.reduce((damaged, damage) => damage(damaged), value));

/** A change of text: characters or lines taken away, doubled, or put in. */
export const mutations: fc.Arbitrary<(text: string) => string> = fc
  .record({
    at: fc.nat(),
    length: fc.integer({ min: 0, max: 6 }),
    kind: fc.constantFrom('remove', 'double', 'insert', 'replace', 'remove line', 'double line', 'cut'),
    insert: fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        ':',
        ',',
        '#',
        '-',
        '\n',
        '\t',
        '\\',
        '*a',
        '&a ',
        '<<: ',
        '!t ',
        '? ',
      ),
      fc.constantFrom('---\n', '...\n', '|', '>', '\0', '\ud800', '\ufeff', '//', '/*', '0', '\r', '%YAML 1.1\n', '“'),
      fc.string({ maxLength: 3 }),
    ),
  })
  .map(({ at, length, kind, insert }) => (text: string) => {
    const start = text.length === 0 ? 0 : at % text.length;
    const end = Math.min(text.length, start + length);
    const lines = text.split('\n');
    const line = at % lines.length;
    switch (kind) {
      case 'remove':
        return text.slice(0, start) + text.slice(end);
      case 'double':
        return text.slice(0, end) + text.slice(start);
      case 'insert':
        return text.slice(0, start) + insert + text.slice(start);
      case 'replace':
        return text.slice(0, start) + insert + text.slice(end);
      case 'remove line':
        return lines.toSpliced(line, 1).join('\n');
      case 'double line':
        return lines.toSpliced(line, 0, lines[line] ?? '').join('\n');
      default:
        return text.slice(0, start);
    }
  });
