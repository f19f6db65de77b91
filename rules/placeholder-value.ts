import { rule } from '../src/rule.ts';
import type { Text } from '../src/sound.ts';

const bracketed = /^<+[^<>]+>+$/;
const yourOwn = /^your[-_].+[-_]here$/is;
const filledInAtPush = new Set(['upload', 'options', 'credentials', 'rtmpUrls']);
const neverShown = new Set(['credentials', 'rtmpUrls']);

export default rule({
  id: 'placeholder-value',
  severity: 'error',
  summary: 'No text is left over from a sample.',
  why: `The samples of the documentation hold texts such as \`<Name of the storage bucket>\` and
\`{{$timestamp}}\`, which you or Postman should fill in. Pushed as they stand they become the real value:
recordings go to a bucket that does not exist, streams to no server, and roles carry a name that no client can
join with.

Write the real value. In \`settings.recording.upload\` and in \`rtmpUrls\` it may be \`\${NAME}\`, which
\`hmslint push\` fills in from the environment. Prose (\`context\`, \`title\` and \`customVocabulary\`) is not
looked at.`,
  source: 'Create a template via API, the sample request and response',
  examples: {
    bad: `name: webinar
roles:
  host: {}
settings:
  recording:
    upload:
      type: s3
      location: <Name of the storage bucket>
      prefix: calls
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
  replaces: true,
  *each(sound) {
    for (const text of sound.texts(isLeftOver)) if (!isExempt(text)) yield text;
  },
  *check({ text, object, step, part, owner = '' }) {
    const shown = part === 'value' && neverShown.has(owner) ? 'this' : `\`${shortened(text)}\``;
    const value = part === 'key' ? 'name' : 'value';
    const variable = part === 'value' && filledInAtPush.has(owner) && step !== 'type' ? ', or `${NAME}`' : '';
    const reason = hasBraces(text) ? ', which other tools fill in and a push does not' : '';
    yield {
      at: { object, step, part },
      message: `${shown} is text left from a sample${reason}: put the real ${value} here${variable}`,
    };
  },
});

function isLeftOver(text: string): boolean {
  const trimmed = text.trim();
  return bracketed.test(trimmed) || hasBraces(trimmed) || yourOwn.test(trimmed);
}

function hasBraces(text: string): boolean {
  const start = text.indexOf('{{');
  return start !== -1 && text.indexOf('}}', start + 2) !== -1;
}

function isExempt({ text, step, part, owner }: Text): boolean {
  if (part === 'key') return false;
  if (step === 'context' || step === 'title' || owner === 'customVocabulary') return true;
  // The same text as the key, which is reported.
  return step === 'name' && text === owner;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
