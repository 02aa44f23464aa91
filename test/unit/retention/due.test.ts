import fc from 'fast-check';
import { dueForDeletion, horizonOf, NOT_ENDED, type RecordFacts } from '../../../common/retention/due';
import {
  addPeriod,
  type Period,
  periodFrom,
  RETENTION_EVENTS,
  type RetentionRule,
  ruleText,
} from '../../../common/retention/rule';
import { addDays } from '../../../common/time';

const rule = (keep: string, after: RetentionRule['after']) => ({ keep: periodFrom(keep) as Period, after });
const facts = (change: Partial<RecordFacts>): RecordFacts => ({
  ...{ event: '2010-01-01', recorded: '2010-01-01', held: false, needed: false },
  ...change,
});

describe('a retention rule', () => {
  test.each([
    ['2017-03-05', 'KEPT'],
    ['2017-03-06', 'DUE'],
  ])('of seven years after the record keeps it through the seventh anniversary: on %s it is %s', (today, state) => {
    const days = { event: '2010-03-05', recorded: '2010-03-05' };
    expect(dueForDeletion(facts(days), rule('7 years', 'record'), today)).toBe(state);
  });

  test('counts a birthday from the date of birth', () => {
    const child = facts({ event: '2000-06-15', recorded: '2012-01-01' });
    expect(dueForDeletion(child, rule('7 years', 'person-18th-birthday'), '2025-06-15')).toBe('KEPT');
    expect(dueForDeletion(child, rule('7 years', 'person-18th-birthday'), '2025-06-16')).toBe('DUE');
    expect(dueForDeletion(child, rule('6 years', 'person-25th-birthday'), '2031-06-15')).toBe('KEPT');
    expect(dueForDeletion(child, rule('6 years', 'person-25th-birthday'), '2031-06-16')).toBe('DUE');
  });

  test("counts an adult's record from itself when the birthday is past", () => {
    const adult = facts({ event: '1980-01-01', recorded: '2024-05-01' });
    expect(dueForDeletion(adult, rule('8 years', 'person-18th-birthday'), '2026-11-22')).toBe('KEPT');
    expect(dueForDeletion(adult, rule('8 years', 'person-18th-birthday'), '2032-05-02')).toBe('DUE');
  });

  test('never lets go what has no date, has not ended, or is held', () => {
    const years = rule('1 year', 'case-closed');
    expect(dueForDeletion(facts({ event: null }), years, '2999-01-01')).toBe('UNDATED');
    expect(dueForDeletion(facts({ event: NOT_ENDED }), years, '2999-01-01')).toBe('KEPT');
    expect(dueForDeletion(facts({ held: true }), years, '2999-01-01')).toBe('HELD');
    expect(dueForDeletion(facts({ needed: true }), years, '2999-01-01')).toBe('NEEDED');
  });

  test('treats the 29th of February as the 1st of March in other years', () => {
    expect(addPeriod('2012-02-29', { count: 1, unit: 'year' })).toBe('2013-03-01');
    expect(addPeriod('2012-02-29', { count: 4, unit: 'year' })).toBe('2016-02-29');
    expect(addPeriod('2023-01-31', { count: 1, unit: 'month' })).toBe('2023-03-01');
    expect(addPeriod('2023-12-31', { count: 1, unit: 'day' })).toBe('2024-01-01');
  });

  test('is written as it is read', () => {
    expect(ruleText(rule('7 years', 'record'))).toBe('7 years after record');
    expect(ruleText(rule('1 year', 'death'))).toBe('1 year after death');
    for (const text of ['7', 'seven years', '7 weeks', '-1 years', '7  years', '151 years', '99999 days', '']) {
      expect(periodFrom(text)).toBeUndefined();
    }
  });
});

describe('whatever the rule and the record', () => {
  const day = fc.integer({ min: -40_000, max: 30_000 }).map((days) => addDays('2000-01-01', days));
  const period: fc.Arbitrary<Period> = fc.oneof(
    fc.record({ count: fc.integer({ min: 0, max: 150 }), unit: fc.constant('year' as const) }),
    fc.record({ count: fc.integer({ min: 0, max: 1_800 }), unit: fc.constant('month' as const) }),
    fc.record({ count: fc.integer({ min: 0, max: 36_500 }), unit: fc.constant('day' as const) }),
  );
  const anyRule = fc.record({ keep: period, after: fc.constantFrom(...RETENTION_EVENTS) });
  const anyFacts: fc.Arbitrary<RecordFacts> = fc.record({
    event: fc.option(fc.oneof(day, fc.constant(NOT_ENDED)), { nil: null, freq: 8 }),
    recorded: day,
    held: fc.boolean(),
    needed: fc.boolean(),
  });
  const near = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1990-01-01', days));

  test('a hold wins, and what has no date stays', () => {
    fc.assert(
      fc.property(anyFacts, anyRule, near, (record, anyOne, today) => {
        expect(dueForDeletion({ ...record, held: true }, anyOne, today)).not.toBe('DUE');
        expect(dueForDeletion({ ...record, event: null }, anyOne, today)).toBe('UNDATED');
        expect(dueForDeletion({ ...record, event: NOT_ENDED }, anyOne, today)).toBe('KEPT');
      }),
    );
  });

  test('what is due once stays due, and a later event or record never makes it due sooner', () => {
    fc.assert(
      fc.property(anyFacts, anyRule, near, fc.nat(4_000), (record, anyOne, today, days) => {
        const due = dueForDeletion(record, anyOne, today) === 'DUE';
        if (due) expect(dueForDeletion(record, anyOne, addDays(today, days))).toBe('DUE');
        if (due || record.event === null || record.event === NOT_ENDED) return;
        expect(dueForDeletion({ ...record, event: addDays(record.event, days) }, anyOne, today)).not.toBe('DUE');
        expect(dueForDeletion({ ...record, recorded: addDays(record.recorded, days) }, anyOne, today)).not.toBe('DUE');
      }),
    );
  });

  test('it is due exactly when today is after both periods, counted forwards', () => {
    const birthday = { 'person-18th-birthday': 18, 'person-25th-birthday': 25 } as Partial<Record<string, number>>;
    fc.assert(
      fc.property(day, day, anyRule, near, (event, recorded, anyOne, today) => {
        const from = birthday[anyOne.after];
        const begun = from === undefined ? event : addPeriod(event, { count: from, unit: 'year' });
        const ended = addPeriod(begun, anyOne.keep) < today && addPeriod(recorded, anyOne.keep) < today;
        expect(dueForDeletion(facts({ event, recorded }), anyOne, today)).toBe(ended ? 'DUE' : 'KEPT');
        const horizon = horizonOf(anyOne, today);
        expect(horizon.event <= horizon.recorded).toBe(true);
      }),
    );
  });
});
