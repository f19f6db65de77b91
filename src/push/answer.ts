import { maxDepth } from '../document.ts';
import { listed } from '../listed.ts';
import { visible } from '../visible.ts';

/** The API took a request for wrong, and did nothing. */
export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  /** What happened, with the API's own words, safe to print. */
  readonly words: string;
  /** The API's own words alone, as they came: to look for names of fields, not to print. */
  readonly own: readonly string[];
}

/** What came of a request. All words are safe to print. */
export type Answer =
  | { readonly kind: 'done'; readonly value: unknown }
  | Refused
  /** There were too many requests; after how many milliseconds the next is welcome, if that is said. */
  | { readonly kind: 'busy'; readonly words: string; readonly after: number | undefined }
  /** It never reached the API; `isPassing` if it might the next time. */
  | { readonly kind: 'unsent'; readonly words: string; readonly isPassing: boolean }
  /** The API, or what stands before it, points to another address: what came of the request is not known. */
  | { readonly kind: 'elsewhere'; readonly words: string }
  /** There is no whole answer, or one that says that something broke. */
  | {
      readonly kind: 'unknown';
      readonly words: string;
      readonly isSlow: boolean;
      readonly after: number | undefined;
    };

interface Response {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** In bytes: more than that is no answer of this API. */
const largest = 50_000_000;

/** How much of the API's own words is shown. */
const mostWords = 500;

/** Reads an answer to its end. `timeout` in milliseconds is only told; `hide` keeps secrets out of words. Never throws. */
export async function answerOf(
  answering: Promise<Response>,
  timeout: number,
  hide: (text: string) => string,
): Promise<Answer> {
  try {
    const response = await answering;
    const text = await textOf(response);
    return judge(response, text, hide);
  } catch (error) {
    return failure(error, timeout);
  }
}

function judge({ status, headers }: Response, text: string, hide: (text: string) => string): Answer {
  const after = pauseOf(headers.get('retry-after'));
  if (status >= 200 && status < 300) {
    const value = text === '' ? { value: undefined } : parse(text);
    if ('value' in value) return { kind: 'done', value: value.value };
    return { kind: 'unknown', words: `its answer ${value.mistake}`, isSlow: false, after: undefined };
  }
  const own = ownWords(text);
  const said = own.length === 0 ? '' : ` (${shorten(visible(hide(own.join(': '))))})`;
  if (status === 429) return { kind: 'busy', words: `too many requests, it answered 429${said}`, after };
  if (status >= 500 || status === 408) {
    return { kind: 'unknown', words: `it answered ${status}${said}`, isSlow: false, after };
  }
  return { kind: 'refused', status, words: `it answered ${status}${said}${hint(status)}`, own };
}

/** What somebody can do about a status. */
function hint(status: number): string {
  switch (status) {
    case 401:
      return ': check `HMS_MANAGEMENT_TOKEN`, or `HMS_ACCESS_KEY` and `HMS_SECRET`, and the clock of this machine';
    case 403:
      return ': who signs in may not do this';
    case 404:
      return ': there is nothing of that name, in this account at least';
    default:
      return '';
  }
}

/** What the API itself says: message and details of its envelope, else the text that came. */
function ownWords(text: string): readonly string[] {
  const parsed = parse(text);
  const envelope = 'value' in parsed ? parsed.value : undefined;
  if (typeof envelope !== 'object' || envelope === null) return text.trim() === '' ? [] : [text.trim()];
  const { message, details, error } = Object.fromEntries(Object.entries(envelope));
  const list: readonly unknown[] = Array.isArray(details) ? details : [details];
  return [message, error, ...list].filter((word) => typeof word === 'string').filter((word) => word.trim() !== '');
}

function shorten(text: string): string {
  return text.length > mostWords ? `${text.slice(0, mostWords)}…` : text;
}

function parse(text: string): { readonly value: unknown } | { readonly mistake: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { mistake: 'is no JSON' };
  }
  return isTooDeep(value) ? { mistake: `nests deeper than ${maxDepth} levels` } : { value };
}

/** Without recursion: the stack would end before an answer does. */
function isTooDeep(root: unknown): boolean {
  let level: unknown[] = [root];
  for (let depth = 0; depth <= maxDepth; depth++) {
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) next.push(inner);
    }
    if (next.length === 0) return false;
    level = next;
  }
  return true;
}

class Malformed extends Error {}

async function textOf({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > largest) throw new Malformed(`is larger than ${largest / 1_000_000} MB`);
    parts.push(part);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw new Malformed('is not written in UTF-8');
  }
}

/** How long to wait in milliseconds, from seconds or a date; `undefined` where neither is said. */
function pauseOf(header: string | null): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, Number.MAX_SAFE_INTEGER);
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

const unreachable: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing listens at its address'],
  ['ENOTFOUND', 'there is no host of that name'],
  ['EAI_AGAIN', 'its name cannot be looked up'],
  ['ENETUNREACH', 'the network does not reach it'],
  ['EHOSTUNREACH', 'the network does not reach it'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection came about in time'],
]);

const broken: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/** Words for what `fetch` throws; never its message, which may hold what was sent. */
function failure(error: unknown, timeout: number): Answer {
  const causes = causesOf(error);
  const lost = { kind: 'unknown', isSlow: false, after: undefined } as const;
  const malformed = causes.find((cause) => cause instanceof Malformed);
  if (malformed !== undefined) return { ...lost, words: `its answer ${malformed.message}` };
  if (causes.some(({ name }) => name === 'TimeoutError')) {
    return { ...lost, words: `there was no whole answer within ${timeout / 1000} seconds`, isSlow: true };
  }
  if (causes.some(({ message }) => /redirect/i.test(message))) {
    return { kind: 'elsewhere', words: 'it redirects to another address, which is not followed' };
  }
  const [, proxyStatus] = /Proxy response \((\d{3})\)/.exec(causes.map(({ message }) => message).join('\n')) ?? [];
  if (proxyStatus !== undefined) {
    return { kind: 'unsent', words: `the proxy answered ${proxyStatus}`, isPassing: false };
  }
  const codes: string[] = [];
  for (const cause of causes) {
    if (!('code' in cause) || typeof cause.code !== 'string') continue;
    const { code } = cause;
    codes.push(code);
    const words = unreachable.get(code);
    if (words !== undefined) {
      // A connection that was there already may have carried the request when the network went away.
      const wasThere = 'syscall' in cause && (cause.syscall === 'read' || cause.syscall === 'write');
      return wasThere ? { ...lost, words } : { kind: 'unsent', words, isPassing: code !== 'ENOTFOUND' };
    }
    // What else TLS complains of may come after the request.
    if (/CERT|ISSUER|SIGNATURE|ALTNAME|WRONG_VERSION/.test(code)) {
      return { kind: 'unsent', words: `its certificate is not accepted (${visible(code)})`, isPassing: false };
    }
    if (broken.has(code)) return { ...lost, words: 'the connection broke' };
  }
  return {
    ...lost,
    words: codes.length === 0 ? 'the connection broke' : `the system says ${listed(codes.map(visible), 'and')}`,
  };
}

/** An error, and what caused it, and what caused that. */
function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = [];
  const left: unknown[] = [error];
  while (left.length > 0 && causes.length < 20) {
    const next = left.shift();
    if (!(next instanceof Error)) continue;
    causes.push(next);
    left.push(next.cause);
    if (next instanceof AggregateError) left.push(...next.errors);
  }
  return causes;
}
