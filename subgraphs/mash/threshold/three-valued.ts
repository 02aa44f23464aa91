import type { Ordered } from './digest';

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
  readonly evidence: readonly Ordered[];
  readonly need: Need;
}

const NONE: readonly Ordered[] = [];
const NOTHING: Need = { indicators: [], facts: [] };

export const met = (evidence: readonly Ordered[] = NONE): Outcome => ({ state: 'MET', evidence, need: NOTHING });
export const notMet: Outcome = { state: 'NOT_MET', evidence: NONE, need: NOTHING };

export const cannotTell = (need: Partial<Need>, evidence: readonly Ordered[] = NONE): Outcome => ({
  state: 'CANNOT_TELL',
  evidence,
  need: { ...NOTHING, ...need },
});

/** Kleene's "and": as far as its weakest part. */
export function allOf<T>(conditions: readonly T[], hold: (condition: T) => Outcome): Outcome {
  const outcomes: Outcome[] = [];
  let state: RuleState = 'MET';
  for (const condition of conditions) {
    const outcome = hold(condition);
    if (outcome.state === 'NOT_MET') return notMet;
    if (outcome.state === 'CANNOT_TELL') state = 'CANNOT_TELL';
    outcomes.push(outcome);
  }
  return joined(outcomes, state);
}

/** Kleene's "or": as far as its strongest part, on the evidence of the parts that got so far. */
export function anyOf<T>(conditions: readonly T[], hold: (condition: T) => Outcome): Outcome {
  const outcomes = conditions.map(hold);
  const most = outcomes.some(({ state }) => state === 'MET') ? 'MET' : 'CANNOT_TELL';
  const strongest = outcomes.filter(({ state }) => state === most);
  return strongest.length === 0 ? notMet : joined(strongest, most);
}

/** Kleene's "not". It has no evidence: what is absent cannot be shown. */
export function negated(outcome: Outcome): Outcome {
  if (outcome.state === 'CANNOT_TELL') return cannotTell(outcome.need);
  return outcome.state === 'MET' ? notMet : met();
}

function joined(outcomes: readonly Outcome[], state: RuleState): Outcome {
  const [only] = outcomes;
  if (only !== undefined && outcomes.length === 1) return only;
  const evidence: Ordered[] = [];
  for (const one of outcomes) evidence.push(...one.evidence);
  if (state === 'MET') return met(evidence);
  const needs = outcomes.map(({ need }) => need);
  return {
    state,
    evidence,
    need: { indicators: needs.flatMap(({ indicators }) => indicators), facts: needs.flatMap(({ facts }) => facts) },
  };
}
