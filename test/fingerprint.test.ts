import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { lint } from '../src/index.ts';
import { documents } from './arbitraries.ts';

function fingerprintsOf(text: string, path = 'a.yaml'): readonly string[] {
  return (lint({ path, text }).files[0]?.diagnostics ?? []).map(({ fingerprint }) => fingerprint);
}

/** The finding of a template, which has only one. */
function fingerprintOf(text: string, path?: string): string {
  const [only = '', ...others] = fingerprintsOf(text, path);
  expect(others).toEqual([]);
  return only;
}

describe('a fingerprint', () => {
  const text = 'name: a\nroles:\n  host:\n    priority: 9\n';

  it('is sixteen hexadecimal digits', () => {
    expect(fingerprintOf(text)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('stays where lines, files and syntax change', () => {
    const print = fingerprintOf(text);
    expect(fingerprintOf(`# comment\n\n${text.replace('name: a\n', 'name:   b\nsettings: {}\n')}`)).toBe(print);
    expect(fingerprintOf(text, 'other/b.yml')).toBe(print);
    expect(fingerprintOf('{"roles": {"guest": {}, "host": {"priority": 9}}, "name": "a"}', 'a.json')).toBe(print);
  });

  it('is another for another rule, place or value', () => {
    const prints = [
      fingerprintOf(text),
      fingerprintOf(text.replace('9', '8')),
      fingerprintOf(text.replace('host', 'guest')),
      fingerprintOf(text.replace('priority: 9', 'maxPeerCount: -9')),
      fingerprintOf(text.replace('priority: 9', 'prioriti: 1')),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('stays for an entry of a list when others come before it', () => {
    const list = (...entries: readonly string[]) =>
      fingerprintOf(
        `name: a\nroles:\n  host:\n    subscribeParams:\n      subscribeToRoles: [${entries.join(', ')}]\n`,
      );
    expect(list('host', 'ghost')).toBe(list('ghost'));
    expect(list('ghost')).not.toBe(list('gost'));
  });

  it('tells several findings of one place and value apart, in order', () => {
    const many = (count: number) =>
      fingerprintsOf(`name: a\nroles: {host: {publishParams: {allowed: [audio${', audio'.repeat(count)}]}}}\n`);
    const three = many(3);
    expect(new Set(three).size).toBe(three.length);
    expect(three).toEqual(expect.arrayContaining([...many(2)]));
  });

  it('tells documents of a stream apart', () => {
    const prints = fingerprintsOf(`${text}---\n${text.replace('name: a', 'name: b')}`);
    expect(new Set(prints).size).toBe(2);
  });

  it('is unique in a file, and the same in every run and syntax', () => {
    fc.assert(
      fc.property(documents, (value) => {
        const json = fingerprintsOf(JSON.stringify(value), 'a.json');
        expect(new Set(json).size).toBe(json.length);
        expect(fingerprintsOf(JSON.stringify(value, undefined, 2), 'a.json').toSorted()).toEqual(json.toSorted());
        expect(fingerprintsOf(JSON.stringify(value), 'a.yaml').toSorted()).toEqual(json.toSorted());
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('is made in time of long names', () => {
    const roles = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`${'x'.repeat(10_000)}${index}`, { priority: 9 }]),
    );
    const prints = fingerprintsOf(stringify({ name: 'a', roles }));
    expect(new Set(prints).size).toBe(300);
  });
});
