import { describe, expect, it } from 'vitest';
import { readDirectives, Suppressed } from '../src/ignore.ts';
import { type Diagnostic, type LintOptions, lint } from '../src/index.ts';
import { yamlComments } from '../src/yaml.ts';
import { textBehind } from './texts.ts';

const ids = new Set(['role-priority', 'schema/range', 'unused-ignore']);

function directivesOf(text: string) {
  return readDirectives(text, yamlComments(text), ids);
}

function idleOf(text: string): readonly (readonly [string, string])[] {
  return directivesOf(text).idle.map(({ range, message }) => [textBehind(text, range), message]);
}

function coveredBy(text: string): readonly (readonly [string, string])[] {
  return directivesOf(text).suppressions.map(({ rule, covers }) => [rule, textBehind(text, covers)]);
}

describe('a comment that ignores the next line', () => {
  it('covers the next line that is no comment and not empty', () => {
    expect(
      coveredBy('# hmslint-ignore-next-line role-priority -- old\n# more\n\n  # and more\n  a: 1 # x\nb: 2\n'),
    ).toEqual([['role-priority', '  a: 1 # x']]);
    expect(coveredBy('a: 1 # hmslint-ignore-next-line role-priority -- old\nb: 2\n')).toEqual([
      ['role-priority', 'b: 2'],
    ]);
    expect(coveredBy('#hmslint-ignore-next-line role-priority -- old\r\n# x\r\n\r\na: 1\r\nb: 2\r\n')).toEqual([
      ['role-priority', 'a: 1'],
    ]);
  });

  it('covers the same line as the one before', () => {
    const text = '# hmslint-ignore-next-line role-priority -- a\n# hmslint-ignore-next-line schema/range -- b\na: 1\n';
    expect(coveredBy(text)).toEqual([
      ['role-priority', 'a: 1'],
      ['schema/range', 'a: 1'],
    ]);
  });

  it('covers nothing at the end of the text', () => {
    expect(coveredBy('a: 1\n# hmslint-ignore-next-line role-priority -- old')).toEqual([['role-priority', '']]);
  });

  it('may name several rules, each with its place', () => {
    const text = '# hmslint-ignore-next-line role-priority,  schema/range -- old -- and -- dashed\na: 1\n';
    const { suppressions, idle } = directivesOf(text);
    expect(idle).toEqual([]);
    expect(
      suppressions.map(({ rule, range, whole }) => [rule, textBehind(text, range), textBehind(text, whole)]),
    ).toEqual([
      ['role-priority', 'role-priority', 'role-priority,  '],
      ['schema/range', 'schema/range', ',  schema/range'],
    ]);
  });
});

describe('a comment that ignores a rule in its file', () => {
  it('covers the whole text', () => {
    const text = 'a: 1\n# hmslint-ignore-file role-priority -- old\n';
    expect(coveredBy(text)).toEqual([['role-priority', text]]);
  });

  it('is removed with its line, or with the space before it', () => {
    const whole = (text: string) => directivesOf(text).suppressions.map((one) => textBehind(text, one.whole));
    expect(whole('a: 1\n  # hmslint-ignore-file role-priority -- x\nb: 1')).toEqual([
      '  # hmslint-ignore-file role-priority -- x\n',
    ]);
    expect(whole('a: 1\r\n# hmslint-ignore-file role-priority -- x\r\nb: 1')).toEqual([
      '# hmslint-ignore-file role-priority -- x\r\n',
    ]);
    expect(whole('a: 1 \t# hmslint-ignore-file role-priority -- x\nb: 1')).toEqual([
      ' \t# hmslint-ignore-file role-priority -- x',
    ]);
    expect(whole('# hmslint-ignore-file role-priority -- x')).toEqual(['# hmslint-ignore-file role-priority -- x']);
  });
});

describe('a comment that does nothing', () => {
  it.each([
    ['# hmslint-ignore-file role-priority', 'this suppresses nothing without a reason'],
    ['# hmslint-ignore-file role-priority -- ', 'this suppresses nothing without a reason'],
    ['# hmslint-ignore-file role-priority --old', 'this suppresses nothing without a reason'],
    ['# hmslint-ignore-file role-priority - old', 'this suppresses nothing without a reason'],
    ['# hmslint-ignore-file -- old', 'this suppresses nothing: name the rule'],
    ['# hmslint-ignore-file', 'this suppresses nothing: name the rule'],
    ['# hmslint-ignore role-priority -- old', '`hmslint-ignore` does nothing'],
    [
      '# hmslint-ignore-nextline role-priority -- x',
      '`hmslint-ignore-nextline` does nothing: write `hmslint-ignore-next-line RULE -- reason`',
    ],
    ['# hmslint-kind roles', '`roles` is no kind of document'],
    ['# hmslint-kind', 'this names no kind of document: write `template`, '],
  ])('says so: %s', (comment, message) => {
    const text = `${comment}\na: 1\n`;
    const { suppressions, idle, kinds } = directivesOf(text);
    expect([suppressions, kinds]).toEqual([[], []]);
    expect(idle).toHaveLength(1);
    expect(idle[0]?.message.slice(0, message.length)).toBe(message);
  });

  it('marks a rule that does not exist, and suppresses the others', () => {
    const text = '# hmslint-ignore-file role-prioriti, schema/range -- x\na: 1\n';
    expect(idleOf(text)).toEqual([
      ['role-prioriti', 'there is no rule `role-prioriti`, did you mean `role-priority`?'],
    ]);
    expect(coveredBy(text)).toEqual([['schema/range', text]]);
  });

  it('finds the name behind the directive, not in it', () => {
    const text = '# hmslint-ignore-file ignore, file -- x\na: 1\n';
    expect(directivesOf(text).idle.map(({ range }) => [range.start, textBehind(text, range)])).toEqual([
      [22, 'ignore'],
      [30, 'file'],
    ]);
  });

  it('is none that only mentions hmslint, or stands in a string', () => {
    const text =
      '# see hmslint-ignore-file\n# hmslint is a linter\na: "# hmslint-ignore-file x -- y"\nb: |\n  # hmslint-kind role\n';
    expect(directivesOf(text)).toEqual({ suppressions: [], idle: [], kinds: [] });
  });
});

describe('what is suppressed', () => {
  const text = 'first\n# hmslint\nsecond\nthird\n';
  const line = { start: 16, end: 22 };
  const ofLine = { rule: 'a', range: line, whole: line, covers: line, reason: 'x' };
  const ofFile = { rule: 'b', range: line, whole: line, covers: { start: 0, end: text.length }, reason: 'y' };

  it('is what begins on the line, for the rule alone', () => {
    const suppressed = new Suppressed(text, [ofLine, ofFile]);
    expect([15, 16, 22, 23].map((offset) => suppressed.holder('a', offset)?.reason)).toEqual([
      undefined,
      'x',
      'x',
      undefined,
    ]);
    expect([suppressed.holder('c', 16), suppressed.holder('b', 0), suppressed.holder('b', text.length)]).toEqual([
      undefined,
      ofFile,
      ofFile,
    ]);
  });

  it('tells which suppressions held nothing', () => {
    const again = { ...ofLine };
    const suppressed = new Suppressed(text, [ofLine, again, ofFile]);
    expect([...suppressed.unused()]).toEqual([ofLine, again, ofFile]);
    suppressed.holder('a', 17);
    expect([...suppressed.unused()]).toEqual([ofFile]);
    suppressed.holder('b', 17);
    expect([...suppressed.unused()]).toEqual([]);
  });
});

describe('findings', () => {
  function found(text: string, options: LintOptions = {}): readonly string[] {
    return diagnosticsOf(text, options).map(({ rule, pointer }) => `${rule} ${pointer}`);
  }

  function diagnosticsOf(text: string, options: LintOptions = {}): readonly Diagnostic[] {
    return lint({ path: 'a.yaml', text }, options).files[0]?.diagnostics ?? [];
  }

  it('of one rule on a line are suppressed, others not', () => {
    const text = (comment: string) => `name: a\nroles:\n  ${comment}\n  host: {priority: 9, maxPeerCount: -7}\n`;
    expect(found(text('#'))).toEqual(['role-priority /roles/host/priority', 'schema/range /roles/host/maxPeerCount']);
    expect(found(text('# hmslint-ignore-next-line role-priority -- old'))).toEqual([
      'schema/range /roles/host/maxPeerCount',
    ]);
    expect(found(text('# hmslint-ignore-next-line role-priority, schema/range -- old'))).toEqual([]);
  });

  it('are suppressed in every document of a stream by the file, in one by the line', () => {
    const documents = (comment: string) =>
      `${comment}\nname: a\nroles: {host: {priority: 9}}\n---\n${comment}\nname: b\nroles: {host: {priority: 8}}\n`;
    expect(found(documents('#'))).toHaveLength(2);
    expect(found(`# hmslint-ignore-file role-priority -- old\n${documents('#')}`)).toEqual([]);
    const one = documents('#').replace('b\n', 'b\n# hmslint-ignore-next-line role-priority -- old\n');
    expect(diagnosticsOf(one).map(({ document, rule }) => [document, rule])).toEqual([[0, 'role-priority']]);
  });

  it('of the parser are suppressed too', () => {
    expect(found('# hmslint-ignore-file duplicate-key -- meant\nname: a\nname: b\nroles: {}\n')).toEqual([]);
  });

  it('tell of a suppression that is not used, with a fix', () => {
    const text = 'name: a\nroles:\n  # hmslint-ignore-next-line role-priority -- old\n  host: {priority: 1}\n';
    const [unused] = diagnosticsOf(text);
    expect(unused).toMatchObject({ rule: 'unused-ignore', pointer: '', severity: 'warning', tags: ['unnecessary'] });
    expect(textBehind(text, unused?.range ?? { start: 0, end: 0 })).toBe('role-priority');
    expect(unused?.fix?.edits.map(({ range, text: now }) => [textBehind(text, range), now])).toEqual([
      ['  # hmslint-ignore-next-line role-priority -- old\n', ''],
    ]);
  });

  it('do not tell so where the rule did not run', () => {
    const text = 'name: a\nroles: {}\n# hmslint-ignore-file role-priority -- old\n';
    expect(found(text)).toEqual(['unused-ignore ']);
    expect(found(text, { only: new Set(['schema/range', 'unused-ignore']) })).toEqual([]);
    expect(found(text, { only: new Set(['role-priority', 'unused-ignore']) })).toEqual(['unused-ignore ']);
    expect(found(text, { severities: new Map([['role-priority', 'off']]) })).toEqual([]);
    expect(found(text, { severities: new Map([['unused-ignore', 'off']]) })).toEqual([]);
  });

  it('do not tell so where broken syntax may hide what was meant', () => {
    expect(found('name: a\nroles: {}\n# hmslint-ignore-file role-priority -- old\nplugins: {\n')).toEqual(['syntax ']);
  });

  it('of the suppressions themselves are suppressed', () => {
    const text = 'name: a\nroles: {}\n# hmslint-ignore-file role-priority -- old\n';
    expect(found(`# hmslint-ignore-file unused-ignore -- generated\n${text}`)).toEqual([]);
  });

  it('are suppressed in thousands', () => {
    const many = (line: string) =>
      Array.from({ length: 16_000 }, (_, index) => line.replaceAll('N', String(index))).join('');
    const comment = '# hmslint-ignore-next-line role-priority -- old\n';
    expect(found(`name: a\nroles:\n${many(`${comment}  rN: {priority: 9}\n`)}`)).toEqual([]);
    const file = '# hmslint-ignore-file role-priority -- old\n';
    expect(found(`name: a\n${many(file)}roles:\n${many('  rN: {priority: 9}\n')}`)).toEqual([]);
    expect(found(`name: a\n${many(comment)}roles: {}\n`)).toHaveLength(16_000);
  });
});
