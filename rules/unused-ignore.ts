import type { RuleDocs } from '../src/rule.ts';

export default {
  id: 'unused-ignore',
  severity: 'warning',
  summary: 'Every suppression gives a reason and suppresses something.',
  why: `A suppression that matches nothing is left from a mistake that was mended, or names the wrong rule or
place. If it stays, it hides the same mistake when somebody makes it again.

Remove it. A comment needs a reason after \`--\`; without one it suppresses nothing. An entry of the
configuration also counts as unused once its date has passed.`,
  source: 'hmslint, suppression of findings',
  fixable: 'safe',
  examples: {
    bad: `name: webinar
roles:
  host:
    # hmslint-ignore-next-line role-priority -- old role of the first API
    priority: 3
`,
    good: `name: webinar
roles:
  host:
    priority: 3
`,
  },
} satisfies RuleDocs;
