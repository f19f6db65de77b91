import { type Pointer, steps } from '../pointer.ts';

/**
 * Makes a test of a pointer with wildcards: `*` stands for any characters within a step, a step `**` for any number of
 * steps. Takes time in proportion to the lengths of both.
 */
export function pointerPattern(pattern: string): (pointer: Pointer) => boolean {
  const wanted = steps(pattern);
  const tests = wanted.map((step) => (step === '**' ? undefined : stepPattern(step)));
  return (pointer) => matches(steps(pointer), tests);
}

/** More alternatives than that are no glob that somebody wrote. */
const mostAlternatives = 200;

/**
 * Makes a test of a path with forward slashes against a glob: `*` stands for any characters within a name, `?` for one, `[a-z]`
 * for one of some, `{a,b}` for alternatives, a step `**` for any number of folders, and `/` at the end for all that is below.
 * Takes time in proportion to the lengths of both.
 */
export function globPattern(glob: string): (path: string) => boolean {
  const all = (alternatives(glob.endsWith('/') ? `${glob}**` : glob) ?? []).map((one) =>
    one.split('/').map((step) => (step === '**' ? undefined : stepPattern(step, true))),
  );
  return (path) => {
    const names = path.split('/');
    return all.some((tests) => matches(names, tests));
  };
}

/** Whether a glob has more alternatives than are looked at. */
export function hasTooManyAlternatives(glob: string): boolean {
  return alternatives(glob) === undefined;
}

/** The globs without braces that a glob stands for; `undefined` if there are too many. Braces without a comma are text. */
function alternatives(glob: string): readonly string[] | undefined {
  const open = /\{[^{}]*,[^{}]*\}/.exec(glob);
  if (open === null) return [glob];
  const [braces] = open;
  const before = glob.slice(0, open.index);
  const after = glob.slice(open.index + braces.length);
  const found: string[] = [];
  for (const choice of braces.slice(1, -1).split(',')) {
    const more = alternatives(before + choice + after);
    if (more === undefined || found.length + more.length > mostAlternatives) return undefined;
    found.push(...more);
  }
  return found;
}

/** What is wrong with a pattern, in words that follow its name; `undefined` if nothing is. */
export function patternMistake(pattern: string): string | undefined {
  const spelled = /^\$?\.?([\w*]+(?:[./][\w*]+)*)$/.exec(pattern)?.[1];
  if (pattern !== '' && !pattern.startsWith('/')) {
    const hint = spelled === undefined ? '' : `: write \`/${spelled.replaceAll('.', '/')}\``;
    return `must be a JSON Pointer, which begins with \`/\`, found \`${pattern}\`${hint}`;
  }
  if (/~(?![01])/.test(pattern))
    return `must write \`~\` as \`~0\` and \`/\` in a name as \`~1\`, found \`${pattern}\``;
  return undefined;
}

type Test<T> = (part: T) => boolean;

/** A wildcard that fails is taken up where it last stood: only the last one can matter. `undefined` among the tests is a wildcard. */
function matches<T>(parts: readonly T[], tests: readonly (Test<T> | undefined)[]): boolean {
  let part = 0;
  let test = 0;
  let wildcard = -1;
  let resume = 0;
  while (part < parts.length) {
    const current = tests[test];
    const next = parts[part];
    if (test < tests.length && current === undefined) {
      wildcard = test++;
      resume = part;
    } else if (current !== undefined && next !== undefined && current(next)) {
      part++;
      test++;
    } else if (wildcard >= 0) {
      test = wildcard + 1;
      part = ++resume;
    } else {
      return false;
    }
  }
  while (test < tests.length && tests[test] === undefined) test++;
  return test === tests.length;
}

/** A test of one name: `*` stands for any characters, and in a glob `?` and `[…]` for one. */
function stepPattern(step: string, isGlob = false): Test<string> {
  if (!(isGlob ? /[*?[]/ : /\*/).test(step)) return (name) => name === step;
  const units = isGlob ? Array.from(step.matchAll(/\[[!^]?\]?[^\]]*\]|./gsu), ([unit]) => unit) : Array.from(step);
  const tests = units.map((unit) => {
    if (unit === '*') return undefined;
    if (isGlob && unit === '?') return () => true;
    if (isGlob && unit.length > 2 && unit.startsWith('[')) return characterClass(unit.slice(1, -1));
    return (other: string) => other === unit;
  });
  return (name) => matches(Array.from(name), tests);
}

/** A test of one character: `a-z` is a range, `!` or `^` at the beginning turns it round. */
function characterClass(written: string): Test<string> {
  const isTurned = /^[!^]/.test(written);
  const characters = Array.from(isTurned ? written.slice(1) : written);
  const ranges: (readonly [string, string])[] = [];
  for (let index = 0; index < characters.length; index++) {
    const first = characters[index] ?? '';
    const last = characters[index + 2];
    if (characters[index + 1] === '-' && last !== undefined) {
      ranges.push([first, last]);
      index += 2;
    } else {
      ranges.push([first, first]);
    }
  }
  return (other) => ranges.some(([first, last]) => first <= other && other <= last) !== isTurned;
}
