import fc from 'fast-check';

const parts = [
  '\u001b[31m',
  '\u009b2J',
  '\u202e',
  '\u0000',
  '\ud800',
  '\r\n',
  '\n::error::x',
  '##[error]',
  '| a | b |',
  '\\|',
  '`',
  '``',
  '**bold**',
  '_x_',
  '[x](javascript:alert(1))',
  '![x](https://example.org/x.png)',
  'https://example.org',
  'www.example.org',
  'ada@example.org',
  '@octocat',
  '#12',
  ':tada:',
  '$x$',
  '<b>',
  '</code><script>alert(1)</script>',
  '<!--',
  '-->',
  '&amp;',
  ']]>',
  '"\'',
  '~~~',
  '\u3000',
  'ünï',
  '\u{1f600}',
  'word',
  ' ',
] as const;

/** Texts as a name in a template, or a path, may be: what programs and people that read reports could fall for. */
export const hostileTexts: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...parts) }, fc.string(), fc.string({ unit: 'binary' })), {
    maxLength: 8,
  })
  .map((all) => all.join(''));
