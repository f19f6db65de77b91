import { didYouMean } from '../nearest.ts';
import { quoted, visible } from '../visible.ts';
import type { Api, Listed, Place } from './api.ts';
import { idOf } from './canonical.ts';
import { ReadRefused } from './client.ts';
import { type Destination, type Intended, titleOf } from './intended.ts';
import type { SecretValues } from './secret-values.ts';
import { Stop } from './stop.ts';
import { isProperties, own } from './values.ts';

/** Which document on the server is meant, and what stands there now. */
export type Target =
  | {
      readonly kind: 'there';
      readonly place: Place;
      /** The name of the template; `undefined` if it has none. */
      readonly template: string | undefined;
      /** How it was found. */
      readonly by: 'id' | 'configuration' | 'name' | 'option';
      /** What the API answers for it. */
      readonly live: unknown;
    }
  /** A role or recordings that the template does not have yet. */
  | { readonly kind: 'missing'; readonly place: Place; readonly template: string | undefined }
  /** No template has the name. */
  | { readonly kind: 'new'; readonly name: string };

/** Finds out which documents on the server are meant. */
export class Targets {
  readonly #api: Api;
  readonly #destination: Destination;
  readonly #secrets: SecretValues;

  constructor(api: Api, destination: Destination, secrets: SecretValues) {
    this.#api = api;
    this.#destination = destination;
    this.#secrets = secrets;
  }

  /** Throws a `Stop` where it cannot be told, or is not there. */
  async of(intended: Intended): Promise<Target> {
    return intended.kind === 'template' ? this.#template(intended) : this.#part(intended);
  }

  async #template(intended: Intended): Promise<Target> {
    const { value, template } = intended;
    const name = own(value, 'name');
    const wanted = this.#destination.template;
    const id = idOf(value) ?? template;
    if (wanted !== undefined) {
      const found = await this.#named(wanted);
      if (id !== undefined && id !== found.id) {
        throw new Stop(
          4,
          `${this.#title(intended)} has the id ${quoted(id)}, and \`--template\` means another template: take one of them away`,
        );
      }
      return this.#there(intended, found.id, 'option');
    }
    if (id !== undefined) return this.#there(intended, id, idOf(value) === undefined ? 'configuration' : 'id');
    if (typeof name !== 'string' || name === '') {
      throw new Stop(
        4,
        `nothing says which template ${this.#title(intended)} is, and without a name every push would make another: give it a \`name\` or an \`id\`, name it under \`templates\` in the configuration, or give \`--template\``,
      );
    }
    const found = (await this.#api.templates()).filter((each) => each.name === name);
    const [one] = found;
    if (one === undefined) return { kind: 'new', name };
    this.#refuseSeveral(found, name);
    return this.#there(intended, one.id, 'name');
  }

  async #there(intended: Intended, id: string, by: 'id' | 'configuration' | 'name' | 'option'): Promise<Target> {
    const place: Place = { kind: 'template', template: id };
    const live = await this.#api.read(place);
    if (!isProperties(live)) throw new Stop(2, `the API answers no template for the id ${quoted(id)}`);
    const answered = idOf(live);
    if (answered !== undefined && answered !== id) {
      throw new Stop(2, `the API answers the template ${quoted(answered)} for the id ${quoted(id)}`);
    }
    const [name, now] = [own(intended.value, 'name'), own(live, 'name')];
    if (typeof name === 'string' && name !== now) await this.#refuseTaken(intended, name, id);
    return { kind: 'there', place, template: typeof now === 'string' ? now : undefined, by, live };
  }

  /** A template that is renamed to the name of another one would be refused by the API, or overwrite it. */
  async #refuseTaken(intended: Intended, name: string, id: string): Promise<void> {
    const other = (await this.#api.templates()).find((each) => each.name === name && each.id !== id);
    if (other === undefined) return;
    throw new Stop(
      4,
      `${this.#title(intended)} renames its template to ${this.#quote(name)}, which another template (${quoted(other.id)}) is called already`,
    );
  }

  async #part(intended: Intended): Promise<Target> {
    const { template, role } = this.#destination;
    if (template === undefined) {
      throw new Stop(2, `${this.#title(intended)} is a part of a template: \`--template ID-OR-NAME\` says of which`);
    }
    const { id, name } = await this.#named(template);
    const place = this.#placeIn(id, intended, role);
    try {
      const live = await this.#api.read(place);
      if (intended.kind === 'recordings' ? !Array.isArray(live) : !isProperties(live)) {
        throw new Stop(2, `the API answers something else for ${intended.kind} of the template ${quoted(id)}`);
      }
      return { kind: 'there', place, template: name, by: 'option', live };
    } catch (error) {
      const mayBeMissing = intended.kind === 'role' || intended.kind === 'recordings';
      if (!(error instanceof ReadRefused && error.status === 404 && mayBeMissing)) throw error;
      this.#refuseOtherName(intended, place);
      return { kind: 'missing', place, template: name };
    }
  }

  /** A role that is not there cannot get another name: what the API makes of that may overwrite the role of that name. */
  #refuseOtherName(intended: Intended, place: Place): void {
    const name = own(intended.value, 'name');
    if (place.kind !== 'role' || typeof name !== 'string' || name === place.role) return;
    throw new Stop(
      4,
      `there is no role ${quoted(place.role)} that could be renamed to ${this.#quote(name)}, as ${this.#title(intended)} says: give \`--role\` the name of a role that is there, or leave it out`,
    );
  }

  #placeIn(template: string, { kind, value, path, index }: Intended, role: string | undefined): Place {
    switch (kind) {
      case 'template':
        return { kind, template };
      case 'role': {
        const name = role ?? own(value, 'name');
        if (typeof name === 'string' && name !== '') return { kind, template, role: name };
        throw new Stop(
          2,
          `${this.#title({ path, ...(index !== undefined && { index }) })} is a role without a name: give \`--role NAME\``,
        );
      }
      default:
        return { kind, template };
    }
  }

  /** The template that an id or a name means. */
  async #named(wanted: string): Promise<Listed> {
    const all = await this.#api.templates();
    const byId = all.find(({ id }) => id === wanted);
    const byName = all.filter(({ name, id }) => name === wanted && id !== byId?.id);
    if (byId !== undefined && byName.length > 0) {
      throw new Stop(4, `${quoted(wanted)} is the id of one template and the name of another: give the other one's id`);
    }
    const found = byId ?? byName[0];
    if (found === undefined) {
      const names = all.flatMap(({ name }) => (name === undefined ? [] : [name]));
      const guess = didYouMean(wanted, names);
      throw new Stop(
        2,
        `there is no template with the id or the name ${quoted(wanted)}${this.#secrets.hide(visible(guess))}`,
      );
    }
    if (byId === undefined) this.#refuseSeveral(byName, wanted);
    return found;
  }

  #refuseSeveral(found: readonly Listed[], name: string): void {
    if (found.length < 2) return;
    const ids = found.map(({ id }) => quoted(id)).join(', ');
    throw new Stop(
      4,
      `${found.length} templates are called ${this.#quote(name)} (${ids}): say by its id which one is meant`,
    );
  }

  #title(intended: Pick<Intended, 'path' | 'index'>): string {
    return quoted(titleOf(intended));
  }

  #quote(text: string): string {
    return quoted(this.#secrets.hide(text));
  }
}

/** What two documents of a run must not share; a template and a part of it go to the same place as well. */
export function placeKeys(target: Target): readonly string[] {
  if (target.kind === 'new') return [`name ${target.name}`];
  const { place } = target;
  if (place.kind === 'template') return [`template ${place.template}`];
  return [
    `template ${place.template}`,
    `part ${place.template} ${place.kind} ${place.kind === 'role' ? place.role : ''}`,
  ];
}
