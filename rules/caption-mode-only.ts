import { at, keyOf, rule } from '../src/rule.ts';
import { transcriptions } from '../src/template.ts';

export default rule({
  id: 'caption-mode-only',
  severity: 'warning',
  summary: 'A translation stands only where captions are made.',
  why: `\`translation\` turns the closed captions of a call into the language of each role. Where \`modes\`
lacks \`caption\` there are no captions during the call, and nothing is translated.

Add \`caption\` to \`modes\`, or remove the translation.`,
  source: 'Create a template via API (since April 2026), transcriptions object, translation',
  fixable: 'unsafe',
  examples: {
    bad: `name: webinar
roles:
  host: {}
destinations:
  hlsDestinations:
    main:
      name: main
  transcriptions:
    captions:
      name: captions
      role: host
      modes: [live]
      translation:
        enabled: true
        roleLanguages:
          host: es
`,
    good: `name: webinar
roles:
  host: {}
destinations:
  hlsDestinations:
    main:
      name: main
  transcriptions:
    captions:
      name: captions
      role: host
      modes: [live]
`,
  },
  each: transcriptions,
  *check({ value: transcription }) {
    const { modes, translation } = transcription;
    if (modes === undefined || translation === undefined || translation.enabled === false) return;
    // A mode that the schema rejected may be a misspelt `caption`: spreading the list ends the check there.
    if ([...modes].includes('caption')) return;
    yield {
      at: keyOf(transcription, 'translation'),
      message: '`translation` has no effect, since `modes` lacks `caption`: add `caption` or remove `translation`',
      related: [{ at: keyOf(transcription, 'modes'), message: 'the modes of this transcription' }],
      fix: {
        title: 'remove `translation`',
        safe: false,
        operations: [{ remove: at(transcription, 'translation') }],
      },
      tags: ['unnecessary'],
    };
  },
});
