import type { Finding } from '../../../common/signal-rules';
import { addDays, londonDate } from '../../../common/time';
import type { HealthFacts } from './facts';

export const YEAR = 365;

type Confidence = Finding['confidence'];

/** One finding for a row, on its own day. */
export function atRow(
  row: { id: string; knownFrom: Date },
  observedOn: string,
  confidence: Confidence,
  lasts?: number,
  event?: string,
): Finding {
  return {
    source: row.id,
    observedOn,
    recordedOn: londonDate(row.knownFrom),
    confidence,
    ...(lasts === undefined ? {} : { lasts }),
    ...(event === undefined ? {} : { event: `${event}:${observedOn}` }),
  };
}

export const atMoment = (row: { readonly at: Date }): string => londonDate(row.at);

/** Those on or after so many days before today, and not later than today. */
export function within<T>(items: readonly T[], dateOf: (item: T) => string, days: number, today: string): T[] {
  const from = addDays(today, -days);
  return items.filter((item) => dateOf(item) >= from && dateOf(item) <= today);
}

type Timed = { readonly id: string; readonly knownFrom: Date; readonly at: Date };

/** One finding, at the latest of them, when there are at least so many within so many days. */
export function latestOf(
  rows: readonly Timed[],
  least: number,
  days: number,
  today: string,
  confidence: Confidence = 'CREDIBLE',
): Finding[] {
  const recent = within(rows, atMoment, days, today);
  return recent[0] !== undefined && recent.length >= least ? [atRow(recent[0], atMoment(recent[0]), confidence, days)] : [];
}

/** A coded condition that has not ended: not abated, and not said to be inactive or resolved. */
export function isStanding(condition: HealthFacts['conditions'][number], today: string): boolean {
  const ended = ['inactive', 'remission', 'resolved'].includes((condition.status ?? '').toLowerCase());
  return !ended && (condition.abatedOn === null || condition.abatedOn >= today);
}
