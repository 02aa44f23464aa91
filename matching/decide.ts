import type { Comparison } from './comparison';

/** At least this, for a link that nobody looks at. */
export const AUTO_PROBABILITY = 0.999;
/** Below this two records are of different people; between the two a person looks. */
export const REVIEW_PROBABILITY = 0.05;

export type MatchDecision = 'AUTO' | 'REVIEW' | 'DIFFERENT';

/**
 * What follows from a comparison. `hasRival`: somebody else, who is not the same as the candidate, reaches the review band as well.
 * Doubt never links: a conflict, a rival, the look of siblings or too few kinds of fact leave it to a person.
 */
export function decide(comparison: Comparison, { hasRival }: { readonly hasRival: boolean }): MatchDecision {
  if (comparison.probability < REVIEW_PROBABILITY) return 'DIFFERENT';
  return comparison.probability >= AUTO_PROBABILITY && !hasRival && !isDoubtful(comparison) ? 'AUTO' : 'REVIEW';
}

/** True when something forbids an automatic link, however probable it is. */
export const isDoubtful = ({ conflicts, siblings, thin }: Comparison): boolean => conflicts.length > 0 || siblings || thin;
