import { keyOf, rule } from '../src/rule.ts';

export default rule({
  id: 'missing-template-name',
  severity: 'info',
  summary: 'A template should have a name.',
  why: `A template is recognised by its name: creating one under a name that exists overwrites that template. Without
a name the platform makes one up, so that every create leaves one more template behind and none is ever updated.

Give it a \`name\` of a-z, A-Z, 0-9, space, hyphen, dot, underscore or colon.`,
  source: 'Create a template via API, main arguments (name)',
  examples: {
    bad: `roles:
  host: {}
`,
    good: `name: standup
roles:
  host: {}
`,
  },
  needsWhole: true,
  *each(sound) {
    if (sound.template !== undefined) yield sound.template;
  },
  *check(template) {
    if (Object.hasOwn(template, 'name')) return;
    yield {
      at: keyOf(template),
      message: 'the template has no `name`: every create makes another template under a made-up name',
    };
  },
});
