import { jsonText } from '../formats/json-text.ts';
import { list, property } from './findings.ts';

/**
 * A SARIF log without the results that comments, the configuration or the baseline hold back: code scanning does not heed
 * `suppressions`, and would open an alert for each. Throws for a text that is no JSON.
 */
export function withoutHeldBack(log: string): string {
  const value: unknown = JSON.parse(log);
  const runs = list(property(value, 'runs')).map((run) => ({
    ...(typeof run === 'object' && run),
    results: list(property(run, 'results')).filter((result) => list(property(result, 'suppressions')).length === 0),
  }));
  return jsonText({ ...(typeof value === 'object' && value), runs });
}
