import type { TermName } from '../vocabulary';

/** Census terms end with December, March (Easter moves) and July; the earlier of two possible days, so that nothing lies ahead. */
const LAST_DAY: Readonly<Record<TermName, { readonly yearsOn: 0 | 1; readonly day: string }>> = {
  AUTUMN: { yearsOn: 0, day: '12-31' },
  SPRING: { yearsOn: 1, day: '03-31' },
  SUMMER: { yearsOn: 1, day: '07-31' },
};

/**
 * The last day of a term of an academic year written `2024/25`.
 *
 * @returns undefined when the year is written otherwise.
 */
export function endOfTerm(academicYear: string, term: TermName): string | undefined {
  const start = /^(\d{4})\D/.exec(`${academicYear} `)?.[1];
  if (start === undefined) return undefined;
  const { yearsOn, day } = LAST_DAY[term];
  return `${Number(start) + yearsOn}-${day}`;
}

/** The census term a day falls in, e.g. `2024 AUTUMN`; holidays belong to the term before them. */
export function termOf(date: string): string {
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4));
  if (month >= 9) return `${year} AUTUMN`;
  return month <= 3 ? `${year - 1} SPRING` : `${year - 1} SUMMER`;
}
