import { visible } from '../visible.ts';

/** What was asked for cannot be carried out: its message is all that is shown. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Told by its name: what is loaded only when it is needed has a class of its own in the bundle. */
export function isUsageError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'UsageError';
}

/** A text of the command line in backticks, safe to print. */
export function quoted(text: string): string {
  return `\`${visible(text.length > 200 ? `${text.slice(0, 200)}…` : text)}\``;
}
