import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, median, type Program, roundsOr, run, table, verdict, withFolder } from './measure.ts';
import { rivalsIn } from './rivals.ts';
import { asJson, chance, faults, oneOf, template, yamlHands } from './templates.ts';

// How long linting 2,000 files takes, beside two programs that hold them against the same schema and know no rules: ratios
// of medians, all measured in turn in one run.
const rounds = roundsOr(3);
const count = 2000;
const brokenShare = 0.15;
const goals = { spectral: 25, ajv: 1 };

/** A program, and what it is expected to see. */
interface Contender {
  readonly name: string;
  readonly program: Program;
  /** The paths in which it finds something, by what it prints. Throws if it did not look at all of them. */
  readonly found: (output: string) => Iterable<string>;
  readonly broken: ReadonlySet<string>;
  readonly times: number[];
}

/** Files that were written. */
interface Written {
  /** Those in which there is something to find. */
  readonly broken: Set<string>;
  /** Those of them that the schema rejects. */
  readonly rejected: Set<string>;
  readonly sizes: number[];
}

await withFolder((folder) => {
  const { ajv, spectral, versions } = rivalsIn(folder);
  const files = join(folder, 'files');
  const written = { json: writeFiles(files, 'json'), yaml: writeFiles(files, 'yaml') };
  const both = (part: 'broken' | 'rejected') => new Set([...written.json[part], ...written.yaml[part]]);
  const json = join(files, 'json');
  const hmslintAll = contender('hmslint', [cli, files], foundByHmslint(count), both('broken'));
  const hmslintJson = contender('hmslint', [cli, json], foundByHmslint(count / 2), written.json.broken);
  const ajvJson = contender('ajv-cli', ajv(join(json, '*.json')), foundByAjv, written.json.rejected);
  const spectralAll = contender(
    'spectral',
    spectral(join(files, '**/*.{json,yaml}')),
    foundBySpectral,
    both('rejected'),
  );

  console.log(`Node ${process.version}, ${rounds} rounds, ${versions}`);
  for (const [syntax, { broken, rejected, sizes }] of Object.entries(written)) {
    const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
    console.log(
      `${sizes.length} files of ${syntax.toUpperCase()}, ${least} to ${most} bytes, half of them under ${median(sizes)}; ` +
        `${broken.size} with findings, ${rejected.size} of them for the schema`,
    );
  }
  for (let round = 0; round < rounds; round++) {
    // The short ones twice: before the long one, and behind it.
    for (const each of [hmslintAll, hmslintJson, ajvJson, spectralAll, hmslintAll, hmslintJson, ajvJson]) {
      each.times.push(measured(each, folder));
    }
  }

  const faster = median(spectralAll.times) / median(hmslintAll.times);
  const slower = median(hmslintJson.times) / median(ajvJson.times);
  console.log(
    table([
      row(spectralAll, '2,000 files', ''),
      row(
        hmslintAll,
        '2,000 files',
        `${faster.toFixed(1)} x as fast, ${verdict(faster >= goals.spectral, `${goals.spectral}`)}`,
      ),
      row(ajvJson, '1,000 JSON files', ''),
      row(
        hmslintJson,
        '1,000 JSON files',
        `${slower.toFixed(2)} x the time, ${verdict(slower <= goals.ajv, `${goals.ajv}`)}`,
      ),
    ]),
  );
});

/** Writes half of the files into a folder of their own: the same ones in every run. */
function writeFiles(folder: string, syntax: 'json' | 'yaml'): Written {
  const written: Written = { broken: new Set(), rejected: new Set(), sizes: [] };
  const random = chance(syntax === 'json' ? 1 : 2);
  mkdirSync(join(folder, syntax), { recursive: true });
  for (let index = 0; index < count / 2; index++) {
    const path = join(folder, syntax, `template-${index}.${syntax}`);
    const value = template(`${syntax} ${index}`, random);
    if (random() < brokenShare) {
      const fault = oneOf(faults, random);
      fault.make(value, oneOf(Object.values(value.roles), random));
      written.broken.add(path);
      if (fault.isRejected) written.rejected.add(path);
    }
    const text = syntax === 'json' ? asJson(value) : oneOf(yamlHands, random)(value);
    writeFileSync(path, text);
    written.sizes.push(Buffer.byteLength(text));
  }
  return written;
}

function contender(name: string, program: Program, found: Contender['found'], broken: ReadonlySet<string>): Contender {
  return { name, program, found, broken, times: [] };
}

/** The milliseconds of one run. Throws if it did not see what there is: who does not look is quick. */
function measured({ name, program, found, broken }: Contender, folder: string): number {
  const cost = run(program, folder);
  if (cost === undefined) throw new Error(`${name} did not come to its end`);
  const seen = new Set(found(cost.output));
  const missed = [...broken].filter((path) => !seen.has(path));
  const extra = [...seen].filter((path) => !broken.has(path));
  if (missed.length + extra.length > 0) {
    throw new Error(
      `${name} should find something in ${broken.size} files: ${missed.length} are missing (${missed[0]}), ` +
        `${extra.length} too many (${extra[0]})`,
    );
  }
  return cost.time;
}

function foundByHmslint(all: number): Contender['found'] {
  return (output) => {
    if (!output.endsWith(` of ${all} files\n`) && !output.includes(` of ${all} files (`)) {
      throw new Error(`hmslint did not look at ${all} files: ${output.slice(-200)}`);
    }
    return Array.from(output.matchAll(/^(\S.*?):\d+:\d+ (?:error|warning|info) /gm), ([, path = '']) => path);
  };
}

function foundByAjv(output: string): Iterable<string> {
  const all = [...output.matchAll(/^(.+\.json) (valid|invalid)$/gm)];
  if (all.length !== count / 2) throw new Error(`ajv looked at ${all.length} files: ${output.slice(-200)}`);
  return all.filter(([, , word]) => word === 'invalid').map(([, path = '']) => path);
}

function foundBySpectral(output: string): Iterable<string> {
  const results: { readonly source: string }[] = JSON.parse(output);
  return results.map(({ source }) => source);
}

function row({ name, times }: Contender, what: string, words: string): readonly string[] {
  const [least, most] = [Math.min(...times), Math.max(...times)];
  return [name, what, `${median(times).toFixed(0)} ms`, `(${least.toFixed(0)}–${most.toFixed(0)})`, words];
}
