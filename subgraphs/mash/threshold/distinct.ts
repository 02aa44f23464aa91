/** One event, with one of the values it could stand for. */
export interface Telling {
  readonly event: string;
  readonly value: string;
}

/**
 * How many different values are told by different events: each event stands for one value only, so that one incident told
 * by two agencies, or under two headings, is not two. The largest matching between events and values (augmenting paths), so
 * the order of the tellings never matters and another telling never makes it smaller.
 */
export function countDistinct(tellings: readonly Telling[]): number {
  const eventsOf = new Map<string, string[]>();
  for (const { event, value } of tellings) eventsOf.set(value, [...(eventsOf.get(value) ?? []), event]);
  const taken = new Map<string, string>();
  const place = (value: string, tried: Set<string>): boolean => {
    for (const event of eventsOf.get(value) ?? []) {
      if (tried.has(event)) continue;
      tried.add(event);
      const holder = taken.get(event);
      if (holder === undefined || place(holder, tried)) {
        taken.set(event, value);
        return true;
      }
    }
    return false;
  };
  return [...eventsOf.keys()].filter((value) => place(value, new Set())).length;
}
