import { stringify } from 'yaml';

/** Numbers that look like chance, from 0 to just below 1, the same for the same seed. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of the values. */
export function oneOf<T>(values: readonly T[], random: () => number): T {
  const chosen = values[Math.floor(random() * values.length)];
  if (chosen === undefined) throw new Error('there is nothing to choose from');
  return chosen;
}

/** A part of a template, of which the benches need to know little. */
interface Part {
  readonly [name: string]: unknown;
}

/** A role of a template. */
export interface Role extends Part {
  readonly name: string;
  readonly publishParams: Part & { readonly allowed: string[]; readonly audio: object; readonly video: object };
  readonly subscribeParams: Part & { readonly subscribeToRoles: string[] };
  readonly permissions: object;
}

/** A template. */
export interface Template extends Part {
  readonly name: string;
  readonly roles: { readonly [name: string]: Role };
  readonly settings: object;
}

/** A role in which hmslint finds nothing, if `hears` names roles of its template. */
export function role(name: string, hears: readonly string[], random: () => number): Role {
  const isHost = random() < 0.4;
  const [width, height] = oneOf(
    [
      [480, 360],
      [640, 360],
      [1280, 720],
    ] as const,
    random,
  );
  return {
    name,
    publishParams: {
      allowed: ['audio', 'video', 'screen'],
      audio: { bitRate: oneOf([32, 48, 64], random), codec: 'opus' },
      video: {
        bitRate: oneOf([300, 450, 700], random),
        codec: 'vp8',
        frameRate: oneOf([20, 25, 30], random),
        width,
        height,
      },
      screen: { codec: 'vp8', frameRate: 10, width: 1920, height: 1080 },
      ...(random() < 0.4 && { simulcast: simulcast(random) }),
    },
    subscribeParams: {
      subscribeToRoles: [...hears],
      maxSubsBitRate: 3200,
      subscribeDegradation: {
        packetLossThreshold: oneOf([10, 25, 50], random),
        degradeGracePeriodSeconds: 1,
        recoverGracePeriodSeconds: 4,
      },
    },
    permissions: permissions(isHost),
    priority: isHost ? 1 : oneOf([2, 3, 5], random),
    maxPeerCount: oneOf([0, 10, 50], random),
  };
}

function permissions(isHost: boolean): object {
  return {
    endRoom: isHost,
    removeOthers: isHost,
    mute: isHost,
    unmute: isHost,
    changeRole: isHost,
    sendRoomState: false,
    pollRead: true,
    pollWrite: isHost,
    browserRecording: true,
    rtmpStreaming: true,
    hlsStreaming: true,
  };
}

function simulcast(random: () => number): object {
  const layer = (rid: string, scaleResolutionDownBy: number, maxBitrate: number) => ({
    rid,
    scaleResolutionDownBy,
    maxBitrate,
    maxFramerate: 25,
  });
  const layers = [layer('f', 1, 700), layer('h', 2, 350), layer('q', 4, 100)];
  return { video: { layers: random() < 0.5 ? layers : layers.slice(0, 2) }, screen: {} };
}

const streams: readonly ((random: () => number) => object)[] = [
  () => ({}),
  (random) => ({ hlsDestinations: { main: hls(random) } }),
  () => ({ rtmpDestinations: { live: rtmp() } }),
  (random) => ({ hlsDestinations: { main: hls(random) }, rtmpDestinations: { live: rtmp() } }),
  (random) => ({ hlsDestinations: { main: hls(random) }, transcriptions: { notes: transcription() } }),
];

function hls(random: () => number): object {
  const layers = [
    { width: 1920, height: 1080, videoBitrate: 2500, audioBitrate: 64 },
    { width: 1280, height: 720, videoBitrate: 1100, audioBitrate: 32 },
    { width: 640, height: 360, videoBitrate: 600, audioBitrate: 32 },
  ];
  return {
    name: 'main',
    maxDuration: oneOf([7200, 28800], random),
    playlistType: 'live',
    numPlaylistSegments: oneOf([5, 12, 20], random),
    videoFrameRate: 25,
    layers,
    recording: {
      hlsVod: true,
      singleFilePerLayer: true,
      enableZipUpload: false,
      layers: layers.slice(1, 2),
      presignDuration: 3600,
    },
  };
}

function rtmp(): object {
  return {
    name: 'live',
    width: 1280,
    height: 720,
    maxDuration: 1800,
    rtmpUrls: ['rtmps://live.example.com/app/${STREAM_KEY}'],
    recordingEnabled: true,
  };
}

function transcription(): object {
  return {
    name: 'notes',
    role: 'host',
    modes: ['recorded', 'live'],
    outputModes: ['txt', 'srt', 'json'],
    customVocabulary: ['WebRTC', 'simulcast'],
    summary: {
      enabled: true,
      context: 'a lesson: what was explained, what was asked, and who promised what until when',
      temperature: 0.5,
      sections: [
        { title: 'Agenda', format: 'bullets' },
        { title: 'Short Summary', format: 'paragraph' },
      ],
    },
  };
}

const upload = {
  type: 's3',
  location: 'acme-recordings',
  prefix: 'calls',
  options: { region: 'ap-south-1' },
  credentials: { key: '${HMS_UPLOAD_KEY}', secretKey: '${HMS_UPLOAD_SECRET}' },
};

const roleNames = ['host', 'guest', 'speaker', 'listener', 'moderator', 'panelist', 'translator'] as const;

/** A template in which hmslint finds nothing, of one to seven roles. */
export function template(name: string, random: () => number): Template {
  const names = roleNames.slice(0, 1 + Math.floor(random() * roleNames.length));
  return {
    name,
    roles: Object.fromEntries(names.map((each) => [each, role(each, names, random)])),
    settings: {
      region: oneOf(['in', 'us', 'eu', 'auto'], random),
      roomState: { messageInterval: oneOf([5, 10, 60], random), sendPeerList: false, enabled: false },
      ...(random() < 0.3 && { recording: { upload } }),
    },
    destinations: oneOf(streams, random)(random),
    ...(random() < 0.3 && { plugins: { whiteboard: { permissions: { admin: ['host'], writer: [...names] } } } }),
  };
}

/** A template of so many roles of which each hears four, in which hmslint finds nothing but what `change` puts there. */
export function largeTemplate(count: number, change: (role: Role) => unknown = () => {}): Template {
  const random = chance(count);
  const roles = Array.from({ length: count }, (_, index) => {
    const hears = [1, 2, 3, 4].map((ahead) => `role-${(index + ahead) % count}`);
    const made = role(`role-${index}`, [...new Set(hears)], random);
    change(made);
    return made;
  });
  return {
    name: 'large',
    roles: Object.fromEntries(roles.map((made) => [made.name, made])),
    settings: { region: 'eu', roomState: { messageInterval: 10, sendPeerList: false, enabled: false } },
  };
}

/** A mistake to make in a template. */
export interface Fault {
  /** Whether the schema of templates rejects it too. */
  readonly isRejected: boolean;
  /** Makes it, in the role where it is one of a role. */
  readonly make: (template: Template, role: Role) => unknown;
}

/** Mistakes of many kinds. */
export const faults: readonly Fault[] = [
  { isRejected: true, make: (_, role) => Object.assign(role, { priority: 9 }) },
  { isRejected: true, make: (_, role) => Object.assign(role, { maxPeerCount: '50' }) },
  { isRejected: true, make: (_, role) => Object.assign(role.publishParams.video, { bitRate: 9000 }) },
  { isRejected: true, make: (_, role) => Object.assign(role.publishParams.audio, { codec: 'aac' }) },
  { isRejected: true, make: (_, role) => Object.assign(role.subscribeParams, { subscribeToRole: [] }) },
  { isRejected: true, make: (template) => Object.assign(template.settings, { region: 'europe' }) },
  { isRejected: true, make: (template) => Object.assign(template, { name: `${template.name}/copy` }) },
  { isRejected: false, make: (template) => Object.assign(template, { id: '6324661c4da877930beaecaa' }) },
  { isRejected: false, make: (_, role) => Object.assign(role, { name: `my-${role.name}` }) },
  { isRejected: false, make: (_, role) => Object.assign(role.permissions, { sendRoomState: true }) },
  { isRejected: false, make: (_, role) => role.publishParams.allowed.push('audio') },
  { isRejected: false, make: (_, role) => role.subscribeParams.subscribeToRoles.push('Presenter') },
];

/** JSON as people write it. */
export function asJson(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** YAML as people write it. */
export function asYaml(value: object): string {
  return stringify(value, { aliasDuplicateObjects: false });
}

/** The ways in which people write YAML: plain, with comments, with anchors for what roles have in common. */
export const yamlHands: readonly ((template: Template) => string)[] = [
  asYaml,
  (template) =>
    `# ${template.name}: change it here, not in the dashboard\n${asYaml(template).replaceAll(/^ {2}\w+:$/gm, '  # see the handbook\n$&')}`,
  (template) => {
    const known = new Map<string, unknown>();
    const share = (value: object): unknown => {
      const spelled = JSON.stringify(value);
      if (!known.has(spelled)) known.set(spelled, value);
      return known.get(spelled);
    };
    const roles = Object.entries(template.roles).map(([name, role]) => [
      name,
      { ...role, permissions: share(role.permissions) },
    ]);
    return stringify({ ...template, roles: Object.fromEntries(roles) });
  },
];
