/** The anchor of a rule on the page that describes all rules, as GitHub makes it from the rule's heading. */
export function anchor(id: string): string {
  return id
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

/** Where a rule is described, below the package's folder: the page ships with the package. */
export function documentationOf(id: string): string {
  return `rules/README.md#${anchor(id)}`;
}
