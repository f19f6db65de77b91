import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';

// How long linting one file takes, beside a Node that does nothing: ratios of medians, all measured in turn in one run.
const rounds = 40;
const folder = mkdtempSync(join(tmpdir(), 'hmslint-bench-'));
const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

const document = readTemplate();
const broken = { ...document, name: 'a/b' };
const json = write('clean.json', JSON.stringify(document, undefined, 2));
const yaml = write('clean.yaml', stringify(document));
const commands: readonly (readonly [string, readonly string[], number | undefined])[] = [
  ['node -e 0', ['-e', '0'], undefined],
  ['one JSON file', [cli, json.path], 1.6],
  ['one YAML file', [cli, yaml.path], 2.6],
  ['one JSON file with a finding', [cli, write('broken.json', JSON.stringify(broken, undefined, 2)).path], undefined],
  ['one YAML file with a finding', [cli, write('broken.yaml', stringify(broken)).path], undefined],
];

const times = new Map<string, number[]>(commands.map(([name]) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, args] of commands) times.get(name)?.push(timed(args));
}
rmSync(folder, { recursive: true });

const base = median(times.get('node -e 0') ?? []);
console.log(`Node ${process.version}, ${rounds} rounds, JSON of ${json.size} bytes, YAML of ${yaml.size} bytes`);
for (const [name, , limit] of commands) {
  const own = median(times.get(name) ?? []);
  const ratio = own / base;
  const verdict = limit === undefined ? '' : ratio <= limit ? `  within ${limit}` : `  OVER ${limit}`;
  console.log(`${name.padEnd(30)} ${own.toFixed(1).padStart(7)} ms  ${ratio.toFixed(2)} x${verdict}`);
  if (limit !== undefined && ratio > limit) process.exitCode = 1;
}

/** A clean template of about 6 KB: a case, with its host once more under another name. */
function readTemplate(): object {
  const cases: { id: string; document: { roles: { host: { subscribeParams: object } } } }[] = JSON.parse(
    readFileSync(new URL('../conformance/documents.json', import.meta.url), 'utf8'),
  );
  const document = cases.find(({ id }) => id === 'quiet/transcription')?.document;
  if (document === undefined) throw new Error('the case quiet/transcription is gone');
  const { host } = document.roles;
  const subscribeParams = { ...host.subscribeParams, subscribeToRoles: ['host', 'guest', 'cohost'] };
  return { ...document, roles: { ...document.roles, cohost: { ...host, name: 'cohost', subscribeParams } } };
}

function write(name: string, text: string): { readonly path: string; readonly size: number } {
  const path = join(folder, name);
  writeFileSync(path, text);
  return { path, size: Buffer.byteLength(text) };
}

/** Milliseconds that a Node with these arguments runs. */
function timed(args: readonly string[]): number {
  const start = process.hrtime.bigint();
  spawnSync(process.execPath, args, { env, stdio: 'ignore' });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
