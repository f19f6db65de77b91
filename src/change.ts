import type { Pointer } from './pointer.ts';

/** A value that JSON can spell. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** One change of a document's value. All pointers are those of the document as it is, before any change. */
export type Change =
  | { readonly replace: Pointer; readonly value: Json }
  | { readonly rename: Pointer; readonly to: string }
  | { readonly remove: Pointer }
  /** Adds a property to the object at the pointer; or an entry to the end of the list there that has some, whose name is its index. */
  | { readonly add: Pointer; readonly name: string; readonly value: Json }
  /** Moves a property into the object at the second pointer, which is made if it is missing, under a name; what stands there is replaced. */
  | { readonly move: Pointer; readonly into: Pointer; readonly name: string };
