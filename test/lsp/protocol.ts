import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

// Holds messages against the protocol's own types, from which `protocol/build.mjs` made the schema.
const schema: Schema = JSON.parse(readFileSync(new URL('protocol.schema.json', import.meta.url), 'utf8'));

interface Schema {
  /** The hash of the types that it was made from. */
  readonly types: string;
  readonly messages: {
    readonly [method: string]: {
      readonly kind: 'request' | 'notification';
      readonly direction: 'clientToServer' | 'serverToClient' | 'both';
    };
  };
  readonly properties: { readonly [method: string]: { readonly properties: object } };
  readonly definitions: object;
}

/** Who sent a message. */
export type Sender = 'client' | 'server';

const ajv = new Ajv({ strict: false, allowUnionTypes: true, validateFormats: false });
ajv.addSchema({ ...schema, $id: 'protocol' });
const compiled = new Map<string, ValidateFunction | undefined>();

function validator(method: string, part: 'params' | 'result'): ValidateFunction | undefined {
  const key = `${part} ${method}`;
  if (!compiled.has(key)) {
    const isThere = Object.hasOwn(schema.properties[method]?.properties ?? {}, part);
    const place = method.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('$', '%24');
    const ref = { $ref: `protocol#/properties/${place}/properties/${part}` };
    compiled.set(key, isThere ? ajv.compile(ref) : undefined);
  }
  return compiled.get(key);
}

/** The hash of the types that the schema was made from. */
export const typesHash: string = schema.types;

/** Checks all that goes between a client and a server: parameters, results, ids, and who may say what when. */
export class Protocol {
  /** What was wrong. */
  readonly violations: string[] = [];
  readonly #pending = { client: new Map<unknown, string>(), server: new Map<unknown, string>() };
  #isInitialized = false;

  /** Looks at one message. */
  see(sender: Sender, message: unknown): void {
    const complain = (why: string) => {
      this.violations.push(`${sender}: ${why}: ${JSON.stringify(message).slice(0, 1000)}`);
    };
    if (typeof message !== 'object' || message === null) {
      complain('no object');
      return;
    }
    const { jsonrpc, id, method, params, result, error }: Envelope = message;
    if (jsonrpc !== '2.0') complain('`jsonrpc` must be `2.0`');
    if (typeof method === 'string') this.#seeCall(sender, method, params, id, complain);
    else this.#seeAnswer(sender, id, result, error, complain);
  }

  /** The requests that the server has not answered. */
  get unanswered(): readonly string[] {
    return [...this.#pending.client.values()];
  }

  #seeCall(sender: Sender, method: string, params: unknown, id: unknown, complain: (why: string) => void): void {
    const isRequest = id !== undefined;
    if (isRequest) {
      if (this.#pending[sender].has(id)) complain('the id is used twice');
      this.#pending[sender].set(id, method);
    }
    if (sender === 'server' && !this.#isInitialized && !/^(?:window|telemetry)\//.test(method)) {
      complain('sent before `initialize` was answered');
    }
    if (method.startsWith('$/')) return;
    const known = Object.hasOwn(schema.messages, method) ? schema.messages[method] : undefined;
    if (known === undefined) {
      complain('unknown method');
      return;
    }
    if ((known.kind === 'request') !== isRequest) complain(`it is a ${known.kind}`);
    if (known.direction !== 'both' && known.direction !== `${sender}To${sender === 'client' ? 'Server' : 'Client'}`) {
      complain(`goes ${known.direction}`);
    }
    const validate = validator(method, 'params');
    if (validate !== undefined && !validate(params)) complain(ajv.errorsText(validate.errors));
  }

  #seeAnswer(
    sender: Sender,
    id: unknown,
    result: unknown,
    error: Envelope['error'],
    complain: (why: string) => void,
  ): void {
    const asker = sender === 'client' ? 'server' : 'client';
    const method = this.#pending[asker].get(id);
    if (method === undefined) {
      complain('answers nothing');
      return;
    }
    this.#pending[asker].delete(id);
    if ((result === undefined) === (error === undefined)) complain('must have either a result or an error');
    if (error !== undefined && (!Number.isInteger(error.code) || typeof error.message !== 'string')) {
      complain('no sound error');
    }
    if (result === undefined) return;
    const validate = validator(method, 'result');
    if (validate !== undefined && !validate(result)) complain(`${method}: ${ajv.errorsText(validate.errors)}`);
    if (method === 'initialize') this.#isInitialized = true;
  }
}

/** The parts of a message of JSON-RPC. */
interface Envelope {
  readonly jsonrpc?: unknown;
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code?: unknown; readonly message?: unknown };
}
