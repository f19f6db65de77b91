import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../src/change.ts';
import type { Diagnostic, FileReport, Report, Severity } from '../src/diagnostic.ts';
import { checkstyle } from '../src/formats/checkstyle.ts';
import { compact } from '../src/formats/compact.ts';
import { unifiedDiff } from '../src/formats/diff.ts';
import { github } from '../src/formats/github.ts';
import { gitlab } from '../src/formats/gitlab.ts';
import { json } from '../src/formats/json.ts';
import { junit } from '../src/formats/junit.ts';
import { pretty } from '../src/formats/pretty.ts';
import { sarif } from '../src/formats/sarif.ts';
import { statistics } from '../src/formats/statistics.ts';
import { fix, lint, rules } from '../src/index.ts';
import { Lines } from '../src/lines.ts';
import { readSarif } from './sarif.ts';
import { read } from './workflow-commands.ts';
import { yaml } from './writers.ts';
import { readXml } from './xml.ts';

const folder = '/home/me/templates';

/** What somebody, or something, would obey: a terminal, a log, a page, a parser. */
const hostile = [
  '\u001b[31m\u001b[2J',
  '\u001b]0;title\u0007',
  '\u001b]8;;https://example.com\u001b\\link\u001b]8;;\u001b\\',
  '\u009b31m\u009d0;x\u009c',
  '\u0007\b\u007f',
  '\u202e\u2066evil\u2069\u202c',
  '\u200b\u200e\ufeff\u00ad',
  '\ud800',
  '\udc00x',
  '\ufffe\uffff',
  '\u{1fffe}\u{10ffff}\u{e0041}',
  '\0',
  '\u0001\u0008\u000b\u000c\u001f',
  '\n',
  '\r',
  '\r\n',
  '\u0085\u2028\u2029',
  '\t',
  '::error::x',
  '::error file=a,line=1::x',
  '\n::set-output name=a::b',
  '\n ::stop-commands::x',
  '%0A::warning::x',
  '##[error]x',
  '##[add-mask]x',
  '#',
  '[',
  '##vso[task.setvariable variable=a]b',
  '##VSO[task.complete result=Failed]',
  "##teamcity[buildStatus text='x']",
  'section_start:1:x\r\u001b[0K',
  '# heading',
  '**bold** _x_ `code`',
  '```\n',
  '| a | b |\n|---|',
  '[click](https://example.com)',
  '![x](https://example.com/x.png)',
  '[x](1)',
  '](',
  '@everyone @octocat #1',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '<!-- x -->',
  '<?xml version="1.0"?>',
  '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>',
  '&y;&#0;&amp;&lt;',
  ']]>',
  '<![CDATA[',
  '</failure></testcase>',
  `'"`,
  '\\',
  '\\n\\u001b',
  '{0}',
  '{{1}}',
  '${x} $(x) `x`',
  '=x,y:z;',
  '../../etc/passwd',
  'C:\\x',
  '\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-x\n+y\n',
  '役割👩‍💻é',
  '__proto__',
  '',
  'x'.repeat(10_000),
];

const words: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...hostile) },
      { weight: 1, arbitrary: fc.string() },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) => parts.join(''));

/** A template with a mistake at each of the names. */
const templates: fc.Arbitrary<Json> = fc
  .record({ name: words, role: words, other: words, track: words, destination: words, url: words, vocabulary: words })
  .map(({ name, role, other, track, destination, url, vocabulary }) => ({
    name,
    roles: {
      [role]: {
        name: other,
        priority: 9,
        [track]: 1,
        publishParams: { allowed: ['audio', 'audio', track] },
        subscribeParams: { subscribeToRoles: [other, role, role] },
      },
    },
    destinations: {
      rtmpDestinations: { [destination]: { name: other, rtmpUrls: [url], recording: track } },
      hlsDestinations: {
        [destination]: {
          layers: [{ width: 1280, height: 720 }],
          recording: { layers: [{ width: 852, height: 480 }] },
          [track]: url,
        },
      },
      transcriptions: { [destination]: { role: other, modes: [track], customVocabulary: [vocabulary, vocabulary] } },
    },
  }));

interface Source {
  readonly path: string;
  readonly text: string;
}

const sources: fc.Arbitrary<Source> = fc
  .record({ path: words, value: templates, reason: words, isYaml: fc.boolean() })
  .map(({ path, value, reason, isYaml }) => {
    if (!isYaml) return { path: `${path}.json`, text: JSON.stringify(value, null, 2) };
    const comment = `# hmslint-ignore-file role-priority -- x${reason.replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/gu, ' ')}\n`;
    return { path: `${path}.yaml`, text: comment + yaml(value, 'block') };
  });

interface Case {
  readonly all: readonly Source[];
  readonly report: Report;
}

/** Reports of templates of which two have one name, and of a file that could not be read. */
const cases: fc.Arbitrary<Case> = fc
  .record({ first: sources, second: sources, gone: words, error: words, again: words })
  .map(({ first, second, gone, error, again }) => {
    const all = [first, second, { path: `again${again}.json`, text: first.text }].filter(
      ({ path }, index, others) => others.findIndex((other) => other.path === path) === index,
    );
    const { files, skipped } = lint(all);
    const unread: FileReport = { path: `gone${gone}`, text: '', diagnostics: [], secrets: [], error: `x${error}` };
    return { all, report: { files: [...files, unread], skipped } };
  });

/** What is meant by a text in which something is spelled out. */
function meant(text: string): string {
  return text.replaceAll(/\\(u[0-9a-f]{4}|[nrt])/g, (_, code: string) => {
    if (code === 'n') return '\n';
    if (code === 'r') return '\r';
    return code === 't' ? '\t' : String.fromCharCode(Number.parseInt(code.slice(1), 16));
  });
}

function expectMeant(shown: string | undefined, text: string): void {
  expect(shown).toBeDefined();
  expectNothingUnseen(shown ?? '');
  expect(meant(shown ?? '')).toBe(meant(text));
}

/** What a terminal would obey or hide. */
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

function expectNothingUnseen(text: string): void {
  expect(unseen.exec(text)?.index).toBeUndefined();
}

/** Neither a terminal nor who reads a log obeys it. Gives its lines. */
function harmless(out: string, { ours = false } = {}): readonly string[] {
  expectNothingUnseen(out.replaceAll('\n', ''));
  expect(out).not.toMatch(/##(?:vso|teamcity)\[/i);
  const lines = out.split('\n');
  if (!ours) expect(lines.filter((line) => read(line) !== undefined)).toEqual([]);
  return lines;
}

interface Found {
  readonly file: FileReport;
  readonly diagnostic: Diagnostic;
  readonly line: number;
  readonly column: number;
}

function findings({ files }: Report): readonly Found[] {
  return files.flatMap((file) => {
    const lines = new Lines(file.text);
    return file.diagnostics.map((diagnostic) => ({ file, diagnostic, ...lines.position(diagnostic.range.start) }));
  });
}

function unreadable({ files }: Report): FileReport & { readonly error: string } {
  const { error = '', ...file } = files.at(-1) ?? { path: '', text: '', diagnostics: [], secrets: [] };
  return { ...file, error };
}

/** The path that a relative one leads to, or the absolute one. */
function target(path: string): string {
  const whole = posix.resolve(folder, path);
  const local = posix.relative(folder, whole);
  return local === '' || local === '..' || local.startsWith('../') ? whole : local;
}

/** Each format: what its output says of a report, read by its own parser. */
const checks: { readonly [format: string]: (given: Case) => void } = {
  pretty({ report }) {
    for (const colors of [false, true]) {
      const out = pretty(report, { colors });
      const plain = colors ? out.replaceAll(new RegExp(`${'\u001b'}\\[\\d+m`, 'g'), '') : out;
      harmless(plain);
      const heads = plain.split('\n\n').map((block) => block.split('\n')[0] ?? '');
      const { path, error } = unreadable(report);
      const expected = [
        ...findings(report).map(
          ({ file, line, column, diagnostic: { severity, rule, message } }) =>
            `${file.path}:${line}:${column} ${severity} ${rule}: ${message}`,
        ),
        `${path} error: ${error}`,
      ];
      expect(heads).toHaveLength(expected.length + 1);
      for (const [index, text] of expected.entries()) expectMeant(heads[index], text);
    }
  },

  compact({ report }) {
    const lines = harmless(compact(report));
    const { path, error } = unreadable(report);
    const expected = [
      ...findings(report).map(
        ({ file, line, column, diagnostic: { severity, rule, message } }) =>
          `${file.path}:${line}:${column}: ${severity}: ${message} [${rule}]`,
      ),
      `${path}: error: ${error}`,
    ];
    expect(lines).toHaveLength(expected.length + 1);
    for (const [index, text] of expected.entries()) expectMeant(lines[index], text);
  },

  github({ report }) {
    const lines = harmless(github(report), { ours: true });
    const all = findings(report);
    expect(lines).toHaveLength(all.length + 3);
    expect(lines.slice(-2).map(read)).toEqual([undefined, undefined]);
    const { path, error } = unreadable(report);
    const last = read(lines[all.length] ?? '');
    expectMeant(last?.properties.file, path);
    expectMeant(last?.data, error);
    for (const [index, { file, line, diagnostic }] of all.entries()) {
      const command = read(lines[index] ?? '');
      const names: { readonly [severity in Severity]: string } = { error: 'error', warning: 'warning', info: 'notice' };
      expect(command?.name).toBe(names[diagnostic.severity]);
      expectMeant(command?.properties.file, file.path);
      expect(command?.properties.line).toBe(String(line));
      expectMeant(command?.data.split('\n')[0], diagnostic.message);
    }
  },

  json({ report }) {
    const out = json(report);
    harmless(out);
    const {
      files,
    }: { files: { path: string; error?: string; diagnostics: { message: string; pointer: string }[] }[] } =
      JSON.parse(out);
    expect(
      files.map(({ path, error, diagnostics }) => [
        path,
        error,
        ...diagnostics.map((one) => [one.message, one.pointer]),
      ]),
    ).toEqual(
      report.files.map(({ path, error, diagnostics }) => [
        path,
        error,
        ...diagnostics.map(({ message, pointer }) => [message, pointer]),
      ]),
    );
  },

  sarif({ report }) {
    const out = sarif(report, { rules, version: '1.0.0', folder });
    harmless(out);
    const { results, invocations, tool } = readSarif(out);
    const plain = (text: string) => {
      // A link's text would be followed, a single brace taken for the place of an argument.
      expect(text).not.toContain('](');
      expect(text.replaceAll(/\{\{|\}\}/g, '')).not.toMatch(/[{}]/);
      return text.replaceAll('{{', '{').replaceAll('}}', '}');
    };
    const expected = report.files.flatMap((file) => [
      ...file.diagnostics.map((diagnostic) => ({ file, diagnostic, reason: undefined })),
      ...(file.suppressed ?? []).map(({ diagnostic, justification }) => ({ file, diagnostic, reason: justification })),
    ]);
    expect(results).toHaveLength(expected.length);
    for (const [index, { file, diagnostic, reason }] of expected.entries()) {
      const result = results[index];
      if (result === undefined) throw new Error('a result is missing');
      expectMeant(plain(result.message.text), diagnostic.message);
      expect(tool.driver.rules[result.ruleIndex]?.id).toBe(diagnostic.rule);
      const [{ physicalLocation, logicalLocations }] = result.locations;
      expectUri(physicalLocation.artifactLocation.uri, file.path);
      expectMeant(logicalLocations?.[0]?.fullyQualifiedName ?? '', diagnostic.pointer);
      for (const [at, place] of diagnostic.related.entries()) {
        const related = result.relatedLocations?.[at];
        expectMeant(plain(related?.message.text ?? ''), place.message);
        expectUri(related?.physicalLocation.artifactLocation.uri ?? '', place.path ?? file.path);
      }
      const [fixed] = result.fixes ?? [];
      expect(fixed?.artifactChanges[0]?.replacements.map((one) => one.insertedContent?.text ?? '')).toEqual(
        diagnostic.fix?.edits.map(({ text }) => text),
      );
      if (diagnostic.fix !== undefined) expectMeant(plain(fixed?.description.text ?? ''), diagnostic.fix.title);
      if (reason !== undefined) expectMeant(result.suppressions?.[0]?.justification, reason);
    }
    const { path, error } = unreadable(report);
    const [notification] = invocations[0]?.toolExecutionNotifications ?? [];
    expectMeant(plain(notification?.message.text ?? ''), `could not be linted: ${error}`);
    expectUri(notification?.locations[0]?.physicalLocation.artifactLocation.uri ?? '', path);
  },

  junit({ report }) {
    const out = junit(report);
    harmless(out);
    const { children: suites } = readXml(out);
    expect(suites).toHaveLength(report.files.length);
    for (const [index, file] of report.files.entries()) {
      const suite = suites[index];
      expectMeant(suite?.attributes.name, file.path);
      const tests = suite?.children ?? [];
      expect(tests).toHaveLength(Math.max(1, file.diagnostics.length));
      expect(new Set(tests.map(({ attributes }) => attributes.name)).size).toBe(tests.length);
      for (const [at, diagnostic] of file.diagnostics.entries()) {
        const [inner, output = inner] = tests[at]?.children ?? [];
        expectMeant(inner?.attributes.message, diagnostic.message);
        const { line, column } = new Lines(file.text).position(diagnostic.range.start);
        const head = `${file.path}:${line}:${column}: ${diagnostic.severity}: ${diagnostic.message} [${diagnostic.rule}]`;
        expectMeant(output?.text.split('\n')[1], head);
      }
      const [inner] = tests[0]?.children ?? [];
      if (file.error !== undefined) expectMeant(inner?.attributes.message, `could not be linted: ${file.error}`);
    }
  },

  checkstyle({ report }) {
    const out = checkstyle(report);
    harmless(out);
    const { children: files } = readXml(out);
    expect(files).toHaveLength(report.files.length);
    for (const [index, { path, diagnostics, error }] of report.files.entries()) {
      expectMeant(files[index]?.attributes.name, path);
      const messages =
        error === undefined ? diagnostics.map(({ message }) => message) : [`could not be linted: ${error}`];
      expect(files[index]?.children).toHaveLength(messages.length);
      for (const [at, message] of messages.entries()) {
        expectMeant(files[index]?.children[at]?.attributes.message, message);
      }
    }
  },

  gitlab({ report }) {
    const out = gitlab(report, { folder });
    harmless(out);
    const entries: { description: string; fingerprint: string; location: { path: string } }[] = JSON.parse(out);
    const { path, error } = unreadable(report);
    const expected = [
      ...findings(report).map(({ file, diagnostic }) => ({ path: file.path, message: diagnostic.message })),
      { path, message: `could not be linted: ${error}` },
    ];
    expect(entries).toHaveLength(expected.length);
    expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
    for (const [index, { path, message }] of expected.entries()) {
      expectMeant(entries[index]?.description, message);
      expect(entries[index]?.location.path).toBe(target(path));
    }
  },

  statistics({ report }) {
    const lines = harmless(statistics(report)).slice(0, -1);
    const numbers = lines.map((line) => Number(/^ *(\d+) {2}(?:error|warning|info) /.exec(line)?.[1]));
    expect(numbers.reduce((sum, number) => sum + number, 0)).toBe(findings(report).length);
  },

  diff({ all }) {
    const files = all.map(({ path, text }) => ({
      path,
      before: { text, secrets: [] },
      after: { text: fix({ path, text }, { unsafe: true }).text, secrets: [] },
    }));
    const out = unifiedDiff(files, { colors: false });
    const lines = harmless(out.replaceAll(/\r?\n/g, '\n').replaceAll('\t', ' ')).slice(0, -1);
    const changed = files.filter(({ before, after }) => before.text !== after.text);
    const heads = lines.filter(
      (_, index) => /^--- "?a\//.test(lines[index] ?? '') && /^\+\+\+ "?b\//.test(lines[index + 1] ?? ''),
    );
    expect(heads).toHaveLength(changed.length);
    for (const [index, { path }] of changed.entries()) {
      const named = `${path.startsWith('/') ? 'a' : 'a/'}${path}`.replaceAll(/\p{Cs}/gu, '\ufffd');
      expect(unquoted(heads[index]?.slice('--- '.length) ?? '')).toBe(named);
    }
  },
};

/** A name as Git writes it: in quotes, with its bytes in octal digits, where it would be misread. */
function unquoted(name: string): string {
  // A tab, here a space, ends a name with spaces.
  if (!name.startsWith('"')) return name.includes(' ') ? name.slice(0, -1) : name;
  const named: { readonly [letter: string]: number } = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };
  const bytes = Array.from(name.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gsu), ([, octal, letter, text]) => {
    if (octal !== undefined) return Buffer.of(Number.parseInt(octal, 8));
    if (letter !== undefined) return Buffer.of(named[letter] ?? letter.charCodeAt(0));
    return Buffer.from(text ?? '');
  });
  return Buffer.concat(bytes).toString();
}

/** Halves of surrogate pairs have no encoding in a URI. */
function expectUri(uri: string, path: string): void {
  expect(uri).toMatch(/^(?:file:\/\/\/)?[\w.~!*'()%/-]+$/);
  const decoded = decodeURIComponent(uri.replace(/^file:\/\//, ''));
  expect(decoded).toBe(target(path).replaceAll(/\p{Cs}/gu, '\ufffd'));
}

describe('hostile names leave every output well-formed, harmless and true', () => {
  it('in every format', () => {
    fc.assert(
      fc.property(cases, (given) => {
        for (const check of Object.values(checks)) check(given);
      }),
      { numRuns: 25 },
    );
  }, 240_000);

  it('the cases are what they should be', () => {
    const [found = [], names = new Set()] = fc.sample(cases, 40).reduce<[Diagnostic[], Set<string>]>(
      ([all, set], { report }) => {
        const own = report.files.flatMap(({ diagnostics, suppressed = [] }) => [
          ...diagnostics,
          ...suppressed.map(({ diagnostic }) => diagnostic),
        ]);
        for (const { rule } of own) set.add(rule);
        return [[...all, ...own], set];
      },
      [[], new Set()],
    );
    expect(names.size).toBeGreaterThan(12);
    expect(found.filter(({ fix }) => fix !== undefined).length).toBeGreaterThan(50);
    expect(found.filter(({ related }) => related.some(({ path }) => path !== undefined)).length).toBeGreaterThan(20);
  });
});

const cli = fileURLToPath(new URL('../dist/cli.cjs', import.meta.url));

describe('the command', () => {
  let place = '';

  beforeAll(() => {
    if (!existsSync(cli)) throw new Error('dist/cli.cjs is not there: run `npm run build` first');
    place = realpathSync(mkdtempSync(join(tmpdir(), 'hmslint-hostile-')));
    mkdirSync(join(place, 'in'));
  });

  afterAll(() => rmSync(place, { recursive: true }));

  function run(args: readonly string[], input = ''): string {
    const { stdout, stderr, status } = spawnSync(process.execPath, [cli, ...args], {
      cwd: place,
      input,
      encoding: 'utf8',
    });
    expect([0, 1]).toContain(status);
    harmless(stderr);
    return stdout;
  }

  const text = '{ "name": "::error::x", "roles": { "\\u001b[31m<b>": { "priority": 9 } } }\n';
  const formats = ['pretty', 'json', 'github', 'compact', 'sarif', 'junit', 'checkstyle', 'gitlab'];

  it('writes several formats at once, whatever files are called', () => {
    // What a file can be called: bytes in UTF-8, at most 255 with the ending.
    const names = hostile
      .filter((name) => !/[\0/\p{Cs}]/u.test(name) && name.length < 80)
      .map((name) => `${name}.json`);
    for (const name of names) writeFileSync(join(place, 'in', name), text);
    const out = (format: string) => readFileSync(join(place, `out.${format}`), 'utf8');
    run(['in', ...formats.flatMap((format) => ['--format', `${format}=out.${format}`])]);
    for (const format of formats) harmless(out(format), { ours: format === 'github' });
    const { files }: { files: { path: string; diagnostics: { message: string }[] }[] } = JSON.parse(out('json'));
    const paths = names.map((name) => `in/${name}`);
    expect(files.map(({ path }) => path).sort()).toEqual(paths.sort());
    const count = files.flatMap(({ diagnostics }) => diagnostics).length;
    expect(count).toBeGreaterThan(files.length);
    const { results } = readSarif(out('sarif'));
    expect(results).toHaveLength(count);
    const uris = results.map(({ locations }) => decodeURIComponent(locations[0].physicalLocation.artifactLocation.uri));
    expect([...new Set(uris)].sort()).toEqual(paths);
    expect(readXml(out('junit')).attributes.tests).toBe(String(count));
    expect(readXml(out('checkstyle')).children.map(({ attributes }) => meant(attributes.name ?? ''))).toEqual(
      files.map(({ path }) => meant(path)),
    );
    expect(JSON.parse(out('gitlab'))).toHaveLength(count);
    expect(
      out('github')
        .split('\n')
        .filter((line) => read(line) !== undefined),
    ).toHaveLength(count);
    expect(out('compact').split('\n')).toHaveLength(count + 1);
    expect(run(['in', '--format', 'sarif'])).toBe(out('sarif'));
  });

  it.each(formats)('writes %s of standard input, whatever it is called', (format) => {
    for (const name of [
      'x'.repeat(10_000),
      '\n::error::x\u001b[31m]]>&',
      '##vso[x]##[error]y',
      '"<-->\r\u009b\u202e',
    ]) {
      const out = run(['--stdin-filename', `${name}.json`, '--format', format, '-'], text);
      harmless(out, { ours: format === 'github' });
      if (format === 'json') expect(JSON.parse(out).files[0].path).toBe(`${name}.json`);
      if (format === 'gitlab') expect(JSON.parse(out)[0].location.path).toBe(`${name}.json`);
      if (format === 'sarif') expect(readSarif(out).results).not.toEqual([]);
      if (['junit', 'checkstyle'].includes(format)) {
        expectMeant(readXml(out).children[0]?.attributes.name, `${name}.json`);
      }
    }
  });

  it('writes whole documents where there is nothing to lint', () => {
    mkdirSync(join(place, 'empty'));
    expect(readSarif(run(['empty', '--format', 'sarif'])).results).toEqual([]);
    expect(readXml(run(['empty', '--format', 'junit'])).name).toBe('testsuites');
    expect(readXml(run(['empty', '--format', 'checkstyle'])).name).toBe('checkstyle');
    expect(JSON.parse(run(['empty', '--format', 'gitlab']))).toEqual([]);
    expect(run(['empty', '--format', 'compact'])).toBe('');
  });

  it('--quiet leaves out warnings that are held back', () => {
    const held = 'name: a\nroles:\n  # hmslint-ignore-next-line name-mismatch -- meant\n  host: { name: hosts }\n';
    const results = (...args: readonly string[]) =>
      readSarif(run(['--format', 'sarif', '-', ...args], held)).results.flatMap(({ ruleId, suppressions = [] }) =>
        suppressions.map(({ justification }) => [ruleId, justification]),
      );
    expect(results()).toEqual([['name-mismatch', 'meant']]);
    expect(results('--quiet')).toEqual([]);
  });

  it('xmllint finds the XML well-formed', (context) => {
    if (spawnSync('xmllint', ['--version']).error !== undefined) context.skip('xmllint is not installed');
    const diagnostics = hostile.map(
      (message): Diagnostic => ({
        rule: `a${message}`,
        severity: 'error',
        message,
        pointer: `/${message}`,
        range: { start: 0, end: 0 },
        related: [{ message, range: { start: 0, end: 0 } }],
        documentation: '',
        fingerprint: message,
      }),
    );
    const files = hostile.map((path) => ({ path, text: '', diagnostics, secrets: [] }));
    for (const input of [junit({ files, skipped: 0 }), checkstyle({ files, skipped: 0 })]) {
      expect(spawnSync('xmllint', ['--noout', '-'], { input, encoding: 'utf8' })).toMatchObject({
        status: 0,
        stderr: '',
      });
    }
  });
});
