import { inWords } from '../src/model/names.ts';
import { at, type Place, rule } from '../src/rule.ts';
import { known } from '../src/sound.ts';
import { simulcastBlocks } from '../src/template.ts';

export default rule({
  id: 'unused-simulcast',
  severity: 'info',
  summary: 'Simulcast layers should be those of a track that the role may publish.',
  why: `Layers say how a track is sent, and \`allowed\` says which tracks a role may send at all. Layers of a track
that is not in \`allowed\` do nothing. Either the track was forgotten in \`allowed\`, or the layers are left over.

Plain \`audio\`, \`video\` and \`screen\` parameters of such a track are normal: the API’s answers always carry them.`,
  source:
    'Create a template via API, publishParams object (allowed) and simulcast object; answers of the API seen in ' +
    'public',
  fixable: 'unsafe',
  examples: {
    bad: `name: webinar
roles:
  speaker:
    publishParams:
      allowed: [audio]
      simulcast:
        video:
          layers:
            - { rid: f, scaleResolutionDownBy: 1, maxBitrate: 700, maxFramerate: 25 }
            - { rid: h, scaleResolutionDownBy: 2, maxBitrate: 350, maxFramerate: 25 }
        screen: {}
`,
    good: `name: webinar
roles:
  speaker:
    publishParams:
      allowed: [audio]
      simulcast:
        screen: {}
`,
  },
  each: simulcastBlocks,
  *check({ track, block, object, step, publishParams }) {
    if ((block.layers?.length ?? 0) === 0) return;
    const allowed = known(() => publishParams.allowed && new Set(publishParams.allowed));
    if (allowed === undefined || allowed.has(track)) return;
    const key: Place = { object, step, part: 'key' };
    yield {
      at: key,
      message: `these layers do nothing: the role may not publish \`${track}\`, \`allowed\` has ${inWords(allowed)}`,
      related: [{ at: at(publishParams, 'allowed'), message: `\`${track}\` is not among these tracks` }],
      fix: { title: `remove \`${step}\``, safe: false, operations: [{ remove: key }] },
      tags: ['unnecessary'],
    };
  },
});
