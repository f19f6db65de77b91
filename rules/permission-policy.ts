import type { Role } from '../schemas/generated/types.ts';
import { inWords } from '../src/model/names.ts';
import { grantedByDefault, type PermissionName, permission, permissionNames } from '../src/model/permissions.ts';
import { at, keyOf, type Problem, rule } from '../src/rule.ts';
import { known, type Sound } from '../src/sound.ts';
import { templateRoles } from '../src/template.ts';

export default rule({
  id: 'permission-policy',
  severity: 'error',
  summary: 'Only the roles that the configuration names may hold a permission.',
  why: `Who may end the room, remove others or go live is a decision of a team, not of one file. \`permissions\` in
\`hmslint.config.yaml\` lists, for a permission, the roles that may hold it in any template. What a role holds because it
does not mention it counts too: \`browserRecording\`, \`rtmpStreaming\` and \`hlsStreaming\` are *true* where they are left
out. So does \`pollRead\`, which \`pollWrite\` includes.

Write \`false\` where the role should not have it, or add the role to the list. The rule is silent without \`permissions\`
in the configuration, and for a document that is one role without a name.`,
  source: 'hmslint.config.yaml; Create a template via API, permissions object (defaults)',
  fixable: 'unsafe',
  examples: {
    configuration: `permissions:
  endRoom: [host]
  hlsStreaming: [host, producer]
`,
    bad: `name: webinar
roles:
  host:
    permissions:
      endRoom: true
  guest:
    permissions:
      endRoom: true
`,
    good: `name: webinar
roles:
  host:
    permissions:
      endRoom: true
  guest:
    permissions:
      endRoom: false
      hlsStreaming: false
`,
  },
  needsWhole: true,
  *each(sound) {
    if (sound.policy === undefined) return;
    for (const { key, value: role } of templateRoles(sound)) yield { name: key, role };
    const name = known(() => sound.role?.name);
    if (sound.role !== undefined && name !== undefined) yield { name, role: sound.role };
  },
  *check({ name, role }, { policy = {} }) {
    for (const permissionName of permissionNames) {
      const holders = policy[permissionName];
      const held = permission(role, permissionName);
      if (holders === undefined || held?.granted !== true || holders.includes(name)) continue;
      const { includedIn } = held;
      if (includedIn === undefined) {
        if (held.written) yield written(name, role, permissionName, holders);
      } else if (policy[includedIn]?.includes(name) !== false) {
        // Else that permission is what is told at its place.
        yield included(name, role, permissionName, includedIn, holders);
      }
    }
    const unsaid = grantedByDefault(role).filter((each) => policy[each]?.includes(name) === false);
    if (unsaid.length > 0) yield byDefault(name, role, unsaid, policy);
  },
});

type Policy = NonNullable<Sound['policy']>;

function written(name: string, role: Role, permission: PermissionName, holders: readonly string[]): Problem {
  const { permissions = {} } = role;
  const place = at(permissions, permission);
  return {
    at: place,
    message: `\`${name}\` may not hold \`${permission}\`: ${allowed([permission], { [permission]: holders })}`,
    fix: { title: 'write `false`', safe: false, operations: [{ replace: place, value: false }] },
  };
}

function included(
  name: string,
  role: Role,
  permission: PermissionName,
  by: PermissionName,
  holders: readonly string[],
): Problem {
  const { permissions = {} } = role;
  return {
    at: at(permissions, by),
    message: `\`${name}\` may not hold \`${permission}\`, which \`${by}\` includes: ${allowed([permission], { [permission]: holders })}`,
  };
}

function byDefault(name: string, role: Role, unsaid: readonly PermissionName[], policy: Policy): Problem {
  const { permissions } = role;
  const names = inWords(unsaid);
  return {
    at: permissions === undefined ? keyOf(role) : keyOf(role, 'permissions'),
    message: `\`${name}\` may not hold ${names}, which it does by default (left out means true): ${allowed(unsaid, policy)}`,
    fix: {
      title: `add ${names} as \`false\``,
      safe: false,
      operations:
        permissions === undefined
          ? [{ add: at(role), name: 'permissions', value: Object.fromEntries(unsaid.map((each) => [each, false])) }]
          : unsaid.map((each) => ({ add: at(permissions), name: each, value: false })),
    },
  };
}

/** Who may hold permissions, in words: those that the same roles may hold are named together. */
function allowed(names: readonly PermissionName[], policy: Policy): string {
  const byHolders = new Map<string, PermissionName[]>();
  for (const name of names) {
    const holders = policy[name] ?? [];
    const words = holders.length === 0 ? 'no role' : `${inWords(new Set(holders))} only`;
    const same = byHolders.get(words);
    if (same === undefined) byHolders.set(words, [name]);
    else same.push(name);
  }
  const grants = Array.from(byHolders, ([words, same]) => `${inWords(same)} to ${words}`);
  return `the configuration gives ${grants.join(', ')}`;
}
