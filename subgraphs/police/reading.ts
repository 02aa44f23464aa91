import { bind } from '../../common/access/bound';
import type { AgencyContext } from '../../common/agency/context';
import { rowsAbout, rowsWhere } from '../../common/agency/rows';
import { AgencyPerson } from '../../common/publishing/people';
import type { PoliceRecord } from './record';
import { DomesticAbuseIncident } from './records/domestic-abuse';
import { PoliceIncident } from './records/incident';
import { PoliceInvolvement, PoliceOthersInvolved } from './records/involvement';
import { PolicePerson } from './records/person';

/** Incidents the record's own person was part of, newest first, each with the part they took. */
export async function incidentsOf(record: PoliceRecord, context: AgencyContext): Promise<PoliceIncident[]> {
  const involvements = await rowsAbout(record, PoliceInvolvement, context);
  const byIncident = new Map<string, PoliceInvolvement[]>();
  for (const involvement of involvements) {
    byIncident.set(involvement.incident, [...(byIncident.get(involvement.incident) ?? []), involvement]);
  }
  const incidents = await rowsWhere(record, PoliceIncident, 'recordKey', [...byIncident.keys()], context);
  for (const incident of incidents) incident.ownInvolvement = byIncident.get(incident.recordKey) ?? [];
  return incidents.sort((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime());
}

/** Domestic abuse assessments of those incidents, newest first. An assessment of an incident that may not be seen is not seen. */
export async function domesticAbuseOf(record: PoliceRecord, context: AgencyContext): Promise<DomesticAbuseIncident[]> {
  const incidents = new Map((await incidentsOf(record, context)).map((incident) => [incident.recordKey, incident]));
  const assessments = await rowsWhere(record, DomesticAbuseIncident, 'incident', [...incidents.keys()], context);
  for (const assessment of assessments) assessment.assessed = incidents.get(assessment.incident);
  return assessments.sort((a, b) => Number(b.occurredAt) - Number(a.occurredAt));
}

/** How many other people took which part in an incident. Two records of one nominal in one part count once. */
export async function othersIn(incident: PoliceIncident, context: AgencyContext): Promise<PoliceOthersInvolved[]> {
  const own = new Set((incident.ownInvolvement ?? []).map((involvement) => involvement.personId));
  const all = await rowsWhere(incident, PoliceInvolvement, 'incident', [incident.recordKey], context);
  const people = new Map<PoliceInvolvement['role'], Set<string>>();
  for (const { role, personId } of all) {
    if (personId === null || own.has(personId)) continue;
    people.set(role, (people.get(role) ?? new Set()).add(personId));
  }
  return [...people].map(([role, ids]) => Object.assign(new PoliceOthersInvolved(), { role, people: ids.size }));
}

/** Who the police think this is: one for each of their person records behind this identity. */
export async function personsOf(record: PoliceRecord, context: AgencyContext): Promise<PolicePerson[]> {
  const nominals = await rowsAbout(record, AgencyPerson, context);
  return nominals.map((nominal) => bind(PolicePerson.of(nominal), record.subject));
}
