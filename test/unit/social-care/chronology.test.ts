import { adoptionEntries, careReviewEntry, episodeEntries, missingEntry } from '../../../subgraphs/social-care/chronology-care';
import {
  assessmentEntry,
  childInNeedPlanEntries,
  contactEntry,
  enquiryEntries,
  preProceedingsEntries,
  protectionPlanEntries,
  referralEntries,
  workerEntry,
} from '../../../subgraphs/social-care/chronology-case';
import { Section47Enquiry, SocialCareAssessment } from '../../../subgraphs/social-care/records/assessment';
import { CareEpisode } from '../../../subgraphs/social-care/records/care-episode';
import { SocialCareContact } from '../../../subgraphs/social-care/records/contact';
import { AdoptionPlacement, CareReview, MissingFromCare } from '../../../subgraphs/social-care/records/in-care';
import { AllocatedWorker } from '../../../subgraphs/social-care/records/people';
import {
  ChildInNeedPlan,
  PreProceedings,
  ProtectionPlan,
  ProtectionPlanReview,
} from '../../../subgraphs/social-care/records/plans';
import { SocialCareReferral } from '../../../subgraphs/social-care/records/referral';

const of = <T extends object>(row: new () => T, data: Partial<T>): T => Object.assign(new row(), { id: 'r' }, data);
const told = (entries: readonly { date: string; headline: string; category: string }[]) =>
  entries.map(({ date, headline, category }) => `${date} ${category}: ${headline}`);

test('a contact says what became of it, never who made it or what was said', () => {
  const contact = of(SocialCareContact, {
    receivedOn: '2026-02-02',
    source: '1B',
    reason: 'A neighbour at 2 Example Road heard it',
    outcome: 'NFA',
  });
  expect(contactEntry(contact)).toEqual({
    id: 'r',
    date: '2026-02-02',
    kind: 'contact',
    category: 'contacts',
    headline: 'Contact received: no further action',
    significance: 'ROUTINE',
  });
});

test('a referral is told with its repetition and its end, never with the reason why the case closed', () => {
  const referred = (change: Partial<SocialCareReferral>) =>
    told(
      referralEntries(of(SocialCareReferral, { referredOn: '2026-01-05', closedOn: null, noFurtherAction: false, ...change })),
    );
  expect(referred({})).toEqual(['2026-01-05 referrals: Referral']);
  expect(referred({ isReReferral: true, noFurtherAction: true })).toEqual([
    '2026-01-05 referrals: Re-referral within twelve months: no further action',
  ]);
  expect(referred({ closedOn: '2026-06-05', closureReason: 'RC1' })).toEqual([
    '2026-01-05 referrals: Referral',
    '2026-06-05 referrals: Case closed',
  ]);
});

test('an assessment is told when it is completed, or when it started while it is under way', () => {
  expect(assessmentEntry(of(SocialCareAssessment, { startedOn: '2026-01-05', authorisedOn: null })).date).toBe('2026-01-05');
  expect(assessmentEntry(of(SocialCareAssessment, { startedOn: '2026-01-05', authorisedOn: '2026-02-16' })).headline).toBe(
    'Child in need assessment completed',
  );
});

test('an enquiry, its conference, and plans are told by their days', () => {
  expect(told(enquiryEntries(of(Section47Enquiry, { startedOn: '2026-01-05', conferenceOn: '2026-01-23' })))).toEqual([
    '2026-01-05 section_47: Section 47 enquiry started',
    '2026-01-23 section_47: Initial child protection conference',
  ]);
  expect(
    told(enquiryEntries(of(Section47Enquiry, { startedOn: '2026-01-05', conferenceOn: null, conferenceNotRequired: true }))),
  ).toEqual(['2026-01-05 section_47: Section 47 enquiry started; no conference was needed']);
  expect(told(childInNeedPlanEntries(of(ChildInNeedPlan, { startedOn: '2026-01-05', endedOn: '2026-03-05' })))).toEqual([
    '2026-01-05 child_in_need_plans: Child in need plan began',
    '2026-03-05 child_in_need_plans: Child in need plan ended',
  ]);
});

test('a protection plan is told with its first category, its reviews and its end', () => {
  const reviews = [of(ProtectionPlanReview, { on: '2026-04-20' })];
  const plan = of(ProtectionPlan, {
    startedOn: '2026-01-23',
    endedOn: '2026-10-01',
    initialCategory: 'NEG',
    latestCategory: 'EMO',
    reviews,
  });
  expect(told(protectionPlanEntries(plan))).toEqual([
    '2026-01-23 protection_plans: Child protection plan began: neglect',
    '2026-04-20 protection_plans: Child protection review conference',
    '2026-10-01 protection_plans: Child protection plan ended',
  ]);
});

test('pre-proceedings without a start begin with the letter', () => {
  const row = of(PreProceedings, {
    startedOn: null,
    letterSentOn: '2026-05-01',
    decisionOn: null,
    courtApplicationOn: '2026-08-01',
  });
  expect(told(preProceedingsEntries(row))).toEqual([
    '2026-05-01 pre_proceedings: Pre-proceedings began',
    '2026-08-01 pre_proceedings: Application to court for care or supervision',
  ]);
});

test('a worker is told without their name or team', () => {
  const entry = workerEntry(of(AllocatedWorker, { worker: 'Sam Example', team: 'North Example', from: '2026-01-06', to: null }));
  expect(JSON.stringify(entry)).not.toMatch(/Sam|North/);
});

describe('care', () => {
  const episode = (change: Partial<CareEpisode>) =>
    episodeEntries(
      of(CareEpisode, {
        ...{ startedOn: '2026-01-05', endedOn: null, endReason: null, startReason: 'S', legalStatus: 'V2', placementType: 'U6' },
        ...{ placementPostcode: 'ZZ1 1ZZ', ...change },
      }),
    );

  test('becoming looked after names the legal status and no place', () => {
    const entries = episode({});
    expect(told(entries)).toEqual([
      '2026-01-05 care_episodes: Became looked after: Accommodated under s20 CA1989, single period',
    ]);
    expect(JSON.stringify(entries)).not.toContain('ZZ1');
  });

  test('a change of legal status and of placement are two events, in two categories', () => {
    expect(told(episode({ startReason: 'B', legalStatus: 'C2' }))).toEqual([
      '2026-01-05 care_episodes: Legal status changed: Full care order',
      '2026-01-05 placements: Placement changed',
    ]);
    expect(told(episode({ startReason: 'T' }))).toEqual(['2026-01-05 placements: Placement changed']);
  });

  test('the end of care is told and how it ended is not, since it may have been adoption', () => {
    const ended = told(episode({ startReason: 'L', endedOn: '2026-09-01', endReason: 'E11' }));
    expect(ended[1]).toBe('2026-09-01 care_episodes: Stopped being looked after');
    expect(ended.join()).not.toMatch(/adopt/i);
    expect(told(episode({ startReason: 'P', endedOn: '2026-09-01', endReason: 'X1' }))).toHaveLength(1);
  });

  test('short breaks are routine', () => {
    expect(episode({ legalStatus: 'V4', endedOn: '2026-01-07', endReason: 'E8' })).toEqual([
      expect.objectContaining({ headline: 'Short break in care', significance: 'ROUTINE' }),
    ]);
  });

  test('adoption is told in its own category only', () => {
    const entries = adoptionEntries(of(AdoptionPlacement, { placedOn: '2026-03-01', ceasedOn: '2026-05-01' }));
    expect(entries.map(({ category }) => category)).toEqual(['adoption', 'adoption']);
  });

  test('a review says when the child was not heard; a child under four cannot be unheard', () => {
    const review = (participation: string) => careReviewEntry(of(CareReview, { on: '2026-03-01', participation })).headline;
    expect([review('PN1'), review('PN7'), review('PN0')]).toEqual([
      'Looked-after review',
      'Looked-after review; the child was not heard',
      'Looked-after review',
    ]);
  });

  test('missing and away are told apart', () => {
    const missing = (type: 'M' | 'A', to: string | null) =>
      missingEntry(of(MissingFromCare, { type, from: '2026-03-01', to })).headline;
    expect([missing('M', null), missing('A', '2026-03-02')]).toEqual([
      'Missing from care, no return recorded',
      'Away from placement without authorisation',
    ]);
  });
});
