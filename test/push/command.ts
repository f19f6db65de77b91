import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ApiServer } from '../api-server/server.ts';

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));

/** How a run of the command ended. */
export interface Ran {
  /** `null` where it was killed. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly server?: Pick<ApiServer, 'url'>;
  readonly env?: { readonly [name: string]: string };
  /** Is given the process as soon as it runs. */
  readonly started?: (child: ChildProcess) => void;
}

/** Runs the built command, beside a server in this very process. */
export async function run(args: readonly string[], { cwd, server, env = {}, started }: RunOptions): Promise<Ran> {
  if (!existsSync(cli)) throw new Error('dist/cli.cjs is not there: run `npm run build` first');
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:HMS|NO_COLOR|FORCE_COLOR|GITHUB_ACTIONS|https?_proxy)/i.test(name),
    ),
  );
  const child = spawn(process.execPath, [cli, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...clean,
      ...(server !== undefined && { HMS_API_URL: server.url, HMS_MANAGEMENT_TOKEN: 'test-token' }),
      ...env,
    },
  });
  started?.(child);
  const [stdout, stderr, status] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { status, stdout, stderr };
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
