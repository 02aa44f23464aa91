import type { ImportedRow, Problem, RowReference } from '../../common/publishing/record';

type Wording = Pick<Problem, 'code' | 'field' | 'problem' | 'remedy'>;

/** A problem that rejects the row. */
export const rejection = (at: RowReference, wording: Wording): Problem => ({
  ...wording,
  file: at.file,
  row: at.row,
  severity: 'error',
});

/** A problem that keeps the row: what is wrong is reported and left out. */
export const warning = (at: RowReference, wording: Wording): Problem => ({
  ...wording,
  file: at.file,
  row: at.row,
  severity: 'warning',
});

/** A row of its own for a fault of the whole file, at the row where reading stopped. */
export const fileFault = (file: string, row: number, code: string, problem: string, remedy: string): ImportedRow => ({
  file,
  row,
  records: [],
  problems: [rejection({ file, row }, { code, field: 'file', problem, remedy })],
});
