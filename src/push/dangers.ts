import type { Kind } from '../diagnostic.ts';
import { fieldAt } from '../fields.ts';
import { listed } from '../listed.ts';
import { type Pointer, pointerTo } from '../pointer.ts';
import { namesOf } from './canonical.ts';
import { isEmpty, isProperties, isSame, own, ownAt, propertiesOf } from './values.ts';

/** What a change may do to people who rely on a template, in words. */
export interface Danger {
  /** In the document that changes. */
  readonly pointer: Pointer;
  /** Lower case, no full stop; names and values in backticks, as they are. */
  readonly message: string;
}

/** A deletion, and the option that somebody must give to allow it. */
export interface Need {
  readonly pointer: Pointer;
  readonly option: '--allow-delete-role' | '--allow-delete';
  /** What the option takes: the name of the role, or the pointer from the top of the template. */
  readonly value: string;
}

/** What is dangerous and what needs to be allowed, where `live` becomes `meant`; both canonical. `role` names a document that is a role. */
export function dangersOf(
  kind: Kind,
  live: unknown,
  meant: unknown,
  role: string,
): { readonly dangers: readonly Danger[]; readonly needs: readonly Need[] } {
  const found = new Dangers(kind);
  if (live !== undefined) found.look(inTemplate(kind, live, role), inTemplate(kind, meant, role));
  return found;
}

/** A document as a part of the template that it belongs to. */
function inTemplate(kind: Kind, value: unknown, role: string): unknown {
  switch (kind) {
    case 'role': {
      const name = own(value, 'name');
      return { roles: propertiesOf([[typeof name === 'string' ? name : role, value]]) };
    }
    case 'settings':
    case 'destinations':
      return { [kind]: value };
    default:
      return value;
  }
}

const tracks = ['audio', 'video', 'screen'] as const;

const destinations: ReadonlyMap<string, string> = new Map([
  ['rtmpDestinations', 'RTMP destination'],
  ['hlsDestinations', 'HLS destination'],
  ['browserRecordings', 'browser recording'],
  ['transcriptions', 'transcription'],
]);

class Dangers {
  readonly dangers: Danger[] = [];
  readonly needs: Need[] = [];
  readonly #kind: Kind;

  constructor(kind: Kind) {
    this.#kind = kind;
  }

  look(live: unknown, meant: unknown): void {
    this.#roles(own(live, 'roles'), own(meant, 'roles'));
    this.#settings(own(live, 'settings'), own(meant, 'settings'));
    for (const [group, what] of destinations) {
      const path = ['destinations', group];
      this.#destinations(path, what, ownAt(live, path), ownAt(meant, path));
    }
    for (const name of namesOf(own(live, 'plugins'))) {
      const path = ['plugins', name];
      if (isEmpty(ownAt(live, path)) || !isEmpty(ownAt(meant, path))) continue;
      this.#need(path, '--allow-delete');
      this.#add(path, `the plugin \`${name}\` disappears`);
    }
  }

  #roles(live: unknown, meant: unknown): void {
    for (const name of namesOf(meant)) {
      if (isProperties(live) && Object.hasOwn(live, name)) continue;
      // A role that is renamed is told of under its old name.
      if (this.#kind === 'role') continue;
      const granted = grantedTo(own(meant, name), undefined);
      if (granted.length > 0) {
        this.#add(['roles', name, 'permissions'], `the new role \`${name}\` is granted ${inWords(granted)}`);
      }
    }
    for (const name of namesOf(live)) {
      const path = ['roles', name];
      if (!isProperties(own(meant, name))) {
        const to = this.#kind === 'role' ? namesOf(meant)[0] : undefined;
        this.#need(path, '--allow-delete-role');
        this.#add(
          path,
          to === undefined
            ? `the role \`${name}\` disappears: nobody can join with it any more`
            : `the role \`${name}\` is renamed to \`${to}\`: nobody can join as \`${name}\` any more`,
        );
      } else {
        this.#changedRole(path, name, own(live, name), own(meant, name));
      }
    }
  }

  #changedRole(path: readonly string[], name: string, live: unknown, meant: unknown): void {
    const granted = grantedTo(meant, live);
    if (granted.length > 0) {
      this.#add([...path, 'permissions'], `the role \`${name}\` is granted ${inWords(granted)}`);
    }
    const publish = [...path, 'publishParams'];
    const allowed = texts(ownAt(meant, ['publishParams', 'allowed']));
    const lost = texts(ownAt(live, ['publishParams', 'allowed'])).filter((track) => !allowed.includes(track));
    if (lost.length > 0)
      this.#add([...publish, 'allowed'], `the role \`${name}\` may no longer publish ${inWords(lost)}`);
    for (const track of tracks) {
      const [before, after] = [live, meant].map((role) => ownAt(role, ['publishParams', track, 'codec']));
      if (typeof before === 'string' && before !== '' && before !== after) {
        const now = typeof after === 'string' ? `\`${after}\` takes its place` : 'the API chooses another';
        this.#add(
          [...publish, track, 'codec'],
          `the codec \`${before}\` falls away from ${track} of the role \`${name}\`: ${now}`,
        );
      }
    }
    for (const track of ['video', 'screen']) {
      const layers = ['publishParams', 'simulcast', track, 'layers'];
      this.#layers([...path, ...layers], `${track} of the role \`${name}\``, ownAt(live, layers), ownAt(meant, layers));
    }
    if (own(meant, 'maxPeerCount') === -1 && own(live, 'maxPeerCount') !== -1) {
      this.#add([...path, 'maxPeerCount'], `nobody can join as \`${name}\` any more: \`maxPeerCount\` becomes -1`);
    }
  }

  #destinations(path: readonly string[], what: string, live: unknown, meant: unknown): void {
    for (const name of namesOf(live)) {
      const own_ = [...path, name];
      if (!isProperties(own(meant, name))) {
        this.#need(own_, '--allow-delete');
        this.#add(own_, `the ${what} \`${name}\` disappears`);
        continue;
      }
      for (const layers of [['layers'], ['recording', 'layers']]) {
        const of = `${layers.length > 1 ? 'the recording of ' : ''}the ${what} \`${name}\``;
        this.#layers([...own_, ...layers], of, ownAt(live, [name, ...layers]), ownAt(meant, [name, ...layers]));
      }
    }
  }

  #layers(path: readonly string[], of: string, live: unknown, meant: unknown): void {
    const left = layerNames(meant);
    const lost = layerNames(live).filter((name) => !left.includes(name));
    if (lost.length === 0) return;
    // Without a list of their own all layers that are streamed are recorded.
    if (path.at(-2) === 'recording' && left.length === 0) return;
    this.#add(
      path,
      `the layer${lost.length > 1 ? 's' : ''} ${inWords(lost)} fall${lost.length > 1 ? '' : 's'} away from ${of}`,
    );
  }

  #settings(live: unknown, meant: unknown): void {
    const before = own(live, 'region');
    const after = own(meant, 'region');
    if (typeof before === 'string' && before !== after) {
      const now = typeof after === 'string' ? `\`${after}\`` : 'a region that the API chooses';
      this.#add(['settings', 'region'], `rooms are hosted in ${now} instead of \`${before}\``);
    }
    const path = ['recording', 'upload'];
    const [from, to] = [ownAt(live, path), ownAt(meant, path)];
    const isGone = isEmpty(own(meant, 'recording')) && !isEmpty(own(live, 'recording'));
    if (isGone) this.#need(['settings', 'recording'], '--allow-delete');
    else if (isEmpty(to) && !isEmpty(from)) this.#need(['settings', ...path], '--allow-delete');
    if (!isEmpty(own(from, 'credentials')) && !isEmpty(to) && isEmpty(own(to, 'credentials'))) {
      this.#add(['settings', ...path, 'credentials'], 'the storage of recordings loses its credentials');
    }
    const [old, now] = [storage(from), storage(to)];
    if (!isSame(old, now)) {
      const words = (value: unknown) => (isEmpty(value) ? 'the storage of 100ms' : `\`${storageWords(value)}\``);
      this.#add(['settings', ...path], `recordings go to ${words(to)} instead of ${words(from)}`);
    }
  }

  #need(path: readonly string[], option: Need['option']): void {
    const value = option === '--allow-delete-role' ? (path[1] ?? '') : pointerTo(path);
    this.needs.push({ pointer: this.#inDocument(path), option, value });
  }

  #add(path: readonly string[], message: string): void {
    this.dangers.push({ pointer: this.#inDocument(path), message });
  }

  /** From the top of the template to the document that changes. */
  #inDocument(path: readonly string[]): Pointer {
    switch (this.#kind) {
      case 'role':
        return pointerTo(path.slice(2));
      case 'settings':
      case 'destinations':
        return pointerTo(path.slice(1));
      default:
        return pointerTo(path);
    }
  }
}

/** The permissions that a role says it has, and had neither by its own words nor by default; for a new role, those it says. */
function grantedTo(role: unknown, before: unknown): readonly string[] {
  return namesOf(own(role, 'permissions')).filter((permission) => {
    const path = ['permissions', permission];
    const was = ownAt(before, path) ?? (before === undefined ? false : fieldAt('role', pointerTo(path))?.default);
    return ownAt(role, path) === true && was !== true;
  });
}

function inWords(names: readonly string[]): string {
  return listed(
    names.map((name) => `\`${name}\``),
    'and',
  );
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** What layers are called: by their letter, or their size. */
function layerNames(layers: unknown): readonly string[] {
  if (!Array.isArray(layers)) return [];
  return layers.flatMap((layer: unknown) => {
    const rid = own(layer, 'rid');
    if (typeof rid === 'string') return [rid];
    const [width, height] = [own(layer, 'width'), own(layer, 'height')];
    return typeof width === 'number' && typeof height === 'number' ? [`${width}x${height}`] : [];
  });
}

/** Which storage it is, without what opens it. */
function storage(upload: unknown): unknown {
  if (isEmpty(upload)) return undefined;
  const { type, location, prefix } = isProperties(upload) ? upload : {};
  return { type, location, prefix: prefix === '' ? undefined : prefix, region: ownAt(upload, ['options', 'region']) };
}

function storageWords(upload: unknown): string {
  const [type, location, prefix] = ['type', 'location', 'prefix'].map((name) => own(upload, name));
  const region = ownAt(upload, ['options', 'region']);
  const folder = typeof prefix === 'string' && prefix !== '' ? `/${prefix.replace(/^\/+/, '')}` : '';
  return `${String(type)}://${String(location)}${folder}${typeof region === 'string' && region !== '' ? ` (${region})` : ''}`;
}
