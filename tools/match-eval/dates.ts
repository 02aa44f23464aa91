const YEAR_FIRST = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ].*)?$/;
const YEAR_FIRST_SHORT = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/;
const YEAR_LAST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ].*)?$/;
/** `4 March 2015`, `04-Mar-2015`; `March 4, 2015`. */
const NAMED = /^(\d{1,2})(?:st|nd|rd|th)?[-/. ]([a-z]{3,9})\.?[-/. ,]+(\d{4})(?:[T ].*)?$/i;
const NAMED_FIRST = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?:[T ].*)?$/i;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Which comes first where a date begins with two small numbers: the day as in Britain, or the month as in America. */
export type DateOrder = 'day-first' | 'month-first';

/**
 * A date in ISO form from the ways in which files write one; undefined when it is none of them. Its place in the calendar is not
 * checked: a date with a slip in it is still close to the right one.
 */
export function readDate(text: string | undefined, order: DateOrder = 'day-first'): string | undefined {
  const written = text?.trim() ?? '';
  const [, year, month, day] = YEAR_FIRST.exec(written) ?? YEAR_FIRST_SHORT.exec(written) ?? [];
  if (year !== undefined) return isoOf(year, month, day);
  const [, first, second, last] = YEAR_LAST.exec(written) ?? [];
  if (last !== undefined) return order === 'day-first' ? isoOf(last, second, first) : isoOf(last, first, second);
  const [, dayOf, named, yearOf] = NAMED.exec(written) ?? [];
  if (named !== undefined) return isoOf(yearOf, monthOf(named), dayOf);
  const [, month2, day2, year2] = NAMED_FIRST.exec(written) ?? [];
  return month2 === undefined ? undefined : isoOf(year2, monthOf(month2), day2);
}

/** The order that fits a column: of months and days the months are never above twelve. Britain's where nothing tells. */
export function orderOf(cells: readonly string[]): DateOrder {
  let [first, second] = [0, 0];
  for (const cell of cells) {
    const parts = YEAR_LAST.exec(cell.trim());
    if (Number(parts?.[1]) > 12) first += 1;
    if (Number(parts?.[2]) > 12) second += 1;
  }
  return second > first ? 'month-first' : 'day-first';
}

const two = (part: string): string => part.padStart(2, '0');

const isoOf = (year: string | undefined, month: string | undefined, day: string | undefined): string | undefined =>
  year === undefined || month === undefined || day === undefined ? undefined : `${year}-${two(month)}-${two(day)}`;

function monthOf(name: string): string | undefined {
  const at = MONTHS.indexOf(name.slice(0, 3).toLowerCase());
  return at < 0 ? undefined : String(at + 1);
}
