import type { ImportedRow } from '../../common/publishing/record';
import type { EducationRecordInput } from '../records/education';
import type { CellReader } from '../text/cells';
import { type KnownPupils, pupilOf } from './pupil-reference';
import type { CensusTerm } from './tables';

/** A school year has about 380 sessions of half a day; a term cannot have more. */
const MOST_SESSIONS = 400;

/** How many sessions of the term a pupil was marked with one attendance code. */
export function sessionsRow(cells: CellReader, census: CensusTerm, known: KnownPupils): ImportedRow<EducationRecordInput> {
  const person = pupilOf(cells, known);
  const code = cells.code('attendancereason', 'edu.attendance_2024', { required: true });
  const sessions = cells.count('sessions', { required: true, max: MOST_SESSIONS });
  if (person === undefined || code === undefined || sessions === undefined) return cells.result([]);
  const key = `${person}|${census.academicYear}|${census.term}|${code}`;
  return cells.result([{ kind: 'attendance-sessions', key, person, data: { ...census, code, sessions } }]);
}
