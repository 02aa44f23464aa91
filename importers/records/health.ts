import type { PublishedRecord } from '../../common/publishing/record';
import type { PersonRecord, RelationshipRecord } from './person';

/** A coded value as FHIR carries it: the code and its system are kept as sent; `display` is what the source showed. */
export interface Coded {
  readonly code?: string;
  readonly system?: string;
  readonly display?: string;
}

export interface RegistrationData {
  readonly service: 'GP' | 'HEALTH_VISITING' | 'SCHOOL_NURSING' | 'MENTAL_HEALTH' | 'MATERNITY' | 'OTHER';
  readonly organisation?: string;
  readonly odsCode?: string;
  readonly from?: string;
  readonly to?: string;
}
export const ATTENDANCE_SETTINGS = [
  'EMERGENCY_DEPARTMENT',
  'URGENT_CARE',
  'INPATIENT',
  'OUTPATIENT',
  'PRIMARY_CARE',
  'COMMUNITY',
  'OTHER',
] as const;
export interface AttendanceData {
  readonly setting: (typeof ATTENDANCE_SETTINGS)[number];
  /** True for care nobody booked: emergency department, urgent care, unplanned admission (the CP-IS sense). */
  readonly unscheduled: boolean;
  /** ISO date-time. */
  readonly at: string;
  readonly endedAt?: string;
  readonly reason?: Coded;
  readonly provider?: string;
  readonly outcome?: string;
}
/** An appointment a child was not brought to (FHIR Appointment status noshow); "did not attend" is not used of children. */
export interface WasNotBroughtData {
  readonly at: string;
  readonly service?: string;
  readonly provider?: string;
  readonly reason?: string;
}
export interface ConditionData extends Coded {
  readonly status?: string;
  readonly onsetOn?: string;
  readonly abatedOn?: string;
  readonly recordedOn?: string;
  readonly safeguarding: boolean;
}
export interface MentalHealthContactData {
  readonly at: string;
  readonly team?: string;
  readonly provider?: string;
  readonly reason?: Coded;
  readonly crisis: boolean;
}
export interface ImmunisationData extends Coded {
  readonly status: 'COMPLETED' | 'NOT_DONE' | 'ENTERED_IN_ERROR';
  readonly on: string;
  readonly dose?: number;
  readonly reason?: string;
}
/** A child health review of the Healthy Child Programme. */
export interface HealthCheckData {
  readonly check: 'NEW_BIRTH' | 'SIX_TO_EIGHT_WEEKS' | 'ONE_YEAR' | 'TWO_YEAR' | 'SCHOOL_ENTRY' | 'OTHER';
  readonly on: string;
  readonly outcome?: string;
}
export interface ObservationData extends Coded {
  readonly on: string;
  readonly value?: string;
  readonly unit?: string;
}
export interface PregnancyData {
  readonly expectedDate?: string;
  readonly bookedOn?: string;
  readonly endedOn?: string;
  readonly outcome?: string /** This agency's id of the unborn child, when it has a record of its own. */;
  readonly unborn?: string;
}
export interface HealthFlagData extends Coded {
  readonly type: 'CP_IS' | 'FGM' | 'REASONABLE_ADJUSTMENT' | 'SAFEGUARDING' | 'OTHER';
  readonly active: boolean;
  readonly from?: string;
  readonly to?: string;
  /** For CP-IS: PROTECTION_PLAN, UNBORN_PROTECTION_PLAN or LOOKED_AFTER. */
  readonly plan?: 'PROTECTION_PLAN' | 'UNBORN_PROTECTION_PLAN' | 'LOOKED_AFTER';
  readonly authority?: string;
}

export type HealthRecordInput =
  | PersonRecord
  | RelationshipRecord
  | PublishedRecord<'registration', RegistrationData>
  | PublishedRecord<'attendance', AttendanceData>
  | PublishedRecord<'was-not-brought', WasNotBroughtData>
  | PublishedRecord<'condition', ConditionData>
  | PublishedRecord<'mental-health-contact', MentalHealthContactData>
  | PublishedRecord<'immunisation', ImmunisationData>
  | PublishedRecord<'health-check', HealthCheckData>
  | PublishedRecord<'observation', ObservationData>
  | PublishedRecord<'pregnancy', PregnancyData>
  | PublishedRecord<'health-flag', HealthFlagData>;
