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
  if (!/T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
};

function calendarDate(year: string | undefined, month: string | undefined, day: string | undefined): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const date = new Date(Date.UTC(y, m - 1, d));
  const exists = y >= 1850 && date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return exists ? date.toISOString().slice(0, 10) : undefined;
}
