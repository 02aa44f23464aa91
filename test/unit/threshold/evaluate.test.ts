import { evaluate } from '../../../subgraphs/mash/threshold/evaluate';
import { CONTINUUM, facts, signal, silence } from './support';

const assess = (...args: Parameters<typeof facts>) => evaluate(CONTINUUM, facts(...args));
const stateOf = (id: string, ...args: Parameters<typeof facts>) => assess(...args).rules.find((rule) => rule.id === id)?.state;

test('a child of whom nothing is told is at the lowest level, and that is complete', () => {
  expect(assess()).toMatchObject({ level: 1, couldReach: 1, complete: true, missing: [], strengths: [] });
});

test('one credible bruise on a baby suggests level 4 with the signal as its reason', () => {
  const { level, rules } = assess([signal('injury_in_nonmobile_infant', { source: 'bruise' })]);
  expect(level).toBe(4);
  expect(rules.find(({ id }) => id === 'RAM-1')).toMatchObject({ state: 'MET', evidence: [{ source: 'bruise' }] });
});

test('strengths are listed and lower nothing', () => {
  const risk = signal('da_strangulation', { agency: 'police' });
  const strengths = ['pf_insight', 'pf_protective_adult_in_home', 'pf_change_sustained'].map((code) => signal(code));
  const with_ = assess([risk, ...strengths]);
  expect(with_.level).toBe(assess([risk]).level);
  expect(with_.strengths).toHaveLength(3);
});

test('the same incident told by two agencies, about mother and child, weighs once', () => {
  const event = 'domestic-abuse:2026-11-01';
  const told = [
    signal('da_incidents_between_carers', { agency: 'police', event }),
    signal('da_incidents_between_carers', { agency: 'health', event }),
    signal('unsafe_situations', { agency: 'social-care', event }),
    signal('da_incidents_between_carers', { agency: 'police', event, relation: 'HOUSEHOLD_ADULT' }),
  ];
  expect(stateOf('CON-COMBINED', told)).toBe('NOT_MET');
  expect(assess(told).level).toBe(2);
});

test('a signal counts until the day it expires and not after, nor before it was observed', () => {
  const until = (expires: string) => assess([signal('missing_first', { expires })]).level;
  expect([until('2026-11-22'), until('2026-11-21')]).toEqual([2, 1]);
  expect(assess([signal('missing_first', { observedOn: '2026-11-23' })]).level).toBe(1);
});

test('a disputed signal counts and stays marked', () => {
  const { level, rules } = assess([signal('missing_first', { disputed: true })]);
  expect(level).toBe(2);
  expect(rules.flatMap(({ evidence }) => evidence)).toMatchObject([{ disputed: true }]);
});

test("a brother's own illness is not this child's; his neglect is", () => {
  expect(assess([signal('chronic_condition_unmanaged', { relation: 'HOUSEHOLD_CHILD' })]).level).toBe(1);
  expect(assess([signal('neglect_possible', { relation: 'HOUSEHOLD_CHILD' })]).level).toBe(2);
});

test('an indicator that the catalogue does not name changes nothing, the digest neither', () => {
  expect(assess([signal('of_a_later_catalogue')])).toEqual(assess());
});

describe('with the police silent', () => {
  const police = silence('police', 'sexual_offender_in_or_joining_home', 'missing_first');

  test('what is known stands, what they could show cannot be told, and they are named with what to ask', () => {
    const outcome = assess([signal('diet_poor')], { silences: [police] });
    expect(outcome).toMatchObject({ level: 2, couldReach: 4, complete: false });
    expect(outcome.missing).toEqual([
      {
        ...{ agency: 'police', reason: 'UNAVAILABLE', since: new Date('2026-11-22T11:00:00Z') },
        indicators: ['missing_first', 'sexual_offender_in_or_joining_home'],
      },
    ]);
  });

  test('their last known signals are kept', () => {
    const known = signal('missing_first', { agency: 'police' });
    expect(assess([known], { silences: [police] })).toMatchObject({ level: 2, couldReach: 4 });
  });

  test('even at the highest level the answer is not complete', () => {
    expect(assess([signal('fgm_risk')], { silences: [police] })).toMatchObject({ level: 4, couldReach: 4, complete: false });
  });

  test('what nobody connected derives never enters how far it could reach', () => {
    expect(assess([], { silences: [silence('police')] })).toMatchObject({ level: 1, couldReach: 1, complete: false });
  });
});

test('without a judgement of the carers RAM-3 cannot be told, and says what it waits for', () => {
  const told = [
    signal('missing_regular', { agency: 'police' }),
    signal('neglect_possible', { agency: 'education' }),
    signal('diet_poor'),
  ];
  const open = assess(told);
  expect(open).toMatchObject({ level: 2, couldReach: 3, complete: false });
  expect(open.missing).toEqual([{ agency: null, reason: 'JUDGEMENT_NEEDED', since: null, indicators: [] }]);
  expect(assess(told, { judgements: { MOTIVATION_OR_CAPACITY_LOW: true } })).toMatchObject({ level: 3, complete: true });
  expect(assess(told, { judgements: { MOTIVATION_OR_CAPACITY_LOW: false } })).toMatchObject({ level: 2, couldReach: 2 });
});

describe('the digest', () => {
  const [one, two] = [signal('missing_first', { source: 'a' }), signal('diet_poor', { source: 'b' })];
  const digest = assess([one, two]).digest;

  test('is the same for the same evidence in any order, told twice, or with keys in another order', () => {
    const turned = Object.fromEntries(Object.entries(one).reverse()) as unknown as typeof one;
    expect(assess([two, turned, one]).digest).toBe(digest);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['evidence', assess([one]).digest],
    ['a detail of it', assess([one, { ...two, confidence: 'CONFIRMED' }]).digest],
    ['the model file', evaluate({ ...CONTINUUM, sha256: '0' }, facts([one, two])).digest],
    ['who was silent', assess([one, two], { silences: [silence('police')] }).digest],
  ])('differs with %s', (_, other) => {
    expect(other).not.toBe(digest);
  });

  test('does not differ with the hour of a silence', () => {
    const at = (hour: number) => assess([one], { silences: [{ ...silence('police'), since: new Date(hour) }] }).digest;
    expect(at(1)).toBe(at(2));
  });
});
