import { at, type Mend, rule } from '../src/rule.ts';
import { known } from '../src/sound.ts';
import { simulcastBlocks } from '../src/template.ts';

export default rule({
  id: 'simulcast-layers',
  severity: 'error',
  summary: 'Simulcast layers must begin with `f` at scale 1 and get smaller from layer to layer.',
  why: `\`f\`, \`h\` and \`q\` stand for full, half and quarter. A client sends the same picture once per layer, and
each receiver gets the one that its connection carries. The documentation asks for this order: the first layer is
\`f\` with \`scaleResolutionDownBy\` 1, every further \`rid\` is smaller than the one before (\`f\` > \`h\` > \`q\`,
none twice), and every further \`scaleResolutionDownBy\` is greater. Layers in another order are against the
documented format, and a receiver that asks for the smaller picture may get the larger one.

\`f\` and \`q\` without \`h\` are fine, and so is \`f\` alone.`,
  source: 'Create a template via API, simulcast - layer object',
  fixable: 'unsafe',
  examples: {
    bad: `name: standup
roles:
  host:
    publishParams:
      allowed: [audio, video]
      simulcast:
        video:
          layers:
            - { rid: f, scaleResolutionDownBy: 1.5, maxBitrate: 700, maxFramerate: 25 }
            - { rid: h, scaleResolutionDownBy: 2, maxBitrate: 350, maxFramerate: 25 }
`,
    good: `name: standup
roles:
  host:
    publishParams:
      allowed: [audio, video]
      simulcast:
        video:
          layers:
            - { rid: f, scaleResolutionDownBy: 1, maxBitrate: 700, maxFramerate: 25 }
            - { rid: h, scaleResolutionDownBy: 2, maxBitrate: 350, maxFramerate: 25 }
`,
  },
  each: simulcastBlocks,
  *check({ block }) {
    const list = block.layers ?? [];
    const layers = [];
    for (let index = 0; index < list.length; index++) {
      const layer = known(() => list[index]);
      layers.push({ layer, rid: known(() => layer?.rid), scale: known(() => layer?.scaleResolutionDownBy) });
    }
    const first = layers[0];
    if (first?.layer !== undefined && first.rid !== undefined && first.rid !== 'f') {
      yield {
        at: at(first.layer, 'rid'),
        message: `the first layer is \`${first.rid}\`, it must be \`f\` (the full picture)`,
        args: ['first'],
      };
      return;
    }

    let ordered = first?.rid !== undefined;
    for (const [previous, next] of pairs(layers)) {
      if (
        previous.layer === undefined ||
        previous.rid === undefined ||
        next.layer === undefined ||
        next.rid === undefined
      ) {
        ordered = false;
      } else if (ranks[next.rid] >= ranks[previous.rid]) {
        ordered = false;
        yield {
          at: at(next.layer, 'rid'),
          message:
            next.rid === previous.rid
              ? `\`${next.rid}\` is already the layer before, ${allowedAfter[previous.rid]}`
              : `\`${next.rid}\` stands after the smaller \`${previous.rid}\`, ${allowedAfter[previous.rid]}`,
          args: [previous.rid],
          related: [{ at: at(previous.layer, 'rid'), message: `the layer before is \`${previous.rid}\`` }],
        };
      }
    }

    if (first?.layer !== undefined && first.rid === 'f' && first.scale !== undefined && first.scale !== 1) {
      const place = at(first.layer, 'scaleResolutionDownBy');
      const fix: Mend = {
        title: 'set `scaleResolutionDownBy` to 1',
        safe: false,
        operations: [{ replace: place, value: 1 }],
      };
      yield {
        at: place,
        message: `the first layer is scaled down by \`${first.scale}\`, it must be the full picture: \`1\``,
        fix,
      };
    }
    if (!ordered) return;
    for (const [previous, next] of pairs(layers)) {
      // The first layer is measured as it must be, so that one wrong scale is not reported twice.
      const scale = previous === first ? 1 : previous.scale;
      if (previous.layer === undefined || scale === undefined || next.layer === undefined || next.scale === undefined)
        continue;
      if (next.scale > scale) continue;
      yield {
        at: at(next.layer, 'scaleResolutionDownBy'),
        message:
          `\`${next.rid}\` is scaled down by \`${next.scale}\`, ` +
          `it must be by more than the \`${scale}\` of the layer before`,
        ...(previous.scale !== undefined && {
          related: [
            { at: at(previous.layer, 'scaleResolutionDownBy'), message: `\`${previous.rid}\` is scaled down by this` },
          ],
        }),
      };
    }
  },
});

const ranks = { f: 3, h: 2, q: 1 } as const;

const allowedAfter = {
  f: 'after `f` comes `h` or `q`',
  h: 'after `h` comes `q`',
  q: 'no layer comes after `q`',
} as const;

function pairs<T>(list: readonly T[]): [T, T][] {
  const found: [T, T][] = [];
  let previous: T | undefined;
  for (const next of list) {
    if (previous !== undefined) found.push([previous, next]);
    previous = next;
  }
  return found;
}
