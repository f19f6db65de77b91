import { type Kind, kinds, type Range } from './diagnostic.ts';
import type { Comment } from './document.ts';
import { listed } from './listed.ts';
import { didYouMean } from './nearest.ts';

/** A comment that suppresses one rule, for a line or for its file. */
export interface Suppression {
  readonly rule: string;
  /** The rule's name in the comment. */
  readonly range: Range;
  /** What goes if the suppression is removed: the name with its comma, or the comment if it names no other rule. */
  readonly whole: Range;
  /** What it covers: the next line that is not a comment, or the whole text. */
  readonly covers: Range;
  /** Why, in its author's words. */
  readonly reason: string;
}

/** A comment that was meant for hmslint and does nothing. */
export interface IdleComment {
  readonly range: Range;
  readonly message: string;
}

/** What the comments of a file ask for. */
export interface Directives {
  readonly suppressions: readonly Suppression[];
  readonly idle: readonly IdleComment[];
  /** What kind of document stands there: a comment counts for the document in which, or before which, it stands. */
  readonly kinds: readonly { readonly kind: Kind; readonly range: Range }[];
}

/** Says what is suppressed, and remembers which suppressions were of use. */
export class Suppressed {
  /** For each rule what covers the whole file, and by where it begins what covers a line. */
  readonly #byRule = new Map<string, { readonly ofFile: Suppression[]; readonly ofLine: Map<number, Suppression[]> }>();
  /** Where the covered lines begin, in order. */
  readonly #lines: readonly number[];
  readonly #used = new Set<readonly Suppression[]>();

  constructor(text: string, suppressions: readonly Suppression[]) {
    for (const suppression of suppressions) {
      const { rule, covers } = suppression;
      const ofRule = this.#byRule.get(rule) ?? { ofFile: [], ofLine: new Map<number, Suppression[]>() };
      this.#byRule.set(rule, ofRule);
      const ofLine = ofRule.ofLine.get(covers.start);
      if (covers.start === 0 && covers.end === text.length) ofRule.ofFile.push(suppression);
      else if (ofLine === undefined) ofRule.ofLine.set(covers.start, [suppression]);
      else ofLine.push(suppression);
    }
    this.#lines = [...new Set(suppressions.map(({ covers }) => covers.start))].sort((a, b) => a - b);
  }

  /** What suppresses a finding of a rule that begins at an offset; `undefined` if nothing does. */
  holder(rule: string, offset: number): Suppression | undefined {
    const { ofFile = [], ofLine } = this.#byRule.get(rule) ?? {};
    const onLine = ofLine?.get(this.#lineAt(offset)) ?? [];
    const [first] = onLine;
    if (ofFile.length > 0) this.#used.add(ofFile);
    if (first === undefined || offset > first.covers.end) return ofFile[0];
    this.#used.add(onLine);
    return first;
  }

  /** The suppressions that held nothing. */
  *unused(): Iterable<Suppression> {
    for (const { ofFile, ofLine } of this.#byRule.values()) {
      for (const same of [ofFile, ...ofLine.values()]) if (!this.#used.has(same)) yield* same;
    }
  }

  /** Where the last covered line begins that does not begin behind `offset`. */
  #lineAt(offset: number): number {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return this.#lines[low - 1] ?? -1;
  }
}

const directives = ['hmslint-ignore-next-line', 'hmslint-ignore-file', 'hmslint-kind'];

/**
 * Reads the comments that speak to hmslint: `hmslint-ignore-next-line RULE[, RULE] -- reason`, `hmslint-ignore-file RULE -- reason`
 * and `hmslint-kind KIND`. `rules` are the ids that exist. One that is misspelt or gives no reason is idle.
 */
export function readDirectives(text: string, comments: readonly Comment[], rules: ReadonlySet<string>): Directives {
  const suppressions: Suppression[] = [];
  const idle: IdleComment[] = [];
  const named: { kind: Kind; range: Range }[] = [];
  /** What the comment before covers: the same for all comments in a row. */
  let covered: Range = { start: -1, end: -1 };
  for (const comment of comments) {
    const match = /^(hmslint-[\w-]*)\s*(.*)$/s.exec(comment.text);
    if (match === null) continue;
    const [, name = '', rest = ''] = match;
    if (name === 'hmslint-kind') {
      const kind = kinds.find((kind) => kind === rest.trim());
      if (kind !== undefined) named.push({ kind, range: comment.range });
      else idle.push({ range: comment.range, message: `${noKind(rest.trim())}: write ${oneOf(kinds)}` });
    } else if (directives.includes(name)) {
      let covers: Range = { start: 0, end: text.length };
      if (name === 'hmslint-ignore-next-line') {
        if (comment.range.end >= covered.start) covered = nextLine(text, comment.range.end);
        covers = covered;
      }
      readSuppressions(text, comment, rest, covers, rules, suppressions, idle);
    } else {
      idle.push({
        range: comment.range,
        message: `\`${name}\` does nothing: write ${directiveFor(name)}`,
      });
    }
  }
  return { suppressions, idle, kinds: named };
}

function readSuppressions(
  text: string,
  comment: Comment,
  rest: string,
  covers: Range,
  rules: ReadonlySet<string>,
  suppressions: Suppression[],
  idle: IdleComment[],
): void {
  const [list = '', ...behind] = rest.split(/(?:^|\s)--(?=\s|$)/);
  const reason = behind.join(' --').trim();
  const names = list.split(/[,\s]+/).filter((name) => name !== '');
  if (names.length === 0) {
    idle.push({ range: comment.range, message: 'this suppresses nothing: name the rule, then `-- ` and a reason' });
    return;
  }
  if (/^[\s-]*$/.test(reason)) {
    idle.push({
      range: comment.range,
      message: 'this suppresses nothing without a reason: write `-- ` and the reason behind the rule',
    });
    return;
  }
  // The names are looked for behind the directive, which may hold the same letters.
  let from = text.indexOf('hmslint-', comment.range.start) + 'hmslint-ignore'.length;
  const ranges = names.map((name) => {
    const start = text.indexOf(name, from);
    from = start + name.length;
    return { start, end: from };
  });
  for (const [index, rule] of names.entries()) {
    const range = ranges[index] ?? comment.range;
    const before = ranges[index - 1];
    const after = ranges[index + 1];
    let whole: Range = range;
    if (after !== undefined) whole = { start: range.start, end: after.start };
    else if (before !== undefined) whole = { start: before.end, end: range.end };
    else whole = wholeComment(text, comment.range);
    if (rules.has(rule)) suppressions.push({ rule, range, whole, covers, reason });
    else idle.push({ range, message: `there is no rule \`${rule}\`${didYouMean(rule, rules)}` });
  }
}

/** A comment with its line, or with the space before it where something else stands on the line. */
function wholeComment(text: string, { start, end }: Range): Range {
  let before = start;
  while (text.charAt(before - 1) === ' ' || text.charAt(before - 1) === '\t') before--;
  if (before > 0 && text.charAt(before - 1) !== '\n') return { start: before, end };
  const newline = text.indexOf('\n', end);
  return { start: before, end: newline < 0 ? text.length : newline + 1 };
}

/** The next line that holds more than a comment. */
function nextLine(text: string, offset: number): Range {
  const line = /(?:\r\n|\n|\r)([^\r\n]*)/g;
  line.lastIndex = offset;
  for (let match = line.exec(text); match !== null; match = line.exec(text)) {
    const content = match[1] ?? '';
    if (/^\s*(?:#|$)/.test(content)) continue;
    const end = match.index + match[0].length;
    return { start: end - content.length, end };
  }
  return { start: text.length, end: text.length };
}

function noKind(name: string): string {
  return name === ''
    ? 'this names no kind of document'
    : `\`${name}\` is no kind of document${didYouMean(name, kinds)}`;
}

/** The directive that was probably meant; one that suppresses more than a line is not guessed. */
function directiveFor(name: string): string {
  if (/^hmslint-(?:ignore|disable)/.test(name)) return '`hmslint-ignore-next-line RULE -- reason`';
  return oneOf(directives);
}

function oneOf(names: readonly string[]): string {
  return listed(
    names.map((name) => `\`${name}\``),
    'or',
  );
}
