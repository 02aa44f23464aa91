import type { AttendanceSessions } from '../records/attendance-sessions';
import type { SchoolEnrolment } from '../records/enrolment';
import type { Exclusion } from '../records/exclusion';
import type { HomeEducation, MissingEducation } from '../records/out-of-school';
import type { SafeguardingConcern } from '../records/safeguarding-concern';
import type { SenNeed, SenProvision } from '../records/sen';
import type { SchoolTerm } from '../records/term';

/** What every rule needs of a row: a public id to point at, and when the agency recorded it. */
export interface Sourced {
  readonly id: string;
  readonly knownFrom: Date;
}

/** Everything about one pupil that a rule may read. Terms carry their sessions by code; lists are in no order. */
export interface EducationFacts {
  readonly enrolments: readonly (Sourced & Pick<SchoolEnrolment, 'from' | 'to' | 'youngCarer' | 'freeSchoolMeals'>)[];
  readonly terms: readonly (Sourced &
    Pick<SchoolTerm, 'academicYear' | 'term' | 'sessionsPossible' | 'authorised' | 'unauthorised'> & {
      readonly codes: readonly (Sourced & Pick<AttendanceSessions, 'code' | 'sessions'>)[];
    })[];
  readonly exclusions: readonly (Sourced & Pick<Exclusion, 'category' | 'startedOn' | 'sessions' | 'reasons'>)[];
  readonly senProvisions: readonly (Sourced & Pick<SenProvision, 'provision' | 'from' | 'to'>)[];
  readonly senNeeds: readonly (Sourced & Pick<SenNeed, 'type'>)[];
  readonly concerns: readonly (Sourced & Pick<SafeguardingConcern, 'raisedOn' | 'category' | 'disclosure'>)[];
  readonly homeEducation: readonly (Sourced & Pick<HomeEducation, 'from' | 'to' | 'suitable'>)[];
  readonly missing: readonly (Sourced & Pick<MissingEducation, 'from' | 'to'>)[];
}

/** A pupil of whom nothing is recorded. */
export const NOTHING_KNOWN: EducationFacts = {
  enrolments: [],
  terms: [],
  exclusions: [],
  senProvisions: [],
  senNeeds: [],
  concerns: [],
  homeEducation: [],
  missing: [],
};
