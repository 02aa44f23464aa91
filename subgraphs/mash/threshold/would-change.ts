import { addDays, addMonths } from '../../../common/time';
import { countedBy, countEvents, hold } from './conditions';
import { countDistinct } from './distinct';
import { type Evaluation, levelOf } from './evaluate';
import type { ThresholdFacts } from './facts';
import { type Condition, partsOf, type ThresholdModel } from './model/model';
import { type Reading, readingFrom } from './reading';

export const GAP_KINDS = ['EVIDENCE', 'EVENTS', 'DIMENSIONS', 'AGENCIES', 'JUDGEMENT', 'AGE', 'PLAN', 'HOUSEHOLD'] as const;

/** What is lacking for a rule to be met; `count` of that kind. */
export interface Gap {
  readonly kind: (typeof GAP_KINDS)[number];
  readonly count: number;
  /** Codes, of which any would do. */
  readonly indicators: readonly string[];
}

/** A rule above the level that stands, and what it lacks. */
export interface WouldRaise {
  readonly rule: string;
  readonly level: number;
  readonly gaps: readonly Gap[];
}

/** The first day on which the level is lower if nothing new is told by then. */
export interface WouldFall {
  readonly on: string;
  readonly to: number;
}

/** All facts but the signals: those are taken from the evaluation, which has them in order. */
type OpenFacts = Omit<ThresholdFacts, 'signals'>;

/** What each rule above the level lacks; of a rule with alternatives, the one that lacks least. */
export function wouldRaise(model: ThresholdModel, facts: OpenFacts, { level, rules, weighed }: Evaluation): WouldRaise[] {
  const reading = readingFrom(model, facts, weighed);
  return model.rules.flatMap((rule, index) => {
    if (rule.level <= level || rules[index]?.state === 'MET') return [];
    const gaps = gapsIn(rule.when, reading);
    return gaps === undefined ? [] : [{ rule: rule.id, level: rule.level, gaps }];
  });
}

/** undefined: nothing that could be told would meet it (a born child is not unborn again). */
function gapsIn(condition: Condition, reading: Reading): Gap[] | undefined {
  switch (condition.kind) {
    case 'has':
    case 'plan':
      return reading.found(condition.of).length > 0
        ? []
        : [gap(condition.kind === 'plan' ? 'PLAN' : 'EVIDENCE', 1, condition.of.indicators)];
    case 'count':
      return lacking('EVENTS', condition.atLeast - countEvents(reading.found(condition.of)), condition.of.indicators);
    case 'distinct': {
      const told = reading.found(condition.of).map(({ event, signal }) => ({
        event,
        value: countedBy(condition.by, signal, reading.catalogue),
      }));
      const kind = condition.by === 'agency' ? 'AGENCIES' : 'DIMENSIONS';
      return lacking(kind, condition.atLeast - countDistinct(told), condition.of.indicators);
    }
    case 'all':
      return together(condition.conditions.map((one) => gapsIn(one, reading)));
    case 'any':
      return least(condition.conditions.map((one) => gapsIn(one, reading)));
    case 'judgement':
      return reading.facts.judgements[condition.judgement] === true ? [] : [gap('JUDGEMENT', 1)];
    case 'household':
      return lacking('HOUSEHOLD', condition.atLeast - reading.facts.household[condition.who]);
    case 'age':
      return ageGap(condition, reading);
    case 'unborn':
      return reading.facts.child.unborn ? [] : undefined;
    case 'not':
      return gapsIn(condition.condition, reading)?.length === 0 ? undefined : [];
  }
}

const gap = (kind: Gap['kind'], count: number, indicators: Iterable<string> = []): Gap => ({
  kind,
  count,
  indicators: [...indicators],
});
const lacking = (kind: Gap['kind'], count: number, indicators: Iterable<string> = []): Gap[] =>
  count > 0 ? [gap(kind, count, indicators)] : [];

/** An age is met or not met whatever is told, unless nobody knows it. */
function ageGap(condition: Extract<Condition, { kind: 'age' }>, reading: Reading): Gap[] | undefined {
  const { state } = hold(condition, reading);
  if (state === 'CANNOT_TELL') return [gap('AGE', 1)];
  return state === 'MET' ? [] : undefined;
}

function together(parts: readonly (Gap[] | undefined)[]): Gap[] | undefined {
  const gaps: Gap[] = [];
  for (const part of parts) {
    if (part === undefined) return undefined;
    gaps.push(...part);
  }
  return gaps;
}

function least(parts: readonly (Gap[] | undefined)[]): Gap[] | undefined {
  const possible = parts.filter((part) => part !== undefined);
  const size = (gaps: readonly Gap[]): number => gaps.reduce((sum, { count }) => sum + count, 0);
  return possible.sort((left, right) => size(left) - size(right))[0];
}

/** Evidence that expires, or falls out of the days that a rule looks back over, takes its rule with it; so does a birthday. */
const MOST_DAYS_TRIED = 24;

/** When the level falls by itself. Null: not while what is known today stands, or not known. */
export function wouldFall(model: ThresholdModel, facts: OpenFacts, { level, weighed }: Evaluation): WouldFall | null {
  const lowest = model.levels[0]?.level ?? 1;
  // A judgement stands for a time that is not among the facts: while the level rests on one, no day can be named.
  if (level <= lowest || levelOf(model, { ...facts, judgements: {} }, weighed) < level) return null;
  const parts = model.rules.flatMap(({ when }) => partsOf(when));
  const spans = new Set(parts.flatMap((part) => ('of' in part ? (part.of.within ?? []) : [])));
  const observed = new Set(weighed.map(({ signal }) => signal.observedOn));
  const days = [
    ...weighed.flatMap(({ signal: { expires } }) => (expires === undefined ? [] : [addDays(expires, 1)])),
    ...[...observed].flatMap((day) => [...spans].map((span) => addDays(day, span + 1))),
  ];
  const ahead = [...new Set([...days, ...birthdays(parts, facts)])].filter((day) => day > facts.today).sort();
  for (const on of ahead.slice(0, MOST_DAYS_TRIED)) {
    const to = levelOf(model, { ...facts, today: on }, weighed);
    if (to < level) return { on, to };
  }
  return null;
}

/** Days on which the child grows into or out of an age that a rule names. */
function birthdays(parts: readonly Condition[], { child }: OpenFacts): string[] {
  const { dateOfBirth } = child;
  if (dateOfBirth === undefined || child.unborn) return [];
  const ages = parts.flatMap((part) => (part.kind === 'age' ? [part.from ?? [], part.below ?? []].flat() : []));
  // Whoever was born on 29 February has the birthday a day later in other years.
  return ages.flatMap((age) => [0, 1].map((late) => addDays(addMonths(dateOfBirth, age * 12), late)));
}
