import { randomBytes } from 'node:crypto';
import { type Filling, filledDestinations, filledRole, filledSettings } from './defaults.ts';
import { bare, copyOf, isObject, type JsonObject, objectIn } from './json.ts';

/** What the API answers instead of a document. */
export class Refusal extends Error {
  readonly status: number;
  readonly details: readonly string[];

  constructor(status: number, message: string, details: readonly string[] = []) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

/** A template as the server keeps it. */
export interface Stored {
  readonly id: string;
  name: string;
  readonly createdAt: string;
  updatedAt: string;
  roles: JsonObject;
  settings: JsonObject;
  destinations: JsonObject;
  /** Whatever else a request carried at the top: plugins, default, and what nobody knows. */
  others: JsonObject;
  recordings: readonly unknown[] | undefined;
}

const customer = '627cda54ff688c037a39291b';
const readOnly = ['id', '_id', 'customer', 'customerId', 'customer_id', 'appId', 'createdAt', 'updatedAt'];

/** The templates of an account: every write overwrites, and nobody is asked. */
export class Store {
  readonly #templates = new Map<string, Stored>();
  readonly #filling: Filling;
  /** Counts up by a second with every write, so that the times of two writes differ. */
  #clock = Date.UTC(2026, 0, 1);

  constructor(filling: Filling) {
    this.#filling = filling;
  }

  /** In the order of their creation. */
  get all(): readonly Stored[] {
    return [...this.#templates.values()];
  }

  /** Creates a template, or overwrites the one that has the name. */
  create(body: JsonObject): Stored {
    const named = typeof body.name === 'string' ? this.all.find(({ name }) => name === body.name) : undefined;
    if (named !== undefined) return this.#overwrite(named, body);
    const id = randomBytes(12).toString('hex');
    const now = this.#now();
    const stored: Stored = {
      id,
      name: '',
      createdAt: now,
      updatedAt: now,
      roles: {},
      settings: {},
      destinations: {},
      others: {},
      recordings: undefined,
    };
    this.#overwrite(stored, { name: `auto-${id}`, ...body });
    this.#templates.set(id, stored);
    return stored;
  }

  /** Replaces all fields of a template. */
  update(id: string, body: JsonObject): Stored {
    const stored = this.find(id);
    for (const field of ['roles', 'settings']) {
      if (!Object.hasOwn(body, field)) {
        throw new Refusal(400, 'Invalid body param', [`Invalid body param: ${field} is required`]);
      }
    }
    const taken = this.all.find((other) => other !== stored && other.name === body.name);
    if (taken !== undefined) throw new Refusal(400, 'overwrite error', [`template ${taken.name} exists already`]);
    return this.#overwrite(stored, body);
  }

  find(id: string): Stored {
    const stored = this.#templates.get(id);
    if (stored === undefined) throw new Refusal(404, 'template not found');
    return stored;
  }

  role(id: string, name: string): JsonObject {
    const { roles } = this.find(id);
    if (!Object.hasOwn(roles, name)) throw new Refusal(404, 'role not found');
    return objectIn(roles, name);
  }

  /** Creates, replaces or renames a role. */
  setRole(id: string, name: string, body: JsonObject): JsonObject {
    const stored = this.find(id);
    const newName = typeof body.name === 'string' ? body.name : name;
    if (newName !== name && Object.hasOwn(stored.roles, newName)) {
      throw new Refusal(400, 'overwrite error', [`role ${newName} exists already`]);
    }
    const role = filledRole(newName, body, this.#filling);
    stored.roles = bare(Object.entries(stored.roles).filter(([other]) => other !== name || newName === name));
    stored.roles[newName] = role;
    stored.updatedAt = this.#now();
    return role;
  }

  deleteRole(id: string, name: string): void {
    this.role(id, name);
    const stored = this.find(id);
    stored.roles = bare(Object.entries(stored.roles).filter(([other]) => other !== name));
    stored.updatedAt = this.#now();
  }

  setSettings(id: string, body: JsonObject): JsonObject {
    refuseSettings(body);
    const stored = this.find(id);
    stored.settings = filledSettings(body, this.#filling);
    stored.updatedAt = this.#now();
    return stored.settings;
  }

  setDestinations(id: string, body: JsonObject): JsonObject {
    const stored = this.find(id);
    stored.destinations = filledDestinations(body, this.#filling);
    stored.updatedAt = this.#now();
    return stored.destinations;
  }

  setRecordings(id: string, body: readonly unknown[]): readonly unknown[] {
    if (body.length !== 1) {
      throw new Refusal(400, 'Invalid body param', ['Invalid body param: exactly one recording is allowed']);
    }
    const stored = this.find(id);
    stored.recordings = body.map(copyOf);
    stored.updatedAt = this.#now();
    return stored.recordings;
  }

  /** The next page behind the template that `start` names. */
  page(start: string | undefined, limit: number): { readonly data: readonly Stored[]; readonly last?: string } {
    const all = this.all;
    const from = start === undefined ? 0 : all.findIndex(({ id }) => id === start) + 1;
    const data = start !== undefined && from === 0 ? [] : all.slice(from, from + limit);
    const last = data.at(-1)?.id;
    return last === undefined ? { data } : { data, last };
  }

  #overwrite(stored: Stored, body: JsonObject): Stored {
    refuseSettings(objectIn(body, 'settings'));
    const known = new Set(['name', 'roles', 'settings', 'destinations', ...readOnly]);
    if (typeof body.name === 'string') stored.name = body.name;
    stored.roles = bare(
      Object.entries(objectIn(body, 'roles')).map(([name, role]) => [name, filledRole(name, role, this.#filling)]),
    );
    stored.settings = filledSettings(body.settings, this.#filling);
    stored.destinations = filledDestinations(body.destinations, this.#filling);
    stored.others = bare(
      Object.entries(body)
        .filter(([name]) => !known.has(name))
        .map(([name, value]) => [name, copyOf(value)]),
    );
    stored.updatedAt = this.#now();
    return stored;
  }

  #now(): string {
    this.#clock += 1000;
    return new Date(this.#clock).toISOString();
  }
}

/** What the API answers for a template. */
export function answerOf({
  id,
  name,
  createdAt,
  updatedAt,
  roles,
  settings,
  destinations,
  others,
}: Stored): JsonObject {
  return {
    id,
    name,
    customerId: customer,
    roles,
    settings,
    destinations,
    ...others,
    createdAt,
    updatedAt,
    _id: id,
    customer,
  };
}

/** The API answers 0 where the interval was never set, and refuses to be sent it. */
function refuseSettings(settings: JsonObject): void {
  const { messageInterval } = objectIn(settings, 'roomState');
  if (messageInterval === undefined) return;
  const isRight =
    typeof messageInterval === 'number' && messageInterval % 5 === 0 && messageInterval >= 5 && messageInterval <= 3600;
  if (!isRight) {
    throw new Refusal(400, 'Invalid body param', [
      'Invalid body param: settings.roomState.messageInterval must be a multiple of 5',
    ]);
  }
}

/** Whether a value is an object that a request may carry. */
export function bodyObject(body: unknown): JsonObject {
  if (!isObject(body)) throw new Refusal(400, 'Invalid body param', ['Invalid body param: an object is expected']);
  return body;
}
