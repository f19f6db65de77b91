import type { Audience } from '../../model/audiences.ts';
import type { Heard } from '../../model/matrix.ts';
import { tracks } from '../../model/offers.ts';
import { type Permission, permissionNames } from '../../model/permissions.ts';
import type { RoleGroup } from '../../model/twins.ts';
import { groupNames, joined, mostNames, named, names, type Phrase, type TemplateMatrix } from './phrases.ts';
import {
  costInNumbers,
  costsInWords,
  degradationInWords,
  fittingInNumbers,
  flowInWords,
  layerInWords,
  offerInWords,
  valued,
} from './words.ts';

/** Something that is known of roles: what it is about, and one line or several. */
export interface Fact {
  readonly label: string;
  readonly lines: readonly Line[];
}

/** A line of a fact, and what belongs to it. */
export interface Line {
  readonly phrase: Phrase;
  readonly details: readonly string[];
}

/** How groups are named in facts: all of their roles, or the first and how many are like it. */
export type Naming = 'all' | 'first';

/** All that is known of the roles of a group. */
export function factsOf(template: TemplateMatrix, group: RoleGroup, naming: Naming): readonly Fact[] {
  const [role] = group;
  if (!role.isSound) return hearingFacts(template, group, naming);
  const facts = [
    { label: 'sends', lines: sent(group) },
    ...hearingFacts(template, group, naming),
    fact('receives', budgetInWords(template, group)),
    fact('gives up quality', [[`at a packet loss of ${degradationInWords(role)}`]]),
    ...permissionFacts(group),
    ...(role.priority === undefined ? [] : [fact('priority', [[valued(role.priority, '')]])]),
    ...(role.maxPeerCount === undefined ? [] : [fact('at once', [[peers(group)]])]),
  ];
  const ears = template.matrix.meaning.audiences.filter((audience) =>
    group.some(({ name }) => name === audience.role?.name),
  );
  return [...facts, ...ears.map((audience) => fact('its ears are used by', [audienceTitle(template, audience)]))];
}

/** Whom the roles of a group hear and see, and who does them. */
export function hearingFacts(template: TemplateMatrix, group: RoleGroup, naming: Naming): readonly Fact[] {
  const [{ isSound, subscribesInVain }] = group;
  if (!isSound) return [fact('hears', [['unknown: the schema rejects this role, of which only the name is left']])];
  const vain = subscribesInVain.length === 0 ? [] : [fact('hears nobody under', [names(template, subscribesInVain)])];
  return [
    fact('hears', heardInWords(template, group, naming)),
    ...vain,
    fact('heard by', hearersInWords(template, group, naming)),
  ];
}

/** What something outside the call is called. */
export function audienceTitle(template: TemplateMatrix, { of, name, isRecorded }: Audience): Phrase {
  return [`${of} `, named(template, name), ...(isRecorded ? [' (recorded)'] : [])];
}

/** What something outside the call hears, and how it starts. */
export function audienceInWords(template: TemplateMatrix, audience: Audience): readonly Phrase[] {
  const { meaning } = template.matrix;
  const starters = meaning.startersOf(audience);
  return [
    takenInWords(template, audience),
    ...(audience.startsItself ? [['starts by itself when somebody joins']] : []),
    ...(starters === undefined
      ? []
      : [starters.length === 0 ? ['nobody may start it'] : ['may be started by ', ...grouped(template, starters)]]),
  ];
}

/** Roles by their groups: of many the first, and how many are like it. Those of a group that are not meant do not count. */
function grouped(template: TemplateMatrix, roles: readonly string[]): Phrase {
  const meant = new Set(roles);
  const parts = template.matrix.groupsOf(roles).flatMap((group) => {
    const [first, ...others] = group.filter(({ name }) => meant.has(name));
    return first === undefined ? [] : [groupInWords(template, [first, ...others])];
  });
  return joined(parts);
}

function takenInWords(template: TemplateMatrix, audience: Audience): Phrase {
  const { role, takes } = audience;
  if (role === undefined) {
    return ['the template does not say as which role it listens: the platform, or who starts it, decides'];
  }
  const name = named(template, role.name);
  switch (role.is) {
    case 'platform':
      return ['listens as ', name, ', a role of the platform: what that hears is not documented'];
    case 'missing':
    case 'elsewhere':
      return ['listens as ', name, ', which is no role of this template'];
    case 'listed':
  }
  const taken = template.matrix.meaning.takenIn(audience);
  if (taken === undefined) return ['listens as ', name, ', which does not say whom it subscribes to'];
  const what = takes === 'sound' ? 'hears' : 'hears and sees';
  if (taken.length === 0) return ['listens as ', name, `, and ${what} nobody`];
  return ['listens as ', name, `, and ${what} `, ...grouped(template, taken)];
}

function groupInWords(template: TemplateMatrix, group: RoleGroup): Phrase {
  if (group.length <= mostNames) return groupNames(template, group);
  return [named(template, group[0].name), ` and ${group.length - 1} like it`];
}

function sent([role]: RoleGroup): readonly Line[] {
  const { publishes, offers } = role;
  if (publishes === undefined) {
    return [{ phrase: ['the template does not say what it publishes, and no default is known'], details: [] }];
  }
  if (publishes.size === 0) return [{ phrase: ['nothing'], details: [] }];
  const lines = tracks.flatMap((track): Line[] => {
    const offer = publishes.has(track) ? offers.get(track) : undefined;
    return offer === undefined ? [] : [{ phrase: [offerInWords(offer)], details: offer.layers.map(layerInWords) }];
  });
  const costs = costsInWords(role);
  return costs === undefined || lines.length < 2
    ? lines
    : [...lines, { phrase: [`one participant takes ${costs}`], details: [] }];
}

function heardInWords(template: TemplateMatrix, group: RoleGroup, naming: Naming): readonly Phrase[] {
  const heard = template.matrix.heard(group);
  if (heard === undefined) return [['the template does not say whom it subscribes to']];
  return heard.length === 0 ? [['nobody']] : byCell(template, group, heard, naming);
}

function hearersInWords(template: TemplateMatrix, group: RoleGroup, naming: Naming): readonly Phrase[] {
  const { matrix } = template;
  const hearers = byCell(template, group, matrix.hearers(group), naming);
  const [role] = group;
  const undecided = role.publishes?.size === 0 ? [] : matrix.undecided;
  const [first, ...others] = undecided.flatMap((each) => each.map(({ name }) => name));
  if (first === undefined) return hearers.length === 0 ? [['nobody']] : hearers;
  const who: Phrase =
    others.length < mostNames
      ? names(template, [first, ...others])
      : [named(template, first), ` and ${others.length} more`];
  const verb = others.length === 0 ? 'does' : 'do';
  return [
    ...hearers,
    [
      'unknown: ',
      ...who,
      `, which ${verb} not say whom ${others.length === 0 ? 'it subscribes' : 'they subscribe'} to`,
    ],
  ];
}

/** Who gets the same, in one line: `audio, video: a, b`. */
function byCell(template: TemplateMatrix, own: RoleGroup, all: readonly Heard[], naming: Naming): readonly Phrase[] {
  const lines = new Map<string, Phrase[]>();
  for (const { group, cell } of all) {
    const words = flowInWords(cell);
    const phrases = lines.get(words) ?? [];
    lines.set(words, phrases);
    if (group === own && cell.only !== undefined) phrases.push([cell.only === 'itself' ? 'itself' : 'those like it']);
    else if (naming === 'first') phrases.push(groupInWords(template, group));
    else phrases.push(groupNames(template, group));
  }
  return [...lines].map(([words, phrases]) => [`${words}: `, ...joined(phrases)]);
}

function budgetInWords(template: TemplateMatrix, group: RoleGroup): readonly Phrase[] {
  const [{ budget }] = group;
  const range = template.matrix.costRange(group);
  const most = budget === undefined ? 'no limit is known' : `at most ${valued(budget, ' kbps')}`;
  if (range === undefined) return [[most]];
  const { cheapest, dearest } = range;
  const lines: Phrase[] = [
    [most],
    [
      `one speaker takes ${costInNumbers(cheapest.costs.lowest)} kbps (`,
      named(template, cheapest.group[0].name),
      `, audio and video at the lowest quality) to ${costInNumbers(dearest.costs.highest)} kbps (`,
      named(template, dearest.group[0].name),
      ', all tracks at the highest)',
    ],
  ];
  const fit = budget === undefined ? '?' : fittingInNumbers(budget.value, range);
  return fit === '?' ? lines : [...lines, [`so ${fit} can be heard and seen at once`]];
}

function permissionFacts([{ permissions }]: RoleGroup): readonly Fact[] {
  const of = (isMeant: (permission: Permission) => boolean) =>
    permissionNames.filter((name) => {
      const found = permissions.get(name);
      return found !== undefined && isMeant(found);
    });
  const lines = (granted: boolean): readonly Phrase[] => {
    const isIt = (permission: Permission) => permission.granted === granted;
    const parts: readonly (readonly [before: string, names: readonly string[]])[] = [
      ['', of((found) => isIt(found) && found.written && found.includedIn === undefined)],
      ['by default: ', of((found) => isIt(found) && !found.written && found.includedIn === undefined)],
      ['with pollWrite: ', of((found) => isIt(found) && found.includedIn !== undefined)],
    ];
    return parts.flatMap(([before, all]) => (all.length === 0 ? [] : [[before + all.join(', ')]]));
  };
  const unknown = permissionNames.filter((name) => !permissions.has(name));
  const facts = [fact('may', lines(true)), fact('may not', lines(false)), fact('not known', [[unknown.join(', ')]])];
  return facts.filter(({ label, lines }) => lines.length > 0 && (label !== 'not known' || unknown.length > 0));
}

function peers([{ maxPeerCount }]: RoleGroup): string {
  if (maxPeerCount === undefined) return '';
  const { value } = maxPeerCount;
  const words =
    value === 0 ? 'any number of people' : value < 0 ? 'nobody' : value === 1 ? '1 person' : `${value} people`;
  return `${words}${maxPeerCount.origin === 'written' ? '' : ' (default)'}`;
}

function fact(label: string, phrases: readonly Phrase[]): Fact {
  return { label, lines: phrases.map((phrase) => ({ phrase, details: [] })) };
}
