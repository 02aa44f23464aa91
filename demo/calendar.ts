/** Days as ISO dates, counted from the borough's own "today". */

const DAY_MS = 86_400_000;

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

export const daysBefore = (date: string, days: number): string => addDays(date, -days);

/** The same day so many years earlier; 29 February becomes 1 March. */
export function yearsBefore(date: string, years: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year - years, month - 1, day)).toISOString().slice(0, 10);
}

/** Whole years of age on a day. */
export function ageOn(dateOfBirth: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  return today.slice(5) < dateOfBirth.slice(5) ? years - 1 : years;
}

/** A date-time on that day, at a full hour. */
export const at = (date: string, hour: number): string => `${date}T${String(hour).padStart(2, '0')}:00:00Z`;

/** The earlier of two days. */
export const earlier = (one: string, other: string): string => [one, other].sort()[0] ?? one;
