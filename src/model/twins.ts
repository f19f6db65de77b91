import type { Meaning, RoleMeaning } from './meaning.ts';

/**
 * Roles of which any two could change places, and nothing would differ but their names: they send, receive and may do the
 * same, hear the same others and are heard by the same others. What flows from one member to itself and to another is the same
 * for all of them; what flows between a member and a role outside is the same for all members.
 */
export type RoleGroup = readonly [RoleMeaning, ...RoleMeaning[]];

/** The roles of a document, grouped. */
export interface RoleGroups {
  /** Each role is in one, in the order of their first members. */
  readonly groups: readonly RoleGroup[];
  /** The group of a role; `undefined` if there is no such role. */
  groupOf(name: string): RoleGroup | undefined;
}

/** Groups the roles of a document, in time in proportion to the lengths of their lists. */
export function groupRoles({ roles }: Meaning): RoleGroups {
  const keys = keysOf(roles);
  const together = new Map<string, RoleMeaning[]>();
  const apart = new Map<string, RoleMeaning[]>();
  for (const [index, role] of roles.entries()) {
    add(together, keys[index]?.together ?? '', role);
    add(apart, keys[index]?.apart ?? '', role);
  }
  const groups = new Map<RoleMeaning, RoleGroup>();
  for (const [index, role] of roles.entries()) {
    if (groups.has(role)) continue;
    const hearingEachOther = together.get(keys[index]?.together ?? '') ?? [];
    const [, ...others] = hearingEachOther.length > 1 ? hearingEachOther : (apart.get(keys[index]?.apart ?? '') ?? []);
    const group: RoleGroup = [role, ...others];
    for (const member of group) groups.set(member, group);
  }
  const byName = new Map(roles.map((role) => [role.name, groups.get(role)]));
  return { groups: [...new Set(groups.values())], groupOf: (name) => byName.get(name) };
}

/**
 * Two keys for each role. Those with one `together` key are alike and hear each other, those with one `apart` key are alike and
 * do not. No role is alike to others in both ways.
 */
function keysOf(roles: readonly RoleMeaning[]): readonly { readonly together: string; readonly apart: string }[] {
  const order = new Map(roles.map(({ name }, index) => [name, index]));
  const heard = roles.map(({ subscribesTo }) => {
    const indices = [...(subscribesTo ?? [])].flatMap((name) => order.get(name) ?? []);
    return new Set(indices.sort((a, b) => a - b));
  });
  const hearers = roles.map(() => new Set<number>());
  // In the order of the roles, so that each of these sets is in order too.
  for (const [index, set] of heard.entries()) for (const other of set) hearers[other]?.add(index);
  // Long keys are spelled once, and then known by a number.
  const own = new Map<string, number>();
  return roles.map((role, index) => {
    const key = ownKey(role);
    const number = own.get(key) ?? own.size;
    own.set(key, number);
    const itself = [number, heard[index]?.has(index)];
    const sets = [heard[index] ?? [], hearers[index] ?? []].map((set) => [...set]);
    return {
      together: JSON.stringify([itself, sets.map((set) => withIndex(set, index))]),
      apart: JSON.stringify([itself, sets.map((set) => set.filter((other) => other !== index))]),
    };
  });
}

function withIndex(set: readonly number[], index: number): readonly number[] {
  return set.includes(index) ? set : [...set, index].sort((a, b) => a - b);
}

/** Spells all that a role means but its name and the roles that it hears. */
function ownKey(role: RoleMeaning): string {
  const { name: _name, pointer: _pointer, subscribesTo, publishes, offers, permissions, ...rest } = role;
  return JSON.stringify({
    ...rest,
    isSilent: subscribesTo === undefined,
    publishes: publishes === undefined ? 'unknown' : [...publishes],
    offers: [...offers].filter(([track]) => publishes?.has(track) !== false),
    permissions: [...permissions],
  });
}

function add(groups: Map<string, RoleMeaning[]>, key: string, role: RoleMeaning): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [role]);
  else group.push(role);
}
