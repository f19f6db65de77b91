import type { RuleDocs } from '../../src/rule.ts';

export default {
  id: 'schema/type',
  severity: 'error',
  summary: 'Every value has the type that the documentation gives it.',
  why: `A number in quotes, a single text where a list belongs, or \`null\` where an object is wanted is refused
at push, and the template stays as it was. In YAML watch what stands without quotes: \`yes\` and \`on\` are
text, not \`true\`.

Where quotes are all that is wrong, the fix takes them away.`,
  source: 'Create a template via API, the column "Type" of each table',
  fixable: 'safe',
  examples: {
    bad: `name: webinar
roles:
  host:
    priority: '1'
`,
    good: `name: webinar
roles:
  host:
    priority: 1
`,
  },
} satisfies RuleDocs;
