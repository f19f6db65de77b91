import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Home } from './home.ts';
import { hasEglot, programOf } from './installed.ts';
import { linesFor } from './readme.ts';
import { findingsOf, template } from './template.ts';
import { toldIn } from './told.ts';

const emacs = programOf('emacs');
const script = fileURLToPath(new URL('emacs.el', import.meta.url));
let home: Home;

beforeEach(() => {
  home = new Home();
});

afterEach(() => {
  home.remove();
});

it('Emacs shows and mends mistakes, completes, explains, renames and ends the server', async ({ skip }) => {
  if (emacs === undefined) return skip('emacs is not installed');
  if (!hasEglot(emacs)) return skip('emacs has no eglot');
  const path = home.write('project/template.yaml', template);
  const { code, stdout, stderr } = await home.run(emacs, ['--batch', '-q', '-l', script], {
    HMSLINT_LINES: home.write('lines.el', linesFor('Emacs', 'elisp')),
  });
  expect(code, stderr).toBe(0);
  const told = toldIn(stdout);
  expect(told.get('managed')).toBe(true);
  const findings = findingsOf(path);
  expect(findings.length).toBe(3);
  // Eglot shows where a message comes from in its text.
  expect(told.get('diagnostics')).toEqual(
    findings.map(({ rule, message, start, end }) => ({ message: `hmslint [${rule}]: ${message}`, start, end })),
  );
  expect(told.get('hover')).toMatch(/teacher/);
  expect(told.get('completion')).toEqual(['student']);
  expect(told.get('actions')).toContain('rename to `bitRate`');
  const mended = template.replace('bitrate', 'bitRate');
  expect(told.get('fix')).toBe(mended);
  expect(told.get('rename')).toBe(mended.replaceAll('teacher', 'host/1'));
  expect(told.get('stopped')).toBe(true);
  // Eglot says goodbye as the protocol wants it, and does not wait.
  expect(await home.untilQuiet()).toEqual([]);
  expect(readFileSync(join(home.project, 'template.yaml'), 'utf8')).toBe(template);
});
