export { quoted } from '../visible.ts';

/** What was asked for cannot be carried out: its message is all that is shown. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Told by its name: what is loaded only when it is needed has a class of its own in the bundle. */
export function isUsageError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'UsageError';
}
