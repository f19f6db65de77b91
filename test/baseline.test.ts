import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Baseline, type LookedAt, readBaseline } from '../src/baseline.ts';
import { setOwn } from '../src/document.ts';
import { type FileReport, lint } from '../src/index.ts';
import { withoutKnown } from '../src/known.ts';
import { readSource } from '../src/read.ts';
import { documents } from './arbitraries.ts';
import { writers } from './writers.ts';

// The same documents in every run; `SEED=2 RUNS=50` looks at others, and at more of them.
const seed = Number(process.env.SEED ?? 1);
const runs = Number(process.env.RUNS ?? 1);

/** What a run found of a file, all of which was looked at. */
function looked(path: string, { diagnostics }: FileReport): LookedAt {
  const prints = new Set(diagnostics.map(({ fingerprint }) => fingerprint));
  return { files: new Map([[path, { diagnostics, prints, hasRun: () => true }]]), isGone: () => false };
}

function fileOf(path: string, text: string): FileReport {
  return lint({ path, text }).files[0] ?? { path, text, diagnostics: [], secrets: [] };
}

/** The same value, with the names of every object in another order. */
function shuffled(value: unknown, rank: () => number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry) => shuffled(entry, rank));
  const ranked = Object.entries(value).map(([name, entry]) => ({ name, entry, rank: rank() }));
  const result = {};
  for (const { name, entry } of ranked.sort((a, b) => a.rank - b.rank)) setOwn(result, name, shuffled(entry, rank));
  return result;
}

/** A baseline of a file after its text went through a reader. */
function baselineOf(path: string, file: FileReport): Baseline {
  const { text } = new Baseline().updated(looked(path, file)).baseline;
  const { baseline, report } = readBaseline(readSource({ path: 'known.json', text }));
  if (baseline === undefined) throw new Error(report.diagnostics.map(({ message }) => message).join());
  expect(baseline.text).toBe(text);
  return baseline;
}

describe('a baseline', () => {
  it.each(Object.entries(writers))('knows all of a template that is written again as %s, in any order', (_, writer) => {
    const [path, write] = writer;
    fc.assert(
      fc.property(documents, fc.infiniteStream(fc.nat()), (value, ranks) => {
        const baseline = baselineOf('a', fileOf('a.json', JSON.stringify(value)));
        const text = write(shuffled(value, () => Number(ranks.next().value)));
        const file = fileOf(path, text);
        const report = withoutKnown({ files: [file], skipped: 0 }, (_, diagnostic) =>
          baseline.has('a', diagnostic) ? 'known' : undefined,
        );
        const { diagnostics = [] } = report.files[0] ?? {};
        expect(diagnostics.map(({ rule, pointer, message }) => [rule, pointer, message])).toEqual([]);
        expect(report.known).toBe(file.diagnostics.length);
        expect(baseline.stale(looked('a', file))).toEqual([]);
        expect(baseline.updated(looked('a', file))).toMatchObject({ added: 0, removed: 0, kept: baseline.size });
      }),
      { seed, numRuns: 25 * runs },
    );
  });

  it('brought up to date knows what was found and nothing else, however often', () => {
    fc.assert(
      fc.property(documents, documents, (one, other) => {
        const before = fileOf('a.json', JSON.stringify(one));
        const after = fileOf('a.json', JSON.stringify(other));
        const old = baselineOf('a', before);
        const { baseline, added, removed, kept } = old.updated(looked('a', after));
        expect(kept + removed).toBe(old.size);
        expect(kept + added).toBe(baseline.size);
        expect(baseline.size).toBe(after.diagnostics.length);
        expect(after.diagnostics.every((diagnostic) => baseline.has('a', diagnostic))).toBe(true);
        expect(old.stale(looked('a', after))).toHaveLength(removed);
        expect(baseline.updated(looked('a', after)).baseline.text).toBe(baseline.text);
      }),
      { seed, numRuns: 100 * runs },
    );
  });
});
