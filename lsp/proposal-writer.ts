import {
  type CompletionItem,
  CompletionItemKind,
  CompletionItemTag,
  InsertTextFormat,
  InsertTextMode,
  type TextEdit,
} from 'vscode-languageserver-protocol';
import type { Range } from '../src/diagnostic.ts';
import { newlineOf } from '../src/edit/lines.ts';
import { yamlScalar } from '../src/edit/spell.ts';
import type { Client } from './client.ts';
import type { Cursor } from './draft.ts';
import { fieldInWords } from './field-words.ts';
import { markup, shownName } from './markup.ts';
import type { OpenDocument } from './open-document.ts';
import type { Proposal } from './proposals.ts';
import {
  blockSegments,
  plain,
  propertySegments,
  type Segments,
  type Skeleton,
  SkeletonMap,
  Slot,
  type Spelling,
  snippet,
  valueSegments,
} from './skeleton.ts';

/** Writes proposals the way the text is written. */
export class Writer {
  readonly #open: OpenDocument;
  readonly #cursor: Cursor;
  readonly #client: Client;
  readonly #spelling: Spelling;
  /** The white space at the beginning of the cursor's line. */
  readonly #indent: number;
  readonly #comma: readonly TextEdit[];

  constructor(open: OpenDocument, cursor: Cursor, syntax: 'json' | 'yaml', client: Client) {
    this.#open = open;
    this.#cursor = cursor;
    this.#client = client;
    const { frame, word, commaAt } = cursor;
    const { text, positions } = open;
    const isQuoted = syntax === 'json' || (frame?.style === 'flow' && frame.hasQuotedNames);
    this.#spelling = {
      style: syntax === 'json' || frame?.style === 'flow' ? 'flow' : 'block',
      isQuoted,
      unit: unitOf(text),
      newline: newlineOf(text),
    };
    const line = text.slice(text.lastIndexOf('\n', word.start - 1) + 1, word.start);
    this.#indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    const at = commaAt === undefined ? undefined : positions.at(commaAt);
    this.#comma = at === undefined ? [] : [{ range: { start: at, end: at }, newText: ',' }];
  }

  item(proposal: Proposal): CompletionItem {
    const { label, detail, field, content, rank, isDeprecated } = proposal;
    const segments = this.#segments(content);
    const isSnippet = this.#client.snippets && segments.some((segment) => segment instanceof Slot);
    const asIs = this.#client.insertsAsIs;
    // Who cannot be told to take a text as it is indents the lines of a snippet like the first one.
    const moved = isSnippet && !asIs ? segments.map((each) => this.#outdented(each)) : segments;
    const text = isSnippet ? snippet(moved) : plain(segments);
    const { lead, needsComma } = this.#cursor;
    // Several properties are found by the name of each.
    const filter = 'properties' in content ? `${label} ${namesOf(content.properties)}` : label;
    const documentation =
      field === undefined ? [] : fieldInWords(proposal.is === 'property' ? label : undefined, field);
    return {
      label: shownName(label),
      kind: kinds[proposal.is],
      ...(detail !== undefined && { detail }),
      ...(documentation.length > 0 && { documentation: markup(documentation, this.#client.completionFormat) }),
      ...(isDeprecated && this.#client.deprecatedProposals && { tags: [CompletionItemTag.Deprecated] }),
      sortText: String(rank).padStart(6, '0'),
      filterText: this.#filter(filter),
      ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
      ...(asIs && text.includes('\n') && { insertTextMode: InsertTextMode.asIs }),
      textEdit: this.#edit(lead + text + (needsComma ? ',' : '')),
      ...(this.#comma.length > 0 && { additionalTextEdits: [...this.#comma] }),
    };
  }

  #segments(content: Proposal['content']): Segments {
    const { column } = this.#cursor;
    const base = this.#spelling.style === 'block' ? column : this.#indent;
    if ('properties' in content) return this.#properties(content.properties, base);
    if (!('name' in content)) return this.#value(content.value, base);
    const { name, value } = content;
    const spelling = this.#quotedLike();
    if (value !== undefined) return this.#named(name, value, spelling, base);
    return name instanceof Slot ? [name] : this.#value(name, base);
  }

  /** A property whose name stands in the quotes that are there already. */
  #named(name: string | Slot, value: Skeleton, spelling: Spelling, base: number): Segments {
    const isOnlyName = spelling.isQuoted !== this.#spelling.isQuoted;
    if (!isOnlyName) return propertySegments(name, value, spelling, base);
    const [, ...behind] = propertySegments('', value, this.#spelling, base);
    return [...valueSegments(name, { ...spelling, style: 'flow' }, base), ...behind];
  }

  #properties(properties: SkeletonMap, base: number): Segments {
    if (this.#spelling.style === 'block') return blockSegments(properties, this.#spelling, base);
    const isLong = properties.entries.some(([, value]) => value instanceof SkeletonMap);
    const between = isLong ? `,${this.#spelling.newline}${' '.repeat(base)}` : ', ';
    return properties.entries.flatMap(([name, value], index) => [
      ...(index === 0 ? [] : [between]),
      ...propertySegments(name, value, this.#spelling, base),
    ]);
  }

  #value(value: Skeleton, base: number): Segments {
    const { part, quote } = this.#cursor;
    if (typeof value === 'string') return [this.#text(value, quote)];
    if (
      part !== 'value' &&
      this.#spelling.style === 'block' &&
      (value instanceof SkeletonMap || Array.isArray(value))
    ) {
      return blockSegments(value, this.#spelling, base);
    }
    return valueSegments(value, { ...this.#spelling, style: 'flow' }, base);
  }

  /** Text in the quotes that are there already, where it can be. */
  #text(value: string, quote: Cursor['quote']): string {
    if (this.#spelling.isQuoted) return JSON.stringify(value);
    return yamlScalar(value, quote ?? '', this.#spelling.style === 'flow');
  }

  #quotedLike(): Spelling {
    return this.#cursor.quote === '"' ? { ...this.#spelling, isQuoted: true } : this.#spelling;
  }

  #outdented(segment: string | Slot): string | Slot {
    if (segment instanceof Slot || this.#indent === 0) return segment;
    return segment.replaceAll(`\n${' '.repeat(this.#indent)}`, '\n');
  }

  /** What the client compares with the word that is there. */
  #filter(label: string): string {
    const shown = label.slice(0, 200);
    const { quote } = this.#cursor;
    return quote === undefined ? shown : quote + shown + quote;
  }

  #edit(newText: string): NonNullable<CompletionItem['textEdit']> {
    const { word, typed, quote } = this.#cursor;
    const { positions } = this.#open;
    const replace = positions.range(word);
    const cursorAt = word.start + typed.length + (quote === undefined ? 0 : 1);
    if (!this.#client.insertsOrReplaces) return { range: replace, newText };
    // A word in quotes is replaced whole: what is behind the cursor would stand behind the quote.
    const inserted: Range = quote === undefined ? { start: word.start, end: cursorAt } : word;
    return { newText, insert: positions.range(inserted), replace };
  }
}

const kinds: { readonly [is in Proposal['is']]: CompletionItemKind } = {
  property: CompletionItemKind.Property,
  role: CompletionItemKind.Class,
  value: CompletionItemKind.Value,
  word: CompletionItemKind.EnumMember,
  preset: CompletionItemKind.Snippet,
  entry: CompletionItemKind.Value,
};

/** One step of indentation, as the text has it. */
function unitOf(text: string): string {
  const nested = /^( *)[^\s#-][^\n]*[:{[][ \t]*\r?\n( +)[^\s#-]/m.exec(text);
  const step = (nested?.[2]?.length ?? 0) - (nested?.[1]?.length ?? 0);
  return ' '.repeat(step > 0 && step <= 8 ? step : 2);
}

function namesOf({ entries }: SkeletonMap): string {
  return entries.map(([name]) => (name instanceof Slot ? '' : name)).join(' ');
}
