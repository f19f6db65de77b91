import { type Document, syntaxOf } from './document.ts';
import { readJson } from './json.ts';
import type { ReadFile } from './lint.ts';
import type { readYaml, yamlComments } from './yaml.ts';

/** A file's text, and where it comes from. */
export interface Source {
  /** Its ending says whether it is JSON or YAML; where it does not, the first character does. Reports carry it as it is. */
  readonly path: string;
  /** The text, with or without a byte order mark. */
  readonly text: string;
  /** Whether somebody named the file (the default): else it is passed over unless its content leaves no doubt. */
  readonly named?: boolean;
}

/** The functions that read YAML: given by the caller, since loading them takes longer than linting a file of JSON. */
export interface YamlReader {
  readonly readYaml: typeof readYaml;
  readonly yamlComments: typeof yamlComments;
}

/** Whether a source is read as YAML. */
export function isYaml({ path, text }: Source): boolean {
  return syntaxOf(path, withoutMark(text)) === 'yaml';
}

/** Reads a source. Throws a `TypeError` if it is YAML and no reader for that is given. */
export function readSource({ path, text: marked, named = true }: Source, yaml?: YamlReader): ReadFile {
  const text = withoutMark(marked);
  if (syntaxOf(path, text) === 'json') return { path, text, documents: [readJson(text)], comments: [], named };
  if (yaml === undefined) throw new TypeError(`${path} is YAML, and no reader for it is given`);
  const documents: readonly Document[] = yaml.readYaml(text);
  return { path, text, documents, comments: text.includes('hmslint-') ? yaml.yamlComments(text) : [], named };
}

function withoutMark(text: string): string {
  return text.startsWith('\u{feff}') ? text.slice(1) : text;
}
