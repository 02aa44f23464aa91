import type { PersonIdentity } from '../../../../common/person';
import { applyPeople, lockIdentities } from '../../../../subgraphs/mash/identity/apply-people';
import type { Json, Session, TestHub } from './hub';

/** Everything of a review that can be asked for. */
const REVIEW = `id state probability weight cautions
  left { person restricted names { given family } dateOfBirth addresses { postcode } agencies }
  right { person restricted names { given family } dateOfBirth addresses { postcode } agencies }
  fields { field level weight }
  consequences { keptId agencies cases otherCases }
  history { decision state reason }`;

const OUTCOME = 'decision { id decision state } people shownTo { displayName agency times cases } casesToCheck otherCasesToCheck';

/** Tells the hub of people as this agency would. */
export async function tell({ database }: TestHub, agency: string, people: Record<string, PersonIdentity | null>): Promise<void> {
  await database.transaction(async (tx) => {
    await lockIdentities(tx);
    const events = Object.entries(people).map(([person, identity]) => ({ type: 'person' as const, person, identity }));
    await applyPeople(tx, agency, 1, events);
  });
}

export async function hubOf({ database }: TestHub, agency: string, person: string): Promise<string> {
  const [row] = await database.query('select hub from agency_person where agency = $1 and person = $2', [agency, person]);
  return row.hub;
}

/** Reviews that concern this person, as the caller sees them. */
export async function reviewsOf(session: Session, person: string): Promise<Json[]> {
  const answer = await session.query(
    `query ($person: ID!) { linkReviews(filter: { person: $person }) { totalCount edges { node { ${REVIEW} } } } }`,
    { person },
  );
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data.linkReviews.edges.map(({ node }: Json) => node);
}

export const answerReview = (session: Session, id: string, decision: string, reason = 'Seen with the school'): Promise<Json> =>
  session.query(
    `mutation ($id: ID!, $decision: ReviewDecision!, $reason: String!) {
       decideLinkReview(id: $id, decision: $decision, reason: $reason) { ${OUTCOME} } }`,
    { id, decision, reason },
  );

export const unlink = (session: Session, person: string, records: readonly string[]): Promise<Json> =>
  session.query(
    `mutation ($person: ID!, $records: [ID!]!) { unlinkPeople(person: $person, records: $records, reason: "Another child") { ${OUTCOME} } }`,
    { person, records },
  );

export const link = (session: Session, person: string, other: string): Promise<Json> =>
  session.query(
    `mutation ($person: ID!, $other: ID!) { linkPeople(person: $person, other: $other, reason: "One child") { ${OUTCOME} } }`,
    { person, other },
  );

export const seal = (session: Session, person: string, other: string): Promise<Json> =>
  session.query(
    `mutation ($person: ID!, $other: ID!) { sealPeople(person: $person, other: $other, reason: "Adoption order") { ${OUTCOME} } }`,
    { person, other },
  );

export const confirm = (session: Session, id: string, agree = true): Promise<Json> =>
  session.query(
    `mutation ($id: ID!, $agree: Boolean!) { confirmLinkDecision(id: $id, agree: $agree, reason: "Agreed at panel") { ${OUTCOME} } }`,
    { id, agree },
  );
