import { at, rule } from '../src/rule.ts';
import { hlsDestinations } from '../src/template.ts';

export default rule({
  id: 'playlist-segments',
  severity: 'warning',
  summary: 'The number of playlist segments is set for live playlists only.',
  why: `\`numPlaylistSegments\` says how many segments of two seconds a live playlist holds. An event playlist
keeps every segment since the start of the stream, so there the number is ignored, and viewers can wind back as
far as they like.

Leave the number out, or use \`playlistType: live\` if viewers should see the last few seconds only.`,
  source: 'Create a template via API, hlsDestinations object, numPlaylistSegments',
  fixable: 'safe',
  examples: {
    bad: `name: webinar
roles:
  host: {}
destinations:
  hlsDestinations:
    main:
      name: main
      playlistType: event
      numPlaylistSegments: 12
`,
    good: `name: webinar
roles:
  host: {}
destinations:
  hlsDestinations:
    main:
      name: main
      playlistType: event
`,
  },
  each: hlsDestinations,
  *check({ value: destination }) {
    const { numPlaylistSegments, playlistType } = destination;
    if (numPlaylistSegments === undefined || playlistType !== 'event') return;
    yield {
      at: at(destination, 'numPlaylistSegments'),
      message: `\`${numPlaylistSegments}\` segments are ignored: playlistType is \`event\`, not \`live\``,
      related: [{ at: at(destination, 'playlistType'), message: 'the playlist type' }],
      fix: {
        title: 'remove `numPlaylistSegments`',
        safe: true,
        operations: [{ remove: at(destination, 'numPlaylistSegments') }],
      },
      tags: ['unnecessary'],
    };
  },
});
