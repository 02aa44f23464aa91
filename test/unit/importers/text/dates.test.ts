import fc from 'fast-check';
import { anyDate, isoDate, isoDateTime, monthNameDate, slashDate } from '../../../../importers/text/dates';

test('each way of writing a date gives the same day', () => {
  expect(isoDate('2024-03-31')).toBe('2024-03-31');
  expect(isoDate('2024-03-31T23:59:59')).toBe('2024-03-31');
  expect(slashDate('31/03/2024')).toBe('2024-03-31');
  expect(slashDate('1/3/2024')).toBe('2024-03-01');
  expect(monthNameDate('2024-Mar-31 00:00:00')).toBe('2024-03-31');
  expect(monthNameDate('2024-mar-1')).toBe('2024-03-01');
  expect(['2024-03-31', '31/03/2024', '2024-Mar-31'].map(anyDate)).toEqual(['2024-03-31', '2024-03-31', '2024-03-31']);
});

test.each([
  '2023-02-29',
  '2100-02-29',
  '2024-04-31',
  '2024-13-01',
  '2024-00-10',
  '2024-01-00',
  '1849-12-31',
  '0000-01-01',
  '2024-3-31',
  '2024',
  '',
  'today',
  '31/03/24',
])('%j is no date', (text) => {
  expect(anyDate(text)).toBeUndefined();
});

test('leap days exist in leap years', () => {
  expect(isoDate('2024-02-29')).toBe('2024-02-29');
  expect(isoDate('2000-02-29')).toBe('2000-02-29');
});

test('every day of the calendar is read, and agrees with the calendar of the language', () => {
  const property = fc.property(
    fc.integer({ min: 1851, max: 2200 }),
    fc.integer({ min: 1, max: 13 }),
    fc.integer({ min: 1, max: 32 }),
    (year, month, day) => {
      const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
      const date = new Date(Date.UTC(year, month - 1, day));
      expect(isoDate(text)).toBe(date.toISOString().startsWith(text) ? text : undefined);
    },
  );
  fc.assert(property, { numRuns: 2_000 });
});

test('times are told in UTC and need an offset', () => {
  expect(isoDateTime('2024-07-01T00:30:00+01:00')).toBe('2024-06-30T23:30:00.000Z');
  expect(isoDateTime('2024-07-01T00:30Z')).toBe('2024-07-01T00:30:00.000Z');
  expect(isoDateTime('2024-07-01T00:30:00.123456789Z')).toBe('2024-07-01T00:30:00.123Z');
  expect(isoDateTime('2024-07-01')).toBe('2024-07-01T00:00:00.000Z');
});

test.each([
  '2024-07-01T00:30:00',
  '2024-07-01T25:00:00Z',
  '2024-06-30T23:59:60Z',
  '2024-07-01T00:30:00+99:00',
  '2024-07-01T',
  '2024-07',
  'T00:00:00Z',
])('%j is no time', (text) => {
  expect(isoDateTime(text)).toBeUndefined();
});
