import type { Pointer } from '../pointer.ts';
import { addressSecrets, eachSecret } from '../secret-places.ts';
import type { SecretValues } from './secret-values.ts';
import { isProperties, mapLeaves, mapSecrets } from './values.ts';

/** What is shown in the place of a secret. */
const dots = '•••';

const mask = /[*•]{2,}|^[xX]{4,}$|^(?:\[|<)?(?:redacted|hidden|masked|secret)(?:\]|>)?$/i;

/** Whether a text of an answer stands for a secret that the API does not show. */
export function isMasked(text: unknown): boolean {
  return typeof text === 'string' && (text === '' || mask.test(text));
}

/** Whether a masked text may stand for another: what it shows of it agrees. */
export function maskAgrees(masked: string, text: string): boolean {
  const found = /[*•]{2,}/.exec(masked);
  if (found === null) return isMasked(masked);
  const head = masked.slice(0, found.index);
  const tail = masked.slice(found.index + found[0].length);
  return text.length >= head.length + tail.length && text.startsWith(head) && text.endsWith(tail);
}

/** Whether an address of a stream has a mask where its key stands. */
export function isMaskedAddress(url: string): boolean {
  return /^rtmps?:\/\//i.test(url) && mask.test(url);
}

/** The places of an answer whose secrets the API does not show, below credentials and in addresses of streams. */
export function maskedPlaces(value: unknown, pointer: Pointer = ''): readonly Pointer[] {
  const found: Pointer[] = [];
  const walk = (part: unknown, at: Pointer, isSecret: boolean): void => {
    if (typeof part === 'string') {
      if (isSecret ? isMasked(part) : isMaskedAddress(part)) found.push(at);
      return;
    }
    if (typeof part !== 'object' || part === null) return;
    for (const [name, inner] of Object.entries(part)) {
      walk(
        inner,
        `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        isSecret || (name === 'credentials' && isProperties(part)),
      );
    }
  };
  walk(value, pointer, false);
  return found;
}

/** Tells the secrets that a value holds. */
export function learnSecrets(value: unknown, secrets: SecretValues): void {
  eachSecret(value, (_, text, parts) => {
    for (const { start, end } of parts ?? [{ start: 0, end: text.length }]) secrets.add(text.slice(start, end));
  });
}

/** A value as it may be shown: dots for its secrets, and variables for what they were filled in with. */
export function shownValue(value: unknown, secrets: SecretValues): unknown {
  return mapLeaves(
    mapSecrets(value, () => dots),
    (leaf) => (typeof leaf === 'string' ? secrets.hide(leaf) : leaf),
  );
}

/** A value without its secrets: for fingerprints, which must not tell them. */
export function withoutSecrets(value: unknown): unknown {
  return mapSecrets(value, () => '');
}

/** An address without its secrets, and whether it had some. */
export function bareAddress(url: string): string {
  let bare = url;
  for (const { start, end } of [...addressSecrets(url)].reverse()) bare = bare.slice(0, start) + bare.slice(end);
  return bare;
}
