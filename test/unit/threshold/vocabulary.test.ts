import { evaluate } from '../../../subgraphs/mash/threshold/evaluate';
import type { ThresholdFacts } from '../../../subgraphs/mash/threshold/facts';
import { facts, ruled, signal, silence } from './support';

const stateOf = (when: unknown, about: ThresholdFacts): string | undefined => evaluate(ruled(when), about).rules[0]?.state;
const UNDERLYING = { class: ['UNDERLYING_RISK_FACTOR'], about: ['SUBJECT', 'HOUSEHOLD_ADULT'] };
const POLICE = silence('police', 'missing_first', 'da_concern_possible');

describe('has', () => {
  const when = { has: 'missing_first' };
  it.each([
    ['is met by the indicator', [signal('missing_first')], [], 'MET'],
    ['is not met by another', [signal('missing_regular')], [], 'NOT_MET'],
    ['is about the child alone', [signal('neglect_possible', { relation: 'HOUSEHOLD_CHILD' })], [], 'NOT_MET'],
    ['cannot be told while an agency that could show it is silent', [], [POLICE], 'CANNOT_TELL'],
    ['stays met by what was last known', [signal('missing_first', { agency: 'police' })], [POLICE], 'MET'],
    ['is not met when the silent agency could not show it', [], [silence('health', 'sen_support')], 'NOT_MET'],
  ] as const)('%s', (_, signals, silences, state) => {
    expect(stateOf(when, facts([...signals], { silences: [...silences] }))).toBe(state);
  });
});

describe('hasAny', () => {
  it('picks by class, area, level, confidence and days', () => {
    const when = {
      hasAny: {
        class: ['UNDERLYING_RISK_FACTOR'],
        area: ['parenting_capacity'],
        fromLevel: 3,
        confidence: ['CONFIRMED'],
        about: ['SUBJECT'],
        within: 30,
      },
    };
    const fits = { confidence: 'CONFIRMED', observedOn: '2026-10-23' } as const;
    expect(stateOf(when, facts([signal('neglect_possible', fits)]))).toBe('MET');
    expect(stateOf(when, facts([signal('home_hazards', fits)]))).toBe('NOT_MET');
    expect(stateOf(when, facts([signal('missing_regular', fits)]))).toBe('NOT_MET');
    expect(stateOf(when, facts([signal('neglect_possible', { ...fits, confidence: 'CREDIBLE' })]))).toBe('NOT_MET');
    expect(stateOf(when, facts([signal('neglect_possible', { ...fits, observedOn: '2026-10-22' })]))).toBe('NOT_MET');
  });
});

describe('count', () => {
  const when = { count: { of: UNDERLYING, within: 90, atLeast: 2 } };
  const once = { event: 'missing:2026-11-01' };
  it.each([
    ['is met by two events', [signal('missing_first'), signal('missing_first')], 'MET'],
    [
      'counts an event told by two agencies once',
      [signal('missing_first', { ...once, agency: 'police' }), signal('missing_first', once)],
      'NOT_MET',
    ],
    [
      'counts an event told about mother and child once',
      [signal('violent_history_adult', { ...once, relation: 'HOUSEHOLD_ADULT' }), signal('missing_first', once)],
      'NOT_MET',
    ],
    [
      'counts a record told twice once',
      [signal('missing_first', { source: 's' }), signal('missing_first', { source: 's', recordedOn: '2026-11-22' })],
      'NOT_MET',
    ],
    ['looks back as far as it says', [signal('missing_first'), signal('missing_first', { observedOn: '2026-08-23' })], 'NOT_MET'],
  ])('%s', (_, signals, state) => {
    expect(stateOf(when, facts(signals))).toBe(state);
  });

  it('cannot be told while more may come, and shows what there is', () => {
    const { rules, missing } = evaluate(ruled(when), facts([signal('missing_first')], { silences: [POLICE] }));
    expect(rules[0]).toMatchObject({ state: 'CANNOT_TELL', evidence: [{ indicator: 'missing_first' }] });
    expect(missing).toMatchObject([{ agency: 'police', indicators: ['da_concern_possible', 'missing_first'] }]);
  });
});

describe('distinctDimensions', () => {
  const when = { distinctDimensions: { of: UNDERLYING, atLeast: 3 } };
  const two = [signal('missing_first'), signal('was_not_brought_repeated')];
  it.each([
    ['is met by three', [...two, signal('home_hazards')], [], 'MET'],
    ['is not met by two', [...two, signal('missing_regular')], [], 'NOT_MET'],
    ['cannot be told when the silent agency could add the third', two, [POLICE], 'CANNOT_TELL'],
    ['is not met when it could add only what there is', two, [silence('police', 'missing_first')], 'NOT_MET'],
    [
      'lets one event stand for one dimension',
      [...two, signal('home_hazards', { event: 'e' }), signal('da_concern_possible', { event: 'e' })],
      [],
      'MET',
    ],
    [
      'does not let it stand for two',
      [signal('missing_first'), signal('home_hazards', { event: 'e' }), signal('da_concern_possible', { event: 'e' })],
      [],
      'NOT_MET',
    ],
  ])('%s', (_, signals, silences, state) => {
    expect(stateOf(when, facts(signals, { silences }))).toBe(state);
  });
});

describe('distinctAgencies', () => {
  const when = { distinctAgencies: { of: { class: ['UNMET_NEED'], about: ['SUBJECT'] }, atLeast: 2 } };
  const own = signal('diet_poor');
  it.each([
    ['is met by two agencies', [own, signal('sen_support', { agency: 'education' })], [], 'MET'],
    ['is not met by one', [own, signal('sen_support')], [], 'NOT_MET'],
    ['cannot be told when a silent one could be the second', [own], [silence('education', 'sen_support')], 'CANNOT_TELL'],
    ['is not met when the silent one is the one that told', [own], [silence('health', 'diet_poor')], 'NOT_MET'],
  ])('%s', (_, signals, silences, state) => {
    expect(stateOf(when, facts(signals, { silences }))).toBe(state);
  });
});

describe('age, unborn, plan, household and judgement', () => {
  const child = (dateOfBirth?: string) => facts([], { child: { unborn: false, ...(dateOfBirth ? { dateOfBirth } : {}) } });
  const unborn = facts([], { child: { unborn: true } });
  it.each<[string, unknown, ThresholdFacts, string]>([
    ['a first birthday is tomorrow', { age: { below: 1 } }, child('2025-11-23'), 'MET'],
    ['a first birthday is today', { age: { below: 1 } }, child('2025-11-22'), 'NOT_MET'],
    ['from 16', { age: { from: 16 } }, child('2010-11-22'), 'MET'],
    ['not yet 16', { age: { from: 16 } }, child('2010-11-23'), 'NOT_MET'],
    ['an unborn child is below every age', { age: { below: 1 } }, unborn, 'MET'],
    ['an unborn child is from no age', { age: { from: 1, below: 5 } }, unborn, 'NOT_MET'],
    ['no date of birth is known', { age: { below: 1 } }, child(), 'CANNOT_TELL'],
    ['nor is the opposite then', { not: { age: { below: 1 } } }, child(), 'CANNOT_TELL'],
    ['unborn', { unborn: true }, unborn, 'MET'],
    ['born', { not: { unborn: true } }, child('2020-01-01'), 'MET'],
    ['a plan', { plan: 'CHILD_PROTECTION' }, facts([signal('current_protection_plan')]), 'MET'],
    ['no plan', { not: { plan: 'CHILD_PROTECTION' } }, facts(), 'MET'],
    [
      'a plan that cannot be asked for',
      { not: { plan: 'CHILD_PROTECTION' } },
      facts([], { silences: [silence('social-care', 'current_protection_plan')] }),
      'CANNOT_TELL',
    ],
    ['enough adults', { household: { who: 'adults', atLeast: 1 } }, facts(), 'MET'],
    ['too few, everybody answering', { household: { who: 'adults', atLeast: 2 } }, facts(), 'NOT_MET'],
    ['too few, somebody silent', { household: { who: 'adults', atLeast: 2 } }, facts([], { silences: [POLICE] }), 'CANNOT_TELL'],
    ['not judged', { judgement: 'MOTIVATION_OR_CAPACITY_LOW' }, facts(), 'CANNOT_TELL'],
    [
      'judged low',
      { judgement: 'MOTIVATION_OR_CAPACITY_LOW' },
      facts([], { judgements: { MOTIVATION_OR_CAPACITY_LOW: true } }),
      'MET',
    ],
    [
      'judged sufficient',
      { judgement: 'MOTIVATION_OR_CAPACITY_LOW' },
      facts([], { judgements: { MOTIVATION_OR_CAPACITY_LOW: false } }),
      'NOT_MET',
    ],
  ])('%s', (_, when, about, state) => {
    expect(stateOf(when, about)).toBe(state);
  });
});

describe('all and any', () => {
  const [yes, no, open] = [{ has: 'missing_first' }, { has: 'missing_regular' }, { judgement: 'MOTIVATION_OR_CAPACITY_LOW' }];
  it.each([
    [{ all: [yes, open] }, 'CANNOT_TELL'],
    [{ all: [yes, open, no] }, 'NOT_MET'],
    [{ any: [no, open] }, 'CANNOT_TELL'],
    [{ any: [no, open, yes] }, 'MET'],
    [{ any: [no] }, 'NOT_MET'],
  ])('%j is %s', (when, state) => {
    expect(stateOf(when, facts([signal('missing_first')]))).toBe(state);
  });
});

describe('a file says nothing outside the vocabulary', () => {
  it.each([
    ['an unknown word', { when: 'x' }, 'is not a key that this document knows'],
    ['two words', { has: 'fgm_risk', unborn: true }, 'must be exactly one of'],
    [
      'what is not reported, negated',
      { not: { has: 'violent_history_adult' } },
      'when.not.has: is not a key that this document knows',
    ],
    [
      'an indicator that is in no catalogue',
      { hasAny: { indicators: ['evil'], about: ['SUBJECT'] } },
      'names evil, which is unknown',
    ],
    ['a protective factor in a rule', { has: 'pf_insight' }, 'names pf_insight, which no rule may weigh'],
    [
      'the class of protective factors',
      { hasAny: { class: ['PROTECTIVE_FACTOR'], about: ['SUBJECT'] } },
      'names PROTECTIVE_FACTOR, which is unknown',
    ],
    ['nobody whom it is about', { hasAny: { class: ['UNMET_NEED'] } }, 'when.hasAny.about: is missing'],
    [
      'what nothing fits',
      { hasAny: { class: ['UNMET_NEED'], standalone: true, about: ['SUBJECT'] } },
      'nothing in the catalogue fits',
    ],
    ['a count of one', { count: { of: UNDERLYING, atLeast: 1 } }, 'must be a whole number from 2 to 100'],
    ['a misspelt limit', { count: { of: UNDERLYING, withn: 3, atLeast: 2 } }, 'when.count.withn: is not a key'],
  ])('%s', (_, when, problem) => {
    expect(() => ruled(when)).toThrow(problem);
  });
});
