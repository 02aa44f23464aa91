import { addDays, addMonths } from '../time';
import { addPeriod, type Period, type RetentionRule } from './rule';

/** What decides whether one record may be deleted. */
export interface RecordFacts {
  /**
   * The day of the event the rule counts from; for a birthday the date of birth. Null when it is not known, `NOT_ENDED` when it
   * has not come about.
   */
  readonly event: string | null;
  /** The record's own day; where it carries none, the day this version of it arrived. */
  readonly recorded: string;
  /** A legal hold stands on it. */
  readonly held: boolean;
  /** Something that is still kept hangs on it: an incident's involvements, a person's records. */
  readonly needed: boolean;
}

/**
 * - `UNDATED`: the day to count from is not known; never deleted, and reported.
 * - `KEPT`: the period has not ended.
 * - `HELD`: it has, and a legal hold stands.
 * - `NEEDED`: it has, and something that is still kept hangs on it.
 * - `DUE`: to be deleted.
 */
export type RetentionState = 'UNDATED' | 'KEPT' | 'HELD' | 'NEEDED' | 'DUE';

/** In the place of a date: has not ended. As PostgreSQL writes it, and after every date. */
export const NOT_ENDED = 'infinity';

/** The latest days from which the period has ended by `today`. */
export interface Horizon {
  /** Of the event; for a birthday, of the date of birth. */
  readonly event: string;
  /** Of the record itself. */
  readonly recorded: string;
}

const BIRTHDAYS: Readonly<Partial<Record<RetentionRule['after'], Period>>> = {
  'person-18th-birthday': { count: 18, unit: 'year' },
  'person-25th-birthday': { count: 25, unit: 'year' },
};

/** Where one record stands under its category's rule on a day (ISO date). The one definition; the SQL asks `horizonOf`. */
export function dueForDeletion(facts: RecordFacts, rule: Pick<RetentionRule, 'keep' | 'after'>, today: string): RetentionState {
  const horizon = horizonOf(rule, today);
  if (facts.event === null) return 'UNDATED';
  if (facts.event > horizon.event || facts.recorded > horizon.recorded) return 'KEPT';
  if (facts.held) return 'HELD';
  return facts.needed ? 'NEEDED' : 'DUE';
}

/** A period ends with its last day: what is kept seven years may go on the day after the seventh anniversary. */
export function horizonOf({ keep, after }: Pick<RetentionRule, 'keep' | 'after'>, today: string): Horizon {
  const birthday = BIRTHDAYS[after];
  return {
    event: latestBefore(birthday === undefined ? [keep] : [birthday, keep], today),
    recorded: latestBefore([keep], today),
  };
}

/** Calendar arithmetic has no exact inverse, so it is looked for around the estimate. */
function latestBefore(periods: readonly Period[], today: string): string {
  const ended = (day: string) => periods.reduce(addPeriod, day) < today;
  let day = addDays(periods.reduce(subtract, today), 7);
  while (!ended(day)) day = addDays(day, -1);
  return day;
}

function subtract(day: string, { count, unit }: Period): string {
  return unit === 'day' ? addDays(day, -count) : addMonths(day, unit === 'month' ? -count : -12 * count);
}
