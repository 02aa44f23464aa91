/**
 * Dates as national exports write them. Each function gives an ISO date (`2024-03-31`), or undefined when the text is not a
 * date that exists in the calendar.
 */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `2024-03-31`, with or without a time after it. */
export const isoDate = (text: string): string | undefined => {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:$|T|\s)/.exec(text);
  return match ? calendarDate(match[1], match[2], match[3]) : undefined;
};

/** `31/03/2024`, as in SSDA903. */
export const slashDate = (text: string): string | undefined => {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:$|\s)/.exec(text);
  return match ? calendarDate(match[3], match[2], match[1]) : undefined;
};

/** `2024-Mar-31 00:00:00`, as school information systems export it. */
export const monthNameDate = (text: string): string | undefined => {
  const match = /^(\d{4})-([A-Za-z]{3})-(\d{1,2})(?:$|\s)/.exec(text);
  if (!match) return undefined;
  const month = MONTHS.indexOf((match[2] ?? '').toLowerCase()) + 1;
  return month > 0 ? calendarDate(match[1], String(month), match[3]) : undefined;
};

/** Any of the three. */
export const anyDate = (text: string): string | undefined => isoDate(text) ?? slashDate(text) ?? monthNameDate(text);

/** An ISO 8601 date-time with an offset or `Z`, as UTC; a bare date stands for its first instant. */
export const isoDateTime = (text: string): string | undefined => {
  const day = isoDate(text);
  if (day === undefined) return undefined;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${text}T00:00:00.000Z`;
  if (!/T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
};

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Digits as an ISO date when the calendar has that day. No record of anybody is older than 1850. */
function calendarDate(year = '', month = '', day = ''): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const isLeap = y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);
  const last = m === 2 && isLeap ? 29 : DAYS[m - 1];
  if (y < 1850 || last === undefined || d < 1 || d > last) return undefined;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
