import type { ImportedRow } from '../../common/publishing/record';
import type { EducationRecordInput } from '../records/education';
import type { CellReader } from '../text/cells';
import { type KnownPupils, pupilOf } from './pupil-reference';
import type { CensusTerm } from './tables';

/** A pupil's special educational need; rank 1 is the primary need. */
export function senNeedRow(cells: CellReader, _census: CensusTerm, known: KnownPupils): ImportedRow<EducationRecordInput> {
  const person = pupilOf(cells, known);
  const type = cells.code('sentype', 'edu.sen_type', { required: true });
  const rank = cells.count('sentyperank', { max: 20 });
  if (person === undefined || type === undefined) return cells.result([]);
  return cells.result([{ kind: 'sen-need', key: `${person}|${type}`, person, data: { type, rank } }]);
}
