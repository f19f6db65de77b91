import type { Cell } from '../../model/matrix.ts';
import type { RoleGroup } from '../../model/twins.ts';
import { audienceTitle } from './facts.ts';
import { groupName, inText, type TemplateMatrix, title } from './phrases.ts';
import { cellInWords } from './words.ts';

/** More arrows than that mermaid refuses to draw, as it comes. */
export const mostArrows = 500;

/** Longer names are cut: a box of the chart is no page. */
const longestLabel = 80;

/** Matrices as one flowchart in mermaid: an arrow leads from who speaks to who hears. Says how many arrows it has. */
export function mermaid(templates: readonly TemplateMatrix[]): { readonly chart: string; readonly arrows: number } {
  const chart = new Chart();
  for (const template of templates) chart.add(template, templates.length > 1);
  return { chart: chart.text, arrows: chart.arrows };
}

class Chart {
  arrows = 0;
  #nodes = 0;
  #graphs = 0;
  readonly #lines: string[] = ['flowchart LR', '  accTitle: Who hears and sees whom'];

  get text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  /** Adds a template, in a frame of its own where there are several. */
  add(template: TemplateMatrix, isFramed: boolean): void {
    if (isFramed) this.#lines.push(`  subgraph g${this.#graphs++}[${label(inText(title(template)))}]`);
    this.#addFlows(template);
    if (isFramed) this.#lines.push('  end');
  }

  #addFlows(template: TemplateMatrix): void {
    const { matrix } = template;
    const { chosen } = matrix;
    const nodes = new Map<RoleGroup, string>();
    const nodeOf = (group: RoleGroup): string => {
      const known = nodes.get(group);
      if (known !== undefined) return known;
      const id = `n${this.#nodes++}`;
      nodes.set(group, id);
      this.#lines.push(`  ${id}[${label(inText(groupName(template, group)))}]`);
      return id;
    };
    for (const group of chosen === undefined ? matrix.groups : [chosen]) nodeOf(group);
    for (const listeners of matrix.groups) {
      for (const { group, cell } of matrix.heard(listeners) ?? []) {
        const isMeant = chosen === undefined || chosen === listeners || chosen === group;
        if (isMeant && cell.state !== 'silent') this.#addArrow(nodeOf(group), nodeOf(listeners), cell);
      }
    }
    for (const audience of matrix.meaning.audiences) {
      const { role } = audience;
      if (role?.is !== 'listed' || (chosen !== undefined && chosen[0].name !== role.name)) continue;
      const id = `n${this.#nodes++}`;
      this.#lines.push(`  ${id}([${label(inText(audienceTitle(template, audience)))}])`);
      for (const group of matrix.groupsOf([role.name])) this.#addLine(`${nodeOf(group)} -. its ears .-> ${id}`);
    }
  }

  #addArrow(speaker: string, listener: string, cell: Cell): void {
    const words = label(cellInWords(cell));
    this.#addLine(
      cell.state === 'flows' ? `${speaker} -->|${words}| ${listener}` : `${speaker} -.->|${words}| ${listener}`,
    );
  }

  #addLine(line: string): void {
    this.#lines.push(`  ${line}`);
    this.arrows++;
  }
}

/** A label in quotes, that mermaid shows as it is: all that it might read as its own is spelled as an entity. */
function label(text: string): string {
  const characters = [...text];
  const whole = characters.length <= longestLabel ? text : `${characters.slice(0, longestLabel - 1).join('')}…`;
  return `"${escaped(whole)}"`;
}

function escaped(text: string): string {
  // Mermaid writes entities with a ligature and these two signs for a while, and would take a name's own for one of them.
  const own = text.replaceAll('\ufb02', 'fl').replaceAll('¶ß', '¶ ß');
  return own.replaceAll(/[^A-Za-z0-9 ,]/gu, (character, offset: number, whole: string) => {
    // Within a word a hyphen is no mark of a list, nor of an arrow.
    const isInWord = character === '-' && /^[A-Za-z0-9]-[A-Za-z0-9]/.test(whole.slice(Math.max(0, offset - 1)));
    return isInWord ? character : `#${character.codePointAt(0)};`;
  });
}
