import {
  type DataCallback,
  type Disposable,
  ErrorCodes,
  Message,
  type MessageStrategy,
  type MessageWriter,
  type NotificationMessage,
  type RequestMessage,
  StreamMessageReader,
} from 'vscode-languageserver/node';
import { isSoundInitialize, isSoundNotification, missingParam, type Need } from './params.ts';

/** Where the talk between client and server is: nothing but `initialize` may come first, and nothing but `exit` last. */
type Stage = 'new' | 'running' | 'shut down';

/**
 * Lets in the messages that may come now and carry what they should. A request that may not is answered with an error, a
 * notification is passed over.
 */
export class Gate implements MessageStrategy {
  readonly #writer: MessageWriter;
  readonly #needs: ReadonlyMap<string, readonly Need[]>;
  readonly #numbers = new WeakMap<Message, number>();
  #stage: Stage = 'new';
  #received = 0;
  #handled = 0;

  /** `needs` says for each request what has to stand in its parameters. */
  constructor(writer: MessageWriter, needs: ReadonlyMap<string, readonly Need[]>) {
    this.#writer = writer;
    this.#needs = needs;
  }

  /** Is told of each message when it arrives, before those that arrived earlier are handled. */
  receive(message: Message): void {
    if (!isCounted(message)) return;
    this.#received++;
    this.#numbers.set(message, this.#received);
  }

  /** Whether messages have arrived that are not handled yet. */
  get isBehind(): boolean {
    return this.#received > this.#handled;
  }

  /** Whether the client said `shutdown`. */
  get isShutDown(): boolean {
    return this.#stage === 'shut down';
  }

  /** Tells the client of a message that could not be read. */
  complain(error: Error): void {
    if (!(error instanceof SyntaxError)) return;
    void this.#writer.write(parseError).catch(() => {});
  }

  handleMessage(message: Message, next: (message: Message) => void | Promise<void>): void | Promise<void> {
    this.#handled = Math.max(this.#handled, this.#numbers.get(message) ?? 0);
    if (Message.isRequest(message)) {
      const refusal = this.#refusal(message);
      return refusal === undefined ? next(message) : this.#refuse(message, refusal);
    }
    if (Message.isNotification(message) && !this.#lets(message)) return undefined;
    return next(message);
  }

  #refusal({ method, params }: RequestMessage): Refusal | undefined {
    if (this.#stage === 'shut down') {
      return { code: ErrorCodes.InvalidRequest, message: `\`${method}\` came after \`shutdown\`` };
    }
    if (method === 'initialize') {
      if (this.#stage === 'running') {
        return { code: ErrorCodes.InvalidRequest, message: '`initialize` came a second time' };
      }
      if (!isSoundInitialize(params)) return invalid(method, '`capabilities` and `workspaceFolders`');
      this.#stage = 'running';
      return undefined;
    }
    if (this.#stage === 'new') {
      return { code: ErrorCodes.ServerNotInitialized, message: `\`${method}\` came before \`initialize\`` };
    }
    if (method === 'shutdown') this.#stage = 'shut down';
    const missing = missingParam(params, this.#needs.get(method) ?? []);
    return missing === undefined ? undefined : invalid(method, `\`${missing}\``);
  }

  #lets({ method, params }: NotificationMessage): boolean {
    if (method === 'exit' || method === '$/cancelRequest') return true;
    return this.#stage === 'running' && isSoundNotification(method, params);
  }

  async #refuse({ id }: RequestMessage, error: Refusal): Promise<void> {
    const response = { jsonrpc: '2.0', id, error };
    await this.#writer.write(response);
  }
}

const parseError = { jsonrpc: '2.0', id: null, error: { code: ErrorCodes.ParseError, message: 'this is no JSON' } };

/** Why a request is not answered. */
interface Refusal {
  readonly code: number;
  readonly message: string;
}

function invalid(method: string, what: string): Refusal {
  return { code: ErrorCodes.InvalidParams, message: `\`${method}\` lacks ${what}, or something else stands there` };
}

/** Whether a message is put in the queue of those to handle. */
function isCounted(message: Message): boolean {
  return Message.isRequest(message) || (Message.isNotification(message) && message.method !== '$/cancelRequest');
}

/** Reads messages, and tells of each when it arrives. */
export class WatchedReader extends StreamMessageReader {
  readonly #onMessage: (message: Message) => void;

  constructor(input: NodeJS.ReadableStream, onMessage: (message: Message) => void) {
    super(input);
    this.#onMessage = onMessage;
  }

  override listen(callback: DataCallback): Disposable {
    return super.listen((message) => {
      this.#onMessage(message);
      callback(message);
    });
  }
}
