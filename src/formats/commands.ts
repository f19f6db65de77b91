import { visible } from '../visible.ts';

/**
 * What begins a command in the log of a continuous integration, wherever it stands in a line: `##[` with a name behind it on
 * GitHub and Azure, `##vso[` on Azure, `##teamcity[` on TeamCity. Up to the bracket.
 */
export const commandMark = /##(?=\[[^ \]]|(?:vso|teamcity)\[)/gi;

/**
 * A line that nobody who reads a log takes for a command: `::` at the beginning, behind blanks too, which GitHub's runner
 * obeys, and {@link commandMark} anywhere are spelled out.
 */
export function unlikeCommand(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1\\u003a').replace(commandMark, '#\\u0023');
}

/** A text as one line that neither a terminal nor who reads a log obeys. */
export function harmless(text: string): string {
  return unlikeCommand(visible(text));
}

/** A piece of a line with which no command begins, whatever `before` it stands in the line and whatever follows. */
export function unlikeCommandBehind(before: string, piece: string): string {
  if (!piece.includes('[')) return piece;
  // The longest mark is `##teamcity`.
  const near = before.slice(-10);
  return `${near}${piece}`.replace(/(?<=##(?:vso|teamcity)?)\[/gi, '\\u005b').slice(near.length);
}
