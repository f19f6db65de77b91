import { at, rule } from '../src/rule.ts';
import { items, known } from '../src/sound.ts';
import { entryLists } from '../src/template.ts';

export default rule({
  id: 'duplicate-entry',
  severity: 'warning',
  summary: 'A list must not name the same role, track or mode twice.',
  why: `The second entry changes nothing. It is often a slip of the pen: the name that was meant to stand there is
missing, so a role is not heard or a track is not published.

Put the name that was meant, or remove the entry.`,
  source: 'Create a template via API: allowed, subscribeToRoles, modes, outputModes and permissions are sets of names',
  fixable: 'safe',
  examples: {
    bad: `name: standup
roles:
  host:
    publishParams:
      allowed: [audio, video, audio]
`,
    good: `name: standup
roles:
  host:
    publishParams:
      allowed: [audio, video]
`,
  },
  each: (sound) => entryLists(sound).filter(({ list }) => known(() => new Set(list).size === list.length) !== true),
  *check({ list, of }) {
    const first = new Map<string, number>();
    for (const [index, entry] of items(list)) {
      const earlier = first.get(entry);
      if (earlier === undefined) {
        first.set(entry, index);
        continue;
      }
      const place = at(list, index);
      yield {
        at: place,
        message: `the ${of} \`${entry}\` is already in this list`,
        related: [{ at: at(list, earlier), message: `\`${entry}\` stands here first` }],
        fix: { title: `remove the second \`${entry}\``, safe: true, operations: [{ remove: place }] },
        tags: ['unnecessary'],
      };
    }
  },
});
