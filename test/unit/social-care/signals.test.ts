import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { codesOf } from '../../../common/codes';
import { addDays } from '../../../common/time';
import { RULES, signals } from '../../../subgraphs/social-care/signals';
import { FACTOR_MEANINGS } from '../../../subgraphs/social-care/signals/factor-rules';
import { NOTHING_KNOWN, type SocialCareFacts } from '../../../subgraphs/social-care/signals/facts';

const TODAY = '2026-11-22';
type Catalogue = { indicators: Record<string, { dfeFactors?: string[] }> };
const { indicators: catalogue } = parse(readFileSync(join(__dirname, '../../../policy/indicators.yaml'), 'utf8')) as Catalogue;

const sourced = { id: 'r1', knownFrom: new Date('2026-09-01T09:00:00Z') };
const shown = (facts: Partial<SocialCareFacts>, today = TODAY) => signals.derive({ ...NOTHING_KNOWN, ...facts }, today);
const codes = (facts: Partial<SocialCareFacts>, today = TODAY) => shown(facts, today).map(({ indicator }) => indicator);

const assessed = (factors: string[], change: object = {}) => ({
  ...sourced,
  startedOn: '2026-08-03',
  authorisedOn: '2026-09-14',
  factors,
  ...change,
});
const referral = (primaryNeed: string, change: object = {}) => ({
  ...{ ...sourced, referredOn: '2026-08-01', closedOn: null, noFurtherAction: false, primaryNeed },
  ...change,
});
const plan = (change: object = {}) => ({
  ...sourced,
  startedOn: '2026-08-20',
  endedOn: null,
  initialCategory: 'MUL',
  latestCategory: null,
  ...change,
});
const episode = (legalStatus: string, change: object = {}) => ({
  ...{ ...sourced, startedOn: '2026-06-01', endedOn: null, startReason: 'S', legalStatus, need: 'N1' },
  ...change,
});
const away = (from: string, type: 'M' | 'A' = 'M') => ({ ...sourced, type, from });
const outcomes = (change: object) => ({
  ...{ ...sourced, sdqScore: null, convicted: null, immunisations: null, healthCheck: null, substanceMisuse: null },
  ...change,
});

test('every indicator that a rule names is in the catalogue', () => {
  expect(signals.indicators.filter((code) => !(code in catalogue))).toEqual([]);
});

test('every rule says why', () => {
  expect(RULES.filter(({ because }) => because.length < 15 || !because.endsWith('.'))).toEqual([]);
});

test('of somebody of whom nothing is recorded nothing is shown', () => {
  expect(shown({})).toEqual([]);
});

describe('factors of an assessment', () => {
  test('each stands for an indicator that the catalogue gives it, when the catalogue gives it any', () => {
    const named = new Set(Object.values(catalogue).flatMap(({ dfeFactors }) => dfeFactors ?? []));
    const retired = ['18A', '19A'];
    const wrong = FACTOR_MEANINGS.flatMap(({ indicator, factors }) =>
      factors
        .filter((factor) => named.has(factor) && !retired.includes(factor))
        .filter((factor) => !(catalogue[indicator]?.dfeFactors ?? []).includes(factor))
        .map((factor) => `${factor} -> ${indicator}`),
    );
    expect(wrong).toEqual([]);
  });

  test('each national code has one meaning, or none on purpose', () => {
    const meant = FACTOR_MEANINGS.flatMap(({ factors }) => factors);
    expect(new Set(meant).size).toBe(meant.length);
    expect(
      codesOf('cin.assessment_factors')
        .filter((code) => !meant.includes(code))
        .sort(),
    ).toEqual(['1C', '20', '21', '2C', '4C', '5C', '6C'].sort());
  });

  test.each(
    FACTOR_MEANINGS.flatMap(({ factors, indicator, confidence }) =>
      factors.map((factor) => [factor, indicator, confidence] as const),
    ),
  )('factor %s shows %s, %s', (factor, indicator, confidence) => {
    expect(shown({ assessments: [assessed([factor])] })).toEqual([
      expect.objectContaining({
        indicator,
        confidence,
        category: 'assessment_factors',
        observedOn: '2026-09-14',
        expires: '2027-09-14',
      }),
    ]);
  });

  test('several factors show several indicators; other household members and "none identified" show nothing', () => {
    expect(codes({ assessments: [assessed(['4B', '3B', '2C'])] })).toEqual([
      'da_incidents_between_carers',
      'parent_mental_health_significant',
    ]);
    expect(codes({ assessments: [assessed(['21']), assessed(['20'])] })).toEqual([]);
  });

  test('factors of an assessment that is not authorised are unconfirmed', () => {
    expect(shown({ assessments: [assessed(['18C'], { authorisedOn: null })] })).toEqual([
      expect.objectContaining({ indicator: 'physical_abuse_suspected', confidence: 'UNCONFIRMED', observedOn: '2026-08-03' }),
    ]);
  });

  test('an assessment counts for a year', () => {
    expect(codes({ assessments: [assessed(['16A'], { authorisedOn: addDays(TODAY, -366) })] })).toEqual([]);
  });
});

describe('the main need of an open case', () => {
  test.each([
    ['N2', 'disability_substantial'],
    ['N3', 'parent_health_affects_child'],
    ['N5', 'basic_care_struggling'],
    ['N6', 'behaviour_challenging'],
    ['N7', 'low_income'],
    ['N8', 'no_one_to_care'],
  ])('%s shows %s', (need, indicator) => {
    expect(codes({ referrals: [referral(need)] })).toEqual([indicator]);
  });

  test('a closed case, one without further action, and abuse of no stated kind show nothing', () => {
    expect(
      codes({
        referrals: [referral('N8', { closedOn: '2026-10-01' }), referral('N7', { noFurtherAction: true }), referral('N1')],
      }),
    ).toEqual([]);
  });
});

describe('child protection', () => {
  test('a plan that stands is shown as confirmed, by the event that health knows it by', () => {
    expect(shown({ plans: [plan()] })).toEqual([
      {
        indicator: 'current_protection_plan',
        observedOn: '2026-08-20',
        recordedOn: '2026-09-01',
        confidence: 'CONFIRMED',
        category: 'protection_plans',
        source: 'r1',
        disputed: false,
        event: 'protection-plan',
      },
    ]);
  });

  test.each([
    ['NEG', 'neglect_possible'],
    ['PHY', 'physical_abuse_suspected'],
    ['SAB', 'sexual_abuse_suspected'],
    ['EMO', 'emotional_abuse_suspected'],
  ])('a plan in category %s also shows %s; the latest category counts', (category, indicator) => {
    expect(codes({ plans: [plan({ latestCategory: category })] })).toEqual(['current_protection_plan', indicator]);
    expect(codes({ plans: [plan({ initialCategory: category, latestCategory: 'MUL' })] })).toEqual(['current_protection_plan']);
  });

  test("a child's own plan that has ended is history without an indicator", () => {
    expect(codes({ plans: [plan({ endedOn: '2026-10-01', latestCategory: 'NEG' })] })).toEqual([]);
  });

  test('a section 47 enquiry counts for six months, unconfirmed when no conference was needed', () => {
    const enquiry = (change: object) => ({ ...sourced, startedOn: '2026-08-05', conferenceNotRequired: null, ...change });
    expect(shown({ enquiries: [enquiry({})] })).toEqual([
      expect.objectContaining({ indicator: 'unsafe_situations', category: 'section_47', confidence: 'CREDIBLE' }),
    ]);
    expect(shown({ enquiries: [enquiry({ conferenceNotRequired: true })] })[0]?.confidence).toBe('UNCONFIRMED');
    expect(codes({ enquiries: [enquiry({ startedOn: '2026-04-01' })] })).toEqual([]);
  });

  test('pre-proceedings show unsafe care until there is a decision', () => {
    const proceedings = (change: object) => ({
      ...sourced,
      startedOn: '2026-08-05',
      letterSentOn: null,
      decisionOn: null,
      ...change,
    });
    expect(codes({ preProceedings: [proceedings({})] })).toEqual(['basic_care_unsafe']);
    expect(codes({ preProceedings: [proceedings({ startedOn: null, letterSentOn: '2026-08-07' })] })).toEqual([
      'basic_care_unsafe',
    ]);
    expect(codes({ preProceedings: [proceedings({ decisionOn: '2026-10-01' }), proceedings({ startedOn: null })] })).toEqual([]);
  });
});

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

describe("other children of the child's carers", () => {
  const other = (change: Partial<SocialCareFacts['otherChildren'][number]>) => ({
    sharesParent: true,
    plans: [],
    episodes: [],
    ...change,
  });
  const ended = { startedOn: '2019-02-04', endedOn: '2020-02-03' };

  test('a plan that has ended links the adult to it, one that stands does not', () => {
    expect(shown({ otherChildren: [other({ plans: [plan(ended)] })] })).toEqual([
      expect.objectContaining({ indicator: 'adult_linked_to_past_plan', observedOn: '2019-02-04', confidence: 'CONFIRMED' }),
    ]);
    expect(codes({ otherChildren: [other({ plans: [plan()] })] })).toEqual([]);
  });

  test("a parent's partner brings the past plan of their own child, but nothing of how they cared", () => {
    const partner = other({ sharesParent: false, plans: [plan({ ...ended, latestCategory: 'PHY' })], episodes: [episode('C2')] });
    expect(codes({ otherChildren: [partner] })).toEqual(['adult_linked_to_past_plan']);
  });

  test('a plan for physical or sexual abuse of a brother or sister is unconfirmed harm', () => {
    expect(shown({ otherChildren: [other({ plans: [plan({ latestCategory: 'SAB' })] })] })).toEqual([
      expect.objectContaining({ indicator: 'sibling_previously_harmed', confidence: 'UNCONFIRMED' }),
    ]);
  });

  test.each([
    ['C2', 'previous_child_not_cared_for'],
    ['E1', 'previous_child_not_cared_for'],
    ['V2', 'previous_child_hard_to_care_for'],
  ])('legal status %s of another child of a parent shows %s', (status, indicator) => {
    expect(codes({ otherChildren: [other({ episodes: [episode(status, ended)] })] })).toEqual([indicator]);
  });

  test('care by agreement for a disability, and an interim order, say nothing of how a parent cared', () => {
    expect(codes({ otherChildren: [other({ episodes: [episode('V2', { need: 'N2' }), episode('C1')] })] })).toEqual([]);
  });
});

describe('contacts and referrals that ended without action (RAM-6)', () => {
  const closed = (referredOn: string, noFurtherAction = true) => referral('N5', { referredOn, noFurtherAction, id: referredOn });
  const contact = (receivedOn: string, outcome: 'NFA' | 'ADVICE' | 'REFERRAL') => ({
    ...sourced,
    id: receivedOn,
    receivedOn,
    outcome,
  });
  const repeated = (facts: Partial<SocialCareFacts>) =>
    codes(facts).filter((code) => code === 'contacts_repeated_no_action').length;

  test('the third within twelve months is told, with the latest as its source', () => {
    const referrals = ['2025-11-22', '2026-04-01', '2026-10-01'].map((on) => closed(on));
    expect(shown({ referrals }).filter(({ indicator }) => indicator === 'contacts_repeated_no_action')).toMatchObject([
      { category: 'referrals', observedOn: '2026-10-01', source: '2026-10-01', confidence: 'CONFIRMED', expires: '2027-10-01' },
    ]);
  });

  test.each([
    ['two', { referrals: [closed('2026-04-01'), closed('2026-10-01')] }],
    ['one of three longer ago', { referrals: [closed('2025-11-21'), closed('2026-04-01'), closed('2026-10-01')] }],
    ['one of three led to something', { referrals: [closed('2026-03-01'), closed('2026-04-01'), closed('2026-10-01', false)] }],
    [
      'two referrals and a contact',
      { referrals: [closed('2026-04-01'), closed('2026-10-01')], contacts: [contact('2026-09-01', 'NFA')] },
    ],
  ])('%s is not yet the third', (_, facts) => {
    expect(repeated(facts)).toBe(0);
  });

  test('advice given and no further action count alike among contacts', () => {
    const dates = ['2026-03-01', '2026-04-01', '2026-10-01'];
    expect(repeated({ contacts: dates.map((on, index) => contact(on, index === 0 ? 'ADVICE' : 'NFA')) })).toBe(1);
    expect(repeated({ contacts: dates.map((on, index) => contact(on, index === 0 ? 'REFERRAL' : 'NFA')) })).toBe(0);
  });
});
