import pc from 'picocolors';
import { permissionNames } from '../../model/permissions.ts';
import type { RoleGroup } from '../../model/twins.ts';
import { audienceInWords, audienceTitle, type Fact, factsOf, hearingFacts } from './facts.ts';
import { extent, groupLabel, groupNames, inText, type Phrase, shown, type TemplateMatrix, title } from './phrases.ts';
import { cut, filled, padded, type Row, type Spacing, table, wrapped } from './rows.ts';
import {
  cellInSigns,
  cellSigns,
  degradationInWords,
  fittingInNumbers,
  marked,
  marks,
  mostInTable,
  numberMarks,
  permissionInWords,
  rangeMeaning,
  speakerInNumbers,
} from './words.ts';

/** How matrices are written for a terminal. */
export interface TextOptions {
  /** How many columns a line may fill; at least 40 are taken. */
  readonly columns: number;
  readonly colors: boolean;
}

type Colors = ReturnType<typeof pc.createColors>;

/** Names that are longer are cut: a name may be a book. */
const longestName = 60;

/** How many columns a name above a column of cells may fill: tried one after the other. */
const headRooms = [longestName, 24, 16, 11];

/** Matrices as text, for people: of each template the tables, or what is known of the role that is asked for. */
export function text(subjects: readonly TemplateMatrix[], { columns, colors }: TextOptions): string {
  const parts = subjects.map((template) => {
    const page = new Page(template, Math.max(40, columns), pc.createColors(colors));
    return template.matrix.chosen === undefined ? page.overview() : page.detail(template.matrix.chosen);
  });
  return parts.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

/** What is written of one template. */
class Page {
  readonly #template: TemplateMatrix;
  readonly #groups: readonly RoleGroup[];
  readonly #room: number;
  readonly #colors: Colors;
  /** The groups that were called by fewer than all of their names. */
  readonly #shortened = new Set<RoleGroup>();

  constructor(template: TemplateMatrix, room: number, colors: Colors) {
    this.#template = template;
    this.#groups = template.matrix.groups;
    this.#room = room;
    this.#colors = colors;
  }

  overview(): readonly string[] {
    const head = this.#heading([...title(this.#template), `: ${extent(this.#template)}`]);
    if (this.#groups.length === 0) return head;
    const sections = [this.#hearing(), this.#budgets(), this.#audiences(), this.#permissions()];
    return [head, ...sections, this.#groupLegend()].filter(({ length }) => length > 0).flatMap(withLineBefore);
  }

  detail(group: RoleGroup): readonly string[] {
    const [role] = group;
    const facts = factsOf(this.#template, group, 'all');
    return [
      ...this.#heading([{ name: shown(this.#template, role.name) }, ' in ', ...title(this.#template)]),
      '',
      ...this.#facts(facts),
      ...this.#legend(marks.slice(0, 1), [ownWords(facts)]),
    ];
  }

  /** Who hears whom: as a table if it has room, with names or numbers above its columns, else as lists. */
  #hearing(): readonly string[] {
    const { matrix } = this.#template;
    // A column and what stands before it fill two columns of the terminal at least.
    if (this.#groups.length > Math.min(mostInTable, this.#room / 2)) return this.#hearingLists();
    const cells = this.#groups.map((listeners) => matrix.row(listeners).map(cellInSigns));
    const rows = cells.map((row, index): Row => ({ label: this.#labelOf(index), cells: row }));
    const numbered = cells.map((row, index): Row => ({ label: this.#labelOf(index, true), cells: row }));
    const numbers: Row = { label: () => '', cells: this.#groups.map((_, index) => `${index + 1}`) };
    const found = this.#byRole(rows) ?? this.#table(numbers, numbered, { gap: 1, narrowest: 24 });
    if (found === undefined) return this.#hearingLists();
    return [
      ...this.#heading(['who hears and sees whom: each row hears the columns']),
      ...found,
      ...this.#legend(cellSigns, cells.flat()),
    ];
  }

  #hearingLists(): readonly string[] {
    const lines = this.#groups.flatMap((group) => {
      const facts = hearingFacts(this.#template, group, 'first');
      return [this.#colors.bold(this.#label(group, this.#room)), ...this.#facts(facts, 2)];
    });
    return [...this.#heading(['who hears and sees whom']), ...lines];
  }

  /** Spells out the groups, and the names that are cut. */
  #groupLegend(): readonly string[] {
    const lines = this.#groups.flatMap((group) => {
      if (!this.#shortened.has(group)) return [];
      const names = group.map(({ name }) => cut(shown(this.#template, name), longestName)).join(', ');
      return wrapped(`${this.#label(group, longestName)}: ${names}`, this.#room, 2);
    });
    return lines.length === 0
      ? []
      : [...this.#heading(['groups: roles that differ in nothing but their names']), ...lines];
  }

  #budgets(): readonly string[] {
    const rows = this.#groups.map((group, index): Row => ({ label: this.#labelOf(index), cells: this.#budget(group) }));
    const shortened = rows.map(({ label, cells }): Row => ({ label, cells: cells.slice(0, 3) }));
    const head = ['at most', 'one speaker', 'fit at once', 'gives up quality at'];
    const found =
      this.#table({ label: () => '', cells: head }, rows) ??
      this.#table({ label: () => '', cells: head.slice(0, 3) }, shortened);
    return [
      ...this.#heading(['what each receives, in kbps']),
      ...(found ?? rows.flatMap((row) => this.#inLines(row, head))),
      ...wrapped(rangeMeaning, this.#room, 2).map((line) => this.#colors.dim(line)),
      ...this.#legend(
        numberMarks,
        rows.flatMap(({ cells }) => cells),
      ),
    ];
  }

  #budget(group: RoleGroup): readonly string[] {
    const [{ budget }] = group;
    const range = this.#template.matrix.costRange(group);
    return [
      budget === undefined ? '?' : marked(budget),
      speakerInNumbers(this.#template.matrix, group),
      range === undefined ? '' : budget === undefined ? '?' : fittingInNumbers(budget.value, range),
      degradationInWords(group[0]),
    ];
  }

  #inLines({ label, cells }: Row, head: readonly string[]): readonly string[] {
    const told = cells.flatMap((cell, index) => (cell === '' ? [] : [`${head[index]} ${cell}`]));
    return wrapped(`${label(this.#room)}: ${told.join('; ')}`, this.#room, 2);
  }

  #audiences(): readonly string[] {
    const { audiences } = this.#template.matrix.meaning;
    const head = this.#heading(['outside the call']);
    if (audiences.length === 0)
      return [...head, ...wrapped('no recording, stream or transcription listens', this.#room, 2)];
    return [
      ...head,
      ...audiences.flatMap((audience) => {
        const about = audienceInWords(this.#template, audience).map((phrase) => this.#spelled(phrase));
        const words = `${this.#spelled(audienceTitle(this.#template, audience))}: ${about.join('; ')}`;
        return wrapped(words, this.#room, 2);
      }),
    ];
  }

  /** Who may do what: as a table if it has room, else as lists. */
  #permissions(): readonly string[] {
    const head = this.#heading(['who may do what']);
    const all = permissionNames.map((name) => ({
      name,
      cells: this.#groups.map(([role]) => permissionInWords(role.permissions.get(name))),
    }));
    const rows = all.map(({ name, cells }): Row => ({ label: (room) => cut(name, room), cells }));
    const found = this.#byRole(rows);
    const lines = found ?? all.flatMap(({ name, cells }) => this.#holders(name, cells));
    return [
      ...head,
      ...lines,
      ...this.#legend(
        marks,
        all.flatMap(({ cells }) => cells),
      ),
    ];
  }

  #holders(permission: string, cells: readonly string[]): readonly string[] {
    const byWord = new Map<string, RoleGroup[]>();
    for (const [index, group] of this.#groups.entries()) {
      const word = cells[index] ?? '?';
      const same = byWord.get(word) ?? [];
      byWord.set(word, same);
      same.push(group);
    }
    const words = [...byWord].map(([word, groups]) => {
      const who =
        groups.length === this.#groups.length
          ? 'all'
          : groups.map((group) => this.#label(group, longestName)).join(', ');
      return `${word}: ${who}`;
    });
    return wrapped(`${padded(permission, 17)}${words.join('; ')}`, this.#room, 17);
  }

  #facts(facts: readonly Fact[], indent = 0): readonly string[] {
    const margin = ' '.repeat(indent);
    const width = Math.max(...facts.map(({ label }) => label.length)) + 2;
    return facts.flatMap(({ label, lines }) =>
      lines.flatMap(({ phrase, details }, index) => {
        const opening = index === 0 ? this.#colors.cyan(padded(label, width)) : ' '.repeat(width);
        const room = this.#room - indent - width;
        const [first = '', ...more] = wrapped(this.#spelled(phrase), room, 2);
        return [
          `${margin}${opening}${first}`,
          ...[...more, ...details.flatMap((detail) => wrapped(detail, room - 2, 2).map((line) => `  ${line}`))].map(
            (line) => `${margin}${' '.repeat(width)}${line}`,
          ),
        ];
      }),
    );
  }

  /** A table with a column for each group, if it has room. */
  #byRole(rows: readonly Row[]): readonly string[] | undefined {
    if (this.#groups.length > this.#room / 3) return undefined;
    for (const room of headRooms) {
      const cells = this.#groups.map((_, index) => this.#labelOf(index)(room));
      const found = new Set(cells).size < cells.length ? undefined : this.#table({ label: () => '', cells }, rows);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #table(head: Row, rows: readonly Row[], spacing?: Spacing): readonly string[] | undefined {
    const paint = (cell: string) => {
      if (cell === '-' || cell.startsWith('no')) return this.#colors.dim(cell);
      return cell === '?' || /^0\b/.test(cell) ? this.#colors.yellow(cell) : cell;
    };
    return table(head, rows, this.#room, paint, spacing);
  }

  /** Explains the signs that occur. */
  #legend(signs: readonly (readonly [sign: string, meaning: string])[], cells: readonly string[]): readonly string[] {
    const all = new Set(cells.flatMap((cell) => [...cell]));
    const used = signs.filter(([sign]) => all.has(sign)).map(([sign, meaning]) => `${sign} ${meaning}`);
    const parts = used.map((part, index) => (index < used.length - 1 ? `${part} ·` : part));
    if (parts.length === 0) return [];
    const fitting = parts.flatMap((part) => (part.length > this.#room ? part.split(' ') : part));
    return filled(fitting, this.#room, 0).map((line) => this.#colors.dim(line));
  }

  #heading(phrase: Phrase): readonly string[] {
    const lines = wrapped(this.#spelled(phrase, ''), this.#room, 2);
    return lines.map((line) => this.#colors.bold(line));
  }

  /** The name of a group in a table, with its number where that is wanted. */
  #labelOf(index: number, isNumbered = false): Row['label'] {
    const group = this.#groups[index];
    const before = isNumbered ? `${index + 1} ` : '';
    return (room) => (group === undefined ? '' : before + this.#label(group, room - before.length));
  }

  #label(group: RoleGroup, room: number): string {
    const label = groupLabel(this.#template, group, Math.min(room, longestName));
    if (group.length > 1 && label !== inText(groupNames(this.#template, group))) this.#shortened.add(group);
    return label;
  }

  /** A phrase as text, its names in quotes. */
  #spelled(phrase: Phrase, quote = '`'): string {
    return phrase
      .map((piece) => (typeof piece === 'string' ? piece : `${quote}${cut(piece.name, longestName)}${quote}`))
      .join('');
  }
}

function withLineBefore(lines: readonly string[], index: number): readonly string[] {
  return index === 0 ? lines : ['', ...lines];
}

/** What facts say without the names in them. */
function ownWords(facts: readonly Fact[]): string {
  const pieces = facts.flatMap(({ lines }) => lines.flatMap(({ phrase }) => phrase));
  return pieces.filter((piece) => typeof piece === 'string').join(' ');
}
