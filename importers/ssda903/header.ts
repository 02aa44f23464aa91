import { detached } from '../text/detached';
import { personRecord } from '../records/person-record';
import type { CareRowReader } from './row-reader';

/** Sex since 2024/25, and the codes before it. */
const SEX = { M: 'M', F: 'F', U: 'U', '1': 'M', '2': 'F', '9': 'U' } as const;

/** A child looked after: who they are. Names are not part of the return. */
export const headerRow: CareRowReader = (cells, children) => {
  const child = cells.requiredText('child', 'The child id');
  const dateOfBirth = cells.date('dob', { required: true });
  const upn = unknownReason(cells.text('upn')) ? undefined : cells.upn('upn');
  const data = {
    lifeStage: 'CHILD',
    names: [],
    dateOfBirth,
    sex: cells.choice('sex', SEX),
    upn,
    ethnicity: cells.code('ethnic', 'dfe.ethnicity'),
    addresses: [],
  } as const;
  if (child === undefined) return cells.result([]);
  if (!cells.rejected) children?.add(detached(child));
  return cells.result([personRecord('ssda903', child, data)]);
};

/** The return puts the reason why there is no UPN in the UPN's own column. */
const unknownReason = (text: string | undefined): boolean => text !== undefined && /^UN\d$/.test(text);
