import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Account, authMistake } from './auth.ts';
import type { Filling } from './defaults.ts';
import { type Fault, Faults, type Trouble } from './faults.ts';
import { isObject } from './json.ts';
import { type Masking, masked, terse } from './masking.ts';
import { respond } from './routes.ts';
import { Refusal, Store } from './store.ts';

export interface ServerOptions {
  readonly account?: Account;
  /** What is filled in; as version 2 does, if absent. */
  readonly filling?: Filling;
  readonly masking?: Masking;
  /** Whether answers leave out what is empty, as some public ones do. */
  readonly isTerse?: boolean;
  /** How long every answer takes, in milliseconds. */
  readonly latency?: number;
  /** How many templates a page has at most. */
  readonly pageSize?: number;
  readonly port?: number;
}

/** A request that the server was sent, and how it was answered. */
export interface Logged {
  readonly method: string;
  /** Below the base address, without the query. */
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  /** Absent while there is no answer. */
  status?: number;
}

/** How the API is reached below the server's address. */
const base = '/v2';

/** A server on loopback that speaks the API's endpoints for templates, remembers what it is sent, and fails on demand. */
export class ApiServer {
  readonly store: Store;
  readonly faults = new Faults();
  /** All requests, in their order. */
  readonly log: Logged[] = [];
  /** The most requests that were open at the same time. */
  mostOpen = 0;
  readonly #options: ServerOptions;
  readonly #server: Server;
  #open = 0;

  private constructor(options: ServerOptions) {
    this.#options = options;
    this.store = new Store(options.filling ?? 'v2');
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(options: ServerOptions = {}): Promise<ApiServer> {
    const server = new ApiServer(options);
    await new Promise<void>((resolve) => server.#server.listen(options.port ?? 0, '127.0.0.1', resolve));
    return server;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What `HMS_API_URL` is to be. */
  get url(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('the server listens nowhere');
    return `http://127.0.0.1:${address.port}${base}`;
  }

  /** The requests that write. */
  get writes(): readonly Logged[] {
    return this.log.filter(({ method }) => method !== 'GET' && method !== 'HEAD');
  }

  fail(...faults: readonly Fault[]): void {
    this.faults.add(...faults);
  }

  /** Forgets the requests and the faults so far, and keeps the templates. */
  rest(): void {
    this.log.length = 0;
    this.faults.clear();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#open++;
    this.mostOpen = Math.max(this.mostOpen, this.#open);
    response.once('close', () => this.#open--);
    const { method = 'GET', url = '/' } = request;
    const [whole = '', query = ''] = url.split('?');
    const path = whole.startsWith(base) ? whole.slice(base.length) : whole;
    const text = await textOf(request);
    const logged: Logged = { method, path, query, body: parsed(text) };
    this.log.push(logged);
    response.once('finish', () => {
      logged.status = response.statusCode;
    });
    if (this.#options.latency !== undefined) await wait(this.#options.latency);
    const troubles = this.faults.meet(method, path);
    for (const trouble of troubles) {
      if (trouble.kind === 'meanwhile') this.#handle(trouble.method, trouble.path, '', trouble.body);
      if (trouble.kind === 'wait') await wait(trouble.ms);
    }
    const trouble = troubles.find(({ kind }) => kind !== 'meanwhile' && kind !== 'wait');
    if (trouble !== undefined && (await this.#fail(trouble, request, response, logged))) return;
    const mistake = authMistake(request.headers.authorization, this.#options.account ?? { token: 'test-token' });
    if (mistake !== undefined) return send(response, 401, envelope(401, 'Token validation error', [mistake]));
    const { status, body } = this.#handle(method, path, query, logged.body);
    await this.#send(response, status, body, trouble);
  }

  /** Lets a request fail; gives whether it was answered, or never will be. */
  async #fail(
    trouble: Trouble,
    request: IncomingMessage,
    response: ServerResponse,
    { method, path, query, body }: Logged,
  ): Promise<boolean> {
    const apply = () => void this.#handle(method, path, query, body);
    switch (trouble.kind) {
      case 'status': {
        if (trouble.applies === true) apply();
        const { status, message = 'Something went wrong', details = [], text, headers = {} } = trouble;
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        if (text === undefined) send(response, status, envelope(status, message, details));
        else response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
        return true;
      }
      case 'reset':
        if (trouble.when === 'after') apply();
        request.socket.resetAndDestroy();
        return true;
      case 'hang':
        if (trouble.when === 'after') apply();
        return true;
      case 'text':
        response.writeHead(200, { 'content-type': 'application/json' }).end(trouble.text);
        return true;
      case 'endless': {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"name":"');
        const more = 'x'.repeat(1_000_000);
        const gone = closed(response);
        while (!response.destroyed) {
          if (!response.write(more)) await Promise.race([drained(response), gone]);
        }
        return true;
      }
      case 'redirect':
        response.writeHead(307, { location: trouble.to }).end();
        return true;
      case 'kill':
        if (trouble.when === 'after') apply();
        process.kill(trouble.pid, 'SIGKILL');
        request.socket.destroy();
        return true;
      default:
        return false;
    }
  }

  #handle(method: string, path: string, query: string, body: unknown): { status: number; body: unknown } {
    try {
      const answer = respond(this.store, { method, path, query, body, pageSize: this.#options.pageSize ?? 100 });
      const shown = masked(answer.body, this.#options.masking ?? 'none');
      return { status: answer.status, body: this.#options.isTerse === true ? terse(shown) : shown };
    } catch (error) {
      if (error instanceof Refusal) {
        return { status: error.status, body: envelope(error.status, error.message, error.details) };
      }
      throw error;
    }
  }

  async #send(response: ServerResponse, status: number, body: unknown, trouble: Trouble | undefined): Promise<void> {
    if (trouble?.kind !== 'slow' && trouble?.kind !== 'half') return send(response, status, body);
    const bytes = Buffer.from(JSON.stringify(body));
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length });
    if (trouble.kind === 'half') {
      response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
      return;
    }
    for (let sent = 0; sent < bytes.length && !response.destroyed; sent += trouble.bytes) {
      response.write(bytes.subarray(sent, sent + trouble.bytes));
      await wait(trouble.everyMs);
    }
    response.end();
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once('drain', resolve));
}

function closed(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => response.once('close', resolve));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function envelope(code: number, message: string, details: readonly string[]): unknown {
  return { code, message, details };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  try {
    for await (const part of request) if (part instanceof Buffer) parts.push(part);
  } catch {
    // Who asked is gone.
  }
  return Buffer.concat(parts).toString('utf8');
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) || Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
