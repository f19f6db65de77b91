import { fileURLToPath, pathToFileURL } from 'node:url';

const isWindows = process.platform === 'win32';

/** The path of a `file:` URI as the system writes it, on Windows with a large drive letter; `undefined` for other URIs and for what is none. */
export function pathOf(uri: string, windows = isWindows): string | undefined {
  if (!/^file:/i.test(uri)) return undefined;
  try {
    const path = fileURLToPath(uri, { windows });
    // Editors write one drive in two ways.
    return windows ? path.replace(/^[a-z]:/, (drive) => drive.toUpperCase()) : path;
  } catch {
    // Another machine's file, or a name that no path can have.
    return undefined;
  }
}

/** The `file:` URI of a path. */
export function uriOf(path: string, windows = isWindows): string {
  return pathToFileURL(path, { windows }).href;
}

/** What a document is known by: editors spell one URI in several ways, such as `c%3A` and `C:`. */
export function keyOf(uri: string, windows = isWindows): string {
  const path = pathOf(uri, windows);
  return path === undefined ? uri : uriOf(path, windows);
}

/** The last part of a URI's path, which for a document without a file is its name. */
export function nameOf(uri: string): string {
  const path = uri.replace(/[?#].*$/s, '').replace(/^[a-z][\w+.-]*:/i, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
