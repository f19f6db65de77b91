import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { rules } from '../rules/index.ts';
import { readConfig } from '../src/config/read.ts';
import { severities } from '../src/diagnostic.ts';
import { applyEdits } from '../src/edit.ts';
import { type Diagnostic, type Fix, type Kind, type LintOptions, lint, type RuleDocs } from '../src/index.ts';
import { readSource } from '../src/read.ts';
import { yaml } from './writers.ts';

/** What can be seen in the text only, so that the example shows nothing when its value is written as JSON. */
const textOnly = new Set(['syntax', 'duplicate-key', 'duplicate-template-name', 'unused-ignore']);

const folder = new URL('../rules/', import.meta.url);

describe('the list of rules', () => {
  it('holds each file of the folder once, named after the rule', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => name.endsWith('.ts') && name !== 'index.ts' && name !== 'build.ts');
    expect(rules.map(({ id }) => `${id}.ts`).sort()).toEqual(files.sort());
  });

  it('has a severity and a kebab-case id for each', () => {
    for (const { id, severity } of rules) {
      expect(severities).toContain(severity);
      expect(id).toMatch(/^(?:schema\/)?[a-z]+(?:-[a-z]+)*$/);
    }
  });
});

describe.each(rules.map((docs) => [docs.id, docs] as const))('%s', (id, docs) => {
  it('has its file and whole documentation', () => {
    expect(existsSync(new URL(`${id}.ts`, folder))).toBe(true);
    const { summary, why, source, examples } = docs;
    expect(summary, 'one sentence').toMatch(/^[A-Z`][^\n]*(?:\.| :)$/);
    for (const text of [summary, why, source]) expect(text.trim()).not.toBe('');
    expect(why).toMatch(/[.`]$/);
    expect(examples.bad).not.toBe(examples.good);
    for (const text of [examples.bad, examples.good]) expect(text).toMatch(/^[^\n][\s\S]*[^\n]\n$/);
  });

  const options = optionsOf(docs);
  const written = (text: string) => [text.startsWith('{') ? 'a.json' : 'a.yaml', text] as const;
  const inJson = (text: string) => ['a.json', toJson(text)] as const;
  const inYaml = (style: 'block' | 'flow') => (text: string) =>
    ['a.yaml', yaml(JSON.parse(toJson(text)), style)] as const;
  const isText = textOnly.has(id);
  const ways = [
    ['as written', written] as const,
    ...(isText
      ? []
      : [
          ['as JSON', inJson] as const,
          ['in block style', inYaml('block')] as const,
          ['in flow style', inYaml('flow')] as const,
        ]),
  ];

  it.each(ways)('has a bad example that shows this rule alone, %s', (_, write) => {
    const found = diagnosticsOf(...write(docs.examples.bad), options);
    expect(found.map(({ rule }) => rule)).toContain(id);
    expect(others(found, docs)).toEqual([]);
  });

  it.each(ways)('has a good example that shows nothing, %s', (_, write) => {
    const found = diagnosticsOf(...write(docs.examples.good), options);
    expect(found.map(({ rule }) => rule)).not.toContain(id);
    expect(others(found, docs)).toEqual([]);
  });

  it('offers fixes if it says so, and certain ones if it says that', () => {
    const offered = [
      ...(fixesSeen().get(id) ?? []),
      ...fixesOf(diagnosticsOf(...written(docs.examples.bad), options), id),
    ];
    expect(offered.length > 0).toBe(docs.fixable !== undefined);
    for (const { safe, title } of offered) {
      if (docs.fixable !== 'both') expect(safe, title).toBe(docs.fixable === 'safe');
      expect(title).toMatch(/^[a-z][\s\S]*[^.]$/);
    }
  });

  it.each(ways)('mends its bad example, %s', (_, write) => {
    const [path, text] = write(docs.examples.bad);
    const found = diagnosticsOf(path, text, options).filter(({ rule }) => rule === id);
    let mended = text;
    for (let round = 0; round < 10; round++) {
      const fix = diagnosticsOf(path, mended, options).find(({ rule, fix }) => rule === id && fix !== undefined)?.fix;
      if (fix === undefined) break;
      mended = applyEdits(mended, fix.edits);
    }
    if (found.every(({ fix }) => fix !== undefined))
      expect(diagnosticsOf(path, mended, options).filter(({ rule }) => rule === id)).toEqual([]);
    expect(others(diagnosticsOf(path, mended, options), docs)).toEqual([]);
  });

  it('speaks in lower case, without a full stop, with names in backticks', () => {
    for (const { message, related } of diagnosticsOf(...written(docs.examples.bad), options)) {
      for (const text of [message, ...related.map((other) => other.message)]) {
        expect(text).toMatch(/^[^A-Z]/);
        expect(text).not.toMatch(/\.$/);
        expect(text.split('`').length % 2, text).toBe(1);
      }
    }
  });
});

interface Case {
  readonly kind: Kind;
  readonly document: unknown;
}

let seen: ReadonlyMap<string, readonly Fix[]> | undefined;

/** The fixes that each rule offers for the conformance cases. */
function fixesSeen(): ReadonlyMap<string, readonly Fix[]> {
  if (seen !== undefined) return seen;
  const cases: readonly Case[] = JSON.parse(
    readFileSync(new URL('conformance/documents.json', import.meta.url), 'utf8'),
  );
  const all = cases.flatMap(({ kind, document }) => diagnosticsOf('a.json', JSON.stringify(document), { kind }));
  seen = new Map(rules.map(({ id }) => [id, fixesOf(all, id)]));
  return seen;
}

function fixesOf(diagnostics: readonly Diagnostic[], id: string): readonly Fix[] {
  return diagnostics.flatMap(({ rule, fix }) => (rule === id && fix !== undefined ? [fix] : []));
}

function diagnosticsOf(path: string, text: string, options: LintOptions): readonly Diagnostic[] {
  return lint({ path, text }, options).files[0]?.diagnostics ?? [];
}

/** What the configuration of a rule’s examples says. */
function optionsOf({ examples: { configuration } }: RuleDocs): LintOptions {
  if (configuration === undefined) return {};
  const { config, report } = readConfig(readSource({ path: 'hmslint.config.yaml', text: configuration }));
  expect(report.diagnostics).toEqual([]);
  return config?.permissions == null ? {} : { permissions: config.permissions };
}

/** The errors and warnings of other rules. */
function others(found: readonly Diagnostic[], { id }: RuleDocs): readonly Diagnostic[] {
  return found.filter(({ rule, severity }) => rule !== id && severity !== 'info');
}

function toJson(text: string): string {
  if (text.startsWith('{')) return text;
  const [document] = parseAllDocuments(text);
  return JSON.stringify(document?.toJS(), undefined, 2);
}
