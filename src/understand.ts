import { type Accepted, accept } from './accept.ts';
import type { Kind } from './diagnostic.ts';
import type { Document } from './document.ts';
import { type SchemaFinding, type SchemaResult, validate } from './schema.ts';

/** What the schema says of a document, and what is left of it. */
export interface Understood {
  readonly findings: readonly SchemaFinding[];
  /** What the schema accepted; `undefined` where it rejected the document whole. */
  readonly accepted: Accepted | undefined;
  /** The findings about what was left out: rejected values, properties that no schema knows, and objects that lack something. */
  readonly leftOut: readonly SchemaFinding[];
}

/** Holds a document against the schema of a kind. Throws for no document. */
export function understand(document: Document, kind: Kind): Understood {
  const { findings, rejections } = validate(document, kind);
  const { value } = document;
  const isWhole = typeof value === 'object' && value !== null && !rejections.values.has('');
  return {
    findings,
    accepted: isWhole ? accept(kind, value, rejections) : undefined,
    get leftOut() {
      return findings.filter((finding) => isAboutLeftOut(finding, rejections));
    },
  };
}

function isAboutLeftOut({ pointer, part }: SchemaFinding, rejections: SchemaResult['rejections']): boolean {
  if (part === 'value') return rejections.values.has(pointer);
  return rejections.unknown.has(pointer) || rejections.missing.has(pointer);
}
