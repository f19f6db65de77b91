import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Diagnostic, type FileReport, type Flow, lint, understand } from '../src/index.ts';
import { Lines } from '../src/lines.ts';

// Real documents that people send and get. They are no part of the project: where they are missing, nothing is tested.
const corpus = fileURLToPath(new URL('../../shared/corpus/', import.meta.url));
const isThere = existsSync(corpus);
const documents = isThere ? readdirSync(`${corpus}documents`) : [];

/** What a role of a document means, in words that can be checked against the document by hand. */
function meant(name: string, role: string, others: readonly string[]) {
  const [document] = understand({ path: name, text: readFileSync(`${corpus}documents/${name}`, 'utf8') });
  if (document === undefined) throw new Error('nothing was read');
  const { meaning } = document;
  const found = meaning.role(role);
  const budget = found?.budget;
  return {
    hears: meaning.hears(role),
    heardBy: meaning.heardBy(role),
    from: Object.fromEntries(others.map((other) => [other, flowText(meaning.flow(role, other))])),
    budget: `${budget?.value} ${budget?.origin}`,
    may: [...(found?.permissions ?? [])]
      .filter(([, { granted }]) => granted)
      .map(([permission, { written }]) => (written ? permission : `${permission} by default`)),
  };
}

function flowText(flow: Flow | undefined): string {
  const offers = (flow?.offers ?? []).map(({ track, bitRate, width, height, layers }) => {
    const size = width === undefined ? '' : ` ${width.value}x${height?.value}`;
    const sizes = layers.map((layer) => ` ${layer.rid} ${layer.width}x${layer.height}@${layer.maxBitrate}`);
    const marked = bitRate?.origin === 'written' ? '' : ` ${bitRate?.origin}`;
    return `${track}${size}@${bitRate?.value}${marked}${sizes.join('')}`;
  });
  return [flow?.state, ...offers].join(', ');
}

describe.skipIf(!isThere)('real documents', () => {
  it.each(documents)('%s is linted without a crash', (name) => {
    const { diagnostics } = lintFile(`documents/${name}`);
    for (const { message } of diagnostics) expect(message).not.toContain('bug in hmslint');
  });

  it('a document of another API is told so in one diagnostic', () => {
    expect(lintFile('documents/wild-08.json').diagnostics.map(({ rule }) => rule)).toEqual(['unknown-document']);
  });

  it('bounds that the API is said to have ignored are reported as documented', () => {
    expect(errorsOf(lintFile('documents/wild-06.json'))).toEqual(
      expect.arrayContaining([
        '/roles/host/publishParams/video/height schema/range',
        '/settings/recording/upload/type schema/enum',
      ]),
    );
  });

  it.each([
    'official-docs-retrieve-template-response.json',
    'official-docs-list-templates-item1.json',
    'official-docs-role-request.json',
    'official-docs-recordings-request.json',
    'official-docs-retrieve-settings-response.json',
    'wild-01.json',
    'wild-02.json',
  ])('%s has neither errors nor warnings', (name) => {
    expect(lintFile(`documents/${name}`).diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  // Worked out by hand, from the documents alone.
  it('of official-docs-retrieve-template-response, two roles mean this', () => {
    const name = 'official-docs-retrieve-template-response.json';
    const all =
      'flows, audio@32, video 640x480@400 f 640x480@700 h 320x240@350 q 160x120@100, screen 1920x1080@1024 documented';
    expect(meant(name, 'backstage', ['stage', 'backstage', 'viewer'])).toEqual({
      hears: ['backstage', 'invitee', 'stage'],
      heardBy: ['backstage', 'invitee', 'stage', 'viewer'],
      from: { stage: all, backstage: all, viewer: 'unknown' },
      budget: '5200 written',
      may: [
        ...['endRoom', 'removeOthers', 'mute', 'unmute', 'changeRole', 'pollRead', 'pollWrite'],
        ...['browserRecording', 'rtmpStreaming', 'hlsStreaming'],
      ],
    });
    expect(meant(name, 'viewer', ['invitee', 'viewer'])).toEqual({
      hears: ['backstage', 'invitee', 'stage'],
      heardBy: [],
      from: { invitee: all, viewer: 'none' },
      budget: '5200 written',
      may: ['pollRead', 'pollWrite', 'browserRecording', 'rtmpStreaming', 'hlsStreaming'],
    });
  });

  it('of wild-01, two roles mean this', () => {
    expect(meant('wild-01.json', 'aaa', ['aaa', 'assembly-stage'])).toEqual({
      hears: ['aaa'],
      heardBy: ['aaa'],
      from: { aaa: 'flows, audio@32, video 120x120@60, screen 960x540@4000', 'assembly-stage': 'none' },
      budget: '1500 written',
      may: ['changeRole', 'sendRoomState'],
    });
    expect(meant('wild-01.json', 'assembly-audience', ['assembly-audience', 'assembly-stage'])).toEqual({
      hears: ['assembly-stage'],
      heardBy: [],
      from: {
        'assembly-audience': 'silent',
        'assembly-stage': 'flows, audio@32, video 240x240@156, screen 960x540@4000',
      },
      budget: '3200 written',
      may: ['sendRoomState'],
    });
  });

  it('of wild-02, two of 118 roles mean this', () => {
    const rooms = Array.from({ length: 50 }, (_, index) => `space00-subspace${String(index).padStart(2, '0')}`);
    const all = 'flows, audio@32, video 120x120@45';
    const common = { budget: '1500 written', may: ['changeRole', 'sendRoomState'] };
    expect(meant('wild-02.json', 'space00-stage', ['space00', 'space00-subspace07'])).toEqual({
      hears: ['space00', 'space00-stage', 'space00-stage-innercircle'],
      heardBy: ['space00', 'space00-stage', 'space00-stage-innercircle', ...rooms],
      from: { space00: all, 'space00-subspace07': 'none' },
      ...common,
    });
    expect(meant('wild-02.json', 'space00-subspace07', ['space00-subspace07', 'space00-subspace08'])).toEqual({
      hears: ['space00-stage', 'space00-stage-innercircle', 'space00-subspace07'],
      heardBy: ['space00-subspace07'],
      from: { 'space00-subspace07': all, 'space00-subspace08': 'none' },
      ...common,
    });
  });

  it('the sample of the request says what is known of it, and nothing else', () => {
    const found = lintFile('documents/official-docs-create-template-request.json').diagnostics;
    expect(new Set(found.map(({ rule }) => rule))).toEqual(
      new Set(['placeholder-value', 'recording-layers-subset', 'playlist-segments']),
    );
  });
});

describe.skipIf(!isThere)('the samples as they are printed', () => {
  it.each([
    ['docs-create-template-request.HEAD.txt', 257],
    ['docs-create-template-response.HEAD.txt', 258],
    ['page-2024-request.txt', 1],
    ['page-2024-response.txt', 1],
  ])('%s lacks one comma, in line %i, and the rest is still linted', (name, line) => {
    const { text, diagnostics } = lintFile(`raw/${name}`);
    const syntax = diagnostics.filter(({ rule }) => rule === 'syntax');
    expect(syntax.map(({ message }) => message)).toEqual(['a comma is missing before `"plugins"`']);
    expect(syntax.map(({ range }) => new Lines(text).position(range.start).line)).toEqual([line]);
    expect(diagnostics.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['placeholder-value', 'recording-layers-subset']),
    );
  });

  it('the sample of the update has a comma too many, and nothing else', () => {
    expect(lintFile('raw/docs-update-template-request.HEAD.txt').diagnostics.map(({ rule }) => rule)).toEqual([
      'syntax',
    ]);
  });
});

function lintFile(path: string): FileReport {
  const text = readFileSync(corpus + path, 'utf8');
  const [file] = lint({ path: path.replace(/\.txt$/, '.json'), text }).files;
  if (file === undefined) throw new Error(`${path} was passed over`);
  return file;
}

function errorsOf({ diagnostics }: FileReport): string[] {
  return diagnostics
    .filter(({ severity }: Diagnostic) => severity === 'error')
    .map(({ pointer, rule }) => `${pointer} ${rule}`);
}
