import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from './measure.ts';

const home = fileURLToPath(new URL('rivals', import.meta.url));
const schema = fileURLToPath(new URL('../../schemas/generated/draft-07/template.schema.json', import.meta.url));

/** The programs that hmslint is compared with, each holding files against the published schema of templates. */
export interface Rivals {
  /** Their names and versions. */
  readonly versions: string;
  /** `ajv validate` of the JSON files that a glob names. */
  ajv(files: string): Program;
  /** `spectral lint` of the JSON and YAML files that a glob names. */
  spectral(files: string): Program;
}

/** Sets up the rivals in a bench's folder; installs them beside the benches, if they are not there yet. */
export function rivalsIn(folder: string): Rivals {
  const about: { readonly dependencies: { readonly [name: string]: string } } = readJson(join(home, 'package.json'));
  const wanted = Object.entries(about.dependencies);
  if (wanted.some(([name, version]) => installed(name) !== version)) install();
  const ruleset = join(folder, 'ruleset.json');
  writeFileSync(ruleset, JSON.stringify({ rules: { template: schemaRule() } }));
  return {
    versions: wanted.map(([name, version]) => `${name} ${version}`).join(', '),
    ajv: (files) => [
      join(home, 'node_modules/ajv-cli/dist/index.js'),
      'validate',
      ...['--spec=draft7', '--strict=false', '--all-errors', '-s', schema, '-d', files],
    ],
    spectral: (files) => [
      join(home, 'node_modules/@stoplight/spectral-cli/dist/index.js'),
      'lint',
      ...['--ruleset', ruleset, '--format', 'json', '--quiet', files],
    ],
  };
}

function install(): void {
  const args = ['install', '--prefix', home, '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
  execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** A rule for spectral that applies the schema to whole documents. */
function schemaRule(): object {
  const functionOptions = { schema: readJson(schema), allErrors: true };
  // biome-ignore lint/suspicious/noThenProperty: spectral’s own word for what it calls with what is given.
  return { given: '$', severity: 'error', then: { function: 'schema', functionOptions } };
}

function installed(name: string): string | undefined {
  try {
    return readJson(join(home, 'node_modules', name, 'package.json')).version;
  } catch {
    return undefined;
  }
}

function readJson(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
