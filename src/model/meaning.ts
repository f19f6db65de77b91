import type { Role } from '../../schemas/generated/types.ts';
import { type Pointer, pointerTo } from '../pointer.ts';
import { kept, known, type Sound } from '../sound.ts';
import { isPlatformRole } from '../template.ts';
import { type Audience, audiences, startersOf } from './audiences.ts';
import { type Effective, inEffect, isNumber } from './effective.ts';
import { type Hearing, hearing, subscribedNames } from './hearing.ts';
import { allowedTracks, type Offer, offerOf, type Track, tracks } from './offers.ts';
import { type Permission, type PermissionName, permission, permissionNames } from './permissions.ts';

/** When a role gives up quality because packets are lost. What the schema rejected of it is absent. */
export interface Degradation {
  /** In percent. */
  readonly packetLossThreshold?: Effective<number>;
  /** In seconds. */
  readonly degradeGracePeriodSeconds?: Effective<number>;
  /** In seconds. */
  readonly recoverGracePeriodSeconds?: Effective<number>;
}

/** What one role means. Pointers in it are seen from the role. */
export interface RoleMeaning {
  /** The name that it stands under in `roles`; in a document that is one role, the name that it gives itself, else none: ''. */
  readonly name: string;
  /** Where the role stands in the document. */
  readonly pointer: Pointer;
  /** Whether there is more of it than a name: the schema may have rejected it whole. Then nothing else is known of it. */
  readonly isSound: boolean;
  /** The tracks that it may publish; `undefined` where it does not say, for which no default is known. */
  readonly publishes: ReadonlySet<Track> | undefined;
  /** How it sends each track, also those that it may not publish. Empty if the role is not sound. */
  readonly offers: ReadonlyMap<Track, Offer>;
  /** The names that it subscribes to, in its order, whether or not there is such a role; `undefined` where it does not say. */
  readonly subscribesTo: ReadonlySet<string> | undefined;
  /** Those of them that are neither roles of the template nor of the platform; empty where the document lists no roles. */
  readonly subscribesInVain: readonly string[];
  /** The most that it receives, all tracks together, in kbps. */
  readonly budget?: Effective<number>;
  readonly degradation: Degradation;
  /** What it may do, defaults included and marked. A permission that is missing is unknown. */
  readonly permissions: ReadonlyMap<PermissionName, Permission>;
  /** From 1, the highest, to 5. */
  readonly priority?: Effective<number>;
  /** How many may have the role in a session: 0 is any number, -1 nobody. */
  readonly maxPeerCount?: Effective<number>;
}

/** What flows from one role to another, or among those of one role. */
export interface Flow {
  readonly listener: string;
  readonly speaker: string;
  /**
   * `flows`: at least one track does; `silent`: the speaker publishes nothing that the listener could receive; `none`: the
   * listener does not subscribe; `unknown`: one of the two does not say, and no default is known.
   */
  readonly state: 'flows' | 'silent' | 'none' | 'unknown';
  /** The tracks that flow, with the layers and bitrates on offer; empty unless the state is `flows`. */
  readonly offers: readonly Offer[];
  /** The most that the listener receives from all together, in kbps. */
  readonly budget?: Effective<number>;
  readonly degradation: Degradation;
}

/** What a document means, as far as the schema accepted it. */
export interface Meaning {
  /** In their order, those that the schema rejected included. The role itself in a document that is one. */
  readonly roles: readonly RoleMeaning[];
  /** Everything outside the call that hears it. */
  readonly audiences: readonly Audience[];
  role(name: string): RoleMeaning | undefined;
  /** What flows from a role to another; `undefined` if there is no such role. */
  flow(listener: string, speaker: string): Flow | undefined;
  /** The roles from which something flows to a role, in their order; `undefined` where the role does not say. */
  hears(listener: string): readonly string[] | undefined;
  /** The roles to which something flows from a role, in their order. Those that do not say are not among them. */
  heardBy(speaker: string): readonly string[];
  /** What an audience takes in: the roles that its role hears; `undefined` where its role is none of the template, or does not say. */
  takenIn(audience: Audience): readonly string[] | undefined;
  /** The roles that may start an audience, defaults counted; `undefined` where no permission is documented of it. */
  startersOf(audience: Audience): readonly string[] | undefined;
}

/** What a document means. Throws for no document. */
export const meaning = kept((sound): Meaning => new SoundMeaning(sound));

class SoundMeaning implements Meaning {
  readonly roles: readonly RoleMeaning[];
  readonly #sound: Sound;
  readonly #hearing: Hearing | undefined;
  #audiences: readonly Audience[] | undefined;
  readonly #byName: ReadonlyMap<string, RoleMeaning>;
  readonly #order: ReadonlyMap<string, number>;

  constructor(sound: Sound) {
    this.#sound = sound;
    this.#hearing = hearing(sound);
    this.roles = rolesOf(sound, this.#hearing);
    this.#byName = new Map(this.roles.map((role) => [role.name, role]));
    this.#order = new Map(this.roles.map(({ name }, index) => [name, index]));
  }

  get audiences(): readonly Audience[] {
    this.#audiences ??= audiences(this.#sound);
    return this.#audiences;
  }

  role(name: string): RoleMeaning | undefined {
    return this.#byName.get(name);
  }

  flow(listenerName: string, speakerName: string): Flow | undefined {
    const listener = this.#byName.get(listenerName);
    const speaker = this.#byName.get(speakerName);
    if (listener === undefined || speaker === undefined) return undefined;
    const { budget, degradation } = listener;
    const state = stateOf(listener, speaker);
    return {
      listener: listenerName,
      speaker: speakerName,
      state,
      offers: state === 'flows' ? offersIn(speaker) : [],
      ...(budget !== undefined && { budget }),
      degradation,
    };
  }

  hears(listenerName: string): readonly string[] | undefined {
    const targets = this.#byName.get(listenerName)?.subscribesTo;
    if (targets === undefined) return undefined;
    return this.#inOrder([...targets].filter((name) => publishesSomething(this.#byName.get(name))));
  }

  heardBy(speakerName: string): readonly string[] {
    const speaker = this.#byName.get(speakerName);
    if (!publishesSomething(speaker)) return [];
    const subscribers = this.#hearing?.subscribers.get(speakerName);
    if (subscribers !== undefined) return [...subscribers];
    return speaker?.subscribesTo?.has(speakerName) === true ? [speakerName] : [];
  }

  takenIn({ role, takes }: Audience): readonly string[] | undefined {
    if (role?.is !== 'listed') return undefined;
    const heard = this.hears(role.name);
    if (takes !== 'sound') return heard;
    return heard?.filter((name) => this.#byName.get(name)?.publishes?.has('audio') === true);
  }

  startersOf(audience: Audience): readonly string[] | undefined {
    return this.#sound.template === undefined ? undefined : startersOf(this.#sound, audience);
  }

  #inOrder(names: readonly string[]): readonly string[] {
    return names.toSorted((a, b) => (this.#order.get(a) ?? 0) - (this.#order.get(b) ?? 0));
  }
}

/** Whether something flows from one role to another. */
export function stateOf(listener: RoleMeaning, speaker: RoleMeaning): Flow['state'] {
  if (listener.subscribesTo === undefined) return speaker.publishes?.size === 0 ? 'silent' : 'unknown';
  if (!listener.subscribesTo.has(speaker.name)) return 'none';
  if (speaker.publishes === undefined) return 'unknown';
  return speaker.publishes.size === 0 ? 'silent' : 'flows';
}

function publishesSomething(role: RoleMeaning | undefined): boolean {
  return (role?.publishes?.size ?? 0) > 0;
}

function offersIn({ publishes, offers }: RoleMeaning): readonly Offer[] {
  return tracks.flatMap((track) => {
    const offer = publishes?.has(track) === true ? offers.get(track) : undefined;
    return offer === undefined ? [] : [offer];
  });
}

function rolesOf(sound: Sound, heard: Hearing | undefined): readonly RoleMeaning[] {
  const map = known(() => sound.template?.roles);
  const { role } = sound;
  if (role !== undefined) {
    return [meaningOf(known(() => role.name) ?? '', '', role, subscribedNames(role)?.names, undefined)];
  }
  const names = Object.keys(map ?? {});
  const listed: ReadonlySet<string> = new Set(names);
  return names.map((name) => {
    const sound = known(() => map?.[name]);
    return meaningOf(name, pointerTo(['roles', name]), sound, heard?.subscriptions.get(name), listed);
  });
}

function meaningOf(
  name: string,
  pointer: Pointer,
  role: Role | undefined,
  subscribesTo: ReadonlySet<string> | undefined,
  listed: ReadonlySet<string> | undefined,
): RoleMeaning {
  const subscribesInVain =
    listed === undefined ? [] : [...(subscribesTo ?? [])].filter((each) => !listed.has(each) && !isPlatformRole(each));
  const common = { name, pointer, subscribesTo, subscribesInVain };
  if (role === undefined) {
    return {
      ...common,
      isSound: false,
      publishes: undefined,
      offers: new Map(),
      degradation: {},
      permissions: new Map(),
    };
  }
  const budget = inEffect(() => role.subscribeParams?.maxSubsBitRate, '/subscribeParams/maxSubsBitRate', isNumber);
  const priority = inEffect(() => role.priority, '/priority', isNumber);
  const maxPeerCount = inEffect(() => role.maxPeerCount, '/maxPeerCount', isNumber);
  return {
    ...common,
    isSound: true,
    publishes: allowedTracks(role),
    offers: new Map(tracks.map((track) => [track, offerOf(role, track)])),
    ...(budget !== undefined && { budget }),
    degradation: degradationOf(role),
    permissions: permissionsOf(role),
    ...(priority !== undefined && { priority }),
    ...(maxPeerCount !== undefined && { maxPeerCount }),
  };
}

function degradationOf(role: Role): Degradation {
  const degradation: { -readonly [name in keyof Degradation]: Degradation[name] } = {};
  for (const name of ['packetLossThreshold', 'degradeGracePeriodSeconds', 'recoverGracePeriodSeconds'] as const) {
    const value = inEffect(
      () => role.subscribeParams?.subscribeDegradation?.[name],
      `/subscribeParams/subscribeDegradation/${name}`,
      isNumber,
    );
    if (value !== undefined) degradation[name] = value;
  }
  return degradation;
}

function permissionsOf(role: Role): ReadonlyMap<PermissionName, Permission> {
  const permissions = new Map<PermissionName, Permission>();
  for (const name of permissionNames) {
    const found = permission(role, name);
    if (found !== undefined) permissions.set(name, found);
  }
  return permissions;
}
