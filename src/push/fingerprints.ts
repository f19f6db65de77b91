import { createHash } from 'node:crypto';
import type { Range } from '../diagnostic.ts';
import { Mask } from '../mask.ts';
import { withoutSecrets } from './masks.ts';
import { canonicalJson } from './values.ts';

/** The same for values that are the same but for their secrets; 64 hexadecimal digits. */
export function fingerprintOf(value: unknown): string {
  return value === undefined ? 'nothing' : hash(canonicalJson(withoutSecrets(value)));
}

/** The same for texts that are the same but for their secrets. */
export function textFingerprint(text: string, secrets: readonly Range[]): string {
  return hash(new Mask(text, secrets).slice(0, text.length));
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
