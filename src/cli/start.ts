#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import nodeModule from 'node:module';
import { Script } from 'node:vm';

// Compiling the program takes longer than linting a file. So the build leaves beside it what its own Node made of the code;
// another Node is asked to keep what it makes, where it can.
const folder = import.meta.dirname;
const kept = `${process.version}-${process.platform}-${process.arch}.bin`;

load('./main.cjs');

/** Loads a file of the program: from compiled code where there is some for this very Node, else from its text. */
function load(name: string): unknown {
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
  const loaded = { exports: {} };
  const requireFrom = (wanted: string) =>
    wanted.startsWith('.') ? load(wanted) : nodeModule.createRequire(path)(wanted);
  new Script(text, { filename: path, cachedData }).runInThisContext()(
    loaded.exports,
    requireFrom,
    loaded,
    path,
    folder,
  );
  return loaded.exports;
}
