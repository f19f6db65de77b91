import type {
  BrowserRecording,
  HlsDestination,
  HlsLayer,
  PublishParams,
  Role,
  RtmpDestination,
  SimulcastTrack,
  Transcription,
  TranscriptionPlugin,
  Upload,
} from '../schemas/generated/types.ts';
import { entries, items, kept, known, type Sound } from './sound.ts';

/** Something that stands under a name of the author's in a map. */
export interface Keyed<T> {
  readonly key: string;
  readonly value: T;
  /** The map, to name the key as a place. */
  readonly map: { readonly [key: string]: T };
}

/** A list of HLS layers, and the destination that it belongs to. */
export interface LayerList {
  readonly layers: readonly HlsLayer[];
  readonly destination: HlsDestination;
  /** Whether it says what is streamed, or which of that is recorded. */
  readonly of: 'stream' | 'recording';
}

/** A simulcast block of a role, under today's name or under the one it had before 2023. */
export interface SimulcastBlock {
  readonly track: 'video' | 'screen';
  readonly block: SimulcastTrack;
  /** What holds the block, and the name under which it does: for places. */
  readonly object: object;
  readonly step: string;
  readonly publishParams: PublishParams;
}

/** A mention of a role by its name: an entry of a list, the value of `role`, or the key of a map. */
export interface RoleReference {
  readonly name: string;
  readonly object: object;
  readonly step: string | number;
  readonly part: 'key' | 'value';
}

/** A list in which no entry makes sense twice. */
export interface EntryList {
  readonly list: readonly string[];
  /** What an entry is called in a message. */
  readonly of: 'role' | 'track' | 'mode';
}

/** Whether a role belongs to the platform, which never lists it among a template's roles. */
export function isPlatformRole(name: string): boolean {
  return name.startsWith('__internal');
}

/** A selector whose parts are looked up once a document. */
function all<T>(select: (sound: Sound) => Iterable<T>): (sound: Sound) => readonly T[] {
  return kept((sound) => [...select(sound)]);
}

/** The names of the template's roles, malformed ones included; `undefined` where the document lists no roles. */
export function roleNames(sound: Sound): ReadonlySet<string> | undefined {
  const roles = known(() => sound.template?.roles);
  return roles === undefined ? undefined : new Set(Object.keys(roles));
}

/** The template's roles. */
export const templateRoles = all(function* (sound): Iterable<Keyed<Role>> {
  const map = known(() => sound.template?.roles);
  if (map !== undefined) yield* keyed(map);
});

/** The template's roles, or the document where it is one role. */
export const roles = all(function* (sound): Iterable<Role> {
  for (const { value } of templateRoles(sound)) yield value;
  if (sound.role !== undefined) yield sound.role;
});

/** All lists of a role's tracks and of roles it subscribes to, of plugin permissions and of transcription modes. */
export function entryLists(sound: Sound): readonly EntryList[] {
  const found: EntryList[] = [];
  const add = (list: readonly string[] | undefined, of: EntryList['of']) => {
    if (list !== undefined) found.push({ list, of });
  };
  for (const role of roles(sound)) {
    add(
      known(() => role.publishParams?.allowed),
      'track',
    );
    add(
      known(() => role.subscribeParams?.subscribeToRoles),
      'role',
    );
  }
  for (const list of permissionLists(sound)) add(list, 'role');
  for (const { value } of transcriptions(sound)) {
    add(
      known(() => value.modes),
      'mode',
    );
    add(
      known(() => value.outputModes),
      'mode',
    );
  }
  return found;
}

/** The mentions of roles outside `roles` itself whose names pass a test. */
export function roleReferences(sound: Sound, isMeant: (name: string) => boolean): readonly RoleReference[] {
  const found: RoleReference[] = [];
  const addList = (list: readonly string[] | undefined) => {
    if (list === undefined) return;
    for (const [step, name] of items(list)) {
      if (isMeant(name)) found.push({ name, object: list, step, part: 'value' });
    }
  };
  const addRole = (owner: { readonly role?: string }) => {
    const name = known(() => owner.role);
    if (name !== undefined && isMeant(name)) found.push({ name, object: owner, step: 'role', part: 'value' });
  };
  for (const role of roles(sound)) addList(known(() => role.subscribeParams?.subscribeToRoles));
  for (const { value } of browserRecordings(sound)) addRole(value);
  for (const { value } of hlsDestinations(sound)) addRole(value);
  for (const { value } of transcriptions(sound)) {
    addRole(value);
    const languages = known(() => value.translation?.roleLanguages);
    for (const name of Object.keys(languages ?? {})) {
      if (languages !== undefined && isMeant(name)) found.push({ name, object: languages, step: name, part: 'key' });
    }
  }
  for (const list of permissionLists(sound)) addList(list);
  return found;
}

/** The simulcast blocks of all roles. */
export const simulcastBlocks = all(function* (sound): Iterable<SimulcastBlock> {
  for (const role of roles(sound)) {
    const publishParams = known(() => role.publishParams);
    if (publishParams === undefined) continue;
    const simulcast = known(() => publishParams.simulcast);
    for (const track of ['video', 'screen'] as const) {
      const block = known(() => simulcast?.[track]);
      if (simulcast !== undefined && block !== undefined) {
        yield { track, block, object: simulcast, step: track, publishParams };
      }
      const legacy = `${track}SimulcastLayers` as const;
      const old = known(() => publishParams[legacy]);
      if (old !== undefined) yield { track, block: old, object: publishParams, step: legacy, publishParams };
    }
  }
});

/** The HLS destinations. */
export const hlsDestinations = all(
  (sound): Iterable<Keyed<HlsDestination>> => keyed(known(() => sound.destinations?.hlsDestinations)),
);

/** The RTMP destinations. */
export const rtmpDestinations = all(
  (sound): Iterable<Keyed<RtmpDestination>> => keyed(known(() => sound.destinations?.rtmpDestinations)),
);

/** The (deprecated) browser recordings. */
export const browserRecordings = all(
  (sound): Iterable<Keyed<BrowserRecording>> => keyed(known(() => sound.destinations?.browserRecordings)),
);

/** The transcriptions. */
export const transcriptions = all(
  (sound): Iterable<Keyed<Transcription>> => keyed(known(() => sound.destinations?.transcriptions)),
);

/** The layers of all HLS destinations: what is streamed, and what of it is recorded. */
export const layerLists = all(function* (sound): Iterable<LayerList> {
  for (const { value: destination } of hlsDestinations(sound)) {
    const streamed = known(() => destination.layers);
    if (streamed !== undefined) yield { layers: streamed, destination, of: 'stream' };
    const recorded = known(() => destination.recording?.layers);
    if (recorded !== undefined) yield { layers: recorded, destination, of: 'recording' };
  }
});

/** The RTMP addresses, each with the list that holds it. */
export function* rtmpUrls(sound: Sound): Iterable<{ url: string; urls: readonly string[]; index: number }> {
  for (const { value } of rtmpDestinations(sound)) {
    const urls = known(() => value.rtmpUrls);
    if (urls === undefined) continue;
    for (const [index, url] of items(urls)) yield { url, urls, index };
  }
}

/** The place where recordings are uploaded to, if it is the author's own. */
export function* uploads(sound: Sound): Iterable<Upload> {
  const upload = known(() => sound.settings?.recording?.upload);
  if (upload !== undefined) yield upload;
}

/** The settings of the transcriptions plugin, which may be one or a list. */
function* transcriptionPlugins(sound: Sound): Iterable<TranscriptionPlugin> {
  const plugin = known(() => sound.plugins?.transcriptions);
  if (plugin === undefined) return;
  if (Array.isArray(plugin)) {
    for (const [, one] of items<TranscriptionPlugin>(plugin)) yield one;
  } else {
    yield plugin;
  }
}

function* permissionLists(sound: Sound): Iterable<readonly string[]> {
  const whiteboard = known(() => sound.plugins?.whiteboard?.permissions);
  for (const level of ['admin', 'writer', 'reader'] as const) {
    const list = known(() => whiteboard?.[level]);
    if (list !== undefined) yield list;
  }
  for (const plugin of transcriptionPlugins(sound)) {
    const list = known(() => plugin.permissions?.admin);
    if (list !== undefined) yield list;
  }
}

function keyed<T>(map: { readonly [key: string]: T } | undefined): Keyed<T>[] {
  return map === undefined ? [] : entries(map).map(([key, value]) => ({ key, value, map }));
}
