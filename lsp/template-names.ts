import type { NamedTemplate } from '../src/same-name.ts';

export type { NamedTemplate } from '../src/same-name.ts';

/** Named templates by their names, each name's sorted by path. */
export type TemplatesByName = ReadonlyMap<string, readonly NamedTemplate[]>;

/** Groups named templates by their names. */
export function groupedByName(templates: readonly NamedTemplate[]): TemplatesByName {
  const byName = new Map<string, NamedTemplate[]>();
  for (const template of templates.toSorted(byPath)) {
    const same = byName.get(template.name);
    if (same === undefined) byName.set(template.name, [template]);
    else same.push(template);
  }
  return byName;
}

/** Orders by path, as a run of the command line does. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

/** Whether two lists name the same templates at the same places. */
export function areSame(before: readonly NamedTemplate[], after: readonly NamedTemplate[]): boolean {
  return (
    before.length === after.length &&
    before.every((one, index) => {
      const other = after[index];
      if (one === other) return true;
      return (
        one.name === other?.name &&
        one.path === other.path &&
        one.document === other.document &&
        one.range.start === other.range.start &&
        one.range.end === other.range.end
      );
    })
  );
}
