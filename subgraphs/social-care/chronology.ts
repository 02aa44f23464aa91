import { events, happened, rowsOf } from '../../common/agency/chronology';
import type { ChronologySource } from '../../common/agency/definition';
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

/** Everything social care would put in a chronology. */
export const chronology: readonly ChronologySource[] = [
  events(['contacts'], rowsOf(SocialCareContact), contactEntry),
  events(['referrals'], referralsOf, referralEntries),
  events(['assessments'], rowsOf(SocialCareAssessment), assessmentEntry),
  events(['section_47'], rowsOf(Section47Enquiry), enquiryEntries),
  events(['child_in_need_plans'], rowsOf(ChildInNeedPlan), childInNeedPlanEntries),
  events(['protection_plans'], protectionPlansOf, protectionPlanEntries),
  events(['pre_proceedings'], rowsOf(PreProceedings), preProceedingsEntries),
  events(['allocated_workers'], rowsOf(AllocatedWorker), workerEntry),
  events(['care_episodes', 'placements'], rowsOf(CareEpisode), episodeEntries),
  events(['care_reviews'], rowsOf(CareReview), careReviewEntry),
  events(['missing_from_care'], rowsOf(MissingFromCare), missingEntry),
  events(['adoption'], rowsOf(AdoptionPlacement), adoptionEntries),
].map(happened);
