// Generated from the schemas by `npm run generate`: change schemas/*.schema.json instead.

import type { Destinations, Recordings, Role, Settings, Template } from './types.ts';

/** What the schema found wrong at one place. */
export type SchemaError = {
  /** A JSON Pointer to the value at fault. */
  readonly instancePath: string;
  readonly schemaPath: string;
} & (
  | { readonly keyword: 'type'; readonly params: { readonly type: string | readonly string[] } }
  | { readonly keyword: 'required'; readonly params: { readonly missingProperty: string } }
  | { readonly keyword: 'additionalProperties'; readonly params: { readonly additionalProperty: string } }
  | { readonly keyword: 'enum'; readonly params: { readonly allowedValues: readonly string[] } }
  | {
      readonly keyword: 'minimum' | 'maximum';
      readonly params: { readonly comparison: '>=' | '<='; readonly limit: number };
    }
  | { readonly keyword: 'multipleOf'; readonly params: { readonly multipleOf: number } }
  | { readonly keyword: 'minItems' | 'maxItems' | 'maxLength'; readonly params: { readonly limit: number } }
  | { readonly keyword: 'pattern'; readonly params: { readonly pattern: string } }
  | { readonly keyword: 'format'; readonly params: { readonly format: string } }
  /** Says only that the branch of a condition failed: what failed in it has an error of its own. */
  | { readonly keyword: 'if'; readonly params: { readonly failingKeyword: 'then' | 'else' } }
);

/** Whether the schema accepts `value`; if not, all that it found wrong stands in `errors` until the next call. */
export interface Validate<T> {
  (value: unknown): value is T;
  errors?: readonly SchemaError[] | null;
}

export declare const validateTemplate: Validate<Template>;
export declare const validateRole: Validate<Role>;
export declare const validateSettings: Validate<Settings>;
export declare const validateDestinations: Validate<Destinations>;
export declare const validateRecordings: Validate<Recordings>;
