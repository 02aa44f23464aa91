import { isIsoDate } from '../time';

/**
 * What a retention period is counted from.
 * - `record`: the record's own day; its last one when it has a beginning and an end, and none while it lasts.
 * - `last-contact`: the latest day of any record that the agency holds, or held, about the person.
 * - `case-closed`: the day on which the last open matter about the person was closed; none while one is open.
 * - the birthdays and `death` of the person.
 *
 * What is counted from the person is never counted from before the record itself: an adult's record of last week is not due
 * because their 25th birthday is long past.
 */
export const RETENTION_EVENTS = [
  'record',
  'last-contact',
  'case-closed',
  'person-18th-birthday',
  'person-25th-birthday',
  'death',
] as const;

export type RetentionEvent = (typeof RETENTION_EVENTS)[number];

export interface Period {
  readonly count: number;
  readonly unit: 'day' | 'month' | 'year';
}

/** One category's rule: how long after what, and why so long. */
export interface RetentionRule {
  readonly keep: Period;
  readonly after: RetentionEvent;
  /** Law, guidance or local decision, in words. */
  readonly basis: string;
}

const PERIOD = /^(\d{1,5}) (day|month|year)s?$/;
const MOST: Readonly<Record<Period['unit'], number>> = { day: 36_500, month: 1_800, year: 150 };

/** Reads e.g. `7 years`; undefined for what is no period of at most 150 years. */
export function periodFrom(text: string): Period | undefined {
  const [, digits, unit] = PERIOD.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  const period = { count: Number(digits), unit: unit as Period['unit'] };
  return period.count <= MOST[period.unit] ? period : undefined;
}

/** The rule as the agreement says it, e.g. `7 years after record`. */
export function ruleText({ keep, after }: Pick<RetentionRule, 'keep' | 'after'>): string {
  return `${keep.count} ${keep.unit}${keep.count === 1 ? '' : 's'} after ${after}`;
}

/** The same day so much later; where that month lacks the day, the first of the next: never earlier than a year that was promised. */
export function addPeriod(date: string, { count, unit }: Period): string {
  if (!isIsoDate(date)) throw new RangeError('not an ISO date (yyyy-mm-dd)');
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  if (unit === 'day') return iso(new Date(Date.UTC(year, month - 1, day + count)));
  const moved = new Date(Date.UTC(year, month - 1 + (unit === 'year' ? 12 : 1) * count, day));
  if (moved.getUTCDate() !== day) moved.setUTCDate(1);
  return iso(moved);
}

const iso = (date: Date): string => date.toISOString().slice(0, 10);
