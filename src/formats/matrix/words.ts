import { type Cost, type Costs, costsOf, fitting } from '../../model/costs.ts';
import type { Effective } from '../../model/effective.ts';
import type { Cell, CostRange, Matrix } from '../../model/matrix.ts';
import type { RoleMeaning } from '../../model/meaning.ts';
import type { Layer, Offer, Track } from '../../model/offers.ts';
import type { Permission } from '../../model/permissions.ts';
import type { RoleGroup } from '../../model/twins.ts';

/** The letter of each track, for narrow cells. */
const letters: { readonly [track in Track]: string } = { audio: 'a', video: 'v', screen: 's' };

/** Nobody looks through a table of the pairs of more groups, which would fill the memory. */
export const mostInTable = 200;

/** What the signs of narrow cells mean, in the order of a legend. */
export const cellSigns: readonly (readonly [sign: string, meaning: string])[] = [
  ['a', 'audio'],
  ['v', 'video'],
  ['s', 'screen'],
  ['-', 'does not subscribe'],
  ['0', 'nothing is published'],
  ['?', 'the template does not say'],
  ['=', 'each role itself only'],
  ['≠', 'each role the others only'],
];

/** What a listener receives of a speaker, in one to four signs. */
export function cellInSigns({ state, tracks, only }: Cell): string {
  const mark = only === undefined ? '' : only === 'itself' ? '=' : '≠';
  switch (state) {
    case 'flows':
      return mark + tracks.map((track) => letters[track]).join('');
    case 'silent':
      return `${mark}0`;
    case 'none':
      return '-';
    case 'unknown':
      return `${mark}?`;
  }
}

/** What a listener receives of a speaker, in words. */
export function cellInWords(cell: Cell): string {
  const { only } = cell;
  const whom = only === undefined ? '' : only === 'itself' ? 'each role itself only: ' : 'each role the others only: ';
  return whom + flowInWords(cell);
}

/** What flows, in words, whoever of a group it reaches. */
export function flowInWords({ state, tracks }: Cell): string {
  switch (state) {
    case 'flows':
      return tracks.join(', ');
    case 'silent':
      return 'nothing is published';
    case 'none':
      return 'not subscribed';
    case 'unknown':
      return 'unknown';
  }
}

/** What the marks on permissions and numbers mean, in the order of a legend. */
export const marks: readonly (readonly [sign: string, meaning: string])[] = [
  ['*', 'not written: the default'],
  ['+', 'included in `pollWrite`'],
  ['?', 'the template does not say, and no default is known'],
];

/** Those of them that stand beside numbers. */
export const numberMarks = marks.filter(([sign]) => sign !== '+');

/** Whether a role may do something, in a word, marked as in {@link marks}. */
export function permissionInWords(permission: Permission | undefined): string {
  if (permission === undefined) return '?';
  const mark = permission.includedIn !== undefined ? '+' : permission.written ? '' : '*';
  return (permission.granted ? 'yes' : 'no') + mark;
}

/** A value with its mark: `3200`, or `3200*` if it is a default. */
export function marked({ value, origin }: Effective<number | string>): string {
  return `${value}${origin === 'written' ? '' : '*'}`;
}

/** A value with its unit, and where it comes from unless it is written. */
export function valued(effective: Effective<number>, unit: string): string {
  const { value, origin, documented } = effective;
  if (origin === 'written') return `${value}${unit}`;
  const besides = documented === undefined ? '' : `; documented is ${documented}${unit}`;
  return `${value}${unit} (${origin === 'observed' ? 'observed ' : ''}default${besides})`;
}

/** A number of kbps: `132`, or `132+` where it may be more. */
export function costInNumbers({ kbps, isOpen }: Cost): string {
  return isOpen && kbps === 0 ? '?' : `${kbps}${isOpen ? '+' : ''}`;
}

/** What a range of numbers from {@link rangeInNumbers} means. */
export const rangeMeaning = 'one speaker: from audio and video at the lowest quality to all tracks at the highest';

/** From the lowest quality of the cheapest speaker to the highest of the dearest: `132–1756`. */
export function rangeInNumbers({ cheapest, dearest }: CostRange): string {
  const [lowest, highest] = [costInNumbers(cheapest.costs.lowest), costInNumbers(dearest.costs.highest)];
  return lowest === highest ? lowest : `${lowest}–${highest}`;
}

/** What one speaker takes of the budget of a group: a range, or nobody is heard, or that is not known. */
export function speakerInNumbers(matrix: Matrix, group: RoleGroup): string {
  const range = matrix.costRange(group);
  if (range !== undefined) return rangeInNumbers(range);
  const heard = matrix.heard(group);
  const isKnown = heard?.every(({ cell }) => cell.state !== 'unknown') === true;
  return isKnown ? 'nobody' : '?';
}

/** How many speakers fit a budget at once: `2 to 39`, `0 to 5`, or nothing where it is not known. */
export function fittingInNumbers(budget: number, { cheapest, dearest }: CostRange): string {
  const most = fitting(budget, cheapest.costs.lowest);
  const fewest = fitting(budget, dearest.costs.highest);
  if (most === undefined) return '?';
  return fewest === undefined || fewest === most ? `${most}` : `${fewest} to ${most}`;
}

/** When quality is given up: `25 % for 1 s, back in 4 s`; the parts that are known. */
export function degradationInWords({ degradation }: RoleMeaning): string {
  const { packetLossThreshold, degradeGracePeriodSeconds, recoverGracePeriodSeconds } = degradation;
  const loss = packetLossThreshold === undefined ? '' : `${marked(packetLossThreshold)} %`;
  const wait = degradeGracePeriodSeconds === undefined ? '' : `for ${marked(degradeGracePeriodSeconds)} s`;
  const back = recoverGracePeriodSeconds === undefined ? '' : `back in ${marked(recoverGracePeriodSeconds)} s`;
  const start = [loss, wait].filter((part) => part !== '').join(' ');
  return [start, back].filter((part) => part !== '').join(', ') || '?';
}

/** How a track is sent: `video 640×480 at 400 kbps, 30 fps, vp8`. */
export function offerInWords({ track, width, height, bitRate, frameRate, codec }: Offer): string {
  const size = width === undefined || height === undefined ? '' : ` ${marked(width)}×${marked(height)}`;
  const rate = bitRate === undefined ? '' : ` at ${marked(bitRate)} kbps`;
  const frames = frameRate === undefined ? [] : [`${marked(frameRate)} fps`];
  return [`${track}${size}${rate}`, ...frames, ...(codec === undefined ? [] : [marked(codec)])].join(', ');
}

/** A simulcast layer: `layer f: 640×480 at up to 700 kbps, 25 fps`. */
export function layerInWords({ rid, scale, width, height, maxBitrate, maxFramerate }: Layer): string {
  const size =
    width !== undefined && height !== undefined ? `${width}×${height}` : `size divided by ${scale ?? 'a number'}`;
  const rate = maxBitrate === undefined ? ', the encoder decides on the bitrate' : ` at up to ${maxBitrate} kbps`;
  const frames = maxFramerate === undefined ? '' : `, ${maxFramerate} fps`;
  return `layer ${rid ?? '?'}: ${size}${rate}${frames}`;
}

/** What hearing one participant of a role takes: `132 to 1756 kbps`; `undefined` if it publishes nothing. */
export function costsInWords(role: RoleMeaning): string | undefined {
  const costs: Costs | undefined = role.publishes === undefined ? undefined : costsOf(role, [...role.publishes]);
  if (costs === undefined) return undefined;
  const [lowest, highest] = [costInNumbers(costs.lowest), costInNumbers(costs.highest)];
  return lowest === highest ? `${lowest} kbps` : `${lowest} to ${highest} kbps`;
}
