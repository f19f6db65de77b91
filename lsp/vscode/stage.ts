import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { packagesIn, thirdParty } from '../../third-party.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What is put into the extension as it is: from the repository's root, to its own. */
const copied: readonly (readonly [from: string, to: string])[] = [
  ['lsp/vscode/package.json', 'package.json'],
  ['lsp/vscode/README.md', 'README.md'],
  ['lsp/vscode/media', 'media'],
  ['CHANGELOG.md', 'CHANGELOG.md'],
  ['LICENSE', 'LICENSE'],
  // What a finding's rule links to.
  ['rules/README.md', 'rules/README.md'],
  ['schemas/generated/draft-07/config.schema.json', 'schemas/config.schema.json'],
];

const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  metafile: true,
  legalComments: 'none',
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.dirname': '__dirname' },
} satisfies BuildOptions;

/** Puts everything that the extension is made of into an empty folder: the client, the server and all that both need. */
export async function stage(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const outdir = join(folder, 'dist');
  const results = [
    await build({ ...options, outdir, entryPoints: ['lsp/vscode/extension.ts'], external: ['vscode'] }),
    await build({
      ...options,
      outdir,
      // Plan and push are the command line's.
      entryPoints: { server: 'lsp/vscode/server.ts', cli: 'src/cli.ts' },
      alias: { yaml: './node_modules/yaml/browser/index.js' },
    }),
  ];
  const packages = packagesIn(
    results.map(({ metafile }) => metafile),
    root,
  );
  writeFileSync(join(outdir, 'THIRD-PARTY.txt'), thirdParty(packages));
  for (const [from, to] of copied) cpSync(join(root, from), join(folder, to), { recursive: true });
}
