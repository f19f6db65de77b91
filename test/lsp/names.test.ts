import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DocumentSymbol, ResponseError } from 'vscode-languageserver-protocol/node';
import { type Client, readClient } from '../../lsp/client.ts';
import { definitionAt } from '../../lsp/definition.ts';
import { symbolsOf } from '../../lsp/document-symbols.ts';
import { highlightsAt } from '../../lsp/highlights.ts';
import { LastRenames } from '../../lsp/last-renames.ts';
import { linkedRangesAt } from '../../lsp/linked-editing.ts';
import { type Name, namesIn } from '../../lsp/names.ts';
import type { OpenDocument } from '../../lsp/open-document.ts';
import { referencesAt } from '../../lsp/references.ts';
import { renameAt, renamedAt } from '../../lsp/rename.ts';
import { rename } from '../../lsp/renaming.ts';
import type { Document } from '../../src/document.ts';
import { applyEdits } from '../../src/edit.ts';
import { fieldAt } from '../../src/fields.ts';
import { lastStep, parent } from '../../src/pointer.ts';
import { documents, mutations } from '../arbitraries.ts';
import { places } from '../changes.ts';
import { writers } from '../writers.ts';
import { opened } from './opened.ts';

// The same documents in every run; `SEED=2 RUNS=50` looks at others, and at more of them.
const seed = Number(process.env.SEED ?? 1);
const runs = Number(process.env.RUNS ?? 1);

const client: Client = readClient({});

/** Names that are new to a document, easy and hard to write. */
const newNames = fc.oneof(
  fc.constantFrom('new', 'zwölf', 'two words', 'a,b', "it's", '"q"', '😀', 'a/b', 'toString'),
  fc.constantFrom('', ' ', ' edge ', 'true', '1', '1e3', '~', 'null', '#x', 'a: b', '*x', '&x', '- y', '[z]', '<<'),
  fc.constantFrom('\0', 'a\nb', '\u2028', '\ud800', '\ufeff', '__proto__', 'x'.repeat(300)),
  fc.string({ unit: 'binary', maxLength: 5 }),
);

/** One of the names of a text, and the document it stands in. */
function chosen(open: OpenDocument, turn: number): { readonly document: Document; readonly name: Name } | undefined {
  const all = open.documents.flatMap((document) => namesIn(open, document).all.map((name) => ({ document, name })));
  return all[turn % Math.max(1, all.length)];
}

describe.each(Object.entries(writers))('in %s', (_, [path, write]) => {
  it('a rename there and back gives the same bytes', { timeout: 300_000 }, () => {
    let done = 0;
    const property = fc.property(documents, fc.nat(), newNames, (value, turn, newName) => {
      const open = opened(path, write(value));
      const found = chosen(open, turn);
      if (found === undefined) return;
      const { document, name } = found;
      const to = name.of === 'anchor' ? 'new-anchor' : newName;
      const there = rename(open, document, name, to);
      if (name.text === to || 'refused' in there) return;
      const last = new LastRenames();
      last.remember(open, document.index, name, to, there.edits);
      const between = opened(path, applyEdits(open.text, there.edits), open.kind);
      const same = between.documents.find(({ index }) => index === document.index);
      const renamed =
        same === undefined
          ? undefined
          : namesIn(between, same).all.find((each) => each.of === name.of && each.map === name.map && each.text === to);
      if (same === undefined || renamed === undefined) throw new Error('the new name is not there');
      expect(renamed.mentions.map(({ as }) => as)).toEqual(name.mentions.map(({ as }) => as));
      // By itself it spells the same again; knowing the way there, with the same bytes.
      const again = rename(between, same, renamed, name.text);
      if ('refused' in again) throw new Error(again.refused);
      const respelled = document.read(applyEdits(between.text, again.edits));
      expect(respelled.map((each) => each.value)).toEqual(open.documents.map((each) => each.value));
      const back = last.inverse(between, same.index, renamed, name.text);
      expect(applyEdits(between.text, back ?? [])).toBe(open.text);
      done++;
    });
    fc.assert(property, { seed, numRuns: 60 * runs });
    // Most can be renamed.
    expect(done).toBeGreaterThan(25 * runs);
  });

  it('every mention that the schema knows is found from every other', { timeout: 300_000 }, () => {
    const property = fc.property(documents, (value) => {
      const open = opened(path, write(value));
      const [document] = open.documents;
      const { kind } = open;
      if (document === undefined || kind === undefined) return;
      const mentioned = new Map<string, Set<number>>();
      for (const { pointer, value } of places(document.value)) {
        const location = document.locate(pointer);
        if (location === undefined) continue;
        const text = fieldAt(kind, pointer)?.roleReference === 'value' && typeof value === 'string' ? value : undefined;
        const holder = parent(pointer) ?? '';
        const isKey = fieldAt(kind, holder)?.roleReference === 'names' || holder === '/roles';
        const name = isKey ? lastStep(pointer) : text;
        const written = isKey ? (location.keyOrigin ?? location.key) : (location.origin ?? location.value);
        if (name === undefined || written === undefined) continue;
        mentioned.set(name, (mentioned.get(name) ?? new Set()).add(written.start));
      }
      for (const starts of mentioned.values()) {
        for (const start of starts) {
          const found = referencesAt(open, start, true) ?? [];
          const lines = new Set(found.map(({ range }) => open.positions.offset(range.start)));
          for (const other of starts) expect(lines.has(other) || lines.has(other + 1)).toBe(true);
        }
      }
    });
    fc.assert(property, { seed, numRuns: 40 * runs });
  });
});

describe('in any text, at any offset', () => {
  const sources = fc
    .tuple(documents, fc.constantFrom(...Object.values(writers)), fc.array(mutations, { maxLength: 3 }), fc.nat())
    .map(([value, [path, write], changes, cut]) => {
      const text = changes.reduce((changed, change) => change(changed), write(value));
      return { path, text: cut % 2 === 0 ? text.slice(0, cut % (text.length + 1)) : text };
    });

  it('all features answer', { timeout: 300_000 }, () => {
    const property = fc.property(
      sources,
      fc.array(fc.integer({ min: -5, max: 3000 }), { minLength: 8 }),
      (source, at) => {
        const open = opened(source.path, source.text);
        for (const offset of at) {
          const mentions = referencesAt(open, offset, true);
          expect(highlightsAt(open, offset)?.length).toBe(mentions?.length);
          linkedRangesAt(open, offset);
          definitionAt(open, offset, { definitionLinks: true });
          for (const ask of [
            () => renamedAt(open, offset),
            () => renameAt(open, offset, 'new', client, new LastRenames()),
          ]) {
            try {
              ask();
            } catch (error) {
              if (!(error instanceof ResponseError)) throw error;
            }
          }
        }
        for (const symbol of symbolsOf(open)) expectSound(symbol);
      },
    );
    fc.assert(property, { seed, numRuns: 150 * runs });
  });
});

describe('in a template that is cut off', () => {
  const yaml = readFileSync(new URL('../../examples/webinar.yaml', import.meta.url), 'utf8');
  const json = JSON.stringify(opened('a.yaml', yaml).documents[0]?.value, undefined, 1);

  it.each([
    ['a.yaml', yaml, '  listener:'],
    ['a.json', json, '"listener": {'],
  ])('anywhere, what stands before is still found: %s', { timeout: 300_000 }, (path, text, second) => {
    const first = text.indexOf('speaker', text.indexOf('roles'));
    for (let end = text.indexOf(second); end <= text.length; end++) {
      const open = opened(path, text.slice(0, end));
      expect(symbolsOf(open).map(({ name }) => name)).toContain('speaker');
      expect(referencesAt(open, first, true)?.length).toBeGreaterThan(0);
    }
  });
});

/** What the protocol says of symbols beyond their types. */
function expectSound({ name, range, selectionRange, children = [] }: DocumentSymbol): void {
  expect(name.trim()).not.toBe('');
  const places = [range.start, selectionRange.start, selectionRange.end, range.end];
  const sorted = places.toSorted((a, b) => a.line - b.line || a.character - b.character);
  expect(places).toEqual(sorted);
  for (const child of children) expectSound(child);
}
