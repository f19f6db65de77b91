export function html(templates: readonly unknown[]): string {
  return String(templates.length);
}
