import { type Severity, severities } from '../src/diagnostic.ts';
import { own } from './values.ts';

/** What the client's settings say, below `hmslint`. */
export interface Settings {
  /** Whether documents are linted at all. */
  readonly isEnabled: boolean;
  /** Severities of rules; they come before those of the configuration. */
  readonly severities: ReadonlyMap<string, Severity | 'off'>;
  /** The configuration to take for all documents, as a path from the workspace folder; the nearest where absent. */
  readonly config?: string;
}

/** What holds where the client says nothing. */
export const defaultSettings: Settings = { isEnabled: true, severities: new Map() };

/** Reads the client's settings; what is not as it should be is passed over. */
export function readSettings(value: unknown, ruleIds: ReadonlySet<string>): Settings {
  const rules = own(value, 'rules');
  const config = own(value, 'config');
  const given = new Map<string, Severity | 'off'>();
  for (const id of ruleIds) {
    const level = levels.find((each) => each === own(rules, id));
    if (level !== undefined) given.set(id, level);
  }
  return {
    isEnabled: own(value, 'enable') !== false,
    severities: given,
    ...(typeof config === 'string' && config !== '' && { config }),
  };
}

const levels = [...severities, 'off'] as const;
