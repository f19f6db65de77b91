import type { RuleDocs } from '../src/rule.ts';

export default {
  id: 'template-name',
  severity: 'error',
  summary: 'The name of a template is made of a-z, A-Z, 0-9, space and the characters - . _ and :',
  why: `The documentation accepts these characters only, so a push with another one is refused. The name is also
what tells templates apart: creating one under a name that exists overwrites the template that has it.`,
  source: 'Create a template via API, Main arguments, name',
  fixable: 'unsafe',
  examples: {
    bad: `name: webinar/2024
roles:
  host: {}
`,
    good: `name: webinar-2024
roles:
  host: {}
`,
  },
} satisfies RuleDocs;
