import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import picomatch from 'picomatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExecuteCommandRequest } from 'vscode-languageserver-protocol';
import { features } from '../../lsp/features.ts';
import { readSettings } from '../../lsp/settings.ts';
import { stage } from '../../lsp/vscode/stage.ts';
import { rules } from '../../rules/index.ts';
import { isConfigFile } from '../../src/config/find.ts';
import { version } from '../../src/version.ts';
import { Editor } from './client.ts';

/** What of the manifest is looked at here. */
interface Manifest {
  readonly version: string;
  readonly main: string;
  readonly icon: string;
  readonly files: readonly string[];
  readonly dependencies?: object;
  readonly engines: { readonly vscode: string };
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly supported: string; readonly description: string };
    readonly virtualWorkspaces: { readonly supported: boolean };
  };
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: { readonly [name: string]: Setting } };
    readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
    readonly yamlValidation: readonly { readonly fileMatch: readonly string[]; readonly url: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly image?: string; readonly altText?: string; readonly markdown?: string };
      }[];
    }[];
  };
}
interface Setting {
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly default: unknown;
  readonly properties?: { readonly [name: string]: { readonly enum: readonly string[]; readonly default: string } };
}

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
let manifest: Manifest;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hmslint-extension-'));
  await stage(folder);
  manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the extension', () => {
  it('has everything in it', () => {
    const there = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(there.filter((path) => path.includes('node_modules'))).toEqual([]);
    expect(manifest.dependencies).toBeUndefined();
    expect(readdirSync(folder).sort()).toEqual([...manifest.files, 'package.json'].sort());
    const images = readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/!\[[^\]]+\]\(([^)]+)\)/g);
    const { jsonValidation, yamlValidation, walkthroughs } = manifest.contributes;
    const media = walkthroughs.flatMap(({ steps }) => steps.map(({ media: { image, markdown } }) => image ?? markdown));
    const named = [
      manifest.main,
      manifest.icon,
      ...[...images].map(([, path]) => path),
      ...media,
      ...[...jsonValidation, ...yamlValidation].map(({ url }) => url),
      'dist/server.cjs',
      'dist/cli.cjs',
      'dist/THIRD-PARTY.txt',
    ];
    expect(named.filter((path) => path === undefined || !existsSync(join(folder, path)))).toEqual([]);
    const code = [manifest.main, 'dist/server.cjs', 'dist/cli.cjs']
      .map((path) => readFileSync(join(folder, path), 'utf8'))
      .join('\n');
    const required = new Set([...code.matchAll(/(?<!')\brequire\("([^"]+)"\)/g)].map(([, name = '']) => name));
    expect([...required].filter((name) => !isBuiltin(name) && !name.startsWith('node:'))).toEqual(['vscode']);
  });

  it('brings pictures that are small, and that the README shows too', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const pictures = [...readme.matchAll(/!\[[^\]]+\]\((?<path>lsp\/vscode\/media\/[^)]+)\)/g)].map(
      ({ groups }) => groups?.path ?? '',
    );
    expect(pictures.length).toBe(3);
    for (const path of pictures) expect(statSync(join(root, path)).size, path).toBeLessThan(80_000);
  });

  it('carries the version of the package, and asks for the VS Code that its types are of', () => {
    expect(manifest.version).toBe(version);
    const types: { version: string } = JSON.parse(
      readFileSync(join(root, 'node_modules/@types/vscode/package.json'), 'utf8'),
    );
    expect(manifest.engines.vscode).toBe(`^${types.version}`);
  });

  it('begins only where there may be a template', () => {
    const [glob = '', ...more] = manifest.activationEvents.flatMap(
      (event) => /^workspaceContains:(.*)$/.exec(event)?.[1] ?? [],
    );
    expect(more).toEqual([]);
    const isMatch = picomatch(glob);
    for (const path of [
      'hmslint.config.yaml',
      'a/b/hmslint.config.yml',
      'a/hmslint.config.json',
      'hmslint.config.ts',
      'a.yaml',
    ]) {
      expect(isMatch(path), path).toBe(isConfigFile(path));
    }
    expect(manifest.activationEvents.filter((event) => !event.startsWith('workspaceContains:'))).toEqual([
      'onLanguage:yaml',
      'onLanguage:json',
      'onLanguage:jsonc',
    ]);
  });

  it('knows the schema of each configuration', () => {
    const { jsonValidation, yamlValidation } = manifest.contributes;
    const names = [...jsonValidation, ...yamlValidation].flatMap(({ fileMatch }) => fileMatch);
    expect(names.filter((name) => !isConfigFile(name))).toEqual([]);
    expect(names.length).toBe(3);
  });

  it('says what it does in a folder that nobody trusts', () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces.supported).toBe('limited');
    expect(untrustedWorkspaces.description).toMatch(/without policies and plugins.*nothing is planned or pushed/);
    expect(virtualWorkspaces.supported).toBe(false);
  });

  it('leads only to commands and media that are there', () => {
    const own = new Set(manifest.contributes.commands.map(({ command }) => command));
    expect([...own].sort()).toEqual(
      ['matrix', 'plan', 'push', 'restart', 'showOutput'].map((name) => `hmslint.${name}`),
    );
    const text = JSON.stringify(manifest);
    for (const [, command = ''] of text.matchAll(/(?:onCommand:|command:)(hmslint\.[\w.]+)/g))
      expect(own).toContain(command);
    for (const { steps } of manifest.contributes.walkthroughs) {
      for (const { media, description } of steps) {
        if (media.image !== undefined) expect(media.altText).toMatch(/\w/);
        expect(description).toMatch(/\w/);
      }
    }
  });
});

describe('the settings', () => {
  const settings = () => manifest.contributes.configuration.properties;

  it('have descriptions and defaults', () => {
    for (const [name, setting] of Object.entries(settings())) {
      expect(setting.description ?? setting.markdownDescription, name).toMatch(/\w.*\.$/);
      expect(Object.hasOwn(setting, 'default'), name).toBe(true);
    }
  });

  it('are those that the server reads', () => {
    const ids = new Set(rules.map(({ id }) => id));
    const known = settings()['hmslint.rules']?.properties ?? {};
    expect(Object.keys(known)).toEqual([...ids]);
    for (const { id, severity } of rules) {
      expect(known[id]?.default).toBe(severity);
      for (const level of known[id]?.enum ?? []) {
        expect(readSettings({ rules: { [id]: level } }, ids).severities).toEqual(new Map([[id, level]]));
      }
    }
    const byDefault = (name: string) => settings()[`hmslint.${name}`]?.default;
    expect(Object.keys(settings())).toEqual(
      ['enable', 'config', 'rules', 'trace.server'].map((name) => `hmslint.${name}`),
    );
    const given = { enable: byDefault('enable'), config: byDefault('config'), rules: byDefault('rules') };
    expect(readSettings(given, ids)).toEqual(readSettings(undefined, ids));
  });
});

describe('the server in it', () => {
  it('plans with the command line that it brings', async () => {
    const text = 'name: a\nroles:\n  host: {}\n';
    const editor = await Editor.start({
      program: [join(folder, 'dist/server.cjs'), '--stdio'],
      env: { HMS_MANAGEMENT_TOKEN: '', HMS_ACCESS_KEY: '', HMS_SECRET: '' },
      files: { 'a.yaml': text },
    });
    const args = [await editor.open('a.yaml', text)];
    const planning = editor.request(ExecuteCommandRequest.type, { command: 'hmslint.plan', arguments: args });
    await expect(planning).rejects.toThrow('HMS_MANAGEMENT_TOKEN');
    expect(await editor.stop()).toBe(0);
  });

  it('answers like the command, and leads to the rules that it brings', async () => {
    const text = readFileSync(join(root, 'examples/broken.yaml'), 'utf8');
    const found = [];
    for (const program of [undefined, [join(folder, 'dist/server.cjs'), '--stdio', '--clientProcessId=1']]) {
      const editor = await Editor.start(program === undefined ? {} : { program });
      expect(Object.keys(editor.initialized.capabilities).length).toBeGreaterThan(features.length / 2);
      found.push(await editor.diagnostics(await editor.open('untitled:a.yaml', text)));
      expect(await editor.stop()).toBe(0);
    }
    const [ofCommand = [], ofExtension = []] = found;
    expect(ofExtension.length).toBe(6);
    const rulesPage = pathToFileURL(join(folder, 'rules/README.md')).href;
    const without = ({ codeDescription: _, ...rest }: (typeof ofCommand)[number]) => rest;
    expect(ofExtension.map(without)).toEqual(ofCommand.map(without));
    for (const { codeDescription, code } of ofExtension)
      expect(codeDescription?.href).toBe(`${rulesPage}#${String(code).replace('/', '')}`);
  });
});
