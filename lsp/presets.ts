import type { Field } from '../src/fields.ts';
import { type Skeleton, SkeletonMap, Slot } from './skeleton.ts';

/** The sizes that cameras, screens and players have, the largest first. */
export const sizes: readonly (readonly [width: number, height: number])[] = [
  [1920, 1080],
  [1280, 720],
  [960, 540],
  [854, 480],
  [640, 360],
  [480, 270],
  [320, 180],
];

/** Several properties that go together. */
export interface Preset {
  readonly label: string;
  readonly detail: string;
  readonly properties: SkeletonMap;
}

/** The sizes that an object may have, where it has none yet. */
export function sizePresets(
  names: ReadonlySet<string>,
  width: Field | undefined,
  height: Field | undefined,
): readonly Preset[] {
  if (width === undefined || height === undefined || names.has('width') || names.has('height')) return [];
  return sizes
    .filter(([wide, high]) => isWithin(wide, width) && isWithin(high, height))
    .map(([wide, high]) => ({
      label: `${wide}×${high}`,
      detail: 'width and height',
      properties: new SkeletonMap([
        ['width', wide],
        ['height', high],
      ]),
    }));
}

/** Whether a number is within the bounds of a field. */
export function isWithin(number: number, { minimum, maximum }: Field): boolean {
  return number >= (minimum ?? number) && number <= (maximum ?? number);
}

/** The simulcast layers in their order, by what is left of the size. */
const layers = [
  ['f', 1, 'full size'],
  ['h', 2, 'half the size'],
  ['q', 4, 'a quarter of the size'],
] as const;

/** The layer that comes at an index of a list of simulcast layers. */
export function layerPresets(index: number): readonly Preset[] {
  return layers.slice(Math.min(index, layers.length), index + 1).map(([rid, scale, detail]) => ({
    label: `rid: ${rid}`,
    detail,
    properties: new SkeletonMap([
      ['rid', rid],
      ['scaleResolutionDownBy', scale],
      ['maxBitrate', new Slot('word', ['0'])],
      ['maxFramerate', new Slot('word', ['30'])],
    ]),
  }));
}

/** A role under a name that is still to be chosen, or under one that is mentioned already. */
export function rolePresets(given: string | undefined, others: readonly string[]): readonly RolePreset[] {
  const speaker = given ?? new Slot('name', ['host']);
  const [heard = new Slot('text')] = others;
  const all = given === undefined || others.length === 0 ? [speaker] : others.slice(0, mostHeard);
  return [
    { detail: 'a role that speaks and hears', name: speaker, value: role(['audio', 'video'], all, 1) },
    { detail: 'a role that listens only', name: given ?? new Slot('name', ['guest']), value: role([], [heard], 3) },
  ];
}

/** Of more roles a new one hears the first. */
const mostHeard = 10;

interface RolePreset {
  readonly detail: string;
  readonly name: string | Slot;
  readonly value: SkeletonMap;
}

function role(tracks: readonly string[], hears: readonly (string | Slot)[], priority: number): SkeletonMap {
  const withheld = new SkeletonMap([
    ['browserRecording', false],
    ['rtmpStreaming', false],
    ['hlsStreaming', false],
  ]);
  return new SkeletonMap([
    ['publishParams', new SkeletonMap([['allowed', tracks]])],
    ['subscribeParams', new SkeletonMap([['subscribeToRoles', hears]])],
    // Left out, a listener would have them.
    ...(tracks.length === 0 ? [['permissions', withheld] as const] : []),
    ['priority', new Slot('word', [String(priority)])],
  ]);
}

/** Whole templates to start from. */
export const templatePresets: readonly {
  readonly label: string;
  readonly detail: string;
  readonly value: SkeletonMap;
}[] = [
  {
    label: 'call template',
    detail: 'everybody speaks and hears everybody',
    value: template('call', [
      ['host', role(['audio', 'video', 'screen'], ['host', 'guest'], 1)],
      ['guest', role(['audio', 'video'], ['host', 'guest'], 2)],
    ]),
  },
  {
    label: 'webinar template',
    detail: 'a few speak, many listen',
    value: template('webinar', [
      ['host', role(['audio', 'video', 'screen'], ['host'], 1)],
      ['guest', role([], ['host'], 3)],
    ]),
  },
];

function template(name: string, roles: readonly (readonly [string, Skeleton])[]): SkeletonMap {
  return new SkeletonMap([
    ['name', new Slot('text', [name])],
    ['roles', new SkeletonMap(roles)],
  ]);
}
