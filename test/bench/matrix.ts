import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli, median, type Program, roundsOr, table, timed, verdict, withFolder } from './measure.ts';
import { asJson, asYaml, largeTemplate, type Template } from './templates.ts';

// How long the matrix of a template of 162 roles takes, beside a Node that does nothing: ratios of medians, all measured in
// turn in one run.
const rounds = roundsOr(20);
const count = 162;
const goal = 6;

await withFolder((folder) => {
  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const path = write('rooms.json', asJson(rooms()));
  const apart = write('apart.json', asJson(largeTemplate(count)));
  const programs: readonly (readonly [name: string, program: Program])[] = [
    ['node -e 0', ['-e', '0']],
    ['text', [cli, 'matrix', path]],
    ['html', [cli, 'matrix', '--format', 'html', path]],
    ['svg', [cli, 'matrix', '--format', 'svg', path]],
    ['mermaid', [cli, 'matrix', '--format', 'mermaid', path]],
    ['json', [cli, 'matrix', '--format', 'json', path]],
    ['text of YAML', [cli, 'matrix', write('rooms.yaml', asYaml(rooms()))]],
    ['text, no two alike', [cli, 'matrix', apart]],
    ['html, no two alike', [cli, 'matrix', '--format', 'html', apart]],
  ];
  const times = new Map<string, number[]>(programs.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, program] of programs) times.get(name)?.push(timed(program));
  }
  const base = median(times.get('node -e 0') ?? []);
  console.log(`The matrix of ${count} roles, Node ${process.version}, ${rounds} rounds`);
  const rows = programs.map(([name], index) => {
    const own = median(times.get(name) ?? []);
    const ratio = own / base;
    const told = index === 0 ? '' : verdict(ratio <= goal, `at most ${goal} x`);
    return [name, `${own.toFixed(1)} ms`, `${ratio.toFixed(2)} x`, told];
  });
  console.log(table(rows));
});

/** A template as one was seen: six halls, each with a stage and rooms of which everybody hears only their own. */
function rooms(): Template {
  const { roles, ...rest } = largeTemplate(count);
  const [like] = Object.values(roles);
  if (like === undefined) throw new Error('there is no role to be like');
  const all = Array.from({ length: count }, (_, index) => {
    const hall = Math.floor(index / 27);
    const stage = `hall${hall}-stage`;
    const name = index % 27 === 0 ? stage : `hall${hall}-room${index % 27}`;
    const subscribeToRoles = [...new Set([stage, name])];
    return [name, { ...like, name, subscribeParams: { ...like.subscribeParams, subscribeToRoles } }] as const;
  });
  return { ...rest, roles: Object.fromEntries(all) };
}
