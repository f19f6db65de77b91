export function svg(templates: readonly unknown[]): string {
  return String(templates.length);
}
