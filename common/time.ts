/** Where "now" comes from: passed in, so that tests and replayed decisions can set it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

const LONDON_DATE = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAY = 86_400_000;

/** The calendar date in England at an instant, `yyyy-mm-dd`: a statutory day ends at midnight in London, not in UTC. */
export function londonDate(instant: Date): string {
  const at = instant.getTime();
  // A request has one moment and asks for its date with every decision; formatting is what costs.
  if (at !== latest.at) latest = { at, date: LONDON_DATE.format(instant) };
  return latest.date;
}

let latest = { at: Number.NaN, date: '' };

/** True for `yyyy-mm-dd` of a day that exists. */
export const isIsoDate = (value: string): boolean => !Number.isNaN(startOf(value));

/** The date so many days later (earlier when negative). Throws a `RangeError` for what is no ISO date. */
export function addDays(date: string, days: number): string {
  return new Date(midnight(date) + days * DAY).toISOString().slice(0, 10);
}

/** The date so many calendar months later; the last day of a shorter month stands for days it lacks. */
export function addMonths(date: string, months: number): string {
  const start = new Date(midnight(date));
  const day = start.getUTCDate();
  const moved = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(day, last));
  return moved.toISOString().slice(0, 10);
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((midnight(to) - midnight(from)) / DAY);
}

/** Completed years of age on a date; a birthday on 29 February is reached on 1 March in other years, as English law counts. */
export function ageOn(dateOfBirth: string, date: string): number {
  midnight(dateOfBirth);
  midnight(date);
  const years = Number(date.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  return date.slice(5) < dateOfBirth.slice(5) ? years - 1 : years;
}

function midnight(date: string): number {
  const start = startOf(date);
  if (Number.isNaN(start)) {
    throw new RangeError('not an ISO date (yyyy-mm-dd)');
  }
  return start;
}

/** Milliseconds at which a day begins in UTC; NaN for what is no day. A date is read very often: it is parsed once. */
function startOf(date: string): number {
  if (!ISO_DATE.test(date)) return Number.NaN;
  const start = Date.parse(`${date}T00:00:00Z`);
  return new Date(start).getUTCDate() === Number(date.slice(8)) ? start : Number.NaN;
}
