import { parse as parseWithPlaces } from 'json-source-map';
import type { Range } from './diagnostic.ts';
import type { Document, Location } from './document.ts';
import { brokenDocument, depthExceeded, maxDepth } from './document.ts';
import { jsonLayout } from './layout.ts';
import type { Pointer } from './pointer.ts';
import { readTolerantly } from './tolerant-json.ts';

/**
 * Reads JSON text, without a byte order mark. Sound text costs one `JSON.parse`; places are found when they are asked for.
 * Text that is not JSON, or that says a key twice, is read by a tolerant parser that names every broken place.
 */
export function readJson(text: string): Document {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return readBroken(text);
  }
  // In sound JSON each name has one colon: there are more of them than names where one is written twice.
  const names = countNames(value, 0);
  const isSound = names === quotedColons(text) || names === scan(text).colons;
  return isSound ? soundDocument(text, value) : readBroken(text);
}

/** Reads text that is not JSON, nests too deep, or says a key twice. */
function readBroken(text: string): Document {
  const { tooDeep } = scan(text);
  if (tooDeep !== undefined) return brokenDocument(text, 'json', depthExceeded(tooDeep), readJsonFile);
  return readTolerantly(text, readJsonFile);
}

function readJsonFile(text: string): readonly Document[] {
  return [readJson(text)];
}

function soundDocument(text: string, value: unknown): Document {
  let places: ReturnType<typeof parseWithPlaces>['pointers'] | undefined;
  function locate(pointer: Pointer): Location | undefined {
    places ??= parseWithPlaces(text).pointers;
    const place = Object.hasOwn(places, pointer) ? places[pointer] : undefined;
    if (place === undefined) return undefined;
    const value: Range = { start: place.value.pos, end: place.valueEnd.pos };
    if (place.key === undefined || place.keyEnd === undefined) return { value };
    return { key: { start: place.key.pos, end: place.keyEnd.pos }, value };
  }
  return {
    text,
    syntax: 'json',
    index: 0,
    range: { start: 0, end: text.length },
    value,
    problems: [],
    partial: false,
    locate,
    layout(pointer) {
      const location = locate(pointer);
      return location === undefined ? undefined : jsonLayout(text, location.value);
    },
    read: readJsonFile,
  };
}

/** How many names the objects of a value have, which stands `depth` deep: not a number where it nests deeper than is read. */
function countNames(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth === maxDepth) return Number.NaN;
  let count = 0;
  if (Array.isArray(value)) {
    for (const entry of value) if (typeof entry === 'object') count += countNames(entry, depth + 1);
    return count;
  }
  for (const name in value) {
    const entry: unknown = Reflect.get(value, name);
    count += typeof entry === 'object' ? 1 + countNames(entry, depth + 1) : 1;
  }
  return count;
}

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const newline = 0x0a;

/**
 * How often a colon stands behind a quote, as behind every name: what else does are strings that begin with a colon. So in
 * sound JSON it is never fewer than the colons that {@link scan} counts, and sooner found.
 */
function quotedColons(text: string): number {
  if (/"\s+:/.test(text)) return Number.POSITIVE_INFINITY;
  let count = 0;
  for (let offset = text.indexOf('":'); offset >= 0; offset = text.indexOf('":', offset + 2)) count++;
  return count;
}

/** Where the text first nests deeper than is read, if it does, and how many colons stand outside of strings. */
function scan(text: string): { readonly tooDeep?: Range; readonly colons: number } {
  let depth = 0;
  let colons = 0;
  for (let offset = 0; offset < text.length; offset++) {
    switch (text.charCodeAt(offset)) {
      case quote:
        // A string that is never closed ends with its line.
        for (offset++; offset < text.length; offset++) {
          const code = text.charCodeAt(offset);
          if (code === quote || code === newline) break;
          if (code === backslash) offset++;
        }
        break;
      case colon:
        colons++;
        break;
      case openBrace:
      case openBracket:
        if (++depth > maxDepth) return { tooDeep: { start: offset, end: offset + 1 }, colons };
        break;
      case closeBrace:
      case closeBracket:
        depth--;
        break;
    }
  }
  return { colons };
}
