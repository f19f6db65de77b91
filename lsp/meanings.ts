import type { Kind } from '../src/diagnostic.ts';
import type { Document } from '../src/document.ts';
import { type EffectiveDocument, effective } from '../src/model/effective.ts';
import { type Meaning, meaning } from '../src/model/meaning.ts';
import { type Understood, understand } from '../src/understand.ts';
import { kindsIn } from './kinds.ts';
import type { OpenDocument } from './open-document.ts';

/** What one document of a text means. Each part is found when it is first asked for, and kept. */
export class DocumentMeaning {
  readonly document: Document;
  readonly kind: Kind;
  #understood: Understood | undefined;
  #meaning: Meaning | undefined;
  #effective: EffectiveDocument | undefined;

  constructor(document: Document, kind: Kind) {
    this.document = document;
    this.kind = kind;
  }

  /** What the schema says of it. */
  get understood(): Understood {
    this.#understood ??= understand(this.document, this.kind);
    return this.#understood;
  }

  /** Who hears whom in it. */
  get meaning(): Meaning {
    this.#meaning ??= meaning(this.understood.sound);
    return this.#meaning;
  }

  /** What holds where it says nothing. */
  get effective(): EffectiveDocument {
    this.#effective ??= effective(this.kind, this.document.value);
    return this.#effective;
  }
}

/** What a document of a text means; `undefined` for one that the API does not know. */
export function meaningOf(open: OpenDocument, document: Document): DocumentMeaning | undefined {
  const known = kept.get(document);
  if (known !== undefined) return known;
  const kind = kindsIn(open).get(document);
  if (kind === undefined) return undefined;
  const found = new DocumentMeaning(document, kind);
  kept.set(document, found);
  return found;
}

/** What the documents of a text mean, in their order. */
export function meaningsIn(open: OpenDocument): readonly DocumentMeaning[] {
  if (kindsIn(open).size === 0) return [];
  return open.documents.flatMap((document) => meaningOf(open, document) ?? []);
}

const kept = new WeakMap<Document, DocumentMeaning>();
