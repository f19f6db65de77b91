import type { Audience } from '../../model/audiences.ts';
import { type Cost, type Costs, fitting } from '../../model/costs.ts';
import type { Effective } from '../../model/effective.ts';
import type { Cell, Matrix } from '../../model/matrix.ts';
import type { RoleMeaning } from '../../model/meaning.ts';
import type { Layer, Offer } from '../../model/offers.ts';
import { permissionNames } from '../../model/permissions.ts';
import type { RoleGroup } from '../../model/twins.ts';
import { visibleJson } from '../../visible.ts';
import type { TemplateMatrix } from './phrases.ts';

/** Matrices in JSON, version 1, as `schemas/matrix.schema.json` describes them: all of each, or the part of the role that is asked for. */
export function json(templates: readonly TemplateMatrix[]): string {
  const value = { version: 1, path: templates[0]?.path, templates: templates.map(templateEntry) };
  return `${visibleJson(JSON.stringify(value, null, 2))}\n`;
}

/** More pairs fill the memory. */
export const mostPairs = 1_000_000;

/** How many pairs of groups are listed: of one that does not say whom it subscribes to, those with all. */
export function listedPairs(templates: readonly TemplateMatrix[]): number {
  const pairs = templates.flatMap(({ matrix }) =>
    matrix.chosen === undefined ? matrix.groups.map((group) => (matrix.heard(group) ?? matrix.groups).length) : [],
  );
  return pairs.reduce((sum, count) => sum + count, 0);
}

function templateEntry(template: TemplateMatrix) {
  const { document, matrix, omissions } = template;
  const { groups, chosen, meaning } = matrix;
  const mask = (text: string) => template.mask(text);
  const numbers = new Map(groups.map((group, index) => [group, index]));
  const numberOf = new Map(groups.flatMap((group, index) => group.map((role) => [role, index] as const)));
  const isShown = (group: RoleGroup) => chosen === undefined || group === chosen;
  return {
    ...(document !== undefined && { document }),
    ...(template.name !== undefined && { name: mask(template.name) }),
    groups: groups.map((group) => group.map(({ name }) => mask(name))),
    roles: meaning.roles
      .filter((role) => chosen === undefined || chosen.includes(role))
      .map((role) => roleEntry(role, numberOf.get(role) ?? 0, mask)),
    flows: [...flowEntries(matrix, numbers, isShown)],
    receives: groups.filter(isShown).map((group) => receivesEntry(matrix, group, numbers)),
    audiences: meaning.audiences
      .filter(({ role }) => chosen === undefined || chosen.some(({ name }) => name === role?.name))
      .map((audience) => audienceEntry(matrix, audience, mask)),
    omissions: omissions.map(({ rule, pointer, message, line, column }) => ({
      rule,
      pointer: mask(pointer),
      message,
      line,
      column,
    })),
  };
}

function roleEntry(role: RoleMeaning, group: number, mask: (text: string) => string) {
  const { name, pointer, isSound, publishes, offers, subscribesTo, permissions } = role;
  return {
    name: mask(name),
    pointer: mask(pointer),
    group,
    isSound,
    publishes: publishes === undefined ? null : [...publishes],
    offers: [...offers.values()].filter(({ track }) => publishes?.has(track) === true).map(offerEntry),
    subscribesTo: subscribesTo === undefined ? null : Array.from(subscribesTo, mask),
    subscribesInVain: role.subscribesInVain.map(mask),
    ...valueEntry('maxSubsBitRate', role.budget),
    degradation: {
      ...valueEntry('packetLossThreshold', role.degradation.packetLossThreshold),
      ...valueEntry('degradeGracePeriodSeconds', role.degradation.degradeGracePeriodSeconds),
      ...valueEntry('recoverGracePeriodSeconds', role.degradation.recoverGracePeriodSeconds),
    },
    ...valueEntry('priority', role.priority),
    ...valueEntry('maxPeerCount', role.maxPeerCount),
    permissions: Object.fromEntries(permissionNames.map((each) => [each, permissions.get(each) ?? null])),
  };
}

function offerEntry({ track, bitRate, codec, frameRate, width, height, layers }: Offer) {
  return {
    track,
    ...valueEntry('bitRate', bitRate),
    ...valueEntry('codec', codec),
    ...valueEntry('frameRate', frameRate),
    ...valueEntry('width', width),
    ...valueEntry('height', height),
    layers: layers.map(layerEntry),
  };
}

function layerEntry({ rid, scale, width, height, maxBitrate, maxFramerate }: Layer) {
  return { rid, scaleResolutionDownBy: scale, width, height, maxBitrate, maxFramerate };
}

/** A value under a name of the API, with where it comes from. */
function valueEntry(name: string, effective: Effective<number | string> | undefined) {
  if (effective === undefined) return {};
  const { value, origin, documented } = effective;
  return { [name]: { value, origin, ...(documented !== undefined && { documented }) } };
}

/** What flows between groups; pairs of which the listener does not subscribe are left out. */
function* flowEntries(matrix: Matrix, numbers: ReadonlyMap<RoleGroup, number>, isShown: (group: RoleGroup) => boolean) {
  const entry = (listeners: RoleGroup, speakers: RoleGroup, { state, tracks, only }: Cell) => ({
    listeners: numbers.get(listeners),
    speakers: numbers.get(speakers),
    state,
    tracks,
    ...(only !== undefined && { only }),
  });
  for (const listeners of matrix.groups) {
    const heard = matrix.heard(listeners);
    const all = heard ?? matrix.groups.map((group) => ({ group, cell: matrix.cell(listeners, group) }));
    for (const { group, cell } of all) {
      if (isShown(listeners) || isShown(group)) yield entry(listeners, group, cell);
    }
  }
}

function receivesEntry(matrix: Matrix, group: RoleGroup, numbers: ReadonlyMap<RoleGroup, number>) {
  const range = matrix.costRange(group);
  const [{ budget }] = group;
  const one = (found: { readonly group: RoleGroup; readonly costs: Costs }, cost: Cost) => ({
    group: numbers.get(found.group),
    ...cost,
    ...(budget !== undefined && { fit: fitting(budget.value, cost) }),
  });
  return {
    group: numbers.get(group),
    ...(range !== undefined && {
      cheapest: one(range.cheapest, range.cheapest.costs.lowest),
      dearest: one(range.dearest, range.dearest.costs.highest),
    }),
  };
}

function audienceEntry({ meaning }: Matrix, audience: Audience, mask: (text: string) => string) {
  const { of, name, pointer, role, takes, isRecorded, startsItself, needs } = audience;
  return {
    of,
    name: mask(name),
    pointer: mask(pointer),
    role: role === undefined ? null : { name: mask(role.name), is: role.is },
    takes,
    isRecorded,
    startsItself,
    needs,
    takesIn: meaning.takenIn(audience)?.map(mask) ?? null,
    startedBy: meaning.startersOf(audience)?.map(mask) ?? null,
  };
}
