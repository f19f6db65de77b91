import type { Cell } from '../../model/matrix.ts';
import { type Permission, permissionNames } from '../../model/permissions.ts';
import type { RoleGroup } from '../../model/twins.ts';
import { audienceInWords, audienceTitle, type Fact, factsOf } from './facts.ts';
import { escaped, inHtml } from './markup.ts';
import { extent, groupName, groupNames, inText, type Phrase, shown, type TemplateMatrix, title } from './phrases.ts';
import { style } from './style.ts';
import {
  cellInSigns,
  cellInWords,
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

/** Up to so many groups, cells have room for words. */
const mostWithWords = 6;

/** Up to so many groups, roles stand above the columns of permissions. */
const mostAbove = 8;

/** Matrices as one page that needs nothing else: no script, no network. */
export function html(templates: readonly TemplateMatrix[]): string {
  const [first] = templates;
  const heading = first === undefined || templates.length > 1 ? [] : [': ', ...title(first)];
  const isOne = templates.length === 1;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Who hears and sees whom${escaped(inText(heading))}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Who hears and sees whom</h1>
<p class="quiet">${inHtml(['in ', { name: first === undefined ? '' : shown(first, first.path) }])}</p>
${templates.map((template, index) => new Page(template, isOne ? '' : ` (template ${index + 1})`).article()).join('\n')}
</main>
</body>
</html>
`;
}

/** What is written of one template. */
class Page {
  readonly #template: TemplateMatrix;
  readonly #groups: readonly RoleGroup[];
  /** What the groups are called, in HTML. */
  readonly #names: readonly string[];
  /** Tells landmarks apart where there are several templates. */
  readonly #which: string;

  constructor(template: TemplateMatrix, which: string) {
    this.#template = template;
    this.#groups = template.matrix.groups;
    this.#names = this.#groups.map((group) => this.#name(group));
    this.#which = which;
  }

  article(): string {
    const { chosen } = this.#template.matrix;
    const parts =
      chosen !== undefined
        ? [this.#details(chosen, true)]
        : this.#groups.length === 0
          ? []
          : [this.#hearing(), this.#budgets(), this.#audiences(), this.#permissions(), this.#roles()];
    return `<article>
<h2>${inHtml(title(this.#template))}</h2>
<p class="quiet">${escaped(extent(this.#template))}</p>
${[this.#mistakes(), ...parts].filter((part) => part !== '').join('\n')}
</article>`;
  }

  #mistakes(): string {
    const { omissions } = this.#template;
    if (omissions.length === 0) return '';
    const items = omissions.map(({ line, column, message }) => {
      return `<li>line ${line}, column ${column}: ${inHtml([{ name: shown(this.#template, message) }])}</li>`;
    });
    return `<div class="mistakes">
<p><strong>This page leaves out what is wrong in the template.</strong></p>
<ul>
${items.join('\n')}
</ul>
</div>`;
  }

  #hearing(): string {
    const { matrix } = this.#template;
    const heading = '<h3>Pairs of roles</h3>';
    if (this.#groups.length > mostInTable)
      return `${heading}\n<p>Too many roles for a table: below, each says whom it hears.</p>`;
    const rows = this.#groups.map((listeners) => matrix.row(listeners));
    const hasWords = this.#groups.length <= mostWithWords;
    const written = new Map<string, string>();
    const write = (cell: Cell) => {
      const sign = cellInSigns(cell);
      const known = written.get(sign) ?? (hasWords ? wordCell(cell) : signCell(cell, sign));
      written.set(sign, known);
      return known;
    };
    const lines = rows.map((cells, index) => [this.#names[index] ?? '', ...cells.map(write)]);
    const signs = new Set([...written.keys()].flatMap((sign) => [...sign]));
    return `${heading}
${hasWords ? '' : legend(cellSigns, signs)}
${this.#table(
  'Pairs of roles',
  'Each row hears and sees the roles of the columns.',
  ['Listener', ...this.#names],
  lines,
  hasWords ? '' : 'many',
)}`;
  }

  #budgets(): string {
    const { matrix } = this.#template;
    const rows = this.#groups.map((group) => {
      const [role] = group;
      const range = matrix.costRange(group);
      const fit = range === undefined || role.budget === undefined ? '' : fittingInNumbers(role.budget.value, range);
      return [
        role.budget === undefined ? '?' : marked(role.budget),
        speakerInNumbers(matrix, group),
        fit,
        degradationInWords(role),
      ];
    });
    return `<h3>What each receives</h3>
<p class="quiet">${escaped(`In kbps. One speaker: ${rangeMeaning.slice(rangeMeaning.indexOf(': ') + 2)}.`)}</p>
${legend(numberMarks, new Set(rows.flatMap((cells) => [...cells.join('')])))}
${this.#table(
  'What each receives',
  'What a listener receives at most, and what one speaker takes of it.',
  ['Listener', 'At most', 'One speaker', 'Fit at once', 'Gives up quality at'],
  this.#groups.map((group, index) => [
    this.#name(group),
    ...(rows[index] ?? []).map((cell) => `<td>${escaped(cell)}</td>`),
  ]),
)}`;
  }

  #audiences(): string {
    const { audiences } = this.#template.matrix.meaning;
    const heading = '<h3>Outside the call</h3>';
    if (audiences.length === 0) return `${heading}\n<p>No recording, stream or transcription listens.</p>`;
    const entries = audiences.map(
      (audience) =>
        `<dt>${inHtml(audienceTitle(this.#template, audience))}</dt>\n<dd>${paragraphs(audienceInWords(this.#template, audience))}</dd>`,
    );
    return `${heading}\n<dl>\n${entries.join('\n')}\n</dl>`;
  }

  #permissions(): string {
    const of = (group: RoleGroup, name: (typeof permissionNames)[number]) => group[0].permissions.get(name);
    const all = this.#groups.flatMap((group) => permissionNames.map((name) => of(group, name)));
    const signs = new Set(all.flatMap((permission) => [...permissionInWords(permission)]));
    const isAbove = this.#groups.length <= mostAbove;
    const head = isAbove
      ? ['Permission', ...this.#names]
      : ['Role', ...permissionNames.map((name) => `<span>${name}</span>`)];
    const rows = isAbove
      ? permissionNames.map((name) => [name, ...this.#groups.map((group) => permissionCell(of(group, name)))])
      : this.#groups.map((group) => [
          this.#name(group),
          ...permissionNames.map((name) => permissionCell(of(group, name))),
        ]);
    return `<h3>Who may do what</h3>
${legend(marks, signs)}
${this.#table('Who may do what', 'Permissions, defaults included and marked.', head, rows, isAbove ? '' : 'many')}`;
  }

  #roles(): string {
    return `<h3>Each role</h3>\n${this.#groups.map((group) => this.#details(group, false)).join('\n')}`;
  }

  #details(group: RoleGroup, isOpen: boolean): string {
    const facts = factsOf(this.#template, group, isOpen ? 'all' : 'first').map(factEntry);
    const all = `<dt>roles</dt>\n<dd>${inHtml(groupNames(this.#template, group))}</dd>`;
    return `<details${isOpen ? ' open' : ''}>
<summary>${this.#name(group)}</summary>
<dl>
${(group.length === 1 ? facts : [all, ...facts]).join('\n')}
</dl>
</details>`;
  }

  /** A table that scrolls by itself, also by keyboard. The first cell of the head and of each row is its name, in HTML. */
  #table(
    name: string,
    caption: string,
    head: readonly string[],
    rows: readonly (readonly string[])[],
    kind = '',
  ): string {
    const top = head.map((cell) => `<th scope="col">${cell}</th>`).join('');
    const lines = rows.map(([first = '', ...cells]) => `<tr><th scope="row">${first}</th>${cells.join('')}</tr>`);
    return `<div class="scroll" role="region" aria-label="${escaped(`${name}${this.#which}`)}" tabindex="0">
<table${kind === '' ? '' : ` class="${kind}"`}>
<caption>${escaped(caption)}</caption>
<thead><tr>${top}</tr></thead>
<tbody>
${lines.join('\n')}
</tbody>
</table>
</div>`;
  }

  #name(group: RoleGroup): string {
    return `<span>${inHtml(groupName(this.#template, group))}</span>`;
  }
}

function wordCell(cell: Cell): string {
  return `<td class="${cell.state}">${escaped(cellInWords(cell))}</td>`;
}

/** Signs for the eye, words for who listens. The style brings the sign of the many cells in which nothing flows. */
function signCell(cell: Cell, sign: string): string {
  const words = escaped(cellInWords(cell));
  if (cell.state === 'none') return `<td class="none"><b>${words}</b></td>`;
  return `<td class="${cell.state}"><span class="signs" aria-hidden="true">${escaped(sign)}</span><b>${words}</b></td>`;
}

function permissionCell(permission: Permission | undefined): string {
  const kind = permission === undefined ? 'unknown' : permission.granted ? 'yes' : 'no';
  return `<td class="${kind}">${escaped(permissionInWords(permission))}</td>`;
}

function factEntry({ label, lines }: Fact): string {
  const entries = lines.map(({ phrase, details }) => {
    const below = details.map((detail) => `<li>${escaped(detail)}</li>`).join('');
    return `<p>${inHtml(phrase)}</p>${below === '' ? '' : `<ul>${below}</ul>`}`;
  });
  return `<dt>${escaped(label)}</dt>\n<dd>${entries.join('')}</dd>`;
}

function paragraphs(phrases: readonly Phrase[]): string {
  return phrases.map((phrase) => `<p>${inHtml(phrase)}</p>`).join('');
}

/** Explains the signs that occur. */
function legend(signs: readonly (readonly [sign: string, meaning: string])[], occurring: ReadonlySet<string>): string {
  const used = signs.filter(([sign]) => occurring.has(sign));
  if (used.length === 0) return '';
  return `<ul class="legend">${used.map(([sign, meaning]) => `<li><span class="signs">${escaped(sign)}</span> ${escaped(meaning)}</li>`).join('')}</ul>`;
}
