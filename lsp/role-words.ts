import type { Effective } from '../src/model/effective.ts';
import type { Meaning, RoleMeaning } from '../src/model/meaning.ts';
import { type Offer, tracks } from '../src/model/offers.ts';
import { namesInPieces, type Paragraph, type Passage } from './markup.ts';

/** What a role means, for people: who hears it, whom it hears, what it publishes and may do. */
export function roleInWords(role: RoleMeaning, meaning: Meaning): readonly Passage[] {
  const { name, subscribesInVain } = role;
  const heading: Paragraph = ['**Role** ', { name }];
  if (!role.isSound) return [heading, ['It is not written as a role should be: nothing is known of it.']];
  const recorders = meaning.audiences.filter((audience) => audience.role?.name === name);
  const permitted = [...role.permissions].filter(([, { granted }]) => granted).map(([permission]) => permission);
  return [
    heading,
    {
      lines: [
        ['Publishes ', published(role)],
        ['Heard by ', ...counted(meaning.heardBy(name), 'nobody')],
        ['Hears ', ...counted(meaning.hears(name), 'nobody')],
        ...(subscribesInVain.length === 0 ? [] : [['Subscribes in vain to ', ...namesInPieces(subscribesInVain)]]),
        ...(recorders.length === 0
          ? []
          : [['Heard outside the call through ', ...namesInPieces(recorders.map((audience) => audience.name))]]),
        [`May ${permitted.length === 0 ? 'do nothing special' : permitted.map((each) => `\`${each}\``).join(', ')}`],
        ...peers(role.maxPeerCount),
      ],
    },
  ];
}

/** What is said of a name that no role has. */
export function missingRoleInWords(name: string): readonly Passage[] {
  return [['**Role** ', { name }], ['There is no such role in this document.']];
}

function counted(names: readonly string[] | undefined, none: string): Paragraph {
  if (names === undefined) return ['roles that it does not name'];
  return names.length === 0 ? [none] : [`${names.length}: `, ...namesInPieces(names)];
}

function published({ publishes, offers }: RoleMeaning): string {
  if (publishes === undefined) return 'tracks that it does not name';
  if (publishes.size === 0) return 'nothing';
  return tracks
    .filter((track) => publishes.has(track))
    .map((track) => {
      const quality = qualityOf(offers.get(track));
      return quality === '' ? track : `${track} (${quality})`;
    })
    .join(', ');
}

function qualityOf(offer: Offer | undefined): string {
  if (offer === undefined) return '';
  const { width, height, bitRate, frameRate, layers } = offer;
  return [
    width === undefined || height === undefined ? '' : `${width.value}×${height.value}`,
    bitRate === undefined ? '' : `${bitRate.value} kbps`,
    frameRate === undefined ? '' : `${frameRate.value} frames per second`,
    layers.length === 0 ? '' : `${layers.length} simulcast ${layers.length === 1 ? 'layer' : 'layers'}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function peers(most: Effective<number> | undefined): readonly Paragraph[] {
  if (most === undefined) return [];
  if (most.value === 0) return [['Any number of peers may have it']];
  return [[most.value < 0 ? 'Nobody may join with it' : `At most ${most.value} peers may have it`]];
}
