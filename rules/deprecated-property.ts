import type { SimulcastTrack } from '../schemas/generated/types.ts';
import type { Json } from '../src/change.ts';
import { at, keyOf, type Mend, type Place, type Problem, rule } from '../src/rule.ts';
import { known, type Sound } from '../src/sound.ts';
import { type SimulcastBlock, simulcastBlocks } from '../src/template.ts';

export default rule({
  id: 'deprecated-property',
  severity: 'warning',
  summary: 'A template should not use what the documentation calls deprecated or has renamed.',
  why: `\`settings.recording.enabled\` and \`destinations.browserRecordings\` are deprecated: recordings are set up by
\`POST /templates/<id>/recordings\`, and what is written here may stop working. Transcriptions are the exception: they
still need a browser recording or an HLS destination beside them, so keep \`browserRecordings\` for them until there is
an HLS destination. An empty \`browserRecordings\` is fine, the API sends it itself.

\`videoSimulcastLayers\` and \`screenSimulcastLayers\` were the names of \`simulcast.video\` and \`simulcast.screen\`
before February 2023. Only the new names are documented.`,
  source:
    'Create a template via API, deprecation notices; Configure recordings (POST /templates/<id>/recordings); ' +
    'earlier versions of the docs (simulcast names)',
  fixable: 'both',
  examples: {
    bad: `name: standup
roles:
  host:
    publishParams:
      allowed: [audio, video]
      videoSimulcastLayers:
        layers:
          - { rid: f, scaleResolutionDownBy: 1, maxBitrate: 700, maxFramerate: 25 }
          - { rid: q, scaleResolutionDownBy: 4, maxBitrate: 100, maxFramerate: 25 }
settings:
  recording:
    enabled: true
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
            - { rid: q, scaleResolutionDownBy: 4, maxBitrate: 100, maxFramerate: 25 }
settings:
  recording: {}
`,
  },
  *each(sound) {
    yield recordingSwitch;
    yield browserRecordings;
    for (const block of simulcastBlocks(sound)) {
      if (block.step !== block.track) yield () => oldLayers(block);
    }
  },
  check: (find, sound) => find(sound),
});

function* recordingSwitch(sound: Sound): Iterable<Problem> {
  const recording = sound.settings?.recording;
  if (!recording || !Object.hasOwn(recording, 'enabled')) return;
  const key = keyOf(recording, 'enabled');
  yield {
    at: key,
    message: '`recording.enabled` is deprecated: set recordings up with POST /templates/<id>/recordings',
    // Off is the default, so that nothing changes without it.
    fix: {
      title: 'remove `enabled`',
      safe: known(() => recording.enabled) === false,
      operations: [{ remove: key }],
    },
    tags: ['deprecated'],
  };
}

function* browserRecordings(sound: Sound): Iterable<Problem> {
  const destinations = sound.destinations;
  const count = (name: 'browserRecordings' | 'hlsDestinations' | 'transcriptions') =>
    Object.keys(known(() => destinations?.[name]) ?? {}).length;
  if (destinations === undefined || count('browserRecordings') === 0) return;
  const needed = count('transcriptions') > 0 && count('hlsDestinations') === 0;
  const instead = 'set recordings up with POST /templates/<id>/recordings';
  const exception = ', and keep this only until the transcriptions have an HLS destination beside them';
  yield {
    at: keyOf(destinations, 'browserRecordings'),
    message: `\`browserRecordings\` is deprecated: ${instead}${needed ? exception : ''}`,
    tags: ['deprecated'],
  };
}

function* oldLayers(old: SimulcastBlock): Iterable<Problem> {
  const { track, block, object, step, publishParams } = old;
  const simulcast = known(() => publishParams.simulcast);
  const today = known(() => simulcast?.[track]);
  const twice = simulcast !== undefined && today !== undefined && !isEmpty(today);
  const fix = isEmpty(block)
    ? { title: `remove the empty \`${step}\``, safe: true, operations: [{ remove: key(object, step) }] }
    : move(old);
  yield {
    at: key(object, step),
    message: twice
      ? `\`${step}\` is the old name of \`simulcast.${track}\`, which is here as well: only one can hold`
      : `\`${step}\` is the old name of \`simulcast.${track}\``,
    ...(twice ? { related: [{ at: keyOf(simulcast, track), message: 'the same under its present name' }] } : {}),
    ...(fix === undefined ? {} : { fix }),
    tags: ['deprecated'],
  };
}

function move({ track, block, object, step, publishParams }: SimulcastBlock): Mend | undefined {
  const remove = { remove: key(object, step) };
  const title = `move the layers to \`simulcast.${track}\``;
  if (!Object.hasOwn(publishParams, 'simulcast')) return moveAll(publishParams);
  const simulcast = known(() => publishParams.simulcast);
  if (simulcast === undefined) return undefined;
  if (!Object.hasOwn(simulcast, track)) {
    return { title, safe: true, operations: [{ move: key(object, step), into: at(simulcast), name: track }] };
  }
  const today = known(() => simulcast[track]);
  if (today === undefined) return undefined;
  if (!isEmpty(today)) return { title: `remove \`${step}\``, safe: false, operations: [remove] };
  const value = known(() => copy(block));
  if (value === undefined) return undefined;
  return { title, safe: true, operations: [{ replace: at(simulcast, track), value }, remove] };
}

/** The change for a role that has no `simulcast`: one for both old blocks, as two would each make one. */
function moveAll(publishParams: SimulcastBlock['publishParams']): Mend | undefined {
  const moved: { step: string; track: string; value: Json }[] = [];
  for (const track of ['video', 'screen'] as const) {
    const step = `${track}SimulcastLayers` as const;
    const block = known(() => publishParams[step]);
    const value = block === undefined || isEmpty(block) ? undefined : known(() => copy(block));
    if (value !== undefined) moved.push({ step, track, value });
  }
  const [first, second] = moved;
  if (first === undefined) return undefined;
  const title = `move the layers to ${moved.map(({ track }) => `\`simulcast.${track}\``).join(' and ')}`;
  if (second === undefined) {
    const into = at(publishParams, 'simulcast');
    return { title, safe: true, operations: [{ move: key(publishParams, first.step), into, name: first.track }] };
  }
  const value = Object.fromEntries(moved.map((one) => [one.track, one.value]));
  return {
    title,
    safe: true,
    operations: [
      { add: at(publishParams), name: 'simulcast', value },
      ...moved.map(({ step }) => ({ remove: key(publishParams, step) })),
    ],
  };
}

function isEmpty(track: SimulcastTrack): boolean {
  return !Object.hasOwn(track, 'layers') || known(() => track.layers?.length) === 0;
}

function copy(track: SimulcastTrack): Json {
  return { layers: (track.layers ?? []).map((layer) => ({ ...layer })) };
}

function key(object: object, step: string): Place {
  return { object, step, part: 'key' };
}
