/** The part of json-source-map that is used. Its `line` and `column` are not: it counts a tab as four columns. */
declare module 'json-source-map' {
  interface Position {
    /** UTF-16 offset from 0. */
    readonly pos: number;
  }
  interface Entry {
    readonly value: Position;
    readonly valueEnd: Position;
    readonly key?: Position;
    readonly keyEnd?: Position;
  }
  export function parse(text: string): { readonly pointers: { readonly [pointer: string]: Entry } };
}
