/** An object as it comes out of JSON. */
export type JsonObject = { [name: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under an own name; an empty one where there is none. */
export function objectIn(holder: unknown, name: string): JsonObject {
  const found = isObject(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined;
  return isObject(found) ? found : bare();
}

/** An object without a prototype: `__proto__` is a name like any other. */
export function bare(entries: Iterable<readonly [string, unknown]> = []): JsonObject {
  const made: JsonObject = Object.create(null);
  for (const [name, value] of entries) made[name] = value;
  return made;
}

/** A copy that shares nothing with the value. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isObject(value)) return value;
  return bare(Object.entries(value).map(([name, inner]) => [name, copyOf(inner)]));
}
