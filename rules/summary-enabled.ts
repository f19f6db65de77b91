import { at, keyOf, rule } from '../src/rule.ts';
import { known } from '../src/sound.ts';
import { transcriptions } from '../src/template.ts';

export default rule({
  id: 'summary-enabled',
  severity: 'warning',
  summary: 'The summary of a transcription is switched by `enabled`.',
  why: `The table of the documentation says \`enable\`; every sample, the dashboard and every answer of the API
say \`enabled\`. Under the table's name the switch may be ignored, and then no summary is made, or one is made
that nobody wants.`,
  source:
    'Create a template via API, transcriptions - summary object and sample request; answers of the API seen in public',
  fixable: 'both',
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
      summary:
        enable: true
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
      summary:
        enabled: true
`,
  },
  *each(sound) {
    for (const { value } of transcriptions(sound)) {
      const summary = known(() => value.summary);
      if (summary !== undefined && Object.hasOwn(summary, 'enable')) yield summary;
    }
  },
  *check(summary) {
    const hasBoth = Object.keys(summary).includes('enabled');
    const enable = keyOf(summary, 'enable');
    yield {
      at: enable,
      message: hasBoth
        ? '`enable` stands beside `enabled`, which is the name that samples and answers use: remove `enable`'
        : '`enable` is the name in one table only: write `enabled`, as samples and answers do',
      ...(hasBoth && { related: [{ at: keyOf(summary, 'enabled'), message: 'the switch under its usual name' }] }),
      fix: hasBoth
        ? { title: 'remove `enable`', safe: false, operations: [{ remove: at(summary, 'enable') }] }
        : { title: 'rename `enable` to `enabled`', safe: true, operations: [{ rename: enable, to: 'enabled' }] },
    };
  },
});
