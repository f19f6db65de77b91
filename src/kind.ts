import type { Kind } from './diagnostic.ts';
import { nearest } from './nearest.ts';

/** What kind of document a value is taken for. */
export interface Recognition {
  readonly kind: Kind;
  /** Whether its content leaves no doubt: only then is it linted although nobody named it. */
  readonly certain: boolean;
}

/** The names at the top of each kind of document. */
const names = {
  template: ['name', 'roles', 'settings', 'destinations', 'plugins'],
  role: ['name', 'publishParams', 'subscribeParams', 'permissions', 'priority', 'maxPeerCount'],
  settings: ['region', 'recording', 'roomState', 'retry'],
  destinations: ['rtmpDestinations', 'hlsDestinations', 'browserRecordings', 'transcriptions'],
} as const;

/** Names that hardly any other document has, below `permissions`, `plugins` and in an entry of recordings. */
const marks = {
  permissions: [
    'endRoom',
    'removeOthers',
    'changeRole',
    'sendRoomState',
    'pollRead',
    'pollWrite',
    'hlsStreaming',
    'rtmpStreaming',
  ],
  plugins: ['whiteboard', 'noiseCancellation', 'transcriptions'],
  recordings: ['compositeRecording', 'trackRecording', 'streamRecording'],
} as const;

const regions: readonly unknown[] = ['in', 'us', 'eu', 'auto'];

/**
 * Tells the kind of a document from what it holds; `undefined` if it is none that the API knows.
 * Emptiness and broken types are taken for a template, so that somebody who named the file is told what is wrong with it.
 * Of a `partial` value, of which broken syntax hid something, a single name that fits is enough.
 */
export function recognise(value: unknown, partial = false): Recognition | undefined {
  if (Array.isArray(value)) return recogniseList(value);
  if (!isObject(value)) return { kind: 'template', certain: false };
  if (isTemplate(value)) return { kind: 'template', certain: true };
  for (const kind of ['role', 'destinations', 'settings'] as const) {
    if (isFragment(value, kind)) return { kind, certain: true };
  }
  return guess(value, partial);
}

function recogniseList(list: readonly unknown[]): Recognition | undefined {
  const first = list.find(isObject);
  if (first !== undefined && (holds(first, marks.recordings) || (list.length === 1 && Object.hasOwn(first, 'role')))) {
    return { kind: 'recordings', certain: holds(first, marks.recordings) };
  }
  return list.length === 0 ? { kind: 'template', certain: false } : undefined;
}

function isTemplate(value: object): boolean {
  const roles = own(value, 'roles');
  if (isObject(roles)) {
    const all = Object.values(roles);
    if (all.length === 0 || all.some((role) => isObject(role) && isRoleLike(role))) return true;
  }
  return (
    isFragment(own(value, 'settings'), 'settings') ||
    isFragment(own(value, 'destinations'), 'destinations') ||
    holds(own(value, 'plugins'), marks.plugins)
  );
}

function isRoleLike(role: object): boolean {
  const isBare = Object.keys(role).every((name) => isKnown(name, names.role));
  return isFragment(role, 'role') || (isBare && !Array.isArray(own(role, 'permissions')));
}

function isFragment(value: unknown, kind: 'role' | 'settings' | 'destinations'): boolean {
  if (!isObject(value)) return false;
  switch (kind) {
    case 'role':
      return (
        isObject(own(value, 'publishParams')) ||
        isObject(own(value, 'subscribeParams')) ||
        typeof own(value, 'maxPeerCount') === 'number' ||
        holds(own(value, 'permissions'), marks.permissions)
      );
    case 'settings':
      if (isObject(own(value, 'roomState')) || isObject(own(own(value, 'recording'), 'upload'))) return true;
      return (
        regions.includes(own(value, 'region')) && Object.keys(value).every((name) => isKnown(name, names.settings))
      );
    case 'destinations':
      return ['rtmpDestinations', 'hlsDestinations', 'browserRecordings'].some((name) => isObject(own(value, name)));
  }
}

/** The benefit of the doubt: most of the names are known, or were nearly written. */
function guess(value: object, partial: boolean): Recognition | undefined {
  const all = Object.keys(value).filter((name) => !name.startsWith('x-') && name !== '$schema');
  let best: { readonly kind: Kind; readonly count: number } = { kind: 'template', count: 0 };
  for (const kind of ['template', 'role', 'destinations', 'settings'] as const) {
    const count = all.filter((name) => isKnown(name, names[kind]) || nearest(name, names[kind]) !== undefined).length;
    if (count > best.count) best = { kind, count };
  }
  if (best.count * 2 > all.length || all.length === 0 || (partial && best.count > 0))
    return { kind: best.kind, certain: false };
  return all.includes('name') && all.length === 2 ? { kind: 'template', certain: false } : undefined;
}

function isKnown(name: string, known: readonly string[]): boolean {
  return known.includes(name);
}

function holds(value: unknown, names: readonly string[]): boolean {
  return isObject(value) && names.some((name) => Object.hasOwn(value, name));
}

function own(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
