import stringWidth from 'fast-string-width';

/** Text of which every character fills one column: Latin letters, dots and dashes. */
const narrow = /^[ -~\u00a0-\u02ff–—‘’“”•…]*$/;

/** As many characters from the beginning as fill at most `room` columns. */
export function firstColumns(text: string, room: number): string {
  return narrow.test(text) ? text.slice(0, room) : fill(characters(text), room).join('');
}

/** As many characters from the end as fill at most `room` columns. */
export function lastColumns(text: string, room: number): string {
  return fill(characters(text).reverse(), room).reverse().join('');
}

function fill(characters: readonly string[], room: number): string[] {
  let width = 0;
  const end = characters.findIndex((character) => {
    width += widthOf(character);
    return width > room;
  });
  return end < 0 ? [...characters] : characters.slice(0, end);
}

/** What people take for one character: an emoji of several code points is not parted. */
function characters(text: string): string[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

let segmenter: Intl.Segmenter | undefined;

/** How many columns of a terminal a text fills. */
export function widthOf(text: string): number {
  // A joiner between letters fills no column, which the package does not know.
  return narrow.test(text) ? text.length : stringWidth(text.replaceAll('\u200c', ''));
}
