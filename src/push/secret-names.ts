import { pointerTo, type Step } from '../pointer.ts';
import { variable } from '../variable.ts';
import { isMasked } from './masks.ts';
import { isSecretAt, mapLeaves, mapSecrets, ownAt } from './values.ts';

/** A document whose secrets are variables, and what stands behind each variable. */
export interface Named {
  readonly value: unknown;
  /** The places of secrets, by the names of the variables that stand there. */
  readonly variables: ReadonlyMap<string, string>;
}

/** A file that names the secrets already, if it means the same ones. */
export interface Names {
  /** As it is written, with its variables. */
  readonly written: unknown;
  /** The same with its variables filled in, as far as they are known. */
  readonly filledIn: unknown;
}

/**
 * Puts `${NAME}` in the place of every secret of a value, also of those that the API masks. `prefix` begins the names, so
 * that those of two templates differ; where a file names the same secret, its name is taken.
 */
export function nameSecrets(value: unknown, prefix: string, names?: Names): Named {
  const variables = new Map<string, string>();
  const taken = new Set(
    names === undefined ? [] : [...JSON.stringify(names.written ?? null).matchAll(variable)].map(([, name]) => name),
  );
  const known = (path: readonly Step[], text: unknown): string | undefined => {
    const written = ownAt(names?.written, path);
    if (typeof written !== 'string' || typeof text !== 'string' || written.search(variable) < 0) return undefined;
    const filledIn = ownAt(names?.filledIn, path);
    // A mask may stand for what is filled in; what is not known may be anything that fits.
    const isMeant = filledIn === text || (isMasked(text) && mayFill(written, text));
    return isMeant || (filledIn === written && mayFill(written, text)) ? written : undefined;
  };
  const fresh = (path: readonly Step[]): string => {
    const base = nameOf(prefix, path);
    let name = base;
    for (let count = 2; variables.has(name) || taken.has(name); count++) name = `${base}_${count}`;
    variables.set(name, pointerTo(path));
    return `\${${name}}`;
  };
  const kept = mapLeaves(value, (leaf, path) => {
    const written = known(path, leaf);
    for (const [, name = ''] of written?.matchAll(variable) ?? []) variables.set(name, pointerTo(path));
    return written ?? leaf;
  });
  const named = mapSecrets(kept, (_, path) => fresh(path));
  const masked = mapLeaves(named, (leaf, path) => {
    if (typeof leaf !== 'string' || leaf.search(variable) >= 0) return leaf;
    if (isMasked(leaf) && isSecretAt(named, path)) return fresh(path);
    return /^rtmps?:/i.test(leaf) ? leaf.replaceAll(/[*•]{2,}/g, () => fresh(path)) : leaf;
  });
  return { value: masked, variables };
}

/** Whether a text, or a mask, may be what a text with variables becomes; without variables, whether the two are the same. */
export function mayFill(written: string, text: string): boolean {
  if (isMasked(text) && !text.includes('/')) return true;
  const parts = written.split(/\$\{\w+\}/).map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`, 's').test(text);
}

/** Steps that say nothing of which secret it is. */
const silent: ReadonlySet<string> = new Set(['settings', 'upload', 'credentials', 'destinations', 'rtmpDestinations']);

/** In characters: a name that is longer than anybody wants to type. */
const longest = 60;

function nameOf(prefix: string, path: readonly Step[]): string {
  const steps = path.map(String);
  const words = steps.includes('rtmpUrls')
    ? ['rtmp', steps.at(-3) ?? '', 'stream key', ...(steps.at(-1) === '0' ? [] : [String(Number(steps.at(-1)) + 1)])]
    : steps.filter((step) => !silent.has(step));
  const name = [prefix, ...words]
    .map(inCapitals)
    .filter((word) => word !== '')
    .join('_')
    .slice(0, longest);
  return /^(?:\d|HMS_|$)/.test(name) ? `T_${name}` : name;
}

function inCapitals(text: string): string {
  return text
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toUpperCase();
}
