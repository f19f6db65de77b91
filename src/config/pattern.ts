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

function stepPattern(step: string): Test<string> {
  if (!step.includes('*')) return (name) => name === step;
  const tests = Array.from(step, (unit) => (unit === '*' ? undefined : (other: string) => other === unit));
  return (name) => matches(Array.from(name), tests);
}
