import { eventually } from '../../support/eventually';
import type { Answer, Journey, Persona } from '../../support/journey';
import { everythingOf } from './open-schema';

const NAMES = 'names { given family use sources }';

/**
 * The one query: everything about a child, and about whoever lives with them, from the hub and from every agency. Of the household
 * members' records each agency's most telling part is asked, to stay within the operation's limits.
 */
export const COLLATED = `query Collated($id: ID!, $purpose: Purpose!, $caseId: ID) {
  child(id: $id, purpose: $purpose, caseId: $caseId) {
    ...Everything
    household { relation relationship since sources address { lines postcode uprn } person { __typename ...OnChild ...OnAdult } }
  }
}
fragment Everything on Child { ${everythingOf('Child', ['household'])} }
fragment OnChild on Child {
  id ${NAMES} dateOfBirth sources { agency state }
  police { incidents { id type occurredAt summary involvement { role } } intelligence { summary } missingEpisodes { riskGrade foundLocation } }
  health { attendances { at provider reason { code } } conditions { condition { code } } registrations { organisation } }
  education { enrolments { school } attendance { term overallAbsenceRate } safeguardingConcerns { category summary } }
  socialCare { contacts { receivedOn reason } previousInvolvement { referrals } allocatedWorkers { worker team } }
}
fragment OnAdult on Adult {
  id ${NAMES} dateOfBirth sources { agency state }
  police { incidents { id type occurredAt summary } domesticAbuseIncidents { dashGrade strangulation } warningMarkers { marker detail } custody { offence } }
  health { conditions { condition { code } } mentalHealthContacts { at team } registrations { organisation } }
  education { safeguardingConcerns { category } }
  socialCare { contacts { receivedOn } previousInvolvement { referrals } }
}`;

export interface Looking {
  readonly childId: string;
  readonly caseId: string;
  readonly purpose: string;
}

export const collated = (persona: Persona, { childId: id, caseId, purpose }: Looking): Promise<Answer> =>
  persona.query(COLLATED, { id, caseId, purpose });

export interface NewCase {
  readonly subjects: readonly string[];
  readonly purpose: string;
  readonly basis: string;
  readonly level: number;
  readonly teams: readonly string[];
}

/** Opens a case as the analyst and gives it to these teams. */
export async function openCase(journey: Journey, { subjects, purpose, basis, level, teams }: NewCase): Promise<string> {
  const analyst = journey.as('mash-analyst');
  const opened = await analyst.query('mutation Open($input: ContactInput!) { submitContact(input: $input) { id } }', {
    input: { subjects, purpose, basis, level, consent: 'GIVEN', reason: 'A journey through the whole hub', team: 'mash' },
  });
  const caseId = opened.data?.submitContact?.id as string | undefined;
  if (caseId === undefined) throw new Error(`The case was not opened: ${opened.text}`);
  for (const team of teams) {
    const assigned = await analyst.query(
      'mutation Give($caseId: ID!, $team: String!) { assignCase(caseId: $caseId, team: $team) { id } }',
      { caseId, team },
    );
    if (assigned.errors.length > 0) throw new Error(`The case was not assigned to ${team}: ${assigned.text}`);
  }
  return caseId;
}

/**
 * Waits until every agency was asked about a case that was just opened, and what follows from it is kept: until then the threshold
 * says that it does not know yet, and changes from one answer to the next.
 */
export async function settled(journey: Journey, { childId, caseId, purpose }: Looking): Promise<void> {
  const { data } = await eventually(
    () =>
      journey
        .as('mash-analyst')
        .query(
          'query Settled($id: ID!, $purpose: Purpose!, $caseId: ID) { child(id: $id, purpose: $purpose, caseId: $caseId) { threshold { digest missing { agency reason } } thresholdHistory(first: 1) { digest } } }',
          { id: childId, caseId, purpose },
        ),
    (answer) =>
      answer.data?.child.threshold.missing.every(({ agency }: { agency: string | null }) => agency === null) &&
      answer.data.child.thresholdHistory[0]?.digest === answer.data.child.threshold.digest,
    30_000,
  );
  const waiting = data.child.threshold.missing.filter(({ agency }: { agency: string | null }) => agency !== null);
  if (waiting.length > 0) throw new Error(`The threshold did not settle: ${JSON.stringify(waiting)}`);
}
