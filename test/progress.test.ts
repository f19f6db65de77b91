import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hmslint-progress-'));
afterAll(() => rmSync(folder, { recursive: true }));

for (let index = 0; index < 5; index++) {
  writeFileSync(join(folder, `${index}.yaml`), `name: t${index}\nroles: { host: { priority: ${index + 1} } }\n`);
}
// Each look at the clock is so many milliseconds after the one before: what takes long is not waited for.
const clock = (step: number) => {
  const path = join(folder, `clock-${step}.cjs`);
  writeFileSync(path, `let now = 0; performance.now = () => (now += ${step});`);
  return ['--require', path, cli, '--format', 'pretty', folder];
};

const hasScript = spawnSync('script', ['--version']).status === 0;

/** What a terminal is sent. */
function onTerminal(args: readonly string[]): string {
  const command = [process.execPath, ...args].map((arg) => `'${arg}'`).join(' ');
  return spawnSync('script', ['-qec', command, '/dev/null'], { encoding: 'utf8' }).stdout;
}

describe('a long run', () => {
  it.skipIf(!hasScript)('says on a terminal how far it is, on one line that goes before the report comes', () => {
    const sent = onTerminal(clock(400));
    const parts = sent.split('\r\u001b[K');
    expect(parts).toContain('reading 3 of 5 files');
    expect(parts).toContain('linted 5 of 5 files');
    expect(parts[0]).toBe('');
    expect(parts.at(-1)).toMatch(/^no problems in 5 files\s*$/);
  });

  it.skipIf(!hasScript)('says nothing when it is over within a second', () => {
    expect(onTerminal(clock(1))).toMatch(/^no problems in 5 files\s*$/);
  });

  it('says nothing where nobody looks', () => {
    const { stdout, stderr } = spawnSync(process.execPath, clock(400), { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: 'no problems in 5 files\n', stderr: '' });
  });
});
