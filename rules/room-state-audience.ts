import { permission } from '../src/model/permissions.ts';
import { at, rule } from '../src/rule.ts';
import { known } from '../src/sound.ts';
import { templateRoles } from '../src/template.ts';

export default rule({
  id: 'room-state-audience',
  severity: 'warning',
  summary: 'Room state must be on exactly where some role may receive it.',
  why: `Room state (how many are in the room, and who) is sent to a role only if it is switched on for the template
*and* the role has \`permissions.sendRoomState\`, which is off unless a role says so. With one without the other, the
preview screen stays empty and large rooms show no count.

Give \`sendRoomState\` to the roles that should see it, or switch room state off.`,
  source: 'Create a template via API, roomState object and permissions object (sendRoomState defaults to false)',
  examples: {
    bad: `name: webinar
roles:
  host: {}
  viewer: {}
settings:
  roomState:
    enabled: true
    messageInterval: 10
`,
    good: `name: webinar
roles:
  host: {}
  viewer:
    permissions:
      sendRoomState: true
settings:
  roomState:
    enabled: true
    messageInterval: 10
`,
  },
  needsWhole: true,
  *each(sound) {
    const roomState = known(() => sound.template?.settings?.roomState);
    if (roomState !== undefined) yield roomState;
  },
  *check(roomState, sound) {
    const roles = known(() => sound.template?.roles);
    if (roles === undefined || Object.keys(roles).length === 0) return;
    if (roomState.enabled === true) {
      const noneMay = Object.keys(roles).every((key) => {
        const role = known(() => roles[key]);
        return role !== undefined && permission(role, 'sendRoomState')?.granted === false;
      });
      if (!noneMay) return;
      yield {
        at: at(roomState, 'enabled'),
        message: 'room state is on, but no role has `permissions.sendRoomState`, so nobody receives it',
      };
    } else if (roomState.enabled === false) {
      const receivers = [];
      const names: string[] = [];
      for (const { key, value: role } of templateRoles(sound)) {
        if (permission(role, 'sendRoomState')?.granted !== true) continue;
        const permissions = known(() => role.permissions);
        if (permissions === undefined) continue;
        names.push(key);
        receivers.push({ at: at(permissions, 'sendRoomState'), message: `\`${key}\` should receive room state` });
      }
      if (receivers.length === 0) return;
      const some = receivers.length === 1 ? `\`${names[0]}\` has` : `${receivers.length} roles have`;
      const remedy = 'switch it on, or take the permission away';
      yield {
        at: at(roomState, 'enabled'),
        message: `room state is off, but ${some} \`permissions.sendRoomState\`: ${remedy}`,
        args: names.sort(),
        related: receivers.slice(0, 3),
      };
    }
  },
});
