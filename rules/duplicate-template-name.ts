import type { RuleDocs } from '../src/rule.ts';

export default {
  id: 'duplicate-template-name',
  severity: 'warning',
  summary: 'No two files of one run carry the same template name.',
  why: `The name tells templates apart: creating one under a name that exists overwrites the template that has
it. With two files of one name, pushing the second would replace what the first describes, so \`hmslint push\`
refuses both.

Give each its own name. Where copies are meant (one folder for each workspace, such as dev/ and prod/), switch
the rule off for these files in the configuration.`,
  source: 'Create a template via API, Main arguments, name',
  examples: {
    bad: `name: webinar
roles:
  host: {}
---
name: webinar
roles:
  speaker: {}
`,
    good: `name: webinar
roles:
  host: {}
---
name: panel
roles:
  speaker: {}
`,
  },
} satisfies RuleDocs;
