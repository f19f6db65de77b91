import { visibleJson } from '../visible.ts';
import { commandMark } from './commands.ts';

/** A value in JSON, indented, that neither a terminal nor who reads a log obeys, and that means the same. */
export function jsonText(value: object): string {
  // The marks stand in strings only.
  return `${visibleJson(JSON.stringify(value, null, 2)).replace(commandMark, '#\\u0023')}\n`;
}
