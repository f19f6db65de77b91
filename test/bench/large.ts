import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cost, cli, median, type Program, roundsOr, run, table, verdict, withFolder } from './measure.ts';
import { type Rivals, rivalsIn } from './rivals.ts';
import { asJson, asYaml, largeTemplate, type Role } from './templates.ts';

// What large files take: time and memory for clean ones, beside two programs that hold them against the same schema and
// know no rules; and the time for one finding, which must not grow with their number.
const rounds = roundsOr(3);

/** How many findings a file holds. */
const counts = [2500, 5000, 10_000, 20_000] as const;
const fewer = counts[1];
const most = counts[3];

/** How many times as long one of the most findings may take as one of fewer. */
const goal = 1.5;

/** In milliseconds: who takes longer for one file is not waited for. */
const patience = 240_000;

/** In milliseconds: who takes longer is asked only once. */
const long = 20_000;

interface Syntax {
  readonly name: string;
  readonly ending: string;
  readonly spell: (value: object) => string;
}

const syntaxes: readonly Syntax[] = [
  { name: 'JSON', ending: 'json', spell: asJson },
  { name: 'YAML', ending: 'yaml', spell: asYaml },
];

/** How many mistakes of one kind a role is given, each of which is found once. */
const perRole = 5;

const mistakes: { readonly [kind: string]: (role: Role) => unknown } = {
  'wrong values': ({ publishParams: { audio, video } }) => [
    Object.assign(audio, { bitRate: 1, codec: 'aac' }),
    Object.assign(video, { bitRate: 1, codec: 'av1', frameRate: 99 }),
  ],
  'unknown properties': (role) => [
    Object.assign(role, { colour: 'red', maxPeers: 5 }),
    Object.assign(role.publishParams.video, { bitrate: 300, framerate: 30 }),
    Object.assign(role.permissions, { endroom: true }),
  ],
  'unknown roles': ({ name, subscribeParams: { subscribeToRoles } }) =>
    subscribeToRoles.push('Host', 'guests', 'nobody', `${name}s`, `${name}-b`),
};

await withFolder((folder) => {
  const rivals = rivalsIn(folder);
  console.log(`Node ${process.version}, ${rounds} rounds, ${rivals.versions}`);

  console.log('\nclean files');
  const sizes = [1e6, 1e7].flatMap((size) => syntaxes.map((syntax) => sizeRow(size, syntax, rivals, folder)));
  console.log(table([['', 'hmslint', '', 'ajv-cli', '', 'spectral', '', ''], ...sizes]));

  console.log('\none finding, without the time to start');
  const rows = syntaxes.flatMap((syntax) =>
    Object.keys(mistakes).flatMap((kind) =>
      ['pretty', 'json'].map((format) => findingRow(kind, syntax, format, folder)),
    ),
  );
  console.log(table([['', ...counts.map((count) => `of ${count}`), ''], ...rows]));
});

/** What a clean file of some bytes takes. */
function sizeRow(size: number, { name, ending, spell }: Syntax, rivals: Rivals, folder: string): readonly string[] {
  const sample = 100;
  const roles = Math.ceil((size / Buffer.byteLength(spell(largeTemplate(sample)))) * sample);
  const path = write(folder, `clean.${ending}`, spell(largeTemplate(roles)));
  const costs = [
    repeated([cli, path], 'no problems in 1 file\n', folder),
    ending === 'json' ? repeated(rivals.ajv(path), `${path} valid\n`, folder) : [],
    repeated(rivals.spectral(path), '[]', folder),
  ];
  const cells = costs.flatMap((each) => [
    each.length === 0 ? '–' : `${median(each.map(({ time }) => time)).toFixed(0)} ms`,
    each.length === 0 ? '–' : `${median(each.map(({ memory }) => memory)).toFixed(0)} MB`,
  ]);
  return [`${size / 1e6} MB of ${name}`, ...cells, ''];
}

/** What one finding takes where there are more and more of them, in microseconds. */
function findingRow(kind: string, { name, ending, spell }: Syntax, format: string, folder: string): readonly string[] {
  // The first one tells what it takes to start.
  const times = new Map<number, number[]>([perRole, ...counts].map((count) => [count, []]));
  for (const count of times.keys()) {
    write(folder, `${count}.${ending}`, spell(largeTemplate(count / perRole, mistakes[kind])));
  }
  for (let round = 0; round < rounds; round++) {
    for (const [count, all] of times) {
      const program = [cli, '--format', format, join(folder, `${count}.${ending}`)];
      const cost = checked(program, format === 'json' ? `"errors": ${count},` : `${count} errors in 1 file`, folder);
      all.push(cost?.time ?? Number.NaN);
    }
  }
  const start = median(times.get(perRole) ?? []);
  const each = (count: number) => (1000 * (median(times.get(count) ?? []) - start)) / count;
  const ratio = each(most) / each(fewer);
  const words = `${ratio.toFixed(2)} x of ${most} as of ${fewer}, ${verdict(ratio <= goal, String(goal))}`;
  return [`${kind}, ${name}, as ${format}`, ...counts.map((count) => `${each(count).toFixed(0)} µs`), words];
}

/** What several runs of a program take; none where it takes too long. */
function repeated(program: Program, expected: string, folder: string): readonly Cost[] {
  const costs: Cost[] = [];
  for (let round = 0; round < rounds; round++) {
    const cost = checked(program, expected, folder);
    if (cost === undefined) return [];
    costs.push(cost);
    if (cost.time > long) break;
  }
  return costs;
}

/** What a program takes; `undefined` if that is too long. Throws if it does not say what is expected. */
function checked(program: Program, expected: string, folder: string): Cost | undefined {
  const cost = run(program, folder, patience);
  if (cost !== undefined && !cost.output.includes(expected)) {
    throw new Error(`${program.join(' ')} does not say \`${expected.trim()}\`: ${cost.output.slice(-500)}`);
  }
  return cost;
}

function write(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
