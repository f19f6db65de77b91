import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SecretValues } from '../../src/push/secret-values.ts';
import { visible } from '../../src/visible.ts';

function hiding(values: readonly string[]): SecretValues {
  const secrets = new SecretValues();
  for (const value of values) secrets.add(value);
  return secrets;
}

describe('secret values', () => {
  it('are hidden wherever they stand, the longer ones first', () => {
    expect(hiding(['abcdefgh', 'abcdefghij']).hide('xabcdefghijabcdefghx')).toBe('x••••••x');
  });

  it('are shown as they were written, where that is known', () => {
    const secrets = new SecretValues();
    secrets.add('s3cret');
    secrets.add('s3cret', '${KEY}');
    secrets.add('s3cret');
    expect(secrets.hide('s3cret')).toBe('${KEY}');
  });

  it('of a letter or two are left: they stand in all words', () => {
    expect(hiding(['', 'a', 'in']).hide('again')).toBe('again');
  });

  it('of less than eight letters are looked for as words', () => {
    expect(hiding(['prod']).hide('prod production a-prod _prod')).toBe('••• production a-••• _prod');
    expect(hiding(['+ab-']).hide('x+ab-x')).toBe('x•••x');
  });

  it('are hidden as they are written in JSON, addresses and on terminals, whatever they hold', () => {
    const value = fc.string({ unit: 'binary', minLength: 8, maxLength: 20 });
    fc.assert(
      fc.property(value, fc.string({ maxLength: 5 }), (secret, around) => {
        const secrets = hiding([secret]);
        for (const spelled of [
          secret,
          JSON.stringify(secret).slice(1, -1),
          encodeURIComponent(secret),
          visible(secret),
        ]) {
          const shown = secrets.hide(`${around} ${spelled} ${around}`);
          if (!`${around} ••• ${around}`.includes(secret)) expect(shown).not.toContain(spelled);
        }
      }),
    );
    expect(hiding(['a\ud800b']).hide('a\ud800b')).toBe('•••');
  });
});
