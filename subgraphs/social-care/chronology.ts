import { readingDay } from '../../common/agency/as-known-on';
import type { AgencyContext } from '../../common/agency/context';
import type { AgencyRecord, ChronologyEntry } from '../../common/agency/definition';
import { rowsAbout } from '../../common/agency/rows';
import { adoptionEntries, careReviewEntry, episodeEntries, missingEntry } from './chronology-care';
import {
  assessmentEntry,
  childInNeedPlanEntries,
  contactEntry,
  enquiryEntries,
  preProceedingsEntries,
  protectionPlanEntries,
  referralEntries,
  workerEntry,
} from './chronology-case';
import { protectionPlansOf, referralsOf } from './reading';
import { Section47Enquiry, SocialCareAssessment } from './records/assessment';
import { CareEpisode } from './records/care-episode';
import { SocialCareContact } from './records/contact';
import { AdoptionPlacement, CareReview, MissingFromCare } from './records/in-care';
import { AllocatedWorker } from './records/people';
import { ChildInNeedPlan, PreProceedings } from './records/plans';

/** Bounded by the agency contract. */
const MOST_ENTRIES = 500;

/** Everything social care would put in a chronology of this person, newest first. Planned dates are no events yet. */
export async function chronology(record: AgencyRecord, context: AgencyContext): Promise<ChronologyEntry[]> {
  const today = readingDay(record, context);
  const entries = await Promise.all([caseEntries(record, context), lookedAfterEntries(record, context)]);
  return entries
    .flat()
    .filter(({ date }) => date <= today)
    .sort((a, b) => b.date.localeCompare(a.date))
    .slice(0, MOST_ENTRIES);
}

async function caseEntries(record: AgencyRecord, context: AgencyContext): Promise<ChronologyEntry[]> {
  const [contacts, referrals, assessments, enquiries, needPlans, plans, proceedings, workers] = await Promise.all([
    rowsAbout(record, SocialCareContact, context),
    referralsOf(record, context),
    rowsAbout(record, SocialCareAssessment, context),
    rowsAbout(record, Section47Enquiry, context),
    rowsAbout(record, ChildInNeedPlan, context),
    protectionPlansOf(record, context),
    rowsAbout(record, PreProceedings, context),
    rowsAbout(record, AllocatedWorker, context),
  ]);
  return [
    ...contacts.map(contactEntry),
    ...referrals.flatMap(referralEntries),
    ...assessments.map(assessmentEntry),
    ...enquiries.flatMap(enquiryEntries),
    ...needPlans.flatMap(childInNeedPlanEntries),
    ...plans.flatMap(protectionPlanEntries),
    ...proceedings.flatMap(preProceedingsEntries),
    ...workers.map(workerEntry),
  ];
}

async function lookedAfterEntries(record: AgencyRecord, context: AgencyContext): Promise<ChronologyEntry[]> {
  const [episodes, reviews, missing, adoption] = await Promise.all([
    rowsAbout(record, CareEpisode, context),
    rowsAbout(record, CareReview, context),
    rowsAbout(record, MissingFromCare, context),
    rowsAbout(record, AdoptionPlacement, context),
  ]);
  return [
    ...episodes.flatMap(episodeEntries),
    ...reviews.map(careReviewEntry),
    ...missing.map(missingEntry),
    ...adoption.flatMap(adoptionEntries),
  ];
}
