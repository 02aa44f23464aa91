/** A place in an answer, as a chain: most places are never told, and a chain costs nothing to extend. */
export interface Path {
  readonly before: Path | undefined;
  readonly key: string | number;
}

export type PathList = readonly (string | number)[];

/** The place as a list, as GraphQL tells it. */
export function listOf(path: Path | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at !== undefined; at = at.before) keys.push(at.key);
  return keys.reverse();
}
