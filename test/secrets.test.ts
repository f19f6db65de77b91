import { describe, expect, it } from 'vitest';
import { json } from '../src/formats/json.ts';
import { type FileReport, lint } from '../src/index.ts';
import { Mask } from '../src/mask.ts';
import { textBehind } from './texts.ts';

function fileOf(text: string, path = 'a.yaml'): FileReport {
  const [file] = lint({ path, text }).files;
  if (file === undefined) throw new Error('no report');
  return file;
}

/** The stretches of a text that are taken for secrets. */
function secretsOf(text: string, path = 'a.yaml'): readonly string[] {
  return fileOf(text, path).secrets.map((range) => textBehind(text, range));
}

const upload = (credentials: string) =>
  `name: a\nsettings:\n  recording:\n    upload:\n      type: s3\n      location: b\n      prefix: p\n      credentials:${credentials}`;

describe('credentials', () => {
  it('are secret, without their quotes', () => {
    expect(secretsOf(upload('\n        key: AKIA-1\n        secretKey: "x y"\n        secret: \'z\'\n'))).toEqual([
      'AKIA-1',
      'x y',
      'z',
    ]);
    expect(secretsOf(upload(' {key: AKIA-1, secretKey: 12345}\n'))).toEqual(['AKIA-1', '12345']);
  });

  it('are none where a variable, a sample or a mask stands', () => {
    expect(secretsOf(upload(' {key: "${KEY}", secretKey: "<secret key>", secret: "***"}\n'))).toEqual([]);
    expect(secretsOf(upload(' {key: "${A}${B}", secretKey: "", secret: null}\n'))).toEqual([]);
    expect(secretsOf(upload(' {key: "prefix-${A}"}\n'))).toEqual(['prefix-${A}']);
  });

  it('are all that stands under their names, of whatever type', () => {
    expect(secretsOf(upload(' {key: [one, {x: two}], other: three}\n'))).toEqual(['one', 'two', 'three']);
    expect(secretsOf(upload(' plain-text\n'))).toEqual(['plain-text']);
    expect(secretsOf(upload('\n        - key: AKIA-1\n'))).toEqual(['AKIA-1']);
  });

  it('are found under misspelt names and anywhere', () => {
    const text =
      '{"secret_key": "one", "x": [{"clientSecret": ["two"]}], "SECRET_ACCESS_KEY": "three", "y": {"key": "none"}}';
    expect(secretsOf(text, 'a.json')).toEqual(['one', 'two', 'three']);
  });

  it('are found in what is not called credentials, the key beside the secret too', () => {
    expect(secretsOf('{"creds": {"key": "one", "secretKey": "two"}, "x": {"key": "none"}}', 'a.json')).toEqual([
      'one',
      'two',
    ]);
  });

  it('are found under names that stand twice', () => {
    expect(secretsOf(upload('\n        key: one\n        key: two\n'))).toEqual(['one', 'two']);
    expect(secretsOf('{"credentials": {"secretKey": "one", "secretKey": "two"}}', 'a.json')).toEqual(['one', 'two']);
  });

  it('are no roles with such names', () => {
    const text =
      '{"roles": {"secretary": {"name": "secretary"}, "secret": {"priority": 900}, "credentialed": {"name": "x"}}}';
    expect(secretsOf(text, 'a.json')).toEqual([]);
  });

  it('written with escapes are marked as written', () => {
    const text = '{"credentials": {"key": "a\\u0062c\\"d", "s\\u0065cretKey": "e\\/f"}}';
    expect(secretsOf(text, 'a.json')).toEqual(['a\\u0062c\\"d', 'e\\/f']);
    expect(secretsOf('{"s\\u0065cr\\u0065t": "hidden"}', 'a.json')).toEqual(['hidden']);
  });

  it('in block scalars are marked without the header', () => {
    expect(
      secretsOf(upload('\n        key: |-\n          one\n          two\n        secretKey: >2\n            three\n')),
    ).toEqual(['one\n          two', 'three']);
    expect(secretsOf(upload('\r\n        key: |\r\n          one\r\n\r\n          two\r\n'))).toEqual([
      'one\r\n\r\n          two',
    ]);
  });

  it('through aliases and merge keys are marked once, where they stand', () => {
    const text = `x-c: &c\n  key: &k AKIA-1\n  secretKey: s3cr3t\n${upload('\n        <<: *c\n        secret: *k\n')}`;
    expect(secretsOf(text)).toEqual(['AKIA-1', 's3cr3t']);
  });

  it('stand in every document of a stream', () => {
    const one = 'name: a\nx-c: {secretKey: one}\n';
    expect(secretsOf(`${one}---\n${one.replace('one', 'two')}`)).toEqual(['one', 'two']);
  });
});

describe('stream keys', () => {
  const urls = (...all: readonly string[]) =>
    JSON.stringify({ name: 'a', destinations: { rtmpDestinations: { live: { name: 'live', rtmpUrls: all } } } });

  it.each([
    ['rtmp://a.example.com/live2/abcd-efgh', ['abcd-efgh']],
    ['rtmps://live/live/live', ['live']],
    ['RTMP://h:1935/app/key/more?x=1', ['key/more?x=1']],
    ['rtmp://h//app//key', ['key']],
    ['rtmp://h/app?key=abcd', ['key=abcd']],
    ['rtmp://user:pass@h/app/key', ['pass', 'key']],
    ['rtmp://user:pass@h/app', ['pass']],
    ['rtmp://h/app', []],
    ['rtmp://h/app/', []],
    ['rtmp://h/app?backup=1', []],
    ['rtmp://h/app/${KEY}', []],
    ['rtmp://h/app/<stream key>', []],
    ['https://h/app/key', []],
    ['rtmp://', []],
  ])('are what follows the application: %s', (url, secrets) => {
    expect(secretsOf(urls(url), 'a.json')).toEqual(secrets);
  });

  it('are the same to the rule that warns of them', () => {
    for (const url of [
      'rtmp://live/live/live',
      'rtmp://h/app?key=abcd',
      'rtmp://h/app?backup=1',
      'rtmp://h/app/${KEY}',
    ]) {
      const { diagnostics, secrets } = fileOf(urls(url), 'a.json');
      expect(
        diagnostics.some(({ rule }) => rule === 'stream-key-in-url'),
        url,
      ).toBe(secrets.length > 0);
    }
  });

  it('in an address with escapes hide the whole address', () => {
    const text =
      '{"destinations": {"rtmpDestinations": {"a": {"name": "a", "rtmpUrls": ["rtmp:\\/\\/h\\/app\\/key"]}}}}';
    expect(secretsOf(text, 'a.json')).toEqual(['rtmp:\\/\\/h\\/app\\/key']);
  });

  it('of an address with thousands of colons are found in time', () => {
    expect(secretsOf(urls(`rtmp://${'a:'.repeat(300_000)}`), 'a.json')).toEqual([]);
  });
});

describe('broken text', () => {
  it.each([
    ['{"credentials": {"key": "AKIA-1" "secretKey": "s3cr3t', ['AKIA-1', 's3cr3t']],
    ['{"secretKey" "no colon", "key": "one, two", "x": 1', ['no colon', 'one, two']],
    ['{"secretKey": \'single "quotes" here\', "key": bare', ['single "quotes" here', 'bare']],
    ['{"key": "a\\"b", "url": "rtmp://h/app/stream-key', ['a\\"b', 'stream-key']],
    ['{"secretKey": "${NAME}", "key": "<key>"', []],
  ])('hides what is written behind the names: %s', (text, secrets) => {
    expect(secretsOf(text, 'a.json')).toEqual(secrets);
  });

  it('hides it in YAML too', () => {
    const text = 'credentials:\n  key: one two\n  secretKey: "three\nurl: rtmp://h/app/four\nx: [\n';
    expect(secretsOf(text)).toEqual(['one two', 'three', 'four']);
  });
});

describe('no word of the report', () => {
  const secret = 'made-up-s3cr3t-that-is-longer-than-forty-characters-and-than-sixty-too';

  it.each([
    ['a number', 'a.yaml', upload(' {key: 1234567890, secretKey: x}\n'), '1234567890'],
    ['a comma that is missing', 'a.json', `{"credentials": {"a": 1 "secretKey": "${secret}" "x": 1}}`, secret],
    ['a colon that is missing', 'a.json', `{"credentials": {"secretKey" "${secret}"}}`, secret],
    ['a bare word', 'a.json', `{"credentials": {"secretKey": ${secret}}}`, secret],
    ['an end that is missing', 'a.json', `{"credentials": {"secretKey": "${secret}`, secret],
    [
      'an alias elsewhere',
      'a.yaml',
      `x-k: &k ${secret}\n${upload(' {key: *k}\n').replace('type: s3', 'type: *k')}`,
      secret,
    ],
    ['an escape', 'a.yaml', upload(` {key: "${secret}\\q"}\n`), secret],
    ['other quotes', 'a.json', `{"secretKey": '${secret}'}`, secret],
    ['an address', 'a.yaml', `name: a\nregion: rtmp://h/app/${secret}\nroles: {}\n`, secret],
  ])('shows a secret: %s', (_, path, text, hidden) => {
    const file = fileOf(text, path);
    expect(file.secrets.length).toBeGreaterThan(0);
    for (const { message, related, fix } of file.diagnostics) {
      for (const words of [message, fix?.title ?? '', ...related.map((other) => other.message)]) {
        // Nor a beginning of it.
        expect(words).not.toContain(hidden.slice(0, 8));
      }
    }
    expect(new Mask(text, file.secrets).slice(0, text.length)).not.toContain(hidden);
    expect(json(lint({ path, text }))).not.toContain(hidden);
  });

  it('is made of a secret in a fingerprint', () => {
    const prints = (key: string) =>
      fileOf(upload(` {key: ${key}, secret: ${key}x}\n`)).diagnostics.map(({ fingerprint }) => fingerprint);
    expect(prints('AKIA-1')).toEqual(prints('AKIA-2'));
    const broken = (key: string) =>
      fileOf(`{"credentials": {"key" "${key}"}}`, 'a.json').diagnostics.map(({ fingerprint }) => fingerprint);
    expect(broken('AKIA-1')).toEqual(broken('AKIA-2'));
    const brokenYaml = (key: string) =>
      fileOf(`name: a\ncredentials: {key: ${key}, secret: "${key}]\n`).diagnostics.map(
        ({ fingerprint }) => fingerprint,
      );
    expect(brokenYaml('AKIA-1')).not.toEqual([]);
    expect(brokenYaml('AKIA-1')).toEqual(brokenYaml('AKIA-2-longer'));
    const alias = (key: string) =>
      fileOf(`x-k: &k ${key}\n${upload(' {key: *k}\n').replace('type: s3', 'type: *k')}`).diagnostics.map(
        ({ fingerprint }) => fingerprint,
      );
    expect(alias('AKIA-1')).toEqual(alias('AKIA-2'));
  });

  it('loses its own words to a secret that is spelled like them', () => {
    const { diagnostics } = fileOf(upload(' {key: "${KEY}", secretKey: secretKey}\n'));
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '`•••` is a credential in plain text: write `${NAME}`, filled in from the environment at push',
    ]);
    const plain = fileOf(`${upload(' {key: "${KEY}", secretKey: priority}\n')}roles: {host: {priority: 9}}\n`);
    expect(plain.diagnostics.map(({ message }) => message)).toContain(
      '`priority` must be from 1 (highest) to 5 (lowest), found `9`',
    );
  });
});

describe('thousands of secrets', () => {
  it('are found and hidden in time', () => {
    const texts = Array.from({ length: 16_000 }, (_, index) => `"key-${index}-${'x'.repeat(index % 50)}"`);
    const text = `{"credentials": {"key": [${texts.join(' ')}]}}`;
    const { secrets, diagnostics } = fileOf(text, 'a.json');
    expect(secrets).toHaveLength(16_000);
    expect(diagnostics.filter(({ message }) => message.includes('key-'))).toEqual([]);
  });
});
