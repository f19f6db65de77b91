import { inWords } from '../src/model/names.ts';
import { grantedByDefault } from '../src/model/permissions.ts';
import { at, keyOf, rule } from '../src/rule.ts';
import { roles } from '../src/template.ts';

export default rule({
  id: 'implicit-permission',
  severity: 'warning',
  summary: 'A role that publishes nothing must say whether it may record and stream.',
  why: `\`browserRecording\`, \`rtmpStreaming\` and \`hlsStreaming\` are *true* where a role does not mention them,
unlike all other permissions. A role that only listens is usually the one that strangers join with, and so every
listener may start and stop recordings and streams.

Write the three in so many words: \`false\`, or \`true\` where it is meant.`,
  source:
    'Create a template via API, permissions object (the three default to true); answers of the API seen in public ' +
    'add them as true',
  fixable: 'unsafe',
  examples: {
    bad: `name: webinar
roles:
  viewer:
    publishParams:
      allowed: []
    permissions:
      pollRead: true
`,
    good: `name: webinar
roles:
  viewer:
    publishParams:
      allowed: []
    permissions:
      pollRead: true
      browserRecording: false
      rtmpStreaming: false
      hlsStreaming: false
`,
  },
  needsWhole: true,
  each: roles,
  *check(role) {
    if (role.publishParams?.allowed?.length !== 0) return;
    const permissions = role.permissions;
    const missing = grantedByDefault(role);
    if (missing.length === 0) return;
    const place = permissions === undefined ? keyOf(role) : keyOf(role, 'permissions');
    yield {
      at: place,
      message:
        `this role publishes nothing but leaves out ${inWords(missing)}: ` +
        'left out means true, so that whoever joins with it may stream or record',
      args: missing,
      fix: {
        title: `add ${inWords(missing)} as \`false\``,
        safe: false,
        operations:
          permissions === undefined
            ? [{ add: at(role), name: 'permissions', value: Object.fromEntries(missing.map((name) => [name, false])) }]
            : missing.map((name) => ({ add: at(permissions), name, value: false })),
      },
    };
  },
});
