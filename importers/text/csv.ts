import type { ImportedRow, SourceFile } from '../../common/publishing/record';
import type { Cells } from './cells';
import { type CsvFaultKind, type CsvRecord, CsvRecords } from './csv-records';
import { decodeText, UnreadableText } from './decode';
import { fileFault } from './problems';

/** One data row of a CSV table. `row` counts from 1 with the header as row 1. Cells are trimmed; column names lower case. */
export interface CsvRow {
  readonly kind: 'row';
  readonly row: number;
  readonly cells: Cells;
}

/** A row that could not be read as CSV, or the end of what could be read of the file. */
export interface CsvFault {
  readonly kind: 'fault';
  readonly fault: ImportedRow;
}

/** A header is a few thousand characters; whoever wrote more did not write a table. */
const MAX_COLUMNS = 10_000;

/**
 * Reads a CSV table as a stream, some rows at a time. A row that is not CSV, or has another number of cells than the header, is a
 * fault of its own and reading goes on; a file that is not text ends with a fault. Never throws for what is in the bytes.
 */
export async function* readCsv(file: SourceFile): AsyncGenerator<(CsvRow | CsvFault)[]> {
  const table = new Table(file.name);
  try {
    for await (const records of recordsOf(file)) yield table.rows(records);
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    yield [{ kind: 'fault', fault: fileFault(file.name, table.lastRow + 1, error.code, error.message, error.remedy) }];
  }
}

/** The column names of a table, lower case, or undefined when the file has no readable header. */
export async function readHeader(file: SourceFile): Promise<string[] | undefined> {
  try {
    for await (const [first] of recordsOf(file)) {
      if (first) return 'cells' in first ? namesOf(first.cells) : undefined;
    }
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableText) return undefined;
    throw error;
  }
}

async function* recordsOf(file: SourceFile): AsyncGenerator<CsvRecord[]> {
  const records = new CsvRecords();
  try {
    for await (const text of decodeText(file)) yield records.push(text);
  } catch (error) {
    // The line that stopped being text is not a row; those before it are.
    throw error instanceof UnreadableText ? Object.assign(error, { row: records.row + 1 }) : error;
  }
  yield records.end();
}

const namesOf = (header: readonly string[]): string[] => header.map((name) => name.toLowerCase());
