import { validateConfig } from '../../schemas/generated/config-validator.js';
import type { Config } from '../../schemas/generated/types.ts';
import type { FileReport, Range } from '../diagnostic.ts';
import { type Document, locate } from '../document.ts';
import type { ReadFile } from '../lint.ts';
import { firstOf, type Mistake, propertiesOf, readOwnFile } from '../own-file.ts';
import { below, type Pointer } from '../pointer.ts';
import { hasTooManyAlternatives, patternMistake } from './pattern.ts';

/** A configuration that was read, and all that is wrong with it. */
export interface ReadConfig {
  readonly file: ReadFile;
  /** Absent where something is wrong. */
  readonly config?: Config;
  readonly report: FileReport;
}

/** Reads a configuration. What is wrong with it is reported as in any other document; an empty one says nothing. */
export function readConfig(file: ReadFile): ReadConfig {
  const { value, report } = readOwnFile(file, {
    schema: 'config',
    check: validateConfig,
    title: 'a configuration',
    beyondSchema,
    placeOf,
  });
  if (report.diagnostics.length > 0) return { file, report };
  return { file, config: value ?? {}, report };
}

/** What JSON Schema cannot say, or not in words, of what it may have rejected. A pointer that ends at a glob means its key. */
function* beyondSchema(config: unknown): Iterable<Mistake> {
  for (const glob of Object.keys(propertiesOf(propertiesOf(config).files))) {
    const mistake = globMistake(glob);
    if (mistake !== undefined) yield { pointer: below('/files', glob), message: `this glob ${mistake}` };
  }
  const { ignore, variables, templates } = propertiesOf(config);
  for (const [index, name] of (Array.isArray(variables) ? variables : []).entries()) {
    const mistake = typeof name === 'string' ? variableMistake(name) : undefined;
    if (mistake !== undefined) yield { pointer: below('/variables', index), message: mistake };
  }
  for (const [path, id] of Object.entries(propertiesOf(templates))) {
    const mistake = pathMistake(path);
    const pointer = below('/templates', path);
    if (mistake !== undefined) yield { pointer, message: `this path ${mistake}` };
    else if (typeof id === 'string' && !/^[\w-]+$/.test(id)) {
      yield { pointer, message: `the id of a template has letters, digits, \`-\` and \`_\` only, found \`${id}\`` };
    }
  }
  for (const [index, ignored] of (Array.isArray(ignore) ? ignore : []).entries()) {
    if (typeof ignored !== 'object' || ignored === null) continue;
    const { glob, rule, pointer, reason, until } = propertiesOf(ignored);
    const entry = below('/ignore', index);
    if (glob === undefined && rule === undefined && pointer === undefined) {
      yield { pointer: entry, message: 'this would ignore everything: name a `glob`, a `rule` or a `pointer`' };
    }
    const mistakes = {
      glob: typeof glob === 'string' ? globMistake(glob) : undefined,
      pointer: typeof pointer === 'string' ? patternMistake(pointer) : undefined,
      reason: typeof reason === 'string' && reason.trim() === '' ? 'must say why, found nothing' : undefined,
      until: typeof until === 'string' ? dayMistake(until) : undefined,
    };
    for (const [name, mistake] of Object.entries(mistakes)) {
      if (mistake !== undefined) yield { pointer: below(entry, name), message: `\`${name}\` ${mistake}` };
    }
  }
}

/** What is wrong with the name of a variable. */
function variableMistake(name: string): string | undefined {
  const bare = /^\$\{(\w+)\}$/.exec(name)?.[1];
  if (bare !== undefined) return `this is the name of a variable: write \`${bare}\` instead of \`${name}\``;
  if (!/^[a-z_]\w*$/i.test(name)) {
    return `the name of a variable has letters, digits and \`_\` only, and begins with no digit, found \`${name}\``;
  }
  return /^hms_/i.test(name)
    ? `\`${name}\` cannot be listed: what signs in to the API begins with \`HMS_\`, and must not end up in a document`
    : undefined;
}

/** What is wrong with the path of a file, in words that follow it. */
function pathMistake(path: string): string | undefined {
  const found = `found \`${path}\``;
  if (path.includes('\\')) return `must have forward slashes, ${found}: write \`${path.replaceAll('\\', '/')}\``;
  if (path.startsWith('/') || /^[a-z]:/i.test(path) || path.split('/').includes('..')) {
    return `must stay within the folder of the configuration, and begin there, ${found}`;
  }
  return path.trim() === '' ? `must name a file, ${found}` : undefined;
}

/** More than this is no glob that somebody wrote. */
const longestGlob = 500;

/** What is wrong with a glob, in words that follow its name. */
function globMistake(glob: string): string | undefined {
  if (glob.trim() === '') return 'must name files, such as `templates/**`, found nothing';
  if (glob.length > longestGlob) return `is ${glob.length} characters long, at most ${longestGlob} are allowed`;
  const found = `found \`${glob}\``;
  if (glob.includes('\\')) return `must have forward slashes, ${found}: write \`${glob.replaceAll('\\', '/')}\``;
  if (glob.startsWith('!')) return `must name the files that are meant, and cannot exclude any, ${found}`;
  if (glob.startsWith('/') || /^[a-z]:/i.test(glob)) {
    return `must be a path from the folder of the configuration, ${found}: write it without what stands before that folder`;
  }
  if (glob.split('/').includes('..')) return `must stay within the folder of the configuration, ${found}`;
  if (hasTooManyAlternatives(glob)) return `stands for too many alternatives, ${found}: write several entries`;
  const open = unbalanced(glob);
  return open === undefined ? undefined : `has a \`${open}\` without its other half, ${found}`;
}

/** A bracket of a glob that has no other half. */
function unbalanced(glob: string): string | undefined {
  const open: string[] = [];
  let isInClass = false;
  for (const [index, unit] of [...glob].entries()) {
    // A `]` right behind the `[` is one of the characters that are meant.
    if (isInClass) isInClass = unit !== ']' || glob[index - 1] === '[';
    else if (unit === '[') isInClass = true;
    else if (unit === ']') return unit;
    else if (unit === '{') open.push(unit);
    else if (unit === '}' && open.pop() === undefined) return unit;
  }
  return isInClass ? '[' : open.at(-1);
}

function dayMistake(until: string): string | undefined {
  const wanted = 'must be a day such as `2026-12-31`';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(until)) return `${wanted}, found \`${until}\``;
  const day = new Date(`${until}T00:00:00Z`);
  const exists = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(until);
  return exists ? undefined : `${wanted}, and there is no \`${until}\``;
}

/** The value at a pointer, or the key where it is an entry of `files` or `templates`, or the beginning where it is an entry of `ignore`. */
function placeOf(document: Document, pointer: Pointer): Range {
  const { key, value } = locate(document, pointer);
  if (pointer.startsWith('/files/') || pointer.startsWith('/templates/')) return key ?? value;
  return /^\/ignore\/\d+$/.test(pointer) ? firstOf(value) : value;
}
