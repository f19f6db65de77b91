import type { Json } from '../change.ts';

/** What is to be written: a value, text that is moved, or an object that holds such. */
export type Content = Json | Moved | ReadonlyMap<string, Content>;

/** A value whose text is carried to another place. */
export class Moved {
  readonly value: Json;
  /** Between brackets: the value. In a block: all that stands behind its colon, with the comment behind the value. */
  readonly text: string;
  readonly style: 'flow' | 'block';
  /** The white space before the first line. */
  readonly indent: string;

  constructor(value: Json, text: string, style: 'flow' | 'block', indent: string) {
    this.value = value;
    this.text = text;
    this.style = style;
    this.indent = indent;
  }

  /** The text with its lines moved to another indentation. */
  at(indent: string): string {
    return this.text.replaceAll(
      /(\r?\n)([ \t]*)(?![ \t\r\n])/g,
      (_, newline: string, space: string) =>
        newline + (space.startsWith(this.indent) ? indent + space.slice(this.indent.length) : space),
    );
  }
}

/** How objects and lists between brackets are written. */
export interface FlowStyle {
  /** Whether names and text stand in double quotes. */
  readonly json: boolean;
  /** Whether entries stand on lines of their own. */
  readonly lines: boolean;
  /** The white space before the entries, if they stand on lines of their own. */
  readonly indent: string;
  /** One step of indentation. */
  readonly unit: string;
  readonly newline: string;
  /** The colon with the white space around it. */
  readonly colon: string;
  /** The white space behind a comma within a line. */
  readonly gap: string;
}

/** The properties of an object that is to be written; none for anything else. */
function membersOf(content: Content): (readonly [string, Content])[] {
  if (content instanceof Map) return [...content];
  return isScalar(content) || isList(content) || content instanceof Moved ? [] : Object.entries(content);
}

function isList(content: Content): content is readonly Json[] {
  return Array.isArray(content);
}

/** Whether it is an object or a list with something in it. */
export function isFull(content: Content): boolean {
  return (isList(content) ? content : membersOf(content)).length > 0;
}

/** A value as it is written in JSON, or between brackets in YAML. `indent` is that of the line in which it begins. */
export function flowText(content: Content, style: FlowStyle, indent: string): string {
  if (content instanceof Moved) {
    return content.style === 'flow' && (style.json || !content.text.includes('\n'))
      ? content.at(indent)
      : flowText(content.value, style, indent);
  }
  if (isScalar(content)) return style.json ? JSON.stringify(content) : yamlScalar(content, '', true);
  const inside = style.lines ? indent + style.unit : '';
  if (isList(content)) {
    return bracketed(
      '[',
      content.map((item) => flowText(item, style, inside)),
      ']',
      style,
      indent,
    );
  }
  const members = membersOf(content).map(([name, value]) => flowProperty(name, value, style, inside));
  return bracketed('{', members, '}', style, indent);
}

/** A property as it is written in JSON, or between brackets in YAML. */
export function flowProperty(name: string, value: Content, style: FlowStyle, indent: string): string {
  return `${style.json ? JSON.stringify(name) : yamlScalar(name, '', true)}${style.colon}${flowText(value, style, indent)}`;
}

function bracketed(open: string, entries: readonly string[], close: string, style: FlowStyle, indent: string): string {
  if (entries.length === 0) return open + close;
  if (!style.lines) return open + entries.join(`,${style.gap}`) + close;
  const line = style.newline + indent;
  return open + line + style.unit + entries.join(`,${line}${style.unit}`) + line + close;
}

/** How YAML blocks are written. */
export interface BlockStyle {
  /** One step of indentation. */
  readonly unit: string;
  readonly newline: string;
}

/** An object or list that is not empty, in lines of its own: all but the first are indented by `column` spaces. */
export function blockText(content: Content, style: BlockStyle, column: number): string {
  const line = style.newline + ' '.repeat(column);
  if (isList(content)) return content.map((item) => blockEntry(item, style, column)).join(line);
  return membersOf(content)
    .map(([name, value]) => blockProperty(name, value, style, column))
    .join(line);
}

/** An entry of a list whose dashes stand in `column`. */
export function blockEntry(value: Content, style: BlockStyle, column: number): string {
  return `- ${isFull(value) ? blockText(value, style, column + 2) : flowText(value, oneLine(style), '')}`;
}

/** A property of a block whose names stand in `column`. */
export function blockProperty(name: string, value: Content, style: BlockStyle, column: number): string {
  return `${yamlScalar(name, '', false)}:${blockValue(value, style, column)}`;
}

/** What stands behind the colon of a name in `column`. */
export function blockValue(value: Content, style: BlockStyle, column: number): string {
  if (value instanceof Moved) {
    if (value.style === 'block') return value.at(' '.repeat(column));
    return value.text.includes('\n') ? blockValue(value.value, style, column) : ` ${value.text}`;
  }
  if (!isFull(value)) return ` ${isScalar(value) ? yamlScalar(value, '', false) : flowText(value, oneLine(style), '')}`;
  const inner = column + style.unit.length;
  return `${style.newline}${' '.repeat(inner)}${blockText(value, style, inner)}`;
}

function oneLine({ unit, newline }: BlockStyle): FlowStyle {
  return { json: false, lines: false, indent: '', unit, newline, colon: ': ', gap: ' ' };
}

/** Whether it is text, a number or a keyword. */
export function isScalar(content: Content): content is string | number | boolean | null {
  return typeof content !== 'object' || content === null;
}

/** A scalar as YAML writes it: text as `before` was, if it can; between brackets if `flow`. */
export function yamlScalar(value: string | number | boolean | null, before: string, flow: boolean): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (before.startsWith("'") && isPrintable(value)) return `'${value.replaceAll("'", "''")}'`;
  if (!before.startsWith('"') && isPlain(value, flow)) return value;
  return JSON.stringify(value).replaceAll(
    /[\u007f-\u00a0\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isPrintable(value: string): boolean {
  return /^[\x20-\x7e\u00a1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u.test(value);
}

/** Whether text without quotes is the same text to every reader of YAML, 1.1 and 1.2. */
function isPlain(value: string, flow: boolean): boolean {
  if (!isPrintable(value) || /^[\s\-?:,[\]{}#&*!|>'"%@`=<~]|^\.\.\.|\s$/.test(value) || value === '') return false;
  if (/:(?:\s|$)|\s#/.test(value) || (flow && /[,[\]{}:]/.test(value))) return false;
  if (/^(?:null|true|false|yes|no|on|off|y|n)$/i.test(value)) return false;
  return !/^[+.]?(?:\d[\d_.:,xobea-f+-]*|inf|nan)$/i.test(value);
}
