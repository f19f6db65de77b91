import { keyOf, rule } from '../src/rule.ts';
import { known } from '../src/sound.ts';

export default rule({
  id: 'whiteboard-roles',
  severity: 'warning',
  summary: 'A whiteboard needs at least one admin role and one writer role.',
  why: `Only an admin role can open and close the whiteboard, and only a writer role can draw on it: an admin that
should draw must be in both lists. Without an admin nobody in the call can open it; without a writer it stays empty.

Name at least one role under \`admin\` and one under \`writer\`.`,
  source:
    'Create a template via API, plugins - whiteboard - permissions object; whiteboard docs (at least one role for ' +
    'each)',
  examples: {
    bad: `name: classroom
roles:
  teacher: {}
  student: {}
plugins:
  whiteboard:
    permissions:
      admin: [teacher]
      reader: [student]
`,
    good: `name: classroom
roles:
  teacher: {}
  student: {}
plugins:
  whiteboard:
    permissions:
      admin: [teacher]
      writer: [teacher]
      reader: [student]
`,
  },
  needsWhole: true,
  *each(sound) {
    const whiteboard = known(() => sound.plugins?.whiteboard);
    if (whiteboard !== undefined) yield whiteboard;
  },
  *check(whiteboard) {
    const permissions = whiteboard.permissions;
    if (permissions === undefined) return;
    const lacks = (level: 'admin' | 'writer') =>
      !Object.hasOwn(permissions, level) || known(() => permissions[level]?.length) === 0;
    const missing = [];
    if (lacks('admin')) missing.push('no `admin` role, so nobody can open it');
    if (lacks('writer')) missing.push('no `writer` role, so nobody can draw on it');
    if (missing.length === 0) return;
    yield {
      at: keyOf(whiteboard, 'permissions'),
      message: `the whiteboard has ${missing.join(', and ')}`,
      args: missing,
    };
  },
});
