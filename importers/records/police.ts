import type { PublishedRecord } from '../../common/publishing/record';
import type { PersonRecord, RelationshipRecord } from './person';

export const INCIDENT_TYPES = [
  'ASSAULT',
  'NEGLECT',
  'CRUELTY',
  'SEXUAL_OFFENCE',
  'CHILD_SEXUAL_EXPLOITATION',
  'CHILD_CRIMINAL_EXPLOITATION',
  'MODERN_SLAVERY',
  'HONOUR_BASED_ABUSE',
  'FORCED_MARRIAGE',
  'DOMESTIC_ABUSE',
  'DRUGS',
  'WEAPON',
  'THEFT',
  'ROBBERY',
  'ANTISOCIAL_BEHAVIOUR',
  'CONCERN_FOR_SAFETY',
  'POLICE_PROTECTION',
  'MENTAL_HEALTH',
  'ONLINE_HARM',
  'OTHER',
] as const;
export const INVOLVEMENT_ROLES = ['VICTIM', 'SUSPECT', 'WITNESS', 'PRESENT'] as const;
export const DASH_GRADES = ['STANDARD', 'MEDIUM', 'HIGH'] as const;
export const MISSING_GRADES = ['NO_APPARENT_RISK', 'LOW', 'MEDIUM', 'HIGH'] as const;
export const WARNING_MARKERS = [
  'VIOLENT',
  'WEAPONS',
  'DRUGS',
  'SELF_HARM',
  'SUICIDAL',
  'MENTAL_HEALTH',
  'REGISTERED_SEX_OFFENDER',
  'CHILD_SEXUAL_EXPLOITATION_RISK',
  'CHILD_CRIMINAL_EXPLOITATION_RISK',
  'GANG_ASSOCIATION',
  'VULNERABLE',
  'ALLEGES',
  'ESCAPER',
  'OTHER',
] as const;

export interface IncidentData {
  readonly reference: string;
  readonly type: (typeof INCIDENT_TYPES)[number];
  /** ISO date-time. */
  readonly occurredAt: string;
  readonly recordedAt?: string;
  readonly summary?: string;
  readonly location?: string;
  readonly outcome?: string;
}
/** One person's part in one incident; `person` on the record is the nominal. */
export interface InvolvementData {
  readonly incident: string;
  readonly role: (typeof INVOLVEMENT_ROLES)[number];
}
/** The domestic abuse assessment of an incident. DASH: standard 1-9, medium 10-13, high 14+; judgement may raise, never lower. */
export interface DomesticAbuseData {
  readonly incident: string;
  readonly dashScore?: number;
  readonly dashGrade: (typeof DASH_GRADES)[number];
  readonly strangulation?: boolean;
  readonly victimPregnant?: boolean;
  readonly childrenPresent?: boolean;
  readonly maracReferral?: boolean;
}
export interface MissingEpisodeData {
  readonly reportedAt: string;
  readonly returnedAt?: string;
  readonly riskGrade: (typeof MISSING_GRADES)[number];
  readonly circumstances?: string;
  readonly foundLocation?: string;
  /** ISO date of the return home interview, due within 72 hours of return. */
  readonly returnInterviewOn?: string;
}
export interface CustodyData {
  readonly arrestedAt: string;
  readonly offence: string;
  readonly disposal?: string;
  readonly appropriateAdult?: boolean;
}
export interface WarningMarkerData {
  readonly marker: (typeof WARNING_MARKERS)[number];
  readonly from: string;
  readonly to?: string;
  readonly detail?: string;
}
/** National intelligence model: source A-E style grading 1-3, information A-E, handling P or C. Never outside police below level 4. */
export interface IntelligenceData {
  readonly reportedOn: string;
  readonly sourceGrade: '1' | '2' | '3';
  readonly informationGrade: 'A' | 'B' | 'C' | 'D' | 'E';
  readonly handling: 'P' | 'C';
  readonly topic: (typeof INCIDENT_TYPES)[number];
  readonly summary: string;
}

export type PoliceRecordInput =
  | PersonRecord
  | RelationshipRecord
  | PublishedRecord<'incident', IncidentData>
  | PublishedRecord<'involvement', InvolvementData>
  | PublishedRecord<'domestic-abuse', DomesticAbuseData>
  | PublishedRecord<'missing-episode', MissingEpisodeData>
  | PublishedRecord<'custody', CustodyData>
  | PublishedRecord<'warning-marker', WarningMarkerData>
  | PublishedRecord<'intelligence', IntelligenceData>;
