import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ApiServer } from '../api-server/server.ts';

// What push asks at a terminal, and what plan says there while it takes long.
const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const hasScript = spawnSync('script', ['--version']).status === 0;
let server: ApiServer;
let folder = '';

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-terminal-')));
  server = await ApiServer.start();
  writeFileSync(join(folder, 'a.yaml'), 'name: webinar\nroles:\n  host: {}\n');
});

afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** Runs on a terminal, types an answer as soon as a question is there, and gives all that the terminal showed. */
async function onTerminal(args: readonly string[], answer?: string): Promise<{ status: number | null; shown: string }> {
  const command = [process.execPath, ...args].map((arg) => `'${arg}'`).join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, HMS_API_URL: server.url, HMS_MANAGEMENT_TOKEN: 'test-token', TERM: 'xterm' },
  });
  let shown = '';
  let isAnswered = false;
  child.stdout.on('data', (part: Buffer) => {
    shown += part.toString('utf8');
    if (answer === undefined || isAnswered || !shown.includes('is taken: ')) return;
    isAnswered = true;
    child.stdin.write(answer);
  });
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, shown };
}

describe.skipIf(!hasScript)('at a terminal', () => {
  it('push asks, and does it for yes', async () => {
    const { status, shown } = await onTerminal([cli, 'push', 'a.yaml'], 'yes\n');
    expect(shown).toContain('Push 1 document? Only `yes` is taken: ');
    expect(shown).toContain('was pushed');
    expect([status, server.store.all.length]).toEqual([0, 1]);
  });

  it.each(['no\n', 'y\n', '\n', '\u0004', '\u0003'])('push does nothing for %j', async (answer) => {
    const { status, shown } = await onTerminal([cli, 'push', 'a.yaml'], answer);
    expect([status, server.writes]).toEqual([4, []]);
    expect(shown).toContain('nothing was written');
  });

  it('push that is agreed to, or has nothing to do, does not ask', async () => {
    expect((await onTerminal([cli, 'push', '--yes', 'a.yaml'])).shown).not.toContain('Only `yes`');
    expect((await onTerminal([cli, 'push', 'a.yaml'])).shown).toContain('nothing was sent');
    expect(server.writes).toHaveLength(1);
  });

  it('plan says how far it is', async () => {
    for (let index = 0; index < 12; index++) {
      server.store.create({ name: `t${index}`, roles: {} });
      writeFileSync(join(folder, `t${index}.yaml`), `name: t${index}\nroles: { host: {} }\n`);
    }
    // Each look at the clock is half a second after the one before.
    const clock = join(folder, 'clock.cjs');
    writeFileSync(clock, 'let now = 0; performance.now = () => (now += 500);');
    const { status, shown } = await onTerminal(['--require', clock, cli, 'plan', '.']);
    expect(shown).toContain('planned 5 of 13 files');
    expect(status).toBe(0);
  });
});
