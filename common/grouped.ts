/** The items under each key, in the order they came. (`Map.groupBy` needs a later Node than we ask for.) */
export function grouped<T, V = T>(items: readonly T[], keyIn: (item: T) => string, valueIn: (item: T) => V): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const item of items) {
    const key = keyIn(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [valueIn(item)]);
    else group.push(valueIn(item));
  }
  return groups;
}
