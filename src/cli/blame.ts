import type { Diagnostic } from '../diagnostic.ts';
import { type Document, locate } from '../document.ts';
import { documentationOf } from '../documentation.ts';
import { below, type Pointer, pointerTo } from '../pointer.ts';
import type { PushRefused } from '../push/push.ts';
import type { SecretValues } from '../push/secret-values.ts';
import { Secrets } from '../secrets.ts';
import { visible } from '../visible.ts';
import { printFindings } from './deploy.ts';

/** Shows the place in the file that the API complains of, if its words name one. */
export function blame({ planned, own, status }: PushRefused, secrets: SecretValues, to: (text: string) => void): void {
  const { document, path } = planned.intended;
  const pointer = status === 400 || status === 422 ? placeIn(document, own) : undefined;
  if (pointer === undefined) return;
  const { value, key } = locate(document, pointer);
  const { start, end } = key ?? value;
  const diagnostic: Diagnostic = {
    rule: 'api',
    severity: 'error',
    message: `the API says: ${visible(secrets.hide(own.join(': '))).slice(0, 500)}`,
    pointer,
    range: { start, end },
    related: [],
    documentation: documentationOf('api'),
    fingerprint: '',
  };
  const { ranges } = new Secrets({ text: document.text, documents: [document] });
  printFindings(
    { files: [{ path, text: document.text, diagnostics: [diagnostic], secrets: ranges }], skipped: 0 },
    secrets,
    to,
  );
}

/** The place that words name: by a path with dots or slashes, else by a name that stands in the document once. */
function placeIn(document: Document, words: readonly string[]): Pointer | undefined {
  const places = namesIn(document.value);
  for (const word of words.flatMap((text) => text.match(/[\w$@/[\].:~-]+/g) ?? [])) {
    const steps = word
      .replaceAll(/\[(\d+)\]/g, '.$1')
      .split(/[./]/)
      .filter((step) => step !== '');
    if (steps.length < 2) continue;
    for (let start = 0; start < steps.length - 1; start++) {
      const ending = pointerTo(steps.slice(start));
      const found = places.filter((pointer) => pointer === ending || pointer.endsWith(ending));
      if (found.length === 1) return found[0];
    }
  }
  for (const word of words.flatMap((text) => text.match(/[A-Za-z_]\w{2,}/g) ?? [])) {
    const found = places.filter((pointer) => pointer.endsWith(`/${word}`));
    if (found.length === 1) return found[0];
  }
  return undefined;
}

function namesIn(value: unknown, pointer: Pointer = ''): readonly Pointer[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const place = below(pointer, name);
    return [place, ...namesIn(inner, place)];
  });
}
