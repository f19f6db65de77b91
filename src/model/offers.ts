import type { Role, SimulcastLayer } from '../../schemas/generated/types.ts';
import { below, type Pointer } from '../pointer.ts';
import { items, known } from '../sound.ts';
import { type Effective, inEffect, isNumber, isText } from './effective.ts';
import { simulcastOf } from './tracks.ts';

/** What a role can publish. */
export type Track = 'audio' | 'video' | 'screen';

/** All tracks, in the order of the documentation. */
export const tracks: readonly Track[] = ['audio', 'video', 'screen'];

/** One quality in which a track is sent. What the schema rejected of it is absent. */
export interface Layer {
  readonly rid?: 'f' | 'h' | 'q';
  /** What width and height of the track are divided by. */
  readonly scale?: number;
  /** In pixels, rounded down; absent where the size of the track or the scale is unknown. */
  readonly width?: number;
  readonly height?: number;
  /** In kbps, more than 0; absent where it is left to the encoder. */
  readonly maxBitrate?: number;
  /** In frames per second. */
  readonly maxFramerate?: number;
  /** Its place from the role. */
  readonly pointer: Pointer;
}

/** In which quality a role sends a track, if it may send it. What the schema rejected of it is absent. */
export interface Offer {
  readonly track: Track;
  /** In kbps. */
  readonly bitRate?: Effective<number>;
  readonly codec?: Effective<string>;
  /** In frames per second; like width and height, not for audio. */
  readonly frameRate?: Effective<number>;
  /** In pixels. */
  readonly width?: Effective<number>;
  readonly height?: Effective<number>;
  /** The simulcast layers, the best first; empty without simulcast. */
  readonly layers: readonly Layer[];
}

/** How a role sends a track. */
export function offerOf(role: Role, track: Track): Offer {
  const pointer = `/publishParams/${track}`;
  const number = (name: string, read: () => number | undefined) => inEffect(read, below(pointer, name), isNumber);
  const bitRate = number('bitRate', () => role.publishParams?.[track]?.bitRate);
  const codec = inEffect(() => role.publishParams?.[track]?.codec, below(pointer, 'codec'), isText);
  const common = { track, ...(bitRate !== undefined && { bitRate }), ...(codec !== undefined && { codec }) };
  if (track === 'audio') return { ...common, layers: [] };
  const frameRate = number('frameRate', () => role.publishParams?.[track]?.frameRate);
  const width = number('width', () => role.publishParams?.[track]?.width);
  const height = number('height', () => role.publishParams?.[track]?.height);
  return {
    ...common,
    ...(frameRate !== undefined && { frameRate }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    layers: layersOf(role, track, width?.value, height?.value),
  };
}

/** The tracks that a role may publish, without what the schema rejected of the list; `undefined` where it does not say. */
export function allowedTracks(role: Role): ReadonlySet<Track> | undefined {
  const allowed = known(() => role.publishParams?.allowed);
  if (allowed === undefined) return undefined;
  const written: ReadonlySet<string> = new Set(items(allowed).map(([, track]) => track));
  return new Set(tracks.filter((track) => written.has(track)));
}

function layersOf(
  role: Role,
  track: 'video' | 'screen',
  width: number | undefined,
  height: number | undefined,
): readonly Layer[] {
  const found = known(() => {
    const simulcast = simulcastOf(role, track);
    return { layers: simulcast?.block.layers, pointer: `${simulcast?.pointer}/layers` };
  });
  return items(found?.layers).map(([index, layer]) =>
    toLayer(layer, below(found?.pointer ?? '', index), width, height),
  );
}

function toLayer(
  layer: SimulcastLayer,
  pointer: Pointer,
  fullWidth: number | undefined,
  fullHeight: number | undefined,
): Layer {
  const rid = known(() => layer.rid);
  const scale = known(() => layer.scaleResolutionDownBy);
  const maxBitrate = known(() => layer.maxBitrate);
  const maxFramerate = known(() => layer.maxFramerate);
  const width = scaled(fullWidth, scale);
  const height = scaled(fullHeight, scale);
  return {
    ...(rid !== undefined && { rid }),
    ...(scale !== undefined && { scale }),
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
    ...(maxBitrate !== undefined && maxBitrate > 0 && { maxBitrate }),
    ...(maxFramerate !== undefined && { maxFramerate }),
    pointer,
  };
}

function scaled(pixels: number | undefined, scale: number | undefined): number | undefined {
  return pixels === undefined || scale === undefined ? undefined : Math.floor(pixels / scale);
}
