import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Diagnostic,
  DiagnosticSeverity,
  type Range,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver-protocol/node';
import { yaml } from '../writers.ts';
import { Editor, pulling, pushing } from './client.ts';

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

interface Case {
  readonly kind: string;
  readonly document: unknown;
}

interface TextCase {
  readonly file: string;
  readonly text: string;
}

function read(name: string) {
  return JSON.parse(readFileSync(new URL(`../conformance/${name}`, import.meta.url), 'utf8'));
}

/** All cases as files: in a folder for each kind, which the configuration names. */
function conformance(): { [path: string]: string } {
  const cases: readonly Case[] = read('documents.json');
  const texts: readonly TextCase[] = read('texts.json');
  const files: { [path: string]: string } = {
    'hmslint.config.yaml': `files:\n${[...new Set(cases.map(({ kind }) => kind))]
      .filter((kind) => /^(?:template|role|settings|destinations|recordings)$/.test(kind))
      .map((kind) => `  ${kind}/*: { kind: ${kind} }\n`)
      .join('')}  texts/*: { kind: template }\n`,
  };
  for (const [index, { kind, document }] of cases.entries()) {
    const isJson = index % 2 === 0;
    const text = isJson ? JSON.stringify(document, undefined, 2) : yaml(document, index % 4 === 1 ? 'block' : 'flow');
    files[`${kind}/${index}.${isJson ? 'json' : 'yaml'}`] = text;
  }
  for (const [index, { file, text }] of texts.entries()) files[`texts/${index}-${file}`] = text;
  return files;
}

/** Real documents, as they are found in a folder. */
function corpus(): { [path: string]: string } {
  const folder = fileURLToPath(new URL('../../../shared/corpus/documents/', import.meta.url));
  if (!existsSync(folder)) return {};
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(`${folder}${name}`, 'utf8')]));
}

/** A finding, in the words of the command line and of the server. */
interface Finding {
  readonly rule: unknown;
  readonly severity: unknown;
  readonly message: unknown;
  readonly range: Range;
  readonly related: readonly { readonly message: string; readonly uri: string; readonly range: Range }[];
}

interface Place {
  readonly line: number;
  readonly column: number;
}

interface Span {
  readonly start: Place;
  readonly end: Place;
}

interface ReportedFile {
  readonly path: string;
  readonly diagnostics: readonly {
    readonly rule: string;
    readonly severity: 'error' | 'warning' | 'info';
    readonly message: string;
    readonly range: Span;
    readonly related: readonly { readonly message: string; readonly path?: string; readonly range: Span }[];
  }[];
}

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

function rangeOf({ start, end }: Span, marked: string): Range {
  // The editor counts a byte order mark, the command line does not.
  const place = ({ line, column }: Place) => ({
    line: line - 1,
    character: column - 1 + (line === 1 && marked.startsWith('\u{feff}') ? 1 : 0),
  });
  return { start: place(start), end: place(end) };
}

/** What the command line finds, by file. */
function byCommandLine({ folder }: Editor, files: { readonly [path: string]: string }): ReadonlyMap<string, Finding[]> {
  const { stdout } = spawnSync(process.execPath, [cli, '--format', 'json', '.'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const report: { readonly files: readonly ReportedFile[] } = JSON.parse(stdout);
  const textOf = (path: string) => files[path] ?? '';
  return new Map(
    report.files.map(({ path, diagnostics }) => [
      path,
      diagnostics.map(({ rule, severity, message, range, related }) => ({
        rule,
        severity: severities[severity],
        message,
        range: rangeOf(range, textOf(path)),
        related: related.map((other) => ({
          message: other.message,
          uri: other.path ?? path,
          range: rangeOf(other.range, textOf(other.path ?? path)),
        })),
      })),
    ]),
  );
}

function pathIn(uri: string, editor: Editor): string {
  return uri.slice(editor.uri('').length + 1);
}

function inServer(diagnostics: readonly Diagnostic[], editor: Editor): Finding[] {
  return diagnostics.map(({ code, severity, message, range, relatedInformation = [] }) => ({
    rule: code,
    severity,
    message,
    range,
    related: relatedInformation.map((other) => ({
      message: other.message,
      uri: pathIn(other.location.uri, editor),
      range: other.location.range,
    })),
  }));
}

let editor: Editor | undefined;

afterEach(async () => {
  if (editor !== undefined) expect(await editor.stop()).toBe(0);
  editor = undefined;
});

describe.each([
  ['the conformance cases', conformance()],
  ['real documents', corpus()],
])('in %s', (_, files) => {
  const paths = Object.keys(files).filter((path) => !path.startsWith('hmslint.config'));

  it.skipIf(paths.length === 0)(
    'an editor is sent what the command line says',
    async () => {
      editor = await Editor.start({ capabilities: pushing, files });
      const expected = byCommandLine(editor, files);
      for (const path of paths) await editor.open(path, files[path] ?? '');
      const own = editor;
      const wanted = paths.filter((path) => (expected.get(path) ?? []).length > 0);
      await editor.until(() => wanted.every((path) => own.published.has(own.uri(path))));
      for (const path of paths) {
        const found = inServer(await editor.diagnostics(editor.uri(path)), editor);
        expect({ path, found }).toEqual({ path, found: expected.get(path) ?? [] });
      }
    },
    300_000,
  );

  it.skipIf(paths.length === 0)(
    'an editor that asks is told what the command line says',
    async () => {
      editor = await Editor.start({ capabilities: pulling, files });
      const expected = byCommandLine(editor, files);
      const { items } = await editor.request(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
      const own = editor;
      const told = new Map(
        items.map((item) => [pathIn(item.uri, own), item.kind === 'full' ? inServer(item.items, own) : []]),
      );
      expect([...told.keys()].filter((path) => told.get(path)?.length).sort()).toEqual(
        [...expected.keys()].filter((path) => expected.get(path)?.length).sort(),
      );
      for (const [path, found] of told) expect({ path, found }).toEqual({ path, found: expected.get(path) ?? [] });
      // A document says the same when it is opened: some of them are.
      for (const path of paths.filter((_, index) => index % 10 === 0)) {
        const found = inServer(await editor.diagnostics(await editor.open(path, files[path] ?? '')), editor);
        expect({ path, found }).toEqual({ path, found: expected.get(path) ?? [] });
      }
    },
    300_000,
  );
});
