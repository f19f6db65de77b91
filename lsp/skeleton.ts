import { yamlScalar } from '../src/edit/spell.ts';

/** A place that somebody fills in. */
export class Slot {
  /** `text`: a string; `word`: another value; `object` and `list`: what stands inside; `name`: a name of an object. */
  readonly of: 'text' | 'word' | 'object' | 'list' | 'text list' | 'name';
  /** What may stand there: of several, people choose. The first stands there until somebody writes something else. */
  readonly proposals: readonly string[];

  constructor(of: Slot['of'], proposals: readonly string[] = []) {
    this.of = of;
    this.proposals = proposals;
  }
}

/** A value with places to fill in. */
export type Skeleton = string | number | boolean | null | Slot | SkeletonList | SkeletonMap;

export type SkeletonList = readonly Skeleton[];

/** Properties in their order. */
export class SkeletonMap {
  readonly entries: readonly (readonly [name: string | Slot, value: Skeleton])[];

  constructor(entries: SkeletonMap['entries']) {
    this.entries = entries;
  }
}

/** How a skeleton is written. */
export interface Spelling {
  readonly style: 'block' | 'flow';
  /** Whether names and text stand in double quotes, as in JSON. */
  readonly isQuoted: boolean;
  /** One step of indentation. */
  readonly unit: string;
  readonly newline: string;
}

/** Text, and places to fill in within it. */
export type Segments = readonly (string | Slot)[];

/** A property: its name and its value, on a line that begins in `column`. */
export function propertySegments(
  name: string | Slot,
  value: Skeleton,
  spelling: Spelling,
  column: number,
): (string | Slot)[] {
  const colon = spelling.style === 'block' && beginsBelow(value) ? ':' : ': ';
  return [...nameSegments(name, spelling), colon, ...valueSegments(value, spelling, column)];
}

/** A value that stands behind a colon or a dash in `column`. */
export function valueSegments(value: Skeleton, spelling: Spelling, column: number): (string | Slot)[] {
  if (value instanceof Slot) return slotSegments(value, spelling, column);
  if (spelling.style === 'block' && isBlock(value)) {
    const inner = column + spelling.unit.length;
    return [line(spelling, inner), ...blockSegments(value, spelling, inner)];
  }
  if (value instanceof SkeletonMap) return flowMap(value, spelling, column);
  if (isList(value)) return flowList(value, spelling, column);
  return [scalar(value, spelling)];
}

/** Properties or entries on lines of their own; the first begins where it is put, the others in `column`. */
export function blockSegments(
  value: SkeletonMap | SkeletonList,
  spelling: Spelling,
  column: number,
): (string | Slot)[] {
  const between = line(spelling, column);
  if (value instanceof SkeletonMap) {
    return joined(
      value.entries.map(([name, inner]) => propertySegments(name, inner, spelling, column)),
      between,
    );
  }
  return joined(
    value.map((inner) => [
      '- ',
      ...(inner instanceof SkeletonMap
        ? blockSegments(inner, spelling, column + 2)
        : valueSegments(inner, spelling, column)),
    ]),
    between,
  );
}

/** Whether what stands behind a colon begins on the next line of a block. */
function beginsBelow(value: Skeleton): boolean {
  if (value instanceof Slot) return value.of === 'object' || value.of === 'list' || value.of === 'text list';
  return isBlock(value);
}

/** Whether it stands on lines of its own in a block. */
function isBlock(value: Skeleton): value is SkeletonMap | SkeletonList {
  if (value instanceof SkeletonMap) return value.entries.length > 0;
  return isList(value) && value.some((inner) => inner instanceof SkeletonMap);
}

function isList(value: Skeleton): value is SkeletonList {
  return Array.isArray(value);
}

function slotSegments(slot: Slot, spelling: Spelling, column: number): (string | Slot)[] {
  const isInBlock = spelling.style === 'block';
  const inner = line(spelling, column + spelling.unit.length);
  switch (slot.of) {
    case 'object':
      return isInBlock ? [inner, slot] : ['{', slot, '}'];
    case 'list':
      return isInBlock ? [`${inner}- `, slot] : ['[', slot, ']'];
    case 'text list':
      if (isInBlock) return [`${inner}- `, slot];
      return spelling.isQuoted ? ['["', slot, '"]'] : ['[', slot, ']'];
    case 'text':
    case 'name':
      return spelling.isQuoted ? ['"', slot, '"'] : [slot];
    case 'word':
      return [slot];
  }
}

function nameSegments(name: string | Slot, spelling: Spelling): (string | Slot)[] {
  return name instanceof Slot ? slotSegments(name, spelling, 0) : [scalar(name, spelling)];
}

function flowMap({ entries }: SkeletonMap, spelling: Spelling, column: number): (string | Slot)[] {
  const isLong = spelling.isQuoted && entries.some(([, value]) => value instanceof SkeletonMap || isBlock(value));
  const inner = column + spelling.unit.length;
  const parts = entries.map(([name, value]) => propertySegments(name, value, spelling, isLong ? inner : column));
  if (isLong) {
    const between = line(spelling, inner);
    return ['{', between, ...joined(parts, `,${between}`), line(spelling, column), '}'];
  }
  return parts.length === 0 ? ['{}'] : ['{ ', ...joined(parts, ', '), ' }'];
}

function flowList(list: SkeletonList, spelling: Spelling, column: number): (string | Slot)[] {
  return [
    '[',
    ...joined(
      list.map((value) => valueSegments(value, spelling, column)),
      ', ',
    ),
    ']',
  ];
}

function joined(parts: readonly Segments[], between: string): (string | Slot)[] {
  return parts.flatMap((part, index) => (index === 0 ? [...part] : [between, ...part]));
}

function line({ newline }: Spelling, column: number): string {
  return newline + ' '.repeat(column);
}

/** A value as it is written: text in quotes where it would be something else without. */
function scalar(value: string | number | boolean | null, { style, isQuoted }: Spelling): string {
  if (isQuoted) return JSON.stringify(value);
  return yamlScalar(value, '', style === 'flow');
}

/** Segments as an editor's snippet. */
export function snippet(segments: Segments): string {
  const numbers = new Map<Slot, number>();
  return segments
    .map((segment) => {
      if (typeof segment === 'string') return segment.replaceAll(/[\\$]/g, '\\$&');
      const known = numbers.get(segment);
      if (known !== undefined) return `\${${known}}`;
      const number = numbers.size + 1;
      numbers.set(segment, number);
      const [first = ''] = segment.proposals;
      if (segment.proposals.length > 1) return `\${${number}|${segment.proposals.map(choice).join(',')}|}`;
      return first === '' ? `\${${number}}` : `\${${number}:${escaped(first)}}`;
    })
    .join('');
}

/** Segments as text, in which what comes first stands. */
export function plain(segments: Segments): string {
  return segments.map((segment) => (typeof segment === 'string' ? segment : (segment.proposals[0] ?? ''))).join('');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}

function choice(text: string): string {
  return text.replaceAll(/[\\,|]/g, '\\$&');
}
