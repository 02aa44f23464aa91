/** One event, with one of the values it could stand for. */
export interface Telling {
  readonly event: string;
  readonly value: string;
}

/**
 * How many different values are told by different events: each event stands for one value only, so that one incident told
 * by two agencies, or under two headings, is not two. The largest matching between events and values (augmenting paths), so
 * the order of the tellings never matters and another telling never makes it smaller.
 *
 * @param enough no more than these are looked for; all, unless told.
 */
export function countDistinct(tellings: readonly Telling[], enough = Number.POSITIVE_INFINITY): number {
  if (countGreedily(tellings, enough) >= enough) return enough;
  const eventsOf = new Map<string, string[]>();
  for (const { event, value } of tellings) {
    const known = eventsOf.get(value);
    if (known === undefined) eventsOf.set(value, [event]);
    else known.push(event);
  }
  const taken = new Map<string, string>();
  let count = 0;
  for (const value of eventsOf.keys()) if (place(value, eventsOf, taken, new Set())) count += 1;
  return Math.min(count, enough);
}

/** Each telling as it comes, if neither its event nor its value was taken: at most too few, and most often enough. */
function countGreedily(tellings: readonly Telling[], enough: number): number {
  const [events, values] = [new Set<string>(), new Set<string>()];
  for (const { event, value } of tellings) {
    if (events.has(event) || values.has(value)) continue;
    events.add(event);
    if (values.add(value).size >= enough) break;
  }
  return values.size;
}

/** Takes a free event, or one from another value that can do with a different one. */
function place(
  value: string,
  eventsOf: ReadonlyMap<string, readonly string[]>,
  taken: Map<string, string>,
  tried: Set<string>,
): boolean {
  for (const event of eventsOf.get(value) ?? []) {
    if (tried.has(event)) continue;
    tried.add(event);
    const holder = taken.get(event);
    if (holder === undefined || place(holder, eventsOf, taken, tried)) {
      taken.set(event, value);
      return true;
    }
  }
  return false;
}
