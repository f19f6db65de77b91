import { isProperties, own } from './values.ts';

/** What entries of lists are known by, such as the layers of a stream: the first of these that an entry has. */
const identities: readonly (readonly string[])[] = [['rid'], ['id'], ['name'], ['url'], ['width', 'height']];

/**
 * For each entry of a document's list the index of the entry of the server's list that it is, if there is one: by what both
 * are known by, else by its index where the lists are equally long.
 */
export function counterparts(document: readonly unknown[], live: readonly unknown[]): readonly (number | undefined)[] {
  const free = new Map<string, number[]>();
  for (const [index, entry] of live.entries()) {
    const identity = identityOf(entry);
    if (identity === undefined) continue;
    const others = free.get(identity);
    if (others === undefined) free.set(identity, [index]);
    else others.push(index);
  }
  const taken = new Set<number>();
  const byIdentity = document.map((entry) => {
    const index = free.get(identityOf(entry) ?? '')?.shift();
    if (index !== undefined) taken.add(index);
    return index;
  });
  return byIdentity.map((found, index) => {
    if (found !== undefined || document.length !== live.length || taken.has(index)) return found;
    taken.add(index);
    return index;
  });
}

function identityOf(entry: unknown): string | undefined {
  if (!isProperties(entry)) return undefined;
  for (const names of identities) {
    const values = names.map((name) => own(entry, name));
    if (values.every((value) => typeof value === 'string' || typeof value === 'number')) {
      return JSON.stringify([names, values]);
    }
  }
  return undefined;
}
