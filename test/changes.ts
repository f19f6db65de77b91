import type { Change, Json } from '../src/change.ts';
import type { Document } from '../src/document.ts';
import { below, type Pointer, parent, steps } from '../src/pointer.ts';
import { readYaml, yamlComments } from '../src/yaml.ts';

/** All pointers of a value but the root, with what stands there. */
export function places(
  value: unknown,
  pointer: Pointer = '',
): { readonly pointer: Pointer; readonly value: unknown; readonly holder: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const at = below(pointer, name);
    return [{ pointer: at, value: inner, holder: value }, ...places(inner, at)];
  });
}

/** Whether a value is an object. */
export function isObject(value: unknown): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value with what stands at a pointer put through `change`; `undefined` takes it away. A name can be changed too. */
function mapAt(
  value: unknown,
  path: readonly string[],
  change: (name: string, value: unknown) => readonly [string, unknown] | undefined,
): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): (readonly [string, unknown])[] => {
    if (name !== step) return [[name, inner]];
    if (rest.length > 0) return [[name, mapAt(inner, rest, change)]];
    const changed = change(name, inner);
    return changed === undefined ? [] : [changed];
  });
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

function put(value: unknown, path: readonly string[], put: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return put;
  const old: unknown = isObject(value) ? value : {};
  const entries = new Map<string, unknown>(Object.entries(isObject(old) ? old : {}));
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === step ? putIn(inner, rest, put) : inner));
  entries.set(step, putIn(entries.get(step), rest, put));
  return Object.fromEntries(entries);
}
const putIn = put;

/** The value that a change must give, worked out without the code under test. */
export function expected(value: unknown, change: Change): unknown {
  if ('replace' in change) return put(value, steps(change.replace), change.value);
  if ('rename' in change) return mapAt(value, steps(change.rename), (_, inner) => [change.to, inner]);
  if ('remove' in change) return mapAt(value, steps(change.remove), () => undefined);
  if ('add' in change) return put(value, [...steps(change.add), change.name], change.value);
  const moved = places(value).find(({ pointer }) => pointer === change.move)?.value;
  return put(
    mapAt(value, steps(change.move), () => undefined),
    [...steps(change.into), change.name],
    moved,
  );
}

/** YAML with comments on lines of their own, and behind values, wherever they do not change what the text says. */
export function withComments(
  text: string,
  places: readonly { readonly line: number; readonly own: boolean; readonly indent: number }[],
): string {
  const value = JSON.stringify(readYaml(text)[0]?.value);
  let commented = text;
  for (const [index, { line, own, indent }] of places.entries()) {
    const lines = commented.split('\n');
    const at = line % lines.length;
    const found = lines[at] ?? '';
    const comment = `# comment ${index}`;
    const space = /^ */.exec(found)?.[0] ?? '';
    lines.splice(at, 1, ...(own ? [`${space}${' '.repeat(indent)}${comment}`, found] : [`${found} ${comment}`]));
    const next = lines.join('\n');
    const again = readYaml(next)[0];
    const sound = again !== undefined && again.problems.length === 0 && JSON.stringify(again.value) === value;
    if (sound && yamlComments(next).length === yamlComments(commented).length + 1) commented = next;
  }
  return commented;
}

/** The comments that a change may take along: behind the value that goes, between its lines, and right below, deeper than it. */
export function mayLose(document: Document, change: Change): (offset: number) => boolean {
  const ranges: { readonly start: number; readonly end: number }[] = [];
  const gone =
    'remove' in change
      ? [change.remove]
      : 'replace' in change
        ? [change.replace]
        : 'move' in change
          ? [below(change.into, change.name)]
          : [];
  // Between brackets a comment behind a property does not move with it.
  if ('move' in change && document.layout(parent(change.move) ?? '')?.style === 'flow') gone.push(change.move);
  const { text } = document;
  for (const pointer of gone) {
    const location = document.locate(pointer);
    if (location === undefined) continue;
    const { start } = location.key ?? location.value;
    const old = text.slice(start, location.value.end);
    if (!('remove' in change) && pointer !== ('move' in change && change.move) && !old.includes('\n')) continue;
    let end = text.indexOf('\n', location.value.end);
    if (end < 0) end = text.length;
    // An entry of a list begins at its dash.
    const column = start - (text.lastIndexOf('\n', start) + 1) - (location.key === undefined ? 2 : 0);
    if (old.includes('\n')) {
      for (const line of text.slice(end + 1).split('\n')) {
        if (!/^ *#/.test(line) || line.indexOf('#') <= Math.max(0, column)) break;
        end += line.length + 1;
      }
    }
    ranges.push({ start, end });
  }
  return (offset) => ranges.some(({ start, end }) => offset > start && offset < end);
}
