/** Where a path is: below the folder of a run, with forward slashes and without dots; else wherever it is, absolute. */
export interface Whereabouts {
  readonly path: string;
  readonly isBelow: boolean;
}

/** Finds where a path is that was given in a folder, which is an absolute path of this or another system. */
export function whereabouts(path: string, folder: string): Whereabouts {
  const isWindows = /^(?:[a-z]:[\\/]|[\\/]{2})/i.test(folder);
  const forward = (text: string) => (isWindows ? text.replaceAll('\\', '/') : text);
  const given = forward(path);
  const root = parts(forward(folder));
  const isAbsolute = given.startsWith('/') || (isWindows && /^[a-z]:\//i.test(given));
  const all = parts(isAbsolute ? given : `${forward(folder)}/${given}`);
  const same = (a: string | undefined, b: string) => (isWindows ? a?.toLowerCase() === b.toLowerCase() : a === b);
  if (all.length > root.length && root.every((part, index) => same(all[index], part)))
    return { path: all.slice(root.length).join('/'), isBelow: true };
  const isShare = isWindows && (isAbsolute ? given : forward(folder)).startsWith('//');
  const start = isShare ? '//' : isWindows ? '' : '/';
  return { path: start + all.join('/'), isBelow: false };
}

/** The URI of a path: relative if it is below the folder, else with `file:`. */
export function uriOf({ path, isBelow }: Whereabouts): string {
  const encoded = path.split('/').map(encodedName).join('/');
  if (isBelow) return encoded;
  if (path.startsWith('//')) return `file:${encoded}`;
  return path.startsWith('/') ? `file://${encoded}` : `file:///${encoded.replace(/^([a-z])%3A/i, '$1:')}`;
}

/** Halves of surrogate pairs have no encoding. */
function encodedName(name: string): string {
  return encodeURIComponent(name.replace(/\p{Cs}/gu, '\ufffd'));
}

function parts(path: string): string[] {
  const found: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') found.pop();
    else if (part !== '' && part !== '.') found.push(part);
  }
  return found;
}
