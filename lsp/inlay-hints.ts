import { type InlayHint, InlayHintRequest } from 'vscode-languageserver-protocol';
import type { Range } from '../src/diagnostic.ts';
import { type Document, valueAt } from '../src/document.ts';
import { fieldAt } from '../src/fields.ts';
import type { Default } from '../src/model/effective.ts';
import { below, lastStep, type Pointer, parent } from '../src/pointer.ts';
import { documentFeature } from './feature.ts';
import { type DocumentMeaning, meaningsIn } from './meanings.ts';
import type { OpenDocument } from './open-document.ts';
import { isObject } from './values.ts';

/** What holds although nobody wrote it: defaults of what is left out, and the sizes of simulcast layers. */
export const inlayHints = documentFeature(InlayHintRequest.type, {
  capabilities: { inlayHintProvider: { resolveProvider: false } },
  needs: ['range'],
  otherwise: [],
  answer: (open, { range }) => hintsIn(open, open.positions.offsets(range)),
});

/** What is shown at an offset. */
interface Hint {
  readonly offset: number;
  readonly label: string;
  readonly tooltip: string;
}

/** The hints that stand in a range of a text, in its order. */
export function hintsIn(open: OpenDocument, { start, end }: Range): InlayHint[] {
  return hintsOf(open)
    .filter(({ offset }) => start <= offset && offset <= end)
    .map(({ offset, label, tooltip }) => ({
      position: open.positions.at(offset),
      label,
      tooltip,
      paddingLeft: true,
    }));
}

function hintsOf(open: OpenDocument): readonly Hint[] {
  const known = kept.get(open);
  if (known !== undefined) return known;
  const hints = meaningsIn(open)
    .flatMap((meaning) => [...defaultHints(meaning), ...layerHints(meaning)])
    .sort((a, b) => a.offset - b.offset);
  kept.set(open, hints);
  return hints;
}

const kept = new WeakMap<OpenDocument, readonly Hint[]>();

/** The defaults of each object that is written, where its name is. */
function* defaultHints(of: DocumentMeaning): Iterable<Hint> {
  const { document, effective } = of;
  const byOwner = new Map<Pointer, [name: string, Default][]>();
  for (const [pointer, standing] of effective.filled) {
    const owner = ownerOf(pointer, effective.created);
    if (owner === undefined || !isTelling(of, pointer, standing)) continue;
    const name = pointer.slice(owner.length + 1).replaceAll('/', '.');
    const found = byOwner.get(owner);
    if (found === undefined) byOwner.set(owner, [[name, standing]]);
    else found.push([name, standing]);
  }
  for (const [owner, standing] of byOwner) {
    const offset = placeFor(document, owner);
    if (offset === undefined) continue;
    yield {
      offset,
      label: `${shortened(standing)} (default${standing.length === 1 ? '' : 's'})`,
      tooltip: standing.map(([name, each]) => explained(name, each)).join('\n'),
    };
  }
}

/** The object in which a default is shown: its own, or the role that says nothing at all of its permissions. */
function ownerOf(pointer: Pointer, created: ReadonlySet<Pointer>): Pointer | undefined {
  const owner = parent(pointer);
  if (owner === undefined || !created.has(owner)) return owner;
  return lastStep(owner) === 'permissions' ? parent(owner) : undefined;
}

/** Whether somebody could take it to be something else: what may have one value only, or is withheld, is no surprise. */
function isTelling({ kind }: DocumentMeaning, pointer: Pointer, { value }: Default): boolean {
  if (value === false || value === null) return false;
  return fieldAt(kind, pointer)?.enum?.length !== 1;
}

/** Behind the colon of an object's name, or behind its bracket; `undefined` where it is written elsewhere. */
function placeFor(document: Document, pointer: Pointer): number | undefined {
  const location = document.locate(pointer);
  if (location === undefined || location.origin !== undefined || !isObject(valueAt(document, pointer)))
    return undefined;
  const { key, value } = location;
  if (document.text[value.start] === '{') return value.start + 1;
  if (key === undefined) return undefined;
  const colon = document.text.indexOf(':', key.end);
  return colon < 0 || colon >= value.start ? undefined : colon + 1;
}

/** Of more the rest is told by the tooltip. */
const most = 3;

function shortened(standing: readonly (readonly [name: string, Default])[]): string {
  const granted = standing
    .filter(([, { value }]) => value === true)
    .map(([name]) => name.replace(/^permissions\./, ''));
  const others = standing.filter(([, { value }]) => value !== true);
  const shown = others.slice(0, most).map(([name, { value }]) => `${name}: ${value}`);
  return [
    ...shown,
    ...(others.length > most ? ['…'] : []),
    ...(granted.length > 0 ? [`may ${granted.join(', ')}`] : []),
  ].join(', ');
}

function explained(name: string, { value, origin, documented, isUnanswered }: Default): string {
  const is = `${name} is ${value}`;
  if (isUnanswered) return `${is}, says the documentation; answers of the API leave it out`;
  if (origin === 'documented') return `${is}, says the documentation`;
  return documented === undefined
    ? `${is}, as answers of the API were seen to have it`
    : `${is}, as answers of the API were seen to have it; the documentation says ${documented}`;
}

/** The size that each simulcast layer comes to, behind what it is divided by. */
function* layerHints({ document, meaning }: DocumentMeaning): Iterable<Hint> {
  for (const role of meaning.roles) {
    for (const { layers, width, height } of role.offers.values()) {
      for (const layer of layers) {
        if (layer.width === undefined || layer.height === undefined) continue;
        const location = document.locate(below(`${role.pointer}${layer.pointer}`, 'scaleResolutionDownBy'));
        if (location === undefined || location.origin !== undefined) continue;
        yield {
          offset: location.value.end,
          label: `${layer.width}×${layer.height}`,
          tooltip: `${width?.value}×${height?.value} divided by ${layer.scale}`,
        };
      }
    }
  }
}
