import { acrossFiles, type Diagnostic, type Range } from './diagnostic.ts';
import { documentationOf } from './documentation.ts';

/** A template with a name, in a file of a run. */
export interface NamedTemplate {
  readonly name: string;
  /** The path of its file, as reports carry it. */
  readonly path: string;
  /** Which of the file's YAML documents, from 0; absent where the file has only one. */
  readonly document?: number;
  /** Where the name stands; looked up when it is asked for. */
  readonly range: Range;
}

/** How many others a finding names. */
const mostRelated = 5;

/** What is found of the templates of a run that carry one name, but for what depends on the file; each template's in turn. */
export function* sameNames<T extends NamedTemplate>(
  templates: readonly T[],
): Iterable<readonly [T, Omit<Diagnostic, 'severity' | 'fingerprint'>]> {
  const byName = new Map<string, T[]>();
  for (const template of templates) {
    const same = byName.get(template.name);
    if (same === undefined) byName.set(template.name, [template]);
    else same.push(template);
  }
  for (const same of byName.values()) {
    if (same.length < 2) continue;
    for (const template of same) {
      const { name, path, document, range } = template;
      const others = same
        .slice(0, mostRelated + 1)
        .filter((other) => other !== template)
        .slice(0, mostRelated);
      yield [
        template,
        {
          rule: acrossFiles,
          message: `another template of this run is called \`${name}\` too: pushing one would overwrite the other`,
          ...(document !== undefined && { document }),
          pointer: '/name',
          range,
          related: others.map((other) => ({
            message: 'the same name',
            ...(other.path !== path && { path: other.path }),
            range: other.range,
          })),
          documentation: documentationOf(acrossFiles),
        },
      ];
    }
  }
}
