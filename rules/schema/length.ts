import type { RuleDocs } from '../../src/rule.ts';

export default {
  id: 'schema/length',
  severity: 'error',
  summary: 'Every text and every list keeps to its documented length.',
  why: `An RTMP destination streams to at most 3 addresses, simulcast has at most 3 layers, a summary at most 6
sections and 300 characters of context. What is longer is refused at push.

Split it (a second RTMP destination, for example) or shorten it.`,
  source: 'Create a template via API, the limits in the tables',
  examples: {
    bad: `name: webinar
roles:
  host: {}
destinations:
  rtmpDestinations:
    live:
      name: live
      rtmpUrls:
        - rtmps://a.example.com/app/\${KEY_A}
        - rtmps://b.example.com/app/\${KEY_B}
        - rtmps://c.example.com/app/\${KEY_C}
        - rtmps://d.example.com/app/\${KEY_D}
`,
    good: `name: webinar
roles:
  host: {}
destinations:
  rtmpDestinations:
    live:
      name: live
      rtmpUrls:
        - rtmps://a.example.com/app/\${KEY_A}
        - rtmps://b.example.com/app/\${KEY_B}
        - rtmps://c.example.com/app/\${KEY_C}
`,
  },
} satisfies RuleDocs;
