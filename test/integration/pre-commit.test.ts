import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { commitAll, copySources, git, inRepository, missing, type Ran, startRepository } from './sources.ts';

const reason = missing('pre-commit');

const good =
  'name: webinar\nroles:\n  host:\n    publishParams: { allowed: [audio] }\n    subscribeParams: { subscribeToRoles: [host] }\n';
const bad = `${good}    priority: 9\n`;
const mendable = `${good}    maxpeercount: 3\n`;
const compose = 'services:\n  web:\n    image: nginx\n    permissions: none\n';
const broken = 'services: [\n';

let home = '';
let hooks = '';
let repository = '';

beforeAll(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-pre-commit-')));
  hooks = join(home, 'hooks');
  if (reason === undefined) copySources(hooks);
});

afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

beforeEach((context) => {
  if (reason !== undefined) context.skip(reason);
  repository = mkdtempSync(join(home, 'repository-'));
  startRepository(repository);
});

/** Runs a program in the repository, where pre-commit keeps what it installs in a folder of the test. */
function run(program: string, ...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: repository,
    encoding: 'utf8',
    env: inRepository({ PRE_COMMIT_HOME: join(home, 'installed'), NO_COLOR: '1' }),
  });
  return { status, stdout, stderr };
}

function write(path: string, text: string): void {
  writeFileSync(join(repository, path), text);
}

/** Takes hooks into use, as the README says. */
function use(...entries: readonly string[]): void {
  const list = entries.map((entry) => `      - ${entry}\n`).join('');
  const revision = git(hooks, 'rev-parse', 'HEAD').trim();
  write('.pre-commit-config.yaml', `repos:\n  - repo: ${hooks}\n    rev: ${revision}\n    hooks:\n${list}`);
}

describe('pre-commit', () => {
  test('try-repo installs the hooks from the source and runs them', () => {
    write('good.yaml', good);
    write('bad.json', JSON.stringify({ name: 'room', roles: { host: { priority: 9 } } }));
    write('compose.yaml', compose);
    git(repository, 'add', '--all');
    const { status, stdout } = run('pre-commit', 'try-repo', hooks, 'hmslint', '--all-files', '--verbose');
    expect(stdout).toContain('hook id: hmslint');
    expect(stdout).toContain('bad.json:1:44 error role-priority');
    expect(stdout).not.toContain('compose.yaml');
    expect(status).toBe(1);
  });

  test('run --all-files passes good templates and files of others, broken ones too', () => {
    use('id: hmslint');
    write('good.yaml', good);
    write('compose.yaml', compose);
    write('broken.yaml', broken);
    git(repository, 'add', '--all');
    expect(run('pre-commit', 'run', '--all-files')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/Passed/),
    });
    write('bad.yaml', bad);
    git(repository, 'add', '--all');
    const { status, stdout } = run('pre-commit', 'run', '--all-files');
    expect(stdout).toContain('bad.yaml:6:15 error role-priority');
    expect(status).toBe(1);
  });

  test('the hook in git blocks a bad template and lets others through', () => {
    use('id: hmslint');
    commitAll(repository);
    expect(run('pre-commit', 'install').status).toBe(0);

    write('bad.yaml', bad);
    git(repository, 'add', '--all');
    const blocked = run('git', 'commit', '--message', 'Add a template');
    expect(blocked.status).toBe(1);
    expect(blocked.stdout + blocked.stderr).toContain('bad.yaml:6:15 error role-priority');
    expect(git(repository, 'rev-list', '--count', 'HEAD').trim()).toBe('1');

    write('bad.yaml', good);
    write('compose.yaml', compose);
    git(repository, 'add', '--all');
    expect(run('git', 'commit', '--message', 'Add a template')).toMatchObject({ status: 0 });
    expect(git(repository, 'rev-list', '--count', 'HEAD').trim()).toBe('2');
  });

  test('args change what the hook does', () => {
    use('{ id: hmslint, args: [--rule, role-priority=warning] }');
    write('bad.yaml', bad);
    git(repository, 'add', '--all');
    expect(run('pre-commit', 'run', '--all-files').status).toBe(0);
    use('{ id: hmslint, args: [--rule, role-priority=warning, --fail-on, warning] }');
    expect(run('pre-commit', 'run', '--all-files').status).toBe(1);
  });

  test('a file whose name looks like an option is a file', () => {
    use('id: hmslint', 'id: hmslint-fix');
    write('--baseline=known.yaml', bad);
    git(repository, 'add', '--all');
    const { status, stdout } = run('pre-commit', 'run', '--all-files');
    expect(stdout.match(/^--baseline=known\.yaml:6:15 error role-priority/gm)).toHaveLength(2);
    expect(status).toBe(1);
  });

  test('hmslint-fix mends a file, which then waits to be added', () => {
    use('id: hmslint-fix');
    write('mendable.yaml', mendable);
    write('compose.yaml', compose);
    git(repository, 'add', '--all');
    const first = run('pre-commit', 'run', '--all-files');
    expect(first.status).toBe(1);
    expect(first.stdout).toContain('files were modified by this hook');
    expect(readFileSync(join(repository, 'mendable.yaml'), 'utf8')).toBe(
      mendable.replace('maxpeercount', 'maxPeerCount'),
    );
    expect(readFileSync(join(repository, 'compose.yaml'), 'utf8')).toBe(compose);
    git(repository, 'add', '--all');
    expect(run('pre-commit', 'run', '--all-files').status).toBe(0);
  });
});
