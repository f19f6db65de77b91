import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../src/push/canonical.ts';
import { compare } from '../../src/push/difference.ts';
import { pulledFrom } from '../../src/push/pull.ts';
import { toJson } from '../../src/push/values.ts';
import type { Filling } from '../api-server/defaults.ts';
import { terse } from '../api-server/masking.ts';
import { answerOf, bodyObject, Store } from '../api-server/store.ts';

// Whatever stands on the server, and whatever comes to be pushed: what is sent makes the server have what was meant.
const names = fc.constantFrom('host', 'viewer', '__proto__', 'toString', 'a/b', '~', '', '🙂', 'recording', 'name');
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** An object that may lack any of its properties. */
function partly(properties: { readonly [name: string]: fc.Arbitrary<unknown> }): fc.Arbitrary<object> {
  const all = Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, some(value)]));
  return fc
    .record(all)
    .map((object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)));
}

function mapOf(value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc.array(fc.tuple(names, value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
}

const flag = fc.boolean();
const small = fc.constantFrom(0, 1, 2, 25, 32, 250, 300, 1024, 3200);
const tracks = fc.subarray(['audio', 'video', 'screen']);
const layers = fc.array(
  fc.record({ rid: fc.constantFrom('f', 'h', 'q'), maxBitrate: small, scaleResolutionDownBy: small }),
  { maxLength: 3 },
);
const track = partly({
  bitRate: small,
  codec: fc.constantFrom('vp8', 'opus'),
  width: small,
  height: small,
  frameRate: small,
});
const role = partly({
  priority: fc.constantFrom(1, 2, 5),
  maxPeerCount: fc.constantFrom(-1, 0, 4),
  permissions: partly({ endRoom: flag, mute: flag, hlsStreaming: flag, browserRecording: flag, sendMessage: flag }),
  publishParams: partly({
    allowed: tracks,
    audio: track,
    video: track,
    screen: track,
    simulcast: partly({ video: partly({ layers }), screen: fc.constant({}) }),
    videoSimulcastLayers: partly({ layers }),
  }),
  subscribeParams: partly({
    subscribeToRoles: fc.array(names, { maxLength: 3 }),
    maxSubsBitRate: small,
    subscribeDegradation: partly({ packetLossThreshold: small, degradeGracePeriodSeconds: fc.constant(1) }),
  }),
});
const upload = partly({
  type: fc.constant('s3'),
  location: fc.constantFrom('a', 'b'),
  prefix: fc.constantFrom('', 'p'),
  options: partly({ region: fc.constant('eu') }),
});
const settings = partly({
  region: fc.constantFrom('in', 'us'),
  recording: fc.oneof(fc.constant(null), partly({ upload, enabled: flag })),
  roomState: partly({ messageInterval: fc.constantFrom(5, 10), enabled: flag, sendPeerList: flag }),
});
const sizes = fc.array(fc.record({ width: small, height: small }), { maxLength: 2 });
const destinations = partly({
  hlsDestinations: mapOf(
    partly({
      maxDuration: small,
      layers: sizes,
      playlistType: fc.constantFrom('live', 'event'),
      numPlaylistSegments: fc.constantFrom(3, 5),
      recording: partly({ hlsVod: flag, layers: sizes, thumbnails: partly({ width: small, fps: small }) }),
    }),
  ),
  rtmpDestinations: mapOf(
    partly({ rtmpUrls: fc.subarray(['rtmp://a/b/c', 'rtmp://d/e/f']), recordingEnabled: flag, width: small }),
  ),
  transcriptions: mapOf(
    partly({
      role: names,
      modes: fc.subarray(['live', 'recorded']),
      summary: partly({ enabled: flag, temperature: fc.constantFrom(0.1, 0.5), context: fc.constantFrom('', 'x') }),
    }),
  ),
});
const plugins = partly({
  whiteboard: partly({ permissions: partly({ admin: fc.array(names, { maxLength: 2 }) }) }),
  noiseCancellation: partly({ enabled: flag }),
});
const template = partly({
  name: fc.constant('webinar'),
  roles: mapOf(role),
  settings,
  destinations,
  plugins,
  default: flag,
});

const servers = fc.record({ filling: fc.constantFrom<Filling>('v1', 'v2', 'none'), isTerse: flag });

describe('an update', () => {
  it('leaves nothing to change, sends all that the API must be sent, and does the same when it is done again', () => {
    fc.assert(
      fc.property(template, template, servers, (there, wanted, { filling, isTerse }) => {
        const store = new Store(filling);
        const seen = (id: string) =>
          canonical('template', isTerse ? terse(answerOf(store.find(id))) : answerOf(store.find(id)));
        const { id } = store.create(bodyObject({ ...there, name: 'webinar' }));
        const file = canonical('template', wanted);
        const { meant } = compare('template', file, seen(id));
        const body = bodyObject(JSON.parse(JSON.stringify(toJson({ roles: {}, settings: {}, ...Object(meant) }))));
        store.update(id, body);
        const after = compare('template', file, seen(id));
        expect(after.differences).toEqual([]);
        expect(compare('template', body, seen(id), true).differences).toEqual([]);
        // What a second update would send does not change it any more; what answers leave out cannot be sent.
        if (isTerse) return;
        const before = JSON.stringify(answerOf(store.find(id)).roles);
        store.update(id, bodyObject({ roles: {}, settings: {}, ...Object(after.meant) }));
        expect(JSON.stringify(answerOf(store.find(id)).roles)).toBe(before);
      }),
      { numRuns: 400 },
    );
  });

  it('keeps what a file leaves out at its top', () => {
    fc.assert(
      fc.property(
        template,
        template,
        fc.constantFrom('roles', 'settings', 'destinations', 'plugins'),
        (there, wanted, key) => {
          const store = new Store('v2');
          const { id } = store.create(bodyObject({ ...there, name: 'webinar' }));
          const before = JSON.stringify(Reflect.get(Object(canonical('template', answerOf(store.find(id)))), key));
          const { [key]: _, ...file }: { [name: string]: unknown } = { ...wanted };
          const { meant } = compare(
            'template',
            canonical('template', file),
            canonical('template', answerOf(store.find(id))),
          );
          store.update(id, bodyObject({ roles: {}, settings: {}, ...Object(meant) }));
          expect(JSON.stringify(Reflect.get(Object(canonical('template', answerOf(store.find(id)))), key))).toBe(
            before,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds nothing in what was pulled', () => {
    fc.assert(
      fc.property(template, servers, (there, { filling, isTerse }) => {
        const store = new Store(filling);
        const { id } = store.create(bodyObject({ ...there, name: 'webinar' }));
        const answer = isTerse ? terse(answerOf(store.find(id))) : answerOf(store.find(id));
        const { value } = pulledFrom(id, answer);
        const plain = canonical('template', JSON.parse(JSON.stringify(value)));
        const { differences } = compare('template', plain, canonical('template', answer));
        // Stream keys are variables, which are not filled in here.
        expect(differences.filter(({ pointer }) => !pointer.endsWith('/rtmpUrls'))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
