import type { RoleGroup } from '../../model/twins.ts';
import { widthOf } from '../columns.ts';
import { escaped } from './markup.ts';
import { groupLabel, inText, type TemplateMatrix, title } from './phrases.ts';
import { cut } from './rows.ts';
import { cellInSigns, cellInWords, cellSigns } from './words.ts';

/** In pixels. */
const cellSize = 38;
const margin = 16;
const columnWidth = 7.9;
const lineHeight = 20;

/** In columns of a terminal, which a picture's letters of one width fill as well. */
const longestName = 30;

const style = `
text { font: 13px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #1f2328; }
.page { fill: #ffffff; } .title { font-weight: bold; font-size: 15px; } .quiet { fill: #57606a; }
.grid { fill: #f6f8fa; } .grid, rect { stroke: #d0d7de; }
.flows { fill: #d3f5dc; } .on-flows { fill: #0a3d1a; } .silent { fill: #eaeef2; } .on-silent { fill: #424a53; }
.unknown { fill: #fff3bf; } .on-unknown { fill: #533f03; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; } .page { fill: #0d1117; } .quiet { fill: #9da7b3; }
  .grid { fill: #161b22; } .grid, rect { stroke: #3d444d; }
  .flows { fill: #14381f; } .on-flows { fill: #aff5b4; } .silent { fill: #262c36; } .on-silent { fill: #c3ccd6; }
  .unknown { fill: #40320a; } .on-unknown { fill: #f7e0a0; }
}
`;

/** Matrices as one picture, one below the other: rows listen, columns speak. */
export function svg(templates: readonly TemplateMatrix[]): string {
  const drawings: Drawing[] = [];
  let height = 0;
  for (const template of templates) {
    const drawing = drawn(template, height);
    drawings.push(drawing);
    height += drawing.height;
  }
  const width = Math.max(...drawings.map((drawing) => drawing.width));
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
<title id="title">Who hears and sees whom</title>
<desc id="description">${escaped(`${templates.map((template) => inText(title(template))).join(', ')}: each row hears and sees the roles of the columns.`)}</desc>
<style>${style}</style>
<rect class="page" width="${width}" height="${height}"/>
${drawings.map(({ content }) => content).join('\n')}
</svg>
`;
}

interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly content: string;
}

function drawn(template: TemplateMatrix, offset: number): Drawing {
  const { matrix } = template;
  const groups = shownGroups(template);
  const labels = groups.map((group) => groupLabel(template, group, longestName));
  const labelWidth = Math.max(0, ...labels.map(widthOf)) * columnWidth;
  // Names above the columns lean to the right.
  const leaning = Math.ceil(labelWidth * Math.SQRT1_2) + 18;
  const left = margin + Math.ceil(labelWidth) + 10;
  const top = margin + lineHeight * 2 + leaning;
  const side = groups.length * cellSize;
  const parts: string[] = [];
  const write = (x: number, y: number, text: string, rest: string) =>
    parts.push(`<text x="${x}" y="${y}"${rest}>${escaped(text)}</text>`);

  const heading = cut(inText(title(template)), 80);
  write(margin, margin + 12, heading, ' class="title"');
  write(margin, margin + 12 + lineHeight, 'each row hears and sees the roles of the columns', ' class="quiet"');
  for (const [index, label] of labels.entries()) {
    const middle = index * cellSize + cellSize / 2;
    write(left - 10, top + middle + 4, label, ' text-anchor="end"');
    const [x, y] = [left + middle + 4, top - 8];
    write(x, y, label, ` transform="rotate(-45 ${x} ${y})"`);
  }
  const signs = new Set<string>();
  if (side > 0) parts.push(`<path class="grid" d="${grid(left, top, groups.length)}"/>`);
  const columnOf = new Map(groups.map((group, index) => [group, index]));
  for (const [row, listeners] of groups.entries()) {
    for (const [index, cell] of matrix.row(listeners).entries()) {
      const group = matrix.groups[index];
      const column = group === undefined ? undefined : columnOf.get(group);
      if (column === undefined) continue;
      const sign = cellInSigns(cell);
      for (const each of sign) signs.add(each);
      if (cell.state === 'none') continue;
      const [x, y] = [left + column * cellSize, top + row * cellSize];
      const field = `<rect class="${cell.state}" x="${x}" y="${y}" width="${cellSize}" height="${cellSize}"/>`;
      const words = `${labels[row]} ← ${labels[column]}: ${cellInWords(cell)}`;
      parts.push(
        `<g><title>${escaped(words)}</title>${field}` +
          `<text class="on-${cell.state}" x="${x + cellSize / 2}" y="${y + cellSize / 2 + 5}" text-anchor="middle">${escaped(sign)}</text></g>`,
      );
    }
  }
  const used = cellSigns.filter(([sign]) => signs.has(sign));
  const legend = used.map(([sign, meaning]) => (sign === '-' ? `empty: ${meaning}` : `${sign} ${meaning}`));
  for (const [index, line] of legend.entries()) {
    write(margin, top + side + lineHeight * (index + 1) + 8, line, ' class="quiet"');
  }
  const texts = [heading, 'each row hears and sees the roles of the columns', ...legend].map(widthOf);
  return {
    width: Math.ceil(Math.max(left + side + leaning, margin + Math.max(...texts) * 9.2) + margin),
    height: Math.ceil(top + side + lineHeight * (legend.length + 1) + margin),
    content: `<g${offset === 0 ? '' : ` transform="translate(0 ${offset})"`}>\n${parts.join('\n')}\n</g>`,
  };
}

/** The square of all pairs, with its lines. */
function grid(left: number, top: number, count: number): string {
  const side = count * cellSize;
  const inner = Array.from({ length: count - 1 }, (_, index) => (index + 1) * cellSize);
  const rows = inner.map((offset) => `M${left} ${top + offset}h${side}`);
  const columns = inner.map((offset) => `M${left + offset} ${top}v${side}`);
  return [`M${left} ${top}h${side}v${side}h${-side}z`, ...rows, ...columns].join('');
}

/** How many groups the largest picture shows. */
export function largestPicture(templates: readonly TemplateMatrix[]): number {
  return Math.max(...templates.map((template) => shownGroups(template).length));
}

/** The groups, or those that have to do with the role that is asked for. */
function shownGroups({ matrix }: TemplateMatrix): readonly RoleGroup[] {
  const { chosen, groups } = matrix;
  if (chosen === undefined) return groups;
  const related = new Set([...(matrix.heard(chosen) ?? []), ...matrix.hearers(chosen)].map(({ group }) => group));
  return groups.filter((group) => group === chosen || related.has(group));
}
