import type { Report } from '../diagnostic.ts';
import type { PlanView } from '../push/view.ts';
import { visibleJson } from '../visible.ts';
import { json } from './json.ts';

/** A plan in JSON, version 1, with what lint found in its files; `hide` keeps secrets out of that. */
export function planJson({ version, documents }: PlanView, report: Report, hide: (text: string) => string): string {
  const { files, summary }: { files: unknown; summary: unknown } = JSON.parse(json(report), (_, value: unknown) =>
    typeof value === 'string' ? hide(value) : value,
  );
  return `${visibleJson(JSON.stringify({ version, documents, files, summary }, null, 2))}\n`;
}
