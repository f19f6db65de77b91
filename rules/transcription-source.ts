import type { BrowserRecording } from '../schemas/generated/types.ts';
import { inWords } from '../src/model/names.ts';
import { at, keyOf, rule } from '../src/rule.ts';
import { known, type Sound } from '../src/sound.ts';
import { isPlatformRole, roleNames, transcriptions } from '../src/template.ts';

export default rule({
  id: 'transcription-source',
  severity: 'warning',
  summary: 'A transcription has a stream to listen to, as a role that hears somebody.',
  why: `A transcription listens to a live stream or to a recording, and it hears what its role subscribes to.
Without an HLS destination beside it, or with a role that subscribes to nobody, the transcript stays empty.
Where browser recordings stand beside it, the documentation wants the transcription to have the role of the
recording.

Browser recordings inside a template are deprecated, so do not add one for this: add an HLS destination. Where
one is still there, give the transcription its role.`,
  source: 'Create a template via API, transcriptions object, role; Enable Transcription and Summarisation',
  fixable: 'unsafe',
  examples: {
    bad: `name: webinar
roles:
  host:
    subscribeParams:
      subscribeToRoles: []
destinations:
  hlsDestinations:
    main:
      name: main
  transcriptions:
    notes:
      name: notes
      role: host
`,
    good: `name: webinar
roles:
  host:
    subscribeParams:
      subscribeToRoles: [host]
destinations:
  hlsDestinations:
    main:
      name: main
  transcriptions:
    notes:
      name: notes
      role: host
`,
  },
  needsWhole: true,
  *each(sound) {
    const isAlone = known(() => hasNoSource(sound));
    const recorders = known(() => recordingRoles(sound));
    const roles = known(() => sound.template?.roles);
    for (const { key, value, map } of transcriptions(sound)) yield { key, value, map, isAlone, recorders, roles };
  },
  *check({ key, value: transcription, map, isAlone, recorders, roles }) {
    if (isAlone === true) {
      yield {
        at: keyOf(map, key),
        message:
          'there is nothing to transcribe: add an HLS destination under `hlsDestinations`, beside `transcriptions`',
      };
    }

    const name = transcription.role;
    const exists = roles !== undefined && Object.hasOwn(roles, name);
    const heard = exists ? known(() => roles[name]?.subscribeParams) : undefined;
    if (heard !== undefined && known(() => heard.subscribeToRoles)?.length === 0) {
      yield {
        at: at(transcription, 'role'),
        message: `role \`${name}\` subscribes to nobody, so it hears nothing to transcribe`,
        args: ['hears nobody'],
        related: [{ at: at(heard, 'subscribeToRoles'), message: `\`${name}\` hears nobody` }],
      };
      return;
    }

    // A role that does not exist is the business of unknown-role.
    const isTypo = roles !== undefined && !exists && !isPlatformRole(name);
    if (recorders === undefined || recorders.size === 0 || recorders.has(name) || isTypo) return;
    const [only, ...others] = recorders.keys();
    const names = inWords(recorders.keys());
    yield {
      at: at(transcription, 'role'),
      message: `role \`${name}\` differs from the role of the browser recordings beside it, ${names}`,
      args: ['is not recorded'],
      related: [...recorders.values()].slice(0, 6).map((recording) => ({
        at: at(recording, 'role'),
        message: `recorded as \`${recording.role}\``,
      })),
      ...(only !== undefined &&
        others.length === 0 && {
          fix: {
            title: `use the role of the recording, \`${only}\``,
            safe: false,
            operations: [{ replace: at(transcription, 'role'), value: only }],
          },
        }),
    };
  },
});

function hasNoSource(sound: Sound): boolean {
  const { hlsDestinations = {}, browserRecordings = {} } = sound.destinations ?? {};
  return Object.keys(hlsDestinations).length === 0 && Object.keys(browserRecordings).length === 0;
}

/** The browser recordings by role, the first of each; `undefined` where one names a role that does not exist. */
function recordingRoles(sound: Sound): ReadonlyMap<string, BrowserRecording> | undefined {
  const existing = roleNames(sound);
  const recorders = new Map<string, BrowserRecording>();
  for (const recording of Object.values(sound.destinations?.browserRecordings ?? {})) {
    const { role } = recording;
    if (existing !== undefined && !existing.has(role) && !isPlatformRole(role)) return undefined;
    if (!recorders.has(role)) recorders.set(role, recording);
  }
  return recorders;
}
