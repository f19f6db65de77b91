import { createHash } from 'node:crypto';
import type { TextEdit } from '../src/diagnostic.ts';
import { applyEdits } from '../src/edit.ts';
import type { Meaning } from './names.ts';
import type { OpenDocument } from './open-document.ts';

/** What one rename did. */
interface Renamed {
  readonly index: number;
  readonly meaning: Meaning;
  readonly to: string;
  /** The hash of the text afterwards. */
  readonly hash: string;
  readonly inverse: readonly TextEdit[];
}

/** How many documents are remembered. */
const most = 50;

/**
 * Remembers how the last rename in a document is taken back: somebody who renames there and back gets each mention as it was
 * spelled, with its quotes and escapes, although the name in between was spelled otherwise.
 */
export class LastRenames {
  readonly #byUri = new Map<string, Renamed>();

  /** Is told of a rename that the client is about to make. */
  remember(
    open: OpenDocument,
    index: number,
    { of, text, map }: Meaning,
    to: string,
    edits: readonly TextEdit[],
  ): void {
    let shift = 0;
    const inverse = edits.map(({ range, text: written }) => {
      const start = range.start + shift;
      shift += written.length - (range.end - range.start);
      return { range: { start, end: start + written.length }, text: open.text.slice(range.start, range.end) };
    });
    this.#byUri.delete(open.uri);
    this.#byUri.set(open.uri, {
      index,
      meaning: { of, text, map },
      to,
      hash: hashOf(applyEdits(open.text, edits)),
      inverse,
    });
    const [oldest] = this.#byUri.keys();
    if (this.#byUri.size > most && oldest !== undefined) this.#byUri.delete(oldest);
  }

  /** The edits that take the last rename back; `undefined` if this one does not, or the document is not as that one left it. */
  inverse(open: OpenDocument, index: number, { of, text, map }: Meaning, to: string): readonly TextEdit[] | undefined {
    const last = this.#byUri.get(open.uri);
    if (last === undefined || last.to !== text || last.meaning.text !== to || last.index !== index) return undefined;
    if (last.meaning.of !== of || last.meaning.map !== map) return undefined;
    return hashOf(open.text) === last.hash ? last.inverse : undefined;
  }
}

function hashOf(text: string): string {
  return createHash('sha1').update(text, 'utf16le').digest('hex');
}
