/** What a script inside an editor tells, by name: lines of JSON on standard output, among whatever else is said there. */
export function toldIn(stdout: string): ReadonlyMap<string, unknown> {
  const told = new Map<string, unknown>();
  for (const line of stdout.split(/\r?\n/)) {
    if (!line.startsWith('{"name":')) continue;
    const { name, value }: { name: string; value?: unknown } = JSON.parse(line);
    told.set(name, value);
  }
  return told;
}
