import { blockingKeysOf } from '../blocking';
import { comparePrepared } from '../compare';
import type { Comparison } from '../comparison';
import { decide, type MatchDecision } from '../decide';
import type { MatchingModel } from '../model';
import { findCandidates } from '../pairs/candidates';
import type { PairSpace } from '../pairs/pair-space';
import { rivalsOf } from './rivals';
import type { ScoredPair } from './scored-pair';

/** A pair as the index decides it when a record arrives. */
export interface DecidedPair extends ScoredPair {
  readonly comparison: Comparison;
  readonly decision: MatchDecision;
}

/** Decides every pair that shares a blocking key by a model that is given: each by itself, with its rivals in view. */
export function decidePairs(space: PairSpace, model: MatchingModel): DecidedPair[] {
  const { left, right } = findCandidates(space, blockingKeysOf);
  const compared = [...left].map((one, at) => {
    const other = right[at] as number;
    const comparison = comparePrepared(model, space.people[one]!, space.people[other]!);
    return { left: one, right: other, weight: comparison.weight, comparison };
  });
  const hasRival = rivalsOf(compared, compared);
  return compared.map((pair) => ({ ...pair, decision: decide(pair.comparison, { hasRival: hasRival(pair) }) }));
}
