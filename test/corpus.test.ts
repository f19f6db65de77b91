import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Diagnostic, type FileReport, lint } from '../src/index.ts';
import { Lines } from '../src/lines.ts';

// Real documents that people send and get. They are no part of the project: where they are missing, nothing is tested.
const corpus = fileURLToPath(new URL('../../shared/corpus/', import.meta.url));
const isThere = existsSync(corpus);
const documents = isThere ? readdirSync(`${corpus}documents`) : [];

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
