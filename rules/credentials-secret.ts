import { at, keyOf, rule } from '../src/rule.ts';
import { known } from '../src/sound.ts';
import { uploads } from '../src/template.ts';

export default rule({
  id: 'credentials-secret',
  severity: 'warning',
  summary: 'The secret of the storage credentials is called `secretKey`.',
  why: `Answers of the API and older pages call it \`secret\`; what a template is created from is called
\`secretKey\`. Sent under the old name it may be taken for missing, and then the upload of recordings fails
after the call.`,
  source: 'Create a template via API, credentials object, secretKey; answers of the API seen in public',
  fixable: 'both',
  examples: {
    bad: `name: webinar
roles:
  host: {}
settings:
  recording:
    upload:
      type: s3
      location: acme-recordings
      prefix: calls
      credentials:
        key: \${UPLOAD_KEY}
        secret: \${UPLOAD_SECRET}
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
      credentials:
        key: \${UPLOAD_KEY}
        secretKey: \${UPLOAD_SECRET}
`,
  },
  *each(sound) {
    for (const upload of uploads(sound)) {
      const credentials = known(() => upload.credentials);
      if (credentials !== undefined && Object.hasOwn(credentials, 'secret')) yield credentials;
    }
  },
  *check(credentials) {
    const hasBoth = Object.keys(credentials).includes('secretKey');
    const secret = keyOf(credentials, 'secret');
    yield {
      at: secret,
      message: hasBoth
        ? '`secret` stands beside `secretKey`, which is the name the API takes: remove `secret`'
        : '`secret` is the name in answers of the API: write `secretKey`',
      ...(hasBoth && {
        related: [{ at: keyOf(credentials, 'secretKey'), message: 'the secret under its name of today' }],
      }),
      fix: hasBoth
        ? { title: 'remove `secret`', safe: false, operations: [{ remove: at(credentials, 'secret') }] }
        : { title: 'rename `secret` to `secretKey`', safe: true, operations: [{ rename: secret, to: 'secretKey' }] },
    };
  },
});
