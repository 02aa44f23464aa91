import { away, codes, episode, outcomes, shown, sourced } from './facts';

describe('looked after', () => {
  test('a child who came home was looked after in the past; one who is looked after is not, nor one on short breaks', () => {
    const ended = { startedOn: '2020-01-06', endedOn: '2021-03-01' };
    expect(shown({ episodes: [episode('C2', ended)] })).toEqual([
      expect.objectContaining({ indicator: 'previously_looked_after', observedOn: '2021-03-01', confidence: 'CONFIRMED' }),
    ]);
    expect(codes({ episodes: [episode('C2', ended), episode('V2')] })).toEqual([]);
    expect(codes({ episodes: [episode('V4', ended)] })).toEqual([]);
  });

  test.each([
    ['L1', 'unsafe_situations', 'CREDIBLE'],
    ['L2', 'unsafe_situations', 'CREDIBLE'],
    ['J1', 'offending_starting', 'CREDIBLE'],
    ['J3', 'offending_serious', 'CONFIRMED'],
  ])('legal status %s shows %s for a year', (status, indicator, confidence) => {
    expect(shown({ episodes: [episode(status)] })).toEqual([
      expect.objectContaining({ indicator, confidence, expires: '2027-06-01' }),
    ]);
    expect(codes({ episodes: [episode(status, { startedOn: '2025-06-01' })] })).toEqual([]);
  });

  test('three placements in a year are frequent moves; a change of legal status is none', () => {
    const moves = (last: string) =>
      ['S', 'P', last].map((startReason, index) => episode('C2', { startReason, startedOn: `2026-0${index + 5}-01` }));
    expect(codes({ episodes: moves('B') })).toEqual(['frequent_moves']);
    expect(codes({ episodes: moves('L') })).toEqual([]);
  });

  test('missing once is a first episode, by the event the police know; away with whereabouts known is none', () => {
    expect(shown({ missing: [away('2026-10-10')] })).toEqual([
      expect.objectContaining({ indicator: 'missing_first', event: 'missing:2026-10-10', category: 'missing_from_care' }),
    ]);
    expect(codes({ missing: [away('2026-10-10', 'A'), away('2025-10-10')] })).toEqual([]);
  });

  test('missing three times in ninety days is regular, and no longer first', () => {
    expect(codes({ missing: ['2026-09-10', '2026-10-10', '2026-11-10'].map((from) => away(from)) })).toEqual(['missing_regular']);
    expect(codes({ missing: ['2026-05-10', '2026-10-10', '2026-11-10'].map((from) => away(from)) })).toEqual(['missing_first']);
  });

  test.each([
    [{ sdqScore: 17 }, 'mental_health_low_level'],
    [{ substanceMisuse: true }, 'substance_regular'],
    [{ convicted: true }, 'offending_starting'],
    [{ immunisations: false }, 'immunisations_checks_overdue'],
    [{ healthCheck: false }, 'immunisations_checks_overdue'],
  ])("a year's outcomes %j show %s", (change, indicator) => {
    expect(codes({ outcomes: [outcomes(change)] })).toEqual([indicator]);
  });

  test('good outcomes, and outcomes that nobody answered, show nothing', () => {
    expect(codes({ outcomes: [outcomes({}), outcomes({ sdqScore: 16, convicted: false, immunisations: true })] })).toEqual([]);
  });

  test('an unaccompanied child is shown until the status ends', () => {
    expect(shown({ unaccompanied: [{ ...sourced, until: '2027-05-04' }] })).toEqual([
      expect.objectContaining({ indicator: 'unaccompanied_child', confidence: 'CONFIRMED', expires: '2027-05-04' }),
    ]);
    expect(codes({ unaccompanied: [{ ...sourced, until: null }] })).toEqual(['unaccompanied_child']);
    expect(codes({ unaccompanied: [{ ...sourced, until: '2026-01-01' }] })).toEqual([]);
  });

  test('a disability is an additional need; NONE is none', () => {
    expect(codes({ characteristics: [{ ...sourced, disabilities: ['AUT', 'COMM'] }] })).toEqual(['disability_additional_need']);
    expect(codes({ characteristics: [{ ...sourced, disabilities: ['NONE'] }] })).toEqual([]);
  });
});
