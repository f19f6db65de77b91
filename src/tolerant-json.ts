import type { Fix, Range } from './diagnostic.ts';
import {
  type Document,
  depthExceeded,
  emptyText,
  type Location,
  maxDepth,
  setOwn,
  type TextProblem,
} from './document.ts';
import { show, type Token, Words } from './json-words.ts';
import { jsonLayout } from './layout.ts';
import { below, type Pointer, type Step, steps } from './pointer.ts';

/**
 * Reads text that is almost JSON: names every broken place with what to do about it, and gives the value and the places
 * of all the rest. Comments, single quotes, missing and trailing commas, Python's words and bare names lose nothing.
 */
export function readTolerantly(text: string, read: Document['read']): Document {
  const reader = new Reader(text);
  const root = reader.read();
  return {
    text,
    syntax: 'json',
    index: 0,
    range: { start: 0, end: text.length },
    value: root === undefined ? undefined : spelled(root),
    problems: reader.partial ? reader.problems.map(uncertain) : reader.problems,
    partial: reader.partial,
    locate: (pointer) =>
      locate(root, pointer) ?? (pointer === '' ? { value: { start: 0, end: text.length } } : undefined),
    layout(pointer) {
      const location = locate(root, pointer);
      return location === undefined ? undefined : jsonLayout(text, location.value);
    },
    read,
  };
}

/** Where something was lost, what is read of the rest is a guess, as behind an opening quote that is missing. */
function uncertain(problem: TextProblem): TextProblem {
  return problem.fix === undefined ? problem : { ...problem, fix: { ...problem.fix, safe: false } };
}

interface Member {
  readonly key: Range;
  /** The first key of this name. */
  readonly first: Range;
  readonly node: Value;
}

type Value =
  | { readonly type: 'object'; readonly range: Range; readonly members: ReadonlyMap<string, Member> }
  | { readonly type: 'array'; readonly range: Range; readonly entries: readonly Value[] }
  | { readonly type: 'scalar'; readonly range: Range; readonly value: unknown };

function spelled(node: Value): unknown {
  if (node.type === 'scalar') return node.value;
  if (node.type === 'array') return node.entries.map(spelled);
  const object = {};
  for (const [name, member] of node.members) setOwn(object, name, spelled(member.node));
  return object;
}

function locate(root: Value | undefined, pointer: Pointer): Location | undefined {
  let node = root;
  let key: Range | undefined;
  for (const step of steps(pointer)) {
    key = undefined;
    if (node?.type === 'object') {
      const member: Member | undefined = node.members.get(step);
      key = member?.key;
      node = member?.node;
    } else {
      node = node?.type === 'array' && /^\d+$/.test(step) ? node.entries[Number(step)] : undefined;
    }
  }
  if (node === undefined) return undefined;
  return key === undefined ? { value: node.range } : { key, value: node.range };
}

class Reader {
  readonly problems: TextProblem[] = [];
  /** Whether something was left out of the value. */
  partial = false;
  readonly #text: string;
  readonly #words: Words;
  readonly #path: Step[] = [];
  /** Where the problems stand. */
  readonly #places = new Set<string>();
  /** The brackets that will close what is open. */
  readonly #open: string[] = [];
  #endReported = false;
  #next: Token;
  /** The end of the last word taken: where a missing comma belongs. */
  #lastEnd = 0;
  /** Whether that word was a string that is never closed: it may have swallowed its comma. */
  #lastLost = false;

  constructor(text: string) {
    this.#text = text;
    this.#words = new Words(text, ({ range, message, fix, lost }) => {
      if (lost === true) this.#lose(range, message);
      else this.#report(range, message, fix);
    });
    this.#next = this.#words.next();
  }

  read(): Value | undefined {
    if (this.#next.kind === 'end') {
      this.partial = true;
      if (this.problems.length === 0) this.problems.push(emptyText(this.#text));
      return undefined;
    }
    const first = this.#next;
    if (first.kind !== '{' && first.kind !== '[' && first.kind !== 'string' && first.kind !== 'scalar') {
      this.#lose(first.range, `a template begins with \`{\`, found ${show(this.#text, first.range)}`);
      return undefined;
    }
    const root = this.#value(0);
    if (this.#atEnd()) return root;
    const rest = this.#next.range;
    if (first.kind === 'string' && this.#next.kind === ':') {
      this.#lose(first.range, 'the `{` at the beginning is missing');
      return undefined;
    }
    if (this.#next.kind === '}' || this.#next.kind === ']') {
      this.#lose(rest, `${show(this.#text, rest)} closes nothing: remove it, or look above for one too many`);
    } else {
      this.#lose(rest, `the document ends before ${show(this.#text, rest)}: a file holds one JSON value`);
    }
    return root;
  }

  #atEnd(): boolean {
    return this.#next.kind === 'end';
  }

  #value(depth: number): Value | undefined {
    const token = this.#next;
    if (token.kind === '{' || token.kind === '[') {
      if (depth >= maxDepth) {
        this.problems.push(depthExceeded(token.range));
        this.partial = true;
        this.#skipToEnd();
        return undefined;
      }
      return token.kind === '{' ? this.#object(depth) : this.#array(depth);
    }
    this.#take();
    if (token.kind === 'word') this.#mendWord(token.range, 'text');
    if (token.lost === true) return undefined;
    return { type: 'scalar', range: token.range, value: token.value };
  }

  #object(depth: number): Value {
    const open = this.#take().range;
    this.#open.push('}');
    const members = new Map<string, Member>();
    for (;;) {
      const token = this.#next;
      if (token.kind === '}' || token.kind === 'end' || token.kind === ']') {
        return { type: 'object', range: { start: open.start, end: this.#close('}', open) }, members };
      }
      if (this.#ellipsis()) continue;
      if (token.kind === 'string' || token.kind === 'word') this.#member(members, depth);
      else this.#stray(token, 'a name in double quotes');
      if (token.kind !== ',') this.#comma('}');
    }
  }

  #member(members: Map<string, Member>, depth: number): void {
    const token = this.#take();
    if (token.kind === 'word') this.#mendWord(token.range, 'name');
    const name = String(token.value);
    this.#path.push(name);
    const node = token.lost === true ? this.#skipMember(depth) : this.#memberValue(token, depth);
    this.#path.pop();
    if (node === undefined) return;
    const first = members.get(name)?.first ?? token.range;
    if (first !== token.range) {
      this.problems.push({
        rule: 'duplicate-key',
        range: token.range,
        pointer: below(this.#pointer(), name),
        message: `${show(this.#text, token.range)} stands more than once in one object: only the last one counts`,
        related: { message: 'the first one', range: first },
      });
    }
    members.set(name, { key: token.range, first, node });
  }

  #memberValue(key: Token, depth: number): Value | undefined {
    if (this.#next.kind === ':') {
      this.#take();
    } else if (this.#isWord(/^(?:=>?|:=)$/)) {
      this.#exchange(this.#take().range, ':', 'a colon');
    } else if (beginsValue(this.#next) && this.#sameLine(key.range.end, this.#next.range.start)) {
      this.#report(
        this.#next.range,
        `a colon is missing after ${show(this.#text, key.range)}`,
        insertion(this.#lastEnd, ':'),
      );
    } else {
      this.#lose(key.range, `${show(this.#text, key.range)} has no value: write \`: \` and the value after it`);
      return undefined;
    }
    if (beginsValue(this.#next)) return this.#value(depth + 1);
    if (this.#next.kind === 'end') return undefined;
    this.#lose(key.range, `${show(this.#text, key.range)} has no value after its colon`);
    return undefined;
  }

  #skipMember(depth: number): undefined {
    if (this.#next.kind === ':') this.#take();
    if (beginsValue(this.#next)) this.#value(depth + 1);
  }

  #array(depth: number): Value {
    const open = this.#take().range;
    this.#open.push(']');
    const entries: Value[] = [];
    for (;;) {
      const token = this.#next;
      if (token.kind === ']' || token.kind === 'end' || token.kind === '}') {
        return { type: 'array', range: { start: open.start, end: this.#close(']', open) }, entries };
      }
      if (this.#ellipsis()) continue;
      if (beginsValue(token)) {
        this.#path.push(entries.length);
        const node = this.#value(depth + 1);
        this.#path.pop();
        if (node !== undefined) entries.push(node);
      } else {
        this.#stray(token, 'a value');
      }
      if (token.kind !== ',') this.#comma(']');
    }
  }

  #isWord(pattern: RegExp): boolean {
    return this.#next.kind === 'word' && pattern.test(String(this.#next.value));
  }

  /** Takes the dots that a printed sample has where something was left out. */
  #ellipsis(): boolean {
    if (!this.#isWord(/^(?:\.{2,}|…+)$/)) return false;
    const { range } = this.#take();
    this.#lose(range, `${show(this.#text, range)} stands for something that was left out: remove it`);
    return true;
  }

  /** Says that another sign stands where one of JSON's belongs. */
  #exchange(range: Range, sign: string, named: string): void {
    const fix: Fix = { title: `write ${named}`, safe: true, edits: [{ range, text: sign }] };
    this.#report(range, `${show(this.#text, range)} stands where ${named} belongs`, fix);
  }

  /** Reads the comma behind a member or an entry. */
  #comma(closer: '}' | ']'): void {
    const token = this.#next;
    if (this.#isWord(/^;$/)) {
      this.#exchange(this.#take().range, ',', 'a comma');
      return;
    }
    if (token.kind === ',') {
      this.#take();
      let last = token;
      while (this.#next.kind === ',') {
        last = this.#next;
        this.#stray(last, '');
      }
      if (this.#next.kind === closer && last === token) {
        this.#report(token.range, 'a comma before the closing bracket: JSON allows none', removal(token.range));
      }
      return;
    }
    const goesOn = closer === '}' ? token.kind === 'string' || token.kind === 'word' : beginsValue(token);
    if (goesOn && !this.#lastLost) {
      this.#report(
        token.range,
        `a comma is missing before ${show(this.#text, token.range)}`,
        insertion(this.#lastEnd, ','),
      );
    }
  }

  /** The end of an object or a list, which is the end of the text if it is never closed. */
  #close(closer: '}' | ']', open: Range): number {
    this.#open.pop();
    const token = this.#next;
    if (token.kind === closer) return this.#take().range.end;
    this.partial = true;
    if (token.kind === 'end') {
      // Of all that is open when the text ends, only the innermost is reported.
      if (!this.#endReported) {
        const end = this.#text.trimEnd().length;
        const message = `the text ends too early: \`${closer}\` is missing`;
        this.#lose({ start: end - 1, end }, message, { message: 'opened here', range: open });
      }
      this.#endReported = true;
      return this.#lastEnd;
    }
    const message = `${show(this.#text, open)} is closed by ${show(this.#text, token.range)}: \`${closer}\` is missing`;
    this.#lose(token.range, message, { message: 'opened here', range: open });
    // The bracket closes something outside, or it is the wrong one for this.
    return this.#open.includes(token.kind) ? this.#lastEnd : this.#take().range.end;
  }

  #stray(token: Token, wanted: string): void {
    this.#take();
    const message = `${show(this.#text, token.range)} stands where ${wanted} belongs`;
    if (token.kind === ',') {
      this.#report(token.range, 'a comma too many', removal(token.range));
    } else if (token.kind === '{' || token.kind === '[') {
      this.#lose(token.range, message);
      this.#skipBrackets();
    } else {
      this.#lose(token.range, message);
    }
  }

  #skipBrackets(): void {
    let open = 1;
    while (open > 0) {
      const { kind } = this.#take();
      if (kind === 'end') return;
      if (kind === '{' || kind === '[') open++;
      else if (kind === '}' || kind === ']') open--;
    }
  }

  #skipToEnd(): void {
    this.#words.skip();
    this.#next = this.#words.next();
  }

  /** Says that a bare word needs quotes. */
  #mendWord(range: Range, what: 'name' | 'text'): void {
    const word = this.#text.slice(range.start, range.end);
    const shown = word.length > 40 ? `${word.slice(0, 40)}…` : word;
    this.#report(range, `${what === 'name' ? 'a name' : 'text'} needs double quotes: \`"${shown}"\``, {
      title: 'put it in double quotes',
      safe: true,
      edits: [{ range, text: JSON.stringify(word) }],
    });
  }

  #take(): Token {
    const token: Token = this.#next;
    this.#lastEnd = token.range.end;
    this.#lastLost = token.lost === true && token.kind === 'string';
    if (token.kind !== 'end') this.#next = this.#words.next();
    return token;
  }

  #report(range: Range, message: string, fix?: Fix): void {
    const problem: TextProblem = { rule: 'syntax', range, pointer: this.#pointer(), message };
    this.#add(fix === undefined ? problem : { ...problem, fix });
  }

  /** Reports something that leaves a part of the text out of the value. */
  #lose(range: Range, message: string, related?: TextProblem['related']): void {
    this.partial = true;
    const problem: TextProblem = { rule: 'syntax', range, pointer: this.#pointer(), message };
    this.#add(related === undefined ? problem : { ...problem, related });
  }

  /** Adds what is the first problem at its place: more of them are mostly its echo. */
  #add(problem: TextProblem): void {
    const place = `${problem.range.start} ${problem.range.end}`;
    if (this.#places.has(place)) return;
    this.#places.add(place);
    this.problems.push(problem);
  }

  #pointer(): Pointer {
    return this.#path.reduce<Pointer>((pointer, step) => below(pointer, step), '');
  }

  #sameLine(start: number, end: number): boolean {
    return !/[\r\n]/.test(this.#text.slice(start, end));
  }
}

function beginsValue({ kind }: Token): boolean {
  return kind === 'string' || kind === 'scalar' || kind === 'word' || kind === '{' || kind === '[';
}

function insertion(offset: number, text: string): Fix {
  const title = text === ',' ? 'insert the comma' : 'insert the colon';
  return { title, safe: true, edits: [{ range: { start: offset, end: offset }, text }] };
}

function removal(range: Range): Fix {
  return { title: 'remove the comma', safe: true, edits: [{ range, text: '' }] };
}
