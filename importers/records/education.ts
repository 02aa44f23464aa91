import type { PublishedRecord } from '../../common/publishing/record';
import type { PersonRecord, RelationshipRecord } from './person';

export interface EnrolmentData {
  /** The school as the source names it (name, URN or a local id). */
  readonly school: string;
  readonly from?: string;
  readonly to?: string;
  /** DfE enrolment status: C current, M main, S subsidiary, G guest, O other, F further education. */
  readonly status?: string;
  /** National curriculum year, e.g. `R`, `N1`, `6`. */
  readonly year?: string;
  readonly partTime?: boolean;
  readonly boarder?: string;
  readonly youngCarer?: boolean;
  readonly serviceChild?: boolean;
  readonly freeSchoolMeals?: boolean;
}
/** A pupil's term: how many sessions there were. A session is half a school day. */
export interface TermData {
  readonly academicYear: string;
  readonly term: 'AUTUMN' | 'SPRING' | 'SUMMER';
  readonly sessionsPossible?: number;
  readonly authorised?: number;
  readonly unauthorised?: number;
}
/** Sessions of a term under one code of the School Attendance (Pupil Registration) (England) Regulations 2024. */
export interface AttendanceSessionsData {
  readonly academicYear: string;
  readonly term: 'AUTUMN' | 'SPRING' | 'SUMMER';
  readonly code: string;
  readonly sessions: number;
}
export interface ExclusionData {
  readonly category: 'SUSPENSION' | 'PERMANENT' | 'LUNCHTIME';
  readonly startedOn: string;
  readonly sessions?: number;
  /** DfE reason codes, up to three. */
  readonly reasons: readonly string[];
  readonly senProvision?: string;
}
/** N none, E education, health and care plan, K SEN support. */
export interface SenProvisionData {
  readonly provision: string;
  readonly from?: string;
  readonly to?: string;
}
export interface SenNeedData {
  readonly type: string;
  readonly rank?: number;
}
/** A designated safeguarding lead's record of a concern. */
export interface SafeguardingConcernData {
  readonly raisedOn: string;
  readonly category:
    | 'NEGLECT'
    | 'PHYSICAL'
    | 'EMOTIONAL'
    | 'SEXUAL'
    | 'EXPLOITATION'
    | 'DOMESTIC_ABUSE'
    | 'MENTAL_HEALTH'
    | 'SELF_HARM'
    | 'HARMFUL_SEXUAL_BEHAVIOUR'
    | 'ONLINE'
    | 'RADICALISATION'
    | 'HOME_CONDITIONS'
    | 'OTHER';
  readonly summary: string;
  readonly action?: string;
  /** True when the child said it themselves. */
  readonly disclosure?: boolean;
}
export interface HomeEducationData {
  readonly from: string;
  readonly to?: string;
  readonly reason?: string;
  readonly suitable?: boolean;
}
export interface MissingEducationData {
  readonly from: string;
  readonly to?: string;
  readonly reason?: string;
}

export type EducationRecordInput =
  | PersonRecord
  | RelationshipRecord
  | PublishedRecord<'enrolment', EnrolmentData>
  | PublishedRecord<'term', TermData>
  | PublishedRecord<'attendance-sessions', AttendanceSessionsData>
  | PublishedRecord<'exclusion', ExclusionData>
  | PublishedRecord<'sen-provision', SenProvisionData>
  | PublishedRecord<'sen-need', SenNeedData>
  | PublishedRecord<'safeguarding-concern', SafeguardingConcernData>
  | PublishedRecord<'home-education', HomeEducationData>
  | PublishedRecord<'missing-education', MissingEducationData>;
