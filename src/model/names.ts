/** Names as a message reads them: `` `a` ``, `` `a` and `b` ``; of more than seven, six and how many more there are. */
export function inWords(names: Iterable<string>): string {
  const quoted = Array.from(names, (name) => `\`${name}\``);
  if (quoted.length > 7) return `${quoted.slice(0, 6).join(', ')} and ${quoted.length - 6} more`;
  const last = quoted.pop() ?? 'none';
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`;
}
