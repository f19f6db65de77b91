import { at, rule } from '../src/rule.ts';
import { known, type Sound } from '../src/sound.ts';
import {
  browserRecordings,
  hlsDestinations,
  type Keyed,
  rtmpDestinations,
  templateRoles,
  transcriptions,
} from '../src/template.ts';

export default rule({
  id: 'name-mismatch',
  severity: 'warning',
  summary: 'The `name` of a role or destination must be the key it stands under.',
  why: `The rest of a template mentions a role by its key, and calls to the API name roles and destinations too. Where
key and \`name\` differ, it is not documented which of the two counts, so that one of them may find nothing. When a role
is pushed on its own, a \`name\` that differs from the one in the address renames the role.

Make both the same. Which of the two was meant is the author's to say: the fix takes the key.`,
  source:
    'Create a template via API (all samples but placeholders); create/update role docs ("name" of the body ' +
    'renames the role)',
  fixable: 'unsafe',
  examples: {
    bad: `name: webinar
roles:
  host:
    name: Host
`,
    good: `name: webinar
roles:
  host:
    name: host
`,
  },
  *each(sound) {
    for (const [of, list] of named(sound)) {
      for (const { key, value } of list) {
        const name = known(() => value.name);
        if (name !== undefined && name !== key) yield { of, key, value, name };
      }
    }
  },
  *check({ of, key, value, name }) {
    const place = at(value, 'name');
    yield {
      at: place,
      message: `the ${of} \`${key}\` has the name \`${name}\`, key and name must be the same`,
      fix: { title: `set the name to \`${key}\``, safe: false, operations: [{ replace: place, value: key }] },
    };
  },
});

function named(sound: Sound): [string, Iterable<Keyed<{ readonly name?: string }>>][] {
  return [
    ['role', templateRoles(sound)],
    ['RTMP destination', rtmpDestinations(sound)],
    ['HLS destination', hlsDestinations(sound)],
    ['browser recording', browserRecordings(sound)],
    ['transcription', transcriptions(sound)],
  ];
}
