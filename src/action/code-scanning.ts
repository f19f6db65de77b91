import { list, property } from './findings.ts';

/** SARIF without the results that are held back: code scanning does not heed `suppressions`, and would open alerts for them. */
export function withoutSuppressed(sarif: string): string {
  return JSON.stringify(JSON.parse(sarif, (name, value: unknown) => (name === 'results' ? left(value) : value)));
}

function left(results: unknown): readonly unknown[] {
  return list(results).filter((result) => list(property(result, 'suppressions')).length === 0);
}
