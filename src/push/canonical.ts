import type { Kind } from '../diagnostic.ts';
import { isEmpty, isProperties, own, type Properties, propertiesOf } from './values.ts';
import { withoutOwnKeys } from './variables.ts';

/** What the API sets itself: no request carries it. */
const readOnly: ReadonlySet<string> = new Set([
  'id',
  '_id',
  'customerId',
  'customer',
  'customer_id',
  'appId',
  'createdAt',
  'updatedAt',
  // As the OpenAPI description spells them.
  'created_at',
  'updated_at',
  'app_id',
]);

/**
 * A document or an answer as a request may carry it: without read-only fields and the author's own, older names for newer
 * ones, and without values that the API answers but refuses.
 */
export function canonical(kind: Kind, document: unknown): unknown {
  if (!isProperties(document)) return document;
  switch (kind) {
    case 'template': {
      const sent = Object.entries(document).filter(([name]) => !readOnly.has(name));
      return withoutOwnKeys(
        changed(propertiesOf(sent), {
          roles: (roles) => eachOf(roles, canonicalRole),
          settings: canonicalSettings,
          destinations: canonicalDestinations,
        }),
      );
    }
    case 'role':
      return withoutOwnKeys(canonicalRole(document));
    case 'settings':
      return withoutOwnKeys(canonicalSettings(document));
    case 'destinations':
      return withoutOwnKeys(canonicalDestinations(document));
    case 'recordings':
      return document;
  }
}

type Change = (value: unknown) => unknown;

/** An object in which what stands under some names is changed; `undefined` leaves it out. */
function changed(object: unknown, changes: { readonly [name: string]: Change }): unknown {
  if (!isProperties(object)) return object;
  const entries = Object.entries(object).map(([name, value]): readonly [string, unknown] => {
    const change = Object.hasOwn(changes, name) ? changes[name] : undefined;
    return [name, change === undefined ? value : change(value)];
  });
  return propertiesOf(entries.filter(([name, value]) => value !== undefined || object[name] === undefined));
}

function eachOf(map: unknown, change: Change): unknown {
  return isProperties(map) ? propertiesOf(Object.entries(map).map(([name, value]) => [name, change(value)])) : map;
}

function canonicalRole(role: unknown): unknown {
  return changed(role, { publishParams: canonicalTracks });
}

/** Until 2023 the layers of simulcast had names of their own. */
function canonicalTracks(params: unknown): unknown {
  if (!isProperties(params)) return params;
  let result = params;
  for (const [old, track] of [
    ['videoSimulcastLayers', 'video'],
    ['screenSimulcastLayers', 'screen'],
  ] as const) {
    if (!Object.hasOwn(result, old)) continue;
    const layers = result[old];
    const simulcast = own(result, 'simulcast');
    const isFree = isEmpty(own(simulcast, track)) && (simulcast === undefined || isProperties(simulcast));
    if (!isEmpty(layers) && !isFree) continue;
    const { [old]: _, ...rest } = result;
    result = isEmpty(layers)
      ? rest
      : { ...rest, simulcast: { ...(isProperties(simulcast) && simulcast), [track]: layers } };
  }
  return result;
}

function canonicalSettings(settings: unknown): unknown {
  const upload: Change = (value) => changed(value, { credentials: (inner) => renamed(inner, 'secret', 'secretKey') });
  return changed(settings, {
    recording: (recording) => changed(recording, { upload }),
    roomState: (state) => changed(state, { messageInterval: (interval) => (interval === 0 ? undefined : interval) }),
  });
}

function canonicalDestinations(destinations: unknown): unknown {
  return changed(destinations, {
    transcriptions: (map) =>
      eachOf(map, (transcription) =>
        changed(transcription, { summary: (summary) => renamed(summary, 'enable', 'enabled') }),
      ),
  });
}

/** An object in which a name is another, unless that is taken. */
function renamed(object: unknown, from: string, to: string): unknown {
  if (!isProperties(object) || !Object.hasOwn(object, from) || Object.hasOwn(object, to)) return object;
  const entries = Object.entries(object).map(([name, value]): [string, unknown] => [name === from ? to : name, value]);
  return propertiesOf(entries);
}

/** The id that the API gave a template; `undefined` if there is none. */
export function idOf(document: unknown): string | undefined {
  for (const name of ['id', '_id']) {
    const id = own(document, name);
    if (typeof id === 'string' && id !== '') return id;
  }
  return undefined;
}

/** When the API was last told to change a template; `undefined` if it does not say. */
export function updatedAt(answer: unknown): string | undefined {
  const time = own(answer, 'updatedAt') ?? own(answer, 'updated_at');
  return typeof time === 'string' ? time : undefined;
}

/** The names of an object. */
export function namesOf(value: unknown): readonly string[] {
  return Object.keys(isProperties(value) ? value : ({} satisfies Properties));
}
