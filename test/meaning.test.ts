import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Kind, kinds } from '../src/diagnostic.ts';
import { understand } from '../src/index.ts';
import { recognise } from '../src/kind.ts';
import type { Audience } from '../src/model/audiences.ts';
import { type Flow, type Meaning, meaning } from '../src/model/meaning.ts';
import { groupRoles } from '../src/model/twins.ts';
import { readSource } from '../src/read.ts';
import { understand as understandDocument } from '../src/understand.ts';
import { documents, mutations } from './arbitraries.ts';
import { writers } from './writers.ts';

const seed = Number(process.env.SEED ?? 1);
const runs = Number(process.env.RUNS ?? 1);

function understood(value: unknown, kind: Kind = 'template') {
  const [document] = readSource({ path: 'a.json', text: JSON.stringify(value) }).documents;
  if (document === undefined) throw new Error('nothing was read');
  return understandDocument(document, kind);
}

function meaningOf(value: unknown, kind: Kind = 'template'): Meaning {
  const { accepted } = understood(value, kind);
  if (accepted === undefined) throw new Error('nothing was accepted');
  return meaning(accepted.sound);
}

/** The flow from one role to another in a line: its state, and what is on offer. */
function flowOf(model: Meaning, listener: string, speaker: string): string {
  const flow = model.flow(listener, speaker);
  if (flow === undefined) return 'no such role';
  return [flow.state, ...flow.offers.map(offerText)].join(' ');
}

function offerText({ track, bitRate, width, height, layers }: Flow['offers'][number]): string {
  const size = width === undefined ? '' : `${width.value}x${height?.value}`;
  const sizes = layers.map((layer) => `${layer.rid}:${layer.width}x${layer.height}@${layer.maxBitrate ?? '?'}`);
  return [track, `${size}@${bitRate?.value}`, ...sizes].join(' ');
}

const layers = (...scales: number[]) =>
  scales.map((scaleResolutionDownBy, index) => ({
    rid: ['f', 'h', 'q'][index],
    scaleResolutionDownBy,
    maxBitrate: index === 2 ? 0 : 700 / (index + 1),
    maxFramerate: 25,
  }));

const classroom = {
  roles: {
    teacher: {
      publishParams: {
        allowed: ['audio', 'video', 'screen'],
        audio: { bitRate: 64 },
        video: { bitRate: 700, width: 854, height: 480 },
        simulcast: { video: { layers: layers(1, 2, 4) }, screen: {} },
      },
      subscribeParams: { subscribeToRoles: ['student', 'teacher', 'ghost'], maxSubsBitRate: 2000 },
      permissions: { endRoom: true, pollWrite: true, hlsStreaming: false },
      priority: 2,
    },
    student: {
      publishParams: { allowed: ['audio', 'simulcast'], video: { bitRate: 100 } },
      subscribeParams: { subscribeToRoles: ['teacher'] },
    },
    viewer: {
      publishParams: { allowed: [] },
      subscribeParams: { subscribeToRoles: ['viewer', 'teacher', '__internal_recorder'] },
      maxPeerCount: -1,
    },
    empty: {},
  },
};

describe('flow', () => {
  const model = meaningOf(classroom);

  it('carries the tracks that the speaker may publish, with what is on offer', () => {
    expect(flowOf(model, 'student', 'teacher')).toBe(
      'flows audio @64 video 854x480@700 f:854x480@700 h:427x240@350 q:213x120@? screen 1920x1080@1024',
    );
    expect(flowOf(model, 'teacher', 'student')).toBe('flows audio @32');
    expect(flowOf(model, 'teacher', 'teacher')).toMatch(/^flows audio/);
  });

  it('is none without a subscription, silent without tracks, and unknown where one of the two does not say', () => {
    expect(flowOf(model, 'student', 'student')).toBe('none');
    expect(flowOf(model, 'student', 'viewer')).toBe('none');
    expect(flowOf(model, 'viewer', 'viewer')).toBe('silent');
    expect(flowOf(model, 'empty', 'teacher')).toBe('unknown');
    expect(flowOf(model, 'empty', 'viewer')).toBe('silent');
    expect(flowOf(model, 'teacher', 'empty')).toBe('none');
    expect(flowOf(model, 'nobody', 'teacher')).toBe('no such role');
    expect(flowOf(model, 'teacher', 'toString')).toBe('no such role');
  });

  it('has the listener’s budget and degradation, with their origins', () => {
    expect(model.flow('teacher', 'student')?.budget).toEqual({
      value: 2000,
      origin: 'written',
      pointer: '/subscribeParams/maxSubsBitRate',
    });
    const flow = model.flow('student', 'teacher');
    expect(flow?.budget).toMatchObject({ value: 3200, origin: 'observed' });
    expect(flow?.degradation.packetLossThreshold).toEqual({
      value: 25,
      origin: 'observed',
      documented: 50,
      pointer: '/subscribeParams/subscribeDegradation/packetLossThreshold',
    });
    expect(flow?.degradation.recoverGracePeriodSeconds).toMatchObject({ value: 4, origin: 'documented' });
  });

  it('takes the layers from under their old name only where today’s has none', () => {
    const role = (publishParams: object) => ({
      roles: {
        a: {
          publishParams: { allowed: ['screen'], screen: { width: 1000, height: 500 }, ...publishParams },
          subscribeParams: { subscribeToRoles: ['a'] },
        },
      },
    });
    const old = { screenSimulcastLayers: { layers: layers(1, 3) } };
    expect(flowOf(meaningOf(role(old)), 'a', 'a')).toBe('flows screen 1000x500@1024 f:1000x500@700 h:333x166@350');
    const both = meaningOf(role({ ...old, simulcast: { screen: { layers: layers(1) } } }));
    expect(flowOf(both, 'a', 'a')).toBe('flows screen 1000x500@1024 f:1000x500@700');
    expect(both.flow('a', 'a')?.offers[0]?.layers[0]?.pointer).toBe('/publishParams/simulcast/screen/layers/0');
  });
});

describe('roles', () => {
  const model = meaningOf(classroom);

  it('say whom they hear and who hears them', () => {
    expect(model.hears('teacher')).toEqual(['teacher', 'student']);
    expect(model.hears('viewer')).toEqual(['teacher']);
    expect(model.hears('empty')).toBeUndefined();
    expect(model.hears('nobody')).toBeUndefined();
    expect(model.heardBy('teacher')).toEqual(['teacher', 'student', 'viewer']);
    expect(model.heardBy('viewer')).toEqual([]);
    expect(model.role('teacher')?.subscribesInVain).toEqual(['ghost']);
    expect(model.role('viewer')?.subscribesInVain).toEqual([]);
  });

  it('have every permission, defaults marked, and reading polls where they may write them', () => {
    const permissions = model.role('teacher')?.permissions;
    expect(permissions?.get('endRoom')).toEqual({ granted: true, written: true });
    expect(permissions?.get('hlsStreaming')).toEqual({ granted: false, written: true });
    expect(permissions?.get('rtmpStreaming')).toEqual({ granted: true, written: false });
    expect(permissions?.get('pollRead')).toEqual({ granted: true, written: false, includedIn: 'pollWrite' });
    expect(permissions?.has('sendMessage')).toBe(false);
    expect(permissions?.size).toBe(11);
  });

  it('are there by name where the schema rejected them, and without what it rejected of them', () => {
    const { accepted, leftOut } = understood({
      roles: {
        broken: 5,
        half: {
          publishParams: { allowed: ['audio', 'vidio'], video: { bitRate: 9999 }, audio: null },
          subscribeParams: { subscribeToRoles: ['half', 7, 'broken'] },
          permissions: { endRoom: 'yes' },
          priority: '1',
        },
      },
    });
    if (accepted === undefined) throw new Error('nothing was accepted');
    const model = meaning(accepted.sound);
    expect(model.roles.map(({ name, isSound }) => [name, isSound])).toEqual([
      ['broken', false],
      ['half', true],
    ]);
    expect(flowOf(model, 'half', 'half')).toBe('flows audio @undefined');
    expect(flowOf(model, 'half', 'broken')).toBe('unknown');
    expect(flowOf(model, 'broken', 'half')).toBe('unknown');
    const half = model.role('half');
    expect(half?.offers.get('video')?.bitRate).toBeUndefined();
    expect(half?.permissions.get('endRoom')).toBeUndefined();
    expect(half?.permissions.get('mute')).toEqual({ granted: false, written: false });
    expect(half).not.toHaveProperty('priority');
    expect(leftOut.map(({ pointer }) => pointer).sort()).toEqual([
      '/roles/broken',
      '/roles/half/permissions/endRoom',
      '/roles/half/priority',
      '/roles/half/publishParams/allowed/1',
      '/roles/half/publishParams/audio',
      '/roles/half/publishParams/video/bitRate',
      '/roles/half/subscribeParams/subscribeToRoles/1',
    ]);
  });

  it('are left out with all that no schema knows, and what lacks something is named', () => {
    const { leftOut } = understood({
      roles: { a: { publishParams: { video: { bitrate: 300 } } } },
      destinations: { transcriptions: { notes: { name: 'notes' } } },
      extra: 1,
    });
    expect(leftOut.map(({ rule, pointer }) => `${rule} ${pointer}`).sort()).toEqual([
      'schema/required /destinations/transcriptions/notes',
      'schema/unknown-property /extra',
      'schema/unknown-property /roles/a/publishParams/video/bitrate',
    ]);
    // A list that is too long is a list all the same.
    expect(
      understood(
        [
          { name: 'a', role: 'b' },
          { name: 'c', role: 'd' },
        ],
        'recordings',
      ).leftOut,
    ).toEqual([]);
  });

  it('may have any name', () => {
    const model = meaningOf(
      JSON.parse(
        `{"roles": {
          "__proto__": {"publishParams": {"allowed": ["audio"]}, "subscribeParams": {"subscribeToRoles": ["toString", "__proto__"]}},
          "toString": {"publishParams": {"allowed": ["audio"]}, "subscribeParams": {"subscribeToRoles": ["constructor"]}},
          "a/b~": {}
        }}`,
      ),
    );
    expect(model.roles.map(({ pointer }) => pointer)).toEqual(['/roles/__proto__', '/roles/toString', '/roles/a~1b~0']);
    expect(model.hears('__proto__')).toEqual(['__proto__', 'toString']);
    expect(model.heardBy('toString')).toEqual(['__proto__']);
    expect(model.role('toString')?.subscribesInVain).toEqual(['constructor']);
    expect(model.role('hasOwnProperty')).toBeUndefined();
  });

  it('are the document where that is one role', () => {
    const [role, ...others] = meaningOf(
      { name: 'host', subscribeParams: { subscribeToRoles: ['guest'] } },
      'role',
    ).roles;
    expect(others).toEqual([]);
    expect(role).toMatchObject({ name: 'host', pointer: '', subscribesInVain: [] });
    expect([...(role?.subscribesTo ?? [])]).toEqual(['guest']);
    expect(meaningOf({ priority: 1 }, 'role').roles[0]?.name).toBe('');
  });
});

describe('audiences', () => {
  const model = meaningOf({
    ...classroom,
    destinations: {
      browserRecordings: { all: { name: 'all', role: 'teacher', autoStart: true } },
      rtmpDestinations: { 'a/b': { name: 'a/b', recordingEnabled: true }, plain: { name: 'plain' } },
      hlsDestinations: {
        main: { name: 'main', role: '__internal_recorder', recording: {} },
        bare: { name: 'bare' },
        typo: { name: 'typo', role: 'techer' },
      },
      transcriptions: { notes: { name: 'notes', role: 'viewer' }, none: { name: 'none', role: 'empty' } },
    },
  });
  const [recording, both, plain, main, bare, typo, notes, none] = model.audiences;
  const said = (audience: Audience | undefined) =>
    audience === undefined
      ? undefined
      : [audience.of, audience.role?.is, model.takenIn(audience), model.startersOf(audience)];

  it('hear what their role hears, where it is one of the template', () => {
    expect(said(recording)).toEqual([
      'browser recording',
      'listed',
      ['teacher', 'student'],
      ['teacher', 'student', 'viewer', 'empty'],
    ]);
    expect(said(notes)).toEqual(['transcription', 'listed', ['teacher'], undefined]);
    expect(said(none)).toEqual(['transcription', 'listed', undefined, undefined]);
    expect(said(main)).toEqual(['HLS stream', 'platform', undefined, ['student', 'viewer', 'empty']]);
    expect(said(typo)?.slice(0, 3)).toEqual(['HLS stream', 'missing', undefined]);
    expect(said(bare)?.slice(0, 3)).toEqual(['HLS stream', undefined, undefined]);
    expect(recording).toMatchObject({
      name: 'all',
      startsItself: true,
      pointer: '/destinations/browserRecordings/all',
    });
    expect(main?.isRecorded).toBe(true);
  });

  it('are started by who has all that it needs', () => {
    expect(both).toMatchObject({
      of: 'RTMP stream',
      pointer: '/destinations/rtmpDestinations/a~1b',
      needs: ['rtmpStreaming', 'browserRecording'],
    });
    expect(plain?.needs).toEqual(['rtmpStreaming']);
    const onlyOne = meaningOf({
      roles: { a: { permissions: { browserRecording: false } }, b: {} },
      destinations: { rtmpDestinations: { both: { name: 'both', recordingEnabled: true } } },
    });
    expect(onlyOne.audiences.map((audience) => onlyOne.startersOf(audience))).toEqual([['b']]);
  });

  it('of an HLS stream record it unless the ways of recording are switched off', () => {
    const isRecorded = (recording?: object) =>
      meaningOf({ destinations: { hlsDestinations: { h: { name: 'h', ...(recording && { recording }) } } } })
        .audiences[0]?.isRecorded;
    expect(isRecorded()).toBe(false);
    expect(isRecorded({})).toBe(true);
    expect(isRecorded({ hlsVod: false })).toBe(false);
    expect(isRecorded({ hlsVod: false, singleFilePerLayer: false })).toBe(false);
    expect(isRecorded({ hlsVod: false, singleFilePerLayer: true })).toBe(true);
    expect(isRecorded({ hlsVod: 'yes' })).toBe(true);
  });

  it('of a transcription take in only those who can be heard', () => {
    const model = meaningOf({
      roles: {
        camera: { publishParams: { allowed: ['video'] } },
        host: { publishParams: { allowed: ['audio', 'video'] } },
        ear: { subscribeParams: { subscribeToRoles: ['camera', 'host'] } },
      },
      destinations: {
        browserRecordings: { r: { name: 'r', role: 'ear' } },
        transcriptions: { t: { name: 't', role: 'ear' } },
      },
    });
    expect(model.audiences.map((audience) => model.takenIn(audience))).toEqual([['camera', 'host'], ['host']]);
  });

  it('stand in documents without roles too', () => {
    const destinations = meaningOf({ hlsDestinations: { a: { name: 'a', role: 'host' } } }, 'destinations');
    expect(destinations.audiences[0]).toMatchObject({ pointer: '/hlsDestinations/a', role: { is: 'elsewhere' } });
    const recordings = meaningOf([{ name: 'x', role: 'host' }], 'recordings');
    expect(recordings.audiences[0]).toMatchObject({ of: 'recording', name: 'x', pointer: '/0' });
  });
});

describe('groups', () => {
  const groupsOf = (value: unknown) =>
    groupRoles(meaningOf(value)).groups.map((group) => group.map(({ name }) => name));
  const role = (...subscribeToRoles: string[]) => ({
    publishParams: { allowed: ['audio'] },
    subscribeParams: { subscribeToRoles },
  });

  it('hold rooms that hear themselves and a stage, and nothing of each other', () => {
    const roles = { stage: role(), a: role('stage', 'a'), b: role('b', 'stage'), c: role('stage', 'c') };
    expect(groupsOf({ roles })).toEqual([['stage'], ['a', 'b', 'c']]);
    expect(groupRoles(meaningOf({ roles })).groupOf('c')?.[0].name).toBe('a');
    expect(groupRoles(meaningOf({ roles })).groupOf('d')).toBeUndefined();
  });

  it('hold roles that all hear each other, whether or not they hear themselves', () => {
    expect(groupsOf({ roles: { a: role('b', 'c'), b: role('a', 'c'), c: role('b', 'a') } })).toEqual([['a', 'b', 'c']]);
    expect(groupsOf({ roles: { a: role('a', 'b'), b: role('a', 'b') } })).toEqual([['a', 'b']]);
    expect(groupsOf({ roles: { a: role('a', 'b'), b: role('a') } })).toEqual([['a'], ['b']]);
  });

  it('keep roles apart that differ in anything that can be told', () => {
    const same = role('a');
    expect(groupsOf({ roles: { a: role(), b: same, c: same } })).toEqual([['a'], ['b', 'c']]);
    for (const other of [
      { ...same, priority: 2 },
      { ...same, permissions: { endRoom: true } },
      { ...same, permissions: { endRoom: false } },
      { ...same, publishParams: { allowed: ['audio'], audio: { bitRate: 20 } } },
      { ...same, publishParams: { allowed: [] } },
      { ...same, subscribeParams: { subscribeToRoles: ['a', 'ghost'] } },
      { ...same, subscribeParams: { ...same.subscribeParams, maxSubsBitRate: 100 } },
      { publishParams: same.publishParams },
    ]) {
      expect(groupsOf({ roles: { a: role(), b: same, c: other } })).toEqual([['a'], ['b'], ['c']]);
    }
    // What may not be published makes no difference.
    const quiet = { ...same, publishParams: { allowed: ['audio'], video: { bitRate: 99 } } };
    expect(groupsOf({ roles: { a: role(), b: same, c: quiet } })).toEqual([['a'], ['b', 'c']]);
  });

  it('are few where thousands of roles are alike', () => {
    const names = Array.from({ length: 3000 }, (_, index) => `room-${index}`);
    const roles = { stage: role('stage'), ...Object.fromEntries(names.map((name) => [name, role('stage', name)])) };
    expect(groupsOf({ roles }).map(({ length }) => length)).toEqual([1, 3000]);
  });
});

describe('every document', () => {
  const models = fc.tuple(documents, fc.constantFrom<(Kind | undefined)[]>(undefined, undefined, ...kinds));

  it('has a meaning that agrees with itself', () => {
    fc.assert(
      fc.property(models, ([value, given]) => {
        const { accepted, leftOut, findings } = understood(value, given ?? recognise(value)?.kind ?? 'template');
        for (const finding of leftOut) expect(findings).toContain(finding);
        if (accepted === undefined) return;
        const model = meaning(accepted.sound);
        const names = model.roles.map(({ name }) => name);
        for (const listener of names) {
          const hears = names.filter((speaker) => model.flow(listener, speaker)?.state === 'flows');
          expect(model.hears(listener) ?? []).toEqual(hears);
          const heardBy = names.filter((other) => model.flow(other, listener)?.state === 'flows');
          expect([...model.heardBy(listener)].sort()).toEqual(heardBy.sort());
        }
        for (const audience of model.audiences) {
          model.takenIn(audience);
          model.startersOf(audience);
        }
      }),
      { seed, numRuns: 600 * runs },
    );
  });

  it('is understood however its text is damaged', () => {
    const texts = fc
      .tuple(documents, fc.constantFrom(...Object.values(writers)), fc.array(mutations, { maxLength: 3 }))
      .map(([value, [path, write], changes]) => ({
        path,
        text: changes.reduce((text, change) => change(text), write(value)),
      }));
    fc.assert(
      fc.property(texts, (source) => {
        for (const { meaning, effective, leftOut } of understand(source)) {
          for (const { name } of meaning.roles) meaning.heardBy(name);
          expect(groupRoles(meaning).groups.flat()).toHaveLength(meaning.roles.length);
          expect(effective.filled.has('')).toBe(false);
          for (const { message } of leftOut) expect(message).not.toBe('');
        }
      }),
      { seed, numRuns: 300 * runs },
    );
  });

  it('has groups whose members can change places', () => {
    fc.assert(
      fc.property(subscriptions, (lists) => {
        const names = [...lists.keys()].map((index) => `r${index}`);
        const roles = Object.fromEntries(
          lists.map((list, index) => [
            names[index],
            {
              publishParams: { allowed: ['audio'] },
              subscribeParams: { subscribeToRoles: list.map((to) => `r${to}`) },
            },
          ]),
        );
        const model = meaningOf({ roles });
        const hears = (listener: string, speaker: string) => model.flow(listener, speaker)?.state;
        const { groups, groupOf } = groupRoles(model);
        expect(
          groups
            .flat()
            .map(({ name }) => name)
            .sort(),
        ).toEqual([...names].sort());
        for (const a of names) {
          for (const b of names) {
            const swapped = (name: string) => (name === a ? b : name === b ? a : name);
            const isTwin = names.every((x) => names.every((y) => hears(x, y) === hears(swapped(x), swapped(y))));
            expect(groupOf(a) === groupOf(b), `${a} and ${b}`).toBe(isTwin);
          }
        }
      }),
      { seed, numRuns: 400 * runs },
    );
  });
});

/** For each role, those that it subscribes to: few enough that many are alike. */
const subscriptions = fc
  .integer({ min: 1, max: 5 })
  .chain((count) =>
    fc.array(fc.uniqueArray(fc.nat(count - 1), { maxLength: count }), { minLength: count, maxLength: count }),
  );
