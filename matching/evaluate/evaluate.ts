import { clusters } from '../clusters';
import { comparePrepared, probabilityOf } from '../compare';
import { decide, type MatchDecision, REVIEW_PROBABILITY } from '../decide';
import { loadModel } from '../load-model';
import type { MatchingModel, ModelFile } from '../model';
import { isPair, type PairSpace } from '../pairs/pair-space';
import { DEFAULT_OPTIONS, train, type TrainingReport } from '../train/train';
import { byGroups } from './groups';
import { holdEverybodyOnce, oneToOne } from './one-to-one';
import { rivalsOf } from './rivals';
import { keyOf, type ScoredPair } from './scored-pair';

/** A pair with all that is said of it. */
export interface MatchedPair {
  readonly left: number;
  readonly right: number;
  /** Bits, what the other pairs of the two say included. */
  readonly weight: number;
  /** The same as a probability. */
  readonly probability: number;
  readonly decision: MatchDecision;
}

export interface Matching {
  readonly pairs: readonly MatchedPair[];
  readonly model: ModelFile;
  readonly training: TrainingReport;
  /** How pairs were weighed together: each record in one group of records, or with one partner in the other file. */
  readonly resolution: 'groups' | 'one-to-one';
  readonly compared: number;
  readonly skippedKeys: number;
  /** Compared pairs a second, training left out. */
  readonly pairsPerSecond: number;
}

/** Pairs of fewer bits are not worth keeping: one in a million. */
export const FLOOR_BITS = -20;

/** Finds and weighs the pairs of a space, with a model that is estimated from the same records without labels. */
export function matchRecords(space: PairSpace, name: string): Matching {
  const { file, report, candidates } = train(space, {
    ...DEFAULT_OPTIONS,
    name,
    trainedOn: 'the records themselves, without labels',
  });
  const model = loadModel(file);
  const began = process.hrtime.bigint();
  const scored: ScoredPair[] = [];
  const alone = new Map<number, MatchDecision>();
  for (let at = 0; at < candidates.left.length; at += 1) {
    const [left, right] = [candidates.left[at] as number, candidates.right[at] as number];
    const comparison = comparePrepared(model, space.people[left]!, space.people[right]!);
    if (comparison.weight < FLOOR_BITS) continue;
    scored.push({ left, right, weight: comparison.weight });
    alone.set(keyOf(left, right), decide(comparison, { hasRival: false }));
  }
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const { boundary } = space;
  if (boundary !== undefined && !holdEverybodyOnce(scored)) {
    // Somebody stands in one of the files twice: who is who shows only when each file is searched for duplicates as well.
    const whole = matchRecords({ people: space.people }, name);
    return { ...whole, pairs: whole.pairs.filter(({ left, right }) => isPair(space, left, right)) };
  }
  const pairs =
    boundary === undefined ? byGroups(scored, weightIn(space, model)) : oneToOne(scored, matchedShares(space, report));
  return {
    pairs: decideAll(space, model, pairs, alone, scored),
    model: file,
    training: report,
    resolution: boundary === undefined ? 'groups' : 'one-to-one',
    compared: candidates.left.length,
    skippedKeys: candidates.skippedKeys,
    pairsPerSecond: candidates.left.length / seconds,
  };
}

const weightIn =
  ({ people }: PairSpace, model: MatchingModel) =>
  (left: number, right: number): number =>
    comparePrepared(model, people[left]!, people[right]!).weight;

/** Shares of the two files' records that are expected to have a partner in the other. */
function matchedShares({ people, boundary = 0 }: PairSpace, { expectedMatches }: TrainingReport): [number, number] {
  return [expectedMatches / Math.max(1, boundary), expectedMatches / Math.max(1, people.length - boundary)];
}

/** An automatic link stands on the pair's own comparison; what other pairs say can only take it away. */
function decideAll(
  { people }: PairSpace,
  model: MatchingModel,
  pairs: readonly ScoredPair[],
  byThemselves: ReadonlyMap<number, MatchDecision>,
  scored: readonly ScoredPair[],
): MatchedPair[] {
  const hasRival = rivalsOf(scored, pairs);
  const decided = pairs.map((pair) => {
    const probability = probabilityOf(pair.weight);
    const decision =
      byThemselves.get(keyOf(pair.left, pair.right)) ??
      decide(comparePrepared(model, people[pair.left]!, people[pair.right]!), { hasRival: false });
    const alone = decision === 'AUTO' && hasRival(pair) ? 'REVIEW' : decision;
    return { ...pair, probability, decision: together(alone, probability) };
  });
  const weak = weakLinks(decided);
  return decided.map((pair) => (weak.has(keyOf(pair.left, pair.right)) ? { ...pair, decision: 'REVIEW' } : pair));
}

function together(alone: MatchDecision, probability: number): MatchDecision {
  if (alone === 'AUTO') return probability >= 0.5 ? 'AUTO' : 'REVIEW';
  return probability < REVIEW_PROBABILITY ? 'DIFFERENT' : 'REVIEW';
}

/** Automatic links on which a group of records hangs by a thread. */
function weakLinks(pairs: readonly MatchedPair[]): ReadonlySet<number> {
  const edges = pairs
    .filter(({ decision }) => decision === 'AUTO')
    .map(({ left, right, probability }) => ({ left: String(left), right: String(right), probability }));
  return new Set(clusters(edges).flatMap(({ weak }) => weak.map(({ left, right }) => keyOf(Number(left), Number(right)))));
}
