import { AUTO_PROBABILITY, REVIEW_PROBABILITY } from '../decide';
import { isPair, type PairSpace } from '../pairs/pair-space';
import { probabilityOf } from '../compare';
import type { MatchedPair } from './evaluate';
import { bestQuality, type Quality, qualityOf } from './measure';

/** How pairs stand against the truth. */
export interface Findings {
  /** Pairs that are truly of one person. */
  readonly truePairs: number;
  /** Best F1 over all thresholds: found by looking at the truth, so no promise for other data. */
  readonly best: Quality & { readonly probability: number };
  /** What is linked without a person looking. */
  readonly auto: Quality & { readonly probability: number; readonly links: number; readonly falseLinks: number };
  /** What is linked or shown to a person. */
  readonly review: Quality & { readonly probability: number; readonly leftToPeople: number };
}

export function judge(space: PairSpace, pairs: readonly MatchedPair[], truths: readonly string[]): Findings {
  const judged = pairs.map((pair) => ({ ...pair, isTrue: truths[pair.left] === truths[pair.right] }));
  const truePairs = countTrue(space, truths);
  const quality = (chosen: typeof judged): Quality =>
    qualityOf(chosen.filter(({ isTrue }) => isTrue).length, chosen.length, truePairs);
  const { weight, ...best } = bestQuality(judged, truePairs);
  const links = judged.filter(({ decision }) => decision === 'AUTO');
  const shown = judged.filter(({ decision }) => decision === 'REVIEW');
  return {
    truePairs,
    best: { ...best, probability: probabilityOf(weight) },
    auto: {
      ...quality(links),
      probability: AUTO_PROBABILITY,
      links: links.length,
      falseLinks: links.filter(({ isTrue }) => !isTrue).length,
    },
    review: { ...quality([...links, ...shown]), probability: REVIEW_PROBABILITY, leftToPeople: shown.length },
  };
}

function countTrue(space: PairSpace, truths: readonly string[]): number {
  const records = new Map<string, number[]>();
  truths.forEach((truth, at) => {
    const same = records.get(truth);
    if (same === undefined) records.set(truth, [at]);
    else same.push(at);
  });
  let count = 0;
  for (const same of records.values())
    for (const left of same) for (const right of same) if (isPair(space, left, right)) count += 1;
  return count;
}
