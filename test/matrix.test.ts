import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { audienceInWords, audienceTitle } from '../src/formats/matrix/facts.ts';
import { html } from '../src/formats/matrix/html.ts';
import { inText, type TemplateMatrix } from '../src/formats/matrix/phrases.ts';
import { text } from '../src/formats/matrix/text.ts';
import {
  cellInSigns,
  cellInWords,
  degradationInWords,
  fittingInNumbers,
  marked,
  permissionInWords,
  rangeInNumbers,
} from '../src/formats/matrix/words.ts';
import { permissionNames } from '../src/model/permissions.ts';
import type { RoleGroup } from '../src/model/twins.ts';
import { matrixIn, matrixOfValue } from './matrices.ts';

function groupOf({ matrix }: TemplateMatrix, name: string): RoleGroup {
  const [group] = matrix.groupsOf([name]);
  if (group === undefined) throw new Error(`there is no role ${name}`);
  return group;
}

/** What a role hears and sees of every other: the groups of which it is not `not subscribed`, by their first roles. */
function row(template: TemplateMatrix, listener: string): { readonly [speaker: string]: string } {
  const { matrix } = template;
  const own = groupOf(template, listener);
  return Object.fromEntries(
    matrix.groups
      .map((group) => [group[0].name, cellInWords(matrix.cell(own, group))] as const)
      .filter(([, words]) => words !== 'not subscribed'),
  );
}

/** Who hears and sees a role, in the same way. */
function column(template: TemplateMatrix, speaker: string): { readonly [listener: string]: string } {
  const { matrix } = template;
  const own = groupOf(template, speaker);
  return Object.fromEntries(
    matrix.groups
      .map((group) => [group[0].name, cellInWords(matrix.cell(group, own))] as const)
      .filter(([, words]) => words !== 'not subscribed'),
  );
}

/** What a role receives: its budget, what one speaker takes of it, how many fit, and when it gives up quality. */
function receives(template: TemplateMatrix, listener: string): readonly string[] {
  const group = groupOf(template, listener);
  const [role] = group;
  const range = template.matrix.costRange(group);
  if (role.budget === undefined || range === undefined) throw new Error(`${listener} has no budget, or hears nobody`);
  return [
    marked(role.budget),
    rangeInNumbers(range),
    fittingInNumbers(role.budget.value, range),
    degradationInWords(role),
  ];
}

function permissions(template: TemplateMatrix, role: string): { readonly [name: string]: string } {
  const [{ permissions }] = groupOf(template, role);
  return Object.fromEntries(permissionNames.map((name) => [name, permissionInWords(permissions.get(name))]));
}

function audiences(template: TemplateMatrix): readonly string[] {
  return template.matrix.meaning.audiences.map((audience) => {
    const words = audienceInWords(template, audience).map(inText);
    return `${inText(audienceTitle(template, audience))}: ${words.join('; ')}`;
  });
}

function page(value: unknown, columns: number, chosen?: string): string {
  return text([matrixOfValue(value, chosen)], { columns, colors: false });
}

// Worked out by hand from the documents, not taken from what the program says.
const corpus = fileURLToPath(new URL('../../shared/corpus/documents/', import.meta.url));

describe.skipIf(!existsSync(corpus))('matrices worked out by hand (needs the corpus of real documents)', () => {
  const read = (name: string): TemplateMatrix => {
    const found = matrixIn(readFileSync(`${corpus}${name}.json`, 'utf8'));
    if (found === undefined) throw new Error(`nothing of ${name} is sound`);
    return found;
  };
  const all = 'audio, video, screen';

  it('official-docs-retrieve-template-response: backstage and viewer', () => {
    const template = read('official-docs-retrieve-template-response');
    // It subscribes to stage, backstage, invitee and viewer, which lacks `allowed`.
    expect(row(template, 'backstage')).toEqual({ backstage: all, invitee: all, stage: all, viewer: 'unknown' });
    expect(row(template, 'viewer')).toEqual({ backstage: all, invitee: all, stage: all });
    expect(column(template, 'backstage')).toEqual({ backstage: all, invitee: all, stage: all, viewer: all });
    expect(column(template, 'viewer')).toEqual({ backstage: 'unknown' });
    // 32 + 100 (layer q) to 32 + 700 (layer f) + 1024 (screen, which has no bitRate: the documented default).
    const received = ['5200', '132–1756', '2 to 39', '25 % for 1 s, back in 4 s'];
    expect(receives(template, 'backstage')).toEqual(received);
    expect(receives(template, 'viewer')).toEqual(received);
    const both = {
      sendRoomState: 'no',
      pollRead: 'yes',
      pollWrite: 'yes',
      browserRecording: 'yes',
      rtmpStreaming: 'yes',
      hlsStreaming: 'yes',
      sendMessage: '?',
    };
    expect(permissions(template, 'backstage')).toEqual({
      endRoom: 'yes',
      removeOthers: 'yes',
      mute: 'yes',
      unmute: 'yes',
      changeRole: 'yes',
      ...both,
    });
    expect(permissions(template, 'viewer')).toEqual({
      endRoom: 'no*',
      removeOthers: 'no*',
      mute: 'no*',
      unmute: 'no*',
      changeRole: 'no*',
      ...both,
    });
    expect(audiences(template)).toEqual([
      'HLS stream 40c39240-4ab6-4ba3-b406-231b1d6f8bc3 (recorded): ' +
        'listens as __internal_recorder, a role of the platform: what that hears is not documented; ' +
        'may be started by backstage, invitee, stage, viewer',
    ]);
  });

  it('wild-01: aaa and assembly-audience', () => {
    const template = read('wild-01');
    expect(row(template, 'aaa')).toEqual({ aaa: all });
    expect(column(template, 'aaa')).toEqual({ aaa: all });
    // It subscribes to itself, which may publish nothing (`allowed: []`).
    expect(row(template, 'assembly-audience')).toEqual({
      'assembly-audience': 'nothing is published',
      'assembly-stage': all,
    });
    expect(column(template, 'assembly-audience')).toEqual({ 'assembly-audience': 'nothing is published' });
    // 32 + 60 to 32 + 60 + 4000, and of assembly-stage 32 + 156 to 32 + 156 + 4000: a screen alone is more than the budget.
    expect(receives(template, 'aaa')).toEqual(['1500', '92–4092', '0 to 16', '25 % for 1 s, back in 4 s']);
    expect(receives(template, 'assembly-audience')).toEqual([
      '3200',
      '188–4188',
      '0 to 17',
      '25 % for 1 s, back in 4 s',
    ]);
    const both = {
      endRoom: 'no*',
      removeOthers: 'no*',
      mute: 'no*',
      unmute: 'no*',
      sendRoomState: 'yes',
      pollRead: 'no*',
      pollWrite: 'no*',
      browserRecording: 'no',
      rtmpStreaming: 'no',
      hlsStreaming: 'no',
      sendMessage: '?',
    };
    expect(permissions(template, 'aaa')).toEqual({ ...both, changeRole: 'yes' });
    expect(permissions(template, 'assembly-audience')).toEqual({ ...both, changeRole: 'no*' });
    expect(audiences(template)).toEqual([]);
  });

  it('wild-02: space00 and space00-subspace00, one of fifty', () => {
    const template = read('wild-02');
    expect(template.matrix.meaning.roles).toHaveLength(118);
    expect(groupOf(template, 'space00').map(({ name }) => name)).toEqual(['space00']);
    expect(groupOf(template, 'space00-subspace00').map(({ name }) => name)).toEqual(
      Array.from({ length: 50 }, (_, index) => `space00-subspace${String(index).padStart(2, '0')}`),
    );
    expect(row(template, 'space00')).toEqual({
      space00: 'audio, video',
      'space00-stage': 'audio, video',
      'space00-stage-innercircle': all,
    });
    expect(column(template, 'space00')).toEqual({
      space00: 'audio, video',
      'space00-stage': 'audio, video',
      'space00-stage-innercircle': 'audio, video',
    });
    // Each subspace subscribes to itself and to the stage, and nobody else to it.
    expect(row(template, 'space00-subspace00')).toEqual({
      'space00-stage': 'audio, video',
      'space00-stage-innercircle': all,
      'space00-subspace00': 'each role itself only: audio, video',
    });
    expect(column(template, 'space00-subspace00')).toEqual({
      'space00-subspace00': 'each role itself only: audio, video',
    });
    // 32 + 45 of space00-stage to 32 + 60 + 2000 of space00-stage-innercircle.
    const received = ['1500', '77–2092', '0 to 19', '25 % for 1 s, back in 4 s'];
    expect(receives(template, 'space00')).toEqual(received);
    expect(receives(template, 'space00-subspace00')).toEqual(received);
    const both = {
      endRoom: 'no*',
      removeOthers: 'no*',
      mute: 'no*',
      unmute: 'no*',
      changeRole: 'yes',
      sendRoomState: 'yes',
      pollRead: 'no*',
      pollWrite: 'no*',
      browserRecording: 'no',
      rtmpStreaming: 'no',
      hlsStreaming: 'no',
      sendMessage: '?',
    };
    expect(permissions(template, 'space00')).toEqual(both);
    expect(permissions(template, 'space00-subspace00')).toEqual(both);
    expect(audiences(template)).toEqual([]);
  });
});

const host = {
  publishParams: {
    allowed: ['audio', 'video', 'screen'],
    audio: { bitRate: 64 },
    video: { bitRate: 900, width: 854, height: 480, frameRate: 24 },
    screen: { bitRate: 1500 },
    simulcast: {
      video: {
        layers: [
          { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 900, maxFramerate: 24 },
          { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: 150, maxFramerate: 15 },
        ],
      },
    },
  },
  subscribeParams: { subscribeToRoles: ['host', 'guest', 'twin'], maxSubsBitRate: 2000 },
  permissions: { endRoom: true, pollWrite: true },
};
const guest = {
  publishParams: { allowed: ['audio'], audio: { bitRate: 32 } },
  subscribeParams: { subscribeToRoles: ['host', 'ghost'] },
  permissions: { hlsStreaming: false, rtmpStreaming: false, browserRecording: false },
};
const school = {
  name: 'school',
  roles: { host, guest, twin: guest, listener: { ...guest, publishParams: { allowed: [] } } },
  destinations: {
    browserRecordings: { tape: { name: 'tape', role: 'listener', autoStart: true } },
    rtmpDestinations: { live: { name: 'live', rtmpUrls: ['rtmps://example.com/a/${KEY}'], recordingEnabled: true } },
    transcriptions: { notes: { name: 'notes', role: 'host' }, lost: { name: 'lost', role: 'nobody' } },
  },
};

describe('the table of pairs', () => {
  const signs = (roles: { readonly [name: string]: object }) => {
    const { matrix } = matrixOfValue({ roles });
    return matrix.groups.map((own) => matrix.groups.map((group) => cellInSigns(matrix.cell(own, group))).join(' '));
  };
  const speaker = (...subscribeToRoles: readonly string[]) => ({
    publishParams: { allowed: ['audio', 'video'] },
    subscribeParams: { subscribeToRoles },
  });

  it('groups roles that hear themselves only, the others only, or both', () => {
    expect(signs({ a: speaker('a'), b: speaker('b') })).toEqual(['=av']);
    expect(signs({ a: speaker('b'), b: speaker('a') })).toEqual(['≠av']);
    expect(signs({ a: speaker('a', 'b'), b: speaker('a', 'b') })).toEqual(['av']);
    expect(signs({ a: speaker(), b: speaker() })).toEqual(['-']);
  });

  it('tells silence, ignorance and no subscription apart', () => {
    const roles = {
      a: speaker('a', 'mute', 'open'),
      mute: { publishParams: { allowed: [] }, subscribeParams: { subscribeToRoles: [] } },
      open: { subscribeParams: { subscribeToRoles: ['a'] } },
      vague: { publishParams: { allowed: ['screen'] } },
    };
    expect(signs(roles)).toEqual(['av 0 ? -', '- - - -', 'av - - -', '? 0 ? ?']);
  });

  it('takes any name for a role', () => {
    const names = ['__proto__', 'toString', '', 'a/b', '~', ' ', '😀'];
    const roles = names.map((name) => `${JSON.stringify(name)}: ${JSON.stringify(speaker(...names))}`).join();
    const found = matrixIn(`{"roles": {${roles}}}`);
    expect(found?.matrix.groups.map((group) => group.map(({ name }) => name))).toEqual([names]);
  });

  it('names of a group only the roles that something outside the call hears', () => {
    const alone = ['a', 'b', 'c', 'd'].map((name) => [name, speaker(name)]);
    const roles = { ...Object.fromEntries(alone), p: speaker('q'), q: speaker('p') };
    const destinations = {
      browserRecordings: { r: { name: 'r', role: 'b' } },
      transcriptions: { t: { name: 't', role: 'p' } },
    };
    const [recording, transcription] = audiences(matrixOfValue({ roles, destinations }));
    expect(recording).toContain('listens as b, and hears and sees b; may be started by a and 3 like it, p, q');
    expect(transcription).toContain('listens as p, and hears q');
  });

  it('says of what the template leaves open that it is not known', () => {
    const value = { roles: { a: speaker('a'), b: { maxPeerCount: 2 }, c: { publishParams: { allowed: [] } } } };
    expect(page(value, 80)).toMatch(/^a +3200\* +\d.*\nb +3200\* +\? .*\nc +3200\* +\? /m);
    expect(page(value, 80)).toContain('? the template does not say, and no default is known');
    expect(page(value, 80, 'a')).toMatch(/unknown: `b`, `c`, which do not say whom they subscribe to/);
    expect(page(value, 80, 'c')).toMatch(/heard by +nobody/);
    expect(page({ roles: { a: {} } }, 80, 'a')).toMatch(/heard by +unknown: `a`, which does not say/);
    const five = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`r${index}`, { maxPeerCount: index }]));
    expect(page({ roles: five }, 80, 'r0')).toContain('unknown: `r0` and 4 more, which do not say');
    expect(html([matrixOfValue(value)])).toMatch(/<\/span><\/th><td>3200\*<\/td><td>\?<\/td>/);
  });

  it('sets the role that is asked for apart from those that are like it', () => {
    const { matrix } = matrixOfValue(school, 'twin');
    expect(matrix.chosen?.map(({ name }) => name)).toEqual(['twin']);
    expect(matrix.groups.map((group) => group.map(({ name }) => name))).toEqual([
      ['host'],
      ['twin'],
      ['guest'],
      ['listener'],
    ]);
  });
});

describe('as text', () => {
  it('the tables and what is outside the call', () => {
    expect(page(school, 80)).toBe(`school: 4 roles in 3 groups of equal ones

who hears and sees whom: each row hears the columns
             host  guest, twin  listener
host         avs   a            -
guest, twin  avs   -            -
listener     avs   -            -
a audio · v video · s screen · - does not subscribe

what each receives, in kbps
             at most  one speaker  fit at once  gives up quality at
host         2000     32–2464      0 to 62      25* % for 1* s, back in 4* s
guest, twin  3200*    214–2464     1 to 14      25* % for 1* s, back in 4* s
listener     3200*    214–2464     1 to 14      25* % for 1* s, back in 4* s
one speaker: from audio and video at the lowest quality to all tracks at the
  highest
* not written: the default

outside the call
browser recording \`tape\`: listens as \`listener\`, and hears and sees \`host\`;
  starts by itself when somebody joins; may be started by \`host\`
RTMP stream \`live\` (recorded): the template does not say as which role it
  listens: the platform, or who starts it, decides; may be started by \`host\`
transcription \`notes\`: listens as \`host\`, and hears \`host\`, \`guest\`, \`twin\`
transcription \`lost\`: listens as \`nobody\`, which is no role of this template

who may do what
                  host  guest, twin  listener
endRoom           yes   no*          no*
removeOthers      no*   no*          no*
mute              no*   no*          no*
unmute            no*   no*          no*
changeRole        no*   no*          no*
sendRoomState     no*   no*          no*
pollRead          yes+  no*          no*
pollWrite         yes   no*          no*
browserRecording  yes*  no           no
rtmpStreaming     yes*  no           no
hlsStreaming      yes*  no           no
sendMessage       ?     ?            ?
* not written: the default · + included in \`pollWrite\` ·
? the template does not say, and no default is known
`);
  });

  it('everything of one role', () => {
    expect(page(school, 80, 'host')).toBe(`host in school

sends                 audio at 64 kbps, opus*
                      video 854×480 at 900 kbps, 24 fps, vp8*
                        layer f: 854×480 at up to 900 kbps, 24 fps
                        layer q: 213×120 at up to 150 kbps, 15 fps
                      screen 1920*×1080* at 1500 kbps, 10* fps, vp8*
                      one participant takes 214 to 2464 kbps
hears                 audio, video, screen: \`host\`
                      audio: \`guest\`, \`twin\`
heard by              audio, video, screen: \`host\`, \`guest\`, \`twin\`, \`listener\`
receives              at most 2000 kbps
                      one speaker takes 32 kbps (\`guest\`, audio and video at the
                        lowest quality) to 2464 kbps (\`host\`, all tracks at the
                        highest)
                      so 0 to 62 can be heard and seen at once
gives up quality      at a packet loss of 25* % for 1* s, back in 4* s
may                   endRoom, pollWrite
                      by default: browserRecording, rtmpStreaming, hlsStreaming
                      with pollWrite: pollRead
may not               by default: removeOthers, mute, unmute, changeRole,
                        sendRoomState
not known             sendMessage
priority              1 (observed default)
at once               any number of people (default)
its ears are used by  transcription \`notes\`
* not written: the default
`);
  });

  it('says what is subscribed to in vain, and of which role nothing is known', () => {
    expect(page(school, 80, 'guest')).toMatch(/^hears nobody under +`ghost`$/m);
    const broken = { roles: { a: 'none', b: guest } };
    expect(page(broken, 80, 'a')).toContain('unknown: the schema rejects this role');
    expect(page(broken, 80)).toMatch(/^a +\? +\?$/m);
  });

  it('numbers the columns where names have no room, and gives lists where numbers have none', () => {
    const names = Array.from({ length: 12 }, (_, index) => `participant-${index}`);
    const roles = Object.fromEntries(
      names.map((name, index) => [
        name,
        { publishParams: { allowed: ['audio'] }, subscribeParams: { subscribeToRoles: names.slice(0, index) } },
      ]),
    );
    expect(page({ roles }, 200)).toMatch(/^ +participant-0 +participant-1 /m);
    expect(page({ roles }, 80)).toMatch(/^ +1 2 3 4 5 6 7 8 9 10 11 12$/m);
    expect(page({ roles }, 80)).toMatch(/^3 participant-2 +a a - - - - - - - - {2}- {2}-$/m);
    expect(page({ roles }, 40)).toMatch(/^participant-2\n {2}hears +audio: `participant-0`,\n +`participant-1`$/m);
    for (const columns of [40, 60, 80, 120]) {
      for (const line of page({ roles }, columns).split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    }
  });

  it('aligns wide letters, and cuts long names', () => {
    const wide = '会议主持人';
    const speaker = (...subscribeToRoles: readonly string[]) => ({
      publishParams: { allowed: ['audio'] },
      subscribeParams: { subscribeToRoles },
    });
    expect(page({ roles: { [wide]: speaker('b'), b: speaker(wide, 'b') } }, 80)).toContain(
      `            ${wide}  b\n${wide}  -           a\nb           a           a\n`,
    );
    expect(page({ roles: { ['x'.repeat(10_000)]: speaker(), b: speaker('b') } }, 80)).toContain(`${'x'.repeat(23)}…`);
  });

  it('has a word for a template without roles', () => {
    expect(page({ name: 'empty', roles: {} }, 80)).toBe('empty: no roles\n');
    expect(page({ settings: { region: 'in' } }, 80)).toBe('a template without a name: no roles\n');
  });
});

describe('what one speaker takes', () => {
  const received = (publishParams: object) => {
    const subscribeParams = { subscribeToRoles: ['a'], maxSubsBitRate: 1000 };
    return receives(matrixOfValue({ roles: { a: { publishParams, subscribeParams } } }), 'a').slice(1, 3);
  };
  const layer = (rid: string, maxBitrate?: number) => ({
    rid,
    scaleResolutionDownBy: 1,
    maxFramerate: 25,
    ...(maxBitrate !== undefined && { maxBitrate }),
  });

  it('counts simulcast layers, and a screen only at the highest unless it is all there is', () => {
    const video = { bitRate: 400 };
    expect(received({ allowed: ['video'], video })).toEqual(['400', '2']);
    expect(received({ allowed: ['video', 'screen'], video, screen: { bitRate: 500 } })).toEqual(['400–900', '1 to 2']);
    expect(received({ allowed: ['screen'], screen: { bitRate: 500 } })).toEqual(['500', '2']);
    const simulcast = { video: { layers: [layer('f', 800), layer('q', 100)] } };
    expect(received({ allowed: ['video'], video, simulcast })).toEqual(['100–800', '1 to 10']);
  });

  it('says where a bitrate is left to the encoder', () => {
    const simulcast = { video: { layers: [layer('f', 800), layer('q')] } };
    expect(received({ allowed: ['video'], simulcast })).toEqual(['800+', '?']);
    const open = { video: { layers: [layer('f'), layer('q')] } };
    expect(received({ allowed: ['video'], video: { bitRate: 250 }, simulcast: open })).toEqual(['250', '4']);
  });
});
