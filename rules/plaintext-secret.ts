import { at, rule } from '../src/rule.ts';
import { known } from '../src/sound.ts';
import { uploads } from '../src/template.ts';

const variable = /\$\{[A-Za-z_][A-Za-z0-9_]*\}/;
const mask = /^[*•]*$/;

export default rule({
  id: 'plaintext-secret',
  severity: 'warning',
  summary: 'The credentials of the recording storage are written as `${NAME}`.',
  why: `These credentials may read and write the bucket with all recordings. In a file they are read by
everybody who can read the repository, now and in its history.

Write \`\${NAME}\` for each: \`hmslint push\` fills it in from the environment, and prints it nowhere.
Credentials that were committed should be replaced at the storage provider.`,
  source: 'Create a template via API, credentials object',
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
        secretKey: made-up-secret-of-an-example
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
      if (credentials === undefined) continue;
      for (const name of ['key', 'secretKey', 'secret'] as const) yield { credentials, name };
    }
  },
  *check({ credentials, name }) {
    const text = credentials[name];
    if (text === undefined || mask.test(text) || variable.test(text)) return;
    yield {
      at: at(credentials, name),
      message: `\`${name}\` is a credential in plain text: write \`\${NAME}\`, filled in from the environment at push`,
    };
  },
});
