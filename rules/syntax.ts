import type { RuleDocs } from '../src/rule.ts';

export default {
  id: 'syntax',
  severity: 'error',
  summary: 'The file is well-formed JSON or YAML.',
  why: `What cannot be read cannot be pushed. The published samples themselves lack commas, so a template that
was copied from the documentation often starts with this error.

Every broken place that can be found is reported, and the rest of the file is still linted as far as it can be
read. Rules about missing things stay silent until the file is whole.`,
  source: 'RFC 8259 (JSON); YAML 1.2.2',
  fixable: 'both',
  examples: {
    bad: `{
  "name": "webinar"
  "roles": { "host": {} }
}
`,
    good: `{
  "name": "webinar",
  "roles": { "host": {} }
}
`,
  },
} satisfies RuleDocs;
