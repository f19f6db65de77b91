import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import { parse } from 'yaml';
import { packagesIn, thirdParty } from './third-party.ts';

// Bundles the command line and the library into dist/, and says whose code is in them.
const root = fileURLToPath(new URL('.', import.meta.url));
const dist = join(root, 'dist');

/** Commander can start other programs, which hmslint does not ask of it; loading what that needs takes milliseconds. Git is run all the same. */
const noChildProcesses: Plugin = {
  name: 'no-child-processes',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:node:)?child_process$/ }, ({ importer }) =>
      importer.includes('node_modules') ? { path: 'child_process', namespace: 'empty' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }));
  },
};

/** picocolors asks for the terminal while it is loaded, which sets up a stream; hmslint decides on colours itself. */
const colorsWithoutTerminal: Plugin = {
  name: 'colors-without-terminal',
  setup({ onLoad }) {
    onLoad({ filter: /picocolors\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/\bprocess\b/g, 'undefined'),
    }));
  },
};

/** What a clean file does not need, by its functions: the command line loads it at the first call of one of them. */
const deferred: ReadonlyMap<string, readonly string[]> = new Map([
  ['edit', ['applyEdits', 'inOrder', 'plannedEdits', 'provedEdits', 'spellChanges', 'textEdits']],
  ['schema-words', ['ruleOf', 'wrongValue', 'missingProperties', 'unknownProperty']],
  ['tolerant-json', ['readTolerantly']],
  ['yaml-nodes', ['readYamlNodes', 'yamlComments']],
]);

/**
 * Leaves what is not always needed in files of its own: what is imported by `import()`, and what is deferred. They repeat
 * the few lines that they share with the command line.
 */
const lazy = new Set<string>();
const lazyModules: Plugin = {
  name: 'lazy-modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      const name = basename(path, '.ts');
      if (kind === 'dynamic-import') {
        lazy.add(join(resolveDir, path));
        return { path: `./${name}.cjs`, external: true };
      }
      if (kind !== 'import-statement' || !deferred.has(name)) return undefined;
      lazy.add(join(resolveDir, path));
      return { path: name, namespace: 'deferred', sideEffects: false };
    });
    onResolve({ filter: /\.cjs$/, namespace: 'deferred' }, ({ path }) => ({ path, external: true }));
    onLoad({ filter: /.*/, namespace: 'deferred' }, ({ path }) => ({
      contents: (deferred.get(path) ?? [])
        .map((name) => `export const ${name} = (...args) => require('./${path}.cjs').${name}(...args);`)
        .join('\n'),
    }));
  },
};

const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20',
  minify: true,
  metafile: true,
  outdir: dist,
  legalComments: 'none',
  // The same code as for Node, but in ES modules, from which what is not used can be left out.
  alias: { yaml: './node_modules/yaml/browser/index.js' },
} satisfies BuildOptions;

/** CommonJS: setting up Node's loader of ES modules takes as long as linting a file. */
const command = {
  ...options,
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  supported: { 'dynamic-import': false },
  define: { 'import.meta.dirname': '__dirname' },
  plugins: [noChildProcesses, colorsWithoutTerminal, lazyModules],
} satisfies BuildOptions;

rmSync(dist, { recursive: true, force: true });
const results: { readonly metafile: Metafile }[] = [
  await build({ ...command, entryPoints: { cli: 'src/cli/start.ts', main: 'src/cli.ts' } }),
  await build({ ...options, format: 'esm', entryPoints: ['src/index.ts'] }),
  // It runs hmslint as a program of its own.
  await build({ ...command, entryPoints: ['src/action.ts'], plugins: [] }),
];
// What is loaded late may load more later still.
const built = new Set<string>();
for (let left = [...lazy]; left.length > 0; left = [...lazy].filter((file) => !built.has(file))) {
  results.push(await build({ ...command, entryPoints: left, entryNames: '[name]' }));
  for (const file of left) built.add(file);
}
chmodSync(join(dist, 'cli.cjs'), 0o755);
for (const name of readdirSync(dist).filter((each) => each.endsWith('.cjs'))) {
  writeFileSync(join(dist, name), inAscii(readFileSync(join(dist, name), 'utf8')));
}
keepCompiled(['main.cjs', 'yaml-nodes.cjs', 'pretty.cjs', 'edit.cjs', 'schema-words.cjs'], (files) => [
  '--fail-on',
  'never',
  ...files,
]);
keepCompiled(['matrix.cjs'], () => ['matrix', 'webinar.json']);
writeFileSync(
  join(dist, 'THIRD-PARTY.txt'),
  thirdParty(
    packagesIn(
      results.map(({ metafile }) => metafile),
      root,
    ),
  ),
);

/** The same code without characters that take two bytes in memory: they stand in strings and patterns only. */
function inAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Leaves beside files of the program what this Node makes of them while it runs on the examples, as YAML and as JSON. */
function keepCompiled(names: readonly string[], argsFor: (files: readonly string[]) => readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'hmslint-build-'));
  for (const name of ['webinar', 'broken']) {
    const yaml = readFileSync(join(root, `examples/${name}.yaml`), 'utf8');
    writeFileSync(join(folder, `${name}.yaml`), yaml);
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(parse(yaml, { merge: true }), null, 2));
  }
  const files = readdirSync(folder);
  const ending = `${process.version}-${process.platform}-${process.arch}.bin`;
  for (const name of names) writeFileSync(join(dist, `${name}.${ending}`), '');
  // The program's own loader runs, which finds these files empty; what it compiled is taken from it when it ends.
  const keep = join(folder, 'keep.cjs');
  writeFileSync(
    keep,
    `const vm = require('node:vm');
    const scripts = [];
    vm.Script = class extends vm.Script {
      constructor(text, { filename }) {
        super(text, { filename });
        scripts.push([filename, this]);
      }
    };
    process.on('exit', () => {
      for (const [path, script] of scripts) {
        if (!${JSON.stringify(names)}.includes(require('node:path').basename(path))) continue;
        require('node:fs').writeFileSync(path + '.${ending}', script.createCachedData());
      }
    });`,
  );
  const { NODE_OPTIONS: _, ...env } = process.env;
  execFileSync(process.execPath, ['--require', keep, join(dist, 'cli.cjs'), ...argsFor(files)], {
    cwd: folder,
    env,
    stdio: 'ignore',
  });
  rmSync(folder, { recursive: true });
}
