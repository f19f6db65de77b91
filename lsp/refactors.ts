import type { Json } from '../src/change.ts';
import type { Diagnostic, TextEdit } from '../src/diagnostic.ts';
import { type Document, valueAt } from '../src/document.ts';
import { isJson } from '../src/json-value.ts';
import { lastStep, parent, steps } from '../src/pointer.ts';
import type { Proof } from './fixes.ts';
import type { PlaceAt } from './places.ts';
import { isObject, own } from './values.ts';

/** A change that mends nothing, and whose edits do what its title says. */
export interface Refactor {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Adds the role that a finding of `unknown-role` misses: one that suits the place where it is mentioned. */
export function addMissingRole(diagnostic: Diagnostic, document: Document, proof: Proof): Refactor | undefined {
  if (diagnostic.rule !== 'unknown-role') return undefined;
  const { pointer } = diagnostic;
  const mentioned = valueAt(document, pointer);
  // Where names of roles are the keys of a map, the last step is one.
  const name =
    typeof mentioned === 'string' && lastStep(parent(pointer) ?? '') !== 'roleLanguages'
      ? mentioned
      : lastStep(pointer);
  const roles = valueAt(document, '/roles');
  if (name === undefined || !isObject(roles) || Object.hasOwn(roles, name)) return undefined;
  const isHeard = steps(pointer).includes('subscribeToRoles');
  const value = newRole(name, Object.keys(roles), isHeard);
  const edits = proof.changed(document.index, [{ add: '/roles', name, value }]);
  return edits !== undefined && proof.makesBetter(edits) ? { title: `add the role \`${name}\``, edits } : undefined;
}

/** A role that hears all others. One that others are to hear publishes; one that records or draws does not. */
function newRole(name: string, others: readonly string[], isHeard: boolean): Json {
  return {
    name,
    publishParams: { allowed: isHeard ? ['audio', 'video'] : [] },
    subscribeParams: { subscribeToRoles: others },
    ...(!isHeard && { permissions: { browserRecording: false, rtmpStreaming: false, hlsStreaming: false } }),
  };
}

/** Adds a copy of the role that a place stands in, under a new name. */
export function duplicateRole(place: PlaceAt, document: Document, proof: Proof): Refactor | undefined {
  const [top, name] = steps(place.pointer);
  const roles = valueAt(document, '/roles');
  if (top !== 'roles' || name === undefined || !isObject(roles)) return undefined;
  const role = own(roles, name);
  if (!isObject(role)) return undefined;
  const copy = unused(`${name}-copy`, (each) => Object.hasOwn(roles, each));
  const value = own(role, 'name') === name ? { ...role, name: copy } : role;
  if (!isJson(value)) return undefined;
  const edits = proof.changed(document.index, [{ add: '/roles', name: copy, value }]);
  return edits === undefined ? undefined : { title: `duplicate the role \`${name}\` as \`${copy}\``, edits };
}

/** A name that is not taken yet: with a number behind it, if it has to be. */
export function unused(name: string, isTaken: (name: string) => boolean): string {
  let found = name;
  for (let number = 2; isTaken(found); number++) found = `${name}-${number}`;
  return found;
}
