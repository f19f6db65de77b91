import { type Kind, kinds } from '../diagnostic.ts';
import { quoted, visible } from '../visible.ts';
import type { Api, Place } from './api.ts';
import { canonical } from './canonical.ts';
import { ReadRefused } from './client.ts';
import { compare } from './difference.ts';
import { fingerprintOf } from './fingerprints.ts';
import { titleOf } from './intended.ts';
import { withoutSecrets } from './masks.ts';
import { type Planned, placeOf } from './plan.ts';
import { runningProcess, thisProcess } from './run-process.ts';
import { mayFill } from './secret-names.ts';
import type { SecretValues } from './secret-values.ts';
import { Stop } from './stop.ts';
import { isProperties, mapLeaves, own, ownAt } from './values.ts';
import { stamp, type Workspace } from './workspace.ts';

const folder = 'journal';

/** What the journal says of a document. */
interface Entry {
  readonly title: string;
  readonly kind: Kind;
  /** Absent where a template is made. */
  readonly place: Place | undefined;
  /** The name of the template that is made; where a variable was filled in, the variable. */
  readonly name: string;
  /** The fingerprint of what the server had. */
  readonly before: string;
  /** What the server was to have, without secrets. */
  readonly meant: unknown;
  readonly backup: string | undefined;
}

/** How far a document came. */
type State = 'writing' | 'written' | 'refused';

/** Says on the disk what a run is about to do and did, so that the next one can tell if this one is interrupted. */
export class Journal {
  readonly #workspace: Workspace;
  readonly #file: string;

  private constructor(workspace: Workspace, file: string) {
    this.#workspace = workspace;
    this.#file = file;
  }

  /** Opens a journal, before anything is written. Throws a `Stop`. */
  static open(
    workspace: Workspace,
    plans: readonly Planned[],
    backups: readonly (string | undefined)[],
    { base, now, secrets }: { readonly base: string; readonly now: Date; readonly secrets: SecretValues },
  ): Journal {
    const file = `${stamp(now)}-${process.pid}.jsonl`;
    const documents = plans.map(
      (plan, index): Entry => ({
        title: titleOf(plan.intended),
        kind: plan.intended.kind,
        place: placeOf(plan),
        name: plan.target.kind === 'new' ? secrets.hide(plan.target.name) : '',
        before: plan.fingerprints.live,
        meant: mapLeaves(withoutSecrets(plan.compared.meant), (leaf) =>
          typeof leaf === 'string' ? secrets.hide(leaf) : leaf,
        ),
        backup: backups[index],
      }),
    );
    const head = { version: 1, started: now.toISOString(), process: thisProcess(), api: base, documents };
    const text = JSON.stringify(head);
    workspace.write(folder, file, `${text}\n`);
    return new Journal(workspace, file);
  }

  /** Says that a document may be written from now on. Throws a `Stop` where that cannot be kept. */
  begin(document: number): void {
    this.#note(document, 'writing');
  }

  /** Says what became of a document. If that cannot be kept, the next run finds out by itself. */
  note(document: number, state: 'written' | 'refused'): void {
    try {
      this.#note(document, state);
    } catch {
      // That it was begun is kept.
    }
  }

  #note(document: number, state: State): void {
    this.#workspace.append(folder, this.#file, JSON.stringify({ document, state }));
  }

  /** Ends it: there is nothing to tell the next run. */
  end(): void {
    this.#workspace.remove(folder, this.#file);
  }
}

/** What other runs left, and what is known of it now. */
export interface Leftover {
  /** One line for each document that was not finished; of a run that goes on, one line. */
  readonly lines: readonly string[];
  /** The templates that a run writes to which has not ended: their ids, or the names of those that it makes. */
  readonly writing: readonly string[];
  /** Forgets it, unless the run goes on. */
  forget(): void;
}

/**
 * Tells which runs go on, and what interrupted ones did, by looking at what the server has now; those that wrote to another address than `base`
 * are left to who asks there. Throws a `Stop` where it cannot be read.
 */
export async function leftovers(
  workspace: Workspace,
  api: Api,
  base: string,
  secrets: SecretValues,
): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  for (const file of workspace.files(folder)) {
    const run = readRun(workspace.read(folder, file));
    if (run.base !== base) continue;
    if (run.pid !== undefined) {
      const line = `a push that began ${run.started} is under way: process ${run.pid}, which keeps \`${workspace.shown(`${folder}/${file}`)}\``;
      found.push({ lines: [line], writing: run.entries.map(keyOf), forget() {} });
      continue;
    }
    const lines: string[] = [];
    for (const [index, entry] of run.entries.entries()) {
      const state = run.states.get(index);
      const what = quoted(entry.title);
      const words =
        state === 'refused' ? 'was refused by the API: nothing was written' : await outcome(api, entry, state);
      lines.push(secrets.hide(`a push that began ${run.started} did not end: ${what} ${words}`));
    }
    found.push({ lines, writing: [], forget: () => workspace.remove(folder, file) });
  }
  return found;
}

/** What a document's template is told from others by. */
function keyOf({ place, name }: Pick<Entry, 'place' | 'name'>): string {
  return place?.template ?? name;
}

/** Refuses to write to a template that another run writes to. Throws a `Stop`. */
export function refuseConcurrent(found: readonly Leftover[], plans: readonly Planned[], secrets: SecretValues): void {
  const taken = new Set(found.flatMap(({ writing }) => writing));
  for (const plan of plans) {
    const name = plan.target.kind === 'new' ? secrets.hide(plan.target.name) : '';
    if (!taken.has(keyOf({ place: placeOf(plan), name }))) continue;
    throw new Stop(
      4,
      `another push writes to the template of ${quoted(titleOf(plan.intended))}: wait until it has ended; nothing was written`,
    );
  }
}

async function outcome(api: Api, entry: Entry, state: State | undefined): Promise<string> {
  if (state === undefined) return 'was not written';
  const answer = await read(api, entry);
  const live = answer === undefined ? undefined : canonical(entry.kind, answer);
  const backup = entry.backup === undefined ? '' : `; what it was before is in \`${entry.backup}\``;
  const isBefore = fingerprintOf(live) === entry.before;
  const isMeant = live !== undefined && means(entry, live);
  if (isBefore && isMeant) {
    return `may have been written: nothing but secrets was to change, which cannot be told apart${backup}`;
  }
  if (isMeant) return `was written: the server has it as it was meant${backup}`;
  if (isBefore) return 'was not written: the server has what it had before';
  return `${state === 'written' ? 'was written, and changed since' : 'may have been written'}: the server has neither what it had before nor what was meant${backup}`;
}

/** Whether an answer is what was meant; whatever a variable was filled in with is what was meant there. */
function means({ kind, meant }: Entry, live: unknown): boolean {
  const seen = mapLeaves(withoutSecrets(live), (leaf, path) => {
    const written = ownAt(meant, path);
    return typeof leaf === 'string' && typeof written === 'string' && mayFill(written, leaf) ? written : leaf;
  });
  return compare(kind, meant, seen, true).differences.length === 0;
}

async function read(api: Api, { place, name, meant }: Entry): Promise<unknown> {
  if (place === undefined) {
    const made = (await api.templates()).find((each) => each.name !== undefined && mayFill(name, each.name));
    return made === undefined ? undefined : api.read({ kind: 'template', template: made.id });
  }
  const renamed = place.kind === 'role' ? own(meant, 'name') : undefined;
  for (const role of [renamed, undefined]) {
    try {
      return await api.read(typeof role === 'string' && place.kind === 'role' ? { ...place, role } : place);
    } catch (error) {
      if (!(error instanceof ReadRefused && error.status === 404)) throw error;
    }
  }
  return undefined;
}

/** Reads a journal, as far as it was written. */
function readRun(text: string | undefined): {
  readonly started: string;
  readonly base: unknown;
  /** The number of its process, if it has not ended. */
  readonly pid: number | undefined;
  readonly entries: readonly Entry[];
  readonly states: ReadonlyMap<number, State>;
} {
  const [head, ...notes] = (text ?? '').split('\n').map(parse);
  const documents = own(head, 'documents');
  const states = new Map<number, State>();
  for (const note of notes) {
    const document = own(note, 'document');
    const state = own(note, 'state');
    if (typeof document === 'number' && isState(state)) states.set(document, state);
  }
  const started = own(head, 'started');
  return {
    started: typeof started === 'string' ? visible(started) : 'some time ago',
    base: own(head, 'api'),
    pid: runningProcess(head),
    entries: (Array.isArray(documents) ? documents : []).flatMap(readEntry),
    states,
  };
}

function readEntry(entry: unknown): readonly Entry[] {
  const [title, name, before] = ['title', 'name', 'before'].map((field) => own(entry, field));
  const kind = kinds.find((each) => each === own(entry, 'kind'));
  const backup = own(entry, 'backup');
  if (typeof title !== 'string' || typeof name !== 'string' || typeof before !== 'string' || kind === undefined)
    return [];
  return [
    {
      title,
      name,
      before,
      kind,
      place: readPlace(own(entry, 'place')),
      meant: own(entry, 'meant'),
      backup: typeof backup === 'string' ? backup : undefined,
    },
  ];
}

/** A place as JSON has it; `undefined` if it is none. */
function readPlace(value: unknown): Place | undefined {
  const [kind, template, role] = ['kind', 'template', 'role'].map((field) => own(value, field));
  if (typeof template !== 'string') return undefined;
  if (kind === 'role') return typeof role === 'string' ? { kind, template, role } : undefined;
  return kind === 'template' || kind === 'settings' || kind === 'destinations' || kind === 'recordings'
    ? { kind, template }
    : undefined;
}

function isState(value: unknown): value is State {
  return value === 'writing' || value === 'written' || value === 'refused';
}

function parse(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line);
    return isProperties(value) ? value : undefined;
  } catch {
    // The last line may have been cut off.
    return undefined;
  }
}
