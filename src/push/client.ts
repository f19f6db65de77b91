import { setTimeout as waitFor } from 'node:timers/promises';
import type { Json } from '../change.ts';
import { version } from '../version.ts';
import { type Answer, answerOf, type Refused } from './answer.ts';
import type { Connection } from './connection.ts';
import type { SecretValues } from './secret-values.ts';
import { Stop } from './stop.ts';

/** What of `fetch` is used here. */
export type Fetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: { readonly [name: string]: string };
    readonly redirect: 'error';
    readonly signal: AbortSignal;
    readonly body?: string;
  },
) => Promise<{
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}>;

/** How requests are made. */
export interface ClientOptions {
  /** In milliseconds: how long one request may take, its answer included. */
  readonly timeout: number;
  /** Waits; by the clock if absent. */
  readonly wait?: (milliseconds: number) => Promise<unknown>;
}

/** What is known of a write. */
export type Written =
  | { readonly kind: 'done'; readonly value: unknown }
  /** The API took it for wrong: nothing was written. */
  | Refused
  /** The API has no time for it: nothing was written, and it may be tried again after the given milliseconds. */
  | { readonly kind: 'busy'; readonly after: number | undefined; readonly words: string }
  /** It never reached the API. */
  | { readonly kind: 'unsent'; readonly words: string }
  /** The answer was lost, or says that something broke: it may have been written. */
  | { readonly kind: 'unknown'; readonly words: string }
  /** It was answered with another address: it may have been written, and is not to be tried again. */
  | { readonly kind: 'elsewhere'; readonly words: string };

/** An answer that says no to a read. */
export class ReadRefused extends Stop {
  readonly status: number;

  constructor(status: number, message: string) {
    super(2, message);
    this.status = status;
  }
}

/** How often a read is tried in all, and how often one that takes too long. */
const attempts = 4;
const slowAttempts = 2;

/** In milliseconds: the first pause between two attempts, and the longest; the longest that the API may ask for. */
const firstPause = 500;
const longestPause = 8000;
export const longestBusy = 60_000;

/** Asks the API: with time limits, a bounded number of attempts, and words for what goes wrong. */
export class Client {
  readonly #connection: Connection;
  readonly #secrets: SecretValues;
  readonly #timeout: number;
  readonly #wait: (milliseconds: number) => Promise<unknown>;
  #fetch: Promise<Fetch> | undefined;

  constructor(connection: Connection, secrets: SecretValues, { timeout, wait = waitFor }: ClientOptions) {
    this.#connection = connection;
    this.#secrets = secrets;
    this.#timeout = timeout;
    this.#wait = wait;
  }

  /** The address that paths are put behind. */
  get base(): string {
    return this.#connection.base;
  }

  /** Reads what stands at a path. Throws a `Stop` in words; a `ReadRefused` where the API says no. */
  async read(path: string): Promise<unknown> {
    let slow = 0;
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#ask('GET', path);
      if (answer.kind === 'done') return answer.value;
      const words = `cannot read \`${path}\` from the API: ${answer.words}`;
      if (answer.kind === 'refused') throw new ReadRefused(answer.status, words);
      if (answer.kind === 'elsewhere' || (answer.kind === 'unsent' && !answer.isPassing)) throw new Stop(2, words);
      if (answer.kind === 'unknown' && answer.isSlow) slow++;
      const after = answer.kind === 'unknown' || answer.kind === 'busy' ? answer.after : undefined;
      if (after !== undefined && after > longestBusy) throw new Stop(2, `${words}: ${tooLong(after)}`);
      if (attempt >= attempts || slow >= slowAttempts) throw new Stop(2, words);
      await this.#wait(after ?? pauseAfter(attempt));
    }
  }

  /** Writes once: whoever calls decides what an answer means that is none. */
  async write(path: string, body: Json): Promise<Written> {
    const answer = await this.#ask('POST', path, JSON.stringify(body));
    switch (answer.kind) {
      case 'unknown':
      case 'unsent':
        return { kind: answer.kind, words: answer.words };
      default:
        return answer;
    }
  }

  /** Waits before a write is tried again: as long as the API asks for, or longer from one attempt (from 1) to the next. */
  async pause(attempt: number, after?: number): Promise<void> {
    await this.#wait(after ?? pauseAfter(attempt));
  }

  async #ask(method: 'GET' | 'POST', path: string, body?: string): Promise<Answer> {
    this.#fetch ??= fetchFor(this.#connection);
    const fetch = await this.#fetch;
    const token = await this.#connection.token();
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'user-agent': `hmslint/${version}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const answering = fetch(this.#connection.base + path, {
      method,
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(this.#timeout),
      ...(body !== undefined && { body }),
    });
    return answerOf(answering, this.#timeout, (text) => this.#secrets.hide(text));
  }
}

/** Says that the API asks for more patience than there is. */
export function tooLong(after: number): string {
  return `it asks to wait for ${Math.ceil(after / 1000)} seconds, so try again then`;
}

async function fetchFor({ proxies }: Connection): Promise<Fetch> {
  if (proxies === undefined) return fetch;
  return (await import('./proxied.ts')).fetchThrough(proxies);
}

/** Longer from time to time, and by chance: so that those who were refused together do not come back together. */
function pauseAfter(attempt: number): number {
  return Math.min(longestPause, firstPause * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}
