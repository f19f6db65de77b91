import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom. `*` stands for any name in a folder, `**` also for folders in it; `~` allows types only.
 * Whoever is not in the table has no place yet: give it one.
 */
const mayImport: { readonly [file: string]: readonly string[] } = {
  // Words that all others use: places in texts and what is said of them.
  'src/pointer': [],
  'src/change': ['~src/pointer'],
  'src/diagnostic': ['~src/change', '~src/pointer'],
  'src/lines': [],
  'src/ranges': ['~src/diagnostic'],
  'src/mask': ['~src/diagnostic'],
  'src/visible': [],
  'src/variable': [],
  'src/nearest': [],
  'src/listed': [],
  'src/documentation': [],
  'src/version': ['package.json'],

  // Documents: text, value, places. No rule and no schema.
  'src/layout': ['~src/diagnostic'],
  'src/document': ['~src/diagnostic', '~src/layout', 'src/pointer'],
  'src/json': ['~src/diagnostic', 'src/document', 'src/layout', '~src/pointer', 'src/tolerant-json'],
  'src/tolerant-json': ['~src/diagnostic', 'src/document', 'src/json-words', 'src/layout', 'src/pointer'],
  'src/json-words': ['~src/diagnostic', '~src/document'],
  'src/yaml': ['~src/document', 'src/yaml-nodes', 'src/yaml-plain', 'src/yaml-plain-places', 'src/yaml-signs'],
  'src/yaml-plain': ['src/document', 'src/yaml-plain-places'],
  'src/yaml-plain-places': ['~src/diagnostic', '~src/document', 'src/pointer'],
  'src/yaml-nodes': ['~src/diagnostic', 'src/document', 'src/pointer', 'src/ranges', 'src/yaml-*'],
  'src/yaml-layout': ['~src/layout'],
  'src/yaml-places': ['~src/diagnostic', '~src/document', 'src/pointer'],
  'src/yaml-signs': ['~src/diagnostic', '~src/document'],
  'src/yaml-problems': ['~src/diagnostic', '~src/document'],
  'src/json-value': ['~src/change'],
  'src/edit': [
    '~src/change',
    '~src/diagnostic',
    '~src/document',
    'src/json-value',
    '~src/layout',
    'src/pointer',
    'src/edit/*',
  ],
  'src/edit/*': [
    '~src/change',
    '~src/diagnostic',
    '~src/document',
    '~src/edit',
    '~src/layout',
    'src/pointer',
    'src/edit/*',
  ],
  'src/ignore': ['src/diagnostic', '~src/document', 'src/listed', 'src/nearest'],
  'src/fingerprint': ['~src/diagnostic', '~src/document', 'src/pointer'],
  'src/secret-places': ['~src/diagnostic', 'src/model/stream-key', '~src/pointer'],
  'src/secrets': ['~src/diagnostic', 'src/document', 'src/pointer', 'src/ranges', 'src/secret-places'],
  'src/kinds': ['~src/diagnostic', '~src/document', '~src/ignore', 'src/kind'],
  'src/masked-lines': ['~src/diagnostic', 'src/mask', '~src/secrets'],
  'src/kind': ['~src/diagnostic', 'src/nearest'],

  // The schema: what shape is allowed, and the words for it.
  'schemas/build': [],
  'schemas/generated/*': [],
  'src/fields': ['schemas/*.schema.json', '~src/diagnostic', 'src/pointer'],
  'src/schema-words': [
    '~schemas/generated/validators',
    'src/document',
    'src/fields',
    'src/listed',
    'src/nearest',
    'src/pointer',
    '~src/schema',
    'src/suggest',
  ],
  'src/suggest': ['src/fields', 'src/nearest', 'src/pointer'],
  'src/schema': [
    'schemas/generated/validators',
    '~src/accept',
    '~src/change',
    '~src/diagnostic',
    'src/document',
    '~src/fields',
    'src/pointer',
    'src/schema-words',
  ],

  // What rules see: typed parts, and nothing of texts and places in them.
  'src/sound': ['~schemas/generated/types', '~src/diagnostic'],
  'src/rule': ['~src/change', '~src/diagnostic', '~src/sound'],
  'src/template': ['~schemas/generated/types', 'src/sound'],
  'src/model/*': [
    '~schemas/generated/types',
    '~src/diagnostic',
    'src/model/*',
    'src/pointer',
    'src/sound',
    'src/template',
  ],
  'src/model/effective': ['~src/diagnostic', 'src/document', 'src/fields', 'src/pointer', 'src/sound'],
  'rules/**': [
    '~schemas/generated/types',
    '~src/change',
    'src/rule',
    'src/sound',
    'src/template',
    'src/model/*',
    'src/nearest',
  ],
  'rules/index': ['rules/**', '~src/rule'],
  'rules/build': ['rules/index', 'src/diagnostic', 'src/explain'],

  // The engine: the list of rules is given to it.
  'src/accept': [
    '~schemas/generated/types',
    '~src/diagnostic',
    'src/document',
    'src/pointer',
    '~src/rule',
    'src/sound',
  ],
  'src/understand': ['src/accept', '~src/diagnostic', '~src/document', 'src/schema', '~src/sound'],
  'src/findings': [
    '~src/change',
    '~src/diagnostic',
    'src/document',
    '~src/pointer',
    '~src/rule',
    'src/sound',
    'src/understand',
  ],
  'src/prove': ['~src/diagnostic', '~src/document', 'src/edit', 'src/findings'],
  'src/fix': ['~src/change', '~src/diagnostic', '~src/document', 'src/edit', '~src/lint', 'src/prove'],
  'src/diagnose': [
    '~src/diagnostic',
    'src/document',
    'src/documentation',
    '~src/findings',
    'src/fingerprint',
    '~src/lint',
    'src/masked-lines',
    '~src/pointer',
    'src/ranges',
    '~src/secrets',
  ],
  'src/file-report': ['src/diagnostic', 'src/documentation', 'src/fingerprint', 'src/ignore', '~src/lint'],
  'src/lint': [
    'src/diagnose',
    'src/diagnostic',
    'src/document',
    'src/file-report',
    'src/findings',
    'src/fingerprint',
    'src/ignore',
    'src/kinds',
    'src/masked-lines',
    '~src/pointer',
    'src/prove',
    '~src/rule',
    'src/same-name',
    'src/secrets',
    '~src/sound',
    'src/variable',
  ],
  'src/mistakes': ['src/document', '~src/pointer', '~src/understand'],
  'src/known': ['~src/diagnostic'],
  'src/same-name': ['src/diagnostic', 'src/documentation'],
  'src/read': ['src/document', 'src/json', '~src/lint', 'src/yaml'],
  'src/index': [
    'rules/index',
    '~src/change',
    '~src/diagnostic',
    'src/fix',
    'src/ignore',
    'src/kinds',
    'src/lint',
    'src/model/*',
    'src/read',
    '~src/rule',
    'src/understand',
  ],

  // The configuration: a document like any other, and what it says of files.
  'src/config/find': [],
  'src/config/pattern': ['src/pointer'],
  'src/own-file': [
    '~schemas/generated/validators',
    '~src/diagnostic',
    'src/document',
    'src/documentation',
    'src/edit',
    '~src/fields',
    'src/fingerprint',
    '~src/lint',
    '~src/pointer',
    'src/schema',
  ],
  'src/baseline': [
    'schemas/generated/baseline-validator',
    '~schemas/generated/types',
    'src/diagnostic',
    'src/document',
    '~src/lint',
    'src/own-file',
    'src/pointer',
    'src/visible',
  ],
  'src/config/read': [
    'schemas/generated/config-validator',
    '~schemas/generated/types',
    '~src/diagnostic',
    'src/document',
    '~src/lint',
    'src/own-file',
    'src/pointer',
    'src/config/pattern',
  ],
  'src/config/configuration': [
    '~schemas/generated/types',
    '~src/change',
    '~src/diagnostic',
    'src/document',
    'src/documentation',
    'src/edit',
    'src/fingerprint',
    '~src/lint',
    'src/pointer',
    'src/config/pattern',
    'src/config/read',
  ],

  // The API: how it is reached, and what is read and written there.
  'src/push/stop': [],
  'src/push/values': ['~src/change', 'src/document', 'src/pointer', 'src/secret-places'],
  'src/push/secret-values': ['src/visible'],
  'src/push/token': [],
  'src/push/connection': ['~src/push/secret-values', 'src/push/stop', 'src/push/token'],
  'src/push/proxied': ['~src/push/client', '~src/push/connection'],
  'src/push/answer': ['src/document', 'src/listed', 'src/visible'],
  'src/push/client': [
    '~src/change',
    'src/push/answer',
    '~src/push/connection',
    'src/push/proxied',
    '~src/push/secret-values',
    'src/push/stop',
    'src/version',
  ],
  'src/push/api': ['~src/change', '~src/push/client', 'src/push/stop', 'src/visible'],
  'src/push/parallel': [],

  // What a document means, beside what the server has: nothing of networks and files in it.
  'src/push/variables': ['~src/diagnostic', 'src/pointer', '~src/push/*', 'src/push/values', 'src/variable'],
  'src/push/canonical': ['~src/diagnostic', 'src/push/values', 'src/push/variables'],
  'src/push/masks': ['src/pointer', '~src/push/secret-values', 'src/push/values', 'src/secret-places'],
  'src/push/silence': ['~src/fields', 'src/push/values'],
  'src/push/difference': [
    '~src/diagnostic',
    'src/document',
    'src/fields',
    'src/pointer',
    'src/push/list-entries',
    'src/push/masks',
    'src/push/silence',
    'src/push/values',
    'src/secret-places',
  ],
  'src/push/list-entries': ['src/push/values'],
  'src/push/dangers': [
    '~src/diagnostic',
    'src/fields',
    'src/listed',
    'src/pointer',
    'src/push/canonical',
    'src/push/values',
  ],
  'src/push/fingerprints': ['~src/diagnostic', 'src/mask', 'src/push/masks', 'src/push/values'],
  'src/push/secret-names': ['src/pointer', 'src/push/masks', 'src/push/values', 'src/variable'],
  'src/push/document-text': ['~src/diagnostic', 'src/edit/spell', 'src/fields', 'src/push/values'],

  // Plan, push and pull.
  'src/push/intended': ['~src/diagnostic', '~src/document'],
  'src/push/workspace': ['src/files', 'src/push/stop'],
  'src/push/*': [
    '~src/change',
    'src/diagnostic',
    '~src/document',
    'src/edit',
    'src/fields',
    'src/nearest',
    'src/pointer',
    'src/push/*',
    'src/visible',
  ],

  // What people see.
  'src/explain': ['src/documentation', '~src/rule'],
  'src/formats/plan*': [
    '~src/diagnostic',
    'src/formats/*',
    'src/lines',
    'src/listed',
    'src/pointer',
    '~src/push/view',
    'src/visible',
  ],
  'src/formats/*': [
    'src/diagnostic',
    'src/explain',
    'src/fingerprint',
    'src/lines',
    'src/listed',
    'src/mask',
    '~src/rule',
    'src/visible',
    'src/formats/*',
  ],
  'src/formats/effective': [
    '~src/diagnostic',
    'src/edit/spell',
    'src/lines',
    '~src/model/effective',
    'src/pointer',
    'src/visible',
  ],
  'src/formats/matrix/*': [
    'src/formats/columns',
    'src/formats/matrix/*',
    '~src/lines',
    'src/model/*',
    '~src/pointer',
    'src/visible',
  ],
  'src/files': ['src/walk'],
  'src/walk': ['src/files'],
  'src/replace-file': ['src/files'],
  // The GitHub Action: it runs the command line as a program, and reads its report.
  'src/action': ['src/action/*'],
  'src/action/*': [
    'src/action/*',
    'src/diagnostic',
    'src/formats/json-text',
    'src/formats/summary',
    'src/listed',
    'src/visible',
  ],
  'src/starter': [],
  'src/completion': [],
  'src/git': ['src/visible'],
  'src/repository': ['src/files', 'src/git', 'src/visible'],
  // The language server: wiring, and one file for each feature.
  'lsp/values': [],
  'lsp/uris': [],
  'lsp/client': ['lsp/values'],
  'lsp/params': ['lsp/values'],
  'lsp/gate': ['lsp/params'],
  'lsp/positions': ['~src/diagnostic', 'src/lines'],
  'lsp/settings': ['src/diagnostic', 'lsp/values'],
  'lsp/aliases': ['~src/document', 'src/yaml', '~lsp/names'],
  'lsp/shapes': ['~src/diagnostic', 'src/fields', 'src/pointer'],
  'lsp/*': [
    'rules/index',
    'src/change',
    'src/config/*',
    'src/diagnostic',
    'src/document',
    'src/edit',
    'src/edit/*',
    'src/explain',
    'src/fields',
    'src/files',
    'src/fix',
    'src/formats/matrix/*',
    'src/formats/summary',
    'src/json-value',
    'src/ignore',
    'src/kind',
    'src/kinds',
    'src/layout',
    'src/lint',
    'src/listed',
    'src/mistakes',
    'src/model/*',
    'src/nearest',
    'src/pointer',
    'src/prove',
    'src/read',
    '~src/rule',
    'src/same-name',
    'src/schema',
    'src/secrets',
    'src/sound',
    'src/template',
    'src/understand',
    'src/version',
    'src/visible',
    'src/walk',
    'lsp/*',
  ],
  // The extension for VS Code: a client, and the server as a program of its own.
  'third-party': [],
  'lsp/vscode/extension': ['lsp/vscode/matrix-panel', 'lsp/vscode/status-item'],
  'lsp/vscode/matrix-panel': [],
  'lsp/vscode/status-item': [],
  'lsp/vscode/server': ['lsp/server'],
  'lsp/vscode/stage': ['third-party'],
  'lsp/vscode/build': ['lsp/vscode/stage'],

  'src/cli': ['rules/index', 'src/cli/*'],
  'src/cli/*': [
    'rules/index',
    'lsp/server',
    'src/baseline',
    'src/cli/*',
    'src/completion',
    'src/config/*',
    'src/diagnostic',
    'src/document',
    'src/explain',
    'src/files',
    'src/findings',
    'src/fix',
    'src/formats/*',
    'src/formats/matrix/*',
    'src/git',
    'src/known',
    'src/ignore',
    'src/kind',
    'src/kinds',
    'src/lines',
    'src/lint',
    'src/mistakes',
    'src/model/*',
    'src/nearest',
    'src/read',
    'src/replace-file',
    'src/repository',
    '~src/rule',
    'src/starter',
    'src/secrets',
    'src/sound',
    'src/understand',
    'src/version',
    'src/visible',
    'src/walk',
    'src/yaml',
  ],
  // The commands that talk to the API: loaded by nobody else.
  'src/cli/deployment': ['src/cli/plan', 'src/cli/pull', 'src/cli/push'],
  'src/cli/pull-options': ['src/cli/*'],
  'src/cli/deploy-options': ['src/diagnostic', '~src/push/intended', 'src/cli/*'],
  'src/cli/deploy': ['~src/diagnostic', 'src/formats/pretty', 'src/push/*', 'src/cli/*'],
  'src/cli/intend': [
    'rules/index',
    'src/cli/*',
    '~src/diagnostic',
    'src/document',
    'src/documentation',
    'src/files',
    'src/ignore',
    'src/json',
    'src/kinds',
    'src/lint',
    'src/push/*',
    'src/secrets',
  ],
  'src/cli/plan': ['rules/index', 'src/cli/*', 'src/files', 'src/formats/*', 'src/push/*'],
  'src/cli/push': ['rules/index', 'src/cli/*', 'src/files', 'src/formats/*', 'src/push/*', 'src/read', 'src/visible'],
  'src/cli/pull': [
    'src/cli/*',
    '~src/document',
    'src/edit',
    'src/files',
    'src/formats/summary',
    'src/ignore',
    'src/kinds',
    '~src/lint',
    'src/nearest',
    'src/push/*',
    'src/read',
    'src/replace-file',
    'src/visible',
  ],
  'src/cli/blame': [
    'src/cli/deploy',
    '~src/diagnostic',
    'src/document',
    'src/documentation',
    'src/pointer',
    '~src/push/*',
    'src/secrets',
    'src/visible',
  ],
};

/** Where a package may be used. */
const mayUse: { readonly [name: string]: readonly string[] } = {
  yaml: ['src/yaml', 'src/yaml-*'],
  'json-source-map': ['src/json'],
  'fastest-levenshtein': ['src/nearest'],
  ajv: ['schemas/build', 'schemas/generated/*'],
  'ajv-formats': ['schemas/build', 'schemas/generated/*'],
  'json-schema-to-typescript': ['schemas/build'],
  commander: ['src/cli/*'],
  jose: ['src/push/token'],
  undici: ['src/push/proxied'],
  'fast-string-width': ['src/formats/columns'],
  picocolors: ['src/formats/**'],
  diff: ['src/formats/diff', 'lsp/fixes'],
  picomatch: ['src/walk'],
  ignore: ['src/files', 'src/walk'],
  'vscode-languageserver': ['lsp/server', 'lsp/answer', 'lsp/gate', 'lsp/feature'],
  'vscode-languageserver-protocol': ['lsp/*'],
  'vscode-languageserver-textdocument': ['lsp/workspace'],
  'vscode-languageclient': ['lsp/vscode/extension', 'lsp/vscode/status-item'],
  vscode: ['lsp/vscode/extension', 'lsp/vscode/matrix-panel', 'lsp/vscode/status-item'],
  esbuild: ['lsp/vscode/stage', 'third-party'],
  // The engine reads no file, and runs in an editor as well.
  node: [
    'lsp/anchors',
    'lsp/uris',
    'lsp/configurations',
    'lsp/diagnostics',
    'lsp/ignore-here',
    'lsp/last-renames',
    'lsp/plan-and-push',
    'lsp/unopened-files',
    'lsp/unused-entries',
    'lsp/vscode/build',
    'lsp/vscode/stage',
    'lsp/workspace',
    'lsp/workspace-symbols',
    'src/files',
    'src/git',
    'src/walk',
    'src/replace-file',
    'src/action',
    'src/repository',
    'src/config/find',
    'src/config/configuration',
    'src/push/token',
    'src/push/client',
    'src/push/fingerprints',
    'src/push/run-process',
    'src/push/workspace',
    'src/cli/*',
    'schemas/build',
    'rules/build',
    'third-party',
  ],
};

interface Import {
  /** A file without its ending, or a package. */
  readonly of: string;
  readonly isFile: boolean;
  readonly how: 'value' | 'type' | 'later';
}

const root = new URL('../', import.meta.url);
const inFolders = ['src', 'rules', 'schemas', 'lsp'].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.[jt]s$/.test(name) && !name.endsWith('.d.ts'))
    .filter((name) => !/\/(?:dist|node_modules)\//.test(name)),
);
const files = [...inFolders, 'third-party.ts'];
const imports: ReadonlyMap<string, readonly Import[]> = new Map(
  files.map((file) => [bare(file), importsOf(file, readFileSync(new URL(file, root), 'utf8'))]),
);

function importsOf(file: string, text: string): readonly Import[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const statements = [
    ...code.matchAll(/^(?:import|export)\s+(?<type>type\s+)?[^;'"`]*?\bfrom\s+['"](?<of>[^'"]+)['"]/gm),
    ...code.matchAll(/^import\s+['"](?<of>[^'"]+)['"]/gm),
    ...code.matchAll(/\bimport\(\s*['"](?<of>[^'"]+)['"]/g),
    ...code.matchAll(/\brequire\(\s*['"](?<of>[\w@./-]+)['"]/g),
  ];
  return statements.map(({ 0: statement, groups }) => {
    const of = groups?.of ?? '';
    const how = groups?.type !== undefined ? 'type' : statement.startsWith('import(') ? 'later' : 'value';
    if (of.startsWith('.')) return { of: bare(posix.join(posix.dirname(file), of)), isFile: true, how };
    const name = of.startsWith('node:')
      ? 'node'
      : of
          .split('/')
          .slice(0, of.startsWith('@') ? 2 : 1)
          .join('/');
    return { of: name, isFile: false, how };
  });
}

/** A file's name without the ending of code. */
function bare(file: string): string {
  return file.replace(/(?:\.d)?\.[jt]s$/, '');
}

/** Whether a name of the table means a file. */
function means(pattern: string, file: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('**', '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('\0', '.*');
  return new RegExp(`^${source}$`).test(file);
}

/** The row of a file: its own, else that of its folder. */
function rowOf(file: string): string | undefined {
  return Object.hasOwn(mayImport, file) ? file : Object.keys(mayImport).find((pattern) => means(pattern, file));
}

describe('the table', () => {
  it('has a place for every file', () => {
    expect([...imports.keys()].filter((file) => rowOf(file) === undefined)).toEqual([]);
  });

  it('names nothing that is not there', () => {
    const there = [...imports.keys()];
    expect(Object.keys(mayImport).filter((pattern) => !there.some((file) => rowOf(file) === pattern))).toEqual([]);
    for (const patterns of [...Object.values(mayImport), ...Object.values(mayUse)]) {
      for (const pattern of patterns.map((name) => name.replace('~', ''))) {
        expect(there.some((file) => means(pattern, file)) || pattern.endsWith('.json'), pattern).toBe(true);
      }
    }
  });

  it('lets nobody import the command line', () => {
    for (const [file, patterns] of Object.entries(mayImport)) {
      if (!file.startsWith('src/cli')) expect(patterns.filter((name) => name.includes('src/cli'))).toEqual([]);
      if (!/^(?:lsp|src\/cli)/.test(file)) expect(patterns.filter((name) => name.startsWith('lsp'))).toEqual([]);
    }
  });
});

describe('imports', () => {
  it.each([...imports])('of %s are allowed', (file, all) => {
    const allowed = mayImport[rowOf(file) ?? ''] ?? [];
    const wrong = all.filter(({ of, isFile, how }) => {
      if (!isFile) return !Object.hasOwn(mayUse, of) || mayUse[of]?.every((pattern) => !means(pattern, file));
      return !allowed.some((name) => means(name.replace('~', ''), of) && (how === 'type' || !name.startsWith('~')));
    });
    expect(wrong.map(({ of, how }) => `${of} (${how})`)).toEqual([]);
  });

  it('make no circle', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      if (path.includes(file) || done.has(file)) return;
      for (const { of, how } of imports.get(file) ?? []) if (how === 'value') visit(of, [...path, file]);
      done.add(file);
    };
    for (const file of imports.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });

  it('are found in all their forms', () => {
    const text = [
      "import a, { type B } from './a.ts';",
      "import type { C } from '../c.ts';",
      "export { d } from 'd/e';",
      "import 'node:fs';",
      "import {\n  f,\n  g,\n} from '@h/i/j';",
      "const k = await import('./k.ts');",
      "// import l from './l.ts';",
      "/** import m from './m.ts'; */",
    ].join('\n');
    expect(importsOf('src/x.ts', text)).toEqual([
      { of: 'src/a', isFile: true, how: 'value' },
      { of: 'c', isFile: true, how: 'type' },
      { of: 'd', isFile: false, how: 'value' },
      { of: '@h/i', isFile: false, how: 'value' },
      { of: 'node', isFile: false, how: 'value' },
      { of: 'src/k', isFile: true, how: 'later' },
    ]);
  });
});
