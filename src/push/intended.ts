import type { Kind } from '../diagnostic.ts';
import type { Document } from '../document.ts';

/** A document of a file: what somebody wants the server to have. */
export interface Intended {
  /** The path of its file, as it was given. */
  readonly path: string;
  /** Which of the YAML documents of its file it is, from 0; absent where the file has one. */
  readonly index?: number;
  readonly kind: Kind;
  readonly document: Document;
  /** Its value with variables filled in. */
  readonly value: unknown;
  /** The id of its template, if the configuration says it. */
  readonly template?: string;
  /** A fingerprint of the text of its file, secrets left out. */
  readonly fingerprint: string;
}

/** What the command line says of the place where documents go. */
export interface Destination {
  /** The id or the name of a template. */
  readonly template?: string;
  /** The name of a role. */
  readonly role?: string;
}

/** How a document is called in a message: its file, and which of several in it. */
export function titleOf({ path, index }: Pick<Intended, 'path' | 'index'>): string {
  return index === undefined ? path : `${path} (document ${index + 1})`;
}
