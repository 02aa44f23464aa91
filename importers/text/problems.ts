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

/** A table with a header and nothing under it, which is set aside: there may have been nothing to tell. */
export const emptyTable = (file: string): ImportedRow => ({
  file,
  row: 1,
  records: [],
  problems: [
    warning(
      { file, row: 1 },
      {
        code: 'no-records',
        field: 'file',
        problem: 'The table has no rows',
        remedy: 'Nothing to mend if there were none to give',
      },
    ),
  ],
});
