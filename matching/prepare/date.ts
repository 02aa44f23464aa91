import type { PreparedDate } from './prepared';

const DAY_MS = 86_400_000;

/** Reads an ISO date; undefined when there is none or it is not in the calendar. */
export function prepareDate(iso: string | undefined): PreparedDate | undefined {
  const parts = iso === undefined ? null : /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (parts === null) return undefined;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const time = Date.UTC(year, month - 1, day);
  const read = new Date(time);
  if (read.getUTCMonth() !== month - 1 || read.getUTCDate() !== day) return undefined;
  return { year, month, day, digits: `${parts[1]}${parts[2]}${parts[3]}`, number: Math.round(time / DAY_MS) };
}
