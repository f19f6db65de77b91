import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../src/edit.ts';
import { type Diagnostic, fix, lint, rules } from '../src/index.ts';
import { lintFiles } from '../src/lint.ts';
import { readSource } from '../src/read.ts';
import * as yaml from '../src/yaml.ts';
import { documents } from './arbitraries.ts';
import { expected, mayLose, withComments } from './changes.ts';
import { writers } from './writers.ts';

// The same documents in every run; `SEED=2 RUNS=50` looks at others, and at more of them.
const seed = Number(process.env.SEED ?? 1);
const runs = Number(process.env.RUNS ?? 1);

const places = fc.array(fc.record({ line: fc.nat(60), own: fc.boolean(), indent: fc.constantFrom(0, 0, 2) }), {
  maxLength: 8,
});

describe.each(Object.entries(writers))('of %s', (_, [path, write]) => {
  const isYaml = path.endsWith('.yaml');

  it('every fix that is offered changes what it says and nothing else, and leaves less to find', () => {
    fc.assert(
      fc.property(documents, places, (value, at) => {
        const text = isYaml ? withComments(write(value), at) : write(value);
        const before = found(path, text);
        for (const { fix, document } of before) {
          if (fix === undefined) continue;
          const edited = applyEdits(text, fix.edits);
          expect(edited).not.toBe(text);
          expectBetter(before, foundQuickly(path, edited));
          const [change, ...more] = fix.changes ?? [];
          if (change === undefined || more.length > 0 || document !== undefined) continue;
          const [then, now] = [documentOf(path, text), documentOf(path, edited)];
          // A change where a value is written reaches every use of it.
          if (!(isYaml && text.includes('*'))) expect(now?.value).toEqual(expected(then?.value, change));
          if (!isYaml || then === undefined) continue;
          const kept = yaml.yamlComments(edited).map((comment) => comment.text);
          const lost = mayLose(then, change);
          for (const comment of yaml.yamlComments(text)) {
            if (!lost(comment.range.start)) expect(kept, edited).toContain(comment.text);
          }
        }
      }),
      { seed, numRuns: 25 * runs },
    );
  });

  it.each([false, true])('all fixes together leave less to find, and nothing to fix again (unsafe: %s)', (unsafe) => {
    fc.assert(
      fc.property(documents, places, (value, at) => {
        const text = isYaml ? withComments(write(value), at) : write(value);
        const fixed = fix({ path, text }, { unsafe });
        if (fixed.applied === 0) {
          expect(fixed.text).toBe(text);
          return;
        }
        expectBetter(foundQuickly(path, text), foundQuickly(path, fixed.text));
        expect(fix({ path, text: fixed.text }, { unsafe })).toEqual({ text: fixed.text, applied: 0 });
      }),
      { seed, numRuns: 25 * runs },
    );
  });
});

describe('fix', () => {
  it('takes safe fixes only, unless it is asked for the others', () => {
    const text =
      'roles:\n  host:\n    name: host\n    publishParams: { allowed: [audio, audio] }\n    subscribeParams: { subscribeToRoles: [hots] }\n';
    const safe = fix({ path: 'a.yaml', text });
    expect(safe).toEqual({ text: text.replace('audio, audio', 'audio'), applied: 1 });
    expect(fix({ path: 'a.yaml', text }, { unsafe: true })).toEqual({
      text: safe.text.replace('hots', 'host'),
      applied: 2,
    });
  });

  it('mends a hundred places in one go', () => {
    const roles = Array.from({ length: 100 }, (_, index) => `  r${index}:\n    priority: "3"\n    maxpeercount: 5\n`);
    const text = `name: many\nroles:\n${roles.join('')}`;
    const { text: mended, applied } = fix({ path: 'a.yaml', text });
    expect(applied).toBe(200);
    expect(mended).toBe(text.replaceAll('"3"', '3').replaceAll('maxpeercount', 'maxPeerCount'));
  });

  it('mends what two fixes would both change only once', () => {
    const text = 'roles:\n  host:\n    maxpeercount: 5\n    MaxPeerCount: 6\n';
    const { text: mended } = fix({ path: 'a.yaml', text });
    expect(mended).toBe('roles:\n  host:\n    maxPeerCount: 5\n    MaxPeerCount: 6\n');
  });

  it('keeps the byte order mark and the line ends', () => {
    const text = '\u{feff}roles:\r\n  host:\r\n    priority: "3"\r\n';
    expect(fix({ path: 'a.yaml', text }).text).toBe(text.replace('"3"', '3'));
  });

  it('mends every document of a stream', () => {
    const text = 'roles: { a: { priority: "3" } }\n---\nroles: { b: { priority: "4", maxpeercount: 1 } }\n';
    const { text: mended, applied } = fix({ path: 'a.yaml', text });
    expect(mended).toBe(text.replace('"3"', '3').replace('"4"', '4').replace('maxpeercount', 'maxPeerCount'));
    expect(applied).toBe(3);
  });

  it('does not take away an error to bring another', () => {
    const text = '{"roles": {"host": {"maxpeercount": -7}}}';
    expect(found('a.json', text)[0]?.fix).toBeUndefined();
    expect(fix({ path: 'a.json', text }, { unsafe: true }).text).toBe(text);
  });

  it('removes a comment that suppresses nothing, but not for what other files of a run decide', () => {
    const text = [
      '# hmslint-ignore-file duplicate-template-name -- the copy for tests has the same',
      'name: a',
      'roles:',
      '  # hmslint-ignore-next-line role-priority -- clamped',
      '  host: {}',
      '',
    ].join('\n');
    const { text: mended } = fix({ path: 'a.yaml', text });
    expect(mended).toBe(text.replace(/ {2}# hms.*\n/, ''));
  });
});

function found(path: string, text: string): readonly Diagnostic[] {
  return lint({ path, text }).files[0]?.diagnostics ?? [];
}

/** The same without the fixes. */
function foundQuickly(path: string, text: string): readonly Diagnostic[] {
  const { files } = lintFiles([readSource({ path, text })], rules, { leavesFixesUnproved: true });
  return files[0]?.diagnostics ?? [];
}

function documentOf(path: string, text: string) {
  return readSource({ path, text }).documents[0];
}

function expectBetter(before: readonly Diagnostic[], after: readonly Diagnostic[]): void {
  expect(after.length).toBeLessThan(before.length);
  const errors = (all: readonly Diagnostic[], id: string) =>
    all.filter(({ rule, severity }) => rule === id && severity === 'error').length;
  for (const { rule } of after) expect(errors(after, rule), rule).toBeLessThanOrEqual(errors(before, rule));
}
