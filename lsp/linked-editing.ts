import { LinkedEditingRangeRequest, type LinkedEditingRanges } from 'vscode-languageserver-protocol';
import { documentFeature } from './feature.ts';
import { nameAt } from './names.ts';
import type { OpenDocument } from './open-document.ts';

/** Lets somebody who types in a name type in all its mentions. */
export const linkedEditing = documentFeature(LinkedEditingRangeRequest.type, {
  capabilities: { linkedEditingRangeProvider: true },
  needs: ['position'],
  otherwise: null,
  answer: (open, { position }) => linkedRangesAt(open, open.positions.offset(position)),
});

/** Text that is written the same with and without quotes, in keys and in values. */
const word = '[A-Za-z_\\u00c0-\\ud7ff][\\w\\u00c0-\\ud7ff.-]*';

/**
 * The places that are edited together with the name at an offset; `null` if none stands there, or if what is typed could
 * not be the same text in all of them: then it takes a rename.
 */
export function linkedRangesAt(open: OpenDocument, offset: number): LinkedEditingRanges | null {
  const found = nameAt(open, offset);
  if (found === undefined) return null;
  const { name, document, mention } = found;
  if (document.partial || !new RegExp(`^${word}$`).test(name.text)) return null;
  const written = name.mentions.filter(({ as }) => as !== 'alias').map(({ inside }) => inside);
  const isInside = mention.inside.start <= offset && offset <= mention.inside.end;
  const areSame = written.every(({ start, end }) => open.text.slice(start, end) === name.text);
  if (!isInside || !areSame || written.length < 2) return null;
  return { ranges: written.map((range) => open.positions.range(range)), wordPattern: word };
}
