import type { DataSource } from 'typeorm';
import type { PublishedRow } from '../../../common/publishing/published-row';
import { standingRows } from '../../../common/standing-rows';
import { Section47Enquiry, SocialCareAssessment } from '../records/assessment';
import { CareEpisode } from '../records/care-episode';
import { CareOutcomes, MissingFromCare, UnaccompaniedStatus } from '../records/in-care';
import { Characteristics } from '../records/people';
import { PreProceedings, ProtectionPlan } from '../records/plans';
import { SocialCareReferral } from '../records/referral';
import type { SocialCareFacts } from './facts';
import { loadOtherChildren } from './load-other-children';

/** What is recorded of these people, by person, with what is recorded of other children of their carers. */
export async function loadFacts(
  people: readonly string[],
  { database }: { database: DataSource },
): Promise<Map<string, SocialCareFacts>> {
  const about = <T extends PublishedRow>(entity: new () => T) => standingRows(database, entity, 'personId', people);
  const [referrals, assessments, enquiries, plans, preProceedings, episodes] = await Promise.all([
    about(SocialCareReferral),
    about(SocialCareAssessment),
    about(Section47Enquiry),
    about(ProtectionPlan),
    about(PreProceedings),
    about(CareEpisode),
  ]);
  const [missing, unaccompanied, outcomes, characteristics, otherChildren] = await Promise.all([
    about(MissingFromCare),
    about(UnaccompaniedStatus),
    about(CareOutcomes),
    about(Characteristics),
    loadOtherChildren(people, database),
  ]);
  return new Map(
    people.map((person): [string, SocialCareFacts] => {
      const theirs = <T extends PublishedRow>(rows: readonly T[]): T[] => rows.filter(({ personId }) => personId === person);
      return [
        person,
        {
          referrals: theirs(referrals),
          assessments: theirs(assessments),
          enquiries: theirs(enquiries),
          plans: theirs(plans),
          preProceedings: theirs(preProceedings),
          episodes: theirs(episodes),
          missing: theirs(missing),
          unaccompanied: theirs(unaccompanied),
          outcomes: theirs(outcomes),
          characteristics: theirs(characteristics),
          otherChildren: otherChildren.get(person) ?? [],
        },
      ];
    }),
  );
}
