import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic, FileReport, Range, Report } from '../src/diagnostic.ts';
import { applyEdits } from '../src/edit.ts';
import { checkstyle } from '../src/formats/checkstyle.ts';
import { gitlab } from '../src/formats/gitlab.ts';
import { json } from '../src/formats/json.ts';
import { junit } from '../src/formats/junit.ts';
import { sarif } from '../src/formats/sarif.ts';
import { uriOf, whereabouts } from '../src/formats/uri.ts';
import { lint, rules } from '../src/index.ts';
import { lintFiles } from '../src/lint.ts';
import { readSource } from '../src/read.ts';
import { readSarif } from './sarif.ts';
import { textBehind } from './texts.ts';
import { readXml } from './xml.ts';

const folder = '/home/me/templates';
const options = { rules, version: '1.2.3', folder };

function of(text: string, part: string): Range {
  const start = text.indexOf(part);
  return { start, end: start + part.length };
}

function finding(range: Range, rest: Partial<Diagnostic> = {}): Diagnostic {
  return {
    rule: 'role-priority',
    severity: 'error',
    message: '`priority` is `9`',
    pointer: '/roles/host/priority',
    range,
    related: [],
    documentation: 'rules/README.md#role-priority',
    fingerprint: 'f1',
    ...rest,
  };
}

function report(...files: readonly Partial<FileReport>[]): Report {
  return {
    files: files.map((file) => ({ path: 'live.yaml', text: '', diagnostics: [], secrets: [], ...file })),
    skipped: 0,
  };
}

const yaml = 'roles:\n  host:\n    priority: 9\n  guest: {}\n';
const nine = of(yaml, '9');
const other = { path: 'b.yaml', text: 'name: live\n' };

describe('SARIF', () => {
  test('a result with all that it can carry', () => {
    const { results, tool, columnKind, invocations } = readSarif(
      sarif(
        report(
          {
            text: yaml,
            diagnostics: [
              finding(nine, {
                related: [
                  { message: 'the role', range: of(yaml, 'host') },
                  { message: 'the same name', path: 'b.yaml', range: of(other.text, 'live') },
                ],
                fix: { title: 'write `5`', safe: false, edits: [{ range: nine, text: '5' }] },
              }),
              finding({ start: 0, end: 0 }, { severity: 'info', pointer: '', rule: 'unheard-role' }),
            ],
          },
          other,
        ),
        options,
      ),
    );
    const region = { startLine: 3, startColumn: 15, endLine: 3, endColumn: 16, charOffset: 29, charLength: 1 };
    const artifactLocation = { uri: 'live.yaml', uriBaseId: '%SRCROOT%' };
    expect(results[0]).toEqual({
      ruleId: 'role-priority',
      ruleIndex: tool.driver.rules.findIndex(({ id }) => id === 'role-priority'),
      level: 'error',
      message: { text: '`priority` is `9`' },
      locations: [
        {
          physicalLocation: { artifactLocation, region },
          logicalLocations: [{ fullyQualifiedName: '/roles/host/priority' }],
        },
      ],
      relatedLocations: [
        {
          id: 1,
          physicalLocation: {
            artifactLocation,
            region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 7, charOffset: 9, charLength: 4 },
          },
          message: { text: 'the role' },
        },
        {
          id: 2,
          physicalLocation: {
            artifactLocation: { uri: 'b.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 1, startColumn: 7, endLine: 1, endColumn: 11, charOffset: 6, charLength: 4 },
          },
          message: { text: 'the same name' },
        },
      ],
      partialFingerprints: { 'hmslint/v1': 'f1' },
      fixes: [
        {
          description: { text: 'write `5`' },
          artifactChanges: [
            { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: '5' } }] },
          ],
          properties: { safe: false },
        },
      ],
    });
    expect(results[1]).toMatchObject({ ruleId: 'unheard-role', level: 'note' });
    expect(results[1]?.locations[0]).not.toHaveProperty('logicalLocations');
    expect(columnKind).toBe('utf16CodeUnits');
    expect(invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
    expect(tool.driver).toMatchObject({ name: 'hmslint', semanticVersion: '1.2.3' });
  });

  test('describes the rules that found something, and no others', () => {
    const text = 'name: a\nroles: { host: { priority: 9, maxPeerCount: -7 } }\n';
    const { tool, results } = readSarif(sarif(lint({ path: 'a.yaml', text }), options));
    expect(tool.driver.rules.map(({ id }) => id).sort()).toEqual(['role-priority', 'schema/range']);
    for (const { ruleId, ruleIndex, level } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(tool.driver.rules[ruleIndex]?.defaultConfiguration.level).toBe(level);
    }
    const all = report({
      text: yaml,
      diagnostics: rules.map(({ id }) => finding(nine, { rule: id })),
    });
    for (const { id, help, fullDescription } of readSarif(sarif(all, options)).tool.driver.rules) {
      expect(help.markdown, id).toContain('Bad:\n\n```');
      // GitHub takes no more.
      expect(fullDescription.text.length, id).toBeLessThanOrEqual(1024);
      expect(fullDescription.text, id).not.toContain('\n');
    }
  });

  test('says what is held back, by what and why; nobody else says a word of it', () => {
    const text = `name: a
roles:
  # hmslint-ignore-next-line role-priority -- written for v1 -- and clamped
  host: { priority: 9 }
  guest: { priority: 8 }
  third: { priority: 7 }
`;
    const settings = {
      severities: new Map(),
      ignored: [{ rule: 'role-priority', reason: 'old', matches: (pointer: string) => pointer.includes('guest') }],
    };
    const linted = lintFiles([{ ...readSource({ path: 'a.yaml', text }), settings }], rules);
    const { results } = readSarif(sarif(linted, options));
    expect(
      results.map(({ suppressions, locations }) => [locations[0].physicalLocation.region.startLine, suppressions]),
    ).toEqual([
      [6, []],
      [4, [{ kind: 'inSource', status: 'accepted', justification: 'written for v1 -- and clamped' }]],
      [5, [{ kind: 'external', status: 'accepted', justification: 'old' }]],
    ]);
    expect(JSON.parse(json(linted)).files[0].diagnostics).toHaveLength(1);
    expect(json(linted)).not.toContain('suppressed');
    expect(readXml(junit(linted)).attributes.tests).toBe('1');
    expect(readXml(checkstyle(linted)).children[0]?.children).toHaveLength(1);
    expect(JSON.parse(gitlab(linted, { folder }))).toHaveLength(1);
    // Where nothing is held back, nothing is said of it.
    const without = lint({ path: 'a.yaml', text: text.replace(/ *# .*\n/, '') });
    expect(sarif(without, options)).not.toContain('suppressions');
    expect(without.files[0]).not.toHaveProperty('suppressed');
  });

  test('what could not be read makes the run one that failed', () => {
    const { invocations, results } = readSarif(sarif(report({ path: 'gone.yaml', error: 'no such file' }), options));
    expect(results).toEqual([]);
    expect(invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'could not be linted: no such file' },
            locations: [{ physicalLocation: { artifactLocation: { uri: 'gone.yaml', uriBaseId: '%SRCROOT%' } } }],
          },
        ],
      },
    ]);
  });

  test('words make no link and no place for an argument', () => {
    const message = 'no role `{0}` nor `[click](https://example.com)` nor `{{x}}`';
    const { results } = readSarif(sarif(report({ text: yaml, diagnostics: [finding(nine, { message })] }), options));
    expect(results[0]?.message.text).toBe('no role `{{0}}` nor `[click]\\u0028https://example.com)` nor `{{{{x}}}}`');
  });

  test('a fix that would show a secret is left out; reasons show none', () => {
    const text = `name: a
roles: { host: {} }
settings:
  recording:
    upload:
      type: s3
      location: bucket
      # hmslint-ignore-next-line plaintext-secret -- hunter2hunter2 is none
      credentials: { key: AKIAQQQQ, secretKey: hunter2hunter2 }
`;
    const linted = lint({ path: 'a.yaml', text });
    const out = sarif(linted, options);
    expect(readSarif(out).results.flatMap(({ suppressions = [] }) => suppressions)).toContainEqual({
      kind: 'inSource',
      status: 'accepted',
      justification: '••• is none',
    });
    expect(out).not.toMatch(/hunter2|AKIAQQQQ/);
    const secret = { path: 'a.yaml', text: 'key: hunter2\n', secrets: [of('key: hunter2', 'hunter2')] };
    const fixing = (title: string, inserted: string) =>
      finding(
        { start: 0, end: 3 },
        { fix: { title, safe: true, edits: [{ range: { start: 0, end: 3 }, text: inserted }] } },
      );
    const diagnostics = [fixing('a', "'hunter2'"), fixing('write `hunter2`', 'b'), fixing('c', 'd')];
    const { results } = readSarif(sarif(report({ ...secret, diagnostics }), options));
    expect(results.map(({ fixes }) => fixes?.[0]?.description.text)).toEqual([undefined, undefined, 'c']);
    expect(junit(report({ ...secret, diagnostics }))).not.toContain('hunter2');
  });

  test('law: its fixes and regions say what the report says', () => {
    const text = `﻿name: a\r\nroles:\r\n  hóst: { priority: 9, "maxpeercount": 7 }\r\n  👩‍💻: {subscribeParams: {subscribeToRoles: [hóst, hóst]}}\n`;
    const linted = lint({ path: 'a.yaml', text });
    const [file] = linted.files;
    const { results } = readSarif(sarif(linted, options));
    expect(results.length).toBeGreaterThan(2);
    for (const [index, { fixes, locations }] of results.entries()) {
      const diagnostic = file?.diagnostics[index];
      if (file === undefined || diagnostic === undefined) throw new Error('more results than findings');
      const { charOffset, charLength, startLine, startColumn } = locations[0].physicalLocation.region;
      expect(file.text.slice(charOffset, charOffset + charLength)).toBe(textBehind(file.text, diagnostic.range));
      const line = file.text.split(/\r\n|\n/)[startLine - 1] ?? '';
      expect(textBehind(file.text, diagnostic.range).startsWith(line.slice(startColumn - 1, startColumn))).toBe(true);
      const edits = fixes?.[0]?.artifactChanges[0]?.replacements.map(({ deletedRegion, insertedContent }) => ({
        range: { start: deletedRegion.charOffset, end: deletedRegion.charOffset + deletedRegion.charLength },
        text: insertedContent?.text ?? '',
      }));
      expect(edits).toEqual(diagnostic.fix?.edits);
      if (edits !== undefined) expect(applyEdits(file.text, edits)).not.toBe(file.text);
    }
  });
});

describe('URIs', () => {
  test.each([
    ['live.yaml', 'live.yaml'],
    ['./a/../live.yaml', 'live.yaml'],
    [`${folder}/a b/ü.yaml`, 'a%20b/%C3%BC.yaml'],
    ['c:d#?%.yaml', 'c%3Ad%23%3F%25.yaml'],
    ['a\\b.yaml', 'a%5Cb.yaml'],
    ['<stdin>', '%3Cstdin%3E'],
    ['../other/x y.yaml', 'file:///home/me/other/x%20y.yaml'],
    ['/etc/x.yaml', 'file:///etc/x.yaml'],
    ['/home/me/templates2/x.yaml', 'file:///home/me/templates2/x.yaml'],
  ])('%s is %s', (path, uri) => {
    expect(uriOf(whereabouts(path, folder))).toBe(uri);
  });

  test.each([
    ['a\\b.yaml', 'C:\\me', 'a/b.yaml'],
    ['c:/ME/a.yaml', 'C:\\me', 'a.yaml'],
    ['D:\\x y\\a.yaml', 'C:\\me', 'file:///D:/x%20y/a.yaml'],
    ['..\\a.yaml', 'C:\\me', 'file:///C:/a.yaml'],
    ['\\\\host\\share\\a.yaml', 'C:\\me', 'file://host/share/a.yaml'],
    ['..\\a.yaml', '\\\\host\\share\\me', 'file://host/share/a.yaml'],
    ['a.yaml', '/', 'a.yaml'],
  ])('%s in %s is %s', (path, where, uri) => {
    expect(uriOf(whereabouts(path, where))).toBe(uri);
  });

  test('law: they lead back to the path', () => {
    const path = fc
      .array(
        fc.oneof(
          fc.constantFrom('/', '..', '.', 'a', ':', '%', '#', '?', '\\', ' ', '😀'),
          fc.string({ unit: 'grapheme' }),
        ),
      )
      .map((parts) => parts.join(''))
      .filter((text) => !/\p{Cs}/u.test(text) && !text.includes('\0') && posix.resolve(folder, text) !== folder);
    fc.assert(
      fc.property(path, (given) => {
        const uri = uriOf(whereabouts(given, folder));
        const url = new URL(uri, `file://${folder}/`);
        // A step of dots is followed even where it is encoded: there is none.
        expect(decodeURIComponent(url.pathname)).toBe(posix.resolve(folder, given));
        expect([url.hash, url.search]).toEqual(['', '']);
      }),
    );
  });
});

describe('JUnit', () => {
  test('an error fails, a warning and an info are skipped, a clean file passes, an unreadable one is an error', () => {
    const out = junit(
      report(
        { path: 'gone.yaml', error: 'no such file' },
        {
          text: yaml,
          diagnostics: [
            finding(nine, {
              related: [{ message: 'the same name', path: 'b.yaml', range: of(other.text, 'live') }],
              fix: { title: 'write `5`', safe: true, edits: [] },
            }),
            finding(nine, { severity: 'warning', document: 1 }),
            finding(nine, { severity: 'info', pointer: '' }),
          ],
        },
        other,
      ),
    );
    const { name, attributes, children } = readXml(out);
    expect([name, attributes]).toEqual([
      'testsuites',
      { name: 'hmslint', tests: '5', failures: '1', errors: '1', skipped: '2' },
    ]);
    expect(children.map((suite) => suite.attributes)).toEqual([
      { name: 'gone.yaml', tests: '1', failures: '0', errors: '1', skipped: '0' },
      { name: 'live.yaml', tests: '3', failures: '1', errors: '0', skipped: '2' },
      { name: 'b.yaml', tests: '1', failures: '0', errors: '0', skipped: '0' },
    ]);
    const tests = children.flatMap((suite) => suite.children);
    expect(tests.map((each) => [each.attributes.name, each.children.map((inner) => inner.name)])).toEqual([
      ['can be read', ['error']],
      ['role-priority /roles/host/priority', ['failure']],
      ['role-priority /roles/host/priority in document 2', ['skipped', 'system-out']],
      ['role-priority', ['skipped', 'system-out']],
      ['no problems', []],
    ]);
    expect(tests[1]?.attributes).toMatchObject({ classname: 'live.yaml', file: 'live.yaml', line: '3' });
    expect(tests[1]?.children[0]).toMatchObject({
      attributes: { type: 'error', message: '`priority` is `9`' },
      text: `
live.yaml:3:15: error: \`priority\` is \`9\` [role-priority]
note: b.yaml:1:7 the same name
fix: write \`5\`
`,
    });
  });

  test('no two tests of a suite have the same name', () => {
    const [suite] = readXml(
      junit(report({ text: yaml, diagnostics: [finding(nine), finding(nine), finding(nine)] })),
    ).children;
    expect(suite?.children.map(({ attributes }) => attributes.name)).toEqual([
      'role-priority /roles/host/priority',
      'role-priority /roles/host/priority (2)',
      'role-priority /roles/host/priority (3)',
    ]);
  });

  test('nothing is a document too', () => {
    expect(readXml(junit(report())).attributes.tests).toBe('0');
    expect(readXml(checkstyle(report())).attributes).toEqual({ version: '4.3' });
    expect(JSON.parse(gitlab(report(), { folder }))).toEqual([]);
    expect(readSarif(sarif(report(), options)).results).toEqual([]);
  });
});

describe('Checkstyle', () => {
  test('a file for each file, an error for each finding', () => {
    const { name, children } = readXml(
      checkstyle(
        report(
          { path: 'gone.yaml', error: 'no such file' },
          {
            text: yaml,
            diagnostics: [finding(nine), finding({ start: 0, end: 0 }, { severity: 'info', rule: 'a/b' })],
          },
          other,
        ),
      ),
    );
    expect(name).toBe('checkstyle');
    expect(children.map((file) => [file.attributes.name, file.children.map(({ attributes }) => attributes)])).toEqual([
      [
        'gone.yaml',
        [{ line: '1', severity: 'error', message: 'could not be linted: no such file', source: 'hmslint' }],
      ],
      [
        'live.yaml',
        [
          { line: '3', column: '15', severity: 'error', message: '`priority` is `9`', source: 'hmslint.role-priority' },
          { line: '1', column: '1', severity: 'info', message: '`priority` is `9`', source: 'hmslint.a/b' },
        ],
      ],
      ['b.yaml', []],
    ]);
  });
});

describe('GitLab’s code quality', () => {
  test('an entry for each finding', () => {
    const diagnostics = [
      finding(of(yaml, 'host:\n    priority: 9\n')),
      finding(nine, { severity: 'warning', fingerprint: 'f2' }),
      finding(nine, { severity: 'info', fingerprint: 'f3' }),
    ];
    const files = report(
      { path: 'gone.yaml', error: 'no such file' },
      { path: `${folder}/a/b.yaml`, text: yaml, diagnostics },
    );
    const entries: { fingerprint: string }[] = JSON.parse(gitlab(files, { folder }));
    const rest = { description: '`priority` is `9`', check_name: 'role-priority' };
    const fingerprint = expect.stringMatching(/^[0-9a-f]{16}$/);
    expect(entries).toEqual([
      {
        description: 'could not be linted: no such file',
        check_name: 'hmslint',
        fingerprint,
        severity: 'critical',
        location: { path: 'gone.yaml', lines: { begin: 1, end: 1 } },
      },
      { ...rest, fingerprint, severity: 'major', location: { path: 'a/b.yaml', lines: { begin: 2, end: 3 } } },
      { ...rest, fingerprint, severity: 'minor', location: { path: 'a/b.yaml', lines: { begin: 3, end: 3 } } },
      { ...rest, fingerprint, severity: 'info', location: { path: 'a/b.yaml', lines: { begin: 3, end: 3 } } },
    ]);
    expect(new Set(entries.map((entry) => entry.fingerprint)).size).toBe(4);
  });

  test('fingerprints are unlike in a run, and the same wherever a finding moves', () => {
    const text = (before: string) => `${before}name: a\nroles: { host: { priority: 9 }, guest: { priority: 9 } }\n`;
    const all = (...sources: readonly { path: string; text: string }[]): readonly string[] => {
      const entries: { fingerprint: string }[] = JSON.parse(gitlab(lint(sources), { folder }));
      return entries.map(({ fingerprint }) => fingerprint);
    };
    const a = { path: 'a.yaml', text: text('') };
    const copy = { path: 'b.yaml', text: text('') };
    const both = all(a, copy);
    expect(new Set(both).size).toBe(both.length);
    expect(both.length).toBeGreaterThan(3);
    expect(all({ path: './a.yaml', text: text('# moved\n\n') })).toEqual(all(a));
    const same = report({ text: yaml, diagnostics: [finding(nine), finding(nine)] });
    const entries: { fingerprint: string }[] = JSON.parse(gitlab(same, { folder }));
    expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });
});
