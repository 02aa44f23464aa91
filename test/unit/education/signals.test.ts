import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { addDays } from '../../../common/time';
import { RULES, signals } from '../../../subgraphs/education/signals';
import { type EducationFacts, NOTHING_KNOWN } from '../../../subgraphs/education/signals/facts';

const TODAY = '2026-11-22';
const catalogue = parse(readFileSync(join(__dirname, '../../../policy/indicators.yaml'), 'utf8')) as {
  indicators: Record<string, unknown>;
};

const sourced = { id: 'r1', knownFrom: new Date('2026-09-01T09:00:00Z') };
const shown = (facts: Partial<EducationFacts>, today = TODAY) => signals.derive({ ...NOTHING_KNOWN, ...facts }, today);
const codes = (facts: Partial<EducationFacts>, today = TODAY) => shown(facts, today).map(({ indicator }) => indicator);

const enrolment = (change: object) => ({
  ...sourced,
  from: '2024-09-01',
  to: null,
  youngCarer: null,
  freeSchoolMeals: null,
  ...change,
});
const term = (change: object) => ({
  ...sourced,
  ...{ academicYear: '2025/26', term: 'SUMMER' as const, sessionsPossible: 100, authorised: 0, unauthorised: 0, codes: [] },
  ...change,
});
const marked = (code: string, sessions: number) => ({ ...sourced, id: `codes-${code}`, code, sessions });
const exclusion = (change: object) => ({
  ...sourced,
  category: 'SUSPENSION' as const,
  startedOn: '2026-10-05',
  sessions: 4,
  reasons: [],
  ...change,
});
const concern = (category: EducationFacts['concerns'][number]['category'], change: object = {}) => ({
  ...{ ...sourced, raisedOn: '2026-10-05', category, disclosure: null },
  ...change,
});
const provision = (code: string, change: object = {}) => ({ ...sourced, provision: code, from: null, to: null, ...change });
const need = (type: string) => ({ ...sourced, type });
const period = (change: object = {}) => ({ ...sourced, from: '2026-10-01', to: null, ...change });

test('every indicator that a rule names is in the catalogue', () => {
  expect(signals.indicators.filter((code) => !(code in catalogue.indicators))).toEqual([]);
});

test('every rule says why', () => {
  expect(RULES.filter(({ because }) => because.length < 15 || !because.endsWith('.'))).toEqual([]);
});

test('of a pupil of whom nothing is recorded nothing is shown', () => {
  expect(shown({})).toEqual([]);
});

describe('attendance', () => {
  test.each([
    [4, []],
    [5, ['attendance_occasional']],
    [10, ['attendance_persistent']],
    [50, ['attendance_persistent', 'attendance_none']],
  ])('missing %d sessions of a hundred', (missed, expected) => {
    expect(codes({ terms: [term({ authorised: missed })] })).toEqual(expected);
  });

  test('counts for a year from the last day of the term', () => {
    const [found] = shown({ terms: [term({ authorised: 20 })] });
    expect(found).toMatchObject({
      observedOn: '2026-07-31',
      expires: '2027-07-31',
      confidence: 'CONFIRMED',
      category: 'attendance',
    });
    expect(codes({ terms: [term({ academicYear: '2024/25', authorised: 20 })] })).toEqual([]);
  });

  test('a term returned before its end is observed on the day it was returned', () => {
    expect(shown({ terms: [term({ academicYear: '2026/27', term: 'AUTUMN', authorised: 20 })] })[0]?.observedOn).toBe(
      '2026-09-01',
    );
  });

  test('a term without a rate shows nothing', () => {
    expect(
      codes({ terms: [term({ sessionsPossible: null, authorised: 20 }), term({ sessionsPossible: 10, authorised: 20 })] }),
    ).toEqual([]);
  });

  test('ten late marks in a term, before or after the register closed, are poor punctuality', () => {
    expect(codes({ terms: [term({ codes: [marked('L', 6), marked('U', 3)] })] })).toEqual([]);
    expect(shown({ terms: [term({ codes: [marked('L', 6), marked('U', 4)] })] })[0]).toMatchObject({
      indicator: 'punctuality_poor',
      category: 'attendance_codes',
      source: 'codes-L',
    });
  });
});

describe('exclusions', () => {
  test('one suspension in the last year is shown once, however many there are', () => {
    expect(codes({ exclusions: [exclusion({})] })).toEqual(['suspension_some']);
    expect(codes({ exclusions: [exclusion({}), exclusion({ startedOn: '2026-10-09' })] })).toEqual(['suspension_some']);
    expect(codes({ exclusions: [exclusion({ startedOn: addDays(TODAY, -366) })] })).toEqual([]);
  });

  test('the third in a year, or more than fifteen days in a term, is a risk of permanent exclusion', () => {
    const three = ['2026-03-02', '2026-06-08', '2026-10-05'].map((startedOn) => exclusion({ startedOn }));
    expect(codes({ exclusions: three })).toContain('permanent_exclusion_risk');
    expect(codes({ exclusions: three.slice(1) })).not.toContain('permanent_exclusion_risk');
    const long = (first: string) => [
      exclusion({ startedOn: first, sessions: 20 }),
      exclusion({ startedOn: '2026-10-05', sessions: 11 }),
    ];
    expect(codes({ exclusions: long('2026-09-14') })).toContain('permanent_exclusion_risk');
    expect(codes({ exclusions: long('2026-06-08') })).not.toContain('permanent_exclusion_risk');
  });

  test('a permanent exclusion is no suspension', () => {
    expect(codes({ exclusions: [exclusion({ category: 'PERMANENT' })] })).toEqual(['permanently_excluded']);
  });

  test.each([
    ['DB', 'behaviour_disruptive', 'CONFIRMED'],
    ['PA', 'behaviour_challenging', 'CONFIRMED'],
    ['OW', 'behaviour_challenging', 'CONFIRMED'],
    ['BU', 'bullying_others', 'CONFIRMED'],
    ['RA', 'bullying_others', 'CONFIRMED'],
    ['SM', 'harmful_sexual_behaviour', 'CREDIBLE'],
    ['DA', 'substance_experimenting', 'CREDIBLE'],
    ['MT', 'online_risk', 'CONFIRMED'],
  ])('reason %s shows %s', (reason, indicator, confidence) => {
    const found = shown({ exclusions: [exclusion({ reasons: ['TH', reason] })] });
    expect(found).toContainEqual(expect.objectContaining({ indicator, confidence, category: 'exclusion_reasons' }));
  });

  test('theft shows nothing beside the suspension', () => {
    expect(codes({ exclusions: [exclusion({ reasons: ['TH'] })] })).toEqual(['suspension_some']);
  });
});

describe('needs and circumstances', () => {
  test('SEN support and plans are shown while they stand', () => {
    expect(codes({ senProvisions: [provision('K')] })).toEqual(['sen_support']);
    expect(codes({ senProvisions: [provision('E')] })).toEqual(['ehcp']);
    expect(
      codes({ senProvisions: [provision('N'), provision('K', { to: '2026-07-31' }), provision('E', { from: '2027-01-01' })] }),
    ).toEqual([]);
  });

  test('a provision without dates is observed when it was recorded, and does not expire', () => {
    const [found] = shown({ senProvisions: [provision('K')] }, '2029-01-01');
    expect(found).toMatchObject({ observedOn: '2026-09-01' });
    expect(found).not.toHaveProperty('expires');
  });

  test.each([
    ['SLCN', 'speech_language_need'],
    ['SEMH', 'mental_health_low_level'],
    ['ASD', 'disability_additional_need'],
    ['PMLD', 'disability_substantial'],
  ])('need %s shows %s', (type, indicator) => {
    expect(codes({ senNeeds: [need(type)] })).toEqual([indicator]);
  });

  test('a specific learning difficulty shows nothing', () => {
    expect(codes({ senNeeds: [need('SPLD')] })).toEqual([]);
  });

  test('a young carer and free school meals are shown while the pupil is on roll', () => {
    const told = { youngCarer: true, freeSchoolMeals: true };
    expect(codes({ enrolments: [enrolment(told)] })).toEqual(['young_carer', 'low_income']);
    expect(codes({ enrolments: [enrolment({ ...told, to: '2026-07-31' })] })).toEqual([]);
    expect(codes({ enrolments: [enrolment({ youngCarer: false })] })).toEqual([]);
  });
});

describe('out of school', () => {
  test('missing education is no education at all, and after four weeks out of reach', () => {
    expect(codes({ missing: [period()] }, '2026-10-28')).toEqual(['attendance_none']);
    expect(codes({ missing: [period()] }, '2026-10-29')).toEqual(['attendance_none', 'hidden_child']);
    expect(codes({ missing: [period({ to: '2026-11-01' })] })).toEqual([]);
  });

  test('home education is no concern until it is found unsuitable', () => {
    expect(codes({ homeEducation: [null, true].map((suitable) => ({ ...period(), suitable })) })).toEqual([]);
    expect(codes({ homeEducation: [{ ...period(), suitable: false }] })).toEqual(['home_educated_welfare_concern']);
    expect(codes({ homeEducation: [{ ...period({ to: '2026-11-01' }), suitable: false }] })).toEqual([]);
  });
});

describe("safeguarding leads' concerns", () => {
  test.each([
    ['NEGLECT', 'neglect_possible', 'CREDIBLE'],
    ['PHYSICAL', 'physical_abuse_suspected', 'UNCONFIRMED'],
    ['SEXUAL', 'sexual_abuse_suspected', 'UNCONFIRMED'],
    ['EMOTIONAL', 'emotional_abuse_suspected', 'UNCONFIRMED'],
    ['EXPLOITATION', 'unsafe_situations', 'CREDIBLE'],
    ['DOMESTIC_ABUSE', 'da_concern_possible', 'CREDIBLE'],
    ['MENTAL_HEALTH', 'mental_health_low_level', 'CREDIBLE'],
    ['SELF_HARM', 'self_harm_single', 'CREDIBLE'],
    ['HARMFUL_SEXUAL_BEHAVIOUR', 'harmful_sexual_behaviour', 'UNCONFIRMED'],
    ['ONLINE', 'online_risk', 'CREDIBLE'],
    ['HOME_CONDITIONS', 'basic_care_inconsistent', 'CREDIBLE'],
  ] as const)('a concern of %s shows %s, %s', (category, indicator, confidence) => {
    expect(shown({ concerns: [concern(category)] })).toEqual([
      expect.objectContaining({ indicator, confidence, category: 'safeguarding_concerns', expires: '2027-10-05' }),
    ]);
  });

  test('what the child said makes abuse credible, and is a disclosure', () => {
    expect(shown({ concerns: [concern('PHYSICAL', { disclosure: true })] })).toEqual([
      expect.objectContaining({ indicator: 'child_disclosure', confidence: 'CREDIBLE' }),
      expect.objectContaining({ indicator: 'physical_abuse_suspected', confidence: 'CREDIBLE' }),
    ]);
  });

  test('what a child tells about their mood is no disclosure of abuse', () => {
    expect(codes({ concerns: [concern('MENTAL_HEALTH', { disclosure: true })] })).toEqual(['mental_health_low_level']);
  });

  test('three concerns of neglect in a year are a pattern, two are not', () => {
    const neglect = ['2026-03-02', '2026-06-08', '2026-10-05'].map((raisedOn) => concern('NEGLECT', { raisedOn }));
    expect(codes({ concerns: neglect })).toContain('basic_care_struggling');
    expect(codes({ concerns: neglect.slice(1) })).not.toContain('basic_care_struggling');
  });

  test('a second concern of self-harm is repeated self-harm and no longer a single one', () => {
    const harm = ['2026-06-08', '2026-10-05'].map((raisedOn) => concern('SELF_HARM', { raisedOn }));
    expect(shown({ concerns: harm })).toEqual([
      expect.objectContaining({ indicator: 'self_harm_repeated', event: 'self-harm:2026-10-05' }),
    ]);
  });

  test('a concern of more than a year ago, of radicalisation or of another matter shows nothing', () => {
    expect(
      codes({ concerns: [concern('NEGLECT', { raisedOn: '2025-10-05' }), concern('RADICALISATION'), concern('OTHER')] }),
    ).toEqual([]);
  });
});
