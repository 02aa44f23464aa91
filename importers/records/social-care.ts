import type { PublishedRecord } from '../../common/publishing/record';
import type { PersonRecord, RelationshipRecord } from './person';

/** DfE disability codes (CIN census N00099); NONE stands alone. */
export interface CharacteristicsData {
  readonly disabilities: readonly string[];
}
/** Anything received about a child before anyone decides it is a referral. */
export interface ContactData {
  readonly receivedOn: string /** DfE referral source code. */;
  readonly source?: string;
  readonly reason?: string;
  readonly outcome?: 'NFA' | 'ADVICE' | 'EARLY_HELP' | 'REFERRAL' | 'OPEN_CASE';
}
export interface ReferralData {
  readonly referredOn: string;
  readonly source?: string;
  readonly primaryNeed?: string;
  readonly noFurtherAction?: boolean;
  readonly closedOn?: string;
  readonly closureReason?: string;
  readonly initialConferenceOn?: string;
}
export interface AssessmentData {
  /** Key of the referral it belongs to. */ readonly referral?: string;
  readonly startedOn: string;
  readonly reviewedOn?: string;
  readonly authorisedOn?: string /** DfE factor codes (N00181). */;
  readonly factors: readonly string[];
}
export interface Section47Data {
  readonly referral?: string;
  readonly startedOn: string;
  readonly conferenceTargetOn?: string;
  readonly conferenceOn?: string;
  readonly conferenceNotRequired?: boolean;
}
export interface ChildInNeedPlanData {
  readonly referral?: string;
  readonly startedOn: string;
  readonly endedOn?: string;
}
export interface ProtectionPlanData {
  readonly referral?: string;
  readonly startedOn: string;
  readonly endedOn?: string;
  readonly initialCategory?: string;
  readonly latestCategory?: string;
  readonly previousPlans?: number;
}
export interface ProtectionPlanReviewData {
  readonly plan: string;
  readonly on: string;
}
export interface PreProceedingsData {
  readonly startedOn?: string;
  readonly letterSentOn?: string;
  readonly groupMeetingOffered?: boolean;
  readonly groupMeetingHeld?: boolean;
  readonly firstMeetingOn?: string;
  readonly reviewMeetings?: number;
  readonly decisionOn?: string;
  readonly outcome?: string;
  readonly courtApplicationOn?: string;
}
/** One SSDA903 episode of care: a legal status and a placement. */
export interface CareEpisodeData {
  readonly startedOn: string;
  readonly startReason?: string;
  readonly legalStatus: string;
  readonly need?: string;
  readonly placementType?: string;
  readonly placementProvider?: string;
  readonly endedOn?: string;
  readonly endReason?: string;
  readonly placementChangeReason?: string;
  readonly homePostcode?: string;
  readonly placementPostcode?: string;
  readonly urn?: string;
}
/** `participation` is a DfE PN code: PN4 and PN7 mean the child was not heard. */
export interface CareReviewData {
  readonly on: string;
  readonly participation: string;
}
/** M missing, A away without authorisation (whereabouts known). */
export interface MissingFromCareData {
  readonly type: 'M' | 'A';
  readonly from: string;
  readonly to?: string;
}
export interface AdoptionPlacementData {
  readonly placedOn: string;
  readonly ceasedOn?: string;
  readonly ceasedReason?: string;
}
/** Unaccompanied asylum-seeking child; `until` is the date the status ends. */
export interface UnaccompaniedData {
  readonly until?: string;
}
/** SSDA903 outcomes (OC2): for children looked after for twelve months. */
export interface CareOutcomesData {
  readonly sdqScore?: number;
  readonly sdqReason?: string;
  readonly convicted?: boolean;
  readonly healthCheck?: boolean;
  readonly immunisations?: boolean;
  readonly dentalCheck?: boolean;
  readonly healthAssessment?: boolean;
  readonly substanceMisuse?: boolean;
  readonly interventionReceived?: boolean;
  readonly interventionOffered?: boolean;
}
export interface AllocatedWorkerData {
  readonly worker: string;
  readonly team?: string;
  readonly from: string;
  readonly to?: string;
  readonly changeReason?: string;
}

export type SocialCareRecordInput =
  | PersonRecord
  | RelationshipRecord
  | PublishedRecord<'characteristics', CharacteristicsData>
  | PublishedRecord<'contact', ContactData>
  | PublishedRecord<'referral', ReferralData>
  | PublishedRecord<'assessment', AssessmentData>
  | PublishedRecord<'section-47', Section47Data>
  | PublishedRecord<'child-in-need-plan', ChildInNeedPlanData>
  | PublishedRecord<'protection-plan', ProtectionPlanData>
  | PublishedRecord<'protection-plan-review', ProtectionPlanReviewData>
  | PublishedRecord<'pre-proceedings', PreProceedingsData>
  | PublishedRecord<'care-episode', CareEpisodeData>
  | PublishedRecord<'care-review', CareReviewData>
  | PublishedRecord<'missing-from-care', MissingFromCareData>
  | PublishedRecord<'adoption-placement', AdoptionPlacementData>
  | PublishedRecord<'unaccompanied', UnaccompaniedData>
  | PublishedRecord<'care-outcomes', CareOutcomesData>
  | PublishedRecord<'allocated-worker', AllocatedWorkerData>;
