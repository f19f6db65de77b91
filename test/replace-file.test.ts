import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { find } from '../src/files.ts';
import { createFile, replaceFile } from '../src/replace-file.ts';

const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === 'linux';
const isWindows = process.platform === 'win32';
const nobody = { uid: 65_534, gid: 65_534 };
const start = process.cwd();

/** Holds the code as other processes and other users can run it. */
let built = '';
let folder = '';

beforeAll(() => {
  built = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-built-')));
  chmodSync(built, 0o755);
  buildSync({
    entryPoints: [fileURLToPath(new URL('../src/replace-file.ts', import.meta.url))],
    outfile: join(built, 'replace-file.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
});

afterAll(() => {
  rmSync(built, { recursive: true });
});

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-replace-')));
  chmodSync(folder, 0o755);
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(start);
  rmSync(folder, { recursive: true });
});

/** What stands in the working folder: nothing may be left behind. */
function names(): readonly string[] {
  return readdirSync('.').sort();
}

function mode(path: string): number {
  return lstatSync(path).mode & 0o7777;
}

/** The arguments for a Node that runs a script, in which `replaceFile` is known and `args` are the rest. */
function script(text: string, ...args: readonly string[]): readonly string[] {
  const prelude = `const { replaceFile } = require(${JSON.stringify(join(built, 'replace-file.cjs'))});
    const fs = require('node:fs'); const args = process.argv.slice(1);`;
  return ['-e', prelude + text, ...args];
}

const replaceOnce = "process.stdout.write(String(replaceFile(args[0], args[1], args[2] ?? 'x'.repeat(1_000_000))));";

/** Replaces a file in a process of somebody who is not root, and gives what was said. */
function replaceAsNobody(path: string, old: string, text: string): string {
  return execFileSync(process.execPath, script(replaceOnce, path, old, text), {
    encoding: 'utf8',
    ...(isRoot && nobody),
  });
}

describe('replacing', () => {
  test('writes the bytes of any text, and refuses where others are found', () => {
    const text = fc.string({
      unit: fc.constantFrom('\ufeff', '\r\n', '\n', '\r', 'é', '😀', '\0', '- a: b'),
      maxLength: 50,
    });
    fc.assert(
      fc.property(text, text, text, (found, old, next) => {
        writeFileSync('a.yaml', found);
        const said = replaceFile('a.yaml', old, next);
        expect(said).toBe(found === old ? undefined : 'it was changed meanwhile');
        expect(readFileSync('a.yaml').equals(Buffer.from(found === old ? next : found))).toBe(true);
        expect(replaceFile('a.yaml', found === old ? next : found, old)).toBe(undefined);
        expect(readFileSync('a.yaml').equals(Buffer.from(old))).toBe(true);
        expect(names()).toEqual(['a.yaml']);
      }),
    );
  });

  test('keeps the byte order mark and the line ends that are asked for, to the byte', () => {
    writeFileSync('a.yaml', Buffer.from('efbbbf613a20310d0a', 'hex'));
    expect(replaceFile('a.yaml', '\ufeffa: 1\r\n', '\ufeffb: é\r\n')).toBe(undefined);
    expect(readFileSync('a.yaml').toString('hex')).toBe('efbbbf623a20c3a90d0a');
    expect(replaceFile('a.yaml', 'b: é\r\n', '')).toBe('it was changed meanwhile');
  });

  test.skipIf(isWindows).each(['644', '600', '755', '640', '666', '777', '620'])(
    'keeps the permissions 0%s',
    (octal) => {
      const bits = Number.parseInt(octal, 8);
      writeFileSync('a.yaml', 'old');
      chmodSync('a.yaml', bits);
      expect(replaceFile('a.yaml', 'old', 'new')).toBe(undefined);
      expect([mode('a.yaml'), readFileSync('a.yaml', 'utf8')]).toEqual([bits, 'new']);
    },
  );

  test.skipIf(isWindows)('drops what would let it run as its owner', () => {
    writeFileSync('a.yaml', 'old');
    chmodSync('a.yaml', 0o6755);
    expect(replaceFile('a.yaml', 'old', 'new')).toBe(undefined);
    expect(mode('a.yaml')).toBe(0o755);
  });

  test.skipIf(!isRoot)('keeps owner and group (only root can give files away)', () => {
    for (const [uid, gid] of [
      [65_534, 12_345],
      [0, 12_345],
      [65_534, 0],
    ] as const) {
      writeFileSync('a.yaml', 'old');
      chownSync('a.yaml', uid, gid);
      chmodSync('a.yaml', 0o640);
      expect(replaceFile('a.yaml', 'old', 'new')).toBe(undefined);
      expect(readFileSync('a.yaml', 'utf8')).toBe('new');
      expect(statSync('a.yaml')).toMatchObject({ uid, gid });
      expect(mode('a.yaml')).toBe(0o640);
      rmSync('a.yaml');
    }
  });

  test('works where the name is as long as a name can be', () => {
    const name = `${'n'.repeat(250)}.yaml`;
    writeFileSync(name, 'old');
    expect(replaceFile(name, 'old', 'new')).toBe(undefined);
    expect(names()).toEqual([name]);
    expect(readFileSync(name, 'utf8')).toBe('new');
  });

  test('parts hard links: the other name keeps the old text', () => {
    writeFileSync('a.yaml', 'old');
    linkSync('a.yaml', 'b.yaml');
    expect(replaceFile('a.yaml', 'old', 'new')).toBe(undefined);
    expect([readFileSync('a.yaml', 'utf8'), readFileSync('b.yaml', 'utf8')]).toEqual(['new', 'old']);
  });
});

describe('links', () => {
  test('stay, relative ones and chains, and their target is replaced', () => {
    mkdirSync('real');
    mkdirSync('links');
    writeFileSync('real/a.yaml', 'old');
    chmodSync('real/a.yaml', 0o640);
    symlinkSync('../real/a.yaml', 'links/first.yaml');
    symlinkSync('first.yaml', 'links/second.yaml');
    symlinkSync(join(folder, 'links/second.yaml'), 'third.yaml');
    expect(replaceFile('third.yaml', 'old', 'new')).toBe(undefined);
    expect(readlinkSync('links/first.yaml')).toBe('../real/a.yaml');
    expect(readlinkSync('links/second.yaml')).toBe('first.yaml');
    expect(readlinkSync('third.yaml')).toBe(join(folder, 'links/second.yaml'));
    expect(lstatSync('real/a.yaml').isFile()).toBe(true);
    expect(readFileSync('real/a.yaml', 'utf8')).toBe('new');
    if (!isWindows) expect(mode('real/a.yaml')).toBe(0o640);
    expect([names(), readdirSync('links'), readdirSync('real')]).toEqual([
      ['links', 'real', 'third.yaml'],
      ['first.yaml', 'second.yaml'],
      ['a.yaml'],
    ]);
  });

  test('that lead nowhere or round in a circle stay too', () => {
    symlinkSync('gone.yaml', 'a.yaml');
    symlinkSync('c.yaml', 'b.yaml');
    symlinkSync('b.yaml', 'c.yaml');
    expect(replaceFile('a.yaml', 'old', 'new')).toBe('a link that points to nothing');
    expect(replaceFile('b.yaml', 'old', 'new')).toBe('its links lead round in a circle');
    expect(names()).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
    expect(readlinkSync('a.yaml')).toBe('gone.yaml');
  });
});

describe('refusing', () => {
  test('what is no file', () => {
    mkdirSync('folder.yaml');
    expect(replaceFile('folder.yaml', '', 'new')).toBe('it is a folder');
    expect(replaceFile('gone.yaml', '', 'new')).toBe('no such file or folder');
    expect(replaceFile('', '', 'new')).toBe('it is a folder');
    expect(replaceFile('a\0b', '', 'new')).toBe('the system says ERR_INVALID_ARG_VALUE');
    expect(names()).toEqual(['folder.yaml']);
  });

  test.skipIf(isWindows)('a pipe, without waiting for somebody to write to it', () => {
    execFileSync('mkfifo', ['pipe.yaml']);
    const args = script(replaceOnce, 'pipe.yaml', '');
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 10_000 });
    expect(stdout).toBe('it is no regular file');
    expect(lstatSync('pipe.yaml').isFIFO()).toBe(true);
  });

  test('a file that is read-only, whoever asks', () => {
    writeFileSync('a.yaml', 'old');
    chmodSync('a.yaml', 0o444);
    if (isRoot) chownSync('a.yaml', nobody.uid, nobody.gid);
    expect(replaceFile('a.yaml', 'old', 'new')).toBe('it is read-only');
    expect(replaceAsNobody('a.yaml', 'old', 'new')).toBe('it is read-only');
    expect([names(), readFileSync('a.yaml', 'utf8'), mode('a.yaml') & 0o777]).toEqual([['a.yaml'], 'old', 0o444]);
  });

  test.skipIf(!isRoot)('a file that others may write, and we may not, though the folder is open', () => {
    writeFileSync('a.yaml', 'old');
    chmodSync('a.yaml', 0o644);
    chmodSync('.', 0o777);
    expect(replaceAsNobody('a.yaml', 'old', 'new')).toBe('no permission');
    expect([names(), readFileSync('a.yaml', 'utf8')]).toEqual([['a.yaml'], 'old']);
  });

  test.skipIf(isWindows)('a file in a folder where nothing can be made', () => {
    mkdirSync('shut');
    writeFileSync('shut/a.yaml', 'old');
    chmodSync('shut/a.yaml', 0o666);
    chmodSync('shut', 0o555);
    try {
      expect(replaceAsNobody('shut/a.yaml', 'old', 'new')).toBe(
        'a new file cannot be made in its folder: no permission',
      );
      expect([readdirSync('shut'), readFileSync('shut/a.yaml', 'utf8')]).toEqual([['a.yaml'], 'old']);
    } finally {
      chmodSync('shut', 0o755);
    }
  });

  test.skipIf(!isRoot)('a file whose owner or group would change', () => {
    writeFileSync('a.yaml', 'old');
    chmodSync('a.yaml', 0o666);
    chmodSync('.', 0o777);
    expect(replaceAsNobody('a.yaml', 'old', 'new')).toBe('it belongs to somebody else, and would then be yours');
    chownSync('a.yaml', nobody.uid, 0);
    expect(replaceAsNobody('a.yaml', 'old', 'new')).toBe('it belongs to a group that you may not give files to');
    expect([names(), readFileSync('a.yaml', 'utf8')]).toEqual([['a.yaml'], 'old']);
    expect(statSync('a.yaml')).toMatchObject({ uid: nobody.uid, gid: 0 });
    chownSync('a.yaml', nobody.uid, nobody.gid);
    expect(replaceAsNobody('a.yaml', 'old', 'new')).toBe('undefined');
    expect([names(), readFileSync('a.yaml', 'utf8'), mode('a.yaml')]).toEqual([['a.yaml'], 'new', 0o666]);
  });

  test('a file that holds what is not UTF-8, also where it was read as something like it', () => {
    writeFileSync('a.yaml', Buffer.from([0x61, 0xff]));
    expect(replaceFile('a.yaml', 'a\ufffd', 'new')).toBe('it was changed meanwhile');
    expect([...readFileSync('a.yaml')]).toEqual([0x61, 0xff]);
  });

  test.skipIf(isWindows)('a file that has grown beyond what can be read at once', () => {
    writeFileSync('a.yaml', 'old');
    truncateSync('a.yaml', 5_000_000_000);
    expect(replaceFile('a.yaml', 'old', 'new')).toBe('it was changed meanwhile');
    expect([names(), statSync('a.yaml').size]).toEqual([['a.yaml'], 5_000_000_000]);
  });
});

describe('no room', () => {
  test.skipIf(isWindows)('a text that is larger than a file may be', () => {
    writeFileSync('a.yaml', 'old');
    const limited = (old: string) => {
      const args = ['-c', 'ulimit -f 8; exec "$@"', 'sh', process.execPath, ...script(replaceOnce, 'a.yaml', old)];
      const { stdout, signal } = spawnSync('sh', args, { encoding: 'utf8' });
      return [stdout, signal];
    };
    expect(limited('old')).toEqual(['it would be larger than a file may be', null]);
    // Nothing is written where it is of no use.
    expect(limited('odd')).toEqual(['it was changed meanwhile', null]);
    expect([names(), readFileSync('a.yaml', 'utf8')]).toEqual([['a.yaml'], 'old']);
  });

  test.skipIf(!isLinux)('a disk that is full', ({ skip }) => {
    // The mount is seen by this process and its children alone, and goes with them.
    const apart = (shell: string, ...args: readonly string[]) =>
      spawnSync('unshare', [isRoot ? '-m' : '-rm', 'sh', '-c', shell, 'sh', ...args], { encoding: 'utf8' });
    mkdirSync('small');
    const mount = 'mount -t tmpfs -o size=512k none small';
    skip(apart(mount).status !== 0, 'nothing can be mounted here');
    const text = `
      fs.writeFileSync('small/a.yaml', 'old');
      const said = [replaceFile('small/a.yaml', 'old', 'x'.repeat(1_000_000))];
      const after = fs.readFileSync('small/a.yaml', 'utf8');
      said.push(replaceFile('small/a.yaml', 'old', 'y'.repeat(300_000)));
      said.push(replaceFile('small/a.yaml', 'y'.repeat(300_000), 'z'.repeat(300_000)));
      const last = fs.readFileSync('small/a.yaml', 'utf8');
      const isWhole = last === 'y'.repeat(300_000);
      console.log(JSON.stringify({ said: said.map(String), after, isWhole, names: fs.readdirSync('small') }));`;
    const { stdout, stderr } = apart(`${mount} && exec "$@"`, process.execPath, ...script(text));
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      said: ['no space is left', 'undefined', 'no space is left'],
      after: 'old',
      isWhole: true,
      names: ['a.yaml'],
    });
  });
});

describe('at the same time', () => {
  const size = 40_000_000;

  /** Does something while another process is writing the new text, and gives what that process says in the end. */
  async function meanwhile(act: () => void): Promise<string> {
    for (let attempt = 0; attempt < 20; attempt++) {
      writeFileSync('a.yaml', 'old');
      chmodSync('a.yaml', 0o644);
      const text = `process.stdout.write(String(replaceFile('a.yaml', 'old', 'x'.repeat(${size}))));`;
      const child = spawn(process.execPath, script(text), { stdio: ['ignore', 'pipe', 'inherit'] });
      const said = child.stdout.setEncoding('utf8').toArray();
      const end = once(child, 'close');
      const isHeld = await holdWhileWriting(child);
      if (isHeld) act();
      child.kill('SIGCONT');
      await end;
      if (isHeld) return (await said).join('');
    }
    throw new Error('the other process was never met while it wrote');
  }

  /** Stops a process that is writing its copy: the copy has not got the permissions of the old file yet. */
  async function holdWhileWriting(child: ChildProcess): Promise<boolean> {
    for (;;) {
      const isOver = child.exitCode !== null || child.signalCode !== null;
      const copy = names().find((name) => name !== 'a.yaml');
      if (copy !== undefined || isOver) {
        child.kill('SIGSTOP');
        while (!isStopped(child)) {
          if (child.exitCode !== null || child.signalCode !== null) return false;
          await wait(1);
        }
        return copy !== undefined && existsSync(copy) && mode(copy) === 0o600;
      }
      await wait(0);
    }
  }

  function isStopped({ pid }: ChildProcess): boolean {
    const stat = `/proc/${pid}/stat`;
    return existsSync(stat) && /\) [Tt] /.test(readFileSync(stat, 'utf8'));
  }

  test.skipIf(!isLinux)('a file that nobody touches meanwhile is replaced', async () => {
    expect(await meanwhile(() => {})).toBe('undefined');
    expect([names(), statSync('a.yaml').size, mode('a.yaml')]).toEqual([['a.yaml'], size, 0o644]);
  });

  test.skipIf(!isLinux)('a text that somebody saves meanwhile stays', async () => {
    expect(await meanwhile(() => writeFileSync('a.yaml', 'odd'))).toBe('it was changed meanwhile');
    expect([names(), readFileSync('a.yaml', 'utf8')]).toEqual([['a.yaml'], 'odd']);
    expect(await meanwhile(() => appendFileSync('a.yaml', 'er'))).toBe('it was changed meanwhile');
    expect([names(), readFileSync('a.yaml', 'utf8')]).toEqual([['a.yaml'], 'older']);
  });

  test.skipIf(!isLinux)('a file that is made read-only meanwhile stays', async () => {
    expect(await meanwhile(() => chmodSync('a.yaml', 0o444))).toBe('it was changed meanwhile');
    expect([names(), readFileSync('a.yaml', 'utf8'), mode('a.yaml')]).toEqual([['a.yaml'], 'old', 0o444]);
  });

  test.skipIf(!isLinux)('a file that is moved away meanwhile does not come back', async () => {
    expect(await meanwhile(() => renameSync('a.yaml', 'b.yaml'))).toBe('no such file or folder');
    expect([names(), readFileSync('b.yaml', 'utf8')]).toEqual([['b.yaml'], 'old']);
  });

  test.skipIf(!isLinux)('a link that takes its place meanwhile stays', async () => {
    const act = () => {
      renameSync('a.yaml', '../moved.yaml');
      symlinkSync('../moved.yaml', 'a.yaml');
    };
    mkdirSync('inner');
    process.chdir('inner');
    expect(await meanwhile(act)).toBe('it was changed meanwhile');
    expect([names(), readlinkSync('a.yaml'), readFileSync('a.yaml', 'utf8')]).toEqual([
      ['a.yaml'],
      '../moved.yaml',
      'old',
    ]);
  });

  test('who is killed half-way leaves the file whole, old or new, and nothing that is linted', async () => {
    const [a, b] = ['a'.repeat(6_000_000), 'b'.repeat(9_000_000)];
    const text = `
      const [a, b] = ['a'.repeat(6_000_000), 'b'.repeat(9_000_000)];
      let isFirst = fs.readFileSync('a.yaml', 'latin1') === a;
      console.log('begins');
      for (;; isFirst = !isFirst) {
        const said = replaceFile('a.yaml', isFirst ? a : b, isFirst ? b : a);
        if (said !== undefined) throw new Error(said);
      }`;
    writeFileSync('a.yaml', a);
    let left = 0;
    // On a slow machine it takes longer, and more tries, to meet it in the middle.
    for (let time = 0; time < 12 || (left === 0 && time < 100); time++) {
      const child = spawn(process.execPath, script(text), { stdio: ['ignore', 'pipe', 'inherit'] });
      const end = once(child, 'close');
      await Promise.race([once(child.stdout, 'data'), end]);
      await wait(Math.random() * (time % 2 === 0 ? 100 : 500));
      child.kill('SIGKILL');
      await end;
      expect(child.signalCode).toBe('SIGKILL');
      const found = readFileSync('a.yaml', 'latin1');
      expect(found === a || found === b, `${found.length} bytes`).toBe(true);
      const others = names().filter((name) => name !== 'a.yaml');
      left += others.length;
      for (const given of others.length > 0 ? ['.', '*', '**/*', '*.y*', '.*'] : []) {
        const { files, unreadable } = await find([given]);
        const paths = [...files, ...unreadable].map(({ path }) => path);
        expect(paths, given).toEqual([given === '.*' ? '.*' : 'a.yaml']);
      }
      for (const name of others) rmSync(name);
    }
    // Else the moments were such that nothing was tried.
    expect(left).toBeGreaterThan(0);
  });
});

describe('a new file', () => {
  test('is made with the permissions that new files get, and leaves nothing behind', () => {
    const before = process.umask(0o027);
    try {
      expect(createFile('a.json', '{"é": "😀"}\n')).toBe(undefined);
      expect(readFileSync('a.json', 'utf8')).toBe('{"é": "😀"}\n');
      if (!isWindows) expect(mode('a.json')).toBe(0o640);
      expect(names()).toEqual(['a.json']);
    } finally {
      process.umask(before);
    }
  });

  test('takes nobody’s place', () => {
    writeFileSync('file', 'old');
    mkdirSync('folder');
    symlinkSync('nowhere', 'link');
    for (const name of ['file', 'folder', 'link']) expect(createFile(name, 'new')).toBe('it is there already');
    expect(readFileSync('file', 'utf8')).toBe('old');
    expect(existsSync('nowhere')).toBe(false);
    expect(names()).toEqual(['file', 'folder', 'link']);
  });

  test('is not made where there is no folder for it', () => {
    writeFileSync('file', 'old');
    expect(createFile('none/a.json', 'x')).toBe('no such file or folder');
    expect(createFile('file/a.json', 'x')).toBe('no such file or folder');
    expect(names()).toEqual(['file']);
  });
});
