import type { Json } from '../change.ts';
import { quoted } from '../visible.ts';
import type { Refused } from './answer.ts';
import type { Api, Place } from './api.ts';
import { canonical, idOf, updatedAt } from './canonical.ts';
import { type Client, longestBusy, ReadRefused, tooLong, type Written } from './client.ts';
import { compare } from './difference.ts';
import { titleOf } from './intended.ts';
import type { Journal } from './journal.ts';
import { type Planned, placeOf } from './plan.ts';
import type { SecretValues } from './secret-values.ts';
import { Stop, type StopCode } from './stop.ts';
import { isSame, own, toJson } from './values.ts';

/** What became of a document. */
export interface Pushed {
  readonly planned: Planned;
  /** The id of its template. */
  readonly template: string;
  /** Why it took more than one request, in words. */
  readonly remarks: readonly string[];
}

/** The API took a document for wrong. */
export class PushRefused extends Stop {
  readonly planned: Planned;
  readonly status: number;
  /** The API's own words, as they came: to look for names of fields, not to print. */
  readonly own: readonly string[];

  constructor(code: StopCode, message: string, planned: Planned, { status, own }: Refused) {
    super(code, message);
    this.planned = planned;
    this.status = status;
    this.own = own;
  }
}

/** How often a write is tried in all, where it is sure that it had no effect. */
const attempts = 3;

/** How often an answer is read back that is still the old one although the API said it was written. */
const looks = 3;

/** Writes documents as they were planned, one after the other. */
export class Pusher {
  readonly #api: Api;
  readonly #client: Client;
  readonly #journal: Journal;
  readonly #secrets: SecretValues;
  /** Whether anything may have been written so far. */
  #hasWritten = false;

  constructor(api: Api, client: Client, journal: Journal, secrets: SecretValues) {
    this.#api = api;
    this.#client = client;
    this.#journal = journal;
    this.#secrets = secrets;
  }

  /** Whether anything was written, or may have been. */
  get hasWritten(): boolean {
    return this.#hasWritten;
  }

  /** Writes one document, and reads it back. `index` is its number in the journal. Throws a `Stop`. */
  async push(planned: Planned, index: number): Promise<Pushed> {
    const remarks: string[] = [];
    const body = toJson(planned.compared.meant);
    for (let attempt = 1; ; attempt++) {
      const landed = await this.#expectUnchanged(planned, attempt);
      if (landed !== undefined) {
        this.#journal.note(index, 'written');
        remarks.push('the request whose answer was lost has come to effect meanwhile');
        return this.#check(planned, landed.id, remarks);
      }
      this.#begin(index);
      const written = await this.#write(planned, body);
      switch (written.kind) {
        case 'done':
          this.#hasWritten = true;
          this.#journal.note(index, 'written');
          return this.#check(planned, idOf(written.value), remarks);
        case 'refused':
          this.#journal.note(index, 'refused');
          throw new PushRefused(
            this.#code(4),
            `the API refused ${title(planned)}: ${written.words}; nothing of it was written`,
            planned,
            written,
          );
        case 'unsent':
          this.#journal.note(index, 'refused');
          throw new Stop(
            this.#code(4),
            `${title(planned)} was not sent, and nothing of it was written: ${written.words}`,
          );
        case 'busy': {
          const { after, words } = written;
          const isTooLong = after !== undefined && after > longestBusy;
          if (isTooLong || attempt >= attempts) {
            this.#journal.note(index, 'refused');
            const more = isTooLong ? `; ${tooLong(after)}` : '';
            throw new Stop(
              this.#code(4),
              `the API has no time for ${title(planned)}: ${words}; nothing of it was written${more}`,
            );
          }
          await this.#client.pause(attempt, after);
          break;
        }
        case 'elsewhere':
        case 'unknown': {
          const found = await this.#lost(planned, written.words);
          if (found !== 'before') {
            this.#hasWritten = true;
            this.#journal.note(index, 'written');
            remarks.push(
              `its answer was lost (${written.words}), and what the server has now shows that it was written`,
            );
            return this.#check(planned, found.id, remarks);
          }
          if (written.kind === 'elsewhere') {
            this.#journal.note(index, 'refused');
            throw new Stop(
              this.#code(4),
              `the API did not take ${title(planned)}: ${written.words}; the server has what it had before: nothing of it was written`,
            );
          }
          // A request without an answer may still be on its way.
          this.#hasWritten = true;
          if (attempt >= attempts) {
            throw new Stop(
              5,
              `${title(planned)} was tried ${attempts} times, and failed: ${written.words}; when last looked at, the server had what it had before: nothing was written, unless a request is still on its way`,
            );
          }
          remarks.push(`it was tried again: ${written.words}, and the server had what it had before`);
          await this.#client.pause(attempt);
        }
      }
    }
  }

  /** Says in the journal that it may be written from now on; without that it is not. */
  #begin(index: number): void {
    try {
      this.#journal.begin(index);
    } catch (error) {
      throw error instanceof Stop ? new Stop(this.#code(4), error.message) : error;
    }
  }

  #write(planned: Planned, body: Json): Promise<Written> {
    const place = placeOf(planned);
    return place === undefined ? this.#api.create(body) : this.#api.write(place, body);
  }

  /**
   * Refuses to write where the server has something else than was planned for; between two attempts gives where the document
   * is if one of ours has come to effect late.
   */
  async #expectUnchanged(planned: Planned, attempt: number): Promise<{ readonly id: string | undefined } | undefined> {
    const now = await this.#reading(() => this.#now(planned, attempt > 1));
    if (!isBefore(planned, now)) {
      if (attempt > 1 && this.#hasWritten && now !== undefined && this.#isMeant(planned, now)) return { id: idOf(now) };
      throw this.#changed(planned);
    }
    // Between two attempts of ours the time may have changed without a change.
    const before = planned.fingerprints.updatedAt;
    if (attempt === 1 && before !== undefined && updatedAt(now) !== before) throw this.#changed(planned);
    const renamed = renamedPlace(planned);
    if (renamed !== undefined && (await this.#reading(() => this.#at(renamed))) !== undefined) {
      throw this.#changed(planned);
    }
    return undefined;
  }

  #changed(planned: Planned): Stop {
    return new Stop(
      this.#code(4),
      `what the server has for ${title(planned)} has changed since it was planned: nothing of it was written; plan again`,
    );
  }

  /** What an answer that was lost has done: `before` if nothing. */
  async #lost(planned: Planned, words: string): Promise<'before' | { readonly id: string | undefined }> {
    let now: unknown;
    try {
      now = await this.#now(planned, true);
    } catch (error) {
      this.#hasWritten = true;
      throw new Stop(
        5,
        `whether ${title(planned)} was written is not known: ${words}; then ${error instanceof Error ? error.message : 'it could not be read back'}`,
      );
    }
    const isMeant = now !== undefined && this.#isMeant(planned, now);
    const isOld = isBefore(planned, now);
    if (isMeant && !isOld) return { id: idOf(now) };
    if (isOld && !isMeant) return 'before';
    this.#hasWritten = true;
    if (isMeant) {
      throw new Stop(
        5,
        `whether ${title(planned)} was written is not known: ${words}; nothing but secrets was to change, which the API does not show: push it once more with \`--rewrite\``,
      );
    }
    throw new Stop(
      5,
      `${title(planned)} may have been written: ${words}; the server now has neither what it had before nor what was meant: somebody else may have written at the same time`,
    );
  }

  /** Reads back what was written, and compares it with what was meant. */
  async #check(planned: Planned, id: string | undefined, remarks: readonly string[]): Promise<Pushed> {
    for (let look = 1; ; look++) {
      let now: unknown;
      try {
        now = await this.#now(planned, true, id);
      } catch (error) {
        throw new Stop(
          5,
          `${title(planned)} was written, and could not be read back: ${error instanceof Error ? error.message : ''}`,
        );
      }
      const { kind } = planned.intended;
      const found =
        now === undefined
          ? undefined
          : compare(kind, planned.compared.meant, canonical(kind, now), true).differences.map(({ pointer }) => pointer);
      if (found?.length === 0) {
        const place = placeOf(planned);
        return { planned, template: place?.template ?? idOf(now) ?? '', remarks };
      }
      if (look < looks && isBefore(planned, now)) {
        await this.#client.pause(look);
        continue;
      }
      const places = (found ?? ['']).slice(0, 5).map((pointer) => quoted(this.#secrets.hide(pointer || '/')));
      throw new Stop(
        5,
        `${title(planned)} was written, and the server has something else than was meant at ${places.join(', ')}: the API may not take it as it is, or somebody else wrote at the same time`,
      );
    }
  }

  #isMeant({ intended: { kind }, compared: { meant } }: Planned, now: unknown): boolean {
    return compare(kind, meant, canonical(kind, now), true).differences.length === 0;
  }

  /** What the server has now; `undefined` where there is nothing. After a write it may be somewhere else. */
  async #now(planned: Planned, isAfter = false, id?: string): Promise<unknown> {
    const { target } = planned;
    if (target.kind === 'new') {
      const found = id ?? (await this.#api.templatesNow()).find(({ name }) => name === target.name)?.id;
      return found === undefined ? undefined : this.#at({ kind: 'template', template: found });
    }
    const renamed = isAfter ? renamedPlace(planned) : undefined;
    const there = renamed === undefined ? undefined : await this.#at(renamed);
    return there ?? this.#at(target.place);
  }

  async #at(place: Place): Promise<unknown> {
    try {
      return await this.#api.read(place);
    } catch (error) {
      if (error instanceof ReadRefused && error.status === 404) return undefined;
      throw error;
    }
  }

  /** Reads before a write: what cannot be read is not written. */
  async #reading(work: () => Promise<unknown>): Promise<unknown> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Stop) throw new Stop(this.#hasWritten ? 5 : error.code, error.message);
      throw error;
    }
  }

  /** The exit code of a stop before anything of this document was written. */
  #code(code: StopCode): StopCode {
    return this.#hasWritten ? 5 : code;
  }
}

/** Where a role is that gets another name; `undefined` where none does. */
function renamedPlace({ target, compared: { meant } }: Planned): Place | undefined {
  const name = own(meant, 'name');
  if (target.kind !== 'there' || target.place.kind !== 'role' || typeof name !== 'string') return undefined;
  return name === target.place.role ? undefined : { ...target.place, role: name };
}

/** Whether the server has what it had when it was planned. */
function isBefore({ live, intended: { kind } }: Planned, now: unknown): boolean {
  if (live === undefined || now === undefined) return live === now;
  return isSame(live, canonical(kind, now));
}

function title({ intended }: Planned): string {
  return quoted(titleOf(intended));
}
