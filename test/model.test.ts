import { describe, expect, it } from 'vitest';
import type { Role, Template } from '../schemas/generated/types.ts';
import { fieldAt } from '../src/fields.ts';
import { hearing } from '../src/model/hearing.ts';
import { inWords } from '../src/model/names.ts';
import { grantedByDefault, permission, permissionNames } from '../src/model/permissions.ts';
import { lowestVideoBitrate, publishedTracks } from '../src/model/tracks.ts';
import { type Sound, trap } from '../src/sound.ts';

function soundOf(template: Template): Sound {
  return { kind: 'template', root: template, template, texts: () => [] };
}

describe('permission', () => {
  it('is what the role says, else the documented default', () => {
    expect(permission({ permissions: { endRoom: true } }, 'endRoom')).toEqual({ granted: true, written: true });
    expect(permission({ permissions: {} }, 'pollWrite')).toEqual({ granted: false, written: false });
    expect(permission({}, 'hlsStreaming')).toEqual({ granted: true, written: false });
  });

  it('has the defaults that the schema documents, in its order', () => {
    expect(permissionNames).toEqual(fieldAt('role', '/permissions')?.names);
    for (const name of permissionNames) {
      expect(permission({}, name)?.granted, name).toBe(fieldAt('role', `/permissions/${name}`)?.default);
    }
    expect(grantedByDefault({ permissions: { rtmpStreaming: true, pollWrite: true } })).toEqual([
      'browserRecording',
      'hlsStreaming',
    ]);
  });

  it('is unknown where it was rejected, and for what has no documented default', () => {
    const role: Role = { permissions: {} };
    trap(role, 'permissions', false);
    expect(permission(role, 'endRoom')).toBeUndefined();
    expect(permission({}, 'sendMessage')).toBeUndefined();
    expect(permission({ permissions: { sendMessage: false } }, 'sendMessage')).toEqual({
      granted: false,
      written: true,
    });
  });
});

describe('publishedTracks', () => {
  it('is what is allowed, and unknown where that is left out or rejected', () => {
    expect(publishedTracks({ publishParams: { allowed: ['audio', 'audio'] } })).toEqual(new Set(['audio']));
    expect(publishedTracks({ publishParams: { allowed: [] } })).toEqual(new Set());
    expect(publishedTracks({ publishParams: {} })).toBeUndefined();
    expect(publishedTracks({})).toBeUndefined();
    const allowed: ('audio' | 'video')[] = ['audio', 'video'];
    trap(allowed, '1', false);
    expect(publishedTracks({ publishParams: { allowed } })).toBeUndefined();
  });
});

describe('lowestVideoBitrate', () => {
  const layers = [
    { rid: 'f' as const, scaleResolutionDownBy: 1, maxFramerate: 25, maxBitrate: 700 },
    { rid: 'h' as const, scaleResolutionDownBy: 2, maxFramerate: 25, maxBitrate: 150 },
    { rid: 'q' as const, scaleResolutionDownBy: 4, maxFramerate: 25 },
  ];

  it('is the lowest that a layer states, else that of the video, with its place', () => {
    const video = { bitRate: 300 };
    expect(lowestVideoBitrate({ publishParams: { video, simulcast: { video: { layers } } } })).toEqual({
      kbps: 150,
      object: layers[1],
      step: 'maxBitrate',
      part: 'value',
    });
    const old = { video, simulcast: { video: {} }, videoSimulcastLayers: { layers } };
    expect(lowestVideoBitrate({ publishParams: old })?.kbps).toBe(150);
    expect(lowestVideoBitrate({ publishParams: { video } })).toMatchObject({ kbps: 300, object: video });
    expect(lowestVideoBitrate({ publishParams: { video: {} } })).toBeUndefined();
    expect(lowestVideoBitrate({})).toBeUndefined();
  });

  it('is unknown where a lower one may have been rejected', () => {
    const [full, half] = layers;
    if (full === undefined || half === undefined) throw new Error('no layers');
    const broken = { ...half };
    trap(broken, 'maxBitrate', false);
    const role: Role = { publishParams: { simulcast: { video: { layers: [full, broken] } } } };
    expect(lowestVideoBitrate(role)).toBeUndefined();
  });
});

describe('hearing', () => {
  it('lists the subscribers of each role, whatever its name is', () => {
    const roles: { [name: string]: Role } = JSON.parse(
      '{"__proto__": {"subscribeParams": {"subscribeToRoles": ["toString", "ghost"]}}, "toString": {}}',
    );
    const sound = soundOf({ roles });
    const heard = hearing(sound);
    expect(heard?.subscribers).toEqual(
      new Map([
        ['__proto__', new Set()],
        ['toString', new Set(['__proto__'])],
      ]),
    );
    expect(heard?.unknown).toEqual(new Set(['toString']));
    expect(hearing(sound)).toBe(heard);
  });

  it('is unknown where a role or an entry was rejected, and undefined without roles', () => {
    const list = ['a', 'b'];
    trap(list, '1', false);
    const roles: { [name: string]: Role } = { a: { subscribeParams: { subscribeToRoles: list } }, b: {} };
    trap(roles, 'b', false);
    expect(hearing(soundOf({ roles }))?.unknown).toEqual(new Set(['a', 'b']));
    expect(hearing(soundOf({}))).toBeUndefined();
  });
});

describe('inWords', () => {
  it('reads as a sentence does', () => {
    expect(inWords(['a'])).toBe('`a`');
    expect(inWords(['a', 'b', 'c'])).toBe('`a`, `b` and `c`');
    expect(inWords(Array.from('abcdefg'))).toBe('`a`, `b`, `c`, `d`, `e`, `f` and `g`');
    expect(inWords(Array.from('abcdefghi'))).toBe('`a`, `b`, `c`, `d`, `e`, `f` and 3 more');
    expect(inWords([])).toBe('none');
  });
});
