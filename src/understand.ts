import { type Accepted, accept } from './accept.ts';
import type { Kind } from './diagnostic.ts';
import type { Document } from './document.ts';
import { type SchemaFinding, type SchemaResult, validate } from './schema.ts';
import type { Policy, Sound } from './sound.ts';

/** What the schema says of a document, and what is left of it. */
export interface Understood {
  readonly findings: readonly SchemaFinding[];
  /** What the schema accepted; `undefined` where it rejected the document whole. */
  readonly accepted: Accepted | undefined;
  /** The same for who asks what a document means: of one that was rejected whole, a document that says nothing. */
  readonly sound: Sound;
  /** The findings about what was left out: rejected values, properties that no schema knows, and objects that lack something. */
  readonly leftOut: readonly SchemaFinding[];
}

/** Holds a document against the schema of a kind. `policy` is for the rules. Throws for no document. */
export function understand(document: Document, kind: Kind, policy?: Policy): Understood {
  const { findings, rejections } = validate(document, kind);
  const { value } = document;
  const isWhole = typeof value === 'object' && value !== null && !rejections.values.has('');
  const accepted = isWhole ? accept(kind, value, rejections, policy) : undefined;
  return {
    findings,
    accepted,
    get sound() {
      return accepted?.sound ?? accept(kind, kind === 'recordings' ? [] : {}, nothing).sound;
    },
    get leftOut() {
      return findings.filter((finding) => isAboutLeftOut(finding, rejections));
    },
  };
}

const nothing: SchemaResult['rejections'] = { values: new Set(), missing: new Map(), unknown: new Set() };

function isAboutLeftOut({ pointer, part }: SchemaFinding, rejections: SchemaResult['rejections']): boolean {
  if (part === 'value') return rejections.values.has(pointer);
  return rejections.unknown.has(pointer) || rejections.missing.has(pointer);
}
