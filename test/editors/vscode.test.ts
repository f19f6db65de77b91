import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Home } from './home.ts';
import { root, whyNoVsCode } from './installed.ts';
import { findingsOf, template } from './template.ts';
import { Workbench } from './workbench.ts';

// The packaged extension in VS Code itself, step by step as somebody uses it. The pictures go to `SCREENSHOTS`, or to a
// folder that git ignores.
const pictures = process.env.SCREENSHOTS ?? join(root, 'test/editors/dist');
const missing = whyNoVsCode();
let home: Home;
let workbench: Workbench;
let path = '';

const picture = (name: string) => workbench.page.screenshot({ path: join(pictures, `${name}.png`) });
const saved = () => readFileSync(path, 'utf8');

beforeAll(async () => {
  if (missing !== undefined) return;
  mkdirSync(pictures, { recursive: true });
  home = new Home();
  path = home.write('project/template.yaml', template);
  workbench = await Workbench.open(home, 'template.yaml');
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(`failed ${task.name}`);
});

afterAll(async () => {
  await workbench?.close();
  home?.remove();
});

it('underlines mistakes, and lists them in the panel', async ({ skip }) => {
  if (missing !== undefined) return skip(missing);
  const { page } = workbench;
  await page.locator('.monaco-editor .squiggly-error').first().waitFor();
  await workbench.press('Control+Shift+m');
  const findings = findingsOf(path);
  for (const { message } of findings) await workbench.problem(message).waitFor();
  const rows = await page.locator('.markers-panel .monaco-list-row').allTextContents();
  // One row is the file's.
  expect(rows.length).toBe(findings.length + 1);
  await picture('problems');
});
