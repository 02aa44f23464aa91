import type { HubContext } from '../../context';
import { findCasesAbout } from './cases-about';
import { findDecision } from './decision-store';
import type { LinkExposure, LinkOutcome } from './decision.types';
import { shownDecision } from './history';
import { noteShown, type ReviewScope } from './review-scope';

/** What became of the people that a decision is about, as they are now. */
export async function outcomeOf(
  id: string,
  shownTo: readonly LinkExposure[],
  scope: ReviewScope,
  context: HubContext,
  field = 'Mutation.decideLinkReview',
): Promise<LinkOutcome> {
  const decision = await findDecision(id, context.database);
  if (decision === undefined) throw new Error('The decision that was just kept is not there');
  const rows: { hub: string }[] = await context.database.query(
    `select distinct person.hub from link_decision_pair as pair join agency_person as person
       on (person.agency, person.person) in ((pair.agency, pair.person), (pair.other_agency, pair.other_person))
     where pair.decision = $1 and person.identity is not null order by person.hub`,
    [id],
  );
  const people = rows.map(({ hub }) => hub);
  noteShown(people, field, scope, context);
  const parted = decision.kind === 'NOT_SAME' || decision.kind === 'SEALED';
  const { cases, otherCases } = parted ? await findCasesAbout(people, context) : { cases: [], otherCases: 0 };
  return { decision: shownDecision(decision), people, shownTo, casesToCheck: cases, otherCasesToCheck: otherCases };
}
