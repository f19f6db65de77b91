import { fileURLToPath, pathToFileURL } from 'node:url';

/** The path of a `file:` URI, as the system writes it; `undefined` for other URIs and for what is none. */
export function pathOf(uri: string): string | undefined {
  if (!/^file:/i.test(uri)) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // Another machine's file, or a name that no path can have.
    return undefined;
  }
}

/** The `file:` URI of a path. */
export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** What a document is known by: editors spell one URI in several ways, such as `c%3A` and `C:`. */
export function keyOf(uri: string): string {
  const path = pathOf(uri);
  if (path === undefined) return uri;
  return uriOf(process.platform === 'win32' ? path.replace(/^[a-z]:/, (drive) => drive.toUpperCase()) : path);
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
