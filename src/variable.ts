/** How a variable stands in a text: its name is the first group. */
export const variable = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** Whether variables stand in a value, all of them among these: what it says is known only when they are filled in. */
export function isLeftToVariables(value: unknown, names: ReadonlySet<string>): boolean {
  if (typeof value !== 'string' || names.size === 0) return false;
  const found = [...value.matchAll(variable)];
  return found.length > 0 && found.every(([, name = '']) => names.has(name));
}
