import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The licences under which others' code may be in the bundles: they ask for no more than to be named. */
const allowed: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
];

/** The folders of the packages that are in bundles; `root` is the folder that their inputs are told from. */
export function packagesIn(metafiles: readonly Metafile[], root: string): readonly string[] {
  const folders = new Set<string>();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const input of Object.keys(inputs)) {
        const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
        if (folder !== undefined) folders.add(join(root, folder));
      }
    }
  }
  return [...folders].sort();
}

/** Names, versions and licences of the packages in these folders; throws if a licence is missing or not allowed. */
export function thirdParty(folders: readonly string[]): string {
  return folders.map(licenceOf).join(`\n${'-'.repeat(80)}\n\n`);
}

function licenceOf(folder: string): string {
  const about: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const name = wordOf(about, 'name');
  const licence = wordOf(about, 'license');
  if (!isAllowed(licence)) {
    throw new Error(`${name} is under ${licence}: what is bundled may be under ${allowed.join(', ')}`);
  }
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined) throw new Error(`${name} comes without a licence`);
  return `${name} ${wordOf(about, 'version')} (${licence})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
}

/** Of several to choose from one is enough. */
function isAllowed(licence: string): boolean {
  const choices = licence.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choices.some((each) => allowed.includes(each));
}

function wordOf(about: unknown, name: string): string {
  const found: unknown = typeof about === 'object' && about !== null ? Reflect.get(about, name) : undefined;
  if (typeof found !== 'string') throw new Error(`a bundled package does not say its ${name}`);
  return found;
}
