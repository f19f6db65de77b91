import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stage } from './stage.ts';

// Packages the extension: writes lsp/vscode/hmslint.vsix, which holds all that it needs.
const here = fileURLToPath(new URL('.', import.meta.url));
const vsce = join(here, 'tools/node_modules/@vscode/vsce/vsce');
if (!existsSync(vsce)) throw new Error('vsce is not installed: run `npm run package:vscode`');

const folder = join(here, 'dist');
await stage(folder);
execFileSync(
  process.execPath,
  [
    vsce,
    'package',
    '--no-dependencies',
    '--allow-missing-repository',
    // The pictures are in the package.
    '--no-rewrite-relative-links',
    '--out',
    join(here, 'hmslint.vsix'),
  ],
  { cwd: folder, stdio: 'inherit' },
);
