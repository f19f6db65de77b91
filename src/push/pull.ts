import type { Change } from '../change.ts';
import type { Document } from '../document.ts';
import { textEdits } from '../edit.ts';
import { type SchemaPlace, schemaPlace } from '../fields.ts';
import { below, type Pointer, parent, steps } from '../pointer.ts';
import { visible } from '../visible.ts';
import { canonical } from './canonical.ts';
import { compare, type Difference } from './difference.ts';
import { documentText } from './document-text.ts';
import { nameSecrets } from './secret-names.ts';
import { Stop } from './stop.ts';
import { isProperties, own, ownAt, propertiesOf, toJson } from './values.ts';

/** A template of the server as a file may have it. */
export interface Pulled {
  readonly id: string;
  readonly name: string | undefined;
  /** Without what a file leaves out, secrets as `${NAME}`. */
  readonly value: unknown;
  /** The variables that stand for secrets, and where. */
  readonly variables: ReadonlyMap<string, Pointer>;
  /** What no schema of ours knows: it is left out, and push sends it along. */
  readonly leftOut: readonly Pointer[];
  /** Whether the API answers an interval of 0, which it refuses to be sent. */
  readonly hasNoInterval: boolean;
}

/** What a file needs to know of a template. `written` is the file that it goes into, if it is there already. */
export function pulledFrom(id: string, answer: unknown, written?: unknown): Pulled {
  const name = own(answer, 'name');
  const known = typeof name === 'string' ? name : undefined;
  const leftOut: Pointer[] = [];
  const value = knownOnly(canonical('template', answer), schemaPlace('template'), '', leftOut);
  const names = written === undefined ? undefined : { written, filledIn: written };
  const { value: named, variables } = nameSecrets(value, known ?? id, names);
  const hasNoInterval = ownAt(answer, ['settings', 'roomState', 'messageInterval']) === 0;
  return { id, name: known, value: named, variables, leftOut, hasNoInterval };
}

/** The text of a new file. */
export function pulledText(pulled: Pulled, syntax: 'json' | 'yaml'): string {
  const { id, name } = pulled;
  const from = `pulled from the template ${name === undefined ? '' : `\`${name}\` `}(${id})`;
  const comments = [from, ...remarks(pulled)].map((remark) => visible(remark));
  return documentText('template', pulled.value, syntax, comments);
}

/** What is to be known of a file: the variables that it needs, and what it leaves out. */
export function remarks({ variables, leftOut, hasNoInterval }: Pulled): readonly string[] {
  return [
    ...(variables.size > 0 ? [`plan and push need the variables ${[...variables.keys()].join(', ')}`] : []),
    ...(hasNoInterval ? ['settings.roomState.messageInterval is 0, which the API answers and refuses: left out'] : []),
    ...(leftOut.length > 0 ? [`not known to hmslint, left out, and sent along by push: ${leftOut.join(', ')}`] : []),
  ];
}

/** The edits of a file that has a template already: only what differs. Throws a `Stop` where they cannot be written. */
export function updateEdits(document: Document, pulled: Pulled): ReturnType<typeof textEdits> {
  const written = canonical('template', document.value);
  const { differences } = compare('template', written, pulled.value);
  const changes = new Map<Pointer, Change>();
  for (const difference of differences) {
    const change = changeFor(difference, document.value, pulled.value);
    changes.set(JSON.stringify(change), change);
  }
  if (changes.size === 0) return [];
  const edits = textEdits(document, [...changes.values()]);
  if (edits === undefined)
    throw new Stop(2, 'what differs cannot be written into the file as it is: mend its syntax, or pull with `--force`');
  return edits;
}

/** What makes a file say what the server has at a place. */
function changeFor({ pointer, kind }: Difference, document: unknown, pulled: unknown): Change {
  const path = steps(pointer);
  const isThere = ownAt(document, path) !== undefined;
  if (kind === 'created') return { remove: pointer };
  const value = toJson(ownAt(pulled, path));
  if (isThere) return { replace: pointer, value };
  // What holds it may be missing as well.
  let missing = pointer;
  for (
    let above = parent(missing);
    above !== undefined && ownAt(document, steps(above)) === undefined;
    above = parent(missing)
  ) {
    missing = above;
  }
  const name = steps(missing).at(-1) ?? '';
  return { add: parent(missing) ?? '', name, value: toJson(ownAt(pulled, steps(missing))) };
}

/** What a schema knows of a value; the rest is told. */
function knownOnly(value: unknown, place: SchemaPlace, pointer: Pointer, leftOut: Pointer[]): unknown {
  if (Array.isArray(value)) {
    return value.map((entry: unknown, index) => {
      const inner = place.below(String(index));
      return inner === undefined ? entry : knownOnly(entry, inner, below(pointer, index), leftOut);
    });
  }
  if (!isProperties(value) || place.field.names.length + Number(place.field.isMap) === 0) return value;
  const entries: [string, unknown][] = [];
  for (const [name, inner] of Object.entries(value)) {
    const innerPlace = place.below(name);
    const innerPointer = below(pointer, name);
    if (innerPlace !== undefined) entries.push([name, knownOnly(inner, innerPlace, innerPointer, leftOut)]);
    else if (place.field.isMap) entries.push([name, inner]);
    else leftOut.push(innerPointer);
  }
  return propertiesOf(entries);
}
