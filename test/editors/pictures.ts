import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './installed.ts';
import type { Workbench } from './workbench.ts';

/** Where pictures go to: the folder that `SCREENSHOTS` names, or one that git ignores. */
const folder = process.env.SCREENSHOTS ?? join(root, 'test/editors/dist');

/** The pictures that the README and the extension show; `UPDATE_PICTURES=1` takes new ones over. */
const shown: ReadonlySet<string> = new Set(['problems', 'quick-fix', 'push']);

/** Keeps what can be seen at this moment. */
export async function pictureOf(workbench: Workbench, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await workbench.page.screenshot({ path });
  if (process.env.UPDATE_PICTURES === '1' && shown.has(name)) {
    copyFileSync(path, join(root, 'lsp/vscode/media', `${name}.png`));
  }
}
