import type { Range } from '../src/diagnostic.ts';
import { syntaxOf } from '../src/document.ts';
import type { SchemaName } from '../src/fields.ts';
import { maxSize, mayBeOurs } from '../src/files.ts';
import { recognise } from '../src/kind.ts';
import { kindsIn } from './kinds.ts';
import type { OpenDocument } from './open-document.ts';
import { isObject } from './values.ts';

/** The document of a text that somebody writes. */
export interface WrittenDocument {
  /** What it is, or is about to be. */
  readonly kind: SchemaName;
  /** The part of the text that it is. */
  readonly range: Range;
  readonly syntax: 'json' | 'yaml';
}

/**
 * The document of a text that an offset stands in, if it is one for which anything can be proposed: one that is linted, one
 * that has begun to look like it, or one without content, which may become a template.
 */
export function kindAt(open: OpenDocument, offset: number): WrittenDocument | undefined {
  const { markedText } = open;
  if (markedText.length > maxSize) return undefined;
  const isEmpty =
    markedText.length <= mostEmpty && /^\ufeff?(?:\s|#.*|---)*\{?\s*[\w"']{0,20}\s*\}?\s*$/.test(markedText);
  if (!isEmpty && !open.isConfiguration && !open.isOurs && !mayBeOurs(markedText)) return undefined;
  const document = open.documentAt(offset);
  const syntax = document?.syntax ?? syntaxOf(open.path, open.text);
  const range = syntax === 'json' ? { start: 0, end: open.text.length } : documentRange(open.text, offset);
  const kind = open.isConfiguration ? 'config' : kindOf(open, offset);
  if (kind !== undefined) return { kind, range, syntax };
  return isEmpty ? { kind: 'template', range, syntax } : undefined;
}

/** A longer text says what it is. */
const mostEmpty = 2000;

function kindOf(open: OpenDocument, offset: number): SchemaName | undefined {
  const document = open.documentAt(offset);
  if (document === undefined) return undefined;
  const known = kindsIn(open).get(document);
  if (known !== undefined) return known;
  const { value } = document;
  if (isObject(value) && Object.keys(value).some((name) => marks.has(name))) return recognise(value, true)?.kind;
  // It was a document of the API before it was broken, or its configuration says so.
  return open.isOurs ? (open.kind ?? 'template') : undefined;
}

/** Names that hardly any other document has at its top. */
const marks: ReadonlySet<string> = new Set([
  'roles',
  'destinations',
  'publishParams',
  'subscribeParams',
  'maxPeerCount',
  'roomState',
  'rtmpDestinations',
  'hlsDestinations',
  'browserRecordings',
]);

/** The YAML document that an offset stands in: what is between the markers around it. */
function documentRange(text: string, offset: number): Range {
  let start = 0;
  let end = text.length;
  for (const { index } of text.matchAll(/^(?:---|\.\.\.)(?=\s|$)/gm)) {
    if (index + 3 <= offset) start = index;
    else if (index >= offset) {
      end = index;
      break;
    }
  }
  return { start, end: Math.max(start, end) };
}
