import type { AgencyDefinition, RecordKind, SignalDerivation } from '../../common/agency/definition';
import { peopleKinds } from '../../common/publishing/people';
import { cinCensus } from '../../importers/cin-census';
import { retractionsV1 } from '../../importers/retractions-v1';
import { socialCareV1 } from '../../importers/social-care-v1';
import { ssda903 } from '../../importers/ssda903';
import { AGENCIES } from '../registry';
import { chronology } from './chronology';
import { LookedAfterResolver } from './looked-after.resolver';
import { SocialCareTables1795305600000 } from './migrations/2026-11-22-tables';
import { SocialCareRecord } from './record';
import { Section47Enquiry, SocialCareAssessment } from './records/assessment';
import { CareEpisode } from './records/care-episode';
import { SocialCareContact } from './records/contact';
import { AdoptionPlacement, CareOutcomes, CareReview, MissingFromCare, UnaccompaniedStatus } from './records/in-care';
import { AllocatedWorker, Characteristics } from './records/people';
import { ChildInNeedPlan, PreProceedings, ProtectionPlan, ProtectionPlanReview } from './records/plans';
import { SocialCareReferral } from './records/referral';
import { signals } from './signals';
import { SocialCareRecordResolver } from './social-care.resolver';

const [registered] = AGENCIES.filter(({ agency }) => agency === 'SOCIAL_CARE');
if (registered === undefined) throw new Error('The registry does not name SOCIAL_CARE');

const kinds: readonly RecordKind[] = [
  ...peopleKinds('involvement'),
  { kind: 'characteristics', entity: Characteristics, category: 'disabilities' },
  { kind: 'contact', entity: SocialCareContact, category: 'contacts', occurredOn: 'receivedOn' },
  { kind: 'referral', entity: SocialCareReferral, category: 'referrals', occurredOn: 'referredOn', endedOn: 'closedOn' },
  { kind: 'assessment', entity: SocialCareAssessment, category: 'assessments', occurredOn: 'startedOn' },
  { kind: 'section-47', entity: Section47Enquiry, category: 'section_47', occurredOn: 'startedOn' },
  {
    kind: 'child-in-need-plan',
    entity: ChildInNeedPlan,
    category: 'child_in_need_plans',
    occurredOn: 'startedOn',
    endedOn: 'endedOn',
  },
  { kind: 'protection-plan', entity: ProtectionPlan, category: 'protection_plans', occurredOn: 'startedOn', endedOn: 'endedOn' },
  {
    kind: 'protection-plan-review',
    entity: ProtectionPlanReview,
    category: 'protection_plans',
    occurredOn: 'on',
    partOf: { kind: 'protection-plan', by: 'plan' },
  },
  { kind: 'pre-proceedings', entity: PreProceedings, category: 'pre_proceedings' },
  { kind: 'care-episode', entity: CareEpisode, category: 'care_episodes', occurredOn: 'startedOn', endedOn: 'endedOn' },
  { kind: 'care-review', entity: CareReview, category: 'care_reviews', occurredOn: 'on' },
  { kind: 'missing-from-care', entity: MissingFromCare, category: 'missing_from_care', occurredOn: 'from', endedOn: 'to' },
  { kind: 'adoption-placement', entity: AdoptionPlacement, category: 'adoption', occurredOn: 'placedOn' },
  { kind: 'unaccompanied', entity: UnaccompaniedStatus, category: 'unaccompanied' },
  { kind: 'care-outcomes', entity: CareOutcomes, category: 'care_outcomes' },
  { kind: 'allocated-worker', entity: AllocatedWorker, category: 'allocated_workers', endedOn: 'to' },
];

/** Children's social care: contacts, referrals and assessments, plans, court work, and children looked after. */
export const definition: AgencyDefinition = {
  registered,
  record: SocialCareRecord,
  resolvers: [SocialCareRecordResolver, LookedAfterResolver],
  kinds,
  migrations: [SocialCareTables1795305600000],
  importers: [socialCareV1, cinCensus, ssda903, retractionsV1(kinds)],
  records: socialCareV1,
  chronology,
  // The contract keeps an agency's facts to itself: only its own `load` fills what its own `derive` reads.
  signals: signals as SignalDerivation<never>,
};
