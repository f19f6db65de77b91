import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { ApiServer } from '../api-server/server.ts';
import { run } from './command.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

it('the README shows a plan as it really is', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-readme-')));
  const server = await ApiServer.start({ filling: 'none' });
  const viewer = { publishParams: { allowed: [] }, priority: 3 };
  const { id } = server.store.create({ name: 'webinar', roles: { host: { priority: 1 }, viewer } });
  writeFileSync(
    join(folder, 'webinar.yaml'),
    'name: webinar\nroles:\n  host: { priority: 2, permissions: { endRoom: true } }\n',
  );
  const { stdout } = await run(['plan', 'webinar.yaml'], { cwd: folder, server });
  await server.stop();
  rmSync(folder, { recursive: true });
  const [shown = ''] = /(?<=```\n)template `webinar`.*?(?=```)/s.exec(readme) ?? [];
  expect(stdout.replaceAll(id, '6324661c4da877930beaecaa')).toBe(shown);
});

it('the workflow of the README plans and pushes with the least that it needs, one push at a time', () => {
  const blocks = [...readme.matchAll(/(?<=```yaml\n).*?(?=```)/gs)].map(([text]) => text);
  const { permissions, jobs } = parse(blocks.find((text) => text.includes('hmslint plan')) ?? '');
  expect(permissions).toEqual({});
  expect(jobs.plan.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
  expect(jobs.push.permissions).toEqual({ contents: 'read' });
  expect(jobs.push.concurrency).toEqual({ group: '100ms-templates', 'cancel-in-progress': false });
  const commands = [jobs.plan, jobs.push].map(({ steps }) =>
    steps.flatMap(({ run: command = '' }: { run?: string }) => (command.includes('hmslint ') ? [command] : [])),
  );
  expect(commands).toEqual([
    ['hmslint plan --format markdown templates/ > plan.md'],
    ['hmslint push --yes templates/'],
  ]);
  // Where there is no plan, what the step before said is what somebody has to read.
  expect(jobs.plan.steps.at(-1)).toMatchObject({
    if: 'always()',
    run: expect.stringMatching(/^test ! -s plan\.md \|\| gh pr comment /),
  });
});
