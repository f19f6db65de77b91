import type { HlsLayer } from '../schemas/generated/types.ts';
import { at, type Mend, rule } from '../src/rule.ts';
import { items, known } from '../src/sound.ts';
import { layerLists } from '../src/template.ts';

interface Sized {
  readonly index: number;
  readonly layer: HlsLayer;
  readonly size: string;
  readonly pixels: number;
  readonly videoBitrate: number | undefined;
}

export default rule({
  id: 'hls-layer-order',
  severity: 'error',
  summary: 'The layers of an HLS stream fall in resolution and in video bitrate.',
  why: `The documentation expects the layers in descending order of resolution and video bitrate. Players read
the list as a ladder: with a step out of place they move to a worse picture that costs more bandwidth.

Layers of equal size may stand side by side, and a layer that leaves a side out is not compared. The layers of a
recording follow the same order.`,
  source: 'Create a template via API, hlsDestinations object, layers, and HLS - recording object, layers',
  fixable: 'unsafe',
  examples: {
    bad: `name: webinar
roles:
  host: {}
destinations:
  hlsDestinations:
    main:
      name: main
      layers:
        - width: 1280
          height: 720
          videoBitrate: 1100
        - width: 1920
          height: 1080
          videoBitrate: 2500
`,
    good: `name: webinar
roles:
  host: {}
destinations:
  hlsDestinations:
    main:
      name: main
      layers:
        - width: 1920
          height: 1080
          videoBitrate: 2500
        - width: 1280
          height: 720
          videoBitrate: 1100
`,
  },
  each: layerLists,
  *check({ layers }) {
    const sized = [...sizes(layers)];
    let order = sized.length === layers.length ? inOrder(layers, sized) : undefined;
    for (const [place, layer] of sized.entries()) {
      const previous = sized[place - 1];
      if (previous === undefined) continue;
      if (layer.pixels > previous.pixels) {
        yield {
          at: at(layers, layer.index),
          message: `layer \`${layer.size}\` follows the smaller \`${previous.size}\`: the largest layer comes first`,
          related: [{ at: at(layers, previous.index), message: `\`${previous.size}\` comes before it` }],
          ...(order !== undefined && { fix: order }),
        };
        order = undefined;
      } else if (rises(previous, layer)) {
        const most = `\`${previous.videoBitrate}\` kbps`;
        yield {
          at: at(layer.layer, 'videoBitrate'),
          message: `videoBitrate \`${layer.videoBitrate}\` is more than the ${most} of the larger \`${previous.size}\``,
          related: [
            {
              at: at(previous.layer, 'videoBitrate'),
              message: `the larger layer has ${most}`,
            },
          ],
        };
      }
    }
  },
});

function* sizes(layers: readonly HlsLayer[]): Iterable<Sized> {
  for (const [index, layer] of items(layers)) {
    const width = known(() => layer.width);
    const height = known(() => layer.height);
    if (width === undefined || height === undefined) continue;
    const videoBitrate = known(() => layer.videoBitrate);
    yield { index, layer, size: `${width}x${height}`, pixels: width * height, videoBitrate };
  }
}

/** Whether the bitrate rises where the resolution falls. */
function rises(previous: Sized, layer: Sized): boolean {
  if (previous.videoBitrate === undefined || layer.videoBitrate === undefined) return false;
  return layer.pixels < previous.pixels && layer.videoBitrate > previous.videoBitrate;
}

/** Sorts the list by resolution, where that brings the bitrates in order too. */
function inOrder(layers: readonly HlsLayer[], sized: readonly Sized[]): Mend | undefined {
  const sorted = sized.toSorted((a, b) => b.pixels - a.pixels);
  for (const [place, layer] of sorted.entries()) {
    const previous = sorted[place - 1];
    if (previous !== undefined && rises(previous, layer)) return undefined;
  }
  const value = known(() => sorted.map(({ layer }) => ({ ...layer })));
  if (value === undefined) return undefined;
  return {
    title: 'put the layers in descending order of resolution',
    safe: false,
    operations: [{ replace: at(layers), value }],
  };
}
