import type { RuleDocs } from '../src/rule.ts';

export default {
  id: 'duplicate-key',
  severity: 'error',
  summary: 'No name stands twice in one object.',
  why: `Of two equal names most readers keep the last and drop the first without a word, others refuse the file.
One of two roles or destinations with the same key is then lost at push.

Rename one of them, or merge the two.`,
  source: 'RFC 8259, section 4 (names should be unique); YAML 1.2.2, section 3.2.1.1 (keys must be unique)',
  examples: {
    bad: `name: webinar
roles:
  host:
    priority: 1
  host:
    priority: 2
`,
    good: `name: webinar
roles:
  host:
    priority: 1
  guest:
    priority: 2
`,
  },
} satisfies RuleDocs;
