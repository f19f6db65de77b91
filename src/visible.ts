const plain = /^[ -~]*$/;

/** The text with everything that a terminal would obey or hide spelled out, as `\n` or `\u001b`. */
export function visible(text: string): string {
  return plain.test(text) ? text : replaceUnseen(text, spelled);
}

/** A text in backticks, safe to print; of a long one the beginning. */
export function quoted(text: string): string {
  return `\`${visible(text.length > 200 ? `${text.slice(0, 200)}…` : text)}\``;
}

/** A word as it is typed into a shell. */
export function inShell(word: string): string {
  return /^[\w./:@~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** JSON that means the same and holds nothing that a terminal would obey or hide, but the line ends between its parts. */
export function visibleJson(json: string): string {
  return replaceUnseen(json, (character) => (character === '\n' ? character : escaped(character)));
}

/**
 * What a terminal obeys or hides: control and format characters, line ends, halves of surrogate pairs. The two joiners
 * (U+200C, U+200D) stay, because writing and emoji need them.
 */
function replaceUnseen(text: string, replace: (character: string) => string): string {
  return text.replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, replace);
}

function spelled(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return escaped(character);
}

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
