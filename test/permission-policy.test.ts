import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fix, type Kind, type LintOptions, lint } from '../src/index.ts';

const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));

/** What the rule says of a document, by its place. */
function told(permissions: LintOptions['permissions'], value: unknown, kind: Kind = 'template') {
  const options = { kind, only: new Set(['permission-policy']), ...(permissions !== undefined && { permissions }) };
  const [file] = lint({ path: 'a.json', text: JSON.stringify(value, null, 2) }, options).files;
  return Object.fromEntries((file?.diagnostics ?? []).map(({ pointer, message }) => [pointer, message]));
}

const roles = {
  host: { permissions: { endRoom: true } },
  guest: { permissions: { endRoom: true, pollWrite: true, hlsStreaming: false } },
};

describe('permission-policy', () => {
  it('names who holds what only others may, written and by default', () => {
    expect(told({ endRoom: ['host'], hlsStreaming: ['nobody-here'], mute: [] }, { roles })).toEqual({
      '/roles/guest/permissions/endRoom':
        '`guest` may not hold `endRoom`: the configuration gives `endRoom` to `host` only',
      '/roles/host/permissions':
        '`host` may not hold `hlsStreaming`, which it does by default (left out means true): ' +
        'the configuration gives `hlsStreaming` to `nobody-here` only',
    });
  });

  it('tells all that a role holds by default at one place, who may hold the same together', () => {
    const policy = { browserRecording: [], rtmpStreaming: ['host'], hlsStreaming: [], endRoom: [] };
    expect(told(policy, { roles: { guest: {}, host: { permissions: { browserRecording: false } } } })).toEqual({
      '/roles/guest':
        '`guest` may not hold `browserRecording`, `rtmpStreaming` and `hlsStreaming`, which it does by default (left out means true): ' +
        'the configuration gives `browserRecording` and `hlsStreaming` to no role, `rtmpStreaming` to `host` only',
      '/roles/host/permissions': expect.stringContaining(
        '`host` may not hold `hlsStreaming`, which it does by default',
      ),
    });
  });

  it('counts what another permission includes', () => {
    expect(told({ pollRead: ['host'] }, { roles })).toEqual({
      '/roles/guest/permissions/pollWrite':
        '`guest` may not hold `pollRead`, which `pollWrite` includes: the configuration gives `pollRead` to `host` only',
    });
  });

  it('tells of a permission that includes another the one that is written, once', () => {
    const guest = { permissions: { pollWrite: true, pollRead: false } };
    expect(told({ pollRead: ['host'], pollWrite: ['host'] }, { roles: { guest } })).toEqual({
      '/roles/guest/permissions/pollWrite':
        '`guest` may not hold `pollWrite`: the configuration gives `pollWrite` to `host` only',
    });
  });

  it('names a role once that the configuration names twice', () => {
    expect(Object.values(told({ endRoom: ['host', 'host'] }, { roles }))).toEqual([
      '`guest` may not hold `endRoom`: the configuration gives `endRoom` to `host` only',
    ]);
  });

  it('is silent where nothing is said, rejected, or of a role without a name', () => {
    expect(told(undefined, { roles })).toEqual({});
    expect(told({}, { roles })).toEqual({});
    const broken = { a: 5, b: { permissions: null }, c: { permissions: { endRoom: 'yes' } } };
    expect(told({ endRoom: [], hlsStreaming: ['c'] }, { roles: broken })).toEqual({});
    expect(told({ endRoom: [] }, { permissions: { endRoom: true } }, 'role')).toEqual({});
    expect(told({ endRoom: [] }, { name: 'a', permissions: { endRoom: true } }, 'role')).toHaveProperty([
      '/permissions/endRoom',
    ]);
    expect(told({ endRoom: [] }, { region: 'in' }, 'settings')).toEqual({});
  });

  it('takes any name for a name', () => {
    const value = JSON.parse(
      '{"roles": {"__proto__": {"permissions": {"endRoom": true}}, "toString": {"permissions": {"endRoom": true}}}}',
    );
    expect(Object.keys(told({ endRoom: ['toString'] }, value))).toEqual(['/roles/__proto__/permissions/endRoom']);
    expect(Object.keys(told({ endRoom: ['__proto__'] }, value))).toEqual(['/roles/toString/permissions/endRoom']);
  });

  it('mends what it finds, if that is asked for', () => {
    const text = 'name: a\nroles:\n  host: {}\n  guest:\n    permissions:\n      endRoom: true # for now\n';
    const permissions = { endRoom: ['host'], hlsStreaming: [] };
    const only = new Set(['permission-policy']);
    expect(fix({ path: 'a.yaml', text }, { permissions, only }).applied).toBe(0);
    const mended = fix({ path: 'a.yaml', text }, { permissions, only, unsafe: true }).text;
    expect(mended).toContain('      endRoom: false # for now\n');
    expect(lint({ path: 'a.yaml', text: mended }, { permissions, only }).files[0]?.diagnostics).toEqual([]);
  });
});

describe('the configuration', () => {
  let folder = '';

  beforeEach(() => {
    if (!existsSync(cli)) throw new Error('dist/cli.cjs is not there: run `npm run build` first');
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-policy-')));
    writeFileSync(join(folder, 'a.yaml'), 'name: a\nroles:\n  guest:\n    permissions:\n      endRoom: true\n');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function run(configuration: string, ...args: readonly string[]) {
    writeFileSync(join(folder, 'hmslint.config.yaml'), configuration);
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, '--format', 'compact', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  it('says who may hold what, and whether that is an error', () => {
    const policy = 'permissions:\n  endRoom: [host]\n';
    const { status, stdout } = run(policy);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^a\.yaml:5:16: error: `guest` may not hold `endRoom`.*\[permission-policy\]$/m);
    expect(run(policy, '--no-config').status).toBe(0);
    expect(run(`${policy}rules: { permission-policy: off }\n`).status).toBe(0);
    expect(run(`${policy}rules: { permission-policy: info }\n`).status).toBe(0);
    expect(run('permissions:\n').status).toBe(0);
    expect(run('permissions: { endRoom: [guest] }\n').status).toBe(0);
  });

  it('holds where fixes are applied', () => {
    const { status } = run('permissions: { endRoom: [] }\n', '--fix', '--unsafe-fixes');
    expect(status).toBe(0);
    expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toContain('endRoom: false');
  });

  it.each([
    [
      'permissions:\n  endroom: [host]\n',
      '2:3: error: `endroom` is not known in `permissions`, did you mean `endRoom`?',
    ],
    ['permissions:\n  endRoom: host\n', '2:12: error: `endRoom` must be'],
    ['permissions:\n  endRoom: [host, 5]\n', '2:19: error: `endRoom[1]` must be text'],
    ['permissions: [endRoom]\n', '1:14: error: `permissions` must be'],
    [
      'permission: {}\n',
      '1:1: error: `permission` is not known at the top of the configuration, did you mean `permissions`?',
    ],
  ])('is told its mistakes at their place: %j', (configuration, message) => {
    const { status, stdout } = run(configuration);
    expect(status).toBe(2);
    expect(stdout).toContain(`hmslint.config.yaml:${message}`);
  });
});
