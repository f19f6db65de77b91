/** What GitHub's runner makes of a line of a step's output. */
export interface Command {
  readonly name: string;
  readonly properties: { readonly [name: string]: string };
  readonly data: string;
}

const registered =
  /^(?:add-mask|add-matcher|add-path|debug|echo|endgroup|error|group|internal-set-repo-path|notice|remove-matcher|save-state|set-env|set-output|stop-commands|warning)$/i;

/** Reads a line as the runner does: the new way, `::name key=value,…::data`, else the old, `##[name key=value;…]data`. */
export function read(line: string): Command | undefined {
  return readNew(line.trimStart()) ?? readOld(line);
}

function readNew(line: string): Command | undefined {
  const end = line.indexOf('::', 2);
  if (!line.startsWith('::') || end < 0) return undefined;
  const unescaped = (text: string) => plain(text, { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' });
  const data = plain(line.slice(end + 2), { '%0D': '\r', '%0A': '\n', '%25': '%' });
  return command(line.slice(2, end), ',', unescaped, data);
}

function readOld(line: string): Command | undefined {
  const start = line.indexOf('##[');
  const end = line.indexOf(']', start);
  if (start < 0 || end < 0) return undefined;
  return command(line.slice(start + 3, end), ';', (text) => text, line.slice(end + 1));
}

function command(words: string, between: string, unescaped: (text: string) => string, data: string) {
  const space = words.indexOf(' ');
  const name = space < 0 ? words : words.slice(0, space);
  if (!registered.test(name)) return undefined;
  const pairs = (space < 0 ? '' : words.slice(space + 1).trim()).split(between).flatMap((property) => {
    // Empty parts are left out, so that the `=` at the beginning of a value are lost.
    const [, key = '', value = ''] = /^=*([^=]+)=+(.+)$/s.exec(property) ?? [];
    return value === '' ? [] : [[key, unescaped(value)] as const];
  });
  return { name, properties: Object.fromEntries(pairs), data };
}

/** One replacement after the other, as the runner does it. */
function plain(text: string, codes: { readonly [code: string]: string }): string {
  return Object.entries(codes).reduce((rest, [code, character]) => rest.replaceAll(code, character), text);
}
