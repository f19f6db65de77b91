import { type ErrorCode, isScalar, visit, type Document as YamlDocument } from 'yaml';
import type { Range } from './diagnostic.ts';
import type { TextProblem } from './document.ts';

/** A character that hides what stands behind it: a quote that is never closed, a colon in a value, a bracket too many. */
export interface Mend {
  readonly offset: number;
  /** The character that is read in its place. */
  readonly by: '_' | ' ';
  /** What is said of it. */
  readonly error: Found;
}

interface Found {
  readonly code: ErrorCode;
  readonly message: string;
  readonly range: Range;
}

/** More errors than this in one document are no slips of the pen: there is nothing behind them to be read. */
const mostSlips = 1000;

/** The characters of a document that hide what stands behind them. */
export function mendsOf(text: string, document: YamlDocument.Parsed): Mend[] {
  const mends: Mend[] = [];
  if (document.errors.length > mostSlips) return mends;
  for (const { code, pos, message } of document.errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const range = brokenRange(text, document, code, pos, message);
    const error = { code, message, range };
    if (isOpenQuote(code, message)) mends.push({ offset: range.start, by: '_', error });
    if (code === 'UNEXPECTED_TOKEN') {
      // Behind it nothing is where it belongs, so that the other errors are its echo.
      if (mends.length === 0 && /[\]}]/.test(text.charAt(range.start))) {
        mends.push({ offset: range.start, by: ' ', error });
      }
      break;
    }
    if (code !== 'BLOCK_AS_IMPLICIT_KEY') continue;
    const colon = /:(?=[ \t\r\n]|$)|\n/g;
    colon.lastIndex = range.start;
    const match = colon.exec(text);
    if (match?.[0] === ':') mends.push({ offset: match.index, by: '_', error });
  }
  return mends;
}

/**
 * What is wrong with a YAML document in our own words, one problem a line: what follows on a line is mostly its echo.
 * `mends` are the characters that were taken for others to read it.
 */
export function textProblems(text: string, document: YamlDocument.Parsed, mends: readonly Mend[]): TextProblem[] {
  const problems: TextProblem[] = [];
  let lineEnd = -1;
  const errors = mends.map(({ error }) => error);
  for (const { code, pos, message } of [...document.errors, ...document.warnings]) {
    errors.push({ code, message, range: brokenRange(text, document, code, pos, message) });
  }
  for (const { code, message, range } of errors.sort((a, b) => a.range.start - b.range.start)) {
    if (range.start <= lineEnd) continue;
    const newline = text.indexOf('\n', range.start);
    lineEnd = newline < 0 ? text.length : newline;
    problems.push({
      rule: 'syntax',
      range,
      pointer: '',
      message: words(code, message, text.slice(range.start, range.end)),
    });
  }
  return problems;
}

function brokenRange(
  text: string,
  document: YamlDocument.Parsed,
  code: ErrorCode,
  [start, end]: readonly [number, number],
  message: string,
): Range {
  const quote = isOpenQuote(code, message) ? unclosedQuote(document, start) : undefined;
  const from = quote ?? Math.min(start, text.length);
  const to = Math.min(text.length, Math.max(end, from + 1));
  return { start: from, end: from + visibleLength(text.slice(from, quote === undefined ? to : text.length)) };
}

function isOpenQuote(code: ErrorCode, message: string): boolean {
  return code === 'MISSING_CHAR' && message.includes('quote');
}

/** The offset of the quote that is never closed: the parser names the end of the text. */
function unclosedQuote(document: YamlDocument.Parsed, end: number): number | undefined {
  let found: number | undefined;
  visit(document, {
    Scalar(_, node) {
      if (isScalar(node) && node.type?.startsWith('QUOTE') && node.range && node.range[1] >= end)
        found ??= node.range[0];
    },
  });
  return found;
}

/** The length of a text up to the end of its first line. */
function visibleLength(text: string): number {
  const end = text.search(/[\r\n]/);
  return end < 0 ? text.length : Math.max(end, Math.min(1, text.length));
}

const noColon = 'this line is no `name: value`: the colon is missing, or it is indented wrongly';

function words(code: ErrorCode, message: string, found: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab cannot indent YAML: use spaces';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a value that holds `: ` needs quotes, and a map begins on a line of its own';
    case 'MULTILINE_IMPLICIT_KEY':
      return noColon;
    case 'BAD_SCALAR_START':
      return `a value cannot begin with \`${found.charAt(0)}\`: put it in quotes`;
    case 'BAD_DQ_ESCAPE':
      return 'a backslash escape that YAML does not know: write `\\\\` for a backslash, or use single quotes';
    case 'TAG_RESOLVE_FAILED':
      return `the tag \`${found}\` means nothing here: a template holds plain JSON values`;
    case 'NON_STRING_KEY':
      if (found.startsWith('*')) return 'an alias cannot be a name: write the name out';
      return 'a name must be text, not a list or a map';
    case 'MISSING_CHAR':
      if (message.includes('quote')) return 'the closing quote is missing';
      if (message.includes('block-scalar')) return 'text after `|` or `>` begins on the next line, indented';
      if (message.includes('map value')) return noColon;
      if (message.includes(', or :') || message.includes('between')) return 'a comma is missing between two entries';
      return lowerFirst(message);
    case 'KEY_OVER_1024_CHARS':
      return 'a name of more than 1024 characters needs `? ` before it';
    case 'BAD_INDENT':
      if (message.includes('end with')) {
        return `a closing ${message.includes(']') ? '`]`' : '`}`'} is missing above, or this line is not indented enough`;
      }
      if (!message.includes('same column')) return lowerFirst(message);
      return 'this line is indented wrongly: lines of one map or list begin in the same column';
    case 'BLOCK_IN_FLOW':
      return 'a comma is missing between two entries, or a value that holds `: ` needs quotes';
    case 'UNEXPECTED_TOKEN':
      return `\`${found}\` stands where nothing like it belongs`;
    default:
      return lowerFirst(message);
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
