import type { HlsLayer } from '../schemas/generated/types.ts';
import { inWords } from '../src/model/names.ts';
import { at, keyOf, type Mend, rule } from '../src/rule.ts';
import { items, known } from '../src/sound.ts';
import { hlsDestinations } from '../src/template.ts';

export default rule({
  id: 'recording-layers-subset',
  severity: 'error',
  summary: 'Each layer of an HLS recording is one of the layers that its destination streams.',
  why: `A recording keeps what is streamed, it encodes nothing of its own. A recording layer whose width and
height are not among the destination's layers has no stream to keep, so the push is refused or that recording
never appears.

Leave \`recording.layers\` out to record every streamed layer. Where the destination lists no layers the
platform chooses them, and nothing is reported.`,
  source: 'Create a template via API, HLS - recording object, layers',
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
      recording:
        hlsVod: true
        layers:
          - width: 1280
            height: 720
          - width: 854
            height: 480
`,
    good: `name: webinar
roles:
  host: {}
destinations:
  hlsDestinations:
    main:
      name: main
      layers:
        - width: 1280
          height: 720
      recording:
        hlsVod: true
        layers:
          - width: 1280
            height: 720
`,
  },
  each: hlsDestinations,
  *check({ value: destination }) {
    const streamed = new Set<string>();
    for (const layer of destination.layers ?? []) {
      if (layer.width !== undefined && layer.height !== undefined) streamed.add(`${layer.width}x${layer.height}`);
    }
    const { recording } = destination;
    const recorded = recording?.layers;
    if (streamed.size === 0 || recording === undefined || recorded === undefined) return;
    const sized = [...sizes(recorded)];
    // The list goes as a whole only where every entry of it is known to be wrong.
    const staysAny =
      sized.length < recorded.length || sized.some(({ width, height }) => streamed.has(`${width}x${height}`));
    for (const { index, layer, width, height } of sized) {
      const size = `${width}x${height}`;
      if (streamed.has(size)) continue;
      const turned = `${height}x${width}`;
      const isTurned = streamed.has(turned);
      const advice = isTurned
        ? `\`${turned}\` is, so its sides may be swapped`
        : `streamed ${streamed.size === 1 ? 'is' : 'are'} ${inWords(streamed)}`;
      const removal: Mend = staysAny
        ? { title: `remove the layer \`${size}\``, safe: false, operations: [{ remove: at(recorded, index) }] }
        : {
            title: 'remove `layers` to record every streamed layer',
            safe: false,
            operations: [{ remove: at(recording, 'layers') }],
          };
      yield {
        at: at(recorded, index),
        message: `recording layer \`${size}\` is not streamed by its destination: ${advice}`,
        related: [{ at: keyOf(destination, 'layers'), message: 'the layers that are streamed' }],
        fix: isTurned ? turn(layer, width, height) : removal,
      };
    }
  },
});

function turn(layer: HlsLayer, width: number, height: number): Mend {
  return {
    title: `swap the sides to \`${height}x${width}\``,
    safe: false,
    operations: [
      { replace: at(layer, 'width'), value: height },
      { replace: at(layer, 'height'), value: width },
    ],
  };
}

function* sizes(
  layers: readonly HlsLayer[],
): Iterable<{ index: number; layer: HlsLayer; width: number; height: number }> {
  for (const [index, layer] of items(layers)) {
    const width = known(() => layer.width);
    const height = known(() => layer.height);
    if (width !== undefined && height !== undefined) yield { index, layer, width, height };
  }
}
