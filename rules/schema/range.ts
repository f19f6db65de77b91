import type { RuleDocs } from '../../src/rule.ts';

export default {
  id: 'schema/range',
  severity: 'error',
  summary: 'Every number is within its documented range.',
  why: `Bitrates (kbps), frame rates, sides (pixels) and grace periods (seconds) have bounds. A number outside
is refused at push, or is cut down so that the call looks or sounds other than the template says.`,
  source: 'Create a template via API, the ranges in the tables',
  fixable: 'unsafe',
  examples: {
    bad: `name: webinar
roles:
  host:
    publishParams:
      audio:
        bitRate: 256
`,
    good: `name: webinar
roles:
  host:
    publishParams:
      audio:
        bitRate: 128
`,
  },
} satisfies RuleDocs;
