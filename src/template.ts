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
import { entries, items, known, type Sound } from './sound.ts';

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

/** The names of the template's roles, malformed ones included; `undefined` where the document lists no roles. */
export function roleNames(sound: Sound): ReadonlySet<string> | undefined {
  const roles = known(() => sound.template?.roles);
  return roles === undefined ? undefined : new Set(Object.keys(roles));
}

/** The template's roles. */
export function* templateRoles(sound: Sound): Iterable<Keyed<Role>> {
  const map = known(() => sound.template?.roles);
  if (map !== undefined) yield* keyed(map);
}

/** The template's roles, or the document where it is one role. */
export function* roles(sound: Sound): Iterable<Role> {
  for (const { value } of templateRoles(sound)) yield value;
  if (sound.role !== undefined) yield sound.role;
}

/** All lists of a role's tracks and of roles it subscribes to, of plugin permissions and of transcription modes. */
export function* entryLists(sound: Sound): Iterable<EntryList> {
  for (const role of roles(sound)) {
    const allowed = known(() => role.publishParams?.allowed);
    if (allowed !== undefined) yield { list: allowed, of: 'track' };
    const subscribed = known(() => role.subscribeParams?.subscribeToRoles);
    if (subscribed !== undefined) yield { list: subscribed, of: 'role' };
  }
  for (const list of permissionLists(sound)) yield { list, of: 'role' };
  for (const { value } of transcriptions(sound)) {
    const modes = known(() => value.modes);
    if (modes !== undefined) yield { list: modes, of: 'mode' };
    const outputModes = known(() => value.outputModes);
    if (outputModes !== undefined) yield { list: outputModes, of: 'mode' };
  }
}

/** Every mention of a role outside `roles` itself. */
export function* roleReferences(sound: Sound): Iterable<RoleReference> {
  for (const role of roles(sound)) yield* listed(known(() => role.subscribeParams?.subscribeToRoles));
  for (const { value } of browserRecordings(sound)) yield* named(value);
  for (const { value } of hlsDestinations(sound)) yield* named(value);
  for (const { value } of transcriptions(sound)) {
    yield* named(value);
    const languages = known(() => value.translation?.roleLanguages);
    if (languages === undefined) continue;
    for (const name of Object.keys(languages)) yield { name, object: languages, step: name, part: 'key' };
  }
  for (const list of permissionLists(sound)) yield* listed(list);
}

/** The simulcast blocks of all roles. */
export function* simulcastBlocks(sound: Sound): Iterable<SimulcastBlock> {
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
}

/** The HLS destinations. */
export function hlsDestinations(sound: Sound): Iterable<Keyed<HlsDestination>> {
  return keyed(known(() => sound.destinations?.hlsDestinations));
}

/** The RTMP destinations. */
export function rtmpDestinations(sound: Sound): Iterable<Keyed<RtmpDestination>> {
  return keyed(known(() => sound.destinations?.rtmpDestinations));
}

/** The (deprecated) browser recordings. */
export function browserRecordings(sound: Sound): Iterable<Keyed<BrowserRecording>> {
  return keyed(known(() => sound.destinations?.browserRecordings));
}

/** The transcriptions. */
export function transcriptions(sound: Sound): Iterable<Keyed<Transcription>> {
  return keyed(known(() => sound.destinations?.transcriptions));
}

/** The layers of all HLS destinations: what is streamed, and what of it is recorded. */
export function* layerLists(sound: Sound): Iterable<LayerList> {
  for (const { value: destination } of hlsDestinations(sound)) {
    const streamed = known(() => destination.layers);
    if (streamed !== undefined) yield { layers: streamed, destination, of: 'stream' };
    const recorded = known(() => destination.recording?.layers);
    if (recorded !== undefined) yield { layers: recorded, destination, of: 'recording' };
  }
}

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

function* keyed<T>(map: { readonly [key: string]: T } | undefined): Iterable<Keyed<T>> {
  if (map === undefined) return;
  for (const [key, value] of entries(map)) yield { key, value, map };
}

function* listed(list: readonly string[] | undefined): Iterable<RoleReference> {
  if (list === undefined) return;
  for (const [index, name] of items(list)) yield { name, object: list, step: index, part: 'value' };
}

function* named(owner: { readonly role?: string }): Iterable<RoleReference> {
  const name = known(() => owner.role);
  if (name !== undefined) yield { name, object: owner, step: 'role', part: 'value' };
}
