import type { AdvicePolicy } from '../threshold/policy/advice-policy';

export const SECOND_REASONS = ['BELOW_ADVICE', 'NO_ACTION_WHILE_INCOMPLETE', 'REPEATED_NO_ACTION'] as const;
export type SecondReason = (typeof SECOND_REASONS)[number];

export const OUTCOMES = [
  'NO_FURTHER_ACTION',
  'INFORMATION_AND_ADVICE',
  'EARLY_HELP',
  'CHILD_IN_NEED_ASSESSMENT',
  'STRATEGY_DISCUSSION',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Proposed {
  readonly level: number;
  readonly outcome: Outcome;
  readonly advice: { readonly level: number; readonly complete: boolean };
  /** Decisions of no further action about this child within the policy's days, without this one. */
  readonly earlierNoAction: number;
}

/** Why a second person has to sign, in the order of the list; nobody else has to when it is empty (`policy/advice.yaml`). */
export function secondPersonFor(
  { level, outcome, advice, earlierNoAction }: Proposed,
  policy: AdvicePolicy['twoPeople'],
): SecondReason[] {
  const isNoAction = outcome === 'NO_FURTHER_ACTION';
  const reasons: Record<SecondReason, boolean> = {
    BELOW_ADVICE: policy.belowAdvice && level < advice.level,
    NO_ACTION_WHILE_INCOMPLETE: policy.noActionWhileIncomplete && isNoAction && !advice.complete,
    REPEATED_NO_ACTION: isNoAction && earlierNoAction + 1 >= policy.repeatedNoAction.atLeast,
  };
  return SECOND_REASONS.filter((reason) => reasons[reason]);
}
