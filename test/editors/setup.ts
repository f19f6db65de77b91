import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  browser,
  codeServer,
  codeServerFolder,
  codeServerMark,
  codeServerNode,
  extension,
  hasEglot,
  programOf,
  root,
  toolsFolder,
} from './installed.ts';

// Installs the editors that the tests run, as far as they are missing: from Debian's packages where it may, and from the
// npm registry. What cannot be installed is said; its tests are skipped.
const npm = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];

installDebianPackages();
attempt('playwright-core', existsSync(join(toolsFolder, 'node_modules/playwright-core')), () => {
  run('npm', ['ci', ...npm], toolsFolder);
});
attempt('VS Code for a browser', existsSync(codeServerMark), installCodeServer);
// Always anew: it is what is tested.
rmSync(extension, { force: true });
attempt('the extension', false, () => run('npm', ['run', '--silent', 'package:vscode'], root));

function installDebianPackages(): void {
  const emacs = programOf('emacs');
  const missing = [
    ...(programOf('nvim') === undefined ? ['neovim'] : []),
    ...(emacs === undefined ? ['emacs-nox'] : []),
    ...(emacs === undefined || !hasEglot(emacs) ? ['elpa-eglot'] : []),
    ...(browser() === undefined ? ['chromium', 'fonts-dejavu-core'] : []),
  ];
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || programOf('apt-get') === undefined) {
    console.error(`not installed, and not to be installed by this user: ${missing.join(', ')}`);
    return;
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  attempt('the list of Debian’s packages', false, () => {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'inherit' });
  });
  for (const name of missing) {
    attempt(name, false, () => {
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], { env, stdio: 'inherit' });
    });
  }
}

/** Takes the parts of VS Code as they are published; nothing is compiled. */
function installCodeServer(): void {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('it is for Linux on x64');
  rmSync(codeServerFolder, { recursive: true, force: true });
  mkdirSync(codeServerFolder, { recursive: true });
  const named = fileURLToPath(new URL('code-server/package.json', import.meta.url));
  cpSync(named, join(codeServerFolder, 'package.json'));
  run('npm', ['install', ...npm], codeServerFolder);
  const vscode = join(codeServerFolder, 'node_modules/code-server/lib/vscode');
  run('npm', ['install', ...npm, '--omit=dev', '--omit=optional'], vscode);
  // It is not compiled, and only ends the server together with its parent.
  const watchdog = join(vscode, 'node_modules/@vscode/native-watchdog');
  mkdirSync(watchdog, { recursive: true });
  writeFileSync(join(watchdog, 'index.js'), 'module.exports = { start() {} };\n');
  const home = join(codeServerFolder, 'home');
  mkdirSync(home, { recursive: true });
  execFileSync(codeServerNode, [codeServer, '--version'], {
    stdio: 'inherit',
    env: { PATH: process.env.PATH, HOME: home, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home },
  });
  writeFileSync(codeServerMark, '');
}

function attempt(what: string, isThere: boolean, install: () => void): void {
  if (isThere) return;
  try {
    install();
  } catch (error) {
    console.error(`${what} could not be installed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function run(program: string, args: readonly string[], cwd: string): void {
  const { npm_config_nodedir: _, ...env } = process.env;
  execFileSync(program, [...args], { cwd, env, stdio: 'inherit' });
}
