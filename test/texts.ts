import type { Range } from '../src/diagnostic.ts';
import type { Document, Location } from '../src/document.ts';

/** The part of a text that a range marks. */
export function textBehind(text: string, { start, end }: Range): string {
  return text.slice(start, end);
}

/** What is written at a pointer's place: its key, its value and its origin, as far as it has them. */
export function textOf(document: Document, pointer: string): { [name in keyof Location]: string } | undefined {
  const location = document.locate(pointer);
  if (location === undefined) return undefined;
  const { key, value, origin } = location;
  return {
    ...(key !== undefined && { key: textBehind(document.text, key) }),
    value: textBehind(document.text, value),
    ...(origin !== undefined && { origin: textBehind(document.text, origin) }),
  };
}
