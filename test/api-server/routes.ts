import { isObject, type JsonObject } from './json.ts';
import { answerOf, bodyObject, Refusal, type Store } from './store.ts';

export interface Asked {
  readonly method: string;
  /** Below the base address. */
  readonly path: string;
  readonly query: string;
  readonly body: unknown;
  /** How many templates a page has at most. */
  readonly pageSize: number;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** What the API does and answers. Throws a `Refusal`. */
export function respond(store: Store, asked: Asked): Answered {
  const steps = stepsOf(asked.path);
  const [collection, id, part, name, ...rest] = steps;
  if (collection !== 'templates' || rest.length > 0) throw new Refusal(404, 'not found');
  if (id === undefined) return onCollection(store, asked);
  if (part === undefined) return onTemplate(store, id, asked);
  if (part === 'roles' && name !== undefined && name !== '') return onRole(store, id, name, asked);
  if (name !== undefined) throw new Refusal(404, 'not found');
  return onPart(store, id, part, asked);
}

function stepsOf(path: string): readonly string[] {
  try {
    return path.split('/').slice(1).map(decodeURIComponent);
  } catch {
    throw new Refusal(400, 'malformed path');
  }
}

function onCollection(store: Store, { method, query, body, pageSize }: Asked): Answered {
  if (method === 'POST') return ok(answerOf(store.create(bodyObject(body))));
  if (method !== 'GET') throw new Refusal(405, 'method not allowed');
  const parameters = new URLSearchParams(query);
  const limit = Number(parameters.get('limit') ?? 10);
  if (!Number.isInteger(limit) || limit < 10 || limit > 100) {
    throw new Refusal(400, 'Invalid query param', ['Invalid query param: limit must be within 10 and 100']);
  }
  const size = Math.min(limit, pageSize);
  const { data, last } = store.page(parameters.get('start') ?? undefined, size);
  return ok({ limit: size, data: data.map(answerOf), ...(last !== undefined && { last }) });
}

function onTemplate(store: Store, id: string, { method, body }: Asked): Answered {
  if (method === 'GET') return ok(answerOf(store.find(id)));
  if (method === 'POST') return ok(answerOf(store.update(id, bodyObject(body))));
  throw new Refusal(405, 'method not allowed');
}

function onRole(store: Store, id: string, name: string, { method, body }: Asked): Answered {
  switch (method) {
    case 'GET':
      return ok(store.role(id, name));
    case 'POST':
      return ok(store.setRole(id, name, bodyObject(body)));
    case 'DELETE':
      store.deleteRole(id, name);
      return { status: 204, body: undefined };
    default:
      throw new Refusal(405, 'method not allowed');
  }
}

function onPart(store: Store, id: string, part: string, { method, body }: Asked): Answered {
  if (method !== 'GET' && method !== 'POST') throw new Refusal(405, 'method not allowed');
  const stored = store.find(id);
  switch (part) {
    case 'settings':
      return ok(method === 'GET' ? stored.settings : store.setSettings(id, bodyObject(body)));
    case 'destinations':
      return ok(method === 'GET' ? stored.destinations : store.setDestinations(id, bodyObject(body)));
    case 'recordings': {
      if (method === 'GET') {
        if (stored.recordings === undefined) throw new Refusal(404, 'recordings not found');
        return ok(stored.recordings);
      }
      if (!Array.isArray(body) || !body.every(isObject)) throw new Refusal(400, 'Invalid body param');
      return ok(store.setRecordings(id, body));
    }
    default:
      throw new Refusal(404, 'not found');
  }
}

function ok(body: JsonObject | readonly unknown[]): Answered {
  return { status: 200, body };
}
