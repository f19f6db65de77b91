import { quoted } from '../visible.ts';
import type { Destination } from './intended.ts';
import { Stop } from './stop.ts';
import { isSame, own } from './values.ts';
import type { DocumentView, PlanView } from './view.ts';

/** A plan that was kept: what it is for, and what must not have changed since. */
export interface KeptPlan {
  /** The files that it is for, as they were given. */
  readonly files: readonly string[];
  readonly destination: Destination;
  /** What was planned of each document, as JSON has it. */
  readonly documents: readonly unknown[];
}

/** A plan as it is kept in a file. */
export function planFileText({ version, documents }: PlanView, destination: Destination): string {
  return `${JSON.stringify({ version, destination, documents }, null, 2)}\n`;
}

/** Reads a plan that was kept. Throws a `Stop` where it is none. */
export function readPlanFile(text: string, path: string): KeptPlan {
  const wrong = (why: string) => new Stop(2, `${quoted(path)} is no plan that \`hmslint plan -o\` wrote: ${why}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong('it is no JSON');
  }
  if (own(value, 'version') !== 1) throw wrong('its version is not 1');
  const documents = own(value, 'documents');
  if (!Array.isArray(documents)) throw wrong('it has no documents');
  const files = documents.map((document: unknown) => {
    const file = own(document, 'file');
    if (typeof file !== 'string') throw wrong('one of its documents has no file');
    return file;
  });
  if (files.length === 0) throw wrong('it has no documents');
  const destination = own(value, 'destination');
  const [template, role] = [own(destination, 'template'), own(destination, 'role')];
  return {
    files: [...new Set(files)],
    destination: {
      ...(typeof template === 'string' && { template }),
      ...(typeof role === 'string' && { role }),
    },
    documents,
  };
}

/** Whether a text is a plan that was kept. */
export function isPlanFile(text: string): boolean {
  try {
    return readPlanFile(text, '').documents.length > 0;
  } catch {
    return false;
  }
}

/** Refuses to go on where a plan that was kept does not say what would happen now. Throws a `Stop`. */
export function expectAsKept(kept: KeptPlan, { documents }: PlanView): void {
  if (kept.documents.length !== documents.length) {
    throw new Stop(4, 'the files hold other documents than when this was planned: nothing was written; plan again');
  }
  for (const [index, now] of documents.entries()) {
    const why = stale(kept.documents[index], now);
    if (why !== undefined) {
      throw new Stop(4, `${why} since this was planned: nothing was written; plan again`);
    }
  }
}

function stale(kept: unknown, now: DocumentView): string | undefined {
  const file = quoted(now.file);
  const [before, after] = [own(kept, 'fingerprints'), now.fingerprints];
  if (own(kept, 'file') !== now.file || own(before, 'file') !== after.file) return `${file} has changed`;
  if (
    !isSame(own(kept, 'template'), now.template) ||
    own(kept, 'role') !== now.role ||
    own(kept, 'kind') !== now.kind
  ) {
    return `${file} has come to mean another document on the server`;
  }
  const hasSameTime = own(before, 'updatedAt') === after.updatedAt;
  if (own(before, 'live') !== after.live || !hasSameTime) return `what the server has for ${file} has changed`;
  // Variables may be filled in with something else.
  if (!isSame(own(kept, 'changes'), JSON.parse(JSON.stringify(now.changes)))) return `what ${file} means has changed`;
  return undefined;
}
