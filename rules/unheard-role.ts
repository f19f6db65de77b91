import type { PublishParams } from '../schemas/generated/types.ts';
import { hearing } from '../src/model/hearing.ts';
import { inWords } from '../src/model/names.ts';
import { publishedTracks } from '../src/model/tracks.ts';
import { at, keyOf, rule } from '../src/rule.ts';
import { items, known, type Sound } from '../src/sound.ts';
import { templateRoles } from '../src/template.ts';

export default rule({
  id: 'unheard-role',
  severity: 'info',
  summary: 'A role that publishes should have someone who subscribes to it, and a subscription something to hear.',
  why: `A role hears and sees only the roles in its \`subscribeToRoles\`. What a role publishes that is in nobody’s
list (its own included: two guests hear each other only if \`guest\` subscribes to \`guest\`) costs bandwidth and
reaches no one in the call. The other way round, a subscription to a role whose \`allowed\` is empty never brings
anything.

It may be meant so, for instance where only a recording listens; then ignore it with the reason.`,
  source: 'Create a template via API, subscribeParams object (subscribeToRoles) and publishParams object (allowed)',
  examples: {
    bad: `name: webinar
roles:
  host:
    publishParams:
      allowed: [audio, video]
    subscribeParams:
      subscribeToRoles: [host]
  guest:
    publishParams:
      allowed: [audio]
    subscribeParams:
      subscribeToRoles: [host]
`,
    good: `name: webinar
roles:
  host:
    publishParams:
      allowed: [audio, video]
    subscribeParams:
      subscribeToRoles: [host, guest]
  guest:
    publishParams:
      allowed: [audio]
    subscribeParams:
      subscribeToRoles: [host]
`,
  },
  needsWhole: true,
  *each(sound) {
    yield* unheard(sound);
    yield* silences(sound);
  },
  *check(part) {
    if ('tracks' in part) {
      yield {
        at: keyOf(part.map, part.key),
        message: `\`${part.key}\` publishes ${inWords(part.tracks)}, but no role subscribes to it`,
      };
    } else {
      yield {
        at: at(part.list, part.index),
        message: `\`${part.name}\` publishes nothing, there is nothing to subscribe to`,
        related: [{ at: at(part.publishParams, 'allowed'), message: `what \`${part.name}\` may publish is empty` }],
      };
    }
  },
});

/** The roles that publish and are in nobody's list. */
function* unheard(sound: Sound) {
  const heard = hearing(sound);
  if (heard === undefined || heard.unknown.size > 0) return;
  for (const { key, value, map } of templateRoles(sound)) {
    const tracks = publishedTracks(value);
    if (tracks !== undefined && tracks.size > 0 && heard.subscribers.get(key)?.size === 0) yield { key, map, tracks };
  }
}

/** The entries of `subscribeToRoles` that name a role which may publish nothing. */
function* silences(sound: Sound) {
  const silent = new Map<string, PublishParams>();
  for (const { key, value } of templateRoles(sound)) {
    const publishParams = known(() => value.publishParams);
    if (publishParams !== undefined && publishedTracks(value)?.size === 0) silent.set(key, publishParams);
  }
  for (const { value } of templateRoles(sound)) {
    const list = known(() => value.subscribeParams?.subscribeToRoles);
    if (list === undefined) continue;
    for (const [index, name] of items(list)) {
      const publishParams = silent.get(name);
      if (publishParams !== undefined) yield { list, index, name, publishParams };
    }
  }
}
