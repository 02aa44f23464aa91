import type { TellingSignal } from './facts';

/** Ordered from least to most: `CANNOT_TELL` may yet turn out to be either. */
export const RULE_STATES = ['NOT_MET', 'CANNOT_TELL', 'MET'] as const;
export type RuleState = (typeof RULE_STATES)[number];

/** What would have to be known for a condition that cannot be told. */
export interface Need {
  /** Indicators that agencies which do not answer may hold, one perhaps more than once. */
  readonly indicators: readonly string[];
  /** A judgement or fact that nobody has given. */
  readonly facts: readonly MissingFact[];
}

export const MISSING_FACTS = ['JUDGEMENT_NEEDED', 'AGE_UNKNOWN'] as const;
export type MissingFact = (typeof MISSING_FACTS)[number];

export interface Outcome {
  readonly state: RuleState;
  /** Signals that speak for it, one perhaps more than once; kept for `CANNOT_TELL`, empty for `NOT_MET`. */
  readonly evidence: readonly TellingSignal[];
  readonly need: Need;
}

const NONE: readonly TellingSignal[] = [];
const NOTHING: Need = { indicators: [], facts: [] };
const rank = ({ state }: Outcome): number => RULE_STATES.indexOf(state);

export const met = (evidence: readonly TellingSignal[] = NONE): Outcome => ({ state: 'MET', evidence, need: NOTHING });
export const notMet: Outcome = { state: 'NOT_MET', evidence: [], need: NOTHING };

export const cannotTell = (need: Partial<Need>, evidence: readonly TellingSignal[] = []): Outcome => ({
  state: 'CANNOT_TELL',
  evidence,
  need: { ...NOTHING, ...need },
});

/** Kleene's "and": as far as its weakest part. */
export function allOf(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.some(({ state }) => state === 'NOT_MET')) return notMet;
  const least = Math.min(...outcomes.map(rank));
  return joined(outcomes, RULE_STATES[least] as RuleState);
}

/** Kleene's "or": as far as its strongest part, on the evidence of the parts that got so far. */
export function anyOf(outcomes: readonly Outcome[]): Outcome {
  const most = Math.max(...outcomes.map(rank));
  if (most === 0) return notMet;
  return joined(
    outcomes.filter((one) => rank(one) === most),
    RULE_STATES[most] as RuleState,
  );
}

/** Kleene's "not". It has no evidence: what is absent cannot be shown. */
export function negated(outcome: Outcome): Outcome {
  if (outcome.state === 'CANNOT_TELL') return cannotTell(outcome.need);
  return outcome.state === 'MET' ? notMet : met();
}

function joined(outcomes: readonly Outcome[], state: RuleState): Outcome {
  const [only, ...others] = outcomes;
  if (only !== undefined && others.length === 0) return only;
  const evidence = outcomes.flatMap((one) => one.evidence);
  if (state === 'MET') return met(evidence);
  const needs = outcomes.map(({ need }) => need);
  return {
    state,
    evidence,
    need: { indicators: needs.flatMap(({ indicators }) => indicators), facts: needs.flatMap(({ facts }) => facts) },
  };
}
