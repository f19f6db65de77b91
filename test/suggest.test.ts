import { describe, expect, it } from 'vitest';
import { lint } from '../src/index.ts';

/** What is said of the only unknown property of a document. */
function said(document: unknown, kind: 'template' | 'settings' | 'destinations' = 'template'): string {
  const [file] = lint({ path: 'a.json', text: JSON.stringify(document) }, { kind }).files;
  const found = (file?.diagnostics ?? []).filter(({ rule }) => rule === 'schema/unknown-property');
  return found
    .map(({ message }) => message.replace(/^`.*?` is not known (?:in `.*?`|at the top of a \w+ document)/, ''))
    .join();
}

const inRole = (part: object) => ({ name: 'x', roles: { host: part } });
const inDestination = (type: string, part: object) => ({
  name: 'x',
  roles: { host: {} },
  destinations: { [type]: { main: { name: 'main', ...part } } },
});

describe('an unknown property is taken for', () => {
  it.each([
    ['one letter wrong', inRole({ publishParam: {} }), ', did you mean `publishParams`?'],
    ['another case', inRole({ publishParams: { video: { bitrate: 300 } } }), ', did you mean `bitRate`?'],
    ['the singular', inDestination('transcriptions', { role: 'host', mode: ['live'] }), ', did you mean `modes`?'],
    ['its last word', inDestination('rtmpDestinations', { urls: [] }), ', did you mean `rtmpUrls`?'],
    ['its first word', inRole({ maxPeers: 4 }), ', did you mean `maxPeerCount`?'],
    [
      'its words in another order',
      inRole({
        publishParams: {
          simulcast: {
            video: { layers: [{ rid: 'f', scaleResolutionDownBy: 1, maxFramerate: 25, scaleDownByResolution: 1 }] },
          },
        },
      }),
      ', did you mean `scaleResolutionDownBy`?',
    ],
    ['no deprecated name', inRole({ publishParams: { simulcastLayers: {} } }), ', did you mean `simulcast`?'],
    [
      'one level up',
      { name: 'x', destinations: { plugins: {} } },
      ': it belongs at the top of the template, as `plugins`',
    ],
    ['another branch', { name: 'x', settings: { transcription: {} } }, ': it belongs in `destinations.transcriptions`'],
    ['one level down', { name: 'x', default_region: 'in' }, ': it belongs in `settings.region`'],
    [
      'nothing that is near',
      { name: 'x', settings: { region: 'in', recording: null, roomState: {}, colour: 'red' } },
      ': known are `region`, `recording`, `roomState`, `retry`, `subscribeDegradation`, `videoSimulcastLayers` and `screenSimulcastLayers`',
    ],
  ])('%s', (_, document, message) => {
    expect(said(document)).toBe(message);
  });

  it('what belongs in another kind of document', () => {
    expect(said({ transcription: {} }, 'settings')).toBe(': it belongs in a template’s `destinations.transcriptions`');
    expect(said({ plugins: {} }, 'destinations')).toBe(': it belongs at the top of a template, as `plugins`');
  });
});
