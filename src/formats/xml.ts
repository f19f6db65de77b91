import { visible } from '../visible.ts';
import { commandMark } from './commands.ts';

/** The first line of a document in XML 1.0. */
export const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>';

/** An element with its attributes in their order, on lines of its own; `inner` is text of {@link xmlText} or other elements. */
export function element(
  name: string,
  attributes: { readonly [name: string]: string | number },
  inner: readonly string[] = [],
): string {
  const all = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value))}"`);
  const opening = `<${name}${all.join('')}`;
  return inner.length === 0 ? `${opening}/>` : `${opening}>\n${inner.join('\n')}\n</${name}>`;
}

/**
 * A text as one line of XML. What a terminal obeys or hides is spelled out, and so is what XML cannot hold in any way; what a
 * log would take for a command is written with character references, which mean the same.
 */
export function xmlText(text: string): string {
  return visible(text)
    .replaceAll('\ufffe', '\\ufffe')
    .replaceAll('\uffff', '\\uffff')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
    .replace(/^(\s*):(?=:)/, '$1&#58;')
    .replace(commandMark, '#&#35;');
}
