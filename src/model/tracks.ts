import type { Role, SimulcastTrack } from '../../schemas/generated/types.ts';
import type { Pointer } from '../pointer.ts';
import { known } from '../sound.ts';

/** A bitrate, and the place that states it. */
export interface Bitrate {
  /** In kbps, more than 0. */
  readonly kbps: number;
  readonly object: object;
  readonly step: string;
  readonly part: 'value';
}

/** The tracks that a role may publish; `undefined` where `allowed` is left out or the schema rejected some of it. */
export function publishedTracks(role: Role): ReadonlySet<string> | undefined {
  return known(() => {
    const allowed = role.publishParams?.allowed;
    return allowed === undefined ? undefined : new Set(allowed);
  });
}

/**
 * The lowest bitrate at which a role's video is on offer: of its simulcast layers, else of the video itself.
 * `undefined` where the template states none (0 states none), or the schema rejected one that may be lower.
 */
export function lowestVideoBitrate(role: Role): Bitrate | undefined {
  return known(() => {
    const params = role.publishParams;
    let lowest: Bitrate | undefined;
    for (const layer of simulcastOf(role, 'video')?.block.layers ?? []) {
      const kbps = layer.maxBitrate ?? 0;
      if (kbps > 0 && (lowest === undefined || kbps < lowest.kbps)) {
        lowest = { kbps, object: layer, step: 'maxBitrate', part: 'value' };
      }
    }
    if (lowest !== undefined) return lowest;
    const video = params?.video;
    const kbps = video?.bitRate ?? 0;
    return video === undefined || kbps === 0 ? undefined : { kbps, object: video, step: 'bitRate', part: 'value' };
  });
}

/** The simulcast block of a track that counts: today's, or the one of before 2023 where today's has no layers. Throws what reading throws. */
export function simulcastOf(
  role: Role,
  track: 'video' | 'screen',
): { readonly block: SimulcastTrack; readonly pointer: Pointer } | undefined {
  const params = role.publishParams;
  const block = params?.simulcast?.[track];
  const today = block === undefined ? undefined : { block, pointer: `/publishParams/simulcast/${track}` };
  if (isFilled(block)) return today;
  const old = params?.[`${track}SimulcastLayers`];
  return old === undefined ? today : { block: old, pointer: `/publishParams/${track}SimulcastLayers` };
}

function isFilled(track: SimulcastTrack | undefined): boolean {
  return (track?.layers?.length ?? 0) > 0;
}
