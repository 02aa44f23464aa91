import { REVIEW_PROBABILITY } from '../decide';
import type { ScoredPair } from './scored-pair';

const REVIEW_BITS = Math.log2(REVIEW_PROBABILITY / (1 - REVIEW_PROBABILITY));

/**
 * Tells of a pair whether either side has a rival: somebody else who is in the review band with it, and who is not of the same person as
 * the other side. `alone` weighs pairs by themselves, `together` with what the other pairs say.
 */
export function rivalsOf(alone: readonly ScoredPair[], together: readonly ScoredPair[]): (pair: ScoredPair) => boolean {
  const [near, same] = [neighbours(alone), neighbours(together)];
  const hasOther = (one: number, other: number): boolean =>
    [...(near.get(one) ?? [])].some((third) => third !== other && !same.get(other)?.has(third));
  return ({ left, right }) => hasOther(left, right) || hasOther(right, left);
}

function neighbours(pairs: readonly ScoredPair[]): ReadonlyMap<number, ReadonlySet<number>> {
  const near = new Map<number, Set<number>>();
  const add = (one: number, other: number): void => void near.set(one, (near.get(one) ?? new Set()).add(other));
  for (const { left, right, weight } of pairs) {
    if (weight < REVIEW_BITS) continue;
    add(left, right);
    add(right, left);
  }
  return near;
}
