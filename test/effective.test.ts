import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { type Kind, kinds } from '../src/diagnostic.ts';
import type { Document } from '../src/document.ts';
import { effectiveYaml } from '../src/formats/effective.ts';
import { rules } from '../src/index.ts';
import { recognise } from '../src/kind.ts';
import { lintFiles } from '../src/lint.ts';
import { type Default, defaultAt, effective } from '../src/model/effective.ts';
import { pointerTo, steps } from '../src/pointer.ts';
import { readSource } from '../src/read.ts';
import { masked } from '../src/secrets.ts';
import { understand } from '../src/understand.ts';
import { documents } from './arbitraries.ts';

const seed = Number(process.env.SEED ?? 1);
const runs = Number(process.env.RUNS ?? 1);

/** A document of each kind, and the kind that its content tells. */
const anyDocument = fc.tuple(documents, fc.constantFrom<(Kind | undefined)[]>(undefined, undefined, ...kinds));

function kindOf(value: unknown, kind: Kind | undefined): Kind {
  return kind ?? recognise(value)?.kind ?? 'template';
}

function documentOf(text: string, path = 'a.json'): Document {
  const [document] = readSource({ path, text }).documents;
  if (document === undefined) throw new Error('nothing was read');
  return document;
}

function at(value: unknown, pointer: string): unknown {
  let found = value;
  for (const step of steps(pointer)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = Reflect.get(found, step);
  }
  return found;
}

/** What is filled in, in words. */
function filledIn(kind: Kind, value: unknown): { [pointer: string]: string } {
  const said = ({ value, origin, documented, isUnanswered }: Default) =>
    `${value} ${origin}${documented === undefined ? '' : `, not ${documented}`}${isUnanswered ? ', unanswered' : ''}`;
  return Object.fromEntries(Array.from(effective(kind, value).filled, ([pointer, found]) => [pointer, said(found)]));
}

describe('effective', () => {
  it('fills in all that is known of a role that says nothing', () => {
    const found = effective('template', { roles: { host: {} } });
    expect(found.value).toEqual({
      roles: {
        host: {
          publishParams: {
            audio: { bitRate: 32, codec: 'opus' },
            video: { bitRate: 300, codec: 'vp8', frameRate: 30, height: 360, width: 480 },
            screen: { bitRate: 1024, codec: 'vp8', frameRate: 10, height: 1080, width: 1920 },
          },
          subscribeParams: {
            maxSubsBitRate: 3200,
            subscribeDegradation: {
              packetLossThreshold: 25,
              degradeGracePeriodSeconds: 1,
              recoverGracePeriodSeconds: 4,
            },
          },
          permissions: {
            endRoom: false,
            removeOthers: false,
            mute: false,
            unmute: false,
            changeRole: false,
            sendRoomState: false,
            pollRead: false,
            pollWrite: false,
            browserRecording: true,
            rtmpStreaming: true,
            hlsStreaming: true,
          },
          priority: 1,
          maxPeerCount: 0,
        },
      },
    });
    expect([...found.created]).toEqual(
      ['', '/audio', '/video', '/screen']
        .map((place) => `/roles/host/publishParams${place}`)
        .concat(
          '/roles/host/subscribeParams',
          '/roles/host/subscribeParams/subscribeDegradation',
          '/roles/host/permissions',
        ),
    );
  });

  it('takes what was observed over what is documented, and says both', () => {
    expect(filledIn('role', { publishParams: { video: { bitRate: 64, width: 100, height: 100 } } })).toMatchObject({
      '/publishParams/video/frameRate': '30 observed, not 25',
      '/publishParams/video/codec': 'vp8 documented',
      '/publishParams/screen/bitRate': '1024 documented, unanswered',
      '/publishParams/screen/width': '1920 observed, not 1280',
      '/subscribeParams/maxSubsBitRate': '3200 observed',
      '/subscribeParams/subscribeDegradation/packetLossThreshold': '25 observed, not 50',
      '/priority': '1 observed',
      '/maxPeerCount': '0 documented',
    });
  });

  it('fills in settings and destinations only where they stand, and only what can be meant', () => {
    expect(filledIn('template', { name: 'a' })).toEqual({});
    expect(filledIn('settings', { roomState: {} })).toEqual({
      '/roomState/messageInterval': '0 observed',
      '/recording': 'null observed',
    });
    expect(filledIn('settings', { roomState: { enabled: true }, recording: null })).toEqual({});
    expect(filledIn('settings', { subscribeDegradation: {}, recording: {} })).toEqual({});
    expect(filledIn('destinations', { hlsDestinations: {}, transcriptions: {} })).toEqual({});
    expect(
      filledIn('template', {
        destinations: {
          hlsDestinations: { a: { name: 'a', playlistType: 'event' }, 'b/~': { name: 'b', recording: {} } },
          transcriptions: { c: { name: 'c', role: 'd', summary: {} } },
        },
      }),
    ).toEqual({
      '/destinations/hlsDestinations/b~1~0/numPlaylistSegments': '5 documented',
      '/destinations/hlsDestinations/b~1~0/recording/enableZipUpload': 'false documented',
      '/destinations/transcriptions/c/summary/temperature': '0.5 documented',
    });
    const layers = [{ rid: 'f', scaleResolutionDownBy: 1, maxFramerate: 25 }];
    expect(filledIn('role', { publishParams: { simulcast: { video: { layers } } } })).toMatchObject({
      '/publishParams/simulcast/video/layers/0/maxBitrate': '0 documented',
    });
  });

  it('leaves alone what has another type than it should', () => {
    for (const value of [null, 5, 'x', [], [{}], { roles: [] }, { roles: { a: [], b: null, c: 3 } }]) {
      expect(effective('template', value)).toMatchObject({ value, filled: new Map() });
    }
    expect(effective('recordings', [{ name: 'a' }]).value).toEqual([{ name: 'a' }]);
  });

  it('takes any name for a name', () => {
    const value = JSON.parse('{"roles": {"__proto__": {"priority": 2}, "toString": {}, "": {}, "a/b~": {}}}');
    const { value: filled, filled: places } = effective('template', value);
    expect(Object.keys(at(filled, '/roles') ?? {})).toEqual(['__proto__', 'toString', '', 'a/b~']);
    expect(at(filled, '/roles/__proto__')).toMatchObject({ priority: 2, maxPeerCount: 0 });
    for (const pointer of ['/roles/toString/priority', '/roles//priority', '/roles/a~1b~0/priority']) {
      expect(places.get(pointer)?.value).toBe(1);
    }
  });

  it('says what stands at one place', () => {
    expect(defaultAt('template', '/roles/x/publishParams/video/bitRate')).toEqual({
      value: 300,
      origin: 'observed',
      documented: 256,
      isUnanswered: false,
    });
    expect(defaultAt('template', '/roles/x/publishParams/allowed')).toBeUndefined();
    expect(defaultAt('template', '/nothing')).toBeUndefined();
  });
});

describe('the YAML of it', () => {
  it('is the same to another reader of YAML, and obeys no terminal, whatever names and texts there are', () => {
    const texts = [
      '',
      '~',
      'no',
      '1e3',
      '0x1',
      '2001-01-01',
      '=',
      '- x',
      'a: b',
      'a #b',
      '<<',
      '*a',
      '&a',
      '!t',
      '%a',
      '@',
      '`',
    ];
    texts.push(
      '\u001b[31m',
      '\u202eabc',
      '\u{e0041}',
      '\u2028',
      '\u0085',
      'a\nb',
      '\ud800',
      '😀',
      '---',
      '...',
      "'",
      '"',
      '?',
      'x'.repeat(5000),
    );
    const value = {
      roles: Object.fromEntries(texts.map((name) => [name, { name }])),
      'x-mine': [texts, [[], {}], -0, 1e21, true, null, [['a'], { b: [{ c: 1 }] }]],
    };
    const found = effective('template', value);
    const text = effectiveYaml([{ ...found, needsKind: false, refused: new Map(), locate: () => undefined }]);
    expect(text).toMatch(/^[\n\x20-\x7e\u00a1-\u2027\u202f-\u{dffff}]*$/u);
    const document = parseDocument(text);
    expect([document.errors, document.warnings]).toEqual([[], []]);
    expect(document.toJS()).toEqual(found.value);
  });

  it('has the numbers that JSON has not', () => {
    const value = { 'x-mine': [Infinity, -Infinity, Number.NaN] };
    const found = effective('template', value);
    expect(effectiveYaml([{ ...found, needsKind: false, refused: new Map(), locate: () => undefined }])).toBe(
      'x-mine:\n  - .inf\n  - -.inf\n  - .nan\n',
    );
  });
});

describe('every document', () => {
  it('keeps what is written, in its order, with all that is filled in behind it', () => {
    fc.assert(
      fc.property(anyDocument, ([value, given]) => {
        const found = effective(kindOf(value, given), value);
        expectKept(value, found.value);
        for (const [pointer, { value: standing }] of found.filled) {
          expect(at(value, pointer)).toBeUndefined();
          expect(at(found.value, pointer)).toBe(standing);
        }
        for (const pointer of found.created) expect(at(value, pointer)).toBeUndefined();
      }),
      { seed, numRuns: 600 * runs },
    );
  });

  it('has nothing filled in twice', () => {
    fc.assert(
      fc.property(anyDocument, ([value, given]) => {
        const kind = kindOf(value, given);
        const once = effective(kind, value);
        const twice = effective(kind, once.value);
        expect(twice.filled.size + twice.created.size).toBe(0);
        expect(JSON.stringify(twice.value)).toBe(JSON.stringify(once.value));
      }),
      { seed, numRuns: 600 * runs },
    );
  });

  it('is accepted by the schema as far as it was before', () => {
    fc.assert(
      fc.property(anyDocument, ([value, given]) => {
        const kind = kindOf(value, given);
        const found = (shown: unknown) =>
          understand(documentOf(JSON.stringify(shown)), kind).findings.map(({ rule, pointer }) => `${rule} ${pointer}`);
        expect(found(effective(kind, value).value).sort()).toEqual(found(value).sort());
      }),
      { seed, numRuns: 400 * runs },
    );
  });

  it('is printed as YAML that reads as the same value, and in which lint finds no new error', () => {
    fc.assert(
      fc.property(anyDocument, ([value, given]) => {
        const kind = kindOf(value, given);
        const found = effective(kind, value);
        const text = effectiveYaml([
          {
            ...found,
            value: masked(found.value),
            needsKind: recognise(found.value)?.kind !== kind,
            refused: new Map(),
            locate: () => undefined,
          },
        ]);
        expect(text).toMatch(/^[\n\x20-\x7e\u00a1-\u{10ffff}]*$/u);
        const again = documentOf(text, 'a.yaml');
        expect(again.problems).toEqual([]);
        expect(JSON.stringify(again.value)).toBe(JSON.stringify(masked(found.value)));
        const before = errorsIn('a.json', JSON.stringify(value), kind);
        // Its kind is told by the content, or by the comment.
        const after = errorsIn('a.yaml', text, undefined);
        expect(after.filter((error) => !before.includes(error))).toEqual([]);
      }),
      { seed, numRuns: 300 * runs },
    );
  });
});

function errorsIn(path: string, text: string, kind: Kind | undefined): readonly string[] {
  const options = { leavesFixesUnproved: true, ...(kind !== undefined && { kind }) };
  const [file] = lintFiles([readSource({ path, text })], rules, options).files;
  return (file?.diagnostics ?? [])
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, pointer }) => `${rule} ${pointer}`);
}

/** Fails unless a value holds another, with more only behind what that holds. */
function expectKept(before: unknown, after: unknown, path: readonly string[] = []): void {
  if (typeof before !== 'object' || before === null) {
    expect(after, pointerTo(path)).toBe(before);
    return;
  }
  if (typeof after !== 'object' || after === null) throw new Error(`${pointerTo(path)} is gone`);
  expect(Array.isArray(after)).toBe(Array.isArray(before));
  const names = Object.keys(before);
  expect(Object.keys(after).slice(0, names.length), pointerTo(path)).toEqual(names);
  for (const name of names) expectKept(Reflect.get(before, name), Reflect.get(after, name), [...path, name]);
}
