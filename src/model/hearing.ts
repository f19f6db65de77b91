import { kept, known, type Sound } from '../sound.ts';

/** Which roles of a template subscribe to which: who can hear and see whom. */
export interface Hearing {
  /** For each role, the names of the roles that subscribe to it, as far as they are known. */
  readonly subscribers: ReadonlyMap<string, ReadonlySet<string>>;
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
  const unknown = new Set<string>();
  for (const key of subscribers.keys()) {
    const targets = known(() => {
      const list = roles[key]?.subscribeParams?.subscribeToRoles;
      return list === undefined ? undefined : [...list];
    });
    if (targets === undefined) unknown.add(key);
    else for (const target of targets) subscribers.get(target)?.add(key);
  }
  return { subscribers, unknown };
}
