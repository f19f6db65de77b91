import { html } from '../src/formats/matrix/html.ts';
import type { TemplateMatrix } from '../src/formats/matrix/phrases.ts';
import { matrixOf } from '../src/model/matrix.ts';
import type { Meaning } from '../src/model/meaning.ts';

/** A template of which a matrix is shown. */
export interface PicturedTemplate extends Omit<TemplateMatrix, 'matrix'> {
  readonly meaning: Meaning;
}

/** Who hears and sees whom in templates, as an HTML page without scripts; with `role`, the part of that role. */
export function matrixPage(templates: readonly PicturedTemplate[], role: string | undefined): string {
  return html(templates.map(({ meaning, ...template }) => ({ ...template, matrix: matrixOf(meaning, role) })));
}
