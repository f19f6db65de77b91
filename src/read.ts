import { syntaxOf } from './document.ts';
import { readJson } from './json.ts';
import type { ReadFile } from './lint.ts';
import { readYaml, yamlComments } from './yaml.ts';

/** A file's text, and where it comes from. */
export interface Source {
  /** Its ending says whether it is JSON or YAML; where it does not, the first character does. Reports carry it as it is. */
  readonly path: string;
  /** The text, with or without a byte order mark. */
  readonly text: string;
  /** Whether somebody named the file (the default): else it is passed over unless its content leaves no doubt. */
  readonly named?: boolean;
}

/** Whether a source is read as YAML. */
export function isYaml({ path, text }: Source): boolean {
  return syntaxOf(path, withoutMark(text)) === 'yaml';
}

/** Reads a source. */
export function readSource({ path, text: marked, named = true }: Source): ReadFile {
  const text = withoutMark(marked);
  if (syntaxOf(path, text) === 'json') return { path, text, documents: [readJson(text)], comments: [], named };
  return {
    path,
    text,
    documents: readYaml(text),
    comments: text.includes('hmslint-') ? yamlComments(text) : [],
    named,
  };
}

function withoutMark(text: string): string {
  return text.startsWith('\u{feff}') ? text.slice(1) : text;
}
