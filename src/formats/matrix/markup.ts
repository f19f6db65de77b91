import type { Phrase } from './phrases.ts';

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Most texts need no change, and there are thousands. */
const plain = /^[ !#$%(-;=?-~]*$/;

/** A text as HTML and XML spell it: nothing of it is markup, and what neither allows (U+FFFE and the like) is spelled out. */
export function escaped(text: string): string {
  if (plain.test(text)) return text;
  return text
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
    .replaceAll(/\p{Noncharacter_Code_Point}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** A phrase in HTML, in which the direction and the spaces of a name stay its own. */
export function inHtml(phrase: Phrase): string {
  return phrase
    .map((piece) => (typeof piece === 'string' ? escaped(piece) : `<bdi>${escaped(piece.name)}</bdi>`))
    .join('');
}
