import { nearest } from '../nearest.ts';
import { visible } from '../visible.ts';

/** What was asked for cannot be carried out: its message is all that is shown. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Told by its name: what is loaded only when it is needed has a class of its own in the bundle. */
export function isUsageError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'UsageError';
}

/** `, did you mean …?` where a known name is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  const guess = nearest(name, known);
  return guess === undefined ? '' : `, did you mean \`${guess}\`?`;
}

/** A text of the command line in backticks, safe to print. */
export function quoted(text: string): string {
  return `\`${visible(text.length > 200 ? `${text.slice(0, 200)}…` : text)}\``;
}
