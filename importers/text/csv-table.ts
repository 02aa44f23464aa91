import type { ImportContext, ImportedRow, PublishedRecord, SourceFile } from '../../common/publishing/record';
import { CellReader, type DateStyle } from './cells';
import { type CsvFault, type CsvRow, readCsv } from './csv';
import { warning } from './problems';

/**
 * Imports a CSV table, some rows at a time: `read` makes of each row what it is. Each portion is read as it is gone through, so that
 * only one row is in memory as records. A table with a header and nothing under it is set aside.
 */
export async function* importTable<R extends PublishedRecord>(
  file: SourceFile,
  context: ImportContext,
  dates: DateStyle,
  read: (cells: CellReader) => ImportedRow<R>,
): AsyncGenerator<Iterable<ImportedRow<R>>> {
  let isEmpty = true;
  for await (const rows of readCsv(file)) {
    isEmpty &&= rows.length === 0;
    yield imported(rows);
  }
  if (isEmpty) yield [emptyTable(file.name)];

  function* imported(rows: readonly (CsvRow | CsvFault)[]): Generator<ImportedRow<R>> {
    for (const row of rows) {
      if (row.kind === 'fault') yield row.fault as ImportedRow<R>;
      else yield read(cellsOf(row));
    }
  }

  function cellsOf(row: CsvRow): CellReader {
    const cells = new CellReader(file.name, row.row, row.cells, context, dates);
    // The last cell may have been cut short with the file, and nothing else would tell.
    if (row.isUnended) cells.warn('no-line-end', 'row', 'The file ends in this row without a line end', UNENDED_REMEDY);
    return cells;
  }
}

const UNENDED_REMEDY = 'Export it again if it was cut short; otherwise nothing to mend';

/** There may have been nothing to tell, so this is no fault. */
function emptyTable<R extends PublishedRecord>(file: string): ImportedRow<R> {
  const at = { file, row: 1 };
  const wording = { problem: 'The table has no rows', remedy: 'Nothing to mend if there were none to give' };
  return { ...at, records: [], problems: [warning(at, { code: 'no-records', field: 'file', ...wording })] };
}
