import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { lint } from '../src/index.ts';
import { documents } from './arbitraries.ts';

function fingerprintsOf(text: string, path = 'a.yaml'): readonly string[] {
  return (lint({ path, text }).files[0]?.diagnostics ?? []).map(({ fingerprint }) => fingerprint);
}

/** The finding of a template, which has only one. */
function fingerprintOf(text: string, path?: string): string {
  const [only = '', ...others] = fingerprintsOf(text, path);
  expect(others).toEqual([]);
  return only;
}

describe('a fingerprint', () => {
  const text = 'name: a\nroles:\n  host:\n    priority: 9\n';

  it('is sixteen hexadecimal digits', () => {
    expect(fingerprintOf(text)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('stays where lines, files and syntax change', () => {
    const print = fingerprintOf(text);
    expect(fingerprintOf(`# comment\n\n${text.replace('name: a\n', 'name:   b\nsettings: {}\n')}`)).toBe(print);
    expect(fingerprintOf(text, 'other/b.yml')).toBe(print);
    expect(fingerprintOf('{"roles": {"guest": {}, "host": {"priority": 9}}, "name": "a"}', 'a.json')).toBe(print);
  });

  it('is another for another rule, place or value', () => {
    const prints = [
      fingerprintOf(text),
      fingerprintOf(text.replace('9', '8')),
      fingerprintOf(text.replace('host', 'guest')),
      fingerprintOf(text.replace('priority: 9', 'maxPeerCount: -9')),
      fingerprintOf(text.replace('priority: 9', 'prioriti: 1')),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('stays for an entry of a list when others come before it', () => {
    const list = (...entries: readonly string[]) =>
      fingerprintOf(
        `name: a\nroles:\n  host:\n    subscribeParams:\n      subscribeToRoles: [${entries.join(', ')}]\n`,
      );
    expect(list('host', 'ghost')).toBe(list('ghost'));
    expect(list('ghost')).not.toBe(list('gost'));
  });

  const hls = (...layers: readonly string[]) =>
    `name: a
roles: { host: {} }
destinations:
  hlsDestinations:
    x: { name: x, layers: [{ width: 1280, height: 720 }], recording: { layers: [${layers.join(', ')}] } }
`;
  const simulcast = (layers: string) =>
    `name: a\nroles: { host: { publishParams: { allowed: [video], simulcast: { video: { layers: [${layers}] } } } } }\n`;
  const transcription = (subscribed: string, recorder: string) =>
    `name: a
roles: { host: { subscribeParams: { subscribeToRoles: [host] } }, mute: { subscribeParams: { subscribeToRoles: [${subscribed}] } } }
destinations:
  browserRecordings: { x: { name: x, role: ${recorder} } }
  transcriptions: { x: { name: x, role: mute, modes: [recorded] } }
`;
  const only = (text: string, rule: string) => {
    const found = (lint({ path: 'a.yaml', text }).files[0]?.diagnostics ?? []).filter((each) => each.rule === rule);
    expect(found, text).toHaveLength(1);
    return found[0]?.fingerprint;
  };

  it.each([
    [
      'recording-layers-subset',
      hls('{ width: 852, height: 480 }'),
      hls('{ width: 1280, height: 720 }', '{ height: 480, width: 852 }'),
    ],
    [
      'unknown-role',
      'name: a\nroles: { host: { subscribeParams: { subscribeToRoles: [ghost] } } }\n',
      'name: b\nroles: { guest: {}, host: { subscribeParams: { subscribeToRoles: [guest, host, ghost] } } }\n',
    ],
    ['schema/unknown-property', 'name: a\nroles: { host: { x1: 1 } }\n', 'name: a\nroles: { host: { x1: 2 } }\n'],
    ['simulcast-layers', simulcast('{ rid: h }'), simulcast('{ rid: h, maxBitrate: 100 }')],
  ])('of %s is the same where other things change', (rule, one, other) => {
    expect(only(other, rule)).toBe(only(one, rule));
  });

  it.each([
    ['recording-layers-subset', hls('{ width: 852, height: 480 }'), hls('{ width: 854, height: 480 }')],
    [
      'schema/required',
      'name: a\ndestinations: { hlsDestinations: { x: {} } }\nroles: {}\n',
      'name: a\nsettings: { recording: { upload: { type: s3 } } }\nroles: {}\n',
    ],
    [
      'schema/required',
      'name: a\nroles: {}\nsettings: { recording: { upload: { type: s3 } } }\n',
      'name: a\nroles: {}\nsettings: { recording: { upload: { location: x } } }\n',
    ],
    [
      'implicit-permission',
      'name: a\nroles: { host: { publishParams: { allowed: [] }, permissions: { hlsStreaming: false, rtmpStreaming: false } } }\n',
      'name: a\nroles: { host: { publishParams: { allowed: [] }, permissions: { hlsStreaming: false, browserRecording: false } } }\n',
    ],
    [
      'whiteboard-roles',
      'name: a\nroles: { host: {} }\nplugins: { whiteboard: { permissions: { admin: [host] } } }\n',
      'name: a\nroles: { host: {} }\nplugins: { whiteboard: { permissions: { writer: [host] } } }\n',
    ],
    ['simulcast-layers', simulcast('{ rid: h }'), simulcast('{ rid: f }, { rid: h }, { rid: h }')],
    ['transcription-source', transcription('', 'mute'), transcription('host', 'host')],
    ['schema/type', 'name: a\nroles: { host: [] }\n', 'name: a\nroles: { host: 1 }\n'],
    ['syntax', 'name: a\nroles: {}\nx-a: "b\n', 'name: a\nroles: {}\nx-b: "b\n'],
    [
      'rtmp-url',
      'name: a\nroles: {}\ndestinations: { rtmpDestinations: { x: { name: x, rtmpUrls: [""] } } }\n',
      'name: a\nroles: {}\ndestinations: { rtmpDestinations: { x: { name: x, rtmpUrls: ["rtmp://"] } } }\n',
    ],
    [
      'room-state-audience',
      'name: a\nroles: { host: { permissions: { sendRoomState: true } }, b: {} }\nsettings: { roomState: { enabled: false } }\n',
      'name: a\nroles: { host: {}, b: { permissions: { sendRoomState: true } } }\nsettings: { roomState: { enabled: false } }\n',
    ],
  ])('of %s is another where something else is at fault', (rule, one, other) => {
    expect(only(other, rule)).not.toBe(only(one, rule));
  });

  it('of a name in several files is another for another name', () => {
    const prints = (name: string) =>
      lint([
        { path: 'a.yaml', text: `name: ${name}\nroles: {}\n` },
        { path: 'b.yaml', text: `roles: {}\nname: ${name}\n` },
      ]).files.map(({ diagnostics }) => diagnostics[0]?.fingerprint);
    expect(new Set(prints('same')).size).toBe(1);
    expect(prints('same')).not.toEqual(prints('other'));
  });

  it('goes by what is left where comments hold equal findings back', () => {
    const list = (...entries: readonly string[]) =>
      `name: a\nroles:\n  host:\n    publishParams:\n      allowed:\n${entries.map((entry) => `        ${entry}\n`).join('')}`;
    const ignore = '# hmslint-ignore-next-line duplicate-entry -- x';
    const first = list('- audio', ignore, '- audio', '- audio');
    const last = list('- audio', '- audio', ignore, '- audio');
    expect(fingerprintsOf(first)).toHaveLength(1);
    expect(fingerprintsOf(first)).toEqual(fingerprintsOf(last));
  });

  it('tells several findings of one place and value apart, in order', () => {
    const many = (count: number) =>
      fingerprintsOf(`name: a\nroles: {host: {publishParams: {allowed: [audio${', audio'.repeat(count)}]}}}\n`);
    const three = many(3);
    expect(new Set(three).size).toBe(three.length);
    expect(three).toEqual(expect.arrayContaining([...many(2)]));
  });

  it('tells documents of a stream apart', () => {
    const prints = fingerprintsOf(`${text}---\n${text.replace('name: a', 'name: b')}`);
    expect(new Set(prints).size).toBe(2);
    const clean = (name: string) => `name: ${name}\nroles:\n  host: {}\n`;
    const first = fingerprintOf(`${text}---\n${clean('b')}`);
    expect(fingerprintOf(`${clean('b')}---\n${text}`)).toBe(first);
    expect(fingerprintOf(`${clean('a')}---\n${text.replace('name: a', 'name: b')}`)).not.toBe(first);
  });

  it('is unique in a file, and the same in every run and syntax', () => {
    fc.assert(
      fc.property(documents, (value) => {
        const json = fingerprintsOf(JSON.stringify(value), 'a.json');
        expect(new Set(json).size).toBe(json.length);
        expect(fingerprintsOf(JSON.stringify(value, undefined, 2), 'a.json').toSorted()).toEqual(json.toSorted());
        expect(fingerprintsOf(JSON.stringify(value), 'a.yaml').toSorted()).toEqual(json.toSorted());
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('is made in time of long names', () => {
    const roles = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`${'x'.repeat(10_000)}${index}`, { priority: 9 }]),
    );
    const prints = fingerprintsOf(stringify({ name: 'a', roles }));
    expect(new Set(prints).size).toBe(300);
  });
});
