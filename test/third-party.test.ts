import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { thirdParty } from '../third-party.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hmslint-licences-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function licensed(name: string, license: unknown, text: string | undefined = 'Do as you like.\n'): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name, version: '1.0.0', license }));
  if (text !== '') writeFileSync(join(path, 'LICENSE.md'), text);
  return path;
}

test('says whose code is bundled, and under what licence', () => {
  expect(thirdParty([licensed('a', 'MIT'), licensed('b', '(GPL-3.0-only OR Apache-2.0)')])).toBe(
    `a 1.0.0 (MIT)\n\nDo as you like.\n\n${'-'.repeat(80)}\n\nb 1.0.0 ((GPL-3.0-only OR Apache-2.0))\n\nDo as you like.\n`,
  );
});

test.each([
  ['GPL-3.0-only', 'x is under GPL-3.0-only: what is bundled may be under '],
  ['(MIT AND GPL-3.0-only)', 'x is under (MIT AND GPL-3.0-only): '],
  ['SEE LICENSE IN LICENSE.md', 'x is under SEE LICENSE IN LICENSE.md: '],
  [undefined, 'a bundled package does not say its license'],
])('refuses what is under %s', (licence, message) => {
  expect(() => thirdParty([licensed('x', licence)])).toThrow(message);
});

test('refuses what comes without the text of its licence', () => {
  expect(() => thirdParty([licensed('x', 'MIT', '')])).toThrow('x comes without a licence');
});
