import type { ScoredPair } from './scored-pair';

/** Rounds of messages; sparse files settle after a few. */
const ROUNDS = 40;
/** However many find a partner, at least this share is held to have none. */
const LEAST_ALONE = 0.1;
/** Above this many bits there is nothing left to doubt, and numbers stay small enough to add. */
const MOST_BITS = 60;

/**
 * What each pair weighs when nobody has more than one partner in the other file: a rival takes away, and rivals that have a better partner
 * themselves give it back. Belief propagation for matchings: each end of a pair tells the other how free it is, given its other pairs.
 *
 * `matched`: shares of the two files' records that have a partner, as estimated without labels.
 */
export function oneToOne(pairs: readonly ScoredPair[], matched: readonly [number, number]): ScoredPair[] {
  const [left, right] = matched.map((share) => Math.max(LEAST_ALONE, 1 - share)) as [number, number];
  const edges = pairs.map((pair) => ({ pair, odds: 2 ** Math.min(MOST_BITS, pair.weight) / (left * right), out: 1, back: 1 }));
  const byLeft = group(edges, ({ pair }) => pair.left);
  const byRight = group(edges, ({ pair }) => pair.right);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const rivals of byLeft) tell(rivals, 'back', 'out');
    for (const rivals of byRight) tell(rivals, 'out', 'back');
  }
  return edges.map(({ pair, odds, out, back }) => ({ ...pair, weight: Math.log2(odds * out * back) }));
}

interface Edge {
  readonly pair: ScoredPair;
  readonly odds: number;
  /** How free the left record is, without this pair; and the right one. */
  out: number;
  back: number;
}

/** What each pair's end is told: the more the others weigh, the less free it is. */
function tell(rivals: readonly Edge[], heard: 'out' | 'back', told: 'out' | 'back'): void {
  // Summed from both sides, since taking a large number out of a sum leaves nothing of the small ones.
  const before = [0];
  for (const edge of rivals) before.push((before.at(-1) as number) + edge.odds * edge[heard]);
  let after = 0;
  for (let at = rivals.length - 1; at >= 0; at -= 1) {
    const edge = rivals[at] as Edge;
    const own = edge.odds * edge[heard];
    edge[told] = 1 / (1 + (before[at] as number) + after);
    after += own;
  }
}

function group(edges: readonly Edge[], idOf: (edge: Edge) => number): Iterable<Edge[]> {
  const groups = new Map<number, Edge[]>();
  for (const edge of edges) {
    const members = groups.get(idOf(edge));
    if (members === undefined) groups.set(idOf(edge), [edge]);
    else members.push(edge);
  }
  return groups.values();
}

/** Pairs this probable count as partners when it is asked whether files are free of duplicates. */
const SURE_BITS = 7;
const MOST_SHARED = 0.02;

/** True when hardly a record has two sure partners in the other file: both files hold everybody once. */
export function holdEverybodyOnce(pairs: readonly ScoredPair[]): boolean {
  const sure = pairs.filter(({ weight }) => weight >= SURE_BITS);
  const ends = sure.flatMap(({ left, right }) => [left, right]);
  return new Set(ends).size >= ends.length * (1 - MOST_SHARED);
}
