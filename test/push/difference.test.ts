import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Kind } from '../../src/diagnostic.ts';
import { canonical } from '../../src/push/canonical.ts';
import { dangersOf } from '../../src/push/dangers.ts';
import { compare } from '../../src/push/difference.ts';

// What a file means beside what the server has: [what, file, live, differences]. `=` is no difference.
type Case = readonly [string, string, string, ...string[]];

function compared(file: string, live: string, kind: Kind = 'template') {
  return compare(kind, canonical(kind, parse(file)), canonical(kind, parse(live)));
}

function short(file: string, live: string, kind?: Kind): readonly string[] {
  return compared(file, live, kind).differences.map(
    ({ pointer, kind, old, new: now, isDefault }) =>
      `${{ created: '+', changed: '~', deleted: '-' }[kind]} ${pointer} ${JSON.stringify(old) ?? ''}>${JSON.stringify(now) ?? ''}${isDefault ? ' default' : ''}`,
  );
}

const role = (text: string) => `roles: { a: ${text} }`;

const same: readonly Case[] = [
  ['nothing', '{}', '{}'],
  ['what only the API sets', 'name: a', 'name: a\nid: x\n_id: x\ncreatedAt: now\nupdatedAt: now\ncustomer: y'],
  ['what is the author’s own', 'name: a\nx-own: 1\n$schema: s', 'name: a'],
  ['the order of names', role('{ priority: 1, name: a }'), role('{ name: a, priority: 1 }')],
  [
    'the order of roles in a list',
    role('{ subscribeParams: { subscribeToRoles: [x, y] } }'),
    role('{ subscribeParams: { subscribeToRoles: [y, x] } }'),
  ],
  [
    'a role twice in a list',
    role('{ subscribeParams: { subscribeToRoles: [x, x] } }'),
    role('{ subscribeParams: { subscribeToRoles: [x] } }'),
  ],
  [
    'an empty role that version 2 filled in',
    role('{}'),
    role(
      '{ name: a, publishParams: { allowed: [audio, video, screen], audio: { bitRate: 32, codec: opus }, video: { bitRate: 300, codec: vp8, frameRate: 30, width: 480, height: 360 }, screen: { codec: vp8, frameRate: 10, width: 1920, height: 1080 }, simulcast: { video: {}, screen: {} } }, subscribeParams: { subscribeToRoles: [], maxSubsBitRate: 3200, subscribeDegradation: { packetLossThreshold: 25, degradeGracePeriodSeconds: 1, recoverGracePeriodSeconds: 4 } }, permissions: { rtmpStreaming: true, hlsStreaming: true, browserRecording: true, sendRoomState: false }, priority: 1, maxPeerCount: 0 }',
    ),
  ],
  [
    'an empty role that version 1 filled in',
    role('{}'),
    role(
      '{ name: a, publishParams: { video: { bitRate: 250, height: 270 } }, subscribeParams: { subscribeToRoles: [guest], subscribeDegradation: {} }, permissions: {} }',
    ),
  ],
  [
    'a role with what the docs call the defaults',
    role('{}'),
    role(
      '{ publishParams: { video: { bitRate: 256, width: 320, height: 180, frameRate: 25 }, screen: { bitRate: 1024, width: 1280, height: 720 } }, subscribeParams: { subscribeDegradation: { packetLossThreshold: 50 } } }',
    ),
  ],
  [
    'layers that the API is seen to fill in',
    role('{}'),
    role(
      '{ publishParams: { simulcast: { video: { layers: [{ rid: f, scaleResolutionDownBy: 1, maxBitrate: 700, maxFramerate: 25 }, { rid: h, scaleResolutionDownBy: 2, maxBitrate: 350, maxFramerate: 25 }, { rid: q, scaleResolutionDownBy: 4, maxBitrate: 100, maxFramerate: 25 }] }, screen: {} } } }',
    ),
  ],
  ['an empty list that answers leave out', role('{ publishParams: { allowed: [] } }'), role('{ publishParams: {} }')],
  ['a permission that is false and left out', role('{ permissions: { mute: false } }'), role('{ permissions: {} }')],
  [
    'a permission that is true by default and left out',
    role('{ permissions: { hlsStreaming: true } }'),
    role('{ permissions: {} }'),
  ],
  [
    'a bitrate that answers leave out',
    role('{ publishParams: { screen: { bitRate: 1024 } } }'),
    role('{ publishParams: { screen: {} } }'),
  ],
  [
    'older names',
    role('{ publishParams: { videoSimulcastLayers: { layers: [{ rid: f }] } } }'),
    role('{ publishParams: { simulcast: { video: { layers: [{ rid: f }] } }, screenSimulcastLayers: {} } }'),
  ],
  ['storage of 100ms', 'settings: {}', 'settings: { recording: null, retry: {} }'],
  ['storage of 100ms in other words', 'settings: { recording: null }', 'settings: {}'],
  [
    'a room state that was never set',
    'settings: { region: in }',
    'settings: { region: in, roomState: { messageInterval: 0, sendPeerList: false, enabled: false } }',
  ],
  ['a region that nobody names', 'settings: {}', 'settings: { region: us }'],
  ['an empty map', 'destinations: {}', 'destinations: { rtmpDestinations: {}, browserRecordings: {} }'],
  [
    'the role of the platform’s recorder',
    'destinations: { hlsDestinations: { h: { name: h } } }',
    'destinations: { hlsDestinations: { h: { name: h, role: __internal_recorder, recording: { thumbnails: { width: 0, height: 0 } } } } }',
  ],
  [
    'captions as an object and as a list',
    'plugins: { transcriptions: { mode: caption, permissions: { admin: [a] } } }',
    'plugins: { transcriptions: [{ mode: caption, permissions: { admin: [a] } }] }',
  ],
  [
    'a secret under its other name',
    'settings: { recording: { upload: { type: s3, location: b, credentials: { key: k, secretKey: s } } } }',
    'settings: { recording: { upload: { type: s3, location: b, credentials: { key: k, secret: s } } } }',
  ],
  [
    'a summary that is switched on by its other name',
    'destinations: { transcriptions: { t: { name: t, role: a, summary: { enable: true } } } }',
    'destinations: { transcriptions: { t: { name: t, role: a, summary: { enabled: true, temperature: 0.5, context: "" } } } }',
  ],
  [
    'addresses in another order',
    'destinations: { rtmpDestinations: { r: { name: r, rtmpUrls: ["rtmp://a/b/c", "rtmp://d/e/f"] } } }',
    'destinations: { rtmpDestinations: { r: { name: r, rtmpUrls: ["rtmp://d/e/f", "rtmp://a/b/c"] } } }',
  ],
  [
    'what the file leaves out at its top',
    'name: a',
    'name: a\nroles: { x: {} }\nsettings: { region: us, recording: { upload: { type: s3 } } }\ndestinations: { hlsDestinations: { h: {} } }\nplugins: { whiteboard: { permissions: { admin: [x] } } }\ndefault: true',
  ],
  [
    'what no schema knows',
    'roles: { a: {} }\nsettings: {}',
    'roles: { a: { future: 1, publishParams: { more: [] } } }\nsettings: { retry: { times: 3 }, beta: true }\ntop: 1',
  ],
];

const different: readonly Case[] = [
  ['a role that is new', 'roles: { a: {}, b: {} }', role('{}'), '+ /roles/b >{}'],
  ['a role that is gone', role('{}'), 'roles: { a: {}, b: { priority: 2 } }', '- /roles/b {"priority":2}>'],
  [
    'an empty role in place of none',
    'roles: { toString: {}, "": {} }',
    'roles: {}',
    '+ /roles/toString >{}',
    '+ /roles/ >{}',
  ],
  ['all roles', 'roles: {}', role('{}'), '- /roles/a {}>'],
  ['a priority', role('{ priority: 2 }'), role('{ priority: 1 }'), '~ /roles/a/priority 1>2'],
  ['a priority that is left out now', role('{}'), role('{ priority: 3 }'), '~ /roles/a/priority 3>1 default'],
  [
    'a permission that is left out and true by default',
    role('{ permissions: {} }'),
    role('{ permissions: { hlsStreaming: false } }'),
    '~ /roles/a/permissions/hlsStreaming false>true default',
  ],
  [
    'a permission that is left out and false by default',
    role('{}'),
    role('{ permissions: { endRoom: true } }'),
    '~ /roles/a/permissions/endRoom true>false default',
  ],
  [
    'a permission that is refused and left out in the answer',
    role('{ permissions: { hlsStreaming: false } }'),
    role('{ permissions: {} }'),
    '+ /roles/a/permissions/hlsStreaming >false',
  ],
  [
    'no tracks at all',
    role('{ publishParams: { allowed: [] } }'),
    role('{ publishParams: { allowed: [audio] } }'),
    '~ /roles/a/publishParams/allowed ["audio"]>[]',
  ],
  [
    'layers that are left out now',
    role('{}'),
    role('{ publishParams: { simulcast: { video: { layers: [{ rid: f }] } } } }'),
    '- /roles/a/publishParams/simulcast/video/layers [{"rid":"f"}]>',
  ],
  [
    'one of the values of a layer',
    role('{ publishParams: { simulcast: { video: { layers: [{ rid: f, maxBitrate: 1 }] } } } }'),
    role('{ publishParams: { simulcast: { video: { layers: [{ rid: f, maxBitrate: 2 }] } } } }'),
    '~ /roles/a/publishParams/simulcast/video/layers/0/maxBitrate 2>1',
  ],
  [
    'a layer less',
    role('{ publishParams: { simulcast: { video: { layers: [{ rid: f }] } } } }'),
    role('{ publishParams: { simulcast: { video: { layers: [{ rid: f }, { rid: h }] } } } }'),
    '~ /roles/a/publishParams/simulcast/video/layers [{"rid":"f"},{"rid":"h"}]>[{"rid":"f"}]',
  ],
  [
    'the order of layers',
    'destinations: { hlsDestinations: { h: { layers: [{ width: 2 }, { width: 4 }] } } }',
    'destinations: { hlsDestinations: { h: { layers: [{ width: 4 }, { width: 2 }] } } }',
    '~ /destinations/hlsDestinations/h/layers/0/width 4>2',
    '~ /destinations/hlsDestinations/h/layers/1/width 2>4',
  ],
  [
    'a duration that is left out now',
    'destinations: { hlsDestinations: { h: { name: h } } }',
    'destinations: { hlsDestinations: { h: { name: h, maxDuration: 60 } } }',
    '- /destinations/hlsDestinations/h/maxDuration 60>',
  ],
  [
    'two destinations one by one',
    'destinations: { hlsDestinations: { h: { name: h } }, rtmpDestinations: { r: { name: r } } }',
    'destinations: {}',
    '+ /destinations/hlsDestinations/h >{"name":"h"}',
    '+ /destinations/rtmpDestinations/r >{"name":"r"}',
  ],
  [
    'all destinations one by one',
    'destinations: {}',
    'destinations: { hlsDestinations: { h: {}, i: {} } }',
    '- /destinations/hlsDestinations/h {}>',
    '- /destinations/hlsDestinations/i {}>',
  ],
  [
    'storage that is left out now',
    'settings: { region: us }',
    'settings: { region: us, recording: { upload: { type: s3 } } }',
    '- /settings/recording {"upload":{"type":"s3"}}>',
  ],
  [
    'storage that is null now',
    'settings: { recording: null }',
    'settings: { recording: { upload: { type: s3 } } }',
    '- /settings/recording {"upload":{"type":"s3"}}>',
  ],
  [
    'an upload that is left out now',
    'settings: { recording: { enabled: true } }',
    'settings: { recording: { enabled: true, upload: { type: s3, location: b } } }',
    '- /settings/recording/upload {"type":"s3","location":"b"}>',
  ],
  [
    'storage that is new',
    'settings: { recording: { upload: { type: s3, location: b } } }',
    'settings: { recording: null }',
    '+ /settings/recording/upload >{"type":"s3","location":"b"}',
  ],
  [
    'an interval',
    'settings: { roomState: { messageInterval: 10 } }',
    'settings: { roomState: { messageInterval: 0 } }',
    '+ /settings/roomState/messageInterval >10',
  ],
  [
    'a plugin that is left out now',
    'plugins: {}',
    'plugins: { noiseCancellation: { enabled: true } }',
    '- /plugins/noiseCancellation {"enabled":true}>',
  ],
  ['text and number', 'name: "1"', 'name: 1', '~ /name 1>"1"'],
  [
    'a role called __proto__',
    'roles: { "__proto__": { priority: 2 } }',
    'roles: { "__proto__": { priority: 1 } }',
    '~ /roles/__proto__/priority 1>2',
  ],
];

describe('no difference is', () => {
  it.each(same)('%s', (_, file, live) => {
    expect(short(file, live)).toEqual([]);
  });
});

describe('a difference is', () => {
  it.each(different)('%s', (_, file, live, ...expected) => {
    expect(short(file, live)).toEqual(expected);
  });
});

describe('what is meant', () => {
  const meant = (file: string, live: string, kind?: Kind) => compared(file, live, kind).meant;

  it('says what stays as it is', () => {
    expect(
      meant(
        role('{ priority: 2 }'),
        role('{ priority: 1, maxPeerCount: 0, future: 1, permissions: { hlsStreaming: true } }'),
      ),
    ).toEqual({
      roles: { a: { priority: 2, maxPeerCount: 0, future: 1, permissions: { hlsStreaming: true } } },
    });
  });

  it('says defaults where they come in the place of something else', () => {
    expect(meant(role('{}'), role('{ priority: 3, permissions: { endRoom: true } }'))).toEqual({
      roles: { a: { priority: 1, permissions: { endRoom: false } } },
    });
  });

  it('leaves out an interval of 0, which the API refuses', () => {
    const live = 'settings: { roomState: { messageInterval: 10, enabled: true } }';
    expect(meant('settings: { roomState: { enabled: false } }', live)).toEqual({
      settings: { roomState: { enabled: false } },
    });
    expect(meant('name: a', 'settings: { roomState: { messageInterval: 0 } }')).toEqual({
      name: 'a',
      settings: { roomState: {} },
    });
  });

  it('switches layers off in so many words', () => {
    const live = role('{ publishParams: { simulcast: { video: { layers: [{ rid: f }] }, screen: {} } } }');
    expect(meant(role('{}'), live)).toEqual({
      roles: { a: { publishParams: { simulcast: { video: {}, screen: {} } } } },
    });
  });

  it('stores with 100ms in so many words', () => {
    expect(meant('settings: {}', 'settings: { recording: { upload: { type: s3 } } }')).toEqual({
      settings: { recording: null },
    });
  });

  it('keeps the names of a role and of parts of a template that a document leaves out', () => {
    expect(meant('priority: 2', 'name: a\npriority: 1\nmaxPeerCount: 3', 'role')).toEqual({
      name: 'a',
      priority: 2,
      maxPeerCount: 3,
    });
    expect(meant('region: us', 'region: in\nrecording: { upload: { type: s3 } }', 'settings')).toEqual({
      region: 'us',
      recording: { upload: { type: 's3' } },
    });
    expect(
      short(
        '[{ name: a, role: b }]',
        '[{ name: a, role: b, compositeRecording: { browserComposite: { enabled: true } }, trackRecording: {} }]',
        'recordings',
      ),
    ).toEqual([]);
  });
});

describe('secrets', () => {
  const upload = (credentials: string) =>
    `settings: { recording: { upload: { type: s3, location: b${credentials} } } }`;
  const real = ', credentials: { key: AKIA1234, secretKey: s3cret-s3cret }';

  it.each([
    [', credentials: { key: "********", secretKey: "********" }', 2],
    [', credentials: { key: "AKIA****", secretKey: "•••" }', 2],
    [', credentials: { key: "", secretKey: "[REDACTED]" }', 2],
    [', credentials: { key: AKIA1234, secretKey: xxxxxxxx }', 1],
    ['', 1],
  ])('that the API shows as %s are not compared', (credentials, count) => {
    const { differences, notCompared } = compared(upload(real), upload(credentials));
    expect(differences).toEqual([]);
    expect(notCompared).toHaveLength(count);
  });

  it('that the API shows in part are compared as far as they are shown', () => {
    expect(short(upload(real), upload(', credentials: { key: "BKIA****", secretKey: "*****cret" }'))).toEqual([
      '~ /settings/recording/upload/credentials/key "BKIA****">"AKIA1234"',
    ]);
  });

  it('in addresses are compared beside what is masked', () => {
    const urls = (list: string) => `destinations: { rtmpDestinations: { r: { name: r, rtmpUrls: [${list}] } } }`;
    const file = urls('"rtmp://a.b/live/one", "rtmp://c.d/live/two"');
    const { differences, notCompared } = compared(file, urls('"rtmp://c.d/live/****", "rtmp://a.b/live/one"'));
    expect([differences, notCompared]).toEqual([[], ['/destinations/rtmpDestinations/r/rtmpUrls/1']]);
    expect(short(file, urls('"rtmp://other/live/****", "rtmp://a.b/live/one"'))).toHaveLength(1);
    expect(short(file, urls('"rtmp://c.d/live/****"'))).toHaveLength(1);
  });

  it('that stay and are masked cannot be sent along', () => {
    const live = `name: a\n${upload(', credentials: { key: k, secretKey: "****" }')}\ndestinations: { rtmpDestinations: { r: { rtmpUrls: ["rtmp://a/b/****"] } } }`;
    expect(compared('name: a', live).unsendable).toEqual([
      '/settings/recording/upload/credentials/secretKey',
      '/destinations/rtmpDestinations/r/rtmpUrls/0',
    ]);
    expect(compared('name: a', `name: a\n${upload(real)}`).unsendable).toEqual([]);
  });
});

describe('dangers', () => {
  function dangers(file: string, live: string, kind: Kind = 'template', name = '') {
    const { meant } = compared(file, live, kind);
    return dangersOf(kind, canonical(kind, parse(live)), meant, name);
  }

  const layers = (text: string) => role(`{ publishParams: { simulcast: { video: { layers: [${text}] } } } }`);
  const upload = (text: string) => `settings: { recording: { upload: { type: s3, location: b${text} } } }`;
  const hls = (text: string) => `destinations: { hlsDestinations: { h: { name: h, ${text} } } }`;

  it.each<readonly [string, string, string]>([
    ['the role `b` disappears: nobody can join with it any more', role('{}'), 'roles: { a: {}, b: {} }'],
    [
      'the role `a` is granted `endRoom` and `mute`',
      role('{ permissions: { endRoom: true, mute: true } }'),
      role('{}'),
    ],
    [
      'the role `a` is granted `hlsStreaming`',
      role('{ permissions: {} }'),
      role('{ permissions: { hlsStreaming: false } }'),
    ],
    ['the new role `b` is granted `endRoom`', 'roles: { a: {}, b: { permissions: { endRoom: true } } }', role('{}')],
    [
      'the role `a` may no longer publish `video` and `screen`',
      role('{ publishParams: { allowed: [audio] } }'),
      role('{ publishParams: { allowed: [audio, video, screen] } }'),
    ],
    [
      'the codec `h264` falls away from video of the role `a`: `vp8` takes its place',
      role('{ publishParams: { video: { codec: vp8 } } }'),
      role('{ publishParams: { video: { codec: h264 } } }'),
    ],
    [
      'the codec `h264` falls away from video of the role `a`: `vp8` takes its place',
      role('{}'),
      role('{ publishParams: { video: { codec: h264 } } }'),
    ],
    [
      'the layers `h` and `q` fall away from video of the role `a`',
      layers('{ rid: f }'),
      layers('{ rid: f }, { rid: h }, { rid: q }'),
    ],
    ['the layer `f` falls away from video of the role `a`', role('{}'), layers('{ rid: f }')],
    ['nobody can join as `a` any more: `maxPeerCount` becomes -1', role('{ maxPeerCount: -1 }'), role('{}')],
    [
      'the layer `640x360` falls away from the HLS destination `h`',
      hls('layers: [{ width: 1280, height: 720 }]'),
      hls('layers: [{ width: 1280, height: 720 }, { width: 640, height: 360 }]'),
    ],
    [
      'the layer `640x360` falls away from the recording of the HLS destination `h`',
      hls('recording: { layers: [{ width: 2, height: 2 }] }'),
      hls('recording: { layers: [{ width: 2, height: 2 }, { width: 640, height: 360 }] }'),
    ],
    ['the HLS destination `h` disappears', 'destinations: {}', hls('maxDuration: 1')],
    ['the plugin `whiteboard` disappears', 'plugins: {}', 'plugins: { whiteboard: { permissions: { admin: [a] } } }'],
    ['rooms are hosted in `us` instead of `in`', 'settings: { region: us }', 'settings: { region: in }'],
    ['recordings go to `s3://c` instead of `s3://b`', upload('').replace('location: b', 'location: c'), upload('')],
    ['recordings go to `s3://b/p` instead of `s3://b`', upload(', prefix: p'), upload('')],
    [
      'recordings go to `s3://b (eu)` instead of `s3://b (us)`',
      upload(', options: { region: eu }'),
      upload(', options: { region: us }'),
    ],
    ['recordings go to the storage of 100ms instead of `s3://b`', 'settings: {}', upload('')],
    ['recordings go to `s3://b` instead of the storage of 100ms', upload(''), 'settings: { recording: null }'],
  ])('%s', (message, file, live) => {
    expect(dangers(file, live).dangers.map((danger) => danger.message)).toContain(message);
  });

  it('are none where nothing of that kind changes', () => {
    const live = `${role('{ priority: 1, permissions: { endRoom: true }, publishParams: { allowed: [audio], audio: { codec: opus } } }')}\n${upload(', prefix: ""')}`;
    const file = `${role('{ priority: 5, permissions: { endRoom: true }, publishParams: { allowed: [audio, video], audio: { codec: opus } } }')}\n${upload('')}`;
    expect(dangers(file, live)).toMatchObject({ dangers: [], needs: [] });
    expect(
      dangers(hls('recording: { hlsVod: true }'), hls('recording: { layers: [{ width: 2, height: 2 }] }')).needs,
    ).toEqual([]);
  });

  it('need to be allowed from the top of the template, whatever the document is', () => {
    expect(dangers('roles: { a: {} }', 'roles: { a: {}, "b/c~": {} }').needs).toEqual([
      { pointer: '/roles/b~1c~0', option: '--allow-delete-role', value: 'b/c~' },
    ]);
    expect(dangers('hlsDestinations: {}', 'hlsDestinations: { "x/y": {} }', 'destinations').needs).toEqual([
      { pointer: '/hlsDestinations/x~1y', option: '--allow-delete', value: '/destinations/hlsDestinations/x~1y' },
    ]);
    expect(dangers('recording: null', 'recording: { upload: { type: s3 } }', 'settings').needs).toEqual([
      { pointer: '/recording', option: '--allow-delete', value: '/settings/recording' },
    ]);
    expect(dangers('name: b', 'name: a', 'role', 'a')).toMatchObject({
      dangers: [{ message: 'the role `a` is renamed to `b`: nobody can join as `a` any more' }],
      needs: [{ option: '--allow-delete-role', value: 'a' }],
    });
  });
});

describe('what no schema knows in the entries of a list', () => {
  const layers = (...all: readonly string[]) =>
    `destinations: { hlsDestinations: { a: { layers: [${all.join(', ')}] } } }`;
  const at = '/destinations/hlsDestinations/a/layers';
  const small = '{ width: 640, height: 360 }';
  const large = '{ width: 1280, height: 720 }';
  const known = (layer: string, name: string) => layer.replace(' }', `, ${name}: { on: true } }`);

  it.each([
    ['stays with its entry', layers(large, small), layers(known(large, 'beta'), small), [`${at}/0/beta`], []],
    [
      'stays with its entry where another comes',
      layers('{ width: 1920, height: 1080 }', large, small),
      layers(known(large, 'beta'), small),
      [`${at}/1/beta`],
      [],
    ],
    [
      'stays with its entry where another goes',
      layers(small),
      layers(large, known(small, 'beta')),
      [`${at}/0/beta`],
      [],
    ],
    [
      'stays with its entry in another order',
      layers(small, large),
      layers(large, known(small, 'beta')),
      [`${at}/0/beta`],
      [],
    ],
    ['is told where its entry goes', layers(small), layers(known(large, 'beta'), small), [], [`${at}/0/beta`]],
  ])('%s', (_, file, live, carried, lost) => {
    const found = compared(file, live);
    expect([found.carried, found.lost]).toEqual([carried, lost]);
    const sent = JSON.stringify(found.meant);
    expect(sent.includes('"beta":{"on":true}')).toBe(carried.length > 0);
    // Pushed, it is what the server has.
    expect(compare('template', canonical('template', parse(file)), found.meant).differences).toEqual([]);
  });

  it('is not sent where the API masks it', () => {
    const live =
      'settings: { recording: { upload: { type: s3, location: b, credentials: { key: k, token: "ab********yz" } } } }';
    const file = 'settings: { recording: { upload: { type: s3, location: b, credentials: { key: k } } } }';
    expect(compared(file, live).unsendable).toEqual(['/settings/recording/upload/credentials/token']);
  });
});
