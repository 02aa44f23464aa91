/** Two samples compared without a word about their shape (Mann and Whitney), ties counted half. */
export interface RankTest {
  /** Share of pairs in which the first is the larger: a half when they are alike. */
  readonly likelySlower: number;
  readonly z: number;
  /** Two-sided, by the normal approximation. */
  readonly p: number;
  readonly medians: readonly [number, number];
}

export function compareSamples(first: readonly number[], second: readonly number[]): RankTest {
  const u = first.reduce((sum, a) => sum + second.reduce((wins, b) => wins + (a > b ? 1 : a === b ? 0.5 : 0), 0), 0);
  const pairs = first.length * second.length;
  const deviation = Math.sqrt((pairs * (first.length + second.length + 1)) / 12);
  const z = (u - pairs / 2) / deviation;
  return { likelySlower: u / pairs, z, p: 2 * (1 - normal(Math.abs(z))), medians: [median(first), median(second)] };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Cumulative normal distribution; Abramowitz and Stegun 26.2.17, right to 7.5e-8. */
function normal(x: number): number {
  const t = 1 / (1 + 0.2316419 * x);
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return 1 - (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * tail;
}
