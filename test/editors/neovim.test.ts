import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Home } from './home.ts';
import { programOf } from './installed.ts';
import { linesFor } from './readme.ts';
import { findingsOf, template } from './template.ts';
import { toldIn } from './told.ts';

const nvim = programOf('nvim');
const script = fileURLToPath(new URL('neovim.lua', import.meta.url));
let home: Home;

beforeEach(() => {
  home = new Home();
});

afterEach(() => {
  home.remove();
});

it('Neovim shows and mends mistakes, completes, explains, renames and ends the server', async ({ skip }) => {
  if (nvim === undefined) return skip('nvim is not installed');
  const path = home.write('project/template.yaml', template);
  const { code, stdout, stderr } = await home.run(nvim, ['--clean', '--headless', '-n', '-i', 'NONE', '-S', script], {
    HMSLINT_LINES: home.write('lines.lua', linesFor('Neovim', 'lua')),
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const told = toldIn(stdout);
  expect(told.get('client')).toBe('hmslint');
  const findings = findingsOf(path);
  expect(findings.length).toBe(3);
  expect(told.get('diagnostics')).toEqual(findings);
  expect(told.get('hover')).toMatch(/teacher/);
  expect(told.get('completion')).toEqual(['student']);
  expect(told.get('actions')).toContain('rename to `bitRate`');
  const mended = template.replace('bitrate', 'bitRate');
  expect(told.get('fix')).toBe(mended);
  expect(told.get('rename')).toBe(mended.replaceAll('teacher', 'host/1'));
  expect(told.get('stopped')).toBe(true);
  expect(home.exitCode).toBe(0);
  expect(await home.untilQuiet()).toEqual([]);
  expect(readFileSync(join(home.project, 'template.yaml'), 'utf8')).toBe(template);
});
