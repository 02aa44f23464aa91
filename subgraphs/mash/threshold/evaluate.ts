import { hold } from './conditions';
import { digestOf, type Ordered } from './digest';
import type { Silence, TellingSignal, ThresholdFacts } from './facts';
import type { Rule, ThresholdModel } from './model/model';
import { type Reading, readingFrom, readingOf } from './reading';
import type { MissingFact, Need, Outcome, RuleState } from './three-valued';

export interface RuleResult {
  readonly id: string;
  readonly state: RuleState;
  readonly level: number;
  readonly wording: string;
  readonly evidence: readonly TellingSignal[];
  /** Registry names of silent agencies that could tell, of a rule that cannot be told; in alphabetical order. */
  readonly couldTell: readonly string[];
}

/** What was not to be had, and what it could have shown. */
export interface Missing {
  /** Registry name; null when it is a judgement or a fact that no agency in particular owes. */
  readonly agency: string | null;
  readonly reason: Silence['reason'] | MissingFact;
  readonly since: Date | null;
  /** Of what the agency could show, all that a rule which cannot be told asks for; in alphabetical order. */
  readonly indicators: readonly string[];
}

export interface Evaluation {
  /** The highest level whose rule is met; the lowest of the model when none is. */
  readonly level: number;
  /** The highest level whose rule is met or cannot be told. */
  readonly couldReach: number;
  /** Everybody answered, and nothing unknown could raise the level (RAM-5). */
  readonly complete: boolean;
  readonly rules: readonly RuleResult[];
  readonly missing: readonly Missing[];
  /** Protective factors: shown beside the level, and never part of it (RAM-2). */
  readonly strengths: readonly TellingSignal[];
  /** Every signal that stood and could be weighed, in one order. */
  readonly weighed: readonly Ordered[];
  readonly digest: string;
}

/** Weighs the facts by the model. Pure: advice that a person decides upon (design D5), never a probability. */
export function evaluate(model: ThresholdModel, facts: ThresholdFacts): Evaluation {
  const reading = readingOf(model, facts);
  const { ordered } = reading;
  const outcomes = outcomesOf(model, reading);
  const { level, couldReach } = levelsOf(model, outcomes);
  const silences = [...facts.silences].sort((left, right) => (left.agency < right.agency ? -1 : 1));
  return {
    level,
    couldReach,
    complete: silences.length === 0 && level === couldReach,
    rules: model.rules.map((rule, index) => resultOf(rule, outcomes[index] as Outcome, reading)),
    missing: missingFrom(
      silences,
      outcomes.map(({ need }) => need),
    ),
    strengths: signalsOf(ordered.filter(({ signal }) => model.catalogue.get(signal.indicator)?.class === 'PROTECTIVE_FACTOR')),
    weighed: ordered,
    digest: digestOf(model, { level, couldReach, evidence: ordered, silences, judgements: facts.judgements }),
  };
}

/**
 * The level alone, of facts whose signals are in order already. Whoever asks for one day after another needs no more.
 *
 * @param ordered in the order of `inOrder`; those that do not stand on that day are passed over.
 */
export function levelOf(model: ThresholdModel, facts: Omit<ThresholdFacts, 'signals'>, ordered: readonly Ordered[]): number {
  return levelsOf(model, outcomesOf(model, readingFrom(model, facts, ordered))).level;
}

const outcomesOf = (model: ThresholdModel, reading: Reading): Outcome[] => model.rules.map(({ when }) => hold(when, reading));

function levelsOf({ levels, rules }: ThresholdModel, outcomes: readonly Outcome[]): { level: number; couldReach: number } {
  let level = levels[0]?.level ?? 1;
  let couldReach = level;
  outcomes.forEach(({ state }, index) => {
    const of = rules[index]?.level ?? level;
    if (state === 'MET') level = Math.max(level, of);
    if (state !== 'NOT_MET') couldReach = Math.max(couldReach, of);
  });
  return { level, couldReach };
}

const signalsOf = (told: readonly Ordered[]): TellingSignal[] => told.map(({ signal }) => signal);

/** Evidence in the one order of the reading, each once, whichever part of the condition found it. */
function resultOf({ id, level, wording, when }: Rule, { state, evidence, need }: Outcome, reading: Reading): RuleResult {
  const isPlain = evidence.length < 2 || (when.kind !== 'all' && when.kind !== 'any');
  return {
    id,
    state,
    level,
    wording,
    evidence: signalsOf(isPlain ? evidence : onceInOrder(evidence, reading)),
    couldTell: need.indicators.length === 0 ? NOBODY : ableToTell(need, reading),
  };
}

const NOBODY: readonly string[] = [];

function onceInOrder(evidence: readonly Ordered[], { ordered }: Reading): readonly Ordered[] {
  const speaks: boolean[] = new Array(ordered.length).fill(false);
  for (const { position } of evidence) speaks[position] = true;
  return ordered.filter(({ position }) => speaks[position]);
}

function ableToTell({ indicators }: Need, { facts }: Reading): string[] {
  const able = facts.silences.filter((one) => indicators.some((code) => one.indicators.has(code)));
  return [...new Set(able.map(({ agency }) => agency))].sort();
}

const NO_CODES: ReadonlySet<string> = new Set();

function missingFrom(silences: readonly Silence[], needs: readonly Need[]): Missing[] {
  const wanted = silences.length === 0 ? NO_CODES : new Set(needs.flatMap(({ indicators }) => indicators));
  const facts = new Set(needs.flatMap((need) => need.facts));
  return [
    ...silences.map(({ agency, reason, since, indicators }) => ({
      ...{ agency, reason, since },
      indicators: wanted.size === 0 ? [] : [...indicators].filter((code) => wanted.has(code)).sort(),
    })),
    ...[...facts].sort().map((reason) => ({ agency: null, reason, since: null, indicators: [] })),
  ];
}
