import type { RuleDocs } from '../src/rule.ts';

export default {
  id: 'room-state-interval',
  severity: 'error',
  summary: 'The interval of room state messages is a multiple of 5 from 5 to 3600 seconds.',
  why: `\`messageInterval\` says every how many seconds the preview screen learns who is in the room. The
documentation allows multiples of 5 from 5 to 3600, both included; another number is refused at push.

Answers of the API carry 0 where the interval was never set. That is accepted as long as \`enabled\` is not
true.`,
  source: 'Create a template via API, roomState object, messageInterval; answers of the API seen in public',
  fixable: 'unsafe',
  examples: {
    bad: `name: webinar
roles:
  host: {}
settings:
  roomState:
    messageInterval: 12
`,
    good: `name: webinar
roles:
  host: {}
settings:
  roomState:
    messageInterval: 10
`,
  },
} satisfies RuleDocs;
