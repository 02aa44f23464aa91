import type { Section47Enquiry, SocialCareAssessment } from '../records/assessment';
import type { CareEpisode } from '../records/care-episode';
import type { CareOutcomes, MissingFromCare, UnaccompaniedStatus } from '../records/in-care';
import type { Characteristics } from '../records/people';
import type { PreProceedings, ProtectionPlan } from '../records/plans';
import type { SocialCareContact } from '../records/contact';
import type { SocialCareReferral } from '../records/referral';

/** What every rule needs of a row: a public id to point at, and when the agency recorded it. */
export interface Sourced {
  readonly id: string;
  readonly knownFrom: Date;
}
type Row<T extends Sourced, K extends keyof T> = Sourced & Pick<T, K>;

export type PlanFact = Row<ProtectionPlan, 'startedOn' | 'endedOn' | 'initialCategory' | 'latestCategory'>;
export type EpisodeFact = Row<CareEpisode, 'startedOn' | 'endedOn' | 'startReason' | 'legalStatus' | 'need'>;

/** Another child of one of this child's carers, reduced to what a rule may ask. */
export interface OtherChild {
  /** The carer is a parent of both; a parent's partner is a carer without being one. */
  readonly sharesParent: boolean;
  readonly plans: readonly PlanFact[];
  readonly episodes: readonly EpisodeFact[];
}

/** Everything about one person that a rule may read. Lists are in no order. */
export interface SocialCareFacts {
  readonly contacts: readonly Row<SocialCareContact, 'receivedOn' | 'outcome'>[];
  readonly referrals: readonly Row<SocialCareReferral, 'referredOn' | 'closedOn' | 'noFurtherAction' | 'primaryNeed'>[];
  readonly assessments: readonly Row<SocialCareAssessment, 'startedOn' | 'authorisedOn' | 'factors'>[];
  readonly enquiries: readonly Row<Section47Enquiry, 'startedOn' | 'conferenceNotRequired'>[];
  readonly plans: readonly PlanFact[];
  readonly preProceedings: readonly Row<PreProceedings, 'startedOn' | 'letterSentOn' | 'decisionOn'>[];
  readonly episodes: readonly EpisodeFact[];
  readonly missing: readonly Row<MissingFromCare, 'type' | 'from'>[];
  readonly unaccompanied: readonly Row<UnaccompaniedStatus, 'until'>[];
  readonly outcomes: readonly Row<CareOutcomes, 'sdqScore' | 'convicted' | 'immunisations' | 'healthCheck' | 'substanceMisuse'>[];
  readonly characteristics: readonly Row<Characteristics, 'disabilities'>[];
  /** Children of this child's carers, without the child. */
  readonly otherChildren: readonly OtherChild[];
}

/** Somebody of whom nothing is recorded. */
export const NOTHING_KNOWN: SocialCareFacts = {
  contacts: [],
  referrals: [],
  assessments: [],
  enquiries: [],
  plans: [],
  preProceedings: [],
  episodes: [],
  missing: [],
  unaccompanied: [],
  outcomes: [],
  characteristics: [],
  otherChildren: [],
};
