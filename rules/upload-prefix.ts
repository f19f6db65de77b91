import { keyOf, rule } from '../src/rule.ts';
import { uploads } from '../src/template.ts';

export default rule({
  id: 'upload-prefix',
  severity: 'warning',
  summary: 'The upload of recordings names a prefix.',
  why: `One page of the documentation says that \`prefix\` is required, another calls it optional and puts
recordings under the id of your account. Whichever holds, a prefix of your own decides where in the bucket the
recordings land, and a push that the stricter reading would refuse goes through.`,
  source: 'Create a template via API, upload object, prefix; Storage configuration (optional there)',
  examples: {
    bad: `name: webinar
roles:
  host: {}
settings:
  recording:
    upload:
      type: s3
      location: acme-recordings
`,
    good: `name: webinar
roles:
  host: {}
settings:
  recording:
    upload:
      type: s3
      location: acme-recordings
      prefix: calls
`,
  },
  needsWhole: true,
  each: uploads,
  *check(upload) {
    if (upload.prefix !== undefined) return;
    yield {
      at: keyOf(upload),
      message:
        'the upload has no `prefix`, which one page of the documentation requires and another calls optional: name the folder for recordings',
    };
  },
});
