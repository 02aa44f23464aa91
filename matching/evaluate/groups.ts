import { keyOf, type ScoredPair } from './scored-pair';

/** Pairs of at least this weight may bring records into one group. */
const LEAST_BITS = -3;
/** One pair speaks for or against a group with at most this many bits. */
const MOST_BITS = 12;
/** Groups that grow larger hang together by chance: they are taken apart at a higher weight. */
const LARGEST = 300;
const STEP_BITS = 2;

/**
 * What each pair weighs when several records may be of one person: the average over all pairs between the two groups that it joins, built up
 * from the surest pair (average linkage). Records that share little themselves are held together by a third that is like both, and a
 * chance likeness of two is outvoted by their groups. `weightOf` scores pairs that were not among the candidates.
 */
export function byGroups(pairs: readonly ScoredPair[], weightOf: (left: number, right: number) => number): ScoredPair[] {
  const resolved: ScoredPair[] = [];
  const ties = pairs.filter(({ weight }) => weight > LEAST_BITS);
  const known = new Map<number, number>();
  for (const { left, right, weight } of pairs) known.set(keyOf(left, right), weight);
  const done = new Set<number>();
  for (const members of moderate(ties, LEAST_BITS)) {
    for (const pair of linked(members, (left, right) => known.get(keyOf(left, right)) ?? weightOf(left, right))) {
      resolved.push(pair);
      done.add(keyOf(pair.left, pair.right));
    }
  }
  return [...resolved, ...pairs.filter(({ left, right }) => !done.has(keyOf(left, right)))];
}

/** Joins the two groups with the highest average again and again; each pair gets the average at which it was joined. */
function linked(members: readonly number[], weightOf: (left: number, right: number) => number): ScoredPair[] {
  const groups = members.map((member) => [member]);
  const sums = members.map((one) =>
    members.map((other) => (one === other ? 0 : bounded(weightOf(Math.min(one, other), Math.max(one, other))))),
  );
  const pairs: ScoredPair[] = [];
  while (groups.length > 1) {
    const { one, other, weight } = nearest(groups, sums);
    const [ours, theirs] = [groups[one] as number[], groups[other] as number[]];
    for (const left of ours) {
      for (const right of theirs) pairs.push({ left: Math.min(left, right), right: Math.max(left, right), weight });
    }
    groups[one] = [...ours, ...theirs];
    sums.forEach((row, at) => {
      const sum = (row[one] as number) + (row[other] as number);
      row[one] = sum;
      (sums[one] as number[])[at] = sum;
    });
    groups.splice(other, 1);
    sums.splice(other, 1);
    for (const row of sums) row.splice(other, 1);
  }
  return pairs;
}

const bounded = (weight: number): number => Math.max(-MOST_BITS, Math.min(MOST_BITS, weight));

function nearest(groups: readonly number[][], sums: readonly number[][]): { one: number; other: number; weight: number } {
  let best = { one: 0, other: 1, weight: Number.NEGATIVE_INFINITY };
  for (let one = 0; one < groups.length; one += 1) {
    for (let other = one + 1; other < groups.length; other += 1) {
      const weight = (sums[one]![other] as number) / (groups[one]!.length * groups[other]!.length);
      if (weight > best.weight) best = { one, other, weight };
    }
  }
  return best;
}

/** Records that hang together, in groups that are not too large to be weighed. */
function moderate(ties: readonly ScoredPair[], least: number): number[][] {
  return connected(ties).flatMap((members) => {
    if (members.length <= LARGEST) return [members];
    const inside = new Set(members);
    const stronger = ties.filter(({ left, weight }) => inside.has(left) && weight > least + STEP_BITS);
    return moderate(stronger, least + STEP_BITS);
  });
}

/** Records that hang together, however indirectly. */
function connected(pairs: readonly ScoredPair[]): number[][] {
  const parent = new Map<number, number>();
  const top = (id: number): number => {
    let at = id;
    for (let up = parent.get(at) ?? at; up !== at; up = parent.get(at) ?? at) at = up;
    parent.set(id, at);
    return at;
  };
  for (const { left, right } of pairs) parent.set(top(left), top(right));
  const groups = new Map<number, number[]>();
  for (const id of new Set(pairs.flatMap(({ left, right }) => [left, right]))) {
    const members = groups.get(top(id));
    if (members === undefined) groups.set(top(id), [id]);
    else members.push(id);
  }
  return [...groups.values()].map((members) => members.sort((one, other) => one - other));
}
