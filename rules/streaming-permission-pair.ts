import { type PermissionName, permission } from '../src/model/permissions.ts';
import { at, rule } from '../src/rule.ts';
import { known } from '../src/sound.ts';
import { rtmpDestinations, templateRoles } from '../src/template.ts';

export default rule({
  id: 'streaming-permission-pair',
  severity: 'warning',
  summary: 'Where an RTMP destination records, some role must have both `rtmpStreaming` and `browserRecording`.',
  why: `Starting an RTMP stream that is recorded as well takes both permissions in the same role. Where one role may
stream and another may record, nobody can start this destination as it is written.

Both are true unless a role switches them off. Give one role both, or set \`recordingEnabled\` to false.`,
  source: 'Create a template via API, permissions object (browserRecording, rtmpStreaming)',
  examples: {
    bad: `name: webinar
roles:
  host:
    permissions:
      rtmpStreaming: true
      browserRecording: false
destinations:
  rtmpDestinations:
    live:
      name: live
      rtmpUrls: ['rtmps://live.example.com/app/\${STREAM_KEY}']
      recordingEnabled: true
`,
    good: `name: webinar
roles:
  host:
    permissions:
      rtmpStreaming: true
      browserRecording: true
destinations:
  rtmpDestinations:
    live:
      name: live
      rtmpUrls: ['rtmps://live.example.com/app/\${STREAM_KEY}']
      recordingEnabled: true
`,
  },
  needsWhole: true,
  *each(sound) {
    const roles = known(() => sound.template?.roles);
    const keys = Object.keys(roles ?? {});
    const nobody = keys.every((key) => {
      const role = known(() => roles?.[key]);
      return role !== undefined && pair.some((name) => permission(role, name)?.granted === false);
    });
    if (keys.length === 0 || !nobody) return;
    const related = [];
    for (const { key, value: role } of templateRoles(sound)) {
      if (related.length === 3) break;
      const permissions = known(() => role.permissions);
      const denied = pair.find((name) => permission(role, name)?.granted === false);
      if (permissions === undefined || denied === undefined) continue;
      related.push({ at: at(permissions, denied), message: `\`${key}\` has no \`${denied}\`` });
    }
    for (const { value: destination } of rtmpDestinations(sound)) yield { destination, related };
  },
  *check({ destination, related }) {
    if (destination.recordingEnabled !== true) return;
    yield {
      at: at(destination, 'recordingEnabled'),
      message:
        'this destination records, but no role has both `rtmpStreaming` and `browserRecording`, so nobody can start it',
      related,
    };
  },
});

const pair = ['rtmpStreaming', 'browserRecording'] as const satisfies readonly PermissionName[];
