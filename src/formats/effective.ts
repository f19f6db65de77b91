import type { Kind, Range } from '../diagnostic.ts';
import { yamlScalar } from '../edit/spell.ts';
import { Lines } from '../lines.ts';
import type { Default, EffectiveDocument } from '../model/effective.ts';
import { below, type Pointer } from '../pointer.ts';
import { visible, visibleJson } from '../visible.ts';

/** A document with its defaults filled in, for printing. Its values are shown as they are: secrets must be masked before. */
export interface PrintedDocument extends EffectiveDocument {
  /** Whether only a comment tells its kind: its content leaves that open. */
  readonly needsKind: boolean;
  /** What the schema does not accept, by where it stands: the rule and the words. */
  readonly refused: ReadonlyMap<
    Pointer,
    { readonly part: 'key' | 'value'; readonly rule: string; readonly message: string }
  >;
  /** Where a written value stands in the file; `undefined` if it is not there. */
  locate(pointer: Pointer): Range | undefined;
}

/** The documents of a file as YAML: comments say where each value that was filled in comes from, and what the schema refuses. */
export function effectiveYaml(documents: readonly PrintedDocument[]): string {
  return documents
    .map((document, index) => {
      const lines = [
        ...(index > 0 ? ['---'] : []),
        ...(document.needsKind ? [`# hmslint-kind ${document.kind}`] : []),
        ...blockOf(document.value, '', '', document),
      ];
      return `${lines.join('\n')}\n`;
    })
    .join('');
}

/** The documents of a file as JSON, version 1, as `schemas/effective.schema.json` describes it. `text` is the file's. */
export function effectiveJson(path: string, text: string, documents: readonly PrintedDocument[]): string {
  const lines = new Lines(text);
  const place = (offset: number) => ({ ...lines.position(offset), offset });
  const value = {
    version: 1,
    path,
    documents: documents.map((document) => ({
      kind: document.kind satisfies Kind,
      value: document.value,
      origins: [...leavesOf(document.value, '')].map((pointer) => {
        const standing = document.filled.get(pointer);
        if (standing !== undefined) return { pointer, ...originOf(standing) };
        const range = document.locate(pointer);
        return {
          pointer,
          origin: 'written',
          ...(range !== undefined && { range: { start: place(range.start), end: place(range.end) } }),
        };
      }),
      refused: Array.from(document.refused, ([pointer, { rule, message }]) => ({ pointer, rule, message })),
    })),
  };
  return `${visibleJson(JSON.stringify(value, null, 2))}\n`;
}

function originOf({ origin, documented, isUnanswered }: Default) {
  return {
    origin,
    ...(documented !== undefined && { documented }),
    ...(isUnanswered && { unanswered: true }),
  };
}

/** The pointers of all that holds nothing: scalars, and empty objects and lists. */
function* leavesOf(value: unknown, pointer: Pointer): Iterable<Pointer> {
  if (!isFull(value)) {
    yield pointer;
    return;
  }
  for (const [name, entry] of Object.entries(value)) yield* leavesOf(entry, below(pointer, name));
}

/** The lines of a value, which begin in the column of `indent`. */
function blockOf(value: unknown, pointer: Pointer, indent: string, document: PrintedDocument): string[] {
  if (!isFull(value)) return [`${indent}${inline(value)}${commentAt(pointer, document)}`];
  const lines: string[] = [];
  if (Array.isArray(value)) {
    for (const [index, entry] of value.entries()) {
      const block = blockOf(entry, below(pointer, index), `${indent}  `, document);
      for (const [number, line] of block.entries()) {
        lines.push(number === 0 ? `${indent}- ${line.slice(indent.length + 2)}` : line);
      }
    }
    return lines;
  }
  for (const [name, entry] of Object.entries(value)) {
    const inner = below(pointer, name);
    const key = scalar(name);
    // A name that is followed by its colon may be no longer than this.
    const head = key.length <= longestKey ? `${indent}${key}:` : `${indent}? ${key}\n${indent}:`;
    if (isFull(entry)) {
      lines.push(`${head}${commentAt(inner, document)}`);
      // Hundreds of thousands of lines are more than one call takes as arguments.
      for (const line of blockOf(entry, inner, `${indent}  `, document)) lines.push(line);
    } else {
      lines.push(`${head} ${inline(entry)}${commentAt(inner, document)}`);
    }
  }
  return lines;
}

const longestKey = 1000;

function commentAt(pointer: Pointer, { filled, refused }: PrintedDocument): string {
  const refusal = refused.get(pointer);
  if (refusal !== undefined) return ` # refused: ${refusal.rule}`;
  const standing = filled.get(pointer);
  return standing === undefined ? '' : ` # ${inWords(standing)}`;
}

function inWords({ origin, documented, isUnanswered }: Default): string {
  if (origin === 'documented') {
    return isUnanswered ? 'documented default; answers of the API leave it out' : 'documented default';
  }
  const other = documented === undefined ? '' : `; the documentation says ${scalar(documented)}`;
  return `observed server default${other}`;
}

/** What stands in one line: a scalar, or an empty object or list. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return '[]';
  if (typeof value === 'object' && value !== null) return '{}';
  return isScalar(value) ? scalar(value) : 'null';
}

function scalar(value: string | number | boolean | null): string {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
  }
  if (Object.is(value, -0)) return '-0';
  const isSafe = typeof value !== 'string' || visible(value) === value;
  return isSafe ? yamlScalar(value, '', false) : visibleJson(yamlScalar(value, '"', false));
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Whether it is an object or a list with something in it. */
function isFull(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}
