import { hold, type Reading } from './conditions';
import { digestOf, inOrder, type Ordered } from './digest';
import { type Silence, standsOn, type TellingSignal, type ThresholdFacts } from './facts';
import type { Rule, ThresholdModel } from './model/model';
import { areaOf } from './policy/indicators';
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
  const { reading, ordered } = readingOf(model, facts);
  const held = model.rules.map((rule) => ({ rule, outcome: hold(rule.when, reading) }));
  const [lowest] = model.levels;
  const highest = (states: readonly RuleState[]): number =>
    Math.max(lowest?.level ?? 1, ...held.filter(({ outcome }) => states.includes(outcome.state)).map(({ rule }) => rule.level));
  const level = highest(['MET']);
  const couldReach = highest(['MET', 'CANNOT_TELL']);
  const silences = [...facts.silences].sort((left, right) => (left.agency < right.agency ? -1 : 1));
  return {
    level,
    couldReach,
    complete: silences.length === 0 && level === couldReach,
    rules: held.map(({ rule, outcome }) => resultOf(rule, outcome, reading)),
    missing: missingFrom(
      silences,
      held.map(({ outcome }) => outcome.need),
    ),
    strengths: reading.signals.filter(({ indicator }) => model.catalogue.get(indicator)?.class === 'PROTECTIVE_FACTOR'),
    weighed: ordered,
    digest: digestOf(model, { level, couldReach, evidence: ordered, silences, judgements: facts.judgements }),
  };
}

/** The facts as this model can read them. */
export function readingOf(
  { catalogue, householdAreas }: ThresholdModel,
  facts: ThresholdFacts,
): { reading: Reading; ordered: readonly Ordered[] } {
  const says = ({ indicator, relation }: TellingSignal): boolean => {
    const known = catalogue.get(indicator);
    // An indicator of a later catalogue means nothing to this model, so it may not change its digest either.
    if (known === undefined) return false;
    return relation === 'SUBJECT' || known.class === 'PROTECTIVE_FACTOR' || householdAreas.has(areaOf(known));
  };
  const ordered = inOrder(facts.signals.filter((signal) => standsOn(signal, facts.today) && says(signal)));
  return { reading: { ...facts, signals: ordered.map(({ signal }) => signal), catalogue }, ordered };
}

/** Evidence in the one order of the reading, each once, whichever part of the condition found it. */
function resultOf({ id, level, wording, when }: Rule, { state, evidence, need }: Outcome, reading: Reading): RuleResult {
  const isPlain = when.kind !== 'all' && when.kind !== 'any';
  return {
    id,
    state,
    level,
    wording,
    evidence: isPlain || evidence.length < 2 ? evidence : reading.signals.filter((signal) => evidence.includes(signal)),
    couldTell: need.indicators.length === 0 ? NOBODY : ableToTell(need, reading),
  };
}

const NOBODY: readonly string[] = [];

function ableToTell({ indicators }: Need, { silences }: Reading): string[] {
  const able = silences.filter((one) => indicators.some((code) => one.indicators.has(code)));
  return [...new Set(able.map(({ agency }) => agency))].sort();
}

function missingFrom(silences: readonly Silence[], needs: readonly Need[]): Missing[] {
  const wanted = new Set(needs.flatMap(({ indicators }) => indicators));
  const facts = new Set(needs.flatMap((need) => need.facts));
  return [
    ...silences.map(({ agency, reason, since, indicators }) => ({
      ...{ agency, reason, since },
      indicators: wanted.size === 0 ? [] : [...indicators].filter((code) => wanted.has(code)).sort(),
    })),
    ...[...facts].sort().map((reason) => ({ agency: null, reason, since: null, indicators: [] })),
  ];
}
