import type { DataSource } from 'typeorm';
import { grouped } from '../../../common/grouped';
import { AgencyRelationship } from '../../../common/publishing/people';
import type { PublishedRow } from '../../../common/publishing/published-row';
import { type StandingPerson, standingPeople } from '../../../common/standing-people';
import { standingRows } from '../../../common/standing-rows';
import { CustodyEvent } from '../records/custody';
import { DomesticAbuseIncident } from '../records/domestic-abuse';
import { PoliceIncident } from '../records/incident';
import { IntelligenceReport } from '../records/intelligence';
import { PoliceInvolvement } from '../records/involvement';
import { MissingEpisode } from '../records/missing-episode';
import { WarningMarker } from '../records/warning-marker';
import type { IncidentFact, OtherInvolved, PoliceFacts, Role } from './facts';

/** What the police hold about these nominals, by nominal; one the police have no person record of is left out. */
export async function loadFacts(
  people: readonly string[],
  { database }: { database: DataSource },
): Promise<Map<string, PoliceFacts>> {
  const about = <T extends PublishedRow>(entity: new () => T) => standingRows(database, entity, 'personId', people);
  const [persons, involvements, missing, custody, markers, intelligence, incidentsOf] = await Promise.all([
    standingPeople(database, people),
    about(PoliceInvolvement),
    about(MissingEpisode),
    about(CustodyEvent),
    about(WarningMarker),
    about(IntelligenceReport),
    loadFamilies(people, database),
  ]);
  const incidents = await loadIncidents(involvements, incidentsOf, database);
  return new Map(
    [...persons.values()].map((person) => [
      person.personId,
      {
        person,
        incidents: incidents.get(person.personId) ?? [],
        missing: newestOf(missing, person, (row) => row.reportedAt.getTime()),
        custody: newestOf(custody, person, (row) => row.arrestedAt.getTime()),
        markers: newestOf(markers, person, (row) => Date.parse(row.from)),
        intelligence: newestOf(intelligence, person, (row) => Date.parse(row.reportedOn)),
      },
    ]),
  );
}

type Families = ReadonlyMap<string, ReadonlySet<string>>;

/** Whom the police record as related to each of these people, whichever of the two holds the relationship. */
async function loadFamilies(people: readonly string[], database: DataSource): Promise<Families> {
  const [held, holding] = await Promise.all([
    standingRows(database, AgencyRelationship, 'personId', people),
    standingRows(database, AgencyRelationship, 'of', people),
  ]);
  const families = new Map<string, Set<string>>();
  for (const { personId, of } of [...held, ...holding]) {
    if (personId === null) continue;
    families.set(personId, (families.get(personId) ?? new Set()).add(of));
    families.set(of, (families.get(of) ?? new Set()).add(personId));
  }
  return families;
}

async function loadIncidents(
  own: readonly PoliceInvolvement[],
  families: Families,
  database: DataSource,
): Promise<Map<string, IncidentFact[]>> {
  const keys = [...new Set(own.map((involvement) => involvement.incident))];
  const [incidents, assessments, involved] = await Promise.all([
    standingRows(database, PoliceIncident, 'recordKey', keys),
    standingRows(database, DomesticAbuseIncident, 'incident', keys),
    standingRows(database, PoliceInvolvement, 'incident', keys),
  ]);
  const people = await standingPeople(database, [...new Set(involved.flatMap(({ personId }) => personId ?? []))]);
  const assessmentOf = new Map(assessments.map((assessment) => [assessment.incident, assessment]));
  const everyoneIn = grouped(
    involved,
    ({ incident }) => incident,
    (one) => one,
  );
  const watched = new Set(own.map(({ personId }) => personId));
  const facts = new Map<string, IncidentFact[]>();
  for (const incident of incidents.sort((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime())) {
    const everyone = everyoneIn.get(incident.recordKey) ?? [];
    const assessment = assessmentOf.get(incident.recordKey);
    for (const person of new Set(everyone.flatMap(({ personId }) => personId ?? []))) {
      if (!watched.has(person)) continue;
      const fact = {
        incident,
        roles: new Set(everyone.filter((one) => one.personId === person).map((one): Role => one.role)),
        others: everyone.filter((one) => one.personId !== person).map((one) => otherIn(one, people, families.get(person))),
        ...(assessment === undefined ? {} : { assessment }),
      };
      const known = facts.get(person);
      if (known === undefined) facts.set(person, [fact]);
      else known.push(fact);
    }
  }
  return facts;
}

function otherIn(
  { role, personId }: PoliceInvolvement,
  people: ReadonlyMap<string, StandingPerson>,
  family: ReadonlySet<string> | undefined,
): OtherInvolved {
  if (personId === null) return { role, dateOfBirth: null, family: false };
  return { role, dateOfBirth: people.get(personId)?.dateOfBirth ?? null, family: family?.has(personId) ?? false };
}

function newestOf<T extends PublishedRow>(rows: readonly T[], person: StandingPerson, at: (row: T) => number): T[] {
  return rows.filter((row) => row.personId === person.personId).sort((a, b) => at(b) - at(a));
}
