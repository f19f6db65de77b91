import type { Role } from '../../schemas/generated/types.ts';
import { known } from '../sound.ts';

/** The name of something that a role may be permitted to do. */
export type PermissionName = keyof NonNullable<Role['permissions']>;

/** Whether a role may do something, and how that is known. */
export interface Permission {
  readonly granted: boolean;
  /** Whether the role says so itself; otherwise it is the documented default. */
  readonly written: boolean;
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

/**
 * Whether a role may do something; `undefined` where that is unknown: the schema rejected what the role says,
 * or the role says nothing and no default is documented.
 */
export function permission(role: Role, name: PermissionName): Permission | undefined {
  return known(() => {
    const written = role.permissions?.[name];
    if (written !== undefined) return { granted: written, written: true };
    const granted = documentedDefaults[name];
    return granted === undefined ? undefined : { granted, written: false };
  });
}
