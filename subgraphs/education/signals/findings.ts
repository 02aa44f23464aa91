import type { Finding } from '../../../common/signal-rules';
import { addDays, londonDate } from '../../../common/time';
import type { Sourced } from './facts';

export const YEAR = 365;

/** A finding at one row. Without `lasts` it stands for as long as the row does. */
export function at(row: Sourced, observedOn: string, confidence: Finding['confidence'], lasts?: number): Finding {
  return {
    source: row.id,
    observedOn,
    recordedOn: londonDate(row.knownFrom),
    confidence,
    ...(lasts === undefined ? {} : { lasts }),
  };
}

/** A finding at a row that stands today but does not say since when: true since it was recorded, or since the date it gives. */
export function standing(row: Sourced & { readonly from: string | null }, confidence: Finding['confidence']): Finding {
  return at(row, row.from ?? londonDate(row.knownFrom), confidence);
}

/** Whether a period takes in this day; one without a start has begun. */
export function stands(period: { readonly from: string | null; readonly to: string | null }, today: string): boolean {
  return (period.from === null || period.from <= today) && (period.to === null || period.to >= today);
}

/** Those of the last so many days, newest first. */
export function recent<T>(rows: readonly T[], dateOf: (row: T) => string, days: number, today: string): T[] {
  const since = addDays(today, -days);
  return rows.filter((row) => dateOf(row) >= since && dateOf(row) <= today).sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
}
