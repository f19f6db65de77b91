import { streamKeyIn } from '../src/model/stream-key.ts';
import { at, rule } from '../src/rule.ts';
import { rtmpUrls } from '../src/template.ts';

export default rule({
  id: 'stream-key-in-url',
  severity: 'warning',
  summary: 'The stream key of an RTMP address is written as `${NAME}`.',
  why: `Whoever knows the stream key can broadcast to your channel. What follows the application in an RTMP
address, such as \`abcd-efgh\` in \`rtmp://a.example.com/live2/abcd-efgh\`, is that key, and in a file it is
read by everybody who can read the repository, now and in its history.

Write \`\${NAME}\` for it: \`hmslint push\` fills it in from the environment. A key that was committed should be
replaced at the service.`,
  source:
    'Create a template via API, rtmpDestinations object, rtmpUrls; the addresses that streaming services give out',
  examples: {
    bad: `name: webinar
roles:
  host: {}
destinations:
  rtmpDestinations:
    live:
      name: live
      rtmpUrls:
        - rtmp://a.example.com/live2/abcd-efgh-1234
`,
    good: `name: webinar
roles:
  host: {}
destinations:
  rtmpDestinations:
    live:
      name: live
      rtmpUrls:
        - rtmp://a.example.com/live2/\${STREAM_KEY}
`,
  },
  each: rtmpUrls,
  *check({ url, urls, index }) {
    if (streamKeyIn(url) === undefined) return;
    yield {
      at: at(urls, index),
      message: 'this RTMP address carries its stream key as plain text: write `${NAME}` for it, filled in at push',
    };
  },
});
