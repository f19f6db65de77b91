import { describe, expect, it } from 'vitest';
import captionModeOnly from '../../rules/caption-mode-only.ts';
import credentialsSecret from '../../rules/credentials-secret.ts';
import duplicateKey from '../../rules/duplicate-key.ts';
import duplicateTemplateName from '../../rules/duplicate-template-name.ts';
import hlsLayerOrder from '../../rules/hls-layer-order.ts';
import hlsLayerSize from '../../rules/hls-layer-size.ts';
import placeholderValue from '../../rules/placeholder-value.ts';
import plaintextSecret from '../../rules/plaintext-secret.ts';
import playlistSegments from '../../rules/playlist-segments.ts';
import recordedModeOnly from '../../rules/recorded-mode-only.ts';
import recordingLayerBitrate from '../../rules/recording-layer-bitrate.ts';
import recordingLayersSubset from '../../rules/recording-layers-subset.ts';
import rolePriority from '../../rules/role-priority.ts';
import roomStateInterval from '../../rules/room-state-interval.ts';
import rtmpUrl from '../../rules/rtmp-url.ts';
import schemaEnum from '../../rules/schema/enum.ts';
import schemaLength from '../../rules/schema/length.ts';
import schemaRange from '../../rules/schema/range.ts';
import schemaRequired from '../../rules/schema/required.ts';
import schemaType from '../../rules/schema/type.ts';
import schemaUnknownProperty from '../../rules/schema/unknown-property.ts';
import streamKeyInUrl from '../../rules/stream-key-in-url.ts';
import summaryEnabled from '../../rules/summary-enabled.ts';
import syntax from '../../rules/syntax.ts';
import templateName from '../../rules/template-name.ts';
import transcriptionSource from '../../rules/transcription-source.ts';
import unknownDocument from '../../rules/unknown-document.ts';
import unusedIgnore from '../../rules/unused-ignore.ts';
import uploadPrefix from '../../rules/upload-prefix.ts';
import zipUploadStorage from '../../rules/zip-upload-storage.ts';
import type {
  Destinations,
  HlsLayer,
  Settings,
  Template,
  Transcription,
  Upload,
} from '../../schemas/generated/types.ts';
import { type AnyRule, at, keyOf, type Place, type Problem } from '../../src/rule.ts';
import { Rejected, type Sound, type Text, trap } from '../../src/sound.ts';

describe('hls-layer-size', () => {
  it.each<[HlsLayer, string[]]>([
    [{ width: 1920, height: 1080 }, []],
    [{ width: 1080, height: 1920 }, []],
    [{ width: 192, height: 144 }, []],
    [{ width: 720, height: 720 }, []],
    [{}, []],
    [{ width: 144 }, []],
    [{ height: 1920 }, []],
    [
      { width: 1281, height: 720 },
      ['width `1281` is odd: the larger side of a layer must be even, from 192 to 1920 pixels'],
    ],
    [
      { width: 1280, height: 721 },
      ['height `721` is odd: the smaller side of a layer must be even, from 144 to 1080 pixels'],
    ],
    [{ width: 142, height: 256 }, ['width `142` is out of range: the smaller side']],
    [{ width: 190, height: 144 }, ['width `190` is out of range: the larger side']],
    [{ width: 1080, height: 1922 }, ['height `1922` is out of range: the larger side']],
    [{ width: 1200, height: 1100 }, ['height `1100` is out of range: the smaller side']],
    [{ width: 1923, height: 1081 }, ['width `1923` is odd and out of range', 'height `1081` is odd and out of range']],
    [
      { width: 100, height: 100 },
      ['width `100` is out of range: the larger', 'height `100` is out of range: the smaller'],
    ],
    [{ width: 1922 }, ['width `1922` is out of range: a side of a layer must be even, from 144 to 1920 pixels']],
    [{ height: 142 }, ['height `142` is out of range: a side']],
  ])('says of %j what is wrong, and on which side', (layer, messages) => {
    const problems = run(hlsLayerSize, hls({ layers: [{ width: 1920, height: 1080 }, layer] }));
    expect(problems.map(({ message }) => message)).toEqual(messages.map((text) => expect.stringContaining(text)));
    for (const problem of problems) {
      expectPlace(problem.at, at(layer, problem.message.startsWith('width') ? 'width' : 'height'));
    }
  });

  it('looks at recording layers alike', () => {
    const layer: HlsLayer = { width: 641, height: 360 };
    const problems = run(hlsLayerSize, hls({ recording: { layers: [layer] } }));
    expect(problems).toHaveLength(1);
    expectPlace(problems[0]?.at, at(layer, 'width'));
  });

  it('makes an odd side even, where that is in range', () => {
    const layer: HlsLayer = { width: 1921, height: 143 };
    const [width, height] = run(hlsLayerSize, hls({ layers: [layer] }));
    expect(width?.fix).toMatchObject({ safe: false, operations: [{ value: 1920 }] });
    expect(height?.message).toContain('odd and out of range');
    expect(height?.fix).toBeUndefined();
  });

  it('judges a side alone where the schema rejected the other', () => {
    const layer: HlsLayer = broken({ height: 721 }, 'width');
    expect(run(hlsLayerSize, hls({ layers: [layer] }))).toMatchObject([
      { message: expect.stringMatching(/^height `721` is odd: a side/) },
    ]);
  });
});

describe('hls-layer-order', () => {
  const large: HlsLayer = { width: 1920, height: 1080, videoBitrate: 2500 };
  const middle: HlsLayer = { width: 1280, height: 720, videoBitrate: 1100 };
  const small: HlsLayer = { width: 640, height: 360, videoBitrate: 600 };

  it('accepts falling and equal layers', () => {
    const turned: HlsLayer = { width: 720, height: 1280, videoBitrate: 4000 };
    expect(run(hlsLayerOrder, hls({ layers: [large, middle, turned] }))).toEqual([]);
    expect(run(hlsLayerOrder, hls({ layers: [large, { ...middle, videoBitrate: 2500 }, small] }))).toEqual([]);
    expect(run(hlsLayerOrder, hls({ layers: [] }))).toEqual([]);
  });

  it('marks the layer that is larger than the one before', () => {
    const layers = [middle, large, small];
    const problems = run(hlsLayerOrder, hls({ layers }));
    expect(problems).toHaveLength(1);
    expectPlace(problems[0]?.at, at(layers, 1));
    expectPlace(problems[0]?.related?.[0]?.at, at(layers, 0));
    expect(problems[0]?.message).toContain('`1920x1080` follows the smaller `1280x720`');
    expect(problems[0]?.fix).toMatchObject({ safe: false, operations: [{ value: [large, middle, small] }] });
  });

  it('marks the bitrate that rises while the resolution falls', () => {
    const layer: HlsLayer = { ...middle, videoBitrate: 3000 };
    const problems = run(hlsLayerOrder, hls({ layers: [large, layer] }));
    expect(problems).toHaveLength(1);
    expectPlace(problems[0]?.at, at(layer, 'videoBitrate'));
    expectPlace(problems[0]?.related?.[0]?.at, at(large, 'videoBitrate'));
    expect(problems[0]?.message).toMatch(/`3000`.*`2500`/);
    expect(problems[0]?.fix).toBeUndefined();
  });

  it('passes over layers without both sides and bitrates that are not stated', () => {
    const layers = [middle, {}, { width: 1920 }, { ...small, videoBitrate: undefined as never }, large];
    expect(run(hlsLayerOrder, hls({ layers: [large, { width: 640, height: 360 }] }))).toEqual([]);
    const problems = run(hlsLayerOrder, hls({ layers }));
    expectPlace(problems[0]?.at, at(layers, 4));
    expectPlace(problems[0]?.related?.[0]?.at, at(layers, 3));
    expect(problems[0]?.fix).toBeUndefined();
  });

  it('sorts once, and not where the bitrates would be out of order', () => {
    const twice = run(hlsLayerOrder, hls({ layers: [small, middle, large] }));
    expect(twice.map(({ fix }) => fix !== undefined)).toEqual([true, false]);
    const crossed = run(hlsLayerOrder, hls({ layers: [{ ...middle, videoBitrate: 3000 }, large] }));
    expect(crossed).toHaveLength(1);
    expect(crossed[0]?.fix).toBeUndefined();
  });

  it('looks at recording layers alike, and past a rejected one', () => {
    const layers = [middle, large];
    const problems = run(hlsLayerOrder, hls({ recording: { layers } }));
    expectPlace(problems[0]?.at, at(layers, 1));
    const list = brokenEntry([middle, large, large], 1);
    const past = run(hlsLayerOrder, hls({ layers: list }));
    expectPlace(past[0]?.at, at(list, 2));
    expect(past[0]?.fix).toBeUndefined();
  });
});

describe('recording-layers-subset', () => {
  const streamed: HlsLayer[] = [
    { width: 1920, height: 1080 },
    { width: 1280, height: 720 },
  ];

  it('accepts what is streamed, and any layer where nothing is listed', () => {
    const recording = { layers: [{ width: 1280, height: 720 }, {}, { width: 5 }] };
    expect(run(recordingLayersSubset, hls({ layers: streamed, recording }))).toEqual([]);
    expect(run(recordingLayersSubset, hls({ layers: [], recording }))).toEqual([]);
    expect(run(recordingLayersSubset, hls({ layers: [{}], recording }))).toEqual([]);
    expect(run(recordingLayersSubset, hls({ recording }))).toEqual([]);
    expect(run(recordingLayersSubset, hls({ layers: streamed }))).toEqual([]);
  });

  it('marks each layer that is not streamed', () => {
    const layers: HlsLayer[] = [
      { width: 1280, height: 720 },
      { width: 852, height: 480 },
    ];
    const sound = hls({ layers: streamed, recording: { layers } });
    const problems = run(recordingLayersSubset, sound);
    expect(problems).toHaveLength(1);
    expectPlace(problems[0]?.at, at(layers, 1));
    expect(problems[0]?.message).toMatch(/`852x480`.*`1920x1080` and `1280x720`/);
    expectPlace(problems[0]?.related?.[0]?.at, keyOf(destination(sound), 'layers'));
    expect(problems[0]?.fix).toMatchObject({ safe: false, operations: [{ remove: { object: layers, step: 1 } }] });
  });

  it('removes the whole list where none of it is streamed', () => {
    const recording = { layers: [{ width: 852, height: 480 }] };
    const problems = run(recordingLayersSubset, hls({ layers: streamed, recording }));
    expect(problems[0]?.fix).toMatchObject({ operations: [{ remove: { object: recording, step: 'layers' } }] });
  });

  it('says when only the sides are swapped', () => {
    const layer: HlsLayer = { width: 720, height: 1280 };
    const problems = run(recordingLayersSubset, hls({ layers: streamed, recording: { layers: [layer] } }));
    expect(problems[0]?.message).toContain('`1280x720` is, so its sides may be swapped');
    expect(problems[0]?.fix).toMatchObject({ operations: [{ value: 1280 }, { value: 720 }] });
  });

  it('is silent where a streamed layer was rejected, and sees past a rejected recording layer', () => {
    const layers: HlsLayer[] = [{ width: 852, height: 480 }];
    expect(run(recordingLayersSubset, hls({ layers: brokenEntry([...streamed], 0), recording: { layers } }))).toEqual(
      [],
    );
    const half = [broken<HlsLayer>({ height: 720 }, 'width')];
    expect(run(recordingLayersSubset, hls({ layers: half, recording: { layers } }))).toEqual([]);
    const list = brokenEntry([{ width: 1, height: 1 }, ...layers], 0);
    const problems = run(recordingLayersSubset, hls({ layers: streamed, recording: { layers: list } }));
    expectPlace(problems[0]?.at, at(list, 1));
    expect(problems[0]?.fix).toMatchObject({ operations: [{ remove: { object: list, step: 1 } }] });
  });
});

describe('recording-layer-bitrate', () => {
  const size = { width: 1280, height: 720 };

  it.each<[HlsLayer[], HlsLayer, string[]]>([
    [[{ ...size, videoBitrate: 1100, audioBitrate: 32 }], { ...size, videoBitrate: 1100, audioBitrate: 32 }, []],
    [[{ ...size, videoBitrate: 1100, audioBitrate: 32 }], size, []],
    [[size], { ...size, videoBitrate: 900 }, []],
    [[{ ...size, videoBitrate: 1100 }], { width: 720, height: 1280, videoBitrate: 900 }, []],
    [
      [
        { ...size, videoBitrate: 1100 },
        { ...size, videoBitrate: 900 },
      ],
      { ...size, videoBitrate: 900 },
      [],
    ],
    [[{ ...size, videoBitrate: 1100 }, size], { ...size, videoBitrate: 900 }, []],
    [[{ ...size, videoBitrate: 1100 }], { ...size, videoBitrate: 900 }, ['videoBitrate']],
    [[{ ...size, audioBitrate: 32 }], { ...size, videoBitrate: 900, audioBitrate: 64 }, ['audioBitrate']],
    [
      [{ ...size, videoBitrate: 1, audioBitrate: 2 }],
      { ...size, videoBitrate: 3, audioBitrate: 4 },
      ['videoBitrate', 'audioBitrate'],
    ],
  ])('compares %j with %j', (layers, layer, wrong) => {
    const problems = run(recordingLayerBitrate, hls({ layers, recording: { layers: [layer] } }));
    expect(problems.map(({ at }) => at.step)).toEqual(wrong);
    for (const problem of problems) {
      expect(problem.at).toMatchObject({ part: 'value' });
      expect(problem.at.object).toBe(layer);
      expect(problem.related?.[0]?.at.object).toBe(layers[0]);
      expect(problem.fix?.safe).toBe(false);
    }
  });

  it('offers the streamed bitrate only where there is one', () => {
    const layers: HlsLayer[] = [
      { ...size, videoBitrate: 1100 },
      { ...size, videoBitrate: 1000 },
    ];
    const recording = { layers: [{ ...size, videoBitrate: 900 }] };
    const [ambiguous] = run(recordingLayerBitrate, hls({ layers, recording }));
    expect(ambiguous?.message).toContain('`900` kbps differs from the `1100` kbps');
    expect(ambiguous?.fix).toBeUndefined();
    const [clear] = run(recordingLayerBitrate, hls({ layers: layers.slice(1), recording }));
    expect(clear?.fix).toMatchObject({ operations: [{ value: 1000 }] });
  });

  it('is silent on a rejected streamed bitrate', () => {
    const layers = [broken<HlsLayer>({ ...size, audioBitrate: 32 }, 'videoBitrate')];
    const layer: HlsLayer = { ...size, videoBitrate: 900, audioBitrate: 64 };
    const problems = run(recordingLayerBitrate, hls({ layers, recording: { layers: [layer] } }));
    expect(problems).toHaveLength(1);
    expectPlace(problems[0]?.at, at(layer, 'audioBitrate'));
  });
});

describe('zip-upload-storage', () => {
  const recording = { enableZipUpload: true };
  const upload: Upload = { type: 's3', location: 'acme', prefix: 'calls' };

  it('wants storage of one’s own', () => {
    const sound = hls({ recording });
    const problems = run(zipUploadStorage, sound);
    expect(problems).toHaveLength(1);
    expectPlace(problems[0]?.at, at(recording, 'enableZipUpload'));
    expect(problems[0]?.message).toContain('`settings.recording.upload`');
    expect(problems[0]?.fix).toMatchObject({ safe: false, operations: [{ value: false }] });
    expect(run(zipUploadStorage, hls({ recording }, { recording: null }))).toHaveLength(1);
  });

  it('is silent with storage, malformed or not, without zip, and outside templates', () => {
    expect(run(zipUploadStorage, hls({ recording }, { recording: { upload } }))).toEqual([]);
    expect(run(zipUploadStorage, hls({ recording }, { recording: broken({}, 'upload') }))).toEqual([]);
    expect(run(zipUploadStorage, hls({ recording: { enableZipUpload: false } }))).toEqual([]);
    expect(run(zipUploadStorage, hls({ recording: {} }))).toEqual([]);
    const destinations: Destinations = { hlsDestinations: { main: { name: 'main', recording } } };
    expect(run(zipUploadStorage, fragment(destinations))).toEqual([]);
  });
});

describe('rtmp-url', () => {
  it.each([
    'rtmp://a.example.com/live',
    'rtmps://a.example.com:443/live/key',
    'RTMPS://a.example.com/live',
    'rtmp://user:word@a.example.com/live',
    'rtmp://[2001:db8::1]/live',
    '${LIVE_URL}',
    '${SCHEME}://a.example.com/live',
    'rtmp${S}://a.example.com/live',
    'rtmp:/${REST}',
    'rtmps://${HOST}/app/${KEY}',
    'rtmps://live.${HOST}/app',
  ])('accepts %s', (url) => {
    expect(run(rtmpUrl, rtmp([url]))).toEqual([]);
  });

  it.each([
    ['https://a.example.com/live2/k3y-k3y', 'begins with `https://`'],
    ['https://${HOST}/k3y-k3y', 'begins with `https://`'],
    ['k3y-k3y-k3y', 'has no scheme'],
    ['srtp-k3y${KEY}', 'has no scheme'],
    ['rtmp:a.example.com/k3y', 'has no scheme'],
    ['rtmp://', 'names no host'],
    ['rtmps:///live/k3y', 'names no host'],
    ['rtmp://:1935/k3y', 'names no host'],
    ['rtmp://a.example.com/live/k3y k3y', 'holds white space'],
    [' rtmp://a.example.com/live/k3y', 'holds white space'],
    ['rtmp://a.example.com/live/${KEY}\n', 'holds white space'],
    ['', 'is empty'],
  ])('rejects %j', (url, words) => {
    const sound = rtmp(['rtmp://a.example.com/live', url]);
    const problems = run(rtmpUrl, sound);
    expect(problems).toHaveLength(1);
    expectPlace(problems[0]?.at, at(urlsOf(sound), 1));
    expect(problems[0]?.message).toContain(words);
    expect(problems[0]?.message).not.toContain('k3y');
  });
});

describe('stream-key-in-url', () => {
  it.each([
    'rtmp://a.example.com/live2/k3y-k3y',
    'rtmps://a.example.com:443/app/instance/k3y',
    'rtmp://${HOST}/app/k3y',
    'rtmp://a.example.com/${APP}/k3y',
    'RTMP://a.example.com/app/k3y?backup=1',
    'rtmp://a.example.com//app//k3y',
    'rtmp://a.example.com/app?key=k3y-k3y',
    'rtmp://a.example.com/app/?k3y-k3y',
  ])('finds the key of %s and does not print it', (url) => {
    const sound = rtmp([url]);
    const problems = run(streamKeyInUrl, sound);
    expect(problems).toHaveLength(1);
    expectPlace(problems[0]?.at, at(urlsOf(sound), 0));
    expect(problems[0]?.message).toContain('`${NAME}`');
    expect(problems[0]?.message).not.toContain('k3y');
    expect(problems[0]?.fix).toBeUndefined();
  });

  it.each([
    'rtmps://live.example.com/app/${KEY}',
    'rtmp://a.example.com/app/${KEY}-1',
    'rtmp://a.example.com/app/instance/${KEY}?backup=1',
    'rtmp://a.example.com/live',
    'rtmp://a.example.com/live/',
    'rtmp://a.example.com/live2?backup=1',
    'rtmp://a.example.com/live?key=${KEY}',
    'rtmp://a.example.com',
    'rtmp://a.example.com/',
    '${URL}/app/k3y',
    '${URL}',
    'https://a.example.com/app/k3y',
    'k3y',
    '',
  ])('is silent on %j', (url) => {
    expect(run(streamKeyInUrl, rtmp([url]))).toEqual([]);
  });
});

describe('playlist-segments', () => {
  it('finds the number that an event playlist ignores', () => {
    const sound = hls({ playlistType: 'event', numPlaylistSegments: 12 });
    const problems = run(playlistSegments, sound);
    expect(problems).toHaveLength(1);
    expectPlace(problems[0]?.at, at(destination(sound), 'numPlaylistSegments'));
    expectPlace(problems[0]?.related?.[0]?.at, at(destination(sound), 'playlistType'));
    expect(problems[0]).toMatchObject({ tags: ['unnecessary'], fix: { safe: true } });
    expect(problems[0]?.message).toMatch(/`12`.*`event`.*`live`/);
  });

  it('is silent otherwise', () => {
    expect(run(playlistSegments, hls({ playlistType: 'live', numPlaylistSegments: 12 }))).toEqual([]);
    expect(run(playlistSegments, hls({ numPlaylistSegments: 12 }))).toEqual([]);
    expect(run(playlistSegments, hls({ playlistType: 'event' }))).toEqual([]);
  });
});

describe('recorded-mode-only', () => {
  it('finds output modes and a summary beside modes without recorded', () => {
    const notes = transcription({ modes: ['live'], outputModes: ['txt'], summary: { enabled: true } });
    const problems = run(recordedModeOnly, transcribed({ notes }));
    expect(problems).toHaveLength(2);
    expectPlace(problems[0]?.at, keyOf(notes, 'outputModes'));
    expectPlace(problems[1]?.at, keyOf(notes, 'summary'));
    expectPlace(problems[1]?.related?.[0]?.at, keyOf(notes, 'modes'));
    expect(problems[1]).toMatchObject({ fix: { safe: false, operations: [{ remove: { step: 'summary' } }] } });
    expect(run(recordedModeOnly, transcribed({ notes: transcription({ modes: [], summary: {} }) }))).toHaveLength(1);
  });

  it.each<Partial<Transcription>>([
    { modes: ['recorded', 'live'], outputModes: ['txt'], summary: { enabled: true } },
    { outputModes: ['txt'], summary: { enabled: true } },
    { modes: ['live'] },
    { modes: ['live'], outputModes: [] },
    { modes: ['live'], summary: { enabled: false } },
    { modes: ['live'], summary: { enable: false } },
    { modes: brokenEntry<'live' | 'recorded'>(['live', 'recorded'], 1), outputModes: ['txt'] },
  ])('is silent on %#', (properties) => {
    expect(run(recordedModeOnly, transcribed({ notes: transcription(properties) }))).toEqual([]);
  });

  it('sees the summary past rejected output modes', () => {
    const notes = broken(transcription({ modes: ['live'], summary: {} }), 'outputModes');
    const problems = run(recordedModeOnly, transcribed({ notes }));
    expect(problems.map(({ at }) => at.step)).toEqual(['summary']);
  });
});

describe('caption-mode-only', () => {
  it('finds a translation beside modes without caption', () => {
    const notes = transcription({ modes: ['live'], translation: { roleLanguages: { host: 'es' } } });
    const problems = run(captionModeOnly, transcribed({ notes }));
    expect(problems).toHaveLength(1);
    expectPlace(problems[0]?.at, keyOf(notes, 'translation'));
    expect(problems[0]).toMatchObject({ fix: { safe: false } });
  });

  it.each<Partial<Transcription>>([
    { modes: ['caption'], translation: { enabled: true } },
    { translation: { enabled: true } },
    { modes: ['live'], translation: { enabled: false } },
    { modes: ['live'] },
    { modes: brokenEntry<'live' | 'caption'>(['live', 'caption'], 1), translation: {} },
  ])('is silent on %#', (properties) => {
    expect(run(captionModeOnly, transcribed({ notes: transcription(properties) }))).toEqual([]);
  });
});

describe('transcription-source', () => {
  const main = { main: { name: 'main' } };
  const hearing = { subscribeParams: { subscribeToRoles: ['host'] } };

  it('finds a transcription without a source', () => {
    const notes = transcription({});
    const transcriptions = { notes };
    for (const destinations of [{ transcriptions }, { transcriptions, hlsDestinations: {}, browserRecordings: {} }]) {
      for (const sound of [template({ roles: { host: {} }, destinations }), fragment(destinations)]) {
        const problems = run(transcriptionSource, sound);
        expect(problems).toHaveLength(1);
        expectPlace(problems[0]?.at, keyOf<Record<string, object>>(transcriptions, 'notes'));
        expect(problems[0]?.message).toContain('add an HLS destination');
        expect(problems[0]?.message).not.toMatch(/browser/i);
      }
    }
  });

  it('finds a role that hears nobody', () => {
    const notes = transcription({});
    const subscribeParams = { subscribeToRoles: [] };
    const problems = run(transcriptionSource, transcribed({ notes }, { host: { subscribeParams } }));
    expect(problems).toHaveLength(1);
    expectPlace(problems[0]?.at, at(notes, 'role'));
    expectPlace(problems[0]?.related?.[0]?.at, at(subscribeParams, 'subscribeToRoles'));
    expect(problems[0]?.message).toContain('`host` subscribes to nobody');
  });

  it('finds a role other than that of the browser recordings', () => {
    const notes = transcription({});
    const recording = { name: 'tape', role: 'guest' };
    const roles = { host: hearing, guest: hearing };
    const destinations = { transcriptions: { notes }, hlsDestinations: main, browserRecordings: { tape: recording } };
    for (const sound of [template({ roles, destinations }), fragment(destinations)]) {
      const problems = run(transcriptionSource, sound);
      expect(problems).toHaveLength(1);
      expectPlace(problems[0]?.at, at(notes, 'role'));
      expectPlace(problems[0]?.related?.[0]?.at, at(recording, 'role'));
      expect(problems[0]?.message).toMatch(/`host`.*`guest`/);
      expect(problems[0]?.fix).toMatchObject({ safe: false, operations: [{ value: 'guest' }] });
    }
  });

  it('says one thing of a role', () => {
    const browserRecordings = { tape: { name: 'tape', role: 'guest' } };
    const roles = { host: { subscribeParams: { subscribeToRoles: [] } }, guest: {} };
    const destinations = { transcriptions: { notes: transcription({}) }, browserRecordings };
    const problems = run(transcriptionSource, template({ roles, destinations }));
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('subscribes to nobody')]);
  });

  it.each<[string, Template]>([
    ['the role hears somebody', { roles: { host: hearing } }],
    ['the role says nothing of what it hears', { roles: { host: {} } }],
    ['there are no roles', {}],
    ['the role does not exist', { roles: { toString: {} } }],
    ['the role was rejected', { roles: broken<Record<string, object>>({}, 'host') }],
  ])('is silent where %s', (_, rest) => {
    const destinations = { transcriptions: { notes: transcription({}) }, hlsDestinations: main };
    expect(run(transcriptionSource, template({ ...rest, destinations }))).toEqual([]);
  });

  it.each<[string, Destinations]>([
    [
      'one recording has the role',
      { browserRecordings: { a: { name: 'a', role: 'guest' }, b: { name: 'b', role: 'host' } } },
    ],
    ['a recording names no existing role', { browserRecordings: { a: { name: 'a', role: 'hots' } } }],
    ['a recording was rejected', { browserRecordings: broken({ a: { name: 'a', role: 'guest' } }, 'b') }],
    ['the HLS destinations were rejected', broken({}, 'hlsDestinations')],
    ['the only destination was rejected', { hlsDestinations: broken({}, 'main') }],
  ])('is silent where %s', (_, destinations) => {
    // Assigning keeps what throws when it is read.
    const all = Object.assign(destinations, { transcriptions: { notes: transcription({}) } });
    expect(run(transcriptionSource, template({ roles: { host: hearing, guest: hearing }, destinations: all }))).toEqual(
      [],
    );
  });

  it('leaves a role that does not exist to unknown-role', () => {
    const browserRecordings = { tape: { name: 'tape', role: 'guest' } };
    const destinations = { transcriptions: { notes: transcription({ role: 'toString' }) }, browserRecordings };
    expect(run(transcriptionSource, template({ roles: { guest: {} }, destinations }))).toEqual([]);
  });

  it('does not choose between the roles of two recordings', () => {
    const browserRecordings = { a: { name: 'a', role: 'guest' }, b: { name: 'b', role: 'staff' } };
    const destinations = { transcriptions: { notes: transcription({}) }, browserRecordings };
    const [problem] = run(transcriptionSource, fragment(destinations));
    expect(problem?.message).toContain('`guest` and `staff`');
    expect(problem?.related).toHaveLength(2);
    expect(problem?.fix).toBeUndefined();
  });

  it('finds a missing source where the role was rejected', () => {
    const notes = broken<Transcription>({ name: 'notes', role: '' }, 'role');
    expect(run(transcriptionSource, template({ destinations: { transcriptions: { notes } } }))).toHaveLength(1);
  });
});

describe('plaintext-secret', () => {
  it('finds each credential in plain text and does not print it', () => {
    const credentials = { key: 'AKIAEXAMPLE', secretKey: 'ex4mple', secret: 'ex4mple' };
    const problems = run(plaintextSecret, uploading({ type: 's3', location: 'acme', credentials }));
    expect(problems.map(({ at }) => at.step)).toEqual(['key', 'secretKey', 'secret']);
    for (const problem of problems) {
      expect(problem.at).toMatchObject({ part: 'value' });
      expect(problem.at.object).toBe(credentials);
      expect(JSON.stringify([problem.message, problem.fix])).not.toMatch(/ex4mple|EXAMPLE/);
    }
  });

  it('is silent on variables, masks and empty texts', () => {
    const credentials = { key: 'prefix-${UPLOAD_KEY}', secretKey: '********', secret: '••••' };
    expect(run(plaintextSecret, uploading({ type: 's3', location: 'acme', credentials }))).toEqual([]);
    expect(run(plaintextSecret, uploading({ type: 's3', location: 'acme', credentials: { key: '' } }))).toEqual([]);
    expect(run(plaintextSecret, uploading({ type: 's3', location: 'acme' }))).toEqual([]);
  });

  it('sees one credential past a rejected other', () => {
    const credentials = broken({ key: '', secretKey: 'ex4mple' }, 'key');
    expect(run(plaintextSecret, uploading({ type: 's3', location: 'acme', credentials }))).toHaveLength(1);
  });
});

describe('upload-prefix', () => {
  it('marks the key of an upload without a prefix', () => {
    const upload: Upload = { type: 's3', location: 'acme' };
    const problems = run(uploadPrefix, uploading(upload));
    expect(problems).toHaveLength(1);
    expectPlace(problems[0]?.at, keyOf(upload));
    expect(uploadPrefix.needsWhole).toBe(true);
    expect(run(uploadPrefix, uploading({ ...upload, prefix: '' }))).toEqual([]);
    expect(run(uploadPrefix, uploading(broken<Upload>({ ...upload }, 'prefix')))).toEqual([]);
  });
});

describe('credentials-secret', () => {
  it('renames the old name, or removes it beside the new one', () => {
    const old = { key: '${K}', secret: '${S}' };
    const [rename] = run(credentialsSecret, uploading({ type: 's3', location: 'acme', credentials: old }));
    expectPlace(rename?.at, keyOf(old, 'secret'));
    expect(rename?.fix).toMatchObject({ safe: true, operations: [{ to: 'secretKey' }] });
    const both = { key: '${K}', secret: '${S}', secretKey: '${S}' };
    const [removal] = run(credentialsSecret, uploading({ type: 's3', location: 'acme', credentials: both }));
    expectPlace(removal?.at, keyOf(both, 'secret'));
    expect(removal?.fix).toMatchObject({ safe: false, operations: [{ remove: { step: 'secret' } }] });
    const today = { key: '${K}', secretKey: '${S}' };
    expect(run(credentialsSecret, uploading({ type: 's3', location: 'acme', credentials: today }))).toEqual([]);
  });
});

describe('summary-enabled', () => {
  it('renames the name of the table, or removes it beside the usual one', () => {
    const old = { enable: true };
    const [rename] = run(summaryEnabled, transcribed({ notes: transcription({ summary: old }) }));
    expectPlace(rename?.at, keyOf(old, 'enable'));
    expect(rename?.fix).toMatchObject({ safe: true, operations: [{ to: 'enabled' }] });
    const both = { enable: true, enabled: false };
    const [removal] = run(summaryEnabled, transcribed({ notes: transcription({ summary: both }) }));
    expect(removal?.fix).toMatchObject({ safe: false, operations: [{ remove: { step: 'enable' } }] });
    expect(run(summaryEnabled, transcribed({ notes: transcription({ summary: { enabled: true } }) }))).toEqual([]);
  });
});

describe('placeholder-value', () => {
  it.each([
    '<rtmp URL>',
    ' <a: b, c> ',
    '<<bucket>>',
    '{{name}}',
    'new-{{$timestamp}}',
    'your-bucket-here',
    'YOUR_API_KEY_HERE',
  ])('finds %j, as a value and as a key', (text) => {
    const object = { region: text };
    const [value] = run(
      placeholderValue,
      withTexts([{ text, object, step: 'region', part: 'value', owner: 'options' }]),
    );
    expectPlace(value?.at, at(object, 'region'));
    expect(value?.message).toContain('or `${NAME}`');
    const map = { [text]: {} };
    const [key] = run(placeholderValue, withTexts([{ text, object: map, step: text, part: 'key', owner: 'options' }]));
    expectPlace(key?.at, keyOf(map, text));
    expect(key?.message).toContain('put the real name here');
    expect(key?.message).not.toContain('${NAME}');
  });

  it.each(['', '<>', 'a < b > c', '<a> or <b>', '{{', '}}{{', '${NAME}', 'your-here', 'call-your-friend-here', 'host'])(
    'is silent on %j',
    (text) => {
      expect(run(placeholderValue, withTexts([{ text, object: { a: text }, step: 'a', part: 'value' }]))).toEqual([]);
    },
  );

  it('exempts prose', () => {
    const text = '<topic>';
    const texts: Text[] = [
      { text, object: {}, step: 'context', part: 'value', owner: 'summary' },
      { text, object: {}, step: 'title', part: 'value' },
      { text, object: [], step: 0, part: 'value', owner: 'customVocabulary' },
    ];
    expect(run(placeholderValue, withTexts(texts))).toEqual([]);
    expect(run(placeholderValue, withTexts([{ text, object: {}, step: 'title', part: 'key' }]))).toHaveLength(1);
  });

  it('reports a name that equals its key once, at the key', () => {
    const text = '<destination name>';
    const inner = { name: text };
    const map = { [text]: inner };
    const texts: Text[] = [
      { text, object: map, step: text, part: 'key', owner: 'hlsDestinations' },
      { text, object: inner, step: 'name', part: 'value', owner: text },
    ];
    expect(run(placeholderValue, withTexts(texts)).map(({ at }) => at.part)).toEqual(['key']);
    const other: Text = { text: '<other name>', object: inner, step: 'name', part: 'value', owner: text };
    expect(run(placeholderValue, withTexts([other]))).toHaveLength(1);
  });

  it('prints no credential and no stream key', () => {
    const texts: Text[] = [
      { text: 'rtmp://a.example.com/app/k3y{{x}}', object: [], step: 0, part: 'value', owner: 'rtmpUrls' },
      { text: '<k3y>', object: {}, step: 'secretKey', part: 'value', owner: 'credentials' },
    ];
    const problems = run(placeholderValue, withTexts(texts));
    expect(problems).toHaveLength(2);
    for (const { message } of problems) expect(message).not.toContain('k3y');
  });

  it('shortens a long text and stays quick on a hostile one', () => {
    const long = `<${'a'.repeat(1000)}>`;
    const [problem] = run(placeholderValue, withTexts([{ text: long, object: {}, step: 'a', part: 'value' }]));
    expect(problem?.message.length).toBeLessThan(200);
    const hostile = ['{{'.repeat(200_000), '<'.repeat(400_000), `your-${'-here'.repeat(80_000)}x`];
    for (const text of hostile) {
      expect(run(placeholderValue, withTexts([{ text, object: {}, step: 'a', part: 'value' }]))).toEqual([]);
    }
  });
});

describe('what parsers, schema and engine find', () => {
  const all = [
    duplicateKey,
    duplicateTemplateName,
    rolePriority,
    roomStateInterval,
    schemaEnum,
    schemaLength,
    schemaRange,
    schemaRequired,
    schemaType,
    schemaUnknownProperty,
    syntax,
    templateName,
    unknownDocument,
    unusedIgnore,
  ];

  it('is described under the ids that people configure', () => {
    expect(all.map(({ id, severity }) => `${id} ${severity}`)).toEqual([
      'duplicate-key error',
      'duplicate-template-name warning',
      'role-priority error',
      'room-state-interval error',
      'schema/enum error',
      'schema/length error',
      'schema/range error',
      'schema/required error',
      'schema/type error',
      'schema/unknown-property error',
      'syntax error',
      'template-name error',
      'unknown-document error',
      'unused-ignore warning',
    ]);
  });
});

function run(rule: AnyRule, sound: Sound): Problem[] {
  const problems: Problem[] = [];
  const failure = (error: unknown) => {
    if (!(error instanceof Rejected)) throw error;
  };
  rule.search(sound, { problem: (problem) => problems.push(problem), failure });
  return problems;
}

function expectPlace(found: Place | undefined, wanted: Place): void {
  expect({ step: found?.step, part: found?.part }).toEqual({ step: wanted.step, part: wanted.part });
  expect(found?.object).toBe(wanted.object);
}

function template(doc: Template): Sound {
  return {
    kind: 'template',
    root: doc,
    template: doc,
    ...(doc.settings !== undefined && { settings: doc.settings }),
    ...(doc.destinations !== undefined && { destinations: doc.destinations }),
    texts: () => [],
  };
}

function fragment(destinations: Destinations): Sound {
  return { kind: 'destinations', root: destinations, destinations, texts: () => [] };
}

function withTexts(texts: readonly Text[]): Sound {
  return { kind: 'settings', root: {}, settings: {}, texts: (isMeant) => texts.filter(({ text }) => isMeant(text)) };
}

function hls(
  properties: Partial<NonNullable<Destinations['hlsDestinations']>[string]>,
  settings: Settings = {},
): Sound {
  return template({ settings, destinations: { hlsDestinations: { main: { name: 'main', ...properties } } } });
}

function destination(sound: Sound): NonNullable<Destinations['hlsDestinations']>[string] {
  const main = sound.destinations?.hlsDestinations?.main;
  if (main === undefined) throw new Error('the document has no such destination');
  return main;
}

function rtmp(rtmpUrls: string[]): Sound {
  return template({ destinations: { rtmpDestinations: { live: { name: 'live', rtmpUrls } } } });
}

function urlsOf(sound: Sound): readonly string[] {
  return sound.destinations?.rtmpDestinations?.live?.rtmpUrls ?? [];
}

function transcription(properties: Partial<Transcription>): Transcription {
  return { name: 'notes', role: 'host', ...properties };
}

function transcribed(transcriptions: Record<string, Transcription>, roles: Template['roles'] = {}): Sound {
  return template({ roles, destinations: { transcriptions, hlsDestinations: { main: { name: 'main' } } } });
}

function uploading(upload: Upload): Sound {
  return template({ settings: { recording: { upload } } });
}

/** Makes reading one property throw, as it does where the schema rejected it. */
function broken<T extends object>(object: T, name: keyof T | string): T {
  trap(object, String(name), false);
  return object;
}

function brokenEntry<T>(list: T[], index: number): T[] {
  return broken(list, String(index));
}
