import { at, rule } from '../src/rule.ts';
import { items, known } from '../src/sound.ts';
import { layerLists } from '../src/template.ts';

const sides = {
  smaller: { min: 144, max: 1080, of: 'the smaller side' },
  larger: { min: 192, max: 1920, of: 'the larger side' },
  only: { min: 144, max: 1920, of: 'a side' },
};

export default rule({
  id: 'hls-layer-size',
  severity: 'error',
  summary:
    'The sides of an HLS layer are even, the smaller one within 144 to 1080 and the larger one within 192 to 1920.',
  why: `Video is encoded in blocks of two by two pixels, and the documentation bounds both sides. A layer with
an odd side, or with a side out of range, has no place in a live stream: viewers miss that quality, or see no
stream at all.

The bounds speak of the smaller and the larger side, so a portrait layer such as 1080x1920 is as good as
1920x1080. The layers of a recording follow the same bounds.`,
  source: 'Create a template via API, HLS/ HLS Recording - Layers',
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
        - width: 853
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
        - width: 852
          height: 480
`,
  },
  each: (sound) => layerLists(sound).flatMap(({ layers }) => items(layers).map(([, layer]) => layer)),
  *check(layer) {
    const width = known(() => layer.width);
    const height = known(() => layer.height);
    for (const [name, side, other] of [
      ['width', width, height],
      ['height', height, width],
    ] as const) {
      if (side === undefined) continue;
      const isLarger = name === 'width' ? side >= (other ?? 0) : side > (other ?? 0);
      const { min, max, of } = other === undefined ? sides.only : isLarger ? sides.larger : sides.smaller;
      const isOdd = side % 2 !== 0;
      const isOut = side < min || side > max;
      if (!isOdd && !isOut) continue;
      const found = isOdd && isOut ? 'odd and out of range' : isOdd ? 'odd' : 'out of range';
      const even = side - 1;
      yield {
        at: at(layer, name),
        message: `${name} \`${side}\` is ${found}: ${of} of a layer must be even, from ${min} to ${max} pixels`,
        ...(isOdd &&
          even >= min &&
          even <= max && {
            fix: {
              title: `use \`${even}\`, the next lower even number`,
              safe: false,
              operations: [{ replace: at(layer, name), value: even }],
            },
          }),
      };
    }
  },
});
