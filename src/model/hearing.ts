import type { Role } from '../../schemas/generated/types.ts';
import { items, kept, known, type Sound } from '../sound.ts';

/** Which roles of a template subscribe to which: who can hear and see whom. */
export interface Hearing {
  /** For each role, the names of the roles that subscribe to it, as far as that is known. */
  readonly subscribers: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * For each role that says so, the names that it subscribes to, whether or not there is such a role; without entries that the
   * schema rejected.
   */
  readonly subscriptions: ReadonlyMap<string, ReadonlySet<string>>;
  /** The roles that leave `subscribeToRoles` out, or of which the schema rejected some of it. */
  readonly unknown: ReadonlySet<string>;
}

/** Who subscribes to whom; `undefined` where the document lists no roles. */
export const hearing = kept(readHearing);

function readHearing(sound: Sound): Hearing | undefined {
  const roles = known(() => sound.template?.roles);
  if (roles === undefined) return undefined;
  const subscribers = new Map<string, Set<string>>();
  for (const key of Object.keys(roles)) subscribers.set(key, new Set());
  const subscriptions = new Map<string, ReadonlySet<string>>();
  const unknown = new Set<string>();
  for (const key of subscribers.keys()) {
    const role = known(() => roles[key]);
    const subscribed = role === undefined ? undefined : subscribedNames(role);
    if (subscribed !== undefined) subscriptions.set(key, subscribed.names);
    if (subscribed?.isWhole !== true) unknown.add(key);
    for (const target of subscribed?.names ?? []) subscribers.get(target)?.add(key);
  }
  return { subscribers, subscriptions, unknown };
}

/** The names that a role subscribes to, and whether the schema accepted all of them; `undefined` where it does not say. */
export function subscribedNames(
  role: Role,
): { readonly names: ReadonlySet<string>; readonly isWhole: boolean } | undefined {
  const list = known(() => role.subscribeParams?.subscribeToRoles);
  if (list === undefined) return undefined;
  const accepted = items(list);
  return { names: new Set(accepted.map(([, name]) => name)), isWhole: accepted.length === list.length };
}
