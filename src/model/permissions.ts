import type { Role } from '../../schemas/generated/types.ts';
import { known } from '../sound.ts';

/** The name of something that a role may be permitted to do. */
export type PermissionName = keyof NonNullable<Role['permissions']>;

/** Whether a role may do something, and how that is known. */
export interface Permission {
  readonly granted: boolean;
  /** Whether the role says so itself; otherwise it is the documented default. */
  readonly written: boolean;
  /** The permission that includes it and is granted, where the role does not grant it itself. */
  readonly includedIn?: PermissionName;
}

/** What a role may do where it does not say ("Create a template via API", permissions object). */
const documentedDefaults: { readonly [name in PermissionName]-?: boolean | undefined } = {
  endRoom: false,
  removeOthers: false,
  mute: false,
  unmute: false,
  changeRole: false,
  sendRoomState: false,
  pollRead: false,
  pollWrite: false,
  browserRecording: true,
  rtmpStreaming: true,
  hlsStreaming: true,
  sendMessage: undefined,
};

/** All permissions, in the order of the documentation. */
export const permissionNames: readonly PermissionName[] = [
  'endRoom',
  'removeOthers',
  'mute',
  'unmute',
  'changeRole',
  'sendRoomState',
  'pollRead',
  'pollWrite',
  'browserRecording',
  'rtmpStreaming',
  'hlsStreaming',
  'sendMessage',
];

/**
 * Whether a role may do something; `undefined` where that is unknown: the schema rejected what the role says,
 * or the role says nothing and no default is documented.
 */
export function permission(role: Role, name: PermissionName): Permission | undefined {
  return known(() => {
    const written = role.permissions?.[name];
    const granted = written ?? documentedDefaults[name];
    if (granted === undefined) return undefined;
    const own = { granted, written: written !== undefined };
    if (name !== 'pollRead' || granted || !grantsPollWrite(role)) return own;
    return { ...own, granted: true, includedIn: 'pollWrite' };
  });
}

/** The permissions that a role has without saying so, and without another that includes them. */
export function grantedByDefault(role: Role): readonly PermissionName[] {
  return permissionNames.filter((name) => {
    const held = permission(role, name);
    return held?.granted === true && !held.written && held.includedIn === undefined;
  });
}

/** "PollWrite is a superset of pollRead and enables all pollRead functionalities." */
function grantsPollWrite(role: Role): boolean {
  return known(() => role.permissions?.pollWrite) === true;
}
