import type { RuleDocs } from '../src/rule.ts';

export default {
  id: 'role-priority',
  severity: 'error',
  summary: 'The priority of a role is a whole number from 1 to 5.',
  why: `When bandwidth gets short, the streams of roles with a low priority are degraded first: 1 is the highest
priority, 5 the lowest. Another number is refused at push, or puts the role in a place that nobody planned.

The first version of the API allowed up to 10, so templates that were written for it need new numbers.`,
  source: 'Create a template via API, roles object, priority',
  fixable: 'unsafe',
  examples: {
    bad: `name: webinar
roles:
  host:
    priority: 1
  guest:
    priority: 10
`,
    good: `name: webinar
roles:
  host:
    priority: 1
  guest:
    priority: 5
`,
  },
} satisfies RuleDocs;
