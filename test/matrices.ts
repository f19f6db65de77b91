import type { TemplateMatrix } from '../src/formats/matrix/phrases.ts';
import { matrixOf } from '../src/model/matrix.ts';
import { meaning } from '../src/model/meaning.ts';
import { readSource } from '../src/read.ts';
import { Secrets } from '../src/secrets.ts';
import { known } from '../src/sound.ts';
import { understand } from '../src/understand.ts';

/** The matrix of what is sound in a template, given as JSON; `undefined` where nothing is. */
export function matrixIn(text: string, chosen?: string): TemplateMatrix | undefined {
  const file = readSource({ path: 'a.json', text });
  const [document] = file.documents;
  const accepted = document === undefined ? undefined : understand(document, 'template').accepted;
  if (accepted === undefined) return undefined;
  const { sound } = accepted;
  const name = known(() => sound.template?.name);
  const secrets = new Secrets(file);
  return {
    path: file.path,
    ...(name !== undefined && { name }),
    matrix: matrixOf(meaning(sound), chosen),
    omissions: [],
    mask: (words) => secrets.mask(words),
  };
}

/** The matrix of a template. Throws where nothing of it is sound. */
export function matrixOfValue(value: unknown, chosen?: string): TemplateMatrix {
  const found = matrixIn(JSON.stringify(value), chosen);
  if (found === undefined) throw new Error('nothing of the template is sound');
  return found;
}
