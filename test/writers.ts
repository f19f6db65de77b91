import { Document, isScalar, Pair, Scalar, visit, YAMLMap } from 'yaml';
import { setOwn } from '../src/document.ts';

/** Ways to write a value, each with the name of a file that is read so. */
export const writers: { readonly [name: string]: readonly [string, (value: unknown) => string] } = {
  'compact JSON': ['a.json', (value) => JSON.stringify(value)],
  'indented JSON': ['a.json', (value) => JSON.stringify(value, undefined, '\t')],
  'block YAML': ['a.yaml', (value) => yaml(value, 'block')],
  'flow YAML': ['a.yaml', (value) => yaml(value, 'flow')],
  'JSON read as YAML': ['a.yaml', (value) => JSON.stringify(value, undefined, 2)],
  'YAML with CRLF': ['a.yaml', (value) => yaml(value, 'block').replaceAll('\n', '\r\n')],
  'YAML with aliases': ['a.yaml', (value) => yaml(shared(value, new Map()), 'block', { aliases: true })],
  'YAML with merge keys': ['a.yaml', (value) => yaml(value, 'block', { merges: true })],
};

/** Writes YAML in which `<<` is a name like any other; with `merges` half of each map is merged into it. */
export function yaml(
  value: unknown,
  collectionStyle: 'block' | 'flow',
  { aliases = false, merges = false } = {},
): string {
  const document = new Document(value, { aliasDuplicateObjects: aliases });
  visit(document, {
    Scalar(_, scalar) {
      // A merge key, and a byte order mark where it stands first.
      if (scalar.value === '<<' || (typeof scalar.value === 'string' && scalar.value.startsWith('\u{feff}'))) {
        scalar.type = 'QUOTE_DOUBLE';
      }
    },
  });
  visit(document, {
    Map(_, map) {
      if (!merges || map.items.length < 2 || map.items.some(({ key }) => isMerge(key))) return;
      const half = new YAMLMap(document.schema);
      half.items.push(...map.items.splice(0, map.items.length >> 1));
      map.items.push(new Pair(new Scalar('<<'), half));
    },
  });
  return document.toString({ collectionStyle });
}

function isMerge(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type !== 'QUOTE_DOUBLE';
}

/** The same value, in which equal parts are one object. */
function shared(value: unknown, known: Map<string, unknown>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const spelled = JSON.stringify(value);
  if (known.has(spelled)) return known.get(spelled);
  const copy: object = Array.isArray(value) ? [] : {};
  known.set(spelled, copy);
  for (const [name, entry] of Object.entries(value)) setOwn(copy, name, shared(entry, known));
  return copy;
}
