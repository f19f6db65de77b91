import type { Kind } from '../diagnostic.ts';
import { blockText } from '../edit/spell.ts';
import { type SchemaPlace, schemaPlace } from '../fields.ts';
import { isProperties, propertiesOf, toJson } from './values.ts';

/** A document as text, in a fixed order: the names of the schema in its order, those of the author's own by the alphabet. */
export function documentText(kind: Kind, value: unknown, syntax: 'json' | 'yaml', comments: readonly string[]): string {
  const ordered = toJson(inOrder(value, schemaPlace(kind)));
  if (syntax === 'json') return `${JSON.stringify(ordered, undefined, 2)}\n`;
  const lines = comments.map((comment) => `# ${comment}\n`).join('');
  return `${lines}${blockText(ordered, { unit: '  ', newline: '\n' }, 0)}\n`;
}

function inOrder(value: unknown, place: SchemaPlace | undefined): unknown {
  if (Array.isArray(value)) return value.map((entry, index) => inOrder(entry, place?.below(String(index))));
  if (!isProperties(value)) return value;
  const known = place?.field.names ?? [];
  const others = Object.keys(value).filter((name) => !known.includes(name));
  const names = [...known.filter((name) => Object.hasOwn(value, name)), ...others.toSorted()];
  return propertiesOf(names.map((name) => [name, inOrder(value[name], place?.below(name))]));
}
