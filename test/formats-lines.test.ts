import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic, FileReport, Fix, Range, Related, Report, Severity } from '../src/diagnostic.ts';
import { unlikeCommand } from '../src/formats/commands.ts';
import { compact } from '../src/formats/compact.ts';
import { unifiedDiff } from '../src/formats/diff.ts';
import { github } from '../src/formats/github.ts';
import { statistics } from '../src/formats/statistics.ts';
import { visible } from '../src/visible.ts';
import { type Command, read } from './workflow-commands.ts';

/** Why the runner would leave out columns. */
function complaint({ properties: { line, endLine, col, endColumn } }: Command): string | undefined {
  if (line === undefined && (endLine ?? col ?? endColumn) !== undefined) return 'no line';
  if (Number(endLine) < Number(line)) return 'the lines fall';
  if (line !== endLine && (col ?? endColumn) !== undefined) return 'columns over several lines';
  if (Number(endColumn) < Number(col)) return 'the columns fall';
  return undefined;
}

function rows(text: string): string[] {
  if (text !== '') expect(text.endsWith('\n')).toBe(true);
  return text.split('\n').slice(0, -1);
}

const safe: Fix = { title: 'write `5`', safe: true, edits: [] };

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
const nine = { start: yaml.indexOf('9'), end: yaml.indexOf('9') + 1 };
const hostRole = { start: yaml.indexOf('host'), end: yaml.indexOf('  guest') };

const hostile = [
  '::error::x',
  ' \t::error file=a::x',
  '\u00a0::warning::x',
  '##[error]x',
  '##[[##[set-env name=A]x',
  '###[group]',
  '\n::stop-commands::x',
  '\r\n##[add-mask]x',
  '%0A::error::x',
  '%250A%3A%2C',
  '=x',
  'a=b,line=9:c',
  '::',
  ':1:2: error: x [y]',
  '\u2028\u2029\u0085',
  '\u001b[31m\u009b2J',
  '\u202e\u200b\ufeff',
  '\ud800',
  '役割👩‍💻',
  'x'.repeat(5000),
];

const words = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...hostile) }, fc.string(), fc.string({ unit: 'binary' })), {
    minLength: 1,
    maxLength: 3,
  })
  .map((parts) => parts.join(''));
const name = words.filter((word) => word.trim() !== '');
const severity = fc.constantFrom<Severity[]>('error', 'warning', 'info');
const texts = fc
  .array(fc.oneof(words, fc.constantFrom('\n', '\r\n', '\r', 'a: b')), { maxLength: 8 })
  .map((all) => all.join(''));

function rangeIn(text: string): fc.Arbitrary<Range> {
  return fc
    .tuple(fc.nat(text.length), fc.nat(text.length))
    .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));
}

const fixes: fc.Arbitrary<Fix> = fc.record({ title: words, safe: fc.boolean(), edits: fc.constant([]) });

function findingIn(text: string, others: readonly { path: string; text: string }[]): fc.Arbitrary<Diagnostic> {
  const related: fc.Arbitrary<Related> = fc.oneof(
    fc.record({ message: words, range: rangeIn(text) }),
    ...others.map((other) => fc.record({ message: words, path: fc.constant(other.path), range: rangeIn(other.text) })),
  );
  return fc
    .record({
      range: rangeIn(text),
      rule: name,
      severity,
      message: words,
      related: fc.array(related, { maxLength: 5 }),
      fix: fc.option(fixes, { nil: undefined }),
    })
    .map(({ range, fix, ...rest }) => finding(range, { ...rest, ...(fix !== undefined && { fix }) }));
}

const reports: fc.Arbitrary<Report> = fc
  .uniqueArray(fc.record({ path: name, text: texts, error: fc.option(words, { nil: undefined, freq: 5 }) }), {
    maxLength: 4,
    selector: ({ path }) => path,
  })
  .chain((files) =>
    fc.tuple(
      ...files.map(({ path, text, error }): fc.Arbitrary<FileReport> => {
        if (error !== undefined) return fc.constant({ path, text: '', diagnostics: [], secrets: [], error });
        const diagnostics = fc.array(
          findingIn(
            text,
            files.filter((file) => file.error === undefined),
          ),
          { maxLength: 4 },
        );
        return diagnostics.map((all) => ({ path, text, diagnostics: all, secrets: [] }));
      }),
    ),
  )
  .map((files) => ({ files, skipped: 0 }));

/** The line and column of an offset, counted the slow way. */
function place(text: string, offset: number): { line: number; column: number } {
  const isInEnd = text[offset] === '\n' && text[offset - 1] === '\r';
  const lines = text.slice(0, isInEnd ? offset - 1 : offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + (isInEnd ? 2 : 1) };
}

function allFindings({ files }: Report): { file: FileReport; diagnostic: Diagnostic | undefined }[] {
  return files.flatMap((file) => [
    ...(file.error === undefined ? [] : [{ file, diagnostic: undefined }]),
    ...file.diagnostics.map((diagnostic) => ({ file, diagnostic })),
  ]);
}

/** What a terminal would obey or hide. */
const unseen = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** What is said of a name. */
function said(text: string): string {
  return unlikeCommand(visible(text));
}

describe('github', () => {
  test('annotations and a last line', () => {
    const files = report(
      { path: 'gone.yaml', error: 'no such file or folder' },
      {
        text: yaml,
        diagnostics: [
          finding(nine, { fix: safe }),
          finding(hostRole, { severity: 'warning', rule: 'unheard-role', message: 'nobody hears `a:b,c`: 100%' }),
          finding({ start: 0, end: 0 }, { severity: 'info', fix: { ...safe, safe: false } }),
        ],
      },
    );
    expect(github(files)).toBe(`::error file=gone.yaml,title=hmslint::no such file or folder
::error file=live.yaml,line=3,endLine=3,col=15,endColumn=16,title=hmslint%3A role-priority::\`priority\` is \`9\`%0Afix: write \`5\`
::warning file=live.yaml,line=2,endLine=3,title=hmslint%3A unheard-role::nobody hears \`a:b,c\`: 100%25
::notice file=live.yaml,line=1,endLine=1,col=1,endColumn=1,title=hmslint%3A role-priority::\`priority\` is \`9\`%0Afix (unsafe): write \`5\`
1 error, 1 warning and 1 info in 1 file (2 fixable); 1 path could not be linted
`);
    expect(github(report({}))).toBe('no problems in 1 file\n');
  });

  test('related places are named, many are counted', () => {
    const other = { path: 'b.yaml', text: 'name: live\n' };
    const own = { message: 'the role is here', range: hostRole };
    const there = { message: 'the same name', path: 'b.yaml', range: { start: 6, end: 10 } };
    const dataOf = (...related: readonly Related[]) => {
      const [line = ''] = rows(
        github(report({ text: yaml, diagnostics: [finding(nine, { related, fix: safe })] }, other)),
      );
      return read(line)?.data.split('\n').slice(1, -1);
    };
    const notes = ['note: live.yaml:2:3 the role is here', 'note: b.yaml:1:7 the same name'];
    expect(dataOf(own, there)).toEqual(notes);
    expect(dataOf(own, there, own, there)).toEqual([...notes, notes[0], 'note: and 1 more place']);
    expect(dataOf(own, there, own, there, own)).toEqual([...notes, notes[0], 'note: and 2 more places']);
  });

  test('a range that ends with its line does not reach into the next', () => {
    const [line = ''] = rows(github(report({ text: 'a: 1\r\nb: 2\n', diagnostics: [finding({ start: 0, end: 6 })] })));
    expect(read(line)?.properties).toMatchObject({ line: '1', endLine: '1', col: '1', endColumn: '7' });
  });

  test('a fix that spells a secret is left out', () => {
    const text = 'secret: "hunter2"\n';
    const secrets = [{ start: 9, end: 16 }];
    const diagnostics = ['quote `hunter2`', 'rename the key'].map((title) =>
      finding(secrets[0] ?? nine, { fix: { ...safe, title } }),
    );
    const out = github(report({ text, secrets, diagnostics }));
    expect(out).not.toContain('hunter2');
    expect(out.match(/fix: .*/g)).toEqual(['fix: rename the key']);
  });

  test('law: the runner reads exactly the findings, whatever is in them', () => {
    fc.assert(
      fc.property(reports, (all) => {
        const lines = rows(github(all));
        expect(lines.join('')).not.toMatch(unseen);
        expect(read(lines.pop() ?? '')).toBeUndefined();
        const found = allFindings(all);
        expect(lines).toHaveLength(found.length);
        for (const [index, { file, diagnostic }] of found.entries()) {
          const command = read(lines[index] ?? '');
          if (command === undefined) throw new Error('no command');
          expect(complaint(command)).toBeUndefined();
          const [message, ...notes] = command.data.split('\n');
          const path = said(file.path).replace(/^=/, '\\u003d');
          if (diagnostic === undefined) {
            expect(command).toEqual({ name: 'error', properties: { file: path, title: 'hmslint' }, data: message });
            expect(message).toBe(said(file.error ?? ''));
            continue;
          }
          const { range, rule, severity, related, fix } = diagnostic;
          expect(command.name).toBe(severity === 'info' ? 'notice' : severity);
          expect(message).toBe(said(diagnostic.message));
          expect(notes).toHaveLength(Math.min(related.length, 4) + (fix === undefined ? 0 : 1));
          expect(notes.every((note) => /^(?:note|fix|fix \(unsafe\)): /.test(note))).toBe(true);
          const start = place(file.text, range.start);
          const last = place(file.text, Math.max(range.start, range.end - 1));
          expect(command.properties).toEqual({
            file: path,
            title: said(`hmslint: ${rule}`).trimEnd(),
            line: String(start.line),
            endLine: String(last.line),
            ...(start.line === last.line && {
              col: String(start.column),
              endColumn: String(range.start === range.end ? start.column : last.column + 1),
            }),
          });
        }
      }),
    );
  });
});

describe('compact', () => {
  test('one line for each finding, and nothing else', () => {
    const files = report(
      { path: 'gone.yaml', error: 'no such file or folder' },
      { text: yaml, diagnostics: [finding(nine, { fix: safe }), finding(hostRole, { severity: 'info', rule: 'x/y' })] },
    );
    expect(compact(files)).toBe(`gone.yaml: error: no such file or folder
live.yaml:3:15: error: \`priority\` is \`9\` [role-priority]
live.yaml:2:3: info: \`priority\` is \`9\` [x/y]
`);
    expect(compact(report({}))).toBe('');
  });

  test('law: one line for each finding, whatever is in it, and none for the runner', () => {
    fc.assert(
      fc.property(reports, (all) => {
        const lines = rows(compact(all));
        expect(lines.join('')).not.toMatch(unseen);
        expect(lines.map(read).every((command) => command === undefined)).toBe(true);
        expect(lines).toEqual(
          allFindings(all).map(({ file, diagnostic }) => {
            if (diagnostic === undefined) return said(`${file.path}: error: ${file.error}`);
            const { line, column } = place(file.text, diagnostic.range.start);
            const { severity, message, rule } = diagnostic;
            return said(`${file.path}:${line}:${column}: ${severity}: ${message} [${rule}]`);
          }),
        );
      }),
    );
  });
});

describe('statistics', () => {
  test('a table, the most frequent first', () => {
    const times = (count: number, rest: Partial<Diagnostic>) =>
      Array.from({ length: count }, () => finding(nine, rest));
    const files = report(
      { path: 'gone.yaml', error: 'no such file or folder' },
      { text: yaml, diagnostics: [...times(2, { rule: 'b', severity: 'info' }), ...times(7, { rule: 'long-name' })] },
      {
        text: yaml,
        diagnostics: [
          ...times(5, { rule: 'long-name', fix: safe }),
          ...times(2, { rule: 'c', severity: 'warning' }),
          ...times(2, { rule: 'a', severity: 'warning', fix: safe }),
          ...times(1, { rule: 'long-name', severity: 'warning' }),
        ],
      },
    );
    expect(statistics(files)).toBe(`12  error    long-name  (5 fixable)
 2  warning  a          (2 fixable)
 2  warning  c
 2  info     b
 1  warning  long-name
`);
    expect(statistics(report({}, { error: 'no permission' }))).toBe('');
  });

  test('law: the counts add up, in straight columns, whatever the rules are called', () => {
    fc.assert(
      fc.property(reports, (all) => {
        const lines = rows(statistics(all));
        expect(lines.join('')).not.toMatch(unseen);
        expect(lines.map(read).every((command) => command === undefined)).toBe(true);
        const found = all.files.flatMap(({ diagnostics }) => diagnostics);
        const numbers = lines.map((line) => Number(/^ *(\d+) {2}(?:error {2}|warning|info {3}) {2}/.exec(line)?.[1]));
        expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
        expect(numbers.reduce((sum, number) => sum + number, 0)).toBe(found.length);
        expect(lines).toHaveLength(new Set(found.map(({ rule, severity }) => `${severity} ${rule}`)).size);
        const columns = new Set(lines.map((line) => /error {4}|warning {2}|info {5}/.exec(line)?.index));
        expect(columns.size).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the unified diff', () => {
  test('law: it gives the runner no command and the terminal nothing to obey', () => {
    fc.assert(
      fc.property(name, texts, texts, (path, before, after) => {
        const out = unifiedDiff(
          [{ path, before: { text: before, secrets: [] }, after: { text: after, secrets: [] } }],
          { colors: false },
        );
        // The runner takes a lone carriage return for a line end.
        expect(out.replaceAll('\r\n', '\n').replaceAll(/[\t\n]/g, '')).not.toMatch(unseen);
        expect(
          out
            .split(/\r\n|\r|\n/)
            .map(read)
            .every((command) => command === undefined),
        ).toBe(true);
      }),
    );
  });
});

describe('what the runner takes for a command', () => {
  test('is spelled out, and nothing else', () => {
    for (const line of ['::error::x', '  \t::group::', 'a ##[error]x', '###[debug]', '##[add-mask]##[error]x']) {
      expect(read(line), line).toBeDefined();
      expect(read(unlikeCommand(line)), line).toBeUndefined();
    }
    for (const line of ['a::b::c', 'x: "::error::"', '#### [roles] ####', '##[ roles ]##', '####[]', ': :'])
      expect(unlikeCommand(line)).toBe(line);
  });
});
