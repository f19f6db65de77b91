import { inWords } from '../src/model/names.ts';
import { nearest } from '../src/nearest.ts';
import { type Mend, rule } from '../src/rule.ts';
import { isPlatformRole, type RoleReference, roleNames, roleReferences } from '../src/template.ts';

export default rule({
  id: 'unknown-role',
  severity: 'error',
  summary: 'Every role that is mentioned must be one of the template’s roles.',
  why: `Names of roles are matched letter by letter, and the API takes a name that matches nothing without a word. In
the call, nobody is behind it: a subscription stays silent, a recording or a transcription has no role to join with,
and the whiteboard opens for nobody.

Write the name as it stands under \`roles\`, or add the role. Names that begin with \`__internal\` belong to the
platform and are never listed. A document that has no \`roles\` of its own is not checked.`,
  source:
    'Create a template via API: subscribeParams, transcriptions and plugins objects; the recordings pages ("one ' +
    'of the roles present in template"); templates and answers of the API seen in public',
  fixable: 'both',
  examples: {
    bad: `name: classroom
roles:
  teacher:
    subscribeParams:
      subscribeToRoles: [teacher, students]
  student: {}
`,
    good: `name: classroom
roles:
  teacher:
    subscribeParams:
      subscribeToRoles: [teacher, student]
  student: {}
`,
  },
  needsWhole: true,
  *each(sound) {
    const names = roleNames(sound);
    if (names === undefined) return;
    let guess: ReturnType<typeof guesser> | undefined;
    let existing: string | undefined;
    for (const reference of roleReferences(sound, (name) => !names.has(name) && !isPlatformRole(name))) {
      guess ??= guesser(names);
      existing ??= describe(names);
      yield { reference, guess: guess(reference.name), existing };
    }
  },
  *check({ reference, guess, existing }) {
    const { name, object, step, part } = reference;
    const at = { object, step, part };
    if (guess === undefined) {
      yield { at, message: `there is no role \`${name}\`: ${existing}` };
      return;
    }
    const message = `there is no role \`${name}\`, did you mean \`${guess.name}\`? ${existing}`;
    const fix = mend(reference, guess);
    yield fix === undefined ? { at, message } : { at, message, fix };
  },
});

function describe(names: ReadonlySet<string>): string {
  if (names.size === 0) return 'the template has no roles';
  return `the ${names.size === 1 ? 'only role is' : 'roles are'} ${inWords(names)}`;
}

interface Guess {
  readonly name: string;
  /** Whether only case, hyphens, underscores or spaces differ, and from one role only. */
  readonly certain: boolean;
}

function guesser(names: ReadonlySet<string>): (name: string) => Guess | undefined {
  const folded = new Map<string, string[]>();
  for (const name of names) {
    const alike = folded.get(fold(name));
    if (alike === undefined) folded.set(fold(name), [name]);
    else alike.push(name);
  }
  const known = new Map<string, Guess | undefined>();
  return (name) => {
    if (!known.has(name)) {
      const alike = folded.get(fold(name)) ?? [];
      const closest = nearest(name, alike.length > 0 ? alike : names) ?? alike[0];
      known.set(name, closest === undefined ? undefined : { name: closest, certain: alike.length === 1 });
    }
    return known.get(name);
  };
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

function mend({ object, step, part }: RoleReference, { name, certain }: Guess): Mend | undefined {
  const place = { object, step, part };
  if (part === 'value') {
    return { title: `write \`${name}\``, safe: certain, operations: [{ replace: place, value: name }] };
  }
  if (Object.hasOwn(object, name)) return undefined;
  return { title: `rename to \`${name}\``, safe: certain, operations: [{ rename: place, to: name }] };
}
