import fc from 'fast-check';
import { addDays, addMonths, ageOn, daysBetween, isIsoDate, londonDate } from '../../../common/time';

describe('dates', () => {
  test('a day begins at midnight in London, in summer and in winter', () => {
    expect(londonDate(new Date('2026-07-01T23:30:00Z'))).toBe('2026-07-02');
    expect(londonDate(new Date('2026-01-01T23:30:00Z'))).toBe('2026-01-01');
  });

  test('only days that exist are dates', () => {
    expect(['2024-02-29', '2026-02-29', '2026-04-31', '2026-4-01', '', 'x'].map(isIsoDate)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError);
  });

  test('months that lack the day end on their last', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
  });

  test('an age is completed years; a birthday on 29 February is reached on 1 March', () => {
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
    expect(ageOn('2010-06-15', '2026-06-15')).toBe(16);
  });

  test('adding days and counting them agree, across changes of the clock', () => {
    const date = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10));
    fc.assert(
      fc.property(date, fc.integer({ min: -5000, max: 5000 }), (from, days) => daysBetween(from, addDays(from, days)) === days),
    );
  });
});
