import { distance } from 'fastest-levenshtein';

/** Longer names are compared only letter by letter: nobody mistypes them, and a comparison takes long. */
const longest = 100;

/** More candidates than people tell apart are not looked at, so that thousands of roles stay quick. */
const most = 256;

/**
 * The candidate that was probably meant by `name`, or `undefined` if none is near. In this order: the same but for case,
 * hyphens, underscores and spaces; its singular or plural; the fewest letters to change, at most a third of them.
 * Of two that are equally near the first is taken. Looks at the first 256 candidates.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(name);
  let plural: string | undefined;
  let closest: string | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  let count = 0;
  for (const candidate of candidates) {
    if (candidate === name) return candidate;
    if (++count > most) break;
    if (candidate.length > 2 * wanted.length + longest) continue;
    const known = plain(candidate);
    if (known === wanted && known !== '') return candidate;
    if (plural === undefined && isPlural(wanted, known)) plural = candidate;
    const changes = changesBetween(wanted, known);
    if (changes < fewest) {
      fewest = changes;
      closest = candidate;
    }
  }
  return plural ?? closest;
}

/** How many letters differ, and infinity where that is more than a third of them. */
function changesBetween(a: string, b: string): number {
  const most = Math.floor(Math.max(a.length, b.length) / 3);
  if (a.length > longest || b.length > longest || Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY;
  if (areSwapped(a, b)) return 1;
  const changes = distance(a, b);
  return changes > most ? Number.POSITIVE_INFINITY : changes;
}

/** Whether two neighbouring letters changed places: one slip of the fingers, though two letters to change. */
function areSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let first = 0;
  while (first < a.length && a[first] === b[first]) first++;
  return (
    first + 1 < a.length &&
    a[first] === b[first + 1] &&
    a[first + 1] === b[first] &&
    a.slice(first + 2) === b.slice(first + 2)
  );
}

function isPlural(a: string, b: string): boolean {
  const [one, many] = a.length < b.length ? [a, b] : [b, a];
  if (one === '' || many.length - one.length > 2) return false;
  return many === `${one}s` || many === `${one}es` || (one.endsWith('y') && many === `${one.slice(0, -1)}ies`);
}

/** `, did you mean …?` where a candidate is near, and nothing where none is. */
export function didYouMean(name: string, candidates: Iterable<string>): string {
  const guess = nearest(name, candidates);
  return guess === undefined ? '' : `, did you mean \`${guess}\`?`;
}

/** A name without what people mix up without meaning another: case, hyphens, underscores and spaces. */
export function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, '');
}

function plain(name: string): string {
  return folded(name).replaceAll('.', '');
}
