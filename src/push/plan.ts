import type { Pointer } from '../pointer.ts';
import { quoted } from '../visible.ts';
import type { Api, Place } from './api.ts';
import { canonical, namesOf, updatedAt } from './canonical.ts';
import { ReadRefused } from './client.ts';
import { type Danger, dangersOf, type Need } from './dangers.ts';
import { type Compared, compare } from './difference.ts';
import { fingerprintOf } from './fingerprints.ts';
import { type Destination, type Intended, titleOf } from './intended.ts';
import { learnSecrets } from './masks.ts';
import { inParallel } from './parallel.ts';
import type { SecretValues } from './secret-values.ts';
import { Stop } from './stop.ts';
import { placeKeys, type Target, Targets } from './target.ts';
import { isEmpty, isProperties, own, ownAt } from './values.ts';

/** What would happen to one document. */
export interface Planned {
  readonly intended: Intended;
  readonly target: Target;
  /** What the server has, canonical; `undefined` where it has nothing. */
  readonly live: unknown;
  readonly compared: Compared;
  readonly dangers: readonly Danger[];
  readonly needs: readonly Need[];
  /** Storage that is to stay and is shown without credentials: if it has some, they would be lost. */
  readonly doubtful: readonly Pointer[];
  readonly fingerprints: Fingerprints;
}

/** What tells whether a plan still holds. */
export interface Fingerprints {
  /** Of the file's text. */
  readonly file: string;
  /** Of what the server has. */
  readonly live: string;
  /** When the server was last told to change it, if it says so. */
  readonly updatedAt?: string;
}

/** How many documents are read at once: the API has limits that nobody documents. */
const atOnce = 8;

/** Plans what would happen to each document; reads only. Throws a `Stop` where one cannot be planned, or two mean one. */
export async function makePlan(
  api: Api,
  intended: readonly Intended[],
  destination: Destination,
  secrets: SecretValues,
  progress?: (done: number) => void,
): Promise<readonly Planned[]> {
  const roles = intended.filter(({ kind }) => kind === 'role').length;
  if (destination.role !== undefined && roles !== 1) {
    const found =
      roles === 0
        ? 'there is no role document: leave it out, or say `--kind role`'
        : 'there are several role documents';
    throw new Stop(2, `\`--role\` names one role, and ${found}`);
  }
  if (destination.template !== undefined && intended.filter(({ kind }) => kind === 'template').length > 1) {
    throw new Stop(2, '`--template` names one template, and there are several template documents');
  }
  const targets = new Targets(api, destination, secrets);
  const found = await inParallel(intended, atOnce, (each) => targetOf(each, targets), progress);
  refuseShared(intended, found, secrets);
  return intended.flatMap((each, index) => {
    const target = found[index];
    return target === undefined ? [] : [planned(each, target, secrets)];
  });
}

/** Of many files, the one whose template the API does not show is named. */
async function targetOf(intended: Intended, targets: Targets): Promise<Target> {
  try {
    return await targets.of(intended);
  } catch (error) {
    if (!(error instanceof ReadRefused)) throw error;
    throw new ReadRefused(error.status, `${quoted(titleOf(intended))} cannot be planned: ${error.message}`);
  }
}

function planned(intended: Intended, target: Target, secrets: SecretValues): Planned {
  const { kind, value, fingerprint } = intended;
  const answer = target.kind === 'there' ? target.live : undefined;
  learnSecrets(answer, secrets);
  const live = answer === undefined ? undefined : canonical(kind, answer);
  const compared = withRequired(target, compare(kind, canonical(kind, value), live));
  const role = target.kind !== 'new' && target.place.kind === 'role' ? target.place.role : '';
  const changedAt = updatedAt(answer);
  return {
    intended,
    target,
    live,
    compared,
    ...dangersOf(kind, live, compared.meant, role),
    doubtful: doubtfulStorage(compared),
    fingerprints: {
      file: fingerprint,
      live: fingerprintOf(live),
      ...(changedAt !== undefined && { updatedAt: changedAt }),
    },
  };
}

/** An update must carry roles and settings, also where nobody says anything of them. */
function withRequired(target: Target, compared: Compared): Compared {
  const { meant } = compared;
  // A role that is made is called as its address says: the API fills that in, and it is not to be a surprise.
  if (
    target.kind === 'missing' &&
    target.place.kind === 'role' &&
    isProperties(meant) &&
    !Object.hasOwn(meant, 'name')
  ) {
    return { ...compared, meant: { ...meant, name: target.place.role } };
  }
  if (target.kind !== 'there' || target.place.kind !== 'template' || typeof meant !== 'object' || meant === null) {
    return compared;
  }
  return { ...compared, meant: { ...missing(meant, ['roles', 'settings']), ...meant } };
}

function missing(value: object, names: readonly string[]): { readonly [name: string]: object } {
  return Object.fromEntries(names.filter((name) => !Object.hasOwn(value, name)).map((name) => [name, {}]));
}

function doubtfulStorage({ meant, kept }: Compared): readonly Pointer[] {
  return kept.flatMap((pointer) => {
    const path = pointer === '/settings' ? ['settings', 'recording', 'upload'] : ['recording', 'upload'];
    if (pointer !== '/settings' && pointer !== '/recording') return [];
    const upload = ownAt(meant, path);
    return isEmpty(upload) || namesOf(upload).includes('credentials') ? [] : [`/${path.join('/')}`];
  });
}

/** What one document writes, another must not overwrite. */
function refuseShared(intended: readonly Intended[], targets: readonly Target[], secrets: SecretValues): void {
  const whole = new Map<string, Intended>();
  const parts = new Map<string, Intended>();
  for (const [index, each] of intended.entries()) {
    const target = targets[index];
    if (target === undefined) continue;
    const [first = '', part] = placeKeys(target);
    const other = whole.get(first) ?? (part === undefined ? parts.get(first) : parts.get(part));
    if (other !== undefined) throw shared(other, each, target, secrets);
    if (part === undefined) whole.set(first, each);
    else parts.set(part, each).set(first, each);
  }
  refuseSharedName(intended, targets, secrets);
}

/** Two templates of a run that are to have one name, of which at least one has another now. */
function refuseSharedName(intended: readonly Intended[], targets: readonly Target[], secrets: SecretValues): void {
  const named = new Map<string, { readonly intended: Intended; readonly isNew: boolean }>();
  for (const [index, each] of intended.entries()) {
    const target = targets[index];
    const name = each.kind === 'template' ? own(each.value, 'name') : undefined;
    if (target === undefined || typeof name !== 'string') continue;
    const isNew = target.kind === 'new' || target.template !== name;
    const other = named.get(name);
    if (other !== undefined && (isNew || other.isNew))
      throw shared(other.intended, each, { kind: 'new', name }, secrets);
    named.set(name, { intended: each, isNew });
  }
}

function shared(one: Intended, other: Intended, target: Target, secrets: SecretValues): Stop {
  const name = target.kind === 'new' ? target.name : (target.template ?? target.place.template);
  const titles = [one, other].map((each) => quoted(titleOf(each)));
  return new Stop(
    4,
    `${titles.join(' and ')} mean the same ${other.kind === one.kind ? other.kind : 'template'} of ${quoted(secrets.hide(name))}: one would overwrite the other`,
  );
}

/** Whether anything would change. */
export function isChanging({ compared }: Planned): boolean {
  return compared.differences.length > 0;
}

/** The place that a plan writes to; `undefined` where it makes a template. */
export function placeOf({ target }: Planned): Place | undefined {
  return target.kind === 'new' ? undefined : target.place;
}
