import type { HlsDestination } from '../../schemas/generated/types.ts';
import { below, type Pointer, pointerTo } from '../pointer.ts';
import { items, known, type Sound } from '../sound.ts';
import {
  browserRecordings,
  hlsDestinations,
  isPlatformRole,
  roleNames,
  rtmpDestinations,
  templateRoles,
  transcriptions,
} from '../template.ts';
import { type PermissionName, permission } from './permissions.ts';

/** Something outside the call that hears it: a recorder, the viewers of a stream, a transcription. */
export interface Audience {
  readonly of: 'browser recording' | 'recording' | 'HLS stream' | 'RTMP stream' | 'transcription';
  /** The name that it stands under; that of its own in a document of recordings, where the schema accepted one. */
  readonly name: string;
  /** Where it stands in the document. */
  readonly pointer: Pointer;
  /**
   * The role with whose ears it hears; absent where the template does not say, or the schema rejected what it says: then
   * the platform or who starts it decides.
   */
  readonly role?: {
    readonly name: string;
    /**
     * Whether it is a role of the template, one of the platform (nobody documents what that hears), one that does not exist,
     * or one of a template that is elsewhere.
     */
    readonly is: 'listed' | 'platform' | 'missing' | 'elsewhere';
  };
  readonly takes: 'sound and picture' | 'sound';
  /** Whether a stream is recorded as well. */
  readonly isRecorded: boolean;
  /** Whether it starts by itself when somebody joins. */
  readonly startsItself: boolean;
  /** What a role must be permitted to start it, all of it; empty for what no permission is documented of. */
  readonly needs: readonly PermissionName[];
}

/** All audiences of a document, in the order of the documentation. */
export function audiences(sound: Sound): readonly Audience[] {
  return [...read(sound)];
}

/** The roles of a template that may start an audience, defaults counted; `undefined` where no permission is documented of it. */
export function startersOf(sound: Sound, { needs }: Audience): readonly string[] | undefined {
  if (needs.length === 0) return undefined;
  const isPermitted = needs.map((name) => holdersOf(sound, name));
  return templateRoles(sound)
    .map(({ key }) => key)
    .filter((key) => isPermitted.every((holders) => holders.has(key)));
}

function holdersOf(sound: Sound, name: PermissionName): ReadonlySet<string> {
  const holders = new Set<string>();
  for (const { key, value } of templateRoles(sound)) {
    if (permission(value, name)?.granted === true) holders.add(key);
  }
  return holders;
}

function* read(sound: Sound): Iterable<Audience> {
  const base = sound.kind === 'template' ? '/destinations' : '';
  const at = (map: string, key: string) => `${base}${pointerTo([map, key])}`;
  const common = { takes: 'sound and picture', isRecorded: false, startsItself: false } as const;
  for (const { key, value } of browserRecordings(sound)) {
    yield {
      ...common,
      of: 'browser recording',
      name: key,
      pointer: at('browserRecordings', key),
      ...roleOf(sound, value),
      startsItself: known(() => value.autoStart) === true,
      needs: ['browserRecording'],
    };
  }
  for (const { key, value } of rtmpDestinations(sound)) {
    const isRecorded = known(() => value.recordingEnabled) === true;
    yield {
      ...common,
      of: 'RTMP stream',
      name: key,
      pointer: at('rtmpDestinations', key),
      isRecorded,
      needs: isRecorded ? ['rtmpStreaming', 'browserRecording'] : ['rtmpStreaming'],
    };
  }
  for (const { key, value } of hlsDestinations(sound)) {
    yield {
      ...common,
      of: 'HLS stream',
      name: key,
      pointer: at('hlsDestinations', key),
      ...roleOf(sound, value),
      isRecorded: isRecordedHls(value),
      needs: ['hlsStreaming'],
    };
  }
  for (const { key, value } of transcriptions(sound)) {
    yield {
      ...common,
      of: 'transcription',
      name: key,
      pointer: at('transcriptions', key),
      ...roleOf(sound, value),
      takes: 'sound',
      needs: [],
    };
  }
  for (const [index, value] of items(sound.recordings)) {
    yield {
      ...common,
      of: 'recording',
      name: known(() => value.name) ?? '',
      pointer: below('', index),
      ...roleOf(sound, value),
      startsItself: known(() => value.compositeRecording?.browserComposite?.autoStart) === true,
      needs: [],
    };
  }
}

/** A recording block that mentions its ways of recording must switch one of them on. */
function isRecordedHls(destination: HlsDestination): boolean {
  const recording = known(() => destination.recording);
  if (recording === undefined) return false;
  const ways = [known(() => recording.hlsVod), known(() => recording.singleFilePerLayer)];
  return ways.includes(true) || !ways.includes(false);
}

function roleOf(sound: Sound, owner: { readonly role?: string }): Pick<Audience, 'role'> {
  const name = known(() => owner.role);
  return name === undefined ? {} : { role: { name, is: whatIs(sound, name) } };
}

function whatIs(sound: Sound, name: string): NonNullable<Audience['role']>['is'] {
  const listed = roleNames(sound);
  if (listed?.has(name) === true) return 'listed';
  if (isPlatformRole(name)) return 'platform';
  return listed === undefined ? 'elsewhere' : 'missing';
}
