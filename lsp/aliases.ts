import type { Document } from '../src/document.ts';
import { yamlAnchors } from '../src/yaml.ts';
import type { Mention, Name } from './names.ts';

/** The anchors of a document, each with the aliases that mean it: those of its name before the next anchor of that name. */
export function anchorsIn(document: Document): readonly Name[] {
  const { syntax, text } = document;
  // Most documents have none, and need not be looked through.
  if (syntax !== 'yaml' || !/[&*]/.test(text)) return [];
  const { range } = document;
  const all: Name[] = [];
  const latest = new Map<string, Mention[]>();
  for (const { is, name, range: place } of yamlAnchors(text)) {
    if (place.start < range.start || place.start > range.end) continue;
    let mentions = latest.get(name);
    if (is === 'anchor' || mentions === undefined) {
      mentions = [];
      latest.set(name, mentions);
      all.push({ of: 'anchor', text: name, map: '', mentions, places: [] });
    }
    const inside = { start: place.start + 1, end: place.end };
    mentions.push({ range: place, inside, as: is === 'anchor' ? 'key' : 'use', pointer: '' });
  }
  return all;
}
