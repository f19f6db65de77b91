import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Home } from './home.ts';
import { whyNoVsCode } from './installed.ts';
import { pictureOf } from './pictures.ts';
import { template } from './template.ts';
import { Workbench } from './workbench.ts';

// The packaged extension in a folder that nobody trusts yet, with settings that come with the folder.
const missing = whyNoVsCode();
let home: Home;
let workbench: Workbench;

beforeAll(async () => {
  if (missing !== undefined) return;
  home = new Home();
  home.write('project/template.yaml', template);
  home.write('project/lenient.yaml', 'rules: { unknown-role: off }\n');
  const settings = { 'hmslint.config': 'lenient.yaml', 'hmslint.rules': { 'unheard-role': 'warning' } };
  home.write('project/.vscode/settings.json', JSON.stringify(settings));
  workbench = await Workbench.open(home, 'template.yaml', { isTrusted: false });
});

beforeEach(({ skip, onTestFailed, task }) => {
  if (missing !== undefined) skip(missing);
  onTestFailed(() => pictureOf(workbench, `failed ${task.name}`));
});

afterAll(async () => {
  await workbench?.close();
  home?.remove();
});

it('lints in a folder that nobody trusts, without the configuration that its settings name', async () => {
  await workbench.press('Control+Shift+m');
  await workbench.problem('there is no role').waitFor();
  // Severities are no harm.
  await workbench.page.locator('.monaco-editor .squiggly-warning').first().waitFor();
  await workbench.showStatus('in a restricted folder');
  await pictureOf(workbench, 'restricted');
  await workbench.press('Escape');
});

it('takes all of its settings once somebody trusts it', async () => {
  await workbench.command('Workspaces: Manage Workspace Trust');
  await workbench.page
    .locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ })
    .first()
    .click();
  await workbench.problem('there is no role').waitFor({ state: 'detached' });
  await workbench.problem('is not known').waitFor();
  const shown = await workbench.page.locator('.markers-panel .monaco-list-row').allTextContents();
  expect(shown.filter((row) => row.includes('hmslint')).length).toBe(2);
});
