import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompletionItem, SelectionRange } from 'vscode-languageserver-protocol/node';
import { type Client, readClient } from '../../lsp/client.ts';
import { lensesOf } from '../../lsp/code-lenses.ts';
import { proposed } from '../../lsp/completion.ts';
import { foldsOf } from '../../lsp/folding.ts';
import { hoverAt } from '../../lsp/hover.ts';
import { hintsIn } from '../../lsp/inlay-hints.ts';
import { kindsIn } from '../../lsp/kinds.ts';
import type { OpenDocument } from '../../lsp/open-document.ts';
import { selectionAt } from '../../lsp/selection-ranges.ts';
import { tokensOf } from '../../lsp/semantic-tokens.ts';
import { applyEdits, inOrder } from '../../src/edit.ts';
import { type Field, fieldAt } from '../../src/fields.ts';
import { parent } from '../../src/pointer.ts';
import { documents, mutations } from '../arbitraries.ts';
import { expected, places } from '../changes.ts';
import { writers } from '../writers.ts';
import { opened } from './opened.ts';

// The same documents in every run; `SEED=2 RUNS=50` looks at others, and at more of them.
const seed = Number(process.env.SEED ?? 1);
const runs = Number(process.env.RUNS ?? 1);

const plain: Client = readClient({});
const able: Client = readClient({
  textDocument: {
    completion: {
      completionItem: { snippetSupport: true, insertReplaceSupport: true, documentationFormat: ['markdown'] },
    },
  },
});

function accept({ text, positions }: OpenDocument, { textEdit, additionalTextEdits = [] }: CompletionItem): string {
  if (textEdit === undefined) throw new Error('nothing is edited');
  const main = { range: 'range' in textEdit ? textEdit.range : textEdit.replace, newText: textEdit.newText };
  const edits = [...additionalTextEdits, main].map(({ range, newText }) => ({
    range: positions.offsets(range),
    text: newText,
  }));
  const ordered = inOrder(edits);
  if (ordered === undefined) throw new Error('edits overlap');
  return applyEdits(text, ordered);
}

/** Looks at everything that is said at an offset: it throws nothing, and what is edited is the word at the cursor. */
function look(open: OpenDocument, offset: number): void {
  const { positions } = open;
  for (const client of [plain, able]) {
    for (const item of proposed(open, offset, client)?.items ?? []) {
      const { textEdit } = item;
      if (textEdit === undefined) throw new Error('nothing is edited');
      const range = 'range' in textEdit ? textEdit.range : textEdit.replace;
      expect(range.start.line).toBe(range.end.line);
      const { start, end } = positions.offsets(range);
      expect(start).toBeLessThanOrEqual(offset);
      expect(end).toBeGreaterThanOrEqual(Math.min(offset, open.text.length));
      if ('insert' in textEdit) expect(textEdit.insert.start).toEqual(range.start);
      accept(open, item);
    }
  }
  hoverAt(open, offset, 'markdown');
  hintsIn(open, { start: 0, end: open.text.length });
  lensesOf(open, plain);
  let end = 0;
  for (const { range } of tokensOf(open)) {
    expect(range.start).toBeGreaterThanOrEqual(end);
    expect(range.end).toBeGreaterThan(range.start);
    expect(positions.at(range.start).line).toBe(positions.at(range.end).line);
    end = range.end;
  }
  let line = -1;
  for (const { startLine, endLine } of foldsOf(open, 1000)) {
    expect(startLine).toBeGreaterThan(line);
    expect(endLine).toBeGreaterThan(startLine);
    line = startLine;
  }
  let inner = { start: offset, end: offset };
  for (let at: SelectionRange | undefined = selectionAt(open, offset); at !== undefined; at = at.parent) {
    const outer = positions.offsets(at.range);
    expect(outer.start).toBeLessThanOrEqual(inner.start);
    expect(outer.end).toBeGreaterThanOrEqual(inner.end);
    inner = outer;
  }
}

describe.each(Object.entries(writers))('in %s', (_, [path, write]) => {
  it('a value that is there already is proposed, and written so that it is read as the same', {
    timeout: 300_000,
  }, () => {
    let done = 0;
    const property = fc.property(documents, fc.nat(), fc.nat(), (value, turn, inside) => {
      const open = opened(path, write(value));
      const [document] = open.documents;
      const kind = document === undefined ? undefined : kindsIn(open).get(document);
      if (document === undefined || kind === undefined || document.problems.length > 0) return;
      const known = new Set(Object.keys(own(value, 'roles')));
      const all = places(document.value).filter(({ pointer, value, holder }) => {
        const field = fieldAt(kind, pointer);
        if (typeof value !== 'string' || field === undefined) return false;
        if (Array.isArray(holder) && holder.filter((each) => each === value).length > 1) return false;
        return field.enum?.includes(value) === true || (field.roleReference === 'value' && known.has(value));
      });
      const place = all[turn % Math.max(1, all.length)];
      const location = place === undefined ? undefined : document.locate(place.pointer);
      if (place === undefined || location === undefined || location.origin !== undefined) return;
      const { start, end } = location.value;
      // Text of several lines is not completed.
      if (/[\r\n]/.test(open.text.slice(start, end))) return;
      const isQuoted = /["']/.test(open.text[start] ?? '');
      const offset = isQuoted ? start + 1 + (inside % (end - start - 1)) : start + (inside % (end - start + 1));
      const items = proposed(open, offset, plain)?.items ?? [];
      const texts = items.map((item) => accept(open, item));
      expect(texts.map((text) => JSON.stringify(open.read(text).documents.map((each) => each.value)))).toContain(
        JSON.stringify(open.documents.map((each) => each.value)),
      );
      done++;
    });
    fc.assert(property, { seed, numRuns: 100 * runs });
    expect(done).toBeGreaterThan(5 * runs);
  });

  it('a name that is there already can be completed to another', { timeout: 300_000 }, () => {
    let done = 0;
    const property = fc.property(documents, fc.nat(), fc.nat(), (value, turn, inside) => {
      const open = opened(path, write(value));
      const [document] = open.documents;
      const kind = document === undefined ? undefined : kindsIn(open).get(document);
      if (document === undefined || kind === undefined || document.problems.length > 0) return;
      const all = places(document.value).filter(({ pointer, holder }) => {
        const field = fieldAt(kind, parent(pointer) ?? '');
        return field !== undefined && newName(field, holder) !== undefined;
      });
      const place = all[turn % Math.max(1, all.length)];
      const location = place === undefined ? undefined : document.locate(place.pointer);
      const field = place === undefined ? undefined : fieldAt(kind, parent(place.pointer) ?? '');
      if (place === undefined || field === undefined || location?.key === undefined) return;
      if (location.origin !== undefined || location.keyOrigin !== undefined) return;
      const { start, end } = location.key;
      // Behind an alias the name stands a second time.
      if (places(document.value).some(({ pointer }) => document.locate(pointer)?.keyOrigin?.start === start)) return;
      if (/[\r\n]/.test(open.text.slice(start, end)) || /^[?&!*]/.test(open.text.slice(start))) return;
      const isQuoted = /["']/.test(open.text[start] ?? '');
      const offset = start + (isQuoted ? 1 : 0) + (inside % (isQuoted ? end - start - 1 : end - start + 1));
      const name = newName(field, place.holder) ?? '';
      const item = proposed(open, offset, plain)?.items.find(({ label }) => label === name);
      if (item === undefined) throw new Error(`${name} is not proposed at ${offset} of ${open.text}`);
      const [after] = open.read(accept(open, item)).documents;
      expect(after?.value).toEqual(expected(document.value, { rename: place.pointer, to: name }));
      done++;
    });
    fc.assert(property, { seed, numRuns: 100 * runs });
    expect(done).toBeGreaterThan(5 * runs);
  });

  it('something can be said at any place of broken text', { timeout: 300_000 }, () => {
    const property = fc.property(
      documents,
      fc.array(mutations, { maxLength: 3 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 6 }),
      (value, changes, turns) => {
        const open = opened(
          path,
          changes.reduce((text, change) => change(text), write(value)),
        );
        for (const turn of turns) {
          // No place is between the two characters that end a line.
          const { positions } = open;
          look(open, positions.offset(positions.at(turn % (open.text.length + 1))));
        }
      },
    );
    fc.assert(property, { seed, numRuns: 60 * runs });
  });
});

/** A name that an object of the schema may have, and does not. */
function newName({ names, isMap }: Field, holder: unknown): string | undefined {
  if (isMap || typeof holder !== 'object' || holder === null || Array.isArray(holder)) return undefined;
  return names.find(
    (name) =>
      !Object.hasOwn(holder, name) &&
      ['priority', 'permissions', 'bitRate', 'region', 'plugins', 'role', 'width'].includes(name),
  );
}

function own(value: unknown, name: string): object {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof found === 'object' && found !== null ? found : {};
}

const yaml = `# hmslint-kind template
name: "webinar"
roles:
  host: &base
    publishParams:
      allowed: [audio, 'video']
      video: { bitRate: 850, width: 1280 }
      simulcast:
        video:
          layers:
            - rid: f
              scaleResolutionDownBy: 1
    subscribeParams: { subscribeToRoles: ["host", guest] }
  guest:
    <<: *base
    permissions:
      endRoom: false # not they
destinations:
  hlsDestinations:
    main: { name: main, layers: [{ width: 640 }] }
x-note: |
  several
  lines
`;

describe('a template cut off', () => {
  const [, toJson] = writers['indented JSON'] ?? ['', String];
  const json = toJson(opened('a.yaml', yaml).documents[0]?.value);

  it.each([
    ['a.yaml', yaml],
    ['a.json', json],
  ])('at every offset is answered there and before (%s)', { timeout: 300_000 }, (path, text) => {
    let proposals = 0;
    for (let end = 0; end <= text.length; end++) {
      const open = opened(path, text.slice(0, end));
      look(open, end);
      if (end % 5 === 0) look(open, (end * 7) % (end + 1));
      if ((proposed(open, end, plain)?.items.length ?? 0) > 0) proposals++;
    }
    // At most places somebody writes names or values.
    expect(proposals).toBeGreaterThan(text.length / 3);
  });

  it('proposes the names of the object that is being written', () => {
    const labels = (path: string, text: string) =>
      proposed(opened(path, text), text.length, plain)?.items.map(({ label }) => label);
    for (const name of ['publishParams', 'subscribeParams', 'permissions']) {
      for (const [path, text] of [
        ['a.yaml', yaml],
        ['a.json', json],
      ] as const) {
        const at = text.indexOf(name);
        for (let length = 1; length <= name.length; length++) {
          expect(labels(path, text.slice(0, at + length))).toContain(name);
        }
      }
    }
  });
});

it('deep nesting, long lines and huge texts are answered', () => {
  for (const text of [
    '['.repeat(100_000),
    '{"a":'.repeat(50_000),
    '- '.repeat(50_000),
    'a: '.repeat(50_000),
    '"'.repeat(100_001),
    '\n'.repeat(100_000),
  ]) {
    for (const path of ['a.yaml', 'a.json']) {
      const open = opened(path, `roles:${text}`);
      look(open, open.text.length);
      look(open, open.text.length >> 1);
    }
  }
});
