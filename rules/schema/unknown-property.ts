import type { RuleDocs } from '../../src/rule.ts';

export default {
  id: 'schema/unknown-property',
  severity: 'error',
  summary: 'Every property is one that the API knows.',
  why: `A misspelt property, or one that stands a level too high or too low, is dropped at push without a word:
the default is used in its place, and the call behaves as if the line were not there.

The message names the nearest property, also where it belongs elsewhere. Properties that answers of the API
carry are known. At the top of a document, names that begin with \`x-\` are yours, for YAML anchors for example;
a push leaves them out.`,
  source: 'Create a template via API, all tables and samples; answers of the API and templates seen in public',
  fixable: 'both',
  examples: {
    bad: `name: webinar
roles:
  host:
    subscribeParams:
      maxSubsBitrate: 3200
`,
    good: `name: webinar
roles:
  host:
    subscribeParams:
      maxSubsBitRate: 3200
`,
  },
} satisfies RuleDocs;
