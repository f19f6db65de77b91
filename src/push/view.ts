import type { Kind } from '../diagnostic.ts';
import { steps } from '../pointer.ts';
import { canonical } from './canonical.ts';
import type { Difference } from './difference.ts';
import { shownValue } from './masks.ts';
import type { Fingerprints, Planned } from './plan.ts';
import type { SecretValues } from './secret-values.ts';
import { ownAt } from './values.ts';

/** What is shown of a plan: nothing in it is secret, and everything in it can be JSON. */
export interface PlanView {
  readonly version: 1;
  readonly documents: readonly DocumentView[];
}

/** What would happen to one document. */
export interface DocumentView {
  /** The path of the file, as it was given. */
  readonly file: string;
  /** Which of the YAML documents of the file, from 0; absent where it has one. */
  readonly document?: number;
  readonly kind: Kind;
  readonly action: 'create' | 'update' | 'none';
  readonly template: { readonly id?: string; readonly name?: string };
  /** The name of the role, where it is one. */
  readonly role?: string;
  /** How the template was found; absent where it is made. */
  readonly by?: 'id' | 'configuration' | 'name' | 'option';
  readonly changes: readonly ChangeView[];
  /** What may go wrong for people, in words. */
  readonly dangers: readonly { readonly pointer: string; readonly message: string }[];
  /** The options that push must be given. */
  readonly needs: readonly { readonly option: string; readonly value: string }[];
  /** Secrets that the API does not show. */
  readonly notCompared: readonly string[];
  /** What the server has and hmslint does not know: it is sent along. */
  readonly carried: readonly string[];
  /** What the server has in entries of lists that disappear, and hmslint does not know: it goes with them. */
  readonly lost: readonly string[];
  /** What the file leaves out at its top: it stays. */
  readonly kept: readonly string[];
  /** Secrets that stay and are not shown, so that push refuses. */
  readonly unsendable: readonly string[];
  /** Storage that stays and is shown without credentials. */
  readonly doubtful: readonly string[];
  readonly fingerprints: Fingerprints;
}

/** One difference. */
export interface ChangeView {
  readonly pointer: string;
  readonly action: 'created' | 'changed' | 'deleted';
  readonly old?: unknown;
  readonly new?: unknown;
  /** Whether the file leaves it out, and `new` is the default. */
  readonly isDefault?: true;
}

/** A plan as it may be shown. */
export function viewOf(plans: readonly Planned[], secrets: SecretValues): PlanView {
  return { version: 1, documents: plans.map((planned) => documentView(planned, secrets)) };
}

function documentView(planned: Planned, secrets: SecretValues): DocumentView {
  const { intended, target, compared, dangers, needs, doubtful, fingerprints } = planned;
  const { path, index, kind, document } = intended;
  const hide = (text: string) => secrets.hide(text);
  const hideAll = (pointers: readonly string[]) => pointers.map(hide);
  const written = canonical(kind, document.value);
  const place = target.kind === 'new' ? undefined : target.place;
  const name = target.kind === 'new' ? target.name : target.template;
  const isUnchanged = compared.differences.length === 0;
  return {
    file: path,
    ...(index !== undefined && { document: index }),
    kind,
    action: isUnchanged ? 'none' : target.kind === 'there' ? 'update' : 'create',
    template: {
      ...(place !== undefined && { id: place.template }),
      ...(name !== undefined && { name: hide(name) }),
    },
    ...(place?.kind === 'role' && { role: hide(place.role) }),
    ...(target.kind === 'there' && { by: target.by }),
    changes: compared.differences.map((difference) => changeView(difference, written, secrets)),
    dangers: dangers.map(({ pointer, message }) => ({ pointer: hide(pointer), message: hide(message) })),
    needs: needs.map(({ option, value }) => ({ option, value: hide(value) })),
    notCompared: hideAll(compared.notCompared),
    carried: hideAll(compared.carried),
    lost: hideAll(compared.lost),
    kept: hideAll(compared.kept),
    unsendable: hideAll(compared.unsendable),
    doubtful: hideAll(doubtful),
    fingerprints,
  };
}

function changeView(difference: Difference, written: unknown, secrets: SecretValues): ChangeView {
  const { pointer, kind, isDefault } = difference;
  // What the file writes says more than what its variables were filled in with.
  const path = steps(pointer);
  const value = isDefault ? difference.new : (ownAt(written, path) ?? difference.new);
  return {
    pointer: secrets.hide(pointer),
    action: kind,
    ...('old' in difference && { old: shownAt(difference.old, path, secrets) }),
    ...('new' in difference && { new: shownAt(value, path, secrets) }),
    ...(isDefault && { isDefault }),
  };
}

/** A part of a document as it may be shown: whether it is secret depends on where it stands. */
function shownAt(value: unknown, path: readonly string[], secrets: SecretValues): unknown {
  let whole = value;
  for (const step of path.toReversed()) whole = Object.fromEntries([[step, whole]]);
  // A key is secret beside a secret.
  const isKey = path.at(-1) === 'key';
  const shown = ownAt(shownValue(whole, secrets), path);
  return isKey && typeof value === 'string' && shown === value && !/^\$\{\w+\}$/.test(value) ? '•••' : shown;
}
