import type { DataSource } from 'typeorm';
import { grouped } from '../../../common/grouped';
import type { PublishedRow } from '../../../common/publishing/published-row';
import { standingRows } from '../../../common/standing-rows';
import { Section47Enquiry, SocialCareAssessment } from '../records/assessment';
import { CareEpisode } from '../records/care-episode';
import { CareOutcomes, MissingFromCare, UnaccompaniedStatus } from '../records/in-care';
import { Characteristics } from '../records/people';
import { PreProceedings, ProtectionPlan } from '../records/plans';
import { SocialCareContact } from '../records/contact';
import { SocialCareReferral } from '../records/referral';
import type { SocialCareFacts } from './facts';
import { loadOtherChildren } from './load-other-children';

/** What is recorded of these people, by person, with what is recorded of other children of their carers. */
export async function loadFacts(
  people: readonly string[],
  { database }: { database: DataSource },
): Promise<Map<string, SocialCareFacts>> {
  const about = async <T extends PublishedRow>(entity: new () => T) =>
    byPerson(await standingRows(database, entity, 'personId', people));
  const [contacts, referrals, assessments, enquiries, plans, preProceedings, episodes] = await Promise.all([
    about(SocialCareContact),
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
    people.map((person): [string, SocialCareFacts] => [
      person,
      {
        contacts: contacts.of(person),
        referrals: referrals.of(person),
        assessments: assessments.of(person),
        enquiries: enquiries.of(person),
        plans: plans.of(person),
        preProceedings: preProceedings.of(person),
        episodes: episodes.of(person),
        missing: missing.of(person),
        unaccompanied: unaccompanied.of(person),
        outcomes: outcomes.of(person),
        characteristics: characteristics.of(person),
        otherChildren: otherChildren.get(person) ?? [],
      },
    ]),
  );
}

/** Grouped once: looking through every row for every person is slow for a whole watch list. */
function byPerson<T extends PublishedRow>(rows: readonly T[]): { of(person: string): T[] } {
  const groups = grouped(
    rows,
    ({ personId }) => personId ?? '',
    (row) => row,
  );
  return { of: (person) => groups.get(person) ?? [] };
}
