import type { SocialCareFacts } from '../../../../subgraphs/social-care/signals/facts';
import { codes, plan, referral, shown, sourced } from './facts';

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
