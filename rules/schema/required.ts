import type { RuleDocs } from '../../src/rule.ts';

export default {
  id: 'schema/required',
  severity: 'error',
  summary: 'Every required property is there.',
  why: `The API needs some properties to make sense of an object: the \`rid\` of a simulcast layer, the \`name\`
of a destination, the \`location\` of an upload. Without them the push is refused, or the feature does not start
in the call.

The finding marks the object that lacks the property.`,
  source: 'Create a template via API, the column "Required" of each table',
  fixable: 'safe',
  examples: {
    bad: `name: webinar
roles:
  host: {}
destinations:
  hlsDestinations:
    main:
      playlistType: live
`,
    good: `name: webinar
roles:
  host: {}
destinations:
  hlsDestinations:
    main:
      name: main
      playlistType: live
`,
  },
} satisfies RuleDocs;
