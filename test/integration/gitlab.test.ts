import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { copySources, inRepository } from './sources.ts';

const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
const [, section = ''] = /### On GitLab\n[\s\S]*?```yaml\n([\s\S]*?)```/.exec(readme) ?? [];

let home = '';

beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-gitlab-')));
  copySources(join(home, 'source'));
});

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

test('the job of the README leaves a code quality report, and fails for an error', () => {
  const { hmslint }: { hmslint: { script: string[]; artifacts: { reports: { codequality: string } } } } =
    parse(section);
  const workspace = join(home, 'workspace');
  mkdirSync(join(workspace, 'templates'), { recursive: true });
  writeFileSync(join(workspace, 'templates/bad.yaml'), 'name: a\nroles: { host: { priority: 9 } }\n');
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', hmslint.script.join('\n')], {
    cwd: workspace,
    encoding: 'utf8',
    env: inRepository({
      CI: 'true',
      HMSLINT_REPOSITORY: `file://${join(home, 'source')}`,
      HMSLINT_REF: 'main',
      TMPDIR: home,
    }),
  });
  expect(status, stdout + stderr).toBe(1);
  expect(stdout).toContain('templates/bad.yaml:2:28 error role-priority');
  const report: { check_name: string; location: { path: string } }[] = JSON.parse(
    readFileSync(join(workspace, hmslint.artifacts.reports.codequality), 'utf8'),
  );
  expect(report).toContainEqual(
    expect.objectContaining({
      check_name: 'role-priority',
      location: expect.objectContaining({ path: 'templates/bad.yaml' }),
    }),
  );
});
