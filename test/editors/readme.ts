import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './installed.ts';

/** The lines of the README that set up an editor: the last block of a language below a heading. */
export function linesFor(heading: string, language: string): string {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const section = new RegExp(`^### ${heading}\n([\\s\\S]*?)(?=^#{2,3} )`, 'm').exec(readme)?.[1] ?? '';
  const blocks = [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].filter(([, of]) => of === language);
  const lines = blocks.at(-1)?.[2];
  if (lines === undefined) throw new Error(`the README has no ${language} below ${heading}`);
  return lines;
}
