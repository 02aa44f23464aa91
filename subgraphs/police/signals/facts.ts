import type { LifeStage } from '../../../common/person';
import type { InvolvementData } from '../../../importers/records/police';
import { ageOn } from '../../../common/time';
import type { CustodyEvent } from '../records/custody';
import type { DomesticAbuseIncident } from '../records/domestic-abuse';
import type { PoliceIncident } from '../records/incident';
import type { IntelligenceReport } from '../records/intelligence';
import type { MissingEpisode } from '../records/missing-episode';
import type { WarningMarker } from '../records/warning-marker';

export type Role = InvolvementData['role'];

/** Another person in an incident, reduced to what a rule may ask: their part, their age, and whether they are family. */
export interface OtherInvolved {
  readonly role: Role;
  readonly dateOfBirth: string | null;
  readonly family: boolean;
}

export interface IncidentFact {
  readonly incident: Pick<PoliceIncident, 'id' | 'type' | 'occurredAt' | 'recordedAt' | 'knownFrom'>;
  readonly roles: ReadonlySet<Role>;
  readonly others: readonly OtherInvolved[];
  readonly assessment?: Pick<
    DomesticAbuseIncident,
    'id' | 'dashGrade' | 'strangulation' | 'victimPregnant' | 'childrenPresent' | 'maracReferral' | 'knownFrom'
  >;
}

type Row<T extends { id: string; knownFrom: Date }, K extends keyof T> = Pick<T, K | 'id' | 'knownFrom'>;

/** Everything about one person that a rule may read. Lists are newest first. */
export interface PoliceFacts {
  readonly person: { readonly dateOfBirth: string | null; readonly lifeStage: LifeStage };
  readonly incidents: readonly IncidentFact[];
  readonly missing: readonly Row<MissingEpisode, 'reportedAt' | 'returnedAt' | 'riskGrade'>[];
  readonly custody: readonly Row<CustodyEvent, 'arrestedAt'>[];
  readonly markers: readonly Row<WarningMarker, 'marker' | 'from' | 'to'>[];
  readonly intelligence: readonly Row<IntelligenceReport, 'reportedOn' | 'sourceGrade' | 'informationGrade' | 'topic'>[];
}

/** Under 18 on that day. Without a date of birth the police's own word for the person decides; unknown is neither. */
export function isChildOn(person: PoliceFacts['person'], date: string): boolean {
  return person.dateOfBirth === null ? person.lifeStage === 'CHILD' : ageOn(person.dateOfBirth, date) < 18;
}

export function isAdultOn(person: PoliceFacts['person'], date: string): boolean {
  return person.dateOfBirth === null ? person.lifeStage === 'ADULT' : ageOn(person.dateOfBirth, date) >= 18;
}
