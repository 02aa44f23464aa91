/** A hub id that each agency record is given when first seen; `age` orders them, the smaller the older. */
export interface HubId {
  readonly id: string;
  readonly age: number;
}

export interface Placed {
  readonly own: HubId;
  /** The hub person the record belongs to so far; its own when it has just come. */
  readonly hub: HubId;
}

export interface HubIds<R extends Placed> {
  /** The id of each group, in the order of the groups given. */
  readonly ids: readonly string[];
  /** Ids that now lead to another person: from, to. */
  readonly redirects: ReadonlyMap<string, string>;
  readonly groups: readonly (readonly R[])[];
}

/**
 * Names the groups of a partition so that ids already in use (in cases, in links people kept) stay true.
 *
 * An id follows the record it was made for. So a merge keeps the older id and redirects the other, and a split gives each
 * part its own back. An id whose record was withdrawn stays with those who still bear it: with the oldest of them.
 */
export function assignHubIds<R extends Placed>(groups: readonly (readonly R[])[]): HubIds<R> {
  const holder = new Map<string, { readonly age: number; readonly group: number; readonly claim: number }>();
  const claim = (hub: HubId, group: number, strength: number): void => {
    const known = holder.get(hub.id);
    if (known === undefined || strength < known.claim) {
      holder.set(hub.id, { age: hub.age, group, claim: strength });
    }
  };
  groups.forEach((group, index) => {
    for (const { own, hub } of group) {
      claim(own, index, -1);
      claim(hub, index, own.age);
    }
  });
  const ids: (string | undefined)[] = groups.map(() => undefined);
  const byAge = [...holder].sort(([, left], [, right]) => left.age - right.age);
  const redirects = new Map<string, string>();
  for (const [id, { group }] of byAge) {
    const kept = ids[group];
    if (kept === undefined) {
      ids[group] = id;
    } else {
      redirects.set(id, kept);
    }
  }
  return { ids: ids as string[], redirects, groups };
}
