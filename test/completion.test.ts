import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';

const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));
const ids = rules.map(({ id }) => id);
const commands = ['lint', 'plan', 'push', 'pull', 'explain', 'rules', 'init', 'completion'];

let home = '';
let folder = '';

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('dist/cli.cjs is not there: run `npm run build` first');
  home = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-completion-')));
  folder = join(home, 'in');
  mkdirSync(folder);
  mkdirSync(join(folder, 'rooms'));
  writeFileSync(join(folder, 'explained file.yaml'), '');
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { status, stdout, stderr } = hmslint('completion', shell);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    writeFileSync(join(home, shell), stdout);
  }
});

afterAll(() => {
  rmSync(home, { recursive: true });
});

function hmslint(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** What a shell prints, in the test's folder. */
function run(shell: string, ...args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(shell, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, TERM: 'dumb' },
  });
  expect(stderr).toBe('');
  return stdout;
}

function isMissing(shell: string): boolean {
  return spawnSync(shell, ['-c', 'true']).error !== undefined;
}

/** All long options of a command, as its help lists them. */
function optionsOf(...args: readonly string[]): string[] {
  const { stdout } = hmslint(...args, '--help');
  return [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([_, name = '']) => name).sort();
}

describe('in bash', () => {
  /** What is offered for the last of the words, split as bash does. */
  function offered(...words: readonly string[]): string[] {
    const script = `source ../bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _hmslint; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const printed = run('bash', '--norc', '-c', script, 'bash', 'hmslint', ...words);
    return printed
      .split('\n')
      .filter((line) => line !== '')
      .sort();
  }

  test.skipIf(isMissing('bash'))('commands, options and their values are offered', () => {
    expect(offered('')).toEqual([...commands, 'explained file.yaml', 'rooms'].sort());
    expect(offered('expl')).toEqual(['explain', 'explained file.yaml']);
    writeFileSync(join(folder, '*'), '');
    expect(offered('*')).toEqual(['*']);
    rmSync(join(folder, '*'));
    expect(offered('--')).toEqual(optionsOf());
    expect(offered('lint', '--')).toEqual(optionsOf());
    expect(offered('rules', '--')).toEqual(['--format', '--help']);
    expect(offered('rules', '--format', '')).toEqual(['json', 'pretty']);
    expect(offered('--fail-on', 'w')).toEqual(['warning']);
    expect(offered('--fail-on', '=')).toEqual(['error', 'info', 'never', 'warning']);
    expect(offered('lint', '--fail-on', '=', 'i')).toEqual(['info']);
    expect(offered('a.yaml', '--only', '')).toEqual([...ids].sort());
    expect(offered('--rule', 'unheard')).toEqual(['unheard-role=']);
    expect(offered('explain', 'role-')).toEqual(ids.filter((id) => id.startsWith('role-')));
    expect(offered('completion', '')).toEqual(['bash', 'fish', 'zsh']);
    // Then bash offers files.
    expect(offered('--config', '')).toEqual([]);
    expect(offered('lint', '')).toEqual([]);
  });
});

describe('in fish', () => {
  function offered(line: string): string[] {
    const printed = run('fish', '--no-config', '-c', 'source ../fish; complete -C $argv[1]', line);
    return printed
      .split('\n')
      .map((row) => row.split('\t')[0] ?? '')
      .filter((word) => word !== '')
      .sort();
  }

  test.skipIf(isMissing('fish'))('commands, options and their values are offered', () => {
    expect(offered('hmslint ')).toEqual(expect.arrayContaining([...commands, 'rooms/']));
    expect(offered('hmslint --')).toEqual(expect.arrayContaining(optionsOf()));
    expect(offered('hmslint rules --')).toEqual(['--format', '--help']);
    expect(offered('hmslint rules --format ')).toEqual(['json', 'pretty']);
    expect(offered('hmslint --fail-on w')).toEqual(['warning']);
    expect(offered('hmslint a.yaml --only ')).toEqual([...ids].sort());
    expect(offered('hmslint explain unknown-r')).toEqual(['unknown-role']);
    expect(offered('hmslint completion ')).toEqual(['bash', 'fish', 'zsh']);
    expect(offered('hmslint --config expl')).toEqual(['explained file.yaml']);
    expect(offered('hmslint init ')).toEqual(['rooms/']);
  });
});

describe('in zsh', () => {
  /** Whether a zsh on a terminal of its own comes to show a pattern, when the end of a line is to be completed. */
  function shows(pattern: string, line: string): boolean {
    const script = `
      zmodload zsh/zpty
      zpty z zsh -f -i
      zpty -w z "stty -echo; PS1=; cd $PWD; unsetopt beep; COLUMNS=200; autoload -U compinit; compinit -u -D; source ${home}/zsh; echo rea''dy"
      zpty -r z shown '*ready*'
      zpty -n -w z "$1"$'\\t\\t'
      zpty -r z shown "*$2*" && print found
      zpty -d z`;
    const { stdout } = spawnSync('zsh', ['-f', '-c', script, 'zsh', line, pattern], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, TERM: 'dumb' },
      // It would wait for the pattern for ever.
      timeout: 20_000,
    });
    return stdout === 'found\n';
  }

  test.skipIf(isMissing('zsh'))('commands, options and their values are offered', () => {
    expect(shows('error*info*never*warning', 'hmslint --fail-on ')).toBe(true);
    expect(shows('letion', 'hmslint comp')).toBe(true);
    expect(shows('ecognised', 'hmslint lint --skip-unr')).toBe(true);
    expect(shows('ole', 'hmslint explain unknown-r')).toBe(true);
    expect(shows('son', 'hmslint rules --format=j')).toBe(true);
  });
});

describe('usage', () => {
  test.each([
    [['completion'], '`hmslint completion` lacks its argument: `hmslint completion bash|zsh|fish`'],
    [['completion', 'fissh'], 'unknown shell `fissh`, did you mean `fish`? (there are `bash`, `zsh`, `fish`)'],
    [
      ['completion', 'bash', 'zsh'],
      'too many arguments in `hmslint completion bash zsh`: `hmslint completion bash|zsh|fish`',
    ],
  ])('%j is refused', (args, message) => {
    expect(hmslint(...args)).toEqual({ status: 2, stdout: '', stderr: `hmslint: ${message}\n` });
  });
});
