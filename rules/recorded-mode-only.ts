import { at, keyOf, type Problem, rule } from '../src/rule.ts';
import { known } from '../src/sound.ts';
import { transcriptions } from '../src/template.ts';

export default rule({
  id: 'recorded-mode-only',
  severity: 'warning',
  summary: 'Output modes and a summary stand only where recordings are transcribed.',
  why: `The files of \`outputModes\` and the \`summary\` are made after the call, from its recording. Where
\`modes\` lacks \`recorded\` nothing is transcribed after the call, so no file and no summary ever appear.

Add \`recorded\` to \`modes\`, or remove what depends on it.`,
  source: 'Create a template via API, transcriptions object, outputModes and summary',
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
    notes:
      name: notes
      role: host
      modes: [live]
      outputModes: [txt, srt]
`,
    good: `name: webinar
roles:
  host: {}
destinations:
  hlsDestinations:
    main:
      name: main
  transcriptions:
    notes:
      name: notes
      role: host
      modes: [live]
`,
  },
  each: transcriptions,
  *check({ value: transcription }) {
    const { modes } = transcription;
    // A mode that the schema rejected may be a misspelt `recorded`: spreading the list ends the check there.
    if (modes === undefined || [...modes].includes('recorded')) return;
    const ineffective = (name: 'outputModes' | 'summary'): Problem => ({
      at: keyOf(transcription, name),
      message: `\`${name}\` has no effect, since \`modes\` lacks \`recorded\`: add \`recorded\` or remove \`${name}\``,
      related: [{ at: keyOf(transcription, 'modes'), message: 'the modes of this transcription' }],
      fix: { title: `remove \`${name}\``, safe: false, operations: [{ remove: at(transcription, name) }] },
      tags: ['unnecessary'],
    });
    const outputModes = known(() => transcription.outputModes);
    if (outputModes !== undefined && outputModes.length > 0) yield ineffective('outputModes');
    const { summary } = transcription;
    if (summary !== undefined && summary.enabled !== false && summary.enable !== false) yield ineffective('summary');
  },
});
