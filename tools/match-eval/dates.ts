const YEAR_FIRST = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ].*)?$/;
/** As written in Britain. */
const DAY_FIRST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ].*)?$/;

/** A date in ISO form from the ways in which files write one; undefined when it is none of them. Its place in the calendar is not checked. */
export function readDate(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const [, year, month, day] = YEAR_FIRST.exec(text.trim()) ?? [];
  if (year !== undefined) return `${year}-${month}-${day}`;
  const [, dayFirst, then, last] = DAY_FIRST.exec(text.trim()) ?? [];
  return last === undefined ? undefined : `${last}-${then?.padStart(2, '0')}-${dayFirst?.padStart(2, '0')}`;
}
