import { bind } from '../../common/access/bound';
import type { AgencyContext } from '../../common/agency/context';
import { rowsAbout } from '../../common/agency/rows';
import { joinTerms } from './attendance/terms';
import type { EducationRecord } from './record';
import { AttendanceSessions } from './records/attendance-sessions';
import { SchoolTerm } from './records/term';

/** Newest first, by a date of the row; rows without one come last. */
export const newestFirst = <T>(rows: readonly T[], dateOf: (row: T) => string | null): T[] =>
  [...rows].sort((a, b) => (dateOf(b) ?? '').localeCompare(dateOf(a) ?? ''));

/** Attendance term by term, newest first, each with its sessions by code. */
export async function attendanceOf(record: EducationRecord, context: AgencyContext): Promise<SchoolTerm[]> {
  const [terms, sessions] = await Promise.all([
    rowsAbout(record, SchoolTerm, context),
    rowsAbout(record, AttendanceSessions, context),
  ]);
  return joinTerms(terms, sessions, (term) => bind(term, record.subject));
}
