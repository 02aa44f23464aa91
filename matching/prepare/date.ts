import type { PreparedDate } from './prepared';

const DAY_MS = 86_400_000;

/**
 * Reads an ISO date; undefined when there is none. A date that is not in the calendar is kept: it is a real one with a slip in it, and
 * one edit away from the right one.
 */
export function prepareDate(iso: string | undefined): PreparedDate | undefined {
  const parts = iso === undefined ? null : /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (parts === null) return undefined;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  return {
    year,
    month,
    day,
    digits: `${parts[1]}${parts[2]}${parts[3]}`,
    number: Math.round(Date.UTC(year, month - 1, day) / DAY_MS),
  };
}
