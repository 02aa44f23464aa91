import { addDays, ageOn } from '../../../common/time';
import { countDistinct } from './distinct';
import { eventOf, type Silence, type TellingSignal, type ThresholdFacts } from './facts';
import type { Condition, Distinction, Selector, StandingCondition } from './model/model';
import type { Catalogue } from './policy/indicators';
import { allOf, anyOf, cannotTell, met, negated, notMet, type Outcome } from './three-valued';

/** Facts made ready for many conditions: only signals that stand today, in one order. */
export interface Reading extends ThresholdFacts {
  readonly catalogue: Catalogue;
}

/** Whether a condition holds. Silence makes a condition that is not met one that cannot be told, and changes nothing else. */
export function hold(condition: Condition, reading: Reading): Outcome {
  switch (condition.kind) {
    case 'has':
      return has(condition.of, reading);
    case 'count':
      return count(condition.of, condition.atLeast, reading);
    case 'distinct':
      return distinct(condition.by, condition.of, condition.atLeast, reading);
    case 'all':
      return allOf(condition.conditions.map((one) => hold(one, reading)));
    case 'any':
      return anyOf(condition.conditions.map((one) => hold(one, reading)));
    case 'not':
      return negated(standing(condition.condition, reading));
    case 'household':
      return household(condition.who, condition.atLeast, reading);
    case 'judgement': {
      const judged = reading.judgements[condition.judgement];
      return judged === undefined ? cannotTell({ facts: ['JUDGEMENT_NEEDED'] }) : judged ? met() : notMet;
    }
    default:
      return standing(condition, reading);
  }
}

function standing(condition: StandingCondition, reading: Reading): Outcome {
  if (condition.kind === 'plan') return has(condition.of, reading);
  const { child, today } = reading;
  if (condition.kind === 'unborn') return child.unborn ? met() : notMet;
  if (child.unborn) return condition.from === undefined ? met() : notMet;
  if (child.dateOfBirth === undefined) return cannotTell({ facts: ['AGE_UNKNOWN'] });
  const age = ageOn(child.dateOfBirth, today);
  return age >= (condition.from ?? 0) && age < (condition.below ?? Number.POSITIVE_INFINITY) ? met() : notMet;
}

function has(selector: Selector, reading: Reading): Outcome {
  const evidence = select(selector, reading);
  return evidence.length > 0 ? met(evidence) : unlessSilent(selector, reading, []);
}

function count(selector: Selector, atLeast: number, reading: Reading): Outcome {
  const evidence = select(selector, reading);
  return evidence.length >= atLeast && new Set(evidence.map(eventOf)).size >= atLeast
    ? met(evidence)
    : unlessSilent(selector, reading, evidence);
}

function distinct(by: Distinction, selector: Selector, atLeast: number, reading: Reading): Outcome {
  const evidence = select(selector, reading);
  // Nothing more can come, and there are fewer signals than different values asked for.
  if (evidence.length < atLeast && reading.silences.length === 0) return notMet;
  const tellings = evidence.map((signal) => ({ event: eventOf(signal), value: countedBy(by, signal, reading.catalogue) }));
  if (countDistinct(tellings) >= atLeast) return met(evidence);
  const open = openValues(by, selector, reading);
  // A silent agency may tell each value that is open to it by an event of its own; the others need events we have.
  const most = open.size + countDistinct(tellings.filter(({ value }) => !open.has(value)));
  return most >= atLeast ? unlessSilent(selector, reading, evidence) : notMet;
}

/** A household is never known to be complete while anybody who could name a member is silent. */
function household(who: 'adults' | 'children', atLeast: number, { household: known, silences }: Reading): Outcome {
  if (known[who] >= atLeast) return met();
  return silences.length > 0 ? cannotTell({}) : notMet;
}

export const select = ({ indicators, about, confidence, within }: Selector, { signals, today }: Reading): TellingSignal[] => {
  const from = within === undefined ? '' : daysBefore(today, within);
  return signals.filter(
    (signal) =>
      indicators.has(signal.indicator) &&
      about.has(signal.relation) &&
      confidence.has(signal.confidence) &&
      signal.observedOn >= from,
  );
};

/** Days of one date already worked out: the rules of a model look back over the same few spans for every child. */
let worked = { today: '', spans: new Map<number, string>() };

function daysBefore(today: string, days: number): string {
  if (worked.today !== today) worked = { today, spans: new Map() };
  const known = worked.spans.get(days);
  if (known !== undefined) return known;
  const date = addDays(today, -days);
  worked.spans.set(days, date);
  return date;
}

function unlessSilent(selector: Selector, reading: Reading, evidence: readonly TellingSignal[]): Outcome {
  const open = openIndicators(selector, reading);
  return open.length > 0 ? cannotTell({ indicators: open }, evidence) : notMet;
}

/** Silent agencies that may hold something of these people. */
const silentAbout = ({ about }: Selector, { silences }: Reading): Silence[] =>
  silences.filter((silence) => silence.about === undefined || [...silence.about].some((relation) => about.has(relation)));

/** What those who are silent could add. */
function openIndicators(selector: Selector, reading: Reading): string[] {
  if (reading.silences.length === 0) return [];
  const codes = new Set(silentAbout(selector, reading).flatMap(({ indicators }) => [...indicators]));
  return [...codes].filter((code) => selector.indicators.has(code));
}

export function countedBy(by: Distinction, signal: TellingSignal, catalogue: Catalogue): string {
  return by === 'agency' ? signal.agency : (catalogue.get(signal.indicator)?.dimension ?? '');
}

function openValues(by: Distinction, selector: Selector, reading: Reading): ReadonlySet<string> {
  if (by === 'dimension') {
    return new Set(openIndicators(selector, reading).map((code) => reading.catalogue.get(code)?.dimension ?? ''));
  }
  const able = silentAbout(selector, reading).filter(({ indicators }) =>
    [...selector.indicators].some((code) => indicators.has(code)),
  );
  return new Set(able.map(({ agency }) => agency));
}
