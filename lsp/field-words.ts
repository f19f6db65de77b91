import type { Field } from '../src/fields.ts';
import { listed } from '../src/listed.ts';
import type { Paragraph, Passage } from './markup.ts';

/** What the schema says of a place, for people: its title, what it does, its bounds and defaults, and where that is documented. */
export function fieldInWords(name: string | undefined, field: Field): readonly Passage[] {
  const { title, description, deprecated } = field;
  const heading: Paragraph = [
    ...(title === undefined ? [] : [`**${title}**`]),
    ...(name === undefined ? [] : [title === undefined ? '' : ' ', { name }]),
    ...(deprecated ? [' (deprecated)'] : []),
  ];
  const facts = [...factsOf(field)];
  return [
    ...(heading.length === 0 ? [] : [heading]),
    ...(description === undefined ? [] : [[description]]),
    ...(facts.length === 0 ? [] : [{ lines: facts.map((fact) => [fact]) }]),
  ];
}

function* factsOf(field: Field): Iterable<string> {
  const { unit, enum: allowed, minItems, maxItems, maxLength, multipleOf, source } = field;
  const types = typesInWords(field);
  if (types !== '') yield `Type: ${types}`;
  const range = rangeInWords(field);
  if (range !== undefined) yield `Range: ${range}`;
  else if (unit !== undefined) yield `Unit: ${unit}`;
  if (multipleOf !== undefined) yield `A multiple of ${multipleOf}`;
  if (allowed !== undefined) yield `One of: ${listed(allowed.map(quoted), 'or')}`;
  if (minItems !== undefined) yield `At least ${minItems} entries`;
  if (maxItems !== undefined) yield `At most ${maxItems} entries`;
  if (maxLength !== undefined) yield `At most ${maxLength} characters`;
  const standing = defaultInWords(field);
  if (standing !== undefined) yield `Default: ${standing}`;
  if (field.readOnly) yield 'The API sets it: a request leaves it out';
  if (source !== undefined) yield `Source: ${source}`;
}

function typesInWords({ types, roleReference, isMap }: Field): string {
  if (roleReference === 'value') return 'the name of a role';
  if (roleReference === 'names') return 'object, by the names of roles';
  return listed(
    types.map((type) => {
      if (type === 'array') return 'list';
      if (type === 'integer') return 'whole number';
      return type === 'object' && isMap ? 'object, by names of your own' : type;
    }),
    'or',
  );
}

function rangeInWords({ minimum, maximum, unit }: Field): string | undefined {
  const counted = unit === undefined ? '' : ` ${unit}`;
  if (minimum === undefined) return maximum === undefined ? undefined : `up to ${maximum}${counted}`;
  return maximum === undefined ? `from ${minimum}${counted}` : `${minimum} to ${maximum}${counted}`;
}

/** What holds where nothing is written: what is documented, and what was seen where that differs. */
function defaultInWords(field: Field): string | undefined {
  const { default: documented, observedDefault: seen, defaultUnless, isUnanswered } = field;
  const unless = defaultUnless === undefined ? '' : `, unless \`${defaultUnless[0]}\` is ${quoted(defaultUnless[1])}`;
  if (seen !== undefined) {
    if (documented === seen) return `${quoted(seen)}${unless}`;
    const saying = documented === undefined ? 'nothing' : quoted(documented);
    return `${quoted(seen)} was seen in answers of the API, the documentation says ${saying}${unless}`;
  }
  if (documented === undefined) return undefined;
  return `${quoted(documented)}${isUnanswered ? ' is documented, answers of the API leave it out' : ''}${unless}`;
}

function quoted(value: string | number | boolean | null): string {
  return `\`${String(value)}\``;
}
