import type { Json } from '../change.ts';
import { quoted } from '../visible.ts';
import type { Client, Written } from './client.ts';
import { Stop } from './stop.ts';

/** Where a document stands on the server: what is read there, and written there as a whole. */
export type Place =
  | { readonly kind: 'template'; readonly template: string }
  | { readonly kind: 'role'; readonly template: string; readonly role: string }
  | { readonly kind: 'settings' | 'destinations' | 'recordings'; readonly template: string };

/** A template as the list of all shows it. */
export interface Listed {
  readonly id: string;
  readonly name: string | undefined;
}

/** How many templates a page may have: the most that the API gives. */
const pageSize = 100;

/** More pages than that no account has: the API goes round in a circle. */
const mostPages = 10_000;

/** The endpoints of the API for templates and their parts. */
export class Api {
  readonly #client: Client;
  #listed: Promise<readonly Listed[]> | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** All templates of the account, of all pages, as they were when they were first asked for. Throws a `Stop`. */
  templates(): Promise<readonly Listed[]> {
    this.#listed ??= this.templatesNow();
    return this.#listed;
  }

  /** The same as they are now. */
  async templatesNow(): Promise<readonly Listed[]> {
    const found = new Map<string, Listed>();
    const cursors = new Set<string>();
    for (let cursor: string | undefined; ; ) {
      const query = cursor === undefined ? '' : `&start=${encodeURIComponent(cursor)}`;
      const page = await this.#client.read(`/templates?limit=${pageSize}${query}`);
      const { data, last } = readPage(page);
      const before = found.size;
      for (const each of data) found.set(each.id, each);
      if (data.length === 0 || last === undefined) break;
      if (cursors.has(last) || cursors.size > mostPages) {
        // A last page that is given again has nothing new.
        if (found.size === before) break;
        throw new Stop(
          2,
          'the pages of the list of templates lead round in a circle: the API does not say where they end',
        );
      }
      cursors.add(last);
      cursor = last;
    }
    return [...found.values()];
  }

  /** What stands at a place. Throws a `Stop`; a `ReadRefused` of status 404 where nothing does. */
  read(place: Place): Promise<unknown> {
    return this.#client.read(pathOf(place));
  }

  /** Writes what is to stand at a place, once. */
  write(place: Place, body: Json): Promise<Written> {
    return this.#client.write(pathOf(place), body);
  }

  /** Creates a template, once. One of the same name would be overwritten. */
  create(body: Json): Promise<Written> {
    return this.#client.write('/templates', body);
  }
}

/** The path of a place below the API's address. Throws a `Stop` where a name cannot stand in an address. */
export function pathOf(place: Place): string {
  const template = `/templates/${step(place.template, 'template')}`;
  if (place.kind === 'template') return template;
  return place.kind === 'role' ? `${template}/roles/${step(place.role, 'role')}` : `${template}/${place.kind}`;
}

/** Dots would be taken for the way up, and end at another endpoint that overwrites. */
function step(name: string, what: string): string {
  if (name === '' || name === '.' || name === '..') {
    throw new Stop(2, `the API has no address for a ${what} called ${quoted(name)}`);
  }
  try {
    return encodeURIComponent(name);
  } catch {
    throw new Stop(2, `the API has no address for a ${what} called ${quoted(name)}`);
  }
}

function readPage(page: unknown): { readonly data: readonly Listed[]; readonly last: string | undefined } {
  const data = property(page, 'data');
  const last = property(page, 'last');
  if (!Array.isArray(data)) throw new Stop(2, 'the API’s list of templates is none: it has no `data`');
  return {
    data: data.map((entry: unknown) => {
      const id = property(entry, 'id') ?? property(entry, '_id');
      if (typeof id !== 'string' || id === '') throw new Stop(2, 'the API lists a template without an `id`');
      const name = property(entry, 'name');
      return { id, name: typeof name === 'string' ? name : undefined };
    }),
    last: typeof last === 'string' && last !== '' ? last : undefined,
  };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
