import type { ImportedRow } from '../../common/publishing/record';
import type { EducationRecordInput } from '../records/education';
import type { CellReader } from '../text/cells';
import { type KnownPupils, pupilOf } from './pupil-reference';
import { senProvision } from './pupils';
import type { CensusTerm } from './tables';

const CATEGORY = { FIXD: 'SUSPENSION', SUSP: 'SUSPENSION', PERM: 'PERMANENT', LNCH: 'LUNCHTIME' } as const;

/** A suspension or permanent exclusion with up to three reasons. */
export function exclusionRow(cells: CellReader, _census: CensusTerm, known: KnownPupils): ImportedRow<EducationRecordInput> {
  const person = pupilOf(cells, known);
  const key = cells.requiredText('termlyexclusionsonrolltableid', 'The exclusion id');
  const category = cells.choice('category', CATEGORY, { required: true });
  const startedOn = cells.date('startdate', { required: true });
  const reasons = ['reason1', 'reason2', 'reason3']
    .map((column) => cells.code(column, 'edu.exclusion_reason'))
    .filter((reason): reason is string => reason !== undefined);
  const sessions = cells.count('sessions', { max: 400 });
  if (person === undefined || key === undefined || category === undefined || startedOn === undefined) return cells.result([]);
  const data = { category, startedOn, sessions, reasons, senProvision: senProvision(cells) };
  return cells.result([{ kind: 'exclusion', key, person, data }]);
}
