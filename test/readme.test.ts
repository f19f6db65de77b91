import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { lint, rules } from '../src/index.ts';
import { Folder, hasGit } from './repository.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = new URL('../README.md', import.meta.url);

it('the README shows what the examples really give', () => {
  const { stdout, status } = spawnSync(process.execPath, ['dist/cli.cjs', '--fail-on', 'never', 'examples'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect(status).toBe(0);
  const readme = readFileSync(file, 'utf8');
  const shown = readme.replace(/(?<=```console\n).*?(?=```)/s, () => stdout);
  // `UPDATE_README=1 npm test` takes a change over.
  if (process.env.UPDATE_README === '1') writeFileSync(file, shown);
  else expect(readme).toBe(shown);
});

it.skipIf(!hasGit)('the README shows what an old repository really gets', () => {
  const folder = new Folder();
  try {
    folder.git('init', '-q', '-b', 'main');
    mkdirSync(join(folder.path, 'templates'));
    cpSync(join(root, 'examples'), join(folder.path, 'templates'), { recursive: true });
    folder.commit();
    const path = join(folder.path, 'templates/broken.yaml');
    let steps = 0;
    const play = (args: string) => {
      const { stdout, stderr } = folder.run(args.split(' '));
      steps++;
      if (steps === 1) {
        const text = readFileSync(path, 'utf8');
        const edited = text.replace('priority: 9', 'priority: 1').replace('[speaker]', '[speaker, listner]');
        writeFileSync(path, edited);
      } else if (steps === 3) {
        folder.git('add', '-A');
      }
      return stdout + stderr;
    };
    const readme = readFileSync(file, 'utf8');
    const shown = readme.replace(/(?<=```console\n\$ hmslint (.*)\n)[\s\S]*?(?=```)/g, (_, args: string) => play(args));
    expect(steps).toBe(4);
    if (process.env.UPDATE_README === '1') writeFileSync(file, shown);
    else expect(readme).toBe(shown);
  } finally {
    folder.remove();
  }
});

it('the README shows how the matrix of an example begins', () => {
  const { stdout, status } = spawnSync(process.execPath, ['dist/cli.cjs', 'matrix', 'examples/webinar.yaml'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '80' },
  });
  expect(status).toBe(0);
  const begin = stdout.slice(0, stdout.indexOf('\noutside the call'));
  const readme = readFileSync(file, 'utf8');
  const shown = readme.replace(/(?<=`hmslint matrix .*\n\n```console\n).*?(?=```)/s, () => begin);
  if (process.env.UPDATE_README === '1') writeFileSync(file, shown);
  else expect(readme).toBe(shown);
});

it('the README’s example of the library runs', () => {
  const readme = readFileSync(file, 'utf8');
  const code = /```ts\nimport \{ lint, rules \} from 'hmslint';\n(.*?)```/s.exec(readme)?.[1] ?? '';
  const printed: unknown[][] = [];
  new Function('lint', 'rules', 'console', code)(lint, rules, { log: (...words: unknown[]) => printed.push(words) });
  expect(printed).toEqual([
    ['role-priority', '/roles/host/priority', expect.any(Number), expect.stringContaining('from 1 (highest) to 5')],
    [rules.length, 'rules'],
  ]);
});
