import type { Field } from '../fields.ts';
import { isEmpty, isSame, own } from './values.ts';

/** What a document means by leaving a property out that the server has. */
export type Silence =
  /** The same: it is a default, or a zero. */
  | { readonly kind: 'same' }
  /** Nothing is said of it, so it stays: the API fills in what nobody can foresee. */
  | { readonly kind: 'keep' }
  /** The default, which is another. */
  | { readonly kind: 'default'; readonly value: unknown }
  /** That it goes. */
  | { readonly kind: 'remove' };

/** By what holds it and its name: the API fills it in, and nobody can foresee with what. */
const kept: ReadonlySet<string> = new Set([
  'publishParams.allowed',
  'subscribeParams.subscribeToRoles',
  'permissions.sendMessage',
  'settings.region',
]);

/** By what holds it and its name: what answers had besides the defaults that the schema knows, where a request left it out. */
const alsoSeen: ReadonlyMap<string, readonly unknown[]> = new Map([
  ['video.bitRate', [250]],
  ['video.height', [270]],
  ['browserComposite.enabled', [true]],
  [
    'video.layers',
    [
      [
        { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 700, maxFramerate: 25 },
        { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: 350, maxFramerate: 25 },
        { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: 100, maxFramerate: 25 },
      ],
    ],
  ],
]);

/** Where a property stands: the names of what holds it, and its own. */
export interface Property {
  readonly field: Field | undefined;
  readonly holder: string;
  readonly name: string;
  /** What the document says beside it. */
  readonly beside: unknown;
}

/** What it means that a document leaves out a property of which the server has a value. */
export function silence(property: Property, live: unknown): Silence {
  const { holder, name } = property;
  if (name === 'name' && live === holder) return { kind: 'same' };
  if (name === 'role' && typeof live === 'string' && live.startsWith('__internal')) return { kind: 'same' };
  const standing = defaultOf(property);
  if (isDefault(property, live)) return { kind: 'same' };
  if (standing !== undefined) return { kind: 'default', value: standing };
  const place = `${holder}.${name}`;
  if (kept.has(place)) return { kind: 'keep' };
  return isEmpty(live) ? { kind: 'same' } : { kind: 'remove' };
}

/** Whether a value is what stands where nothing is said. */
export function isDefault(property: Property, value: unknown): boolean {
  const { field, holder, name } = property;
  if (name === 'name' && value === holder) return true;
  const standing = defaultOf(property);
  if (standing === undefined && isEmpty(value)) return true;
  const known = [
    standing,
    ...(standing === undefined ? [] : [field?.default]),
    ...(alsoSeen.get(`${holder}.${name}`) ?? []),
  ];
  return known.some((each) => each !== undefined && isSame(each, value));
}

/** What the API was seen to fill in, else what the documentation says; `undefined` if neither is known. */
function defaultOf({ field, beside }: Property): unknown {
  if (field?.defaultUnless !== undefined && own(beside, field.defaultUnless[0]) === field.defaultUnless[1])
    return undefined;
  return field?.observedDefault ?? field?.default;
}
