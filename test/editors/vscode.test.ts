import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { version } from '../../src/version.ts';
import { ApiServer } from '../api-server/server.ts';
import { Home } from './home.ts';
import { whyNoVsCode } from './installed.ts';
import { pictureOf } from './pictures.ts';
import { findingsOf, template } from './template.ts';
import { Workbench } from './workbench.ts';

// The packaged extension in VS Code itself, step by step as somebody uses it.
const missing = whyNoVsCode();
let home: Home;
let workbench: Workbench;
let server: ApiServer;
let path = '';

const saved = () => readFileSync(path, 'utf8');

beforeAll(async () => {
  if (missing !== undefined) return;
  home = new Home();
  path = home.write('project/template.yaml', template);
  server = await ApiServer.start();
  const env = { HMS_API_URL: server.url, HMS_MANAGEMENT_TOKEN: 'test-token' };
  workbench = await Workbench.open(home, 'template.yaml', { env });
});

afterAll(async () => {
  await workbench?.close();
  await server?.stop();
  home?.remove();
});

beforeEach(({ skip, onTestFailed, task }) => {
  if (missing !== undefined) skip(missing);
  onTestFailed(() => pictureOf(workbench, `failed ${task.name}`));
});

const mended = template.replace('bitrate', 'bitRate');
const renamed = mended.replaceAll('teacher', 'host/1');

it('underlines mistakes, and lists them in the panel', async () => {
  const { page } = workbench;
  await page.locator('.monaco-editor .squiggly-error').first().waitFor();
  await workbench.press('Control+b', 'Control+Shift+m');
  const findings = findingsOf(path);
  for (const { message } of findings) await workbench.problem(message).waitFor();
  const rows = await page.locator('.markers-panel .monaco-list-row').allTextContents();
  // One row is the file's.
  expect(rows.length).toBe(findings.length + 1);
  await page.locator('.statusbar-item', { hasText: 'Activating' }).first().waitFor({ state: 'hidden' });
  await pictureOf(workbench, 'problems');
});

it('mends a mistake from the menu, and saves the file', async () => {
  await workbench.press('Control+1');
  await workbench.goTo('bitrate');
  await workbench.bring(workbench.action('rename to `bitRate`'), 'Control+.');
  await pictureOf(workbench, 'quick-fix');
  await workbench.press('Enter');
  await workbench.line('bitRate').waitFor();
  await workbench.press('Control+s');
  await expect.poll(saved, { timeout: 60_000 }).toBe(mended);
  await workbench.problem('is not known').waitFor({ state: 'detached' });
});

it('renames a role wherever it is meant', async () => {
  await workbench.goTo('teacher');
  await workbench.press('ArrowLeft');
  await workbench.bring(workbench.focused('.rename-box'), 'F2');
  await workbench.press('Control+a');
  await workbench.page.keyboard.insertText('host/1');
  await pictureOf(workbench, 'rename');
  await workbench.press('Enter');
  await workbench.line('host/1, studnt').waitFor();
  await workbench.press('Control+s');
  await expect.poll(saved, { timeout: 60_000 }).toBe(renamed);
});

it('explains what is under the mouse', async () => {
  await workbench.goTo('student:');
  await workbench.press('ArrowLeft', 'ArrowLeft');
  const hover = workbench.page.locator('.monaco-hover', { hasText: 'host/1' }).first();
  await workbench.bring(hover, 'Control+k', 'Control+i');
  await pictureOf(workbench, 'hover');
  await workbench.press('Escape');
});

it('completes a role’s name', async () => {
  await workbench.goTo('studnt');
  await workbench.bring(workbench.suggestion(/^student/), 'Control+Space');
  await pictureOf(workbench, 'completion');
  await workbench.press('Enter', 'Control+s');
  await expect.poll(saved, { timeout: 60_000 }).toBe(renamed.replace('studnt', 'student'));
  await workbench.problem('there is no role').waitFor({ state: 'detached' });
});

it('says above each role who hears it, and shows who hears whom beside the template', async () => {
  const { page } = workbench;
  const lens = page.locator('.codelens-decoration a', { hasText: 'heard by 2 · hears 2' }).first();
  await workbench.press('Control+Home');
  await lens.click();
  await workbench.tab('Who hears whom: template.yaml').waitFor();
  await workbench.inPanel('Who hears and sees whom').waitFor();
  await workbench.inPanel('host/1').waitFor();
  await pictureOf(workbench, 'matrix');
  await workbench.press('Control+1');
  await workbench.command('hmslint: Show Who Hears and Sees Whom');
  // All of it, and not only what concerns one role.
  await workbench.inPanel('2 roles').waitFor();
  await workbench.press('Control+1');
});

it('plans above a template, and pushes what was shown once somebody agrees', async () => {
  const { page } = workbench;
  await workbench.command('View: Close Editors in Other Groups');
  // The lens stands above the first line.
  await workbench.press('Control+Home', 'Control+ArrowUp', 'Control+ArrowUp', 'Control+ArrowUp');
  const lens = page.locator('.codelens-decoration a', { hasText: /^plan$/ }).first();
  await workbench.bringByClick(workbench.tab('plan of template.yaml'), lens);
  await workbench.inPanel('1 document: 1 to create').waitFor();
  await pictureOf(workbench, 'plan');
  expect(server.writes).toEqual([]);
  await workbench.press('Control+1');
  await workbench.command('hmslint: Push to the 100ms API');
  const push = page.locator('.notifications-toasts .monaco-button', { hasText: /^Push$/ }).first();
  await push.waitFor();
  await pictureOf(workbench, 'push');
  expect(server.writes).toEqual([]);
  await push.click();
  await page.locator('.notifications-toasts', { hasText: 'was pushed: created the template' }).first().waitFor();
  expect(server.writes.length).toBe(1);
  await workbench.command('Notifications: Clear All Notifications');
  // The plan has the focus.
  await workbench.press('Control+1');
  await workbench.command('View: Close Editors in Other Groups');
});

it('says how the server does, and starts it again', async () => {
  await workbench.showStatus(`hmslint ${version}`);
  await pictureOf(workbench, 'status');
  await workbench.press('Escape');
  await workbench.command('hmslint: Restart the Language Server');
  await workbench.showStatus('running');
});

it('leads through its first steps', async () => {
  await workbench.command('View: Close All Editor Groups');
  await workbench.press('Control+j');
  await workbench.page.setViewportSize({ width: 1200, height: 800 });
  await workbench.command('Welcome: Open Walkthrough...');
  await workbench.focused('.quick-input-widget').waitFor();
  await workbench.page.keyboard.insertText('Lint templates');
  await workbench.press('Enter');
  const step = (title: string) => workbench.page.locator('.getting-started-step', { hasText: title }).first();
  await step('See what is wrong').click();
  await workbench.page.locator('.getting-started-media img').first().waitFor();
  await pictureOf(workbench, 'walkthrough');
  await step('Say what holds in your project').waitFor();
});
