/** Records and what joins them. */
export interface Link {
  readonly left: string;
  readonly right: string;
}

/** What hangs together under these links, in the order of the keys given; every key is in exactly one. */
export function components(keys: readonly string[], links: readonly Link[]): string[][] {
  const parents = new Map<string, string>();
  const rootOf = (key: string): string => {
    let root = key;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) {
      root = parent;
    }
    if (root !== key) {
      parents.set(key, root);
    }
    return root;
  };
  for (const { left, right } of links) {
    const [one, other] = [rootOf(left), rootOf(right)];
    if (one !== other) {
      parents.set(other, one);
    }
  }
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    const root = rootOf(key);
    const group = groups.get(root);
    if (group) {
      group.push(key);
    } else {
      groups.set(root, [key]);
    }
  }
  return [...groups.values()];
}

/** By key, whom it is joined to. */
export function neighbours(links: readonly Link[]): Map<string, Set<string>> {
  const near = new Map<string, Set<string>>();
  const add = (one: string, other: string): void => {
    near.set(one, (near.get(one) ?? new Set()).add(other));
  };
  for (const { left, right } of links) {
    add(left, right);
    add(right, left);
  }
  return near;
}
