import type { HlsLayer } from '../schemas/generated/types.ts';
import { at, rule } from '../src/rule.ts';
import { items, known } from '../src/sound.ts';
import { hlsDestinations } from '../src/template.ts';

const bitrates = ['videoBitrate', 'audioBitrate'] as const;

/** What the streamed layers of one size say of one bitrate. */
interface Streamed {
  /** The layers by what they state, in kbps. */
  readonly stated: Map<number, HlsLayer>;
  /** Whether one of them leaves it to the platform. */
  isOpen: boolean;
}

export default rule({
  id: 'recording-layer-bitrate',
  severity: 'warning',
  summary: 'A layer of an HLS recording states the bitrates of the streamed layer that it records.',
  why: `A recording layer names one of the streamed layers; it is not encoded a second time. A bitrate that
differs from the streamed layer's is either without effect or stops the two from being taken for the same layer.

State the same \`videoBitrate\` and \`audioBitrate\` (kbps) in both places, or leave them out of the recording.`,
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
          videoBitrate: 1100
      recording:
        hlsVod: true
        layers:
          - width: 1280
            height: 720
            videoBitrate: 900
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
          videoBitrate: 1100
      recording:
        hlsVod: true
        layers:
          - width: 1280
            height: 720
            videoBitrate: 1100
`,
  },
  each: hlsDestinations,
  *check({ value: destination }) {
    const streamed = streamedBitrates(destination.layers ?? []);
    for (const [, layer] of items(destination.recording?.layers)) {
      const size = known(() => sizeOf(layer));
      if (size === undefined) continue;
      for (const name of bitrates) {
        const value = known(() => layer[name]);
        const of = streamed.get(`${size} ${name}`);
        if (value === undefined || of === undefined || of.isOpen || of.stated.has(value)) continue;
        const [first, ...others] = of.stated;
        if (first === undefined) continue;
        const [wanted, source] = first;
        yield {
          at: at(layer, name),
          message: `${name} \`${value}\` kbps differs from the \`${wanted}\` kbps with which \`${size}\` is streamed`,
          related: [{ at: at(source, name), message: `streamed with \`${wanted}\` kbps` }],
          ...(others.length === 0 && {
            fix: {
              title: `use \`${wanted}\` kbps, as streamed`,
              safe: false,
              operations: [{ replace: at(layer, name), value: wanted }],
            },
          }),
        };
      }
    }
  },
});

function streamedBitrates(layers: readonly HlsLayer[]): ReadonlyMap<string, Streamed> {
  const streamed = new Map<string, Streamed>();
  for (const layer of layers) {
    const size = sizeOf(layer);
    if (size === undefined) continue;
    for (const name of bitrates) {
      const of = streamed.get(`${size} ${name}`) ?? { stated: new Map(), isOpen: false };
      const value = known(() => layer[name]);
      if (value === undefined) of.isOpen = true;
      else if (!of.stated.has(value)) of.stated.set(value, layer);
      streamed.set(`${size} ${name}`, of);
    }
  }
  return streamed;
}

function sizeOf({ width, height }: HlsLayer): string | undefined {
  return width === undefined || height === undefined ? undefined : `${width}x${height}`;
}
