import type { Kind } from '../diagnostic.ts';
import { setOwn } from '../document.ts';
import { type SchemaPlace, schemaPlace } from '../fields.ts';
import { below, type Pointer } from '../pointer.ts';
import { isSecretIn } from '../secret-places.ts';
import { counterparts } from './list-entries.ts';
import { bareAddress, isMasked, isMaskedAddress, maskAgrees, maskedPlaces } from './masks.ts';
import { isDefault, type Property, silence } from './silence.ts';
import { isEmpty, isProperties, isSame, type Properties } from './values.ts';

/** One difference between what the server has and what a document means. */
export interface Difference {
  readonly pointer: Pointer;
  readonly kind: 'created' | 'changed' | 'deleted';
  /** Absent where it is created. */
  readonly old?: unknown;
  /** Absent where it is deleted. */
  readonly new?: unknown;
  /** Whether the document leaves it out, and `new` is the default. */
  readonly isDefault: boolean;
}

/** What a document means, beside what the server has. */
export interface Compared {
  /** What to send: what the document says, and explicitly what stays as it is. */
  readonly meant: unknown;
  readonly differences: readonly Difference[];
  /** Secrets that the API does not show. */
  readonly notCompared: readonly Pointer[];
  /** What the server has and no schema of ours knows: it is sent along. */
  readonly carried: readonly Pointer[];
  /** What no schema of ours knows in entries of lists that disappear: it goes with them. Pointers are those of the server. */
  readonly lost: readonly Pointer[];
  /** The names at the top that the document leaves out: they stay as they are, and are sent along. */
  readonly kept: readonly Pointer[];
  /** Secrets that are to stay but are not shown, so that sending them along would destroy them. */
  readonly unsendable: readonly Pointer[];
}

/**
 * Compares a document with what the server has of it, both canonical; `live` is `undefined` where it has nothing. With
 * `isWhole` the document is all there is to be: nothing that it leaves out is kept.
 */
export function compare(kind: Kind, document: unknown, live: unknown, isWhole = false): Compared {
  const comparison = new Comparison(isWhole);
  const meant = comparison.run(kind, document, live);
  return { meant, ...comparison };
}

/** What comes and goes as a whole: plugins, and the storage of recordings. */
const goesWhole = /^(?:\/plugins\/[^/]+|(?:\/settings)?\/recording(?:\/upload)?)$/;

/** Nothing stands there. */
const absent: unique symbol = Symbol('absent');
type Absent = typeof absent;

/** A part that is compared, and where it stands. */
interface Part {
  readonly place: SchemaPlace | undefined;
  readonly pointer: Pointer;
  /** Its own name, and that of what holds it. */
  readonly name: string;
  readonly holder: string;
  readonly isSecret: boolean;
  /** Whether the server has nothing of what holds it. */
  readonly isFresh: boolean;
}

class Comparison {
  readonly differences: Difference[] = [];
  readonly notCompared: Pointer[] = [];
  readonly carried: Pointer[] = [];
  readonly lost: Pointer[] = [];
  readonly kept: Pointer[] = [];
  readonly unsendable: Pointer[] = [];
  readonly #isWhole: boolean;
  /** The differences that are about an entry of a map, such as a role: they are told one by one. */
  readonly #entries = new Set<Pointer>();
  /** How many values are there on both sides, or were found to be the same. */
  #unchanged = 0;

  constructor(isWhole: boolean) {
    this.#isWhole = isWhole;
  }

  run(kind: Kind, document: unknown, live: unknown): unknown {
    const root = { place: schemaPlace(kind), pointer: '', name: '', holder: '', isSecret: false };
    if (live === undefined) {
      this.differences.push({ pointer: '', kind: 'created', new: document, isDefault: false });
      return document;
    }
    return this.#both({ ...root, isFresh: false }, document, live);
  }

  /** What is meant where both say something. */
  #both(part: Part, document: unknown, live: unknown): unknown {
    if (part.isSecret && typeof document === 'string' && typeof live === 'string')
      return this.#secret(part, document, live);
    if (isProperties(document) && isProperties(live)) return this.#objects(part, document, live);
    if (Array.isArray(document) && Array.isArray(live)) return this.#lists(part, document, live);
    // Closed captions are documented as an object, and answered as a list of it.
    if (part.pointer === '/plugins/transcriptions') {
      if (isProperties(document) && Array.isArray(live) && live.length === 1)
        return this.#both(part, document, live[0]);
      if (Array.isArray(document) && document.length === 1 && isProperties(live))
        return [this.#both(part, document[0], live)];
    }
    if (isSame(document, live) || (isEmpty(document) && isEmpty(live))) {
      this.#unchanged++;
      return document;
    }
    if (document === null && typeof live === 'object') return this.#deleted(part.pointer, live, document);
    if (live === null) return this.#fresh(part, document, {});
    if (this.#isWhole && part.place === undefined && typeof document !== 'object' && typeof live !== 'object') {
      // A number that the API counts up by itself, for all we know.
      return document;
    }
    this.differences.push({ pointer: part.pointer, kind: 'changed', old: live, new: document, isDefault: false });
    return document;
  }

  #secret({ pointer }: Part, document: string, live: string): string {
    if (isMasked(live) && maskAgrees(live, document)) this.notCompared.push(pointer);
    else if (document !== live) {
      this.differences.push({ pointer, kind: 'changed', old: live, new: document, isDefault: false });
    } else this.#unchanged++;
    return document;
  }

  #objects(part: Part, document: Properties, live: Properties): unknown {
    const meant = {};
    for (const name of new Set([...Object.keys(document), ...Object.keys(live)])) {
      const inner: Part = {
        place: part.place?.below(name),
        pointer: below(part.pointer, name),
        name,
        holder: part.name,
        isSecret: part.isSecret || isSecretIn(Object.hasOwn(document, name) ? document : live, name),
        isFresh: part.isFresh,
      };
      const value = this.#entry(part, inner, ownOr(document, name), ownOr(live, name), document, live);
      if (value !== absent) setOwn(meant, name, value);
    }
    return meant;
  }

  #entry(
    owner: Part,
    part: Part,
    document: unknown | Absent,
    live: unknown | Absent,
    beside: Properties,
    liveBeside: Properties,
  ): unknown | Absent {
    const isMapEntry = part.place !== undefined && owner.place?.field.isMap === true;
    if (isMapEntry) this.#entries.add(part.pointer);
    if (document !== absent && live !== absent) return this.#both(part, document, live);
    if (document !== absent) {
      if (isMapEntry) return this.#created(part.pointer, document);
      if (part.name === 'credentials' && !part.isFresh && !isEmpty(liveBeside)) {
        // A storage without credentials is one whose credentials are not shown.
        this.notCompared.push(part.pointer);
        return document;
      }
      return this.#fresh(part, document, beside);
    }
    if (live === absent) return absent;
    if (part.place === undefined) {
      return this.#carry(part, live);
    }
    if (isMapEntry) return this.#deleted(part.pointer, live, absent);
    if (owner.pointer === '' && !this.#isWhole) return this.#keep(part, live);
    return this.#silent(part, live, beside);
  }

  /** What is meant where the server has nothing under a name that a schema knows. */
  #fresh(part: Part, document: unknown, beside: Properties): unknown {
    if (isProperties(document) && !saysNothing(document, part.place)) {
      return this.#whole(part, 'created', document, () => this.#objects({ ...part, isFresh: true }, document, {}));
    }
    if (isDefault(propertyOf(part, beside), document)) {
      this.#unchanged++;
      return document;
    }
    return this.#created(part.pointer, document);
  }

  /** What is meant where the document leaves out a name that a schema knows. */
  #silent(part: Part, live: unknown, beside: Properties): unknown | Absent {
    if (part.isSecret && typeof live === 'string' && isMasked(live)) this.notCompared.push(part.pointer);
    if (goesWhole.test(part.pointer)) {
      return isEmpty(live) ? live : this.#deleted(part.pointer, live, part.name === 'recording' ? null : absent);
    }
    if (isProperties(live)) {
      if (saysNothing(live, part.place)) return live;
      const meant = this.#whole(part, 'deleted', live, () => this.#objects(part, {}, live));
      // An object that is left empty says nothing, except where it says that there are no entries, or no layers.
      const isMap = part.place?.field.isMap === true;
      return hasNoNames(meant) && !isMap && part.name !== 'simulcast' && part.holder !== 'simulcast' ? absent : meant;
    }
    const meaning = silence(propertyOf(part, beside), live);
    switch (meaning.kind) {
      case 'same':
      case 'keep':
        this.#unchanged++;
        return live;
      case 'default':
        this.differences.push({
          pointer: part.pointer,
          kind: 'changed',
          old: live,
          new: meaning.value,
          isDefault: true,
        });
        // The API answers 0 for an interval, and refuses it.
        return part.name === 'messageInterval' ? absent : meaning.value;
      case 'remove':
        return this.#deleted(part.pointer, live, absent);
    }
  }

  /** Says in one difference that an object comes or goes, if nothing in it stays. */
  #whole(part: Part, kind: 'created' | 'deleted', value: unknown, look: () => unknown): unknown | Absent {
    const count = this.differences.length;
    const unchanged = this.#unchanged;
    const meant = look();
    const inner = this.differences.slice(count);
    const isOne = inner.every((each) => each.kind === kind && !this.#entries.has(each.pointer));
    if (inner.length > 1 && isOne && this.#unchanged === unchanged) {
      this.differences.length = count;
      this.differences.push({
        pointer: part.pointer,
        kind,
        ...(kind === 'created' ? { new: value } : { old: value }),
        isDefault: false,
      });
    }
    return meant;
  }

  #keep(part: Part, live: unknown): unknown {
    if (!saysNothing(live, part.place)) this.kept.push(part.pointer);
    this.unsendable.push(...maskedPlaces(live, part.pointer));
    return live;
  }

  #created(pointer: Pointer, document: unknown): unknown {
    this.differences.push({ pointer, kind: 'created', new: document, isDefault: false });
    return document;
  }

  #deleted(pointer: Pointer, live: unknown, meant: unknown | Absent): unknown | Absent {
    this.differences.push({ pointer, kind: 'deleted', old: live, isDefault: false });
    return meant;
  }

  #lists(part: Part, document: readonly unknown[], live: readonly unknown[]): unknown {
    const change = () => {
      this.differences.push({ pointer: part.pointer, kind: 'changed', old: live, new: document, isDefault: false });
      return document;
    };
    if (document.every(isText) && live.every(isText)) {
      if (this.#sameTexts(part, document, live)) {
        this.#unchanged++;
        return document;
      }
      return change();
    }
    const same = counterparts(document, live);
    const isInPlace = document.length === live.length && same.every((found, index) => found === index);
    const entryAt = (index: number): Part => {
      const place = part.place?.below(String(index));
      return { ...part, place, pointer: below(part.pointer, index) };
    };
    if (isInPlace) return document.map((entry, index) => this.#both(entryAt(index), entry, live[index]));
    const found = new Set(same);
    for (const [index, entry] of live.entries()) if (!found.has(index)) this.#lose(entryAt(index), entry);
    const meant = document.map((entry, index) => {
      const at = same[index];
      return at === undefined ? entry : this.#carrying(entryAt(index), entry, live[at]);
    });
    this.differences.push({ pointer: part.pointer, kind: 'changed', old: live, new: meant, isDefault: false });
    return meant;
  }

  /** An entry of a list that changes as a whole, with what no schema knows of what it was. */
  #carrying(part: Part, document: unknown, live: unknown): unknown {
    if (!isProperties(document) || !isProperties(live)) return document;
    const meant = { ...document };
    for (const [name, value] of Object.entries(live)) {
      const inner = { ...part, place: part.place?.below(name), pointer: below(part.pointer, name) };
      if (Object.hasOwn(document, name)) setOwn(meant, name, this.#carrying(inner, document[name], value));
      else if (inner.place === undefined) setOwn(meant, name, this.#carry(inner, value));
    }
    return meant;
  }

  /** What the server has and no schema knows is sent along. */
  #carry({ pointer, isSecret }: Part, live: unknown): unknown {
    if (!isEmpty(live)) this.carried.push(pointer);
    if (isSecret && typeof live === 'string' && isMasked(live)) this.unsendable.push(pointer);
    else this.unsendable.push(...maskedPlaces(live, pointer));
    return live;
  }

  /** Looks for what no schema knows in an entry of a list that disappears. */
  #lose(part: Part, live: unknown): void {
    if (part.place === undefined) {
      if (!isEmpty(live)) this.lost.push(part.pointer);
      return;
    }
    if (!isProperties(live)) return;
    for (const [name, value] of Object.entries(live)) {
      this.#lose({ ...part, place: part.place.below(name), pointer: below(part.pointer, name) }, value);
    }
  }

  /** Whether two lists hold the same texts in any order, as far as they can be compared. */
  #sameTexts({ pointer }: Part, document: readonly string[], live: readonly string[]): boolean {
    const left = new Set(live);
    const missing = [...new Set(document)].filter((text) => !left.delete(text));
    const masked = [...left].filter(isMaskedAddress);
    if (missing.length !== left.size || masked.length !== left.size) return false;
    for (const text of missing) {
      const found = masked.findIndex((url) => maskAgrees(url, text) && bareAddress(text) !== text);
      if (found < 0) return false;
      masked.splice(found, 1);
      this.notCompared.push(below(pointer, document.indexOf(text)));
    }
    return true;
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Whether an object holds zeros only, and no entry of a map: those stand for themselves, also where they are empty. */
function saysNothing(value: unknown, place: SchemaPlace | undefined): boolean {
  if (!isProperties(value)) return isEmpty(value);
  const names = Object.keys(value);
  if (place?.field.isMap === true && names.some((name) => place.below(name) !== undefined)) return false;
  return names.every((name) => saysNothing(value[name], place?.below(name)));
}

function hasNoNames(value: unknown): boolean {
  return isProperties(value) && Object.keys(value).length === 0;
}

function ownOr(object: Properties, name: string): unknown | Absent {
  return Object.hasOwn(object, name) ? object[name] : absent;
}

function propertyOf({ place, holder, name }: Part, beside: Properties): Property {
  return { field: place?.field, holder, name, beside };
}
