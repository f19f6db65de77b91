#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { Script } from 'node:vm';

// Compiling the program takes longer than linting a file. So the build leaves beside it what its own Node made of the code;
// another Node is asked to keep what it makes, where it can.
const folder = import.meta.dirname;
const kept = `${process.version}-${process.platform}-${process.arch}.bin`;

/** What files of the program give, by their names. */
const loaded = new Map<string, unknown>();

load('./main.cjs');

/** Gives what a file of the program does, which runs once. */
function load(name: string): unknown {
  if (!loaded.has(name)) loaded.set(name, run(name));
  return loaded.get(name);
}

/** Runs a file of the program: from compiled code where there is some for this very Node, else from its text. */
function run(name: string): unknown {
  const path = `${folder}/${name.slice(2)}`;
  let cachedData: Buffer;
  try {
    cachedData = readFileSync(`${path}.${kept}`);
  } catch {
    const keepCompiled: unknown = Reflect.get(nodeModule, 'enableCompileCache');
    if (typeof keepCompiled === 'function') keepCompiled();
    return nodeModule.createRequire(path)(path);
  }
  // The build sees to it that the text has ASCII characters only.
  const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(path, 'latin1')}\n})`;
  const module = { exports: {} };
  const requireFrom = (wanted: string) =>
    wanted.startsWith('.') ? load(wanted) : nodeModule.createRequire(path)(wanted);
  new Script(text, { filename: path, cachedData }).runInThisContext()(
    module.exports,
    requireFrom,
    module,
    path,
    folder,
  );
  return module.exports;
}
