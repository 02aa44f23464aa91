import type { Finding } from '../../../common/signal-rules';
import { addDays, londonDate } from '../../../common/time';
import type { Sourced } from './facts';

export const YEAR = 365;

/** A finding at one row. Without `lasts` it stands for as long as the row does. */
export function at(row: Sourced, observedOn: string, confidence: Finding['confidence'], lasts?: number): Finding {
  return { source: row.id, observedOn, recordedOn: recordedOn(row), confidence, ...(lasts === undefined ? {} : { lasts }) };
}

/** When this database began to hold the row: all there is for records without a date of their own. */
export const recordedOn = (row: Sourced): string => londonDate(row.knownFrom);

/** Whether something with these dates lasts on this day. It still counts on the day before it ends, not on the day it ends. */
export function lasts(period: { readonly startedOn: string; readonly endedOn: string | null }, today: string): boolean {
  return period.startedOn <= today && (period.endedOn === null || period.endedOn > today);
}

/** Those of the last so many days, newest first. */
export function recent<T>(rows: readonly T[], dateOf: (row: T) => string, days: number, today: string): T[] {
  const since = addDays(today, -days);
  return rows.filter((row) => dateOf(row) >= since && dateOf(row) <= today).sort((a, b) => dateOf(b).localeCompare(dateOf(a)));
}
