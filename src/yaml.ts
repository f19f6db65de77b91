import type { Document } from './document.ts';
import { readYamlNodes } from './yaml-nodes.ts';
import { readPlainPlaces, readPlainYaml } from './yaml-plain.ts';
import { locatePlain, type PlainNode } from './yaml-plain-places.ts';

export { yamlAnchors, yamlComments } from './yaml-signs.ts';

/**
 * Reads YAML 1.2 text, without a byte order mark: all documents of the stream that are not empty. Merge keys count.
 * Most text costs one pass over it; places are found when they are asked for. Broken text gives its broken places and what
 * could be read of the rest.
 */
export function readYaml(text: string): readonly Document[] {
  const plain = readPlainYaml(text);
  return plain === undefined ? readYamlNodes(text, readYaml) : [plainDocument(text, plain.value)];
}

function plainDocument(text: string, value: unknown): Document {
  let known: Document | undefined;
  let places: PlainNode | undefined;
  const withNodes = (): Document | undefined => {
    known ??= readYamlNodes(text, readYaml)[0];
    return known;
  };
  return {
    text,
    syntax: 'yaml',
    index: 0,
    get range() {
      return withNodes()?.range ?? { start: 0, end: text.length };
    },
    value,
    problems: [],
    partial: false,
    locate(pointer) {
      places ??= readPlainPlaces(text);
      return locatePlain(places, pointer);
    },
    layout: (pointer) => withNodes()?.layout(pointer),
    read: readYaml,
  };
}
