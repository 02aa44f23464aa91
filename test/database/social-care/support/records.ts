import type { SocialCareRecordInput } from '../../../../importers/records/social-care';

const person = (key: string, lifeStage: 'CHILD' | 'ADULT'): SocialCareRecordInput => ({
  kind: 'person',
  key,
  person: key,
  data: { lifeStage, names: [{ use: 'USUAL', given: ['Ada'], family: 'Example' }], addresses: [] },
});
const parentOf = (child: string): SocialCareRecordInput => ({
  kind: 'relationship',
  key: `adult|${child}`,
  person: 'adult',
  data: { type: 'PARENT', of: child, parentalResponsibility: true },
});

/** A child with something of every kind, a parent, and an earlier child of that parent. */
export const RECORDS: readonly SocialCareRecordInput[] = [
  ...[person('1', 'CHILD'), person('sibling', 'CHILD'), person('adult', 'ADULT'), parentOf('1'), parentOf('sibling')],
  { kind: 'characteristics', key: '1', person: '1', data: { disabilities: ['COMM', 'AUT'] } },
  {
    kind: 'contact',
    key: 'c1',
    person: '1',
    data: { receivedOn: '2025-05-30', source: '1B', reason: 'A neighbour rang', outcome: 'NFA' },
  },
  { kind: 'contact', key: 'c2', person: '1', data: { receivedOn: '2026-02-27', source: '1B', outcome: 'REFERRAL' } },
  {
    kind: 'referral',
    key: 'r1',
    person: '1',
    data: {
      referredOn: '2025-06-02',
      source: '2A',
      primaryNeed: 'N4',
      noFurtherAction: false,
      closedOn: '2025-09-01',
      closureReason: 'RC8',
    },
  },
  {
    kind: 'referral',
    key: 'r2',
    person: '1',
    data: { referredOn: '2026-03-02', source: '1B', primaryNeed: 'N1', initialConferenceOn: '2026-03-24' },
  },
  {
    kind: 'assessment',
    key: 'a1',
    person: '1',
    data: {
      referral: 'r2',
      startedOn: '2026-03-03',
      reviewedOn: '2026-03-17',
      authorisedOn: '2026-04-20',
      factors: ['4B', '16A'],
    },
  },
  {
    kind: 'section-47',
    key: 's1',
    person: '1',
    data: {
      referral: 'r2',
      startedOn: '2026-03-04',
      conferenceTargetOn: '2026-03-25',
      conferenceOn: '2026-03-24',
      conferenceNotRequired: false,
    },
  },
  {
    kind: 'child-in-need-plan',
    key: 'n1',
    person: '1',
    data: { referral: 'r1', startedOn: '2025-07-01', endedOn: '2025-09-01' },
  },
  {
    kind: 'protection-plan',
    key: 'p1',
    person: '1',
    data: { referral: 'r2', startedOn: '2026-03-24', initialCategory: 'NEG', latestCategory: 'NEG', previousPlans: 1 },
  },
  { kind: 'protection-plan-review', key: 'p1|1', person: '1', data: { plan: 'p1', on: '2026-06-20' } },
  { kind: 'protection-plan-review', key: 'p1|2', person: '1', data: { plan: 'p1', on: '2026-09-20' } },
  {
    kind: 'pre-proceedings',
    key: 'o1',
    person: '1',
    data: {
      ...{
        startedOn: '2026-04-28',
        letterSentOn: '2026-05-01',
        groupMeetingOffered: true,
        groupMeetingHeld: false,
        firstMeetingOn: '2026-05-12',
      },
      ...{ reviewMeetings: 2, decisionOn: '2026-07-20', outcome: 'Care proceedings', courtApplicationOn: '2026-07-25' },
    },
  },
  {
    kind: 'care-episode',
    key: 'e1',
    person: '1',
    data: {
      startedOn: '2026-06-01',
      startReason: 'S',
      legalStatus: 'V2',
      need: 'N1',
      placementType: 'U6',
      placementProvider: 'PR1',
      endedOn: '2026-08-01',
      endReason: 'X1',
    },
  },
  {
    kind: 'care-episode',
    key: 'e2',
    person: '1',
    data: {
      ...{
        startedOn: '2026-08-01',
        startReason: 'B',
        legalStatus: 'C1',
        need: 'N1',
        placementType: 'U6',
        placementProvider: 'PR1',
      },
      ...{ placementChangeReason: 'CARPL', homePostcode: 'ZZ1 1ZZ', placementPostcode: 'ZZ2 2ZZ', urn: 'SC000000' },
    },
  },
  { kind: 'care-review', key: 'v1', person: '1', data: { on: '2026-06-26', participation: 'PN7' } },
  { kind: 'missing-from-care', key: 'm1', person: '1', data: { type: 'M', from: '2026-10-10', to: '2026-10-11' } },
  {
    kind: 'adoption-placement',
    key: 'd1',
    person: '1',
    data: { placedOn: '2026-11-01', ceasedOn: '2026-11-15', ceasedReason: 'RD1' },
  },
  { kind: 'unaccompanied', key: '1', person: '1', data: { until: '2031-02-01' } },
  {
    kind: 'care-outcomes',
    key: '1',
    person: '1',
    data: {
      ...{ sdqScore: 18, sdqReason: 'SDQ4', convicted: false, healthCheck: true, immunisations: false, dentalCheck: true },
      ...{ healthAssessment: true, substanceMisuse: false, interventionReceived: false, interventionOffered: false },
    },
  },
  {
    kind: 'allocated-worker',
    key: 'w1',
    person: '1',
    data: { worker: 'Sam Example', team: 'North Example', from: '2026-03-03', changeReason: 'FCONTA' },
  },
  {
    kind: 'protection-plan',
    key: 'sp1',
    person: 'sibling',
    data: { startedOn: '2019-02-04', endedOn: '2020-02-03', initialCategory: 'NEG' },
  },
  {
    kind: 'care-episode',
    key: 'se1',
    person: 'sibling',
    data: { startedOn: '2020-02-03', startReason: 'S', legalStatus: 'C2', need: 'N1', endedOn: '2022-02-03', endReason: 'E8' },
  },
];
