import { SymbolKind } from 'vscode-languageserver-protocol';
import { fieldAt } from '../src/fields.ts';
import { below, type Pointer } from '../src/pointer.ts';
import type { Sketch } from './outline.ts';
import { counted, joined, qualityOf } from './outline-tracks.ts';
import { isObject, own } from './values.ts';

/** The destinations by their kind, each with its layers. */
export function destinationGroups(destinations: unknown, pointer: Pointer): readonly Sketch[] {
  if (!isObject(destinations)) return [];
  const groups: Sketch[] = [];
  for (const [group, map] of Object.entries(destinations)) {
    const title = fieldAt('destinations', below('', group))?.title;
    if (title === undefined || !isObject(map)) continue;
    const at = below(pointer, group);
    const parts = Object.entries(map).map(([name, destination]) =>
      destinationSketch(name, destination, below(at, name)),
    );
    if (parts.length > 0) groups.push({ name: title, kind: SymbolKind.Namespace, pointer: at, parts });
  }
  return groups;
}

function destinationSketch(name: string, destination: unknown, pointer: Pointer): Sketch {
  const role = own(destination, 'role');
  const urls = own(destination, 'rtmpUrls');
  const layers = own(destination, 'layers');
  const modes = own(destination, 'modes');
  const quality = isObject(destination) ? qualityOf(destination) : [];
  const detail = joined([
    // The addresses themselves hold keys.
    Array.isArray(urls) && counted(urls.length, 'address'),
    Array.isArray(layers) && counted(layers.length, 'layer'),
    Array.isArray(modes) && modes.filter((mode) => typeof mode === 'string').join(', '),
    ...quality,
    typeof role === 'string' && `role ${role}`,
  ]);
  const parts = Array.isArray(layers)
    ? layers.flatMap((layer: unknown, index) => layerSketch(layer, index, below(below(pointer, 'layers'), index)))
    : [];
  return { name, detail, kind: SymbolKind.Interface, pointer, parts };
}

function layerSketch(layer: unknown, index: number, pointer: Pointer): readonly Sketch[] {
  if (!isObject(layer)) return [];
  return [{ name: `layer ${index + 1}`, detail: joined(qualityOf(layer)), kind: SymbolKind.EnumMember, pointer }];
}
