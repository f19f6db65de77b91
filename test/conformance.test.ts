import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Diagnostic, type Kind, lint, type Range } from '../src/index.ts';
import { Lines } from '../src/lines.ts';
import { steps } from '../src/pointer.ts';

interface Case {
  readonly id: string;
  readonly kind: Kind;
  readonly rule: string | null;
  readonly document: unknown;
  readonly expect: {
    readonly errors: readonly string[];
    readonly warnings: readonly string[];
    readonly infos: readonly string[];
    readonly may: readonly string[];
    readonly clean: boolean;
  };
}

interface TextCase {
  readonly id: string;
  readonly file: string;
  readonly text: string;
  readonly quiet: boolean;
  readonly expect: readonly {
    readonly severity: string;
    readonly line: number | null;
    readonly column: number | null;
    readonly rule: string | null;
  }[];
}

const documents: readonly Case[] = read('documents.json');
const texts: readonly TextCase[] = read('texts.json');

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`conformance/${name}`, import.meta.url), 'utf8'));
}

const syntaxes: readonly (readonly [string, string, (document: unknown) => string])[] = [
  ['JSON', 'case.json', (document) => JSON.stringify(document, undefined, 2)],
  ['YAML', 'case.yaml', (document) => stringify(document)],
  ['flow YAML', 'case.yaml', (document) => stringify(document, { collectionStyle: 'flow', lineWidth: 0 })],
];

describe.each(syntaxes)('documents as %s', (_, path, write) => {
  it.each(documents.map((one) => [one.id, one] as const))('%s', (_, { kind, rule, document, expect: wanted }) => {
    const text = write(document);
    const found = diagnosticsOf(path, text, kind);
    const errors = found.filter(({ severity }) => severity === 'error');
    const places = errors.map(({ pointer }) => pointer);
    expect(new Set(places).size, 'no place carries two errors').toBe(places.length);
    expect(places.filter((place) => !wanted.may.includes(place)).sort()).toEqual([...wanted.errors].sort());
    const at = (severity: string) => found.filter((one) => one.severity === severity).map(({ pointer }) => pointer);
    expect(at('warning')).toEqual(expect.arrayContaining([...wanted.warnings]));
    expect(at('info')).toEqual(expect.arrayContaining([...wanted.infos]));
    if (wanted.clean) expect(found.filter(({ severity }) => severity !== 'info')).toEqual([]);
    if (rule !== null) expect(found.map((one) => one.rule)).toContain(rule);
    for (const { pointer, range } of found) expectExact(document, text, pointer, range);
  });
});

describe('texts', () => {
  it.each(texts.map((one) => [one.id, one] as const))('%s', (_, { file, text, quiet, expect: wanted }) => {
    const found = diagnosticsOf(file, text);
    const lines = new Lines(text.replace(/^\u{feff}/u, ''));
    for (const { severity, line, column, rule } of wanted) {
      const met = found.some((one) => {
        const start = lines.position(one.range.start);
        return (
          one.severity === severity &&
          (line === null || start.line === line) &&
          (column === null || start.column === column) &&
          (rule === null || one.rule === rule)
        );
      });
      expect(met, JSON.stringify({ severity, line, column, rule, found })).toBe(true);
    }
    if (quiet) expect(found.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
});

function diagnosticsOf(path: string, text: string, kind?: Kind): readonly Diagnostic[] {
  return lint({ path, text }, kind === undefined ? {} : { kind }).files[0]?.diagnostics ?? [];
}

/** The marked text is the key or the value that the pointer names, or the first character of an owner without a key. */
function expectExact(document: unknown, text: string, pointer: string, { start, end }: Range): void {
  const marked = text.slice(start, end);
  const names = steps(pointer);
  const isFirst = marked.length === 1 && (pointer === '' ? start === 0 : /^\d+$/.test(names.at(-1) ?? ''));
  if (isFirst) return;
  let value: unknown = document;
  for (const name of names) value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  // A value in block style was cut out of its indentation: its first line lacks it.
  const spelled: unknown = parse(' '.repeat(start - text.lastIndexOf('\n', start - 1) - 1) + marked);
  const isKey = String(spelled) === names.at(-1);
  const isValue = JSON.stringify(spelled) === JSON.stringify(value);
  expect(isKey || isValue, `${pointer} marks ${marked}`).toBe(true);
}
