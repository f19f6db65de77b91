import type { RuleDocs } from '../../src/rule.ts';

export default {
  id: 'schema/enum',
  severity: 'error',
  summary: 'A value with a fixed choice is one of the documented ones.',
  why: `Regions, codecs, tracks, playlist types, storage types and the like come from short lists. A value
outside its list is refused at push, also where only upper and lower case differ.

The message names the list, and the nearest value where there is one.`,
  source: 'Create a template via API, allowed values in the tables',
  fixable: 'both',
  examples: {
    bad: `name: webinar
roles:
  host: {}
settings:
  region: US
`,
    good: `name: webinar
roles:
  host: {}
settings:
  region: us
`,
  },
} satisfies RuleDocs;
