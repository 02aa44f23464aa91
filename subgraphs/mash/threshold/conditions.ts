import { countDistinct } from './distinct';
import type { Ordered } from './digest';
import type { Silence, TellingSignal } from './facts';
import type { Condition, Distinction, Selector, StandingCondition } from './model/model';
import type { Catalogue } from './policy/indicators';
import type { Reading } from './reading';
import { allOf, anyOf, cannotTell, met, negated, notMet, type Outcome } from './three-valued';

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
      return allOf(condition.conditions, (one) => hold(one, reading));
    case 'any':
      return anyOf(condition.conditions, (one) => hold(one, reading));
    case 'not':
      return negated(standing(condition.condition, reading));
    case 'household':
      return household(condition.who, condition.atLeast, reading);
    case 'judgement': {
      const judged = reading.facts.judgements[condition.judgement];
      return judged === undefined ? cannotTell({ facts: ['JUDGEMENT_NEEDED'] }) : judged ? met() : notMet;
    }
    default:
      return standing(condition, reading);
  }
}

function standing(condition: StandingCondition, reading: Reading): Outcome {
  if (condition.kind === 'plan') return has(condition.of, reading);
  const { unborn } = reading.facts.child;
  if (condition.kind === 'unborn') return unborn ? met() : notMet;
  if (unborn) return condition.from === undefined ? met() : notMet;
  const { age } = reading;
  if (age === undefined) return cannotTell({ facts: ['AGE_UNKNOWN'] });
  return age >= (condition.from ?? 0) && age < (condition.below ?? Number.POSITIVE_INFINITY) ? met() : notMet;
}

function has(selector: Selector, reading: Reading): Outcome {
  const evidence = reading.found(selector);
  return evidence.length > 0 ? met(evidence) : unlessSilent(selector, reading, []);
}

function count(selector: Selector, atLeast: number, reading: Reading): Outcome {
  const evidence = reading.found(selector);
  return evidence.length >= atLeast && countEvents(evidence, atLeast) >= atLeast
    ? met(evidence)
    : unlessSilent(selector, reading, evidence);
}

/** @param enough no more than these are looked for; all, unless told. */
export function countEvents(evidence: readonly Ordered[], enough = Number.POSITIVE_INFINITY): number {
  const events = new Set<string>();
  for (const { event } of evidence) if (events.add(event).size >= enough) break;
  return events.size;
}

function distinct(by: Distinction, selector: Selector, atLeast: number, reading: Reading): Outcome {
  const evidence = reading.found(selector);
  // Nothing more can come, and there are fewer signals than different values asked for.
  if (evidence.length < atLeast && reading.facts.silences.length === 0) return notMet;
  const tellings = evidence.map(({ event, signal }) => ({ event, value: countedBy(by, signal, reading.catalogue) }));
  if (countDistinct(tellings, atLeast) >= atLeast) return met(evidence);
  const open = openValues(by, selector, reading);
  // A silent agency may tell each value that is open to it by an event of its own; the others need events we have.
  const most = open.size + countDistinct(tellings.filter(({ value }) => !open.has(value)));
  return most >= atLeast ? unlessSilent(selector, reading, evidence) : notMet;
}

/** A household is never known to be complete while anybody who could name a member is silent. */
function household(who: 'adults' | 'children', atLeast: number, { facts }: Reading): Outcome {
  if (facts.household[who] >= atLeast) return met();
  return facts.silences.length > 0 ? cannotTell({}) : notMet;
}

function unlessSilent(selector: Selector, reading: Reading, evidence: readonly Ordered[]): Outcome {
  const open = openIndicators(selector, reading);
  return open.length > 0 ? cannotTell({ indicators: open }, evidence) : notMet;
}

/** Silent agencies that may hold something of these people. */
const silentAbout = ({ about }: Selector, { facts }: Reading): Silence[] =>
  facts.silences.filter((silence) => silence.about === undefined || [...silence.about].some((relation) => about.has(relation)));

/** What those who are silent could add. */
function openIndicators(selector: Selector, reading: Reading): string[] {
  if (reading.facts.silences.length === 0) return [];
  const silent = silentAbout(selector, reading);
  return [...selector.indicators].filter((code) => silent.some(({ indicators }) => indicators.has(code)));
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
