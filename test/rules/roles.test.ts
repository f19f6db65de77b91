import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import deprecatedProperty from '../../rules/deprecated-property.ts';
import duplicateEntry from '../../rules/duplicate-entry.ts';
import implicitPermission from '../../rules/implicit-permission.ts';
import missingTemplateName from '../../rules/missing-template-name.ts';
import nameMismatch from '../../rules/name-mismatch.ts';
import nobodyCanJoin from '../../rules/nobody-can-join.ts';
import readOnlyProperty from '../../rules/read-only-property.ts';
import roomStateAudience from '../../rules/room-state-audience.ts';
import simulcastLayers from '../../rules/simulcast-layers.ts';
import streamingPermissionPair from '../../rules/streaming-permission-pair.ts';
import subscribeBitrate from '../../rules/subscribe-bitrate.ts';
import unheardRole from '../../rules/unheard-role.ts';
import unknownRole from '../../rules/unknown-role.ts';
import unusedSimulcast from '../../rules/unused-simulcast.ts';
import whiteboardRoles from '../../rules/whiteboard-roles.ts';
import type { Role, SimulcastLayer, Template } from '../../schemas/generated/types.ts';
import type { AnyRule, Place, Problem } from '../../src/rule.ts';
import { Rejected, type Sound, trap } from '../../src/sound.ts';

const all = [
  deprecatedProperty,
  duplicateEntry,
  implicitPermission,
  missingTemplateName,
  nameMismatch,
  nobodyCanJoin,
  readOnlyProperty,
  roomStateAudience,
  simulcastLayers,
  streamingPermissionPair,
  subscribeBitrate,
  unheardRole,
  unknownRole,
  unusedSimulcast,
  whiteboardRoles,
];

function soundOf(template: Template): Sound {
  const { settings, destinations, plugins } = template;
  return {
    kind: 'template',
    root: template,
    template,
    ...(settings && { settings }),
    ...(destinations && { destinations }),
    ...(plugins && { plugins }),
    texts: () => [],
  };
}

function problemsOf(rule: AnyRule, sound: Sound): Problem[] {
  const problems: Problem[] = [];
  const failure = (error: unknown) => {
    if (!(error instanceof Rejected)) throw error;
  };
  rule.search(sound, { problem: (problem) => problems.push(problem), failure });
  return problems;
}

/** The pointer of a place in a document; the place of a key ends in `~key`. */
function pointerOf({ object, step, part }: Place, root: object): string {
  const path = pathOf(object, root);
  if (path === undefined) throw new Error('the place is not in the document');
  const steps = step === undefined ? path : [...path, String(step)];
  return steps.map((name) => `/${name}`).join('') + (part === 'key' ? ' ~key' : '');
}

function pathOf(wanted: object, within: object): string[] | undefined {
  if (wanted === within) return [];
  for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(within))) {
    const path = property.value instanceof Object ? pathOf(wanted, property.value) : undefined;
    if (path !== undefined) return [name, ...path];
  }
  return undefined;
}

function found(rule: AnyRule, template: Template): string[] {
  return problemsOf(rule, soundOf(template)).map(({ at }) => pointerOf(at, template));
}

function only(rule: AnyRule, template: Template): Problem {
  const problems = problemsOf(rule, soundOf(template));
  expect(problems).toHaveLength(1);
  const [problem] = problems;
  if (problem === undefined) throw new Error('nothing found');
  return problem;
}

function related(problem: Problem, template: Template): string[] {
  return (problem.related ?? []).map(({ at }) => pointerOf(at, template));
}

/** Makes a property what the schema rejected: reading it throws, its name stays. */
function reject<T extends object>(object: T, name: keyof T & (string | number)): void {
  trap(object, String(name), false);
}

describe.each(all.map((rule) => ({ rule, id: rule.id })))('$id', ({ rule }) => {
  const bad: Template = parse(rule.examples.bad);
  const good: Template = parse(rule.examples.good);

  it('finds something in its bad example, and neither it nor another rule does in the good one', () => {
    expect(found(rule, bad)).not.toEqual([]);
    for (const any of all) {
      expect([any.id, found(any, good)]).toEqual([any.id, []]);
      if (any !== rule) expect([any.id, found(any, bad)]).toEqual([any.id, []]);
    }
  });

  it('promises what its fixes keep', () => {
    const fixes = problemsOf(rule, soundOf(bad)).flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
    expect(fixes.length > 0).toBe(rule.fixable !== undefined);
    if (rule.fixable === 'safe') expect(fixes.every(({ safe }) => safe)).toBe(true);
  });

  it('is silent about a document of which nothing was accepted', () => {
    expect(problemsOf(rule, { kind: 'template', root: {}, texts: () => [] })).toEqual([]);
    const template: Template = { name: 'standup', roles: {}, settings: {}, destinations: {}, plugins: {} };
    const sound = soundOf(template);
    for (const name of ['roles', 'settings', 'destinations', 'plugins'] as const) reject(template, name);
    expect(problemsOf(rule, sound)).toEqual([]);
  });
});

describe('unknown-role', () => {
  const roles = { host: {}, guest: {}, 'co-host': {} };

  it('marks the entry, the role and the key', () => {
    expect(
      found(unknownRole, {
        roles: { host: { subscribeParams: { subscribeToRoles: ['ghost', 'host', 'toString', '__proto__'] } } },
        destinations: {
          hlsDestinations: { main: { name: 'main', role: 'recorder' } },
          transcriptions: { notes: { name: 'notes', role: 'host', translation: { roleLanguages: { nobody: 'hi' } } } },
        },
        plugins: { whiteboard: { permissions: { admin: ['host', 'boss'] } } },
      }),
    ).toEqual([
      '/roles/host/subscribeParams/subscribeToRoles/0',
      '/roles/host/subscribeParams/subscribeToRoles/2',
      '/roles/host/subscribeParams/subscribeToRoles/3',
      '/destinations/hlsDestinations/main/role',
      '/destinations/transcriptions/notes/translation/roleLanguages/nobody ~key',
      '/plugins/whiteboard/permissions/admin/1',
    ]);
  });

  it('says which roles there are, at most seven', () => {
    const one = only(unknownRole, { roles, plugins: { whiteboard: { permissions: { admin: ['xyz'] } } } });
    expect(one.message).toBe('there is no role `xyz`: the roles are `host`, `guest` and `co-host`');
    expect(one.fix).toBeUndefined();
    const many = Object.fromEntries(Array.from({ length: 162 }, (_, index) => [`space-${index}`, {}]));
    const other = only(unknownRole, { roles: many, plugins: { whiteboard: { permissions: { admin: ['xyz'] } } } });
    expect(other.message).toMatch(/`space-5` and 156 more$/);
    const none = only(unknownRole, { roles: {}, plugins: { whiteboard: { permissions: { admin: ['xyz'] } } } });
    expect(none.message).toBe('there is no role `xyz`: the template has no roles');
  });

  it('suggests the nearest, safely where only case and hyphens differ from one role', () => {
    const admin = ['CoHost'];
    const certain = only(unknownRole, { roles, plugins: { whiteboard: { permissions: { admin } } } });
    expect(certain.message).toMatch(/did you mean `co-host`\?/);
    expect(certain.fix).toMatchObject({
      safe: true,
      operations: [{ replace: { object: admin, step: 0 }, value: 'co-host' }],
    });
    const twins = { ...roles, co_host: {} };
    expect(only(unknownRole, { roles: twins, plugins: { whiteboard: { permissions: { admin } } } }).fix?.safe).toBe(
      false,
    );
    const writer = ['gest'];
    expect(only(unknownRole, { roles, plugins: { whiteboard: { permissions: { writer } } } }).fix?.safe).toBe(false);
  });

  it('renames a key unless the right one is there too', () => {
    const withLanguages = (roleLanguages: { [name: string]: string }): Template => ({
      roles,
      destinations: { transcriptions: { notes: { name: 'notes', role: 'host', translation: { roleLanguages } } } },
    });
    const fix = only(unknownRole, withLanguages({ Guest: 'hi' })).fix;
    expect(fix).toMatchObject({ safe: true, operations: [{ rename: { step: 'Guest', part: 'key' }, to: 'guest' }] });
    expect(only(unknownRole, withLanguages({ Guest: 'hi', guest: 'en' })).fix).toBeUndefined();
  });

  it('knows malformed roles by name, and roles of the platform', () => {
    const broken: { [name: string]: Role } = {
      host: { subscribeParams: { subscribeToRoles: ['guest', '__internal_recorder'] } },
      guest: {},
    };
    reject(broken, 'guest');
    expect(found(unknownRole, { roles: broken })).toEqual([]);
  });

  it('is silent where the document has no roles', () => {
    expect(found(unknownRole, { plugins: { whiteboard: { permissions: { admin: ['x'] } } } })).toEqual([]);
  });
});

describe('duplicate-entry', () => {
  it('marks every repetition and points to the first', () => {
    const template: Template = {
      roles: { host: { subscribeParams: { subscribeToRoles: ['a', 'b', 'a', 'a'] } } },
      destinations: { transcriptions: { n: { name: 'n', role: 'host', modes: ['live', 'live'] } } },
    };
    expect(found(duplicateEntry, template)).toEqual([
      '/roles/host/subscribeParams/subscribeToRoles/2',
      '/roles/host/subscribeParams/subscribeToRoles/3',
      '/destinations/transcriptions/n/modes/1',
    ]);
    const problem = problemsOf(duplicateEntry, soundOf(template))[1];
    if (problem === undefined) throw new Error('nothing found');
    expect(related(problem, template)).toEqual(['/roles/host/subscribeParams/subscribeToRoles/0']);
    expect(problem.fix).toMatchObject({ safe: true, operations: [{ remove: { step: 3 } }] });
    expect(problem.message).toContain('role `a`');
  });
});

function layer(rid: 'f' | 'h' | 'q', scaleResolutionDownBy: number, maxBitrate?: number): SimulcastLayer {
  return { rid, scaleResolutionDownBy, maxFramerate: 25, ...(maxBitrate === undefined ? {} : { maxBitrate }) };
}

function withLayers(...layers: SimulcastLayer[]): Template {
  return { roles: { host: { publishParams: { simulcast: { video: { layers } } } } } };
}

describe('simulcast-layers', () => {
  const layers = '/roles/host/publishParams/simulcast/video/layers';
  const find = (...list: SimulcastLayer[]) =>
    found(simulcastLayers, withLayers(...list)).map((pointer) => pointer.replace(layers, ''));

  it.each([
    ['f', [layer('f', 1)], []],
    ['f h q', [layer('f', 1), layer('h', 2), layer('q', 4.5)], []],
    ['f q', [layer('f', 1), layer('q', 4)], []],
    ['nothing', [], []],
    ['first not f: only that', [layer('h', 3), layer('h', 2)], ['/0/rid']],
    ['f q h', [layer('f', 1), layer('q', 2), layer('h', 1)], ['/2/rid']],
    ['f h h', [layer('f', 1), layer('h', 2), layer('h', 4)], ['/2/rid']],
    ['f f f', [layer('f', 1), layer('f', 1), layer('f', 1)], ['/1/rid', '/2/rid']],
    ['first scale', [layer('f', 4), layer('h', 2), layer('q', 4)], ['/0/scaleResolutionDownBy']],
    ['first scale beside wrong rids', [layer('f', 2), layer('f', 2)], ['/1/rid', '/0/scaleResolutionDownBy']],
    ['equal scales', [layer('f', 1), layer('h', 2), layer('q', 2)], ['/2/scaleResolutionDownBy']],
    ['falling scales', [layer('f', 1), layer('h', 4), layer('q', 2)], ['/2/scaleResolutionDownBy']],
    ['second scale 1', [layer('f', 1), layer('h', 1), layer('q', 2)], ['/1/scaleResolutionDownBy']],
  ])('%s', (_, list, expected) => {
    expect(find(...list)).toEqual(expected);
  });

  it('looks at the old names as well', () => {
    const template: Template = {
      roles: { host: { publishParams: { screenSimulcastLayers: { layers: [layer('q', 1)] } } } },
    };
    expect(found(simulcastLayers, template)).toEqual(['/roles/host/publishParams/screenSimulcastLayers/layers/0/rid']);
  });

  it('judges what is left where a layer was rejected', () => {
    const brokenRid = [layer('f', 2), layer('h', 2), layer('h', 2)];
    for (const one of brokenRid.slice(1, 2)) reject(one, 'rid');
    expect(find(...brokenRid)).toEqual(['/0/scaleResolutionDownBy']);
    const brokenScale = [layer('f', 1), layer('h', 2), layer('h', 2)];
    for (const one of brokenScale.slice(0, 1)) reject(one, 'scaleResolutionDownBy');
    expect(find(...brokenScale)).toEqual(['/2/rid']);
    const template = withLayers(layer('f', 1), layer('h', 2), layer('h', 2));
    const list = template.roles?.host?.publishParams?.simulcast?.video?.layers ?? [];
    reject(list, 0);
    expect(found(simulcastLayers, template)).toEqual([`${layers}/2/rid`]);
  });

  it('offers to set the first scale, and names the layer before', () => {
    const list = [layer('f', 1.5), layer('h', 2)];
    expect(only(simulcastLayers, withLayers(...list)).fix).toMatchObject({
      safe: false,
      operations: [{ replace: { object: list[0], step: 'scaleResolutionDownBy' }, value: 1 }],
    });
    const template = withLayers(layer('f', 1), layer('q', 2), layer('h', 4));
    expect(related(only(simulcastLayers, template), template)).toEqual([`${layers}/1/rid`]);
  });
});

describe('name-mismatch', () => {
  it('compares the names of roles and of every destination with their keys', () => {
    const template: Template = {
      roles: { host: { name: 'Host' }, guest: { name: 'guest' }, viewer: {} },
      destinations: {
        rtmpDestinations: { a: { name: 'b' } },
        hlsDestinations: { a: { name: 'b' } },
        browserRecordings: { a: { name: 'b', role: 'host' } },
        transcriptions: { a: { name: 'b', role: 'host' }, b: { name: 'b', role: 'host' } },
      },
    };
    expect(found(nameMismatch, template)).toEqual([
      '/roles/host/name',
      '/destinations/rtmpDestinations/a/name',
      '/destinations/hlsDestinations/a/name',
      '/destinations/browserRecordings/a/name',
      '/destinations/transcriptions/a/name',
    ]);
    const [first] = problemsOf(nameMismatch, soundOf(template));
    expect(first?.message).toBe('the role `host` has the name `Host`, key and name must be the same');
    expect(first?.fix).toMatchObject({ safe: false, operations: [{ replace: { step: 'name' }, value: 'host' }] });
  });

  it('passes over a rejected name and a name like `__proto__` that is its key', () => {
    const roles: { [name: string]: Role } = JSON.parse('{"__proto__": {"name": "__proto__"}, "host": {"name": "x"}}');
    expect(found(nameMismatch, { roles })).toEqual(['/roles/host/name']);
    const { host } = roles;
    if (host !== undefined) reject(host, 'name');
    expect(found(nameMismatch, { roles })).toEqual([]);
  });
});

describe('room-state-audience', () => {
  const on = { roomState: { enabled: true } };
  const off = { roomState: { enabled: false } };
  const hears: Role = { permissions: { sendRoomState: true } };

  it('warns where it is on and nobody has the permission', () => {
    expect(found(roomStateAudience, { roles: { host: {} }, settings: on })).toEqual(['/settings/roomState/enabled']);
    expect(found(roomStateAudience, { roles: { host: {}, guest: hears }, settings: on })).toEqual([]);
  });

  it('warns where it is off in so many words and somebody has it', () => {
    const template: Template = { roles: { host: {}, guest: hears }, settings: off };
    const problem = only(roomStateAudience, template);
    expect(pointerOf(problem.at, template)).toBe('/settings/roomState/enabled');
    expect(related(problem, template)).toEqual(['/roles/guest/permissions/sendRoomState']);
    expect(found(roomStateAudience, { roles: { guest: hears }, settings: { roomState: {} } })).toEqual([]);
    expect(found(roomStateAudience, { roles: { guest: {} }, settings: off })).toEqual([]);
  });

  it('is silent where a permission is unknown, and without roles', () => {
    const roles: { [name: string]: Role } = { host: {}, guest: {} };
    reject(roles, 'guest');
    expect(found(roomStateAudience, { roles, settings: on })).toEqual([]);
    expect(found(roomStateAudience, { roles: {}, settings: on })).toEqual([]);
    expect(found(roomStateAudience, { settings: on })).toEqual([]);
  });
});

describe('implicit-permission', () => {
  it('names what a silent role leaves out', () => {
    const template: Template = {
      roles: {
        viewer: { publishParams: { allowed: [] }, permissions: { hlsStreaming: true, browserRecording: false } },
      },
    };
    const problem = only(implicitPermission, template);
    expect(pointerOf(problem.at, template)).toBe('/roles/viewer/permissions ~key');
    expect(problem.message).toContain('`rtmpStreaming`');
    expect(problem.message).not.toContain('hlsStreaming');
    expect(problem.fix).toMatchObject({ safe: false, operations: [{ name: 'rtmpStreaming', value: false }] });
  });

  it('marks the role where it has no permissions at all', () => {
    const viewer: Role = { publishParams: { allowed: [] } };
    const template: Template = { roles: { viewer } };
    const problem = only(implicitPermission, template);
    expect(pointerOf(problem.at, template)).toBe('/roles/viewer ~key');
    expect(problem.fix?.operations).toEqual([
      {
        add: { object: viewer, part: 'value' },
        name: 'permissions',
        value: { browserRecording: false, rtmpStreaming: false, hlsStreaming: false },
      },
    ]);
  });

  it('looks at a role that is a document of its own', () => {
    const role: Role = { publishParams: { allowed: [] } };
    const problems = problemsOf(implicitPermission, { kind: 'role', root: role, role, texts: () => [] });
    expect(problems.map(({ at }) => pointerOf(at, role))).toEqual([' ~key']);
  });

  it('leaves other roles alone', () => {
    const permissions = { browserRecording: true };
    reject(permissions, 'browserRecording');
    expect(
      found(implicitPermission, {
        roles: {
          unknown: {},
          speaker: { publishParams: { allowed: ['audio'] } },
          written: {
            publishParams: { allowed: [] },
            permissions: Object.assign(Object.defineProperties({}, Object.getOwnPropertyDescriptors(permissions)), {
              rtmpStreaming: true,
              hlsStreaming: true,
            }),
          },
        },
      }),
    ).toEqual([]);
  });
});

describe('streaming-permission-pair', () => {
  const destinations = { rtmpDestinations: { live: { name: 'live', recordingEnabled: true } } };
  const streams: Role = { permissions: { browserRecording: false } };
  const records: Role = { permissions: { rtmpStreaming: false } };

  it('warns where no role has both', () => {
    const template: Template = { roles: { streams, records }, destinations };
    const problem = only(streamingPermissionPair, template);
    expect(pointerOf(problem.at, template)).toBe('/destinations/rtmpDestinations/live/recordingEnabled');
    expect(related(problem, template)).toEqual([
      '/roles/streams/permissions/browserRecording',
      '/roles/records/permissions/rtmpStreaming',
    ]);
  });

  it('counts the defaults, and asks only where it records', () => {
    expect(found(streamingPermissionPair, { roles: { streams, host: {} }, destinations })).toEqual([]);
    const live = { name: 'live', recordingEnabled: false };
    expect(
      found(streamingPermissionPair, { roles: { streams }, destinations: { rtmpDestinations: { live } } }),
    ).toEqual([]);
  });

  it('is silent without roles and where a permission is unknown', () => {
    expect(found(streamingPermissionPair, { destinations })).toEqual([]);
    expect(found(streamingPermissionPair, { roles: {}, destinations })).toEqual([]);
    const permissions = { rtmpStreaming: true };
    reject(permissions, 'rtmpStreaming');
    expect(found(streamingPermissionPair, { roles: { streams, host: { permissions } }, destinations })).toEqual([]);
  });
});

describe('unheard-role', () => {
  const speaks = (...subscribeToRoles: string[]): Role => ({
    publishParams: { allowed: ['audio'] },
    subscribeParams: { subscribeToRoles },
  });

  it('marks a role that nobody subscribes to', () => {
    expect(found(unheardRole, { roles: { host: speaks('host'), guest: speaks('host') } })).toEqual([
      '/roles/guest ~key',
    ]);
    expect(found(unheardRole, { roles: { host: speaks('host') } })).toEqual([]);
  });

  it('is silent where some subscriptions are unknown', () => {
    const roles = { host: speaks('host'), guest: speaks('host') };
    expect(found(unheardRole, { roles: { ...roles, viewer: {} } })).toEqual([]);
    const broken: { [name: string]: Role } = { ...roles, viewer: {} };
    reject(broken, 'viewer');
    expect(found(unheardRole, { roles: broken })).toEqual([]);
  });

  it('marks a subscription to a role that publishes nothing', () => {
    const viewer: Role = { publishParams: { allowed: [] }, subscribeParams: { subscribeToRoles: ['host'] } };
    const template: Template = { roles: { host: speaks('host', 'viewer', 'unset'), viewer, unset: {} } };
    const problem = only(unheardRole, template);
    expect(pointerOf(problem.at, template)).toBe('/roles/host/subscribeParams/subscribeToRoles/1');
    expect(related(problem, template)).toEqual(['/roles/viewer/publishParams/allowed']);
  });
});

describe('subscribe-bitrate', () => {
  const watching = (maxSubsBitRate: number, ...subscribeToRoles: string[]): Role => ({
    subscribeParams: { subscribeToRoles, maxSubsBitRate },
  });
  const video = (bitRate: number): Role => ({ publishParams: { allowed: ['video'], video: { bitRate } } });

  it('names the roles, the dearest first', () => {
    const template: Template = {
      roles: {
        viewer: watching(200, 'slow', 'fast', 'cheap', 'fast'),
        slow: video(300),
        fast: video(900),
        cheap: video(200),
      },
    };
    const problem = only(subscribeBitrate, template);
    expect(pointerOf(problem.at, template)).toBe('/roles/viewer/subscribeParams/maxSubsBitRate');
    expect(problem.message).toMatch(/`200` kbps .* `fast` and `slow`.*`900` kbps/);
    expect(related(problem, template)).toEqual([
      '/roles/fast/publishParams/video/bitRate',
      '/roles/slow/publishParams/video/bitRate',
    ]);
  });

  it('counts the lowest simulcast layer that states a bitrate, old names too', () => {
    const layers = [layer('f', 1, 700), layer('h', 2, 0), layer('q', 4, 100)];
    const roles = (budget: number): Template => ({
      roles: {
        viewer: watching(budget, 'new', 'old'),
        new: { publishParams: { allowed: ['video'], video: { bitRate: 700 }, simulcast: { video: { layers } } } },
        old: { publishParams: { allowed: ['video'], video: { bitRate: 700 }, videoSimulcastLayers: { layers } } },
      },
    });
    expect(found(subscribeBitrate, roles(100))).toEqual([]);
    expect(related(only(subscribeBitrate, roles(99)), roles(99)).length).toBe(2);
  });

  it.each<[string, Role]>([
    ['states no bitrate', { publishParams: { allowed: ['video'] } }],
    ['states only 0', { publishParams: { allowed: ['video'], videoSimulcastLayers: { layers: [layer('f', 1, 0)] } } }],
    ['publishes no video', { publishParams: { allowed: ['audio'], video: { bitRate: 300 } } }],
    ['leaves open what it publishes', { publishParams: { video: { bitRate: 300 } } }],
  ])('is silent about a role that %s', (_, role) => {
    expect(found(subscribeBitrate, { roles: { viewer: watching(20, 'other'), other: role } })).toEqual([]);
  });

  it('is silent where the budget is left out or a bitrate was rejected', () => {
    const other = video(300);
    const viewer: Role = { subscribeParams: { subscribeToRoles: ['other'] } };
    expect(found(subscribeBitrate, { roles: { viewer, other } })).toEqual([]);
    if (other.publishParams?.video !== undefined) reject(other.publishParams.video, 'bitRate');
    expect(found(subscribeBitrate, { roles: { viewer: watching(20, 'other'), other } })).toEqual([]);
  });
});

describe('unused-simulcast', () => {
  const track = { layers: [layer('f', 1)] };

  it('marks layers of a track that is not allowed', () => {
    const template: Template = {
      roles: {
        host: {
          publishParams: {
            allowed: ['audio', 'screen'],
            simulcast: { video: track, screen: { layers: [layer('f', 1)] } },
            videoSimulcastLayers: { layers: [layer('f', 1)] },
          },
        },
      },
    };
    expect(found(unusedSimulcast, template)).toEqual([
      '/roles/host/publishParams/simulcast/video ~key',
      '/roles/host/publishParams/videoSimulcastLayers ~key',
    ]);
    const [first] = problemsOf(unusedSimulcast, soundOf(template));
    expect(first?.message).toContain('`video`');
    expect(first?.tags).toEqual(['unnecessary']);
  });

  it('leaves empty blocks and unknown tracks alone', () => {
    const simulcast = { video: {}, screen: { layers: [] } };
    expect(found(unusedSimulcast, { roles: { a: { publishParams: { allowed: ['audio'], simulcast } } } })).toEqual([]);
    expect(found(unusedSimulcast, { roles: { a: { publishParams: { simulcast: { video: track } } } } })).toEqual([]);
  });
});

describe('whiteboard-roles', () => {
  it.each([
    [{ admin: ['a'], writer: ['a'] }, undefined],
    [{ admin: ['a'], writer: [] }, /^the whiteboard has no `writer` role/],
    [{ writer: ['a'] }, /^the whiteboard has no `admin` role/],
    [{}, /no `admin` role.* and no `writer` role/],
  ])('%j', (permissions, message) => {
    const template: Template = { roles: { a: {} }, plugins: { whiteboard: { permissions } } };
    const problems = problemsOf(whiteboardRoles, soundOf(template));
    expect(problems.map(({ at }) => pointerOf(at, template))).toEqual(
      message === undefined ? [] : ['/plugins/whiteboard/permissions ~key'],
    );
    if (message !== undefined) expect(problems[0]?.message).toMatch(message);
  });

  it('is silent about a whiteboard without permissions, and about a list that was rejected', () => {
    expect(found(whiteboardRoles, { plugins: { whiteboard: {} } })).toEqual([]);
    const permissions = { admin: ['a'], writer: ['a'] };
    reject(permissions, 'writer');
    expect(found(whiteboardRoles, { plugins: { whiteboard: { permissions } } })).toEqual([]);
  });
});

describe('nobody-can-join', () => {
  const shut: Role = { maxPeerCount: -1 };

  it('marks `roles` where every role is shut', () => {
    expect(found(nobodyCanJoin, { roles: { host: shut, guest: shut } })).toEqual(['/roles ~key']);
  });

  it('is silent where one may be open', () => {
    const roles: { [name: string]: Role } = { host: shut, guest: shut };
    reject(roles, 'guest');
    expect(found(nobodyCanJoin, { roles })).toEqual([]);
    expect(found(nobodyCanJoin, { roles: { host: shut, guest: {} } })).toEqual([]);
    expect(found(nobodyCanJoin, { roles: {} })).toEqual([]);
  });
});

describe('missing-template-name', () => {
  it('marks the root, and asks nothing of other kinds', () => {
    expect(found(missingTemplateName, { roles: {} })).toEqual([' ~key']);
    const role: Role = {};
    expect(problemsOf(missingTemplateName, { kind: 'role', root: role, role, texts: () => [] })).toEqual([]);
  });

  it('takes a rejected name for a name', () => {
    const template: Template = { name: '' };
    reject(template, 'name');
    expect(found(missingTemplateName, template)).toEqual([]);
  });
});

describe('read-only-property', () => {
  it('marks what the platform sets', () => {
    const template: Template = { name: 'a', id: 'x', customer_id: 'x', appId: 'x', default: false };
    expect(found(readOnlyProperty, template)).toEqual(['/id ~key', '/customer_id ~key', '/appId ~key']);
    expect(problemsOf(readOnlyProperty, soundOf(template))[0]).toMatchObject({
      fix: { safe: true, operations: [{ remove: { object: template, step: 'id' } }] },
      tags: ['unnecessary'],
    });
  });
});

describe('deprecated-property', () => {
  const layers = [layer('f', 1), layer('q', 4)];

  it('marks the switch of recordings, also in settings of their own', () => {
    const settings = { recording: { enabled: true } };
    expect(found(deprecatedProperty, { settings })).toEqual(['/settings/recording/enabled ~key']);
    expect(only(deprecatedProperty, { settings })).toMatchObject({ tags: ['deprecated'], fix: { safe: false } });
    expect(only(deprecatedProperty, { settings: { recording: { enabled: false } } }).fix?.safe).toBe(true);
    expect(
      problemsOf(deprecatedProperty, { kind: 'settings', root: settings, settings, texts: () => [] }),
    ).toHaveLength(1);
    expect(found(deprecatedProperty, { settings: { recording: null } })).toEqual([]);
  });

  it('marks browser recordings unless there are none', () => {
    const browserRecordings = { rec: { name: 'rec', role: 'host' } };
    const problem = only(deprecatedProperty, { destinations: { browserRecordings } });
    expect(problem.message).not.toContain('transcriptions');
    expect(found(deprecatedProperty, { destinations: { browserRecordings } })).toEqual([
      '/destinations/browserRecordings ~key',
    ]);
    expect(found(deprecatedProperty, { destinations: { browserRecordings: {} } })).toEqual([]);
    const transcriptions = { notes: { name: 'notes', role: 'host' } };
    expect(only(deprecatedProperty, { destinations: { browserRecordings, transcriptions } }).message).toContain(
      'until the transcriptions have an HLS destination',
    );
  });

  function fixOf(publishParams: Role['publishParams'] & object) {
    const template: Template = { roles: { host: { publishParams } } };
    const problem = only(deprecatedProperty, template);
    expect(pointerOf(problem.at, template)).toBe('/roles/host/publishParams/videoSimulcastLayers ~key');
    return problem.fix;
  }

  it('moves old layers to where there is room', () => {
    const videoSimulcastLayers = { layers };
    expect(fixOf({ videoSimulcastLayers })).toMatchObject({
      safe: true,
      operations: [{ move: { step: 'videoSimulcastLayers' }, into: { step: 'simulcast' }, name: 'video' }],
    });
    const screenOnly = { screen: {} };
    expect(fixOf({ videoSimulcastLayers, simulcast: screenOnly })).toMatchObject({
      safe: true,
      operations: [{ move: { step: 'videoSimulcastLayers' }, into: { object: screenOnly }, name: 'video' }],
    });
    const empty = { video: {} };
    expect(fixOf({ videoSimulcastLayers, simulcast: empty })).toMatchObject({
      safe: true,
      operations: [{ replace: { object: empty, step: 'video' }, value: { layers } }, { remove: {} }],
    });
  });

  it('removes old layers where there is no room, safely only where they are empty', () => {
    const simulcast = { video: { layers } };
    const filled = fixOf({ videoSimulcastLayers: { layers }, simulcast });
    expect(filled).toMatchObject({ safe: false, operations: [{ remove: { step: 'videoSimulcastLayers' } }] });
    const empty = fixOf({ videoSimulcastLayers: {}, simulcast });
    expect(empty).toMatchObject({ safe: true, operations: [{ remove: { step: 'videoSimulcastLayers' } }] });
  });

  it('moves both old blocks in one change, and nothing where the new place was rejected', () => {
    const host: Role = {
      publishParams: { videoSimulcastLayers: { layers }, screenSimulcastLayers: { layers: [layer('f', 1)] } },
    };
    const fixes = problemsOf(deprecatedProperty, soundOf({ roles: { host } })).map(({ fix }) => fix?.operations);
    expect(fixes).toHaveLength(2);
    expect(fixes[0]).toEqual(fixes[1]);
    expect(fixes[0]).toHaveLength(3);
    const params = { videoSimulcastLayers: { layers }, simulcast: {} };
    reject(params, 'simulcast');
    expect(fixOf(params)).toBeUndefined();
  });
});
