import { at, rule } from '../src/rule.ts';
import { hlsDestinations } from '../src/template.ts';

export default rule({
  id: 'zip-upload-storage',
  severity: 'error',
  summary: 'An HLS recording is uploaded as a zip only to storage of your own.',
  why: `\`enableZipUpload\` packs the recorded stream into one archive in your own bucket. On the storage of
100ms it is not available: the documentation says that the setting "will give an error" there.

Name a bucket under \`settings.recording.upload\`, or switch the setting off.`,
  source: 'Create a template via API, HLS - recording object, enableZipUpload',
  fixable: 'unsafe',
  examples: {
    bad: `name: webinar
roles:
  host: {}
destinations:
  hlsDestinations:
    main:
      name: main
      recording:
        hlsVod: true
        enableZipUpload: true
`,
    good: `name: webinar
roles:
  host: {}
destinations:
  hlsDestinations:
    main:
      name: main
      recording:
        hlsVod: true
        enableZipUpload: false
`,
  },
  needsWhole: true,
  *each(sound) {
    if (sound.kind === 'template') yield* hlsDestinations(sound);
  },
  *check({ value: { recording } }, sound) {
    if (recording?.enableZipUpload !== true || sound.settings?.recording?.upload !== undefined) return;
    yield {
      at: at(recording, 'enableZipUpload'),
      message: '`enableZipUpload` needs a bucket of your own: add `settings.recording.upload` or set this to `false`',
      fix: {
        title: 'set `enableZipUpload` to `false`',
        safe: false,
        operations: [{ replace: at(recording, 'enableZipUpload'), value: false }],
      },
    };
  },
});
