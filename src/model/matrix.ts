import { type Costs, costsOf } from './costs.ts';
import { type Flow, type Meaning, type RoleMeaning, stateOf } from './meaning.ts';
import { type Track, tracks } from './offers.ts';
import { groupRoles, type RoleGroup } from './twins.ts';

/** What flows from each role of one group to each of another, or among those of one group. */
export interface Cell {
  readonly state: Flow['state'];
  /** The tracks that flow; empty unless the state is `flows`. */
  readonly tracks: readonly Track[];
  /** Among the roles of one group: whether each hears itself only, or the others only. */
  readonly only?: 'itself' | 'others';
}

/** A group of roles that one subscribes to, and what flows from it. */
export interface Heard {
  readonly group: RoleGroup;
  readonly cell: Cell;
}

/** What hearing one participant takes of a role's budget, over all that it hears. */
export interface CostRange {
  readonly cheapest: { readonly group: RoleGroup; readonly costs: Costs };
  readonly dearest: { readonly group: RoleGroup; readonly costs: Costs };
}

/** Who hears and sees whom in a document, by groups of interchangeable roles. */
export interface Matrix {
  readonly meaning: Meaning;
  /** In the order of their first roles. */
  readonly groups: readonly RoleGroup[];
  /** The group that is asked for: one role, apart from those that are interchangeable with it. */
  readonly chosen?: RoleGroup;
  cell(listeners: RoleGroup, speakers: RoleGroup): Cell;
  /** What one hears of each group, in their order. */
  row(listeners: RoleGroup): readonly Cell[];
  /** The groups that one subscribes to; `undefined` where it does not say. */
  heard(listeners: RoleGroup): readonly Heard[] | undefined;
  /** The groups that do not say whom they subscribe to. */
  readonly undecided: readonly RoleGroup[];
  /** The groups that subscribe to one. Those that are undecided are not among them. */
  hearers(speakers: RoleGroup): readonly Heard[];
  /** What one participant that it hears takes of its budget; `undefined` where it hears nobody. */
  costRange(listeners: RoleGroup): CostRange | undefined;
  /** The groups of roles, given by their names. */
  groupsOf(names: readonly string[]): readonly RoleGroup[];
}

/** The matrix of a document; with `chosen`, the name of one of its roles, that role stands apart. */
export function matrixOf(meaning: Meaning, chosen?: string): Matrix {
  return new GroupedMatrix(meaning, chosen === undefined ? undefined : meaning.role(chosen));
}

class GroupedMatrix implements Matrix {
  readonly meaning: Meaning;
  readonly groups: readonly RoleGroup[];
  readonly chosen?: RoleGroup;
  readonly undecided: readonly RoleGroup[];
  readonly #groupOf: ReadonlyMap<string, RoleGroup>;
  readonly #order: ReadonlyMap<RoleGroup, number>;
  readonly #heard = new Map<RoleGroup, readonly Heard[] | undefined>();
  readonly #costs = new Map<RoleGroup, Costs | undefined>();
  #hearers: ReadonlyMap<RoleGroup, readonly Heard[]> | undefined;

  constructor(meaning: Meaning, chosen: RoleMeaning | undefined) {
    this.meaning = meaning;
    this.groups = groupRoles(meaning).groups.flatMap((group) => apart(group, chosen));
    this.#groupOf = new Map(this.groups.flatMap((group) => group.map(({ name }) => [name, group] as const)));
    this.#order = new Map(this.groups.map((group, index) => [group, index]));
    this.undecided = this.groups.filter(([{ subscribesTo }]) => subscribesTo === undefined);
    const own = chosen === undefined ? undefined : this.#groupOf.get(chosen.name);
    if (own !== undefined) this.chosen = own;
  }

  cell(listeners: RoleGroup, speakers: RoleGroup): Cell {
    const [listener] = listeners;
    if (listeners !== speakers) return cellOf(listener, speakers[0]);
    const itself = cellOf(listener, listener);
    const [, other] = listeners;
    if (other === undefined) return itself;
    const others = cellOf(listener, other);
    if (itself.state === others.state) return itself;
    return others.state === 'none' ? { ...itself, only: 'itself' } : { ...others, only: 'others' };
  }

  row(listeners: RoleGroup): readonly Cell[] {
    const heard = this.heard(listeners);
    if (heard === undefined) return this.groups.map((group) => this.cell(listeners, group));
    const cells = Array.from(this.groups, () => unheard);
    for (const { group, cell } of heard) cells[this.#order.get(group) ?? 0] = cell;
    return cells;
  }

  heard(listeners: RoleGroup): readonly Heard[] | undefined {
    if (!this.#heard.has(listeners)) this.#heard.set(listeners, this.#findHeard(listeners));
    return this.#heard.get(listeners);
  }

  #findHeard(listeners: RoleGroup): readonly Heard[] | undefined {
    const names = listeners[0].subscribesTo;
    if (names === undefined) return undefined;
    return this.groupsOf([...names]).map((group) => ({ group, cell: this.cell(listeners, group) }));
  }

  hearers(speakers: RoleGroup): readonly Heard[] {
    this.#hearers ??= this.#findHearers();
    return this.#hearers.get(speakers) ?? [];
  }

  costRange(listeners: RoleGroup): CostRange | undefined {
    let range: CostRange | undefined;
    for (const { group, cell } of this.heard(listeners) ?? []) {
      const costs = cell.state === 'flows' ? this.#costsOf(group, cell.tracks) : undefined;
      if (costs === undefined) continue;
      const found = { group, costs };
      range ??= { cheapest: found, dearest: found };
      if (costs.lowest.kbps < range.cheapest.costs.lowest.kbps) range = { ...range, cheapest: found };
      if (costs.highest.kbps > range.dearest.costs.highest.kbps) range = { ...range, dearest: found };
    }
    return range;
  }

  groupsOf(names: readonly string[]): readonly RoleGroup[] {
    const found = new Set<RoleGroup>();
    for (const name of names) {
      const group = this.#groupOf.get(name);
      if (group !== undefined) found.add(group);
    }
    return [...found].sort((a, b) => (this.#order.get(a) ?? 0) - (this.#order.get(b) ?? 0));
  }

  /** All tracks that a role publishes flow, or none. */
  #costsOf(group: RoleGroup, flowing: readonly Track[]): Costs | undefined {
    if (!this.#costs.has(group)) this.#costs.set(group, costsOf(group[0], flowing));
    return this.#costs.get(group);
  }

  #findHearers(): ReadonlyMap<RoleGroup, readonly Heard[]> {
    const hearers = new Map<RoleGroup, Heard[]>();
    for (const listeners of this.groups) {
      for (const { group, cell } of this.heard(listeners) ?? []) {
        const known = hearers.get(group);
        if (known === undefined) hearers.set(group, [{ group: listeners, cell }]);
        else known.push({ group: listeners, cell });
      }
    }
    return hearers;
  }
}

/** What flows where nobody subscribes. */
const unheard: Cell = { state: 'none', tracks: [] };

function cellOf(listener: RoleMeaning, speaker: RoleMeaning): Cell {
  const state = stateOf(listener, speaker);
  if (state === 'none') return unheard;
  return { state, tracks: state === 'flows' ? tracks.filter((track) => speaker.publishes?.has(track)) : [] };
}

/** A group, parted in two where the chosen role is one of several. */
function apart(group: RoleGroup, chosen: RoleMeaning | undefined): readonly RoleGroup[] {
  if (chosen === undefined || group.length === 1 || !group.includes(chosen)) return [group];
  const [first, ...others] = group.filter((role) => role !== chosen);
  return first === undefined ? [[chosen]] : [[chosen], [first, ...others]];
}
