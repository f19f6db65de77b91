import { SymbolKind } from 'vscode-languageserver-protocol';
import { below, type Pointer } from '../src/pointer.ts';
import type { Sketch } from './outline.ts';
import { isObject, own } from './values.ts';

/** The tracks that a role publishes, as far as its `publishParams` speak of them, with their simulcast layers. */
export function tracksOf(params: unknown, role: Pointer): readonly Sketch[] {
  const pointer = below(role, 'publishParams');
  const allowed = own(params, 'allowed');
  const tracks: Sketch[] = [];
  for (const name of ['audio', 'video', 'screen'] as const) {
    const track = own(params, name);
    const index = Array.isArray(allowed) ? allowed.indexOf(name) : -1;
    if (isObject(track)) {
      const isMute = Array.isArray(allowed) && index < 0;
      const detail = joined([...qualityOf(track), isMute && 'not allowed']);
      tracks.push({ name, detail, kind: SymbolKind.Field, pointer: below(pointer, name) });
    } else if (index >= 0) {
      tracks.push({ name, kind: SymbolKind.Field, pointer: below(below(pointer, 'allowed'), index) });
    }
  }
  return [...tracks, ...simulcastOf(params, pointer)];
}

/** The simulcast blocks, under today's name and the one they had before. */
function simulcastOf(params: unknown, pointer: Pointer): readonly Sketch[] {
  const found: Sketch[] = [];
  for (const track of ['video', 'screen'] as const) {
    const places: readonly [block: unknown, at: Pointer][] = [
      [own(own(params, 'simulcast'), track), below(below(pointer, 'simulcast'), track)],
      [own(params, `${track}SimulcastLayers`), below(pointer, `${track}SimulcastLayers`)],
    ];
    for (const [block, at] of places) {
      const layers = own(block, 'layers');
      if (!Array.isArray(layers) || layers.length === 0) continue;
      const parts = layers.flatMap((layer: unknown, index) =>
        isObject(layer) ? [layerSketch(layer, index, below(below(at, 'layers'), index), own(params, track))] : [],
      );
      const detail = counted(layers.length, 'layer');
      found.push({ name: `${track} simulcast`, detail, kind: SymbolKind.Field, pointer: at, parts });
    }
  }
  return found;
}

function layerSketch(layer: object, index: number, pointer: Pointer, track: unknown): Sketch {
  const rid = own(layer, 'rid');
  const scale = own(layer, 'scaleResolutionDownBy');
  const size =
    typeof scale === 'number' && scale > 0 ? sizeOf(own(track, 'width'), own(track, 'height'), scale) : undefined;
  const detail = joined([size, amount(own(layer, 'maxBitrate'), 'kbps'), amount(own(layer, 'maxFramerate'), 'fps')]);
  const name = typeof rid === 'string' ? `layer ${rid}` : `layer ${index + 1}`;
  return { name, detail, kind: SymbolKind.EnumMember, pointer };
}

/** Size, bitrate and frame rate of what is published or streamed. */
export function qualityOf(track: object): readonly (string | undefined)[] {
  return [
    sizeOf(own(track, 'width'), own(track, 'height')),
    amount(own(track, 'bitRate') ?? own(track, 'videoBitrate'), 'kbps'),
    amount(own(track, 'frameRate'), 'fps'),
  ];
}

function sizeOf(width: unknown, height: unknown, scale = 1): string | undefined {
  if (typeof width !== 'number' || typeof height !== 'number') return undefined;
  return `${Math.floor(width / scale)}×${Math.floor(height / scale)}`;
}

function amount(value: unknown, unit: string): string | undefined {
  return typeof value === 'number' ? `${value} ${unit}` : undefined;
}

/** What is there of a list, as a detail reads it. */
export function joined(parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ');
}

/** How many there are. */
export function counted(count: number, noun: string): string {
  const ending = noun.endsWith('s') ? 'es' : 's';
  return `${count} ${noun}${count === 1 ? '' : ending}`;
}
