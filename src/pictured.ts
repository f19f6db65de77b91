import { type Document, locate } from './document.ts';
import type { Omission, TemplateMatrix } from './formats/matrix/phrases.ts';
import { Lines } from './lines.ts';
import { matrixOf } from './model/matrix.ts';
import { type Meaning, meaning } from './model/meaning.ts';
import type { Secrets } from './secrets.ts';
import { known, type Sound } from './sound.ts';
import { understand } from './understand.ts';

/** A file that holds templates. */
export interface Holder {
  /** As it is shown. */
  readonly path: string;
  readonly text: string;
  readonly documents: readonly Document[];
}

/** A template of which a matrix can be made, and what is known of it. */
export interface Template {
  readonly document: Document;
  /** What it calls itself. */
  readonly name: string | undefined;
  readonly meaning: Meaning;
  /** What keeps something out of the matrix, in the order of the document. */
  readonly mistakes: readonly Mistake[];
}

/** A mistake, and where it begins in the text. */
export interface Mistake extends Omission {
  readonly offset: number;
}

/** A template with which nothing can be shown, and why, without secrets. */
export interface Unsound {
  readonly why: string | undefined;
}

/** Reads a document that is a template, as far as it is sound. */
export function templateIn(document: Document, file: Holder, secrets: Secrets): Template | Unsound {
  const { accepted, leftOut, findings } = understand(document, 'template');
  if (accepted === undefined) {
    const [first] = findings;
    return { why: first === undefined ? undefined : secrets.mask(first.message) };
  }
  const mistakes: readonly Unplaced[] = [
    ...document.problems.map(({ rule, pointer, message, range }) => ({ rule, pointer, message, offset: range.start })),
    ...leftOut.map(({ rule, pointer, message, part }) => {
      const { key, value } = locate(document, pointer);
      return { rule, pointer, message, offset: (part === 'key' ? (key ?? value) : value).start };
    }),
  ].sort((a, b) => a.offset - b.offset);
  return {
    document,
    name: nameOf(accepted.sound),
    meaning: meaning(accepted.sound),
    mistakes: placed(mistakes, file, secrets),
  };
}

/** The matrix of a template of a file: of all its roles, or of one and those around it. */
export function pictured(template: Template, file: Holder, secrets: Secrets, role?: string): TemplateMatrix {
  const { document, name, mistakes } = template;
  return {
    path: file.path,
    ...(file.documents.length > 1 && { document: document.index }),
    ...(name !== undefined && { name }),
    matrix: matrixOf(template.meaning, role),
    omissions: mistakes,
    mask: (text) => secrets.mask(text),
  };
}

type Unplaced = Omit<Mistake, 'line' | 'column'>;

function placed(mistakes: readonly Unplaced[], { text }: Holder, secrets: Secrets): readonly Mistake[] {
  if (mistakes.length === 0) return [];
  const lines = new Lines(text);
  return mistakes.map((mistake) => ({
    ...mistake,
    message: secrets.mask(mistake.message),
    ...lines.position(mistake.offset),
  }));
}

function nameOf({ template }: Sound): string | undefined {
  return known(() => template?.name);
}
