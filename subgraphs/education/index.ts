import type { AgencyDefinition, RecordKind, SignalDerivation } from '../../common/agency/definition';
import { peopleKinds } from '../../common/publishing/people';
import { educationV1 } from '../../importers/education-v1';
import { retractionsV1 } from '../../importers/retractions-v1';
import { schoolCensus } from '../../importers/school-census';
import { AGENCIES } from '../registry';
import { chronology } from './chronology';
import { EducationRecordResolver, SchoolTermResolver } from './education.resolver';
import { EducationTables1795305600000 } from './migrations/2026-11-22-tables';
import { EducationRecord } from './record';
import { AttendanceSessions } from './records/attendance-sessions';
import { SchoolEnrolment } from './records/enrolment';
import { Exclusion } from './records/exclusion';
import { HomeEducation, MissingEducation } from './records/out-of-school';
import { SafeguardingConcern } from './records/safeguarding-concern';
import { SenNeed, SenProvision } from './records/sen';
import { SchoolTerm } from './records/term';
import { signals } from './signals';

const [registered] = AGENCIES.filter(({ agency }) => agency === 'EDUCATION');
if (registered === undefined) throw new Error('The registry does not name EDUCATION');

const kinds: readonly RecordKind[] = [
  ...peopleKinds('enrolment'),
  { kind: 'enrolment', entity: SchoolEnrolment, category: 'enrolment', endedOn: 'to' },
  { kind: 'term', entity: SchoolTerm, category: 'attendance' },
  { kind: 'attendance-sessions', entity: AttendanceSessions, category: 'attendance_codes' },
  { kind: 'exclusion', entity: Exclusion, category: 'exclusions', occurredOn: 'startedOn' },
  { kind: 'sen-provision', entity: SenProvision, category: 'sen_provision', endedOn: 'to' },
  { kind: 'sen-need', entity: SenNeed, category: 'sen_needs' },
  { kind: 'safeguarding-concern', entity: SafeguardingConcern, category: 'safeguarding_concerns', occurredOn: 'raisedOn' },
  { kind: 'home-education', entity: HomeEducation, category: 'home_education', occurredOn: 'from', endedOn: 'to' },
  { kind: 'missing-education', entity: MissingEducation, category: 'missing_education', occurredOn: 'from', endedOn: 'to' },
];

/** Education: schools' rolls, attendance and exclusions, special needs, safeguarding leads' concerns, children out of school. */
export const definition: AgencyDefinition = {
  registered,
  record: EducationRecord,
  resolvers: [EducationRecordResolver, SchoolTermResolver],
  kinds,
  migrations: [EducationTables1795305600000],
  importers: [educationV1, schoolCensus, retractionsV1(kinds)],
  records: educationV1,
  chronology,
  // The contract keeps an agency's facts to itself: only its own `load` fills what its own `derive` reads.
  signals: signals as SignalDerivation<never>,
};
