import { keyOf, rule } from '../src/rule.ts';
import { known } from '../src/sound.ts';

export default rule({
  id: 'nobody-can-join',
  severity: 'warning',
  summary: 'At least one role must let somebody join.',
  why: `\`maxPeerCount\` -1 lets nobody join with a role. Where every role says so, nobody can enter a room of this
template at all. People who meant "as many as want to" write 0, which is also the default.`,
  source: 'Create a template via API, roles object (maxPeerCount: 0 unlimited, n, -1 nobody)',
  examples: {
    bad: `name: standup
roles:
  host:
    maxPeerCount: -1
  guest:
    maxPeerCount: -1
`,
    good: `name: standup
roles:
  host:
    maxPeerCount: 0
  guest:
    maxPeerCount: -1
`,
  },
  needsWhole: true,
  *each(sound) {
    if (sound.template !== undefined) yield sound.template;
  },
  *check(template) {
    const roles = template.roles ?? {};
    const keys = Object.keys(roles);
    if (keys.length === 0 || keys.some((key) => known(() => roles[key]?.maxPeerCount) !== -1)) return;
    yield {
      at: keyOf(template, 'roles'),
      message: 'every role has `maxPeerCount` -1, so nobody can join: `0` lets in as many as want to',
    };
  },
});
