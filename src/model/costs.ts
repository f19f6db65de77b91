import type { RoleMeaning } from './meaning.ts';
import type { Offer, Track } from './offers.ts';

/** How much of a listener's budget something takes. */
export interface Cost {
  /** In kbps: what the template states of it. */
  readonly kbps: number;
  /** Whether it states no bitrate for a part of it, so that it may be more. */
  readonly isOpen: boolean;
}

/** What something takes in the lowest quality on offer, and in the highest. */
export interface Costs {
  readonly lowest: Cost;
  readonly highest: Cost;
}

/** What receiving a track takes: its simulcast layers count where they state bitrates, else the track's own. */
function costsOfOffer({ bitRate, layers }: Offer): Costs {
  const stated = layers.flatMap(({ maxBitrate }) => maxBitrate ?? []);
  if (stated.length === 0) {
    const kbps = bitRate?.value ?? 0;
    const own = { kbps, isOpen: kbps === 0 };
    return { lowest: own, highest: own };
  }
  const isOpen = stated.length < layers.length;
  return { lowest: { kbps: Math.min(...stated), isOpen }, highest: { kbps: Math.max(...stated), isOpen } };
}

/**
 * What hearing and seeing one participant of a role takes: the lowest without a screen, which few share at a time, unless
 * that is all there is; the highest with all tracks. `undefined` where no track flows.
 */
export function costsOf(speaker: RoleMeaning, flowing: readonly Track[]): Costs | undefined {
  const offered = flowing.flatMap((track) => speaker.offers.get(track) ?? []);
  if (offered.length === 0) return undefined;
  const person = offered.filter(({ track }) => track !== 'screen');
  return {
    lowest: sum((person.length > 0 ? person : offered).map((offer) => costsOfOffer(offer).lowest)),
    highest: sum(offered.map((offer) => costsOfOffer(offer).highest)),
  };
}

/** How many participants at a cost fit a budget; `undefined` where that is not known, or they cost nothing. */
export function fitting(budget: number, { kbps, isOpen }: Cost): number | undefined {
  return isOpen || kbps === 0 ? undefined : Math.floor(budget / kbps);
}

function sum(costs: readonly Cost[]): Cost {
  return {
    kbps: costs.reduce((total, { kbps }) => total + kbps, 0),
    isOpen: costs.some(({ isOpen }) => isOpen),
  };
}
