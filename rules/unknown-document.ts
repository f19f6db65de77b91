import type { RuleDocs } from '../src/rule.ts';

export default {
  id: 'unknown-document',
  severity: 'error',
  summary: 'A file named on the command line is a document of the template API.',
  why: `A document is a template, a role, settings, destinations or recordings. This one has the shape of none
of them, so it may be a document of another API, such as the body that creates a room. Nothing else is said of
it.

Check the path. If the file is one of these, say which: with \`--kind\`, with \`files\` in the configuration, or
in YAML with a comment such as \`# hmslint-kind role\`.`,
  source: 'Create a template via API, Create/update a role, Update settings, Update destinations, Configure recordings',
  examples: {
    bad: `room_id: 6324661c4da877930beaecaa
user_id: teacher-7
token_type: app
`,
    good: `name: webinar
roles:
  host: {}
`,
  },
} satisfies RuleDocs;
