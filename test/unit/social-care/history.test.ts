import { isOpen, type Involvement, previousInvolvement, reReferrals } from '../../../subgraphs/social-care/history';

const TODAY = '2026-11-22';
const NONE: Involvement = {
  contacts: [],
  referrals: [],
  childInNeedPlans: [],
  protectionPlans: [],
  careEpisodes: [],
  allocatedWorkers: [],
};
const referral = (referredOn: string, closedOn: string | null = null, noFurtherAction: boolean | null = null) => ({
  referredOn,
  closedOn,
  noFurtherAction,
});

describe('re-referrals', () => {
  const of = (...dates: string[]) => [...reReferrals(dates.map((referredOn) => ({ id: referredOn, referredOn })))];

  test('a referral within twelve months of an earlier one is a re-referral', () => {
    expect(of('2025-03-10', '2026-03-10')).toEqual(['2026-03-10']);
    expect(of('2025-03-10', '2026-03-11')).toEqual([]);
  });

  test('any earlier referral will do, in whatever order they come; two on one day are one event', () => {
    expect(of('2026-08-01', '2024-01-01', '2026-01-01')).toEqual(['2026-08-01']);
    expect([
      ...reReferrals([
        { id: 'a', referredOn: '2026-01-01' },
        { id: 'b', referredOn: '2026-01-01' },
      ]),
    ]).toEqual([]);
  });
});

describe('open or not', () => {
  test.each<[string, Partial<Involvement>, boolean]>([
    ['a referral that is not closed', { referrals: [referral('2026-01-01')] }, true],
    ['a referral closed in future', { referrals: [referral('2026-01-01', '2026-12-01')] }, true],
    ['a referral closed today', { referrals: [referral('2026-01-01', TODAY)] }, false],
    ['a referral without further action', { referrals: [referral('2026-01-01', null, true)] }, false],
    ['a child in need plan', { childInNeedPlans: [{ startedOn: '2026-01-01', endedOn: null }] }, true],
    [
      'a protection plan that ended',
      { protectionPlans: [{ startedOn: '2025-01-01', endedOn: '2026-01-01', previousPlans: 0 }] },
      false,
    ],
    ['an episode of care', { careEpisodes: [{ startedOn: '2026-01-01', endedOn: null, legalStatus: 'V2' }] }, true],
    ['an allocated worker', { allocatedWorkers: [{ from: '2026-01-01', to: null }] }, true],
    ['a contact', { contacts: [{ receivedOn: TODAY, outcome: null }] }, false],
    ['nothing', {}, false],
  ])('%s', (_, change, open) => {
    expect(isOpen({ ...NONE, ...change }, TODAY)).toBe(open);
  });
});

describe('previous involvement', () => {
  test('nothing held is nothing counted', () => {
    expect(previousInvolvement(NONE, TODAY)).toEqual({
      contacts: 0,
      recentContactsWithoutAction: 0,
      referrals: 0,
      lastReferredOn: null,
      lastClosedOn: null,
      childInNeedPlans: 0,
      protectionPlans: 0,
      everLookedAfter: false,
    });
  });

  test('contacts without action are counted over a year, referrals by the latest', () => {
    const contacts = ['2026-10-01', '2026-02-01', '2025-02-01'].map((receivedOn) => ({ receivedOn, outcome: 'NFA' as const }));
    const referrals = [referral('2024-01-01', '2024-06-01'), referral('2022-01-01', '2022-06-01')];
    expect(previousInvolvement({ ...NONE, contacts, referrals }, TODAY)).toMatchObject({
      contacts: 3,
      recentContactsWithoutAction: 2,
      referrals: 2,
      lastReferredOn: '2024-01-01',
      lastClosedOn: '2024-06-01',
    });
  });

  test('while a case is open there is no latest closure', () => {
    const referrals = [referral('2024-01-01', '2024-06-01'), referral('2026-01-01')];
    expect(previousInvolvement({ ...NONE, referrals }, TODAY).lastClosedOn).toBeNull();
  });

  test('plans that the return counts and plans held here are not counted twice', () => {
    const plan = (previousPlans: number | null) => ({ startedOn: '2025-01-01', endedOn: '2025-06-01', previousPlans });
    const counted = (...plans: ReturnType<typeof plan>[]) =>
      previousInvolvement({ ...NONE, protectionPlans: plans }, TODAY).protectionPlans;
    expect([counted(plan(null)), counted(plan(2)), counted(plan(0), plan(1)), counted(plan(0), plan(0), plan(0))]).toEqual([
      1, 3, 2, 3,
    ]);
  });

  test('short breaks are not being looked after', () => {
    const episode = (legalStatus: string) => ({ startedOn: '2025-01-01', endedOn: '2025-06-01', legalStatus });
    expect(previousInvolvement({ ...NONE, careEpisodes: [episode('V4')] }, TODAY).everLookedAfter).toBe(false);
    expect(previousInvolvement({ ...NONE, careEpisodes: [episode('V2')] }, TODAY).everLookedAfter).toBe(true);
  });
});
