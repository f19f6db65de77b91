import { type Place, rule } from '../src/rule.ts';

export default rule({
  id: 'read-only-property',
  severity: 'info',
  summary: 'What only the platform sets does not belong in a template file.',
  why: `The API’s answers carry \`id\`, \`customerId\`, \`createdAt\` and the like. In a file they are left over from
the template that was pulled: the platform ignores them, they change with every update, and in a copy for another
account they are wrong. Pushing strips them, so nothing breaks; removing them keeps differences small.`,
  source:
    'Create a template via API (response), Retrieve a template, Update a template ("modify the template object ' +
    'and post it back")',
  fixable: 'safe',
  examples: {
    bad: `id: 6324661c4da877930beaecaa
name: standup
roles:
  host: {}
createdAt: '2022-09-16T12:03:40.068Z'
`,
    good: `name: standup
roles:
  host: {}
`,
  },
  *each(sound) {
    const { template } = sound;
    if (template === undefined) return;
    for (const name of setByPlatform) if (Object.hasOwn(template, name)) yield { template, name };
  },
  *check({ template, name }) {
    const key: Place = { object: template, step: name, part: 'key' };
    yield {
      at: key,
      message: `\`${name}\` is set by the platform and ignored here`,
      fix: { title: `remove \`${name}\``, safe: true, operations: [{ remove: key }] },
      tags: ['unnecessary'],
    };
  },
});

const setByPlatform = ['id', '_id', 'customer', 'customerId', 'customer_id', 'appId', 'createdAt', 'updatedAt'];
