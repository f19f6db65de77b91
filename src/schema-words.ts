import type { SchemaError } from '../schemas/generated/validators.d.ts';
import { type Document, valueAt } from './document.ts';
import { type Field, fieldAt, type SchemaName } from './fields.ts';
import { listed } from './listed.ts';
import { folded, nearest } from './nearest.ts';
import { lastStep, type Pointer, parent, steps } from './pointer.ts';
import type { Words } from './schema.ts';
import { namesAt, suggest } from './suggest.ts';

/** A document, and what schema it is held against. */
export interface Subject {
  readonly document: Document;
  readonly kind: SchemaName;
}

/** The rule that a value breaks. */
export function ruleOf({ kind }: Subject, pointer: Pointer, { keyword }: SchemaError): string {
  switch (keyword) {
    case 'enum':
      return 'schema/enum';
    case 'minimum':
    case 'maximum':
    case 'multipleOf':
      return fieldAt(kind, pointer)?.rule ?? 'schema/range';
    case 'minItems':
    case 'maxItems':
      return 'schema/length';
    case 'maxLength':
      return fieldAt(kind, pointer)?.rule ?? 'schema/length';
    case 'pattern':
      return fieldAt(kind, pointer)?.rule ?? 'schema/type';
    default:
      return 'schema/type';
  }
}

/** Says that a value has the wrong type, or is out of its bounds. */
export function wrongValue(subject: Subject, pointer: Pointer, error: SchemaError): Words {
  const field = fieldAt(subject.kind, pointer);
  const value = valueAt(subject.document, pointer);
  const name = nameOf(pointer);
  switch (error.keyword) {
    case 'type':
      return wrongType(subject, pointer, value, field);
    case 'enum':
      return notListed(pointer, value, error.params.allowedValues);
    case 'minimum':
    case 'maximum':
    case 'multipleOf':
      return {
        message: `${name} must be ${bounds(field)}, found ${show(value)}`,
        fix: writing(pointer, nearestWithin(field, value)),
      };
    case 'minItems':
    case 'maxItems': {
      const count = Array.isArray(value) ? value.length : 0;
      return { message: `${name} must hold ${allowedCount(field)}, found ${count}` };
    }
    case 'maxLength': {
      const length = typeof value === 'string' ? characters(value) : 0;
      return { message: `${name} is ${length} characters long, at most ${error.params.limit} are allowed` };
    }
    case 'pattern':
      return { message: wrongCharacters(name, value), fix: writing(pointer, withAllowedCharacters(value)) };
    default:
      return { message: `${name} must be a URL or a path, found ${show(value)}` };
  }
}

/** Says that properties are missing which their owner must have. */
export function missingProperties(subject: Subject, owner: Pointer, names: readonly string[]): Words {
  const field = fieldAt(subject.kind, owner);
  const verb = names.length === 1 ? 'is' : 'are';
  const title = lowerFirst(field?.title ?? 'this');
  const isPlural = title.endsWith('s') && title !== 'this';
  const what = isPlural || title === 'this' ? title : `${article(title)} ${title}`;
  const message = `${inWords(names)} ${verb} missing: ${what} ${isPlural ? 'need' : 'needs'} ${names.length === 1 ? 'it' : 'them'}`;
  const key = lastStep(owner);
  // A destination's name is its key.
  const isNamed = parent(owner) !== undefined && fieldAt(subject.kind, parent(owner) ?? '')?.isMap === true;
  if (names.length !== 1 || names[0] !== 'name' || key === undefined || !isNamed) return { message };
  return {
    message,
    fix: { title: `add the name \`${shorten(key)}\``, safe: true, changes: [{ add: owner, name: 'name', value: key }] },
  };
}

/** What a file of the program's own is called. */
const tops: ReadonlyMap<SchemaName, string> = new Map([
  ['config', 'the configuration'],
  ['baseline', 'the baseline'],
]);

/** Says that a property is not known where it stands, and where it probably belongs. */
export function unknownProperty(subject: Subject, pointer: Pointer, owner: Pointer): Words {
  const written = lastStep(pointer) ?? '';
  const name = `\`${shorten(written)}\``;
  const siblings = namesAt(subject.kind, owner);
  const top = tops.get(subject.kind) ?? `a ${subject.kind} document`;
  const where = owner === '' ? `at the top of ${top}` : `in ${nameOf(owner)}`;
  const guess = suggest(subject.kind, owner, written, siblings);
  if (guess === undefined) return { message: `${name} is not known ${where}: ${known(siblings)}` };
  if ('elsewhere' in guess) return { message: `${name} is not known ${where}: it belongs ${guess.elsewhere}` };
  const { sibling } = guess;
  const message = `${name} is not known ${where}, did you mean \`${sibling}\`?`;
  const holder = valueAt(subject.document, owner);
  if (typeof holder === 'object' && holder !== null && Object.hasOwn(holder, sibling)) return { message };
  const isCertain = folded(sibling) === folded(written);
  const fix = { title: `rename to \`${sibling}\``, safe: isCertain, changes: [{ rename: pointer, to: sibling }] };
  return { message, fix };
}

function wrongType({ document }: Subject, pointer: Pointer, value: unknown, field: Field | undefined): Words {
  const types = field?.types ?? [];
  // What stands unquoted may be one of the words all the same: YAML 1.1 reads `off` as false.
  if (field?.enum !== undefined && (typeof value === 'number' || typeof value === 'boolean')) {
    return notListed(pointer, value, field.enum);
  }
  const name = nameOf(pointer);
  const wanted = listed(
    types.map((type) => typeNames.get(type) ?? type),
    'or',
  );
  const found = typeof value === 'string' && value !== '' ? `the text ${show(value)}` : show(value);
  const message = `${name} must be ${wanted}, found ${found}`;
  const replacement = lossless(types, value, sourceAt(document, pointer, value));
  if (replacement !== undefined) {
    const title = typeof replacement === 'string' ? 'put it in quotes' : `write ${String(replacement)} without quotes`;
    const hint =
      typeof replacement === 'string' ? 'put it in quotes' : `write \`${String(replacement)}\` without quotes`;
    return {
      message: `${message}: ${hint}`,
      fix: { title, safe: true, changes: [{ replace: pointer, value: replacement }] },
    };
  }
  if (types.includes('boolean') && typeof value === 'string' && switches.has(value.toLowerCase())) {
    const meant = switches.get(value.toLowerCase()) === true;
    const why =
      document.syntax === 'yaml' ? `, which YAML 1.2 reads as text: write \`${meant}\`` : `: write \`${meant}\``;
    const fix = { title: `write ${meant}`, safe: true, changes: [{ replace: pointer, value: meant }] };
    return { message: `${message}${why}`, fix };
  }
  const slip = document.syntax === 'yaml' && typeof value === 'string' ? /^([\w-]+):(\S.*)$/.exec(value) : null;
  if (slip !== null && types.includes('object')) {
    return {
      message: `${message}: a space is missing after the colon, as in \`${shorten(`${slip[1]}: ${slip[2]}`)}\``,
    };
  }
  if (value === null && types.includes('object')) return { message: `${message}: write \`{}\` for the defaults` };
  return { message };
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['object', 'an object'],
  ['array', 'a list'],
  ['integer', 'a whole number'],
  ['number', 'a number'],
  ['string', 'text'],
  ['boolean', '`true` or `false`'],
  ['null', '`null`'],
]);

/** Words that other languages and YAML 1.1 take for true or false. */
const switches: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['on', true],
  ['y', true],
  ['no', false],
  ['off', false],
  ['n', false],
]);

/** The value of the wanted type that a value spells, if it is certain. */
function lossless(
  types: readonly string[],
  value: unknown,
  source: string | undefined,
): string | number | boolean | undefined {
  if (typeof value === 'string') {
    const isNumber = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/.test(value);
    if (isNumber && (types.includes('number') || (types.includes('integer') && Number.isInteger(Number(value))))) {
      return Number(value);
    }
    if (types.includes('boolean') && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  }
  if ((typeof value === 'number' || typeof value === 'boolean') && types.includes('string')) return source;
  return undefined;
}

/** How a number or boolean is written: `1.20` is not `1.2`. */
function sourceAt(document: Document, pointer: Pointer, value: unknown): string | undefined {
  if (typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const location = document.locate(pointer);
  const range = location?.origin ?? location?.value;
  return range === undefined ? undefined : document.text.slice(range.start, range.end);
}

/** What other programs write for a severity. */
const otherSeverities: ReadonlyMap<string, string> = new Map([
  ['false', 'off'],
  ['0', 'off'],
  ['none', 'off'],
  ['disabled', 'off'],
  ['warn', 'warning'],
  ['1', 'warning'],
  ['2', 'error'],
  ['note', 'info'],
  ['hint', 'info'],
]);

function notListed(pointer: Pointer, value: unknown, allowed: readonly string[]): Words {
  const name = nameOf(pointer);
  const choice = listed(
    allowed.map((one) => `\`${one}\``),
    'or',
  );
  const message = `${name} must be ${choice}, found ${show(value)}`;
  const habit = otherSeverities.get(String(value).toLowerCase());
  const near = typeof value === 'string' ? nearest(value, allowed) : undefined;
  const meant = habit !== undefined && allowed.includes(habit) ? habit : near;
  const [only] = allowed.length === 1 ? allowed : [];
  if (meant === undefined) return { message, fix: writing(pointer, only) };
  const isCertain = typeof value === 'string' && folded(meant) === folded(value);
  const fix = writing(pointer, meant, isCertain);
  return { message: allowed.length > 1 ? `${message}, did you mean \`${meant}\`?` : message, fix };
}

/** A fix that writes what was meant, if that can be told. */
function writing(pointer: Pointer, value: string | number | undefined, safe = false): Words['fix'] {
  if (value === undefined) return undefined;
  return { title: `write \`${shorten(String(value))}\``, safe, changes: [{ replace: pointer, value }] };
}

/** The number nearest to one that is out of its bounds. */
function nearestWithin(field: Field | undefined, value: unknown): number | undefined {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, multipleOf, rule } = field ?? {};
  // What -1 stands for is no small number.
  if (typeof value !== 'number' || !Number.isFinite(value) || minimum === -1) return undefined;
  const step = multipleOf ?? (rule === 'room-state-interval' ? 5 : undefined);
  const stepped = step === undefined ? value : Math.round(value / step) * step;
  return Math.min(maximum, Math.max(rule === 'room-state-interval' ? 5 : minimum, stepped));
}

/** A name with a dash for all that it may not hold. */
function withAllowedCharacters(value: unknown): string | undefined {
  const allowed = typeof value === 'string' ? value.replaceAll(/[^a-zA-Z0-9 ._:-]+/g, '-') : '';
  return /[a-zA-Z0-9]/.test(allowed) ? allowed : undefined;
}

function bounds(field: Field | undefined): string {
  const { minimum, maximum, multipleOf, unit, rule } = field ?? {};
  const units = unit === undefined ? '' : ` ${unit}`;
  // Messages of its own, so that the condition on `enabled` need not be explained.
  if (rule === 'room-state-interval') return `a multiple of 5 from 5 to 3600${units}`;
  if (rule === 'role-priority') return 'from 1 (highest) to 5 (lowest)';
  const step = multipleOf === undefined ? '' : `a multiple of ${multipleOf} `;
  if (minimum !== undefined && maximum !== undefined) return `${step}from ${minimum} to ${maximum}${units}`;
  if (minimum !== undefined) return minimum === -1 ? '-1, 0 or more' : `${step}${minimum}${units} or more`;
  if (maximum !== undefined) return `${step}${maximum}${units} or less`;
  return 'within its bounds';
}

function allowedCount(field: Field | undefined): string {
  const { minItems, maxItems } = field ?? {};
  const entries = (count: number) => `${count} ${count === 1 ? 'entry' : 'entries'}`;
  if (minItems !== undefined && minItems === maxItems) return `exactly ${entries(minItems)}`;
  if (maxItems !== undefined) return `at most ${entries(maxItems)}`;
  return `at least ${entries(minItems ?? 1)}`;
}

function wrongCharacters(name: string, value: unknown): string {
  const allowed = 'letters a-z and A-Z, digits, spaces and - . _ : are allowed';
  const text = typeof value === 'string' ? value : '';
  if (text === '') return `${name} is empty: ${allowed}`;
  const wrong = new Set<string>();
  for (const [character] of text.matchAll(/[^a-zA-Z0-9 ._:-]/gu)) if (wrong.add(`\`${character}\``).size === 5) break;
  return `${name} holds ${listed([...wrong], 'and')}: only ${allowed}`;
}

/** How many Unicode code points a text has. */
function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** A character in words, where it has no shape of its own. */
function _character(one: string): string {
  if (one === '\n' || one === '\r') return 'a line break';
  if (one === '\t') return 'a tab';
  const code = (one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return /[\p{C}\p{Z}]/u.test(one) ? `U+${code}` : `\`${one}\``;
}

function known(names: readonly string[]): string {
  if (names.length === 0) return 'nothing may stand in it';
  if (names.length === 1) return `only \`${names[0]}\` is known`;
  const shown = names.slice(0, 8).map((name) => `\`${name}\``);
  return names.length > 8
    ? `known are ${shown.join(', ')} and ${names.length - 8} more`
    : `known are ${listed(shown, 'and')}`;
}

/** What a place is called: its name, `layers[1]` for an entry of a list. */
function nameOf(pointer: Pointer): string {
  const all = steps(pointer);
  const last = all.at(-1);
  if (last === undefined) return 'the document';
  if (!/^\d+$/.test(last)) return `\`${shorten(last)}\``;
  const list = all.at(-2);
  return list === undefined ? `entry ${last}` : `\`${shorten(list)}[${last}]\``;
}

/** A value as a message shows it. */
function show(value: unknown): string {
  if (value === null) return 'nothing (`null`)';
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return value === '' ? 'empty text' : `\`${shorten(value)}\``;
  return `\`${String(value)}\``;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function inWords(names: readonly string[]): string {
  return listed(
    names.map((name) => `\`${name}\``),
    'and',
  );
}

function article(noun: string): string {
  // An abbreviation is spelled letter by letter: an `RTMP`.
  return (/^[A-Z]{2}/.test(noun) ? /^[AEFHILMNORSX]/ : /^[aeiou]/i).test(noun) ? 'an' : 'a';
}

function lowerFirst(text: string): string {
  // `HLS layer` stays as it is.
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
