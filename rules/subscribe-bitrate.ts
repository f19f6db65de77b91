import { inWords } from '../src/model/names.ts';
import { type Bitrate, lowestVideoBitrate, publishedTracks } from '../src/model/tracks.ts';
import { at, rule } from '../src/rule.ts';
import { items, known } from '../src/sound.ts';
import { templateRoles } from '../src/template.ts';

export default rule({
  id: 'subscribe-bitrate',
  severity: 'warning',
  summary: '`maxSubsBitRate` must leave room for the cheapest video of every role that is subscribed to.',
  why: `\`maxSubsBitRate\` is all that a role may receive at once, in kbps. Below the lowest bitrate at which another
role’s video is on offer (its lowest simulcast layer, or the video itself where there are none), that video cannot be
received as it is sent: in the call it freezes or stays black.

Raise \`maxSubsBitRate\`, or offer a lower simulcast layer. Layers that state no bitrate, or 0, are not counted.`,
  source:
    'Create a template via API, subscribeParams object (maxSubsBitRate), video object and simulcast - layer ' +
    'object',
  examples: {
    bad: `name: webinar
roles:
  host:
    publishParams:
      allowed: [audio, video]
      video:
        bitRate: 300
  viewer:
    subscribeParams:
      subscribeToRoles: [host]
      maxSubsBitRate: 200
`,
    good: `name: webinar
roles:
  host:
    publishParams:
      allowed: [audio, video]
      video:
        bitRate: 300
  viewer:
    subscribeParams:
      subscribeToRoles: [host]
      maxSubsBitRate: 3200
`,
  },
  *each(sound) {
    const videos = new Map<string, Bitrate>();
    for (const { key, value } of templateRoles(sound)) {
      const lowest = publishedTracks(value)?.has('video') ? lowestVideoBitrate(value) : undefined;
      if (lowest !== undefined) videos.set(key, lowest);
    }
    const dearest = Math.max(...Array.from(videos.values(), ({ kbps }) => kbps));
    for (const { value } of templateRoles(sound)) {
      const subscribeParams = known(() => value.subscribeParams);
      const budget = known(() => subscribeParams?.maxSubsBitRate);
      if (subscribeParams !== undefined && budget !== undefined && budget < dearest) {
        yield { subscribeParams, budget, videos };
      }
    }
  },
  *check({ subscribeParams, budget, videos }) {
    const tooDear = new Map<string, Bitrate>();
    for (const [, name] of items(known(() => subscribeParams.subscribeToRoles))) {
      const lowest = videos.get(name);
      if (lowest !== undefined && lowest.kbps > budget) tooDear.set(name, lowest);
    }
    const worstFirst = [...tooDear].sort(([, a], [, b]) => b.kbps - a.kbps);
    const worst = worstFirst[0]?.[1];
    if (worst === undefined) return;
    const names = inWords(worstFirst.map(([name]) => name));
    yield {
      at: at(subscribeParams, 'maxSubsBitRate'),
      message: `\`${budget}\` kbps is too little for the video of ${names}: it takes at least \`${worst.kbps}\` kbps`,
      args: [...tooDear.keys()].sort(),
      related: worstFirst.slice(0, 3).map(([name, { kbps, object, step, part }]) => ({
        at: { object, step, part },
        message: `the cheapest video of \`${name}\` takes ${kbps} kbps`,
      })),
    };
  },
});
