import { at, rule } from '../src/rule.ts';
import { rtmpUrls } from '../src/template.ts';

const variable = /\$\{[A-Za-z_][A-Za-z0-9_]*\}/;
const address = /^rtmps?:\/\/(?:[^\s/?#@]*@)?[^\s/?#@:]/i;

export default rule({
  id: 'rtmp-url',
  severity: 'error',
  summary: 'An RTMP destination streams to addresses that begin with `rtmp://` or `rtmps://`.',
  why: `The platform pushes the stream over RTMP. With any other address (a web page, a bare stream key, a text
with spaces) the stream to YouTube, Twitch or your own server does not start, and often nobody notices before
the event.

Copy the server address from the service and put the stream key behind it. \`\${NAME}\` may stand for the whole
address or for a part of it: \`hmslint push\` fills it in from the environment.`,
  source: 'Create a template via API, rtmpDestinations object, rtmpUrls; the start call of external streams',
  examples: {
    bad: `name: webinar
roles:
  host: {}
destinations:
  rtmpDestinations:
    live:
      name: live
      rtmpUrls:
        - https://live.example.com/app/\${STREAM_KEY}
`,
    good: `name: webinar
roles:
  host: {}
destinations:
  rtmpDestinations:
    live:
      name: live
      rtmpUrls:
        - rtmps://live.example.com/app/\${STREAM_KEY}
`,
  },
  each: rtmpUrls,
  *check({ url, urls, index }) {
    const wrong = whatIsWrong(url);
    if (wrong === undefined) return;
    yield {
      at: at(urls, index),
      message: `${wrong}: write \`rtmp://\` or \`rtmps://\` and a host, or \`\${NAME}\` for all or part of the address`,
      args: [wrong],
    };
  },
});

/** In words that show nothing of the address but its scheme: the rest may be a stream key. */
function whatIsWrong(url: string): string | undefined {
  if (url === '') return 'this RTMP address is empty';
  if (/\s/.test(url)) return 'this RTMP address holds white space';
  if (isAddress(url)) return undefined;
  const scheme = /^[a-z][a-z0-9+.-]{0,30}(?=:\/\/)/i.exec(url)?.[0];
  if (scheme === undefined) return 'this RTMP address has no scheme';
  if (/^rtmps?$/i.test(scheme)) return 'this RTMP address names no host';
  return `this RTMP address begins with \`${scheme}://\``;
}

function isAddress(url: string): boolean {
  const start = url.search(variable);
  if (start === -1) return address.test(url);
  const literal = url.slice(0, start).toLowerCase();
  return 'rtmp://'.startsWith(literal) || 'rtmps://'.startsWith(literal) || address.test(literal);
}
