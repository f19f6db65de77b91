/** A JSON Pointer (RFC 6901): `''` for the root, `/roles/host` for a part. `~` and `/` in a name are written `~0` and `~1`. */
export type Pointer = string;

/** One step of a pointer: a property's name, or the index of a list's entry. */
export type Step = string | number;

/** The pointer to `step` below `pointer`. */
export function below(pointer: Pointer, step: Step): Pointer {
  return `${pointer}/${escapeStep(String(step))}`;
}

/** The names a pointer is made of, unescaped: `/a~1b/0` gives `['a/b', '0']`. */
export function steps(pointer: Pointer): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The pointer made of `names`: the inverse of {@link steps}. */
export function pointerTo(names: readonly Step[]): Pointer {
  return names.map((name) => `/${escapeStep(String(name))}`).join('');
}

/** The pointer to what holds `pointer`, and `undefined` for the root. */
export function parent(pointer: Pointer): Pointer | undefined {
  return pointer === '' ? undefined : pointer.slice(0, pointer.lastIndexOf('/'));
}

/** The last name of a pointer, unescaped, and `undefined` for the root. */
export function lastStep(pointer: Pointer): string | undefined {
  return steps(pointer.slice(Math.max(0, pointer.lastIndexOf('/')))).at(-1);
}

function escapeStep(step: string): string {
  return step.includes('~') || step.includes('/') ? step.replaceAll('~', '~0').replaceAll('/', '~1') : step;
}
