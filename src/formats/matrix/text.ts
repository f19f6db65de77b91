import pc from 'picocolors';
import { permissionNames } from '../../model/permissions.ts';
import type { RoleGroup } from '../../model/twins.ts';
import { widthOf } from '../columns.ts';
import { audienceInWords, audienceTitle, type Fact, factsOf } from './facts.ts';
import { extent, others, type Phrase, shown, type TemplateMatrix, title } from './phrases.ts';
import { cut, padded, type Row, table, wrapped } from './rows.ts';
import {
  cellInSigns,
  cellSigns,
  degradationInWords,
  fittingInNumbers,
  marked,
  marks,
  permissionInWords,
  rangeInNumbers,
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

/** As many columns are tried for a name above a column of cells. */
const headRoom = 16;

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

  constructor(template: TemplateMatrix, room: number, colors: Colors) {
    this.#template = template;
    this.#groups = template.matrix.groups;
    this.#room = room;
    this.#colors = colors;
  }

  overview(): readonly string[] {
    const head = this.#heading([...title(this.#template), `: ${extent(this.#template)}`]);
    if (this.#groups.length === 0) return head;
    return [
      ...head,
      '',
      ...this.#hearing(),
      ...this.#groupLegend(),
      '',
      ...this.#budgets(),
      '',
      ...this.#audiences(),
      '',
      ...this.#permissions(),
    ];
  }

  detail(group: RoleGroup): readonly string[] {
    const [role] = group;
    const twins = this.#template.matrix.meaning.roles.length - this.#groups.length;
    void twins;
    return [
      ...this.#heading([{ name: shown(this.#template, role.name) }, ' in ', ...title(this.#template)]),
      '',
      ...this.#facts(factsOf(this.#template, group)),
      ...this.#legend(marks, [factsText(factsOf(this.#template, group))]),
    ];
  }

  /** Who hears whom: as a table if it has room, else as lists. */
  #hearing(): readonly string[] {
    const { matrix } = this.#template;
    const cells = this.#groups.map((listeners) =>
      this.#groups.map((speakers) => cellInSigns(matrix.cell(listeners, speakers))),
    );
    const rows = (numbers: boolean) =>
      this.#groups.map(
        (group, index): Row => ({
          label: (room) => this.#label(group, room, numbers ? index : undefined),
          cells: cells[index] ?? [],
        }),
      );
    const names = this.#groups.map((group) => this.#label(group, headRoom));
    const isTold = new Set(names).size === names.length;
    const corner = () => '';
    const numbers = this.#groups.map((_, index) => `${index + 1}`);
    const found =
      (isTold ? this.#table({ label: corner, cells: names }, rows(false)) : undefined) ??
      this.#table({ label: corner, cells: numbers }, rows(true));
    if (found === undefined) return this.#hearingLists();
    return [
      ...this.#heading(['who hears and sees whom: each row hears the columns']),
      ...found,
      ...this.#legend(cellSigns, cells.flat()),
    ];
  }

  #hearingLists(): readonly string[] {
    const lines = this.#groups.flatMap((group) => {
      const facts = factsOf(this.#template, group).filter(
        ({ label }) => label.startsWith('hear') || label === 'nothing',
      );
      return [this.#colors.bold(this.#label(group, this.#room)), ...this.#facts(facts, 2)];
    });
    return [...this.#heading(['who hears and sees whom']), ...lines];
  }

  /** Spells out the groups, and the names that are cut. */
  #groupLegend(): readonly string[] {
    const several = this.#groups.filter(({ length }) => length > 1);
    if (several.length === 0) return [];
    const lines = several.flatMap((group) => {
      const names = group.map(({ name }) => cut(shown(this.#template, name), longestName)).join(', ');
      return wrapped(`${this.#label(group, longestName)}: ${names}`, this.#room, 2);
    });
    return ['', ...this.#heading(['groups: roles that differ in nothing but their names']), ...lines];
  }

  #budgets(): readonly string[] {
    const { matrix } = this.#template;
    const head: Row = {
      label: () => '',
      cells: ['at most', 'one speaker', 'fit at once', 'gives up quality at a loss of'],
    };
    const rows = this.#groups.map((group): Row => {
      const [{ budget }] = group;
      const range = matrix.costRange(group);
      return {
        label: (room) => this.#label(group, room),
        cells: [
          budget === undefined ? '?' : marked(budget),
          range === undefined ? 'nobody' : rangeInNumbers(range),
          range === undefined ? '' : budget === undefined ? '?' : fittingInNumbers(budget.value, range),
          degradationInWords(group[0]),
        ],
      };
    });
    const shortened = (row: Row): Row => ({ label: row.label, cells: row.cells.slice(0, 3) });
    const found = this.#table(head, rows) ?? this.#table(shortened(head), rows.map(shortened)) ?? [];
    return [
      ...this.#heading(['what each receives, in kbps: one speaker from the lowest quality to the highest, all tracks']),
      ...found,
      ...this.#legend(
        marks.slice(0, 1),
        rows.flatMap(({ cells }) => cells),
      ),
    ];
  }

  #audiences(): readonly string[] {
    const { audiences } = this.#template.matrix.meaning;
    const head = this.#heading(['outside the call']);
    if (audiences.length === 0) return [...head, 'no recording, stream or transcription listens'];
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
    const names = this.#groups.map((group) => this.#label(group, headRoom));
    const rows = all.map(({ name, cells }): Row => ({ label: (room) => cut(name, room), cells }));
    const isTold = new Set(names).size === names.length;
    const found = isTold ? this.#table({ label: () => '', cells: names }, rows) : undefined;
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
          ...[...more, ...details.flatMap((detail) => wrapped(`  ${detail}`, room, 4))].map(
            (line) => `${margin}${' '.repeat(width)}${line}`,
          ),
        ];
      }),
    );
  }

  #table(head: Row, rows: readonly Row[]): readonly string[] | undefined {
    return table(head, rows, this.#room, (cell, wide) => {
      if (cell === '-' || cell.startsWith('no')) return this.#colors.dim(wide);
      return cell === '?' || cell.startsWith('0 ') || cell === '0' ? this.#colors.yellow(wide) : wide;
    });
  }

  /** Explains the signs that occur. */
  #legend(signs: readonly (readonly [sign: string, meaning: string])[], cells: readonly string[]): readonly string[] {
    const all = new Set(cells.flatMap((cell) => [...cell]));
    const used = signs.filter(([sign]) => all.has(sign)).map(([sign, meaning]) => `${sign} ${meaning}`);
    if (used.length === 0) return [];
    return wrapped(used.join(' · '), this.#room, 0).map((line) => this.#colors.dim(line));
  }

  #heading(phrase: Phrase): readonly string[] {
    const lines = wrapped(this.#spelled(phrase, ''), this.#room, 2);
    return lines.map((line) => this.#colors.bold(line));
  }

  /** The name of a group: its first role's, and how many more there are. */
  #label(group: RoleGroup, room: number, index?: number): string {
    const before = index === undefined ? '' : `${index + 1} `;
    const after = others(group);
    const rest = Math.min(room, longestName) - widthOf(before) - widthOf(after);
    return `${before}${cut(shown(this.#template, group[0].name), rest)}${after}`;
  }

  /** A phrase as text, its names in quotes. */
  #spelled(phrase: Phrase, quote = '`'): string {
    return phrase
      .map((piece) => (typeof piece === 'string' ? piece : `${quote}${cut(piece.name, longestName)}${quote}`))
      .join('');
  }
}

function factsText(facts: readonly Fact[]): string {
  return facts
    .flatMap(({ lines }) => lines.map(({ phrase }) => phrase.filter((piece) => typeof piece === 'string').join('')))
    .join(' ');
}
